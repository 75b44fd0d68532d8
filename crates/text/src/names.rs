//! The interner: every identifier of a compilation is one small number.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use crate::PyText;

/// An interned identifier. Two names of one [`Names`] are equal exactly when their texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u32);

impl Name {
    /// The position in the interner, dense from 0: fit to index a side table.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The name at a position. Well-known names (`spec/names.toml`) have fixed positions.
    pub const fn from_index(index: u32) -> Self {
        Self(index)
    }
}

/// Maps names to texts and back. Texts lie end to end in one buffer.
#[derive(Clone, Debug)]
pub struct Names {
    text: Vec<u8>,
    /// Where the text of each name begins; it ends where the next one begins, or would begin.
    bounds: Vec<u32>,
    table: HashTable<u32>,
}

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}

impl Names {
    /// An interner that holds the well-known names at their fixed positions.
    pub fn new() -> Self {
        let mut names = Self { text: Vec::new(), bounds: vec![0], table: HashTable::new() };
        for text in crate::generated::WELL_KNOWN {
            names.intern(PyText::new(text));
        }
        names
    }

    /// The name of a text. More than 4 GiB of distinct names cannot be held.
    pub fn intern<'t>(&mut self, text: impl Into<PyText<'t>>) -> Name {
        let bytes = text.into().as_bytes();
        let hash = hash(bytes);
        if let Some(&index) = self.table.find(hash, |&index| self.bytes(index) == bytes) {
            return Name(index);
        }
        let index = self.len() as u32;
        self.text.extend_from_slice(bytes);
        self.bounds.push(self.text.len() as u32);
        let (text, bounds) = (&self.text, &self.bounds);
        self.table.insert_unique(hash, index, |&index| self::hash(slice(text, bounds, index)));
        Name(index)
    }

    /// The name of a text, if it was interned before.
    pub fn get<'t>(&self, text: impl Into<PyText<'t>>) -> Option<Name> {
        let bytes = text.into().as_bytes();
        self.table.find(hash(bytes), |&index| self.bytes(index) == bytes).copied().map(Name)
    }

    /// The text of a name.
    #[inline]
    pub fn text(&self, name: Name) -> PyText<'_> {
        PyText::from_bytes(self.bytes(name.0))
    }

    /// How many names there are; each is below this number.
    pub fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    /// Never: the well-known names are always there.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    fn bytes(&self, index: u32) -> &[u8] {
        slice(&self.text, &self.bounds, index)
    }
}

#[inline]
fn slice<'t>(text: &'t [u8], bounds: &[u32], index: u32) -> &'t [u8] {
    let bounds = &bounds[index as usize..index as usize + 2];
    &text[bounds[0] as usize..bounds[1] as usize]
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_name() {
        let mut names = Names::new();
        let (a, b) = (names.intern("spam"), names.intern("eggs"));
        assert_ne!(a, b);
        assert_eq!(names.intern("spam"), a);
        assert_eq!(names.text(b), PyText::new("eggs"));
    }

    #[test]
    fn well_known_names_have_fixed_positions() {
        let mut names = Names::new();
        assert_eq!(names.intern("__init__"), Name::__INIT__);
        assert_eq!(names.text(Name::EMPTY), PyText::new(""));
    }
}

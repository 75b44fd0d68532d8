//! The constants of one compilation. Equal constants of equal type are one, across all of its code objects, as in
//! CPython; so a constant is known by its [`ConstantId`] and compared by it.

mod equality;

use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxHasher;
use taipan_bytecode::{Constant, Str};
use taipan_num::Number;
use taipan_text::PyText;

/// A merged constant. Two are equal exactly when type and value are (`0.0` and `-0.0` differ, so do `1` and `True`),
/// except that each NaN is a constant of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConstantId(pub u32);

/// All constants of a compilation.
#[derive(Debug, Default)]
pub struct ConstantPool {
    entries: Vec<Merged>,
    /// The parts of all entries, end to end.
    parts: Vec<ConstantId>,
    table: HashTable<ConstantId>,
}

#[derive(Debug)]
struct Merged {
    value: Constant,
    hash: u64,
    /// Items of a tuple, slice or (sorted, as their order does not matter) frozenset.
    parts: Range<usize>,
}

impl ConstantPool {
    /// Forgets all constants and keeps the memory.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.parts.clear();
        self.table.clear();
    }

    /// The id of a constant; its parts are merged too.
    pub fn add(&mut self, value: Constant) -> ConstantId {
        match &value {
            Constant::Tuple(items) => {
                let items = self.add_all(items);
                self.add_tuple(&items)
            }
            Constant::Slice(items) => {
                let items = self.add_all(&items[..]);
                self.find_or_insert(&value, &items).unwrap_or_else(|hash| {
                    let merged = [0, 1, 2].map(|index: usize| self.get(items[index]).clone());
                    self.insert(hash, Constant::Slice(Arc::new(merged)), &items)
                })
            }
            Constant::FrozenSet(items) => {
                let items = self.add_all(items);
                self.add_distinct(&items)
            }
            _ => self.find_or_insert(&value, &[]).unwrap_or_else(|hash| self.insert(hash, value, &[])),
        }
    }

    /// The id of a tuple of constants.
    pub fn add_tuple(&mut self, items: &[ConstantId]) -> ConstantId {
        let value = Constant::Tuple(Arc::default());
        self.find_or_insert(&value, items)
            .unwrap_or_else(|hash| self.insert(hash, Constant::Tuple(self.values(items)), items))
    }

    /// The id of the frozenset that a set display of constants makes: of items that compare equal the first is kept.
    pub fn add_frozenset(&mut self, items: &[ConstantId]) -> ConstantId {
        let mut distinct = Vec::with_capacity(items.len());
        let mut known: HashTable<ConstantId> = HashTable::with_capacity(items.len());
        let hash = |item: &ConstantId| equality::value_hash(self.get(*item));
        for &item in items {
            let same = |&other: &ConstantId| {
                item == other || equality::compares_equal(self.get(item), self.get(other))
            };
            if let Entry::Vacant(place) = known.entry(hash(&item), same, hash) {
                place.insert(item);
                distinct.push(item);
            }
        }
        self.add_distinct(&distinct)
    }

    /// The id of a string constant. The string is made only if it is new, and interned if it could be a name.
    pub fn add_text(&mut self, text: PyText<'_>) -> ConstantId {
        self.find_or_insert_text(text, text_constant)
    }

    /// The id of an identifier as a string constant.
    pub fn add_name(&mut self, text: PyText<'_>) -> ConstantId {
        self.find_or_insert_text(text, |text| Constant::Str(Arc::new(Str::interned(text))))
    }

    fn find_or_insert_text(
        &mut self,
        text: PyText<'_>,
        constant: impl FnOnce(PyText<'_>) -> Constant,
    ) -> ConstantId {
        let hash = text_hash(text);
        let same = |id: &ConstantId| {
            let entry = &self.entries[id.0 as usize];
            entry.hash == hash && matches!(&entry.value, Constant::Str(other) if other.text() == text)
        };
        match self.table.find(hash, same) {
            Some(&id) => id,
            None => self.insert(hash, constant(text), &[]),
        }
    }

    /// The value of a constant.
    pub fn get(&self, id: ConstantId) -> &Constant {
        &self.entries[id.0 as usize].value
    }

    /// Values of constants.
    pub fn values(&self, ids: &[ConstantId]) -> Arc<[Constant]> {
        ids.iter().map(|&id| self.get(id).clone()).collect()
    }

    /// Whether Python takes a constant for true.
    pub fn is_true(&self, id: ConstantId) -> bool {
        match self.get(id) {
            Constant::None => false,
            Constant::Ellipsis | Constant::Slice(_) | Constant::Code(_) => true,
            Constant::Str(value) => !value.text().is_empty(),
            Constant::Bytes(value) => !value.is_empty(),
            Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
            number => to_number(number).is_some_and(|number| number.is_true()),
        }
    }

    fn add_all(&mut self, items: &[Constant]) -> Vec<ConstantId> {
        items.iter().map(|item| self.add(item.clone())).collect()
    }

    fn add_distinct(&mut self, items: &[ConstantId]) -> ConstantId {
        let mut sorted = items.to_vec();
        sorted.sort_unstable();
        let value = Constant::FrozenSet(Arc::default());
        self.find_or_insert(&value, &sorted)
            .unwrap_or_else(|hash| self.insert(hash, Constant::FrozenSet(self.values(items)), &sorted))
    }

    /// The constant with this value, or of a composite one with these parts; else the hash to insert it with.
    fn find_or_insert(&self, value: &Constant, parts: &[ConstantId]) -> Result<ConstantId, u64> {
        let hash = hash(value, parts);
        let same = |id: &ConstantId| {
            let entry = &self.entries[id.0 as usize];
            entry.hash == hash
                && self.parts[entry.parts.clone()] == *parts
                && equality::is_same(&entry.value, value)
        };
        self.table.find(hash, same).copied().ok_or(hash)
    }

    fn insert(&mut self, hash: u64, value: Constant, parts: &[ConstantId]) -> ConstantId {
        let id = ConstantId(self.entries.len() as u32);
        let start = self.parts.len();
        self.parts.extend_from_slice(parts);
        self.entries.push(Merged { value, hash, parts: start..self.parts.len() });
        let entries = &self.entries;
        self.table.insert_unique(hash, id, |id| entries[id.0 as usize].hash);
        id
    }
}

/// A string as a constant. It is interned when it could be a name.
pub fn text_constant(text: PyText<'_>) -> Constant {
    let is_name = text.as_bytes().iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    Constant::Str(Arc::new(if is_name { Str::interned(text) } else { Str::new(text) }))
}

/// A constant as a number, if it is one.
pub(crate) fn to_number(constant: &Constant) -> Option<Number> {
    Some(match constant {
        Constant::Bool(value) => Number::Bool(*value),
        Constant::Int(value) => Number::Int(*value),
        Constant::BigInt(value) => Number::BigInt((**value).clone()),
        Constant::Float(value) => Number::Float(*value),
        Constant::Complex(real, imag) => Number::Complex(*real, *imag),
        _ => return None,
    })
}

/// A number as a constant.
pub(crate) fn from_number(number: Number) -> Constant {
    match number {
        Number::Bool(value) => Constant::Bool(value),
        Number::Int(value) => Constant::Int(value),
        Number::BigInt(value) => Constant::BigInt(Arc::new(value)),
        Number::Float(value) => Constant::Float(value),
        Number::Complex(real, imag) => Constant::Complex(real, imag),
    }
}

fn text_hash(text: PyText<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

fn hash(value: &Constant, parts: &[ConstantId]) -> u64 {
    let mut hasher = FxHasher::default();
    std::mem::discriminant(value).hash(&mut hasher);
    match value {
        Constant::None | Constant::Ellipsis => {}
        Constant::Bool(value) => value.hash(&mut hasher),
        Constant::Int(value) => value.hash(&mut hasher),
        Constant::BigInt(value) => value.hash(&mut hasher),
        Constant::Float(value) => value.to_bits().hash(&mut hasher),
        Constant::Complex(real, imag) => (real.to_bits(), imag.to_bits()).hash(&mut hasher),
        Constant::Str(value) => return text_hash(value.text()),
        Constant::Bytes(value) => value.hash(&mut hasher),
        Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Slice(_) => parts.hash(&mut hasher),
        Constant::Code(code) => (code.first_line, &code.code).hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_and_sign_tell_constants_apart() {
        let mut pool = ConstantPool::default();
        let values = [
            Constant::Int(1),
            Constant::Bool(true),
            Constant::Float(1.0),
            Constant::Float(0.0),
            Constant::Float(-0.0),
            Constant::Complex(0.0, -0.0),
            Constant::Complex(0.0, 0.0),
            Constant::Float(f64::NAN),
            Constant::Float(f64::NAN),
            Constant::Tuple([Constant::Int(1)].into()),
            Constant::Tuple([Constant::Bool(true)].into()),
        ];
        let ids: Vec<_> = values.into_iter().map(|value| pool.add(value)).collect();
        assert_eq!(ids.len(), ids.iter().collect::<std::collections::BTreeSet<_>>().len());
    }

    #[test]
    fn equal_constants_are_one() {
        let mut pool = ConstantPool::default();
        let inner = || Constant::Tuple([Constant::Int(1), Constant::None].into());
        let pair = pool.add(Constant::Tuple([inner(), Constant::Float(2.5)].into()));
        assert_eq!(pair, pool.add(Constant::Tuple([inner(), Constant::Float(2.5)].into())));
        assert_eq!(pool.add_text("spam".into()), pool.add(Constant::Str(Arc::new(Str::new("spam")))));
        let (a, b) = (pool.add(Constant::Int(1)), pool.add(Constant::Int(2)));
        assert_eq!(pool.add_frozenset(&[a, b]), pool.add_frozenset(&[b, a]));
    }

    #[test]
    fn a_frozenset_keeps_the_first_of_equal_items() {
        let mut pool = ConstantPool::default();
        let items = [Constant::Float(1.0), Constant::Bool(true), Constant::Int(1)].map(|item| pool.add(item));
        let set = pool.add_frozenset(&items);
        assert!(
            matches!(pool.get(set), Constant::FrozenSet(items) if matches!(**items, [Constant::Float(_)]))
        );
    }
}

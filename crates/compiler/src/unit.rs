//! A unit: everything about one code object that lowering collects and the assembler needs.

use hashbrown::HashMap;
use taipan_text::Name;

use crate::constants::ConstantId;

/// An insertion-ordered set whose positions are operands: `co_names`, `co_consts`, `co_varnames` in the making.
#[derive(Clone, Debug)]
pub struct Table<T> {
    items: Vec<T>,
    /// Where the items are. Empty while there are few of them: those are found faster by looking through the list.
    positions: HashMap<T, u32, rustc_hash::FxBuildHasher>,
}

/// How many items are found without hashing.
pub(crate) const FEW: usize = 12;

/// The capacity up to which a hash table is kept for the next items.
const MOST_KEPT: usize = 256;

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { items: Vec::new(), positions: HashMap::default() }
    }
}

impl<T: Copy + Eq + std::hash::Hash> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut table = Self::default();
        for item in items {
            table.add(item);
        }
        table
    }
}

impl<T: Copy + Eq + std::hash::Hash> Table<T> {
    /// The position of an item, which is appended if it is new.
    pub fn add(&mut self, item: T) -> u32 {
        match self.position(item) {
            Some(position) => position,
            None => self.add_new(item),
        }
    }

    /// Makes these the items, of which equal ones are one.
    pub fn fill(&mut self, items: impl Iterator<Item = T>) {
        self.clear();
        for item in items {
            self.add(item);
        }
    }

    /// Removes all items and keeps the memory, unless it took long to clear that for each of many small tables.
    pub fn clear(&mut self) {
        self.items.clear();
        if self.positions.capacity() > MOST_KEPT {
            self.positions = HashMap::default();
        }
        self.positions.clear();
    }

    /// Appends an item that is not there.
    #[inline(never)]
    fn add_new(&mut self, item: T) -> u32 {
        let next = self.items.len() as u32;
        if self.items.capacity() == 0 {
            self.items.reserve(FEW);
        }
        self.items.push(item);
        if self.items.len() == FEW + 1 {
            self.positions.reserve(4 * FEW);
            self.positions.extend(self.items.iter().copied().zip(0..));
        } else if self.items.len() > FEW {
            self.positions.insert(item, next);
        }
        next
    }

    /// Appends an item, also one that is there already, which keeps its position.
    pub fn append(&mut self, item: T) {
        self.items.push(item);
        let next = self.items.len() as u32 - 1;
        if self.items.len() == FEW + 1 {
            for (&item, position) in self.items.iter().zip(0..) {
                self.positions.entry(item).or_insert(position);
            }
        } else if self.items.len() > FEW {
            self.positions.entry(item).or_insert(next);
        }
    }

    /// The position of an item.
    #[inline]
    pub fn position(&self, item: T) -> Option<u32> {
        if self.items.len() > FEW {
            return self.positions.get(&item).copied();
        }
        self.items.iter().position(|other| *other == item).map(|position| position as u32)
    }

    /// Takes an item out; the items after it move up.
    pub fn remove(&mut self, item: T) -> Option<u32> {
        let removed = self.position(item)?;
        self.items.remove(removed as usize);
        if self.items.len() > FEW {
            self.positions.remove(&item);
            self.positions.values_mut().filter(|other| **other > removed).for_each(|other| *other -= 1);
        } else {
            self.positions.clear();
        }
        Some(removed)
    }

    /// The items in order.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// What the flow graph and the assembler must know of a unit beside its instructions.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// `co_name`
    pub name: Name,
    /// `co_qualname`
    pub qualified_name: Name,
    /// `co_flags`
    pub flags: u32,
    /// `co_consts`; the flow graph appends what it folds and drops what is not used any more.
    pub constants: Table<ConstantId>,
    /// `co_names`
    pub names: Table<Name>,
    /// Arguments, then other locals.
    pub local_names: Table<Name>,
    /// Cells, sorted as CPython sorts them; positions from 0.
    pub cell_names: Table<Name>,
    /// Free variables, likewise.
    pub free_names: Table<Name>,
    /// Locals that are hidden from `locals()` because an inlined comprehension owns them (PEP 709), and whether they
    /// are fast only while the comprehension runs, as CPython's `u_fasthidden`.
    pub hidden: HashMap<Name, bool, rustc_hash::FxBuildHasher>,
    /// `co_argcount`
    pub arg_count: u32,
    /// `co_posonlyargcount`
    pub positional_only_count: u32,
    /// `co_kwonlyargcount`
    pub keyword_only_count: u32,
    /// `co_firstlineno`
    pub first_line: i32,
}

#[cfg(test)]
mod tests {
    use super::{FEW, Table};

    #[test]
    fn short_and_long_tables_find_what_they_hold() {
        let mut table = Table::default();
        for item in 0..FEW as u32 * 2 {
            assert_eq!(table.add(item * 7), item);
            assert_eq!(table.add(item * 7), item);
            assert_eq!(table.position(item * 7 + 1), None);
            assert!((0..=item).all(|known| table.position(known * 7) == Some(known)));
        }
        // Shrinks from a long table to a short one, from the front.
        for removed in 0..FEW as u32 * 2 {
            assert_eq!(table.remove(removed * 7), Some(0));
            assert_eq!(table.remove(removed * 7), None);
            assert!(table.items().iter().zip(0..).all(|(item, place)| table.position(*item) == Some(place)));
        }
        table.add(1);
        assert_eq!((table.position(1), table.position(7)), (Some(0), None));
    }
}

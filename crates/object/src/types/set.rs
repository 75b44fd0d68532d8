//! `set` and `frozenset`: what their objects are made of, and looking up, adding and removing keys.
//!
//! Lookups follow the same rules as those of a dict: Python is asked only where nothing else can tell, and a lookup that
//! changed the table starts again.

pub mod iterator;
mod table;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::ptr::NonNull;

use table::{Found, Steps, Table};

use super::dict::Dict;
use super::object::OBJECT;
use crate::args::StackRef;
use crate::cell::PyCell;
use crate::death::{self, Teardown};
use crate::object::{HEADER_SIZE, Object};
use crate::protocol::compare::known_hash;
use crate::py::{Heap, Py, PyResult, Shared};
use crate::type_::{Memory, Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The payload of a set, and that of a frozenset.
#[derive(Default)]
pub struct Set {
    table: PyCell<Table>,
    /// The hash of a frozenset plus one; 0 until it is asked for. (A hash is never -1.)
    hash: Cell<u64>,
}

/// The payload of a frozenset.
#[derive(Default)]
#[repr(transparent)]
pub struct FrozenSet(Set);

/// `set`
pub static SET: Type = Type::with_memory(
    "set",
    Some(&OBJECT),
    HEADER_SIZE + size_of::<Set>(),
    Memory { teardown: Some(teardown), trace: Some(death::trace::<Set>), size: None },
);
/// `frozenset`
pub static FROZENSET: Type = Type::with_memory(
    "frozenset",
    Some(&OBJECT),
    HEADER_SIZE + size_of::<FrozenSet>(),
    Memory { teardown: Some(teardown), trace: Some(death::trace::<FrozenSet>), size: None },
);

// SAFETY: sets are made with this payload, and types that derive from `set` keep it.
unsafe impl Payload for Set {
    const TYPE: &'static Type = &SET;
}

// SAFETY: the same for `frozenset`.
unsafe impl Payload for FrozenSet {
    const TYPE: &'static Type = &FROZENSET;
}

impl Parts for Set {
    fn take_part(&mut self) -> Option<Value> {
        self.table.exclusive().take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        let table = unsafe { self.table.peek() };
        let mut at = 0;
        while let Some((place, key, _)) = table.next(at) {
            visit(key);
            at = place + 1;
        }
    }
}

impl Parts for FrozenSet {
    fn take_part(&mut self) -> Option<Value> {
        self.0.take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.0.each_part(visit);
    }
}

/// # Safety
/// The object is a dead set or frozenset.
unsafe fn teardown(object: NonNull<Object>, shared: &Shared) -> Teardown {
    // SAFETY: both have the same payload; nobody else has a reference to that of a dead object, and it is freed when this is
    // done.
    unsafe { Object::payload::<Set>(object).as_mut().table.exclusive().release(shared) }
}

impl<'a> Borrowed<'a> {
    /// The payload of a set or frozenset, or of an instance of a subclass.
    #[inline]
    pub fn any_set(self) -> Option<&'a Set> {
        let derived = || self.get::<Set>().or_else(|| self.get::<FrozenSet>().map(|frozen| &frozen.0));
        self.exact_set().or_else(derived)
    }

    /// The payload, if this is exactly a set or frozenset.
    #[inline]
    pub fn exact_set(self) -> Option<&'a Set> {
        self.exact::<Set>().or_else(|| self.exact::<FrozenSet>().map(|frozen| &frozen.0))
    }
}

/// A key with its hash and its place.
pub struct SetEntry {
    /// The key.
    pub key: Value,
    /// Its hash.
    pub hash: i64,
    /// Its place: the next one is at the position after it.
    pub position: usize,
}

// ---- keys --------------------------------------------------------------------------------------------------------------

impl Set {
    /// How many keys.
    #[inline(always)]
    pub fn len(&self, py: &Py) -> usize {
        self.table.get(py).used()
    }

    /// Whether there is none.
    #[inline(always)]
    pub fn is_empty(&self, py: &Py) -> bool {
        self.len(py) == 0
    }

    /// Bytes of the table, which lies outside of the object.
    pub fn table_bytes(&self, py: &Py) -> usize {
        self.table.get(py).bytes()
    }

    /// The place of a key, or the free one for it, asking Python where need be.
    #[inline]
    fn find(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Result<usize, usize>> {
        let found = self.table.get(py).find(key, hash);
        match found {
            Found::Key(place) => Ok(Ok(place)),
            Found::Free(place) => Ok(Err(place)),
            Found::Ask(place) => self.find_asking(py, key, hash, place),
        }
    }

    /// Goes on with a lookup that has come to a key that only Python can compare.
    #[cold]
    fn find_asking(
        &self,
        py: &mut Py,
        key: &Value,
        hash: i64,
        mut place: usize,
    ) -> PyResult<Result<usize, usize>> {
        let mut steps = Steps::up_to(&self.table.get(py), hash, place);
        loop {
            let table = self.table.get(py);
            let before = table.identity();
            let own = table.key(place).cloned();
            drop(table);
            let equal = match &own {
                Some(own) => py.equal(own, key)?,
                None => false,
            };
            let table = self.table.get(py);
            if own.is_some_and(|own| table.is_as_before(before, place, &own)) {
                if equal {
                    return Ok(Ok(place));
                }
                steps.advance(table.mask());
            } else {
                steps = Steps::of(&table, hash);
            }
            match table.walk(&mut steps, key, hash) {
                Found::Key(place) => return Ok(Ok(place)),
                Found::Free(place) => return Ok(Err(place)),
                Found::Ask(next) => place = next,
            }
        }
    }

    /// Whether there is such a key.
    #[inline]
    pub fn contains(&self, py: &mut Py, key: &Value) -> PyResult<bool> {
        let hash = hash_key(py, key)?;
        self.contains_hashed(py, key, hash)
    }

    /// Whether there is a key whose hash is known.
    #[inline]
    pub fn contains_hashed(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<bool> {
        Ok(self.find(py, key, hash)?.is_ok())
    }

    /// Whether there is a key of this hash that is so, which can be told without Python.
    pub fn any_hashed(&self, py: &Py, hash: i64, is_so: impl Fn(&Value) -> bool) -> bool {
        self.table.get(py).any_hashed(hash, is_so)
    }

    /// Adds a key; whether it was new.
    #[inline]
    pub fn add(&self, py: &mut Py, key: &Value) -> PyResult<bool> {
        let hash = hash_key(py, key)?;
        self.add_hashed(py, key, hash)
    }

    /// Adds a key whose hash is known.
    #[inline]
    pub fn add_hashed(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<bool> {
        match self.find(py, key, hash)? {
            Ok(_) => Ok(false),
            Err(free) => {
                self.table.get_mut(py).insert_at(free, key.clone(), hash)?;
                Ok(true)
            }
        }
    }

    /// Adds what a slot holds where that takes neither search nor memory. What is to be dropped for it comes back; `None`: there is
    /// more to do, and the slot is still the caller's.
    ///
    /// # Safety
    /// No borrow of the table exists. The slot is not null; if there is a result, it is only to be dropped.
    #[inline(always)]
    pub(crate) unsafe fn add_at_once(&self, slot: StackRef) -> Option<StackRef> {
        // SAFETY: the caller's promise.
        unsafe {
            let hash = known_hash(&slot.get())?;
            self.table.replace_field(|table| table.insert_slot_at_once(slot, hash))
        }
    }

    /// Removes a key and gives it.
    pub fn remove(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        let hash = hash_key(py, key)?;
        self.remove_hashed(py, key, hash)
    }

    /// Removes a key whose hash is known and gives it.
    pub fn remove_hashed(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Option<Value>> {
        match self.find(py, key, hash)? {
            Ok(place) => Ok(self.table.get_mut(py).remove(place)),
            Err(_) => Ok(None),
        }
    }

    /// Removes some key and gives it.
    pub fn pop(&self, py: &mut Py) -> Option<Value> {
        self.table.get_mut(py).pop()
    }

    /// Removes everything. What dies of it is dead when this returns.
    pub fn clear(&self, py: &mut Py) {
        let old = self.table.get_mut(py).take(Table::default());
        discard(py, old);
    }

    /// The first key at or after a position, which is 0 at first.
    #[inline(always)]
    pub fn next(&self, py: &Py, position: usize) -> Option<SetEntry> {
        let table = self.table.get(py);
        table.next(position).map(|(position, key, hash)| SetEntry { key: key.clone(), hash, position })
    }

    /// The keys as they are now.
    pub fn keys(&self, py: &Py) -> PyResult<Vec<Value>> {
        let table = self.table.get(py);
        let mut keys = Vec::new();
        keys.try_reserve_exact(table.used())?;
        let mut at = 0;
        while let Some((place, key, _)) = table.next(at) {
            keys.push(key.clone());
            at = place + 1;
        }
        Ok(keys)
    }

    /// The hash of a frozenset of these keys as they are now.
    pub fn hash_of_keys(&self, py: &Py) -> i64 {
        self.table.get(py).hash()
    }

    /// The hash of a frozenset, which is kept: the keys must not change any more.
    #[inline]
    pub fn frozen_hash(&self, py: &Py) -> i64 {
        match self.known_hash() {
            Some(hash) => hash,
            None => {
                let hash = self.hash_of_keys(py);
                self.hash.set((hash as u64).wrapping_add(1));
                hash
            }
        }
    }

    /// The hash of a frozenset, if it has been asked for before.
    #[inline]
    pub fn known_hash(&self) -> Option<i64> {
        self.hash.get().checked_sub(1).map(|hash| hash as i64)
    }
}

/// The hash of a key.
#[inline]
fn hash_key(py: &mut Py, key: &Value) -> PyResult<i64> {
    match py.hash(key) {
        Ok(hash) => Ok(hash),
        Err(raised) => Err(super::dict::unhashable(py, key, raised, "a set element")),
    }
}

/// Takes a table apart that no set has any more.
fn discard(py: &mut Py, mut table: Table) {
    while let Some(part) = table.take_part() {
        drop(part);
        py.drain();
    }
}

// ---- whole sets --------------------------------------------------------------------------------------------------------

impl Set {
    /// The same keys, in a table of its own.
    pub fn duplicate(&self, py: &Py) -> PyResult<Self> {
        let table = self.table.get(py).duplicate()?;
        Ok(Self { table: PyCell::new(table), hash: Cell::new(0) })
    }

    /// Gives a set that is empty, and that nobody else changes, the keys of another.
    pub fn copy(&self, py: &mut Py, other: &Self) -> PyResult<()> {
        match self.table.pair(&other.table, py) {
            Some((mut table, other)) => Ok(table.copy(&other)?),
            None => Ok(()),
        }
    }

    /// Gives it the keys of two others.
    pub fn unite(&self, py: &mut Py, first: &Self, second: &Self) -> PyResult<()> {
        if std::ptr::eq(first, second) || second.is_empty(py) {
            return self.copy(py, first);
        }
        if first.is_empty(py) {
            return self.copy(py, second);
        }
        let count = second.len(py);
        if let Some((mut table, first)) = self.table.pair(&first.table, py) {
            table.copy_for(&first, count)?;
        }
        let mut at = match self.table.pair(&second.table, py) {
            Some((mut table, second)) => table.add_known(&second)?,
            None => 0,
        };
        while let Some(entry) = second.next(py, at) {
            at = entry.position + 1;
            self.add_hashed(py, &entry.key, entry.hash)?;
        }
        Ok(())
    }

    /// Gives it those keys of a set that another has too (`common`), or does not have. False: only Python can tell, and it is empty.
    pub fn select(&self, py: &mut Py, source: &Self, other: &Self, common: bool) -> PyResult<bool> {
        // SAFETY: this set is neither of the others; no borrow exists, and nothing runs that could make one.
        let told = unsafe {
            let (source, other) = (source.table.peek(), other.table.peek());
            self.table.replace_field(|table| table.select(source, other, common))?
        };
        if !told {
            self.clear(py);
        }
        Ok(told)
    }

    /// Whether another set has all keys of this one. Nothing: only Python can tell.
    pub fn is_within(&self, py: &Py, other: &Self) -> Option<bool> {
        self.table.get(py).is_within(&other.table.get(py))
    }

    /// Adds the keys of another set.
    pub fn merge(&self, py: &mut Py, other: &Self) -> PyResult<()> {
        if std::ptr::eq(self, other) || other.is_empty(py) {
            return Ok(());
        }
        if self.table.get(py).is_untouched() {
            let copy = other.table.get(py).duplicate()?;
            drop(self.table.get_mut(py).take(copy));
            return Ok(());
        }
        let count = other.len(py);
        self.table.get_mut(py).reserve(count)?;
        let mut at = match self.table.pair(&other.table, py) {
            Some((mut table, other)) => table.add_known(&other)?,
            None => 0,
        };
        while let Some(entry) = other.next(py, at) {
            at = entry.position + 1;
            self.add_hashed(py, &entry.key, entry.hash)?;
        }
        Ok(())
    }

    /// Adds the keys of a dict.
    pub fn merge_dict(&self, py: &mut Py, other: &Dict) -> PyResult<()> {
        let count = other.len(py);
        self.table.get_mut(py).reserve(count)?;
        let mut at = 0;
        while let Some(entry) = other.next_entry(py, at) {
            at = entry.position + 1;
            self.add_hashed(py, &entry.key, entry.hash)?;
        }
        Ok(())
    }

    /// Adds the items of any iterable.
    pub fn update(&self, py: &mut Py, iterable: &Value) -> PyResult<()> {
        if let Some(other) = iterable.borrow().any_set() {
            return self.merge(py, other);
        }
        if let Some(dict) = iterable.exact::<Dict>() {
            return self.merge_dict(py, dict);
        }
        py.for_each(iterable, |py, key| self.add(py, &key).map(drop))
    }

    /// Builds the table anew if much of it was removed.
    pub fn purge(&self, py: &mut Py) -> PyResult<()> {
        self.table.get_mut(py).purge().map_err(Into::into)
    }

    /// Takes the keys of a set that nobody else has in place of its own.
    pub fn take_from(&self, py: &mut Py, mut other: Self) {
        let new = std::mem::take(other.table.exclusive());
        let old = self.table.get_mut(py).take(new);
        discard(py, old);
    }
}

impl Heap {
    /// A set with these keys.
    #[inline]
    pub fn set(self, keys: Set) -> PyResult<Value> {
        self.object(keys)
    }

    /// A frozenset with these keys.
    pub fn frozenset(self, keys: Set) -> PyResult<Value> {
        self.object(FrozenSet(keys))
    }

    /// A set or frozenset with these keys, as an instance of `class`, which is one of them or derives from one.
    pub fn set_of(self, class: &Type, keys: Set) -> PyResult<Value> {
        if class.is(&SET) {
            self.set(keys)
        } else if class.is(&FROZENSET) {
            self.frozenset(keys)
        } else if class.carries(&FROZENSET) {
            self.object_of(class, FrozenSet(keys))
        } else {
            self.object_of(class, keys)
        }
    }
}

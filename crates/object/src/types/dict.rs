//! `dict`: entries in the order of insertion, and an index of them by hash.
//!
//! ```text
//! indices   a power of two of places; each holds the number of an entry, EMPTY or DELETED
//! entries   (hash, key, value) in order; a deleted one has no key
//! ```
//!
//! Probing follows CPython's: linear in the hash, perturbed by its upper bits. Looking up a key that needs `__eq__` runs
//! Python code, and starts again if that changed the table. What is found for a string key is found without.

use std::cell::Cell;

use super::object::OBJECT;
use super::str_::Str;
use crate::cell::PyCell;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The payload of a dict.
#[derive(Default)]
pub struct Dict {
    table: PyCell<Table>,
    /// Changes whenever a key is added or removed, or the table is built anew; a version is never used twice for the
    /// same keys. 0: none is assigned.
    keys_version: Cell<u32>,
}

/// `dict`
pub static DICT: Type = Type::of::<Dict>("dict", Some(&OBJECT));

// SAFETY: dicts are made with this payload, and types that derive from `dict` keep it.
unsafe impl Payload for Dict {
    const TYPE: &'static Type = &DICT;
}

/// Index and entries.
#[derive(Default)]
pub struct Table {
    indices: Box<[u32]>,
    entries: Vec<Entry>,
    /// Entries that are not deleted.
    used: usize,
    /// Changes with every insertion and deletion.
    changes: u64,
}

/// A key and its value.
pub struct Entry {
    /// The key's hash.
    pub hash: i64,
    /// The key; `None`: the entry was deleted.
    pub key: Option<Value>,
    /// The value.
    pub value: Option<Value>,
}

const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;
const PERTURB_SHIFT: u32 = 5;
const SMALLEST: usize = 8;

impl Parts for Dict {
    fn take_part(&mut self) -> Option<Value> {
        let table = self.table.exclusive();
        while let Some(entry) = table.entries.last_mut() {
            if let Some(value) = entry.value.take().or_else(|| entry.key.take()) {
                return Some(value);
            }
            table.entries.pop();
        }
        None
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        for entry in &unsafe { self.table.peek() }.entries {
            entry.key.iter().chain(&entry.value).for_each(&mut *visit);
        }
    }
}

/// What a probe finds.
enum Probe {
    /// The entry.
    Found(usize),
    /// No such key; the place where it would go.
    Missing(usize),
    /// Whether this entry's key is equal is for Python to say.
    Ask(usize),
}

impl Table {
    /// Follows the probe sequence of a hash until `same` knows an entry, or none is left.
    fn probe(&self, hash: i64, mut same: impl FnMut(&Entry) -> Option<bool>) -> Probe {
        let mask = self.indices.len().wrapping_sub(1);
        if self.indices.is_empty() {
            return Probe::Missing(0);
        }
        let mut perturb = hash as u64;
        let mut place = hash as usize & mask;
        let mut free = None;
        loop {
            match self.indices[place] {
                EMPTY => return Probe::Missing(free.unwrap_or(place)),
                DELETED => free = free.or(Some(place)),
                number => {
                    let entry = &self.entries[number as usize];
                    if entry.hash == hash {
                        match same(entry) {
                            Some(true) => return Probe::Found(number as usize),
                            Some(false) => {}
                            None => return Probe::Ask(number as usize),
                        }
                    }
                }
            }
            perturb >>= PERTURB_SHIFT;
            place = place.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1) & mask;
        }
    }

    /// The entry of a string key. No key that is not a string is asked whether it is equal.
    fn find_text(&self, hash: i64, key: &Value, text: &Str) -> Option<usize> {
        let found = self.probe(hash, |entry| {
            let key_of_entry = entry.key.as_ref()?;
            Some(key_of_entry.is(key) || key_of_entry.exact::<Str>().is_some_and(|other| other.equals(text)))
        });
        match found {
            Probe::Found(number) => Some(number),
            _ => None,
        }
    }

    /// Room for one more entry.
    fn reserve(&mut self) -> Result<(), std::collections::TryReserveError> {
        if self.entries.len() + 1 <= self.indices.len() / 3 * 2 {
            return self.entries.try_reserve(1);
        }
        self.resize((self.used + 1) * 3)
    }

    /// Builds the index anew, for as many entries at least; deleted ones vanish.
    fn resize(&mut self, least: usize) -> Result<(), std::collections::TryReserveError> {
        let size = least.next_power_of_two().max(SMALLEST);
        let mut indices = Vec::new();
        indices.try_reserve_exact(size)?;
        indices.resize(size, EMPTY);
        self.entries.try_reserve((size / 3 * 2).saturating_sub(self.entries.len()))?;
        self.entries.retain(|entry| entry.key.is_some());
        self.indices = indices.into_boxed_slice();
        let mask = size - 1;
        for (number, entry) in self.entries.iter().enumerate() {
            let mut perturb = entry.hash as u64;
            let mut place = entry.hash as usize & mask;
            while self.indices[place] != EMPTY {
                perturb >>= PERTURB_SHIFT;
                place = place.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1) & mask;
            }
            self.indices[place] = number as u32;
        }
        Ok(())
    }

    fn insert_new(
        &mut self,
        hash: i64,
        key: Value,
        value: Value,
    ) -> Result<(), std::collections::TryReserveError> {
        self.reserve()?;
        let Probe::Missing(place) = self.probe(hash, |_| Some(false)) else { return Ok(()) };
        self.indices[place] = self.entries.len() as u32;
        self.entries.push(Entry { hash, key: Some(key), value: Some(value) });
        self.used += 1;
        self.changes += 1;
        Ok(())
    }

    fn remove(&mut self, number: usize) -> Option<(Value, Value)> {
        let hash = self.entries.get(number)?.hash;
        let mask = self.indices.len() - 1;
        let mut perturb = hash as u64;
        let mut place = hash as usize & mask;
        while self.indices[place] != number as u32 {
            perturb >>= PERTURB_SHIFT;
            place = place.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1) & mask;
        }
        self.indices[place] = DELETED;
        let entry = &mut self.entries[number];
        self.used -= 1;
        self.changes += 1;
        entry.key.take().zip(entry.value.take())
    }
}

impl Dict {
    /// How many keys.
    pub fn len(&self, py: &Py) -> usize {
        self.table.get(py).used
    }

    /// The value of a key that is a string of exactly type `str`.
    #[inline]
    pub fn get_str<'a>(&'a self, py: &'a Py, key: &Value) -> Option<Borrowed<'a>> {
        let text = key.exact::<Str>()?;
        let hash = text.hash(py);
        // SAFETY: the value is held by the table, which cannot change while `py` is borrowed.
        let table = unsafe { self.table.peek() };
        let number = table.find_text(hash, key, text)?;
        table.entries.get(number)?.value.as_ref().map(Value::borrow)
    }

    /// Sets the value of a string key; the old one is given back, for it must not be dropped while anything is borrowed.
    pub fn set_str(&self, py: &mut Py, key: &Value, value: Value) -> PyResult<Option<Value>> {
        let Some(text) = key.exact::<Str>() else { return self.set(py, key, value).map(|()| None) };
        let hash = text.hash(py);
        let mut table = self.table.get_mut(py);
        if let Some(number) = table.find_text(hash, key, text) {
            return Ok(table.entries.get_mut(number).and_then(|entry| entry.value.replace(value)));
        }
        table.insert_new(hash, key.clone(), value)?;
        drop(table);
        self.keys_version.set(0);
        Ok(None)
    }

    /// Removes a string key; its value is given back.
    pub fn remove_str(&self, py: &mut Py, key: &Value) -> Option<Value> {
        let text = key.exact::<Str>()?;
        let hash = text.hash(py);
        let mut table = self.table.get_mut(py);
        let number = table.find_text(hash, key, text)?;
        let (key, value) = table.remove(number)?;
        drop(table);
        self.keys_version.set(0);
        drop(key);
        Some(value)
    }

    /// Finds a key, asking Python where need be.
    fn find(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Option<usize>> {
        'again: loop {
            let mut unequal = Vec::new();
            loop {
                let table = self.table.get(py);
                let changes = table.changes;
                let text = key.exact::<Str>();
                let mut number = 0;
                let found = table.probe(hash, |entry| {
                    let own = entry.key.as_ref()?;
                    if own.is(key) {
                        return Some(true);
                    }
                    if let (Some(text), Some(other)) = (text, own.exact::<Str>()) {
                        return Some(text.equals(other));
                    }
                    if unequal.iter().any(|it: &Value| it.is(own)) { Some(false) } else { None }
                });
                let asked = match found {
                    Probe::Found(number) => return Ok(Some(number)),
                    Probe::Missing(_) => return Ok(None),
                    Probe::Ask(at) => {
                        number += at;
                        table.entries.get(at).and_then(|entry| entry.key.clone())
                    }
                };
                drop(table);
                let Some(own) = asked else { continue 'again };
                let equal = py.equal(&own, key)?;
                if self.table.get(py).changes != changes {
                    continue 'again;
                }
                if equal {
                    return Ok(Some(number));
                }
                unequal.push(own);
            }
        }
    }

    /// The value of a key.
    pub fn get(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        if key.exact::<Str>().is_some() && self.only_text(py) {
            return Ok(self.get_str(py, key).map(|value| (*value).clone()));
        }
        let hash = py.hash(key)?;
        let found = self.find(py, key, hash)?;
        Ok(found
            .and_then(|number| self.table.get(py).entries.get(number).and_then(|entry| entry.value.clone())))
    }

    fn only_text(&self, py: &Py) -> bool {
        let _ = py;
        false
    }

    /// Sets the value of a key.
    pub fn set(&self, py: &mut Py, key: &Value, value: Value) -> PyResult<()> {
        let hash = py.hash(key)?;
        let found = self.find(py, key, hash)?;
        let mut table = self.table.get_mut(py);
        if let Some(number) = found {
            let old = table.entries.get_mut(number).and_then(|entry| entry.value.replace(value));
            drop(table);
            drop(old);
            return Ok(());
        }
        table.insert_new(hash, key.clone(), value)?;
        drop(table);
        self.keys_version.set(0);
        Ok(())
    }

    /// Removes a key and gives its value.
    pub fn remove(&self, py: &mut Py, key: &Value) -> PyResult<Option<Value>> {
        let hash = py.hash(key)?;
        let Some(number) = self.find(py, key, hash)? else { return Ok(None) };
        let removed = self.table.get_mut(py).remove(number);
        self.keys_version.set(0);
        Ok(removed.map(|(_, value)| value))
    }

    /// The entry after `position`, which is 0 at first: key, value and the position after it.
    pub fn next(&self, py: &Py, position: usize) -> Option<(Value, Value, usize)> {
        let table = self.table.get(py);
        table.entries.iter().enumerate().skip(position).find_map(|(number, entry)| {
            let (key, value) = entry.key.as_ref().zip(entry.value.as_ref())?;
            Some((key.clone(), value.clone(), number + 1))
        })
    }

    /// Keys and values as they are now.
    pub fn items(&self, py: &Py) -> Vec<(Value, Value)> {
        let table = self.table.get(py);
        table.entries.iter().filter_map(|entry| entry.key.clone().zip(entry.value.clone())).collect()
    }

    /// Removes everything.
    pub fn clear(&self, py: &mut Py) {
        let old = self.table.replace(py, Table::default());
        self.keys_version.set(0);
        drop(old);
    }
}

impl Heap {
    /// An empty dict.
    pub fn dict(self) -> PyResult<Value> {
        self.object(Dict::default())
    }
}

impl Py {
    /// An empty dict.
    pub fn dict(&self) -> PyResult<Value> {
        self.heap().dict()
    }
}

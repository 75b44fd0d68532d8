//! Entries of a dict by their numbers, for what keeps an order of its own beside the dict.
//!
//! The number of an entry stays the same until the table is built anew, which shows in [`Dict::layout`], or until the entry
//! is removed. So a number that was kept is good if the key at it is still the very same object.

use super::Dict;
use crate::py::{Py, PyResult};
use crate::value::Value;

impl Dict {
    /// The number of the entry of a key whose hash is known.
    #[inline]
    pub fn entry_of(&self, py: &mut Py, key: &Value, hash: i64) -> PyResult<Option<usize>> {
        self.find(py, key, hash)
    }

    /// The key of an entry.
    #[inline]
    pub fn entry_key(&self, py: &Py, number: usize) -> Option<Value> {
        self.table.get(py).key(number).cloned()
    }

    /// The value of an entry.
    #[inline]
    pub fn entry_value(&self, py: &Py, number: usize) -> Option<Value> {
        self.table.get(py).value(number).cloned()
    }

    /// Whether an entry has this very key.
    #[inline]
    pub fn entry_has_key(&self, py: &Py, number: usize, key: &Value) -> bool {
        self.table.get(py).key(number).is_some_and(|own| own.is(key))
    }

    /// Removes an entry.
    pub fn remove_entry(&self, py: &mut Py, number: usize) -> Option<(Value, Value)> {
        self.table.get_mut(py).remove(number)
    }

    /// Sets the value of a key whose hash is known: the number of its entry, and the old value.
    #[inline]
    pub fn set_entry(
        &self,
        py: &mut Py,
        key: &Value,
        hash: i64,
        value: Value,
    ) -> PyResult<(usize, Option<Value>)> {
        let found = self.find(py, key, hash)?;
        let mut table = self.table.get_mut(py);
        match found {
            Some(number) => Ok((number, table.replace(number, value))),
            None => {
                table.insert_new(key.clone(), hash, value)?;
                Ok((table.len() - 1, None))
            }
        }
    }

    /// Says which table this is: numbers of entries are good as long as it is the same.
    #[inline]
    pub fn layout(&self, py: &Py) -> usize {
        let (entries, log2) = self.table.get(py).identity();
        entries.addr().get() ^ usize::from(log2)
    }
}

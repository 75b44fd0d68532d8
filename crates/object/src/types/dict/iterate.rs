//! Going over the entries of a dict while Python code may change it.
//!
//! A position is the number of an entry. It stays good whatever happens to the dict: at worst entries are skipped or seen
//! twice, which those who must know find out by comparing lengths.

use super::Dict;
use super::table::Kind;
use crate::protocol::compare::known_equal;
use crate::py::{Py, PyResult};
use crate::types::str_::Str;
use crate::value::Value;

/// A key with its value, its hash and its position.
pub struct Entry {
    /// The key.
    pub key: Value,
    /// The value.
    pub value: Value,
    /// The key's hash.
    pub hash: i64,
    /// The number of the entry: the next one is at the position after it.
    pub position: usize,
}

impl Dict {
    /// The entry after `position`, which is 0 at first: key, value and the position after it.
    #[inline(always)]
    pub fn next(&self, py: &Py, position: usize) -> Option<(Value, Value, usize)> {
        let table = self.table.get(py);
        table.next(position).map(|(number, key, value)| (key.clone(), value.clone(), number + 1))
    }

    /// The first key at or after a position, and the position after it.
    #[inline(always)]
    pub fn next_key(&self, py: &Py, position: usize) -> Option<(Value, usize)> {
        self.table.get(py).next(position).map(|(number, key, _)| (key.clone(), number + 1))
    }

    /// The first value at or after a position, and the position after it.
    #[inline(always)]
    pub fn next_value(&self, py: &Py, position: usize) -> Option<(Value, usize)> {
        self.table.get(py).next(position).map(|(number, _, value)| (value.clone(), number + 1))
    }

    /// The first entry at or after a position, with its hash.
    pub fn next_entry(&self, py: &Py, position: usize) -> Option<Entry> {
        let table = self.table.get(py);
        table.next(position).map(|(number, key, value)| Entry {
            key: key.clone(),
            value: value.clone(),
            hash: table.hash(number),
            position: number,
        })
    }

    /// Whether all keys are exactly strings.
    #[inline(always)]
    pub fn is_text(&self, py: &Py) -> bool {
        self.table.get(py).kind() == Kind::Text
    }

    /// Keys and values of a dict whose keys are all exactly strings; of another, nothing.
    #[inline]
    pub fn texts<'a>(&'a self, py: &'a Py) -> Option<impl Iterator<Item = (&'a Value, &'a Value)>> {
        let _ = py;
        // SAFETY: the table cannot change while `py` is borrowed.
        let table = unsafe { self.table.peek() };
        let mut at = 0;
        (table.kind() == Kind::Text).then(|| {
            std::iter::from_fn(move || {
                let (number, key, value) = table.next(at)?;
                at = number + 1;
                Some((key, value))
            })
        })
    }

    /// The last entry before a position, which is [`Self::end`] at first, and its own position.
    pub fn previous(&self, py: &Py, position: usize) -> Option<(Value, Value, usize)> {
        let table = self.table.get(py);
        table.previous(position).map(|(number, key, value)| (key.clone(), value.clone(), number))
    }

    /// The position after the last entry.
    pub fn end(&self, py: &Py) -> usize {
        self.table.get(py).len()
    }

    /// Keys and values as they are now.
    pub fn items(&self, py: &Py) -> Vec<(Value, Value)> {
        self.collect(py, |key, value| (key.clone(), value.clone()))
    }

    /// The keys as they are now.
    pub fn keys(&self, py: &Py) -> PyResult<Vec<Value>> {
        self.try_collect(py, |key, _| key.clone())
    }

    /// The values as they are now.
    pub fn values(&self, py: &Py) -> PyResult<Vec<Value>> {
        self.try_collect(py, |_, value| value.clone())
    }

    /// Keys and values in tuples, as they are now.
    pub fn pairs(&self, py: &Py) -> PyResult<Vec<Value>> {
        let table = self.table.get(py);
        let mut found = Vec::new();
        found.try_reserve_exact(table.used())?;
        let mut at = 0;
        while let Some((number, key, value)) = table.next(at) {
            found.push(py.heap().pair(key.clone(), value.clone())?);
            at = number + 1;
        }
        Ok(found)
    }

    /// Whether both have equal values for the same keys, if that can be told without running Python: the keys of both are texts.
    pub fn known_equal(&self, py: &Py, other: &Self) -> Option<bool> {
        let (table, other) = (self.table.get(py), other.table.get(py));
        if table.used() != other.used() {
            return Some(false);
        }
        if table.kind() != Kind::Text || other.kind() != Kind::Text {
            return None;
        }
        let mut at = 0;
        while let Some((number, key, value)) = table.next(at) {
            at = number + 1;
            let text = key.exact::<Str>()?;
            let Some(found) = other.find_text(key, text.hash(py), text) else { return Some(false) };
            if !known_equal(value, other.value(found)?)? {
                return Some(false);
            }
        }
        Some(true)
    }

    fn collect<T>(&self, py: &Py, what: impl Fn(&Value, &Value) -> T) -> Vec<T> {
        let table = self.table.get(py);
        let mut found = Vec::with_capacity(table.used());
        let mut at = 0;
        while let Some((number, key, value)) = table.next(at) {
            found.push(what(key, value));
            at = number + 1;
        }
        found
    }

    fn try_collect<T>(&self, py: &Py, what: impl Fn(&Value, &Value) -> T) -> PyResult<Vec<T>> {
        let table = self.table.get(py);
        let mut found = Vec::new();
        found.try_reserve_exact(table.used())?;
        let mut at = 0;
        while let Some((number, key, value)) = table.next(at) {
            found.push(what(key, value));
            at = number + 1;
        }
        Ok(found)
    }
}

//! Copying dicts, and putting the items of one mapping into another.

use super::table::Kind;
use super::{DICT, Dict};
use crate::cell::PyCell;
use crate::exception as exc;
use crate::last_first::LastFirst;
use crate::py::{Py, PyResult, Raised};
use crate::type_::{Flags, Type};
use crate::types::list::List;
use crate::types::tuple::Tuple;
use crate::value::Value;
use taipan_text::Name;

/// What happens to a key that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDuplicate {
    /// It gets the new value.
    Replace,
    /// It keeps the old one.
    Keep,
    /// `KeyError`
    Refuse,
}

impl Type {
    /// Whether its objects are dicts whose items are found in the table, because `__iter__` is that of `dict`.
    pub fn iterates_as_dict(&self) -> bool {
        if self.is(&DICT) {
            return true;
        }
        self.has(Flags::DICT)
            && match (self.slots.iter.get(), DICT.slots.iter.get()) {
                (Some(own), Some(dict)) => std::ptr::fn_addr_eq(own, dict),
                (own, _) => own.is_none(),
            }
    }
}

impl Dict {
    /// A dict with the same items.
    pub fn copy(&self, py: &mut Py) -> PyResult<Value> {
        let table = self.table.get(py).duplicate()?;
        py.heap().object(Self { table: PyCell::new(table) })
    }

    /// Makes room for so many further keys.
    pub fn reserve(&self, py: &mut Py, count: usize) -> PyResult<()> {
        let mut table = self.table.get_mut(py);
        let text = table.kind() == Kind::Text;
        table.reserve(count, text).map_err(Into::into)
    }

    /// Puts the items of another dict into this one.
    pub fn merge(&self, py: &mut Py, other: &Self, on_duplicate: OnDuplicate) -> PyResult<()> {
        if std::ptr::eq(self, other) || other.is_empty(py) {
            return Ok(());
        }
        if self.is_empty(py) && self.take_copy(py, other)? {
            return Ok(());
        }
        self.reserve_for(py, other)?;
        let end = other.end(py);
        let mut at = 0;
        while let Some(entry) = other.next_entry(py, at) {
            at = entry.position + 1;
            let (key, hash) = (&entry.key, entry.hash);
            if on_duplicate == OnDuplicate::Replace {
                drop(self.set_hashed(py, key, hash, entry.value)?);
            } else if !self.contains_hashed(py, key, hash)? {
                drop(self.set_hashed(py, key, hash, entry.value)?);
            } else if on_duplicate == OnDuplicate::Refuse {
                return Err(exc::key_error(py, key));
            }
            py.drain();
            if other.end(py) != end {
                return Err(exc::runtime_error(py, format_args!("dict mutated during update")));
            }
        }
        Ok(())
    }

    /// Becomes a copy of another dict, if that one's table is worth having: nothing deleted, and not too large.
    fn take_copy(&self, py: &mut Py, other: &Self) -> PyResult<bool> {
        let table = other.table.get(py);
        if !table.is_dense() {
            return Ok(false);
        }
        let copy = table.duplicate()?;
        drop(table);
        drop(self.table.replace(py, copy));
        Ok(true)
    }

    fn reserve_for(&self, py: &mut Py, other: &Self) -> PyResult<()> {
        let (count, text) = {
            let table = other.table.get(py);
            (table.used(), table.kind() == Kind::Text)
        };
        self.table.get_mut(py).reserve(count, text).map_err(Into::into)
    }

    /// What `dict.update` does with its argument: whatever has `keys` is a mapping, anything else a sequence of pairs.
    pub fn update(&self, py: &mut Py, source: &Value) -> PyResult<()> {
        if let Some(other) = source.exact::<Self>() {
            return self.merge(py, other, OnDuplicate::Replace);
        }
        let name = py.name(Name::KEYS).clone();
        match py.find_attribute(source, &name)? {
            Some(_) => self.merge_mapping(py, source, OnDuplicate::Replace),
            None => self.merge_pairs(py, source, OnDuplicate::Replace),
        }
    }

    /// Puts the items of any mapping into this dict: its `keys()`, each looked up in it. Of a dict the table is used.
    pub fn merge_mapping(&self, py: &mut Py, mapping: &Value, on_duplicate: OnDuplicate) -> PyResult<()> {
        if mapping.type_().iterates_as_dict()
            && let Some(other) = mapping.get::<Self>()
        {
            return self.merge(py, other, on_duplicate);
        }
        let name = py.name(Name::KEYS).clone();
        let keys = py.call_method(mapping, &name, &[])?;
        let keys = mapping_keys(py, mapping, &keys)?;
        py.for_each(&keys, |py, key| {
            if on_duplicate != OnDuplicate::Replace && self.contains(py, &key)? {
                return match on_duplicate {
                    OnDuplicate::Refuse => Err(exc::key_error(py, &key)),
                    _ => Ok(()),
                };
            }
            let value = py.get_item(mapping, &key)?;
            self.set(py, &key, value)?;
            py.drain();
            Ok(())
        })
    }

    /// Puts the items of a sequence of pairs into this dict.
    pub fn merge_pairs(&self, py: &mut Py, pairs: &Value, on_duplicate: OnDuplicate) -> PyResult<()> {
        let mut number = 0_usize;
        py.for_each(pairs, |py, pair| {
            let (key, value) = split_pair(py, &pair, number)?;
            if on_duplicate == OnDuplicate::Replace {
                self.set(py, &key, value)?;
            } else {
                self.set_default(py, &key, &value)?;
            }
            number += 1;
            py.drain();
            Ok(())
        })
    }
}

/// What a method `keys` of a mapping gave, to be gone over.
fn mapping_keys(py: &mut Py, mapping: &Value, keys: &Value) -> PyResult<Value> {
    if keys.exact::<List>().is_some() {
        return Ok(keys.clone());
    }
    let items = py.sequence_or(keys, |py| {
        let (class, given) = (mapping.type_().name(), keys.type_().name());
        exc::type_error(py, format_args!("{class}.keys() returned a non-iterable (type {given})"))
    })?;
    py.list(items)
}

/// The key and the value of an element of a sequence of pairs.
fn split_pair(py: &mut Py, pair: &Value, number: usize) -> PyResult<(Value, Value)> {
    if let Some([key, value]) = pair.exact::<Tuple>().map(Tuple::items) {
        return Ok((key.clone(), value.clone()));
    }
    let items = py.sequence_or(pair, |py| exc::type_error(py, format_args!("object is not iterable")));
    match items {
        Ok(items) => match <[Value; 2]>::try_from(items) {
            Ok([key, value]) => Ok((key, value)),
            Err(items) => {
                let length = items.len();
                drop(LastFirst(items));
                Err(exc::value_error(
                    py,
                    format_args!(
                        "dictionary update sequence element #{number} has length {length}; 2 is required"
                    ),
                ))
            }
        },
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            let note = format!("Cannot convert dictionary update sequence element #{number} to a sequence");
            Err(with_note(py, raised, &note))
        }
        Err(raised) => Err(raised),
    }
}

/// The exception on its way with a note added to it.
fn with_note(py: &mut Py, raised: Raised, note: &str) -> Raised {
    let exception = py.take(raised);
    let mut add = || -> PyResult<()> {
        let (name, note) = (py.heap().intern("add_note")?, py.str(note)?);
        py.call_method(&exception, &name, &[&note]).map(drop)
    };
    match add() {
        Ok(()) => py.heap().again(exception),
        Err(raised) => raised,
    }
}

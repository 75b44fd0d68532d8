//! The table of interned strings. It holds no references: a string that dies takes itself off.

use std::cell::Cell;
use std::ptr::NonNull;

use hashbrown::HashTable;
use taipan_strings::Units;

use super::Interpreter;
use crate::object::Object;
use crate::py::PyResult;
use crate::types::str_::{Str, mark_interned};
use crate::value::{Borrowed, Value};

/// Interned strings, by their hashes.
#[derive(Default)]
pub(crate) struct Interned(Cell<HashTable<NonNull<Object>>>);

fn text<'a>(object: NonNull<Object>) -> &'a Str {
    // SAFETY: only strings are in the table, and they are in it only as long as they live.
    unsafe { Object::payload::<Str>(object).as_ref() }
}

fn hash(interpreter: &Interpreter, text: &Str) -> u64 {
    text.hash_with(interpreter.hash_secret()) as u64
}

impl Interned {
    /// The string of the table that has the text, which is the given one if there was none.
    pub(crate) fn intern(&self, interpreter: &Interpreter, value: &Value, own: &Str) -> PyResult<Value> {
        let mut table = self.0.take();
        let key = hash(interpreter, own);
        let found = table.find(key, |&object| text(object).equals(own)).copied();
        let result = match found {
            // SAFETY: the table's strings are alive.
            Some(object) => Ok(unsafe { Borrowed::from_pointer(object) }.to_value()),
            None => match table.try_reserve(1, |&object| hash(interpreter, text(object))) {
                Ok(()) => {
                    table.insert_unique(key, value.pointer(), |&object| hash(interpreter, text(object)));
                    mark_interned(own, true);
                    Ok(value.clone())
                }
                Err(_) => Err(crate::py::out_of_memory()),
            },
        };
        self.0.set(table);
        result
    }

    /// The string of the table that has an ASCII text, which `make` makes if there was none.
    pub(crate) fn intern_ascii(
        &self,
        interpreter: &Interpreter,
        bytes: &[u8],
        make: impl FnOnce() -> PyResult<Value>,
    ) -> PyResult<Value> {
        let units = Units::Ascii(bytes);
        let table = self.0.take();
        let key = interpreter.hash_secret().units(units);
        let found = table
            .find(key as u64, |&object| matches!(text(object).units(), Units::Ascii(own) if own == bytes));
        // SAFETY: the table's strings are alive.
        let found = found.map(|&object| unsafe { Borrowed::from_pointer(object) }.to_value());
        self.0.set(table);
        if let Some(found) = found {
            return Ok(found);
        }
        let value = make()?;
        let Some(own) = value.exact::<Str>() else { return Ok(value) };
        own.remember_hash(key);
        self.intern(interpreter, &value, own)
    }

    /// How many strings are in the table.
    pub(crate) fn len(&self) -> usize {
        let table = self.0.take();
        let count = table.len();
        self.0.set(table);
        count
    }

    /// Takes a dying string off.
    pub(crate) fn remove(&self, interpreter: &Interpreter, object: NonNull<Object>, own: &Str) {
        let mut table = self.0.take();
        if let Ok(entry) = table.find_entry(hash(interpreter, own), |&other| other == object) {
            entry.remove();
        }
        self.0.set(table);
    }
}

//! The iterators over a text: one over ASCII, one over the rest.

use std::cell::Cell;

use taipan_macros::pyclass;

use crate::cell::PyCell;
use crate::py::{Py, PyResult};
use crate::value::Value;

use super::Str;

/// Iterates over text that is not ASCII.
#[pyclass(static = STR_ITERATOR, name = "str_iterator")]
pub struct StrIterator {
    /// Nothing at the end.
    pub text: PyCell<Option<Value>>,
    /// The next place.
    pub index: Cell<usize>,
}

/// Iterates over ASCII.
#[pyclass(static = STR_ASCII_ITERATOR, name = "str_ascii_iterator")]
pub struct StrAsciiIterator {
    /// Nothing at the end.
    pub text: PyCell<Option<Value>>,
    /// The next place.
    pub index: Cell<usize>,
}

impl Py {
    /// An iterator over a text.
    pub fn str_iterator(&self, text: &Str) -> PyResult<Value> {
        let (value, index) = (PyCell::new(Some(text.as_value().to_value())), Cell::new(0));
        if text.is_ascii() {
            self.heap().object(StrAsciiIterator { text: value, index })
        } else {
            self.heap().object(StrIterator { text: value, index })
        }
    }
}

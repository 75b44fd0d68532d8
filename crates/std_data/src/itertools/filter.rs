//! `dropwhile`, `takewhile`, `filterfalse`: iterators over the items that a function chooses.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{BOOL, is_none};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DROPWHILE_DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over the items from the first one on for which the predicate is false; after that it\n\
         is not asked any more.",
    ),
    signature: Some("(predicate, iterable, /)"),
    flags: Flags::BASE,
    slots: &[DropWhile::SLOTS],
    ..Definition::of(&DROPWHILE)
};

pub(super) const TAKEWHILE_DEFINITION: Definition = Definition {
    doc: Some("An iterator over the items before the first one for which the predicate is false."),
    signature: Some("(predicate, iterable, /)"),
    flags: Flags::BASE,
    slots: &[TakeWhile::SLOTS],
    ..Definition::of(&TAKEWHILE)
};

pub(super) const FILTERFALSE_DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over the items for which the function is false; if it is None, over those that are\n\
         false themselves.",
    ),
    signature: Some("(function, iterable, /)"),
    flags: Flags::BASE,
    slots: &[FilterFalse::SLOTS],
    ..Definition::of(&FILTERFALSE)
};

/// The payload.
#[pyclass(static = DROPWHILE, name = "itertools.dropwhile")]
pub(crate) struct DropWhile {
    predicate: Value,
    iterator: Value,
    /// Whether the first item has been found.
    started: Cell<bool>,
}

#[pymethods]
impl DropWhile {
    #[pyslot("(predicate, iterable, /)", name = "dropwhile")]
    fn new(class: &Type, py: &mut Py, predicate: Borrowed<'_>, iterable: &Value) -> PyResult<Value> {
        let iterator = py.iter(iterable)?;
        let started = Cell::new(false);
        py.heap().object_of(class, Self { predicate: predicate.to_value(), iterator, started })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        loop {
            let Some(item) = py.next(&self.iterator)? else { return Ok(None) };
            if self.started.get() {
                return Ok(Some(item));
            }
            if !holds(py, &self.predicate, &item)? {
                self.started.set(true);
                return Ok(Some(item));
            }
        }
    }
}

/// The payload.
#[pyclass(static = TAKEWHILE, name = "itertools.takewhile")]
pub(crate) struct TakeWhile {
    predicate: Value,
    iterator: Value,
    /// Whether the last item has been found.
    stopped: Cell<bool>,
}

#[pymethods]
impl TakeWhile {
    #[pyslot("(predicate, iterable, /)", name = "takewhile")]
    fn new(class: &Type, py: &mut Py, predicate: Borrowed<'_>, iterable: &Value) -> PyResult<Value> {
        let iterator = py.iter(iterable)?;
        let stopped = Cell::new(false);
        py.heap().object_of(class, Self { predicate: predicate.to_value(), iterator, stopped })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        if self.stopped.get() {
            return Ok(None);
        }
        let Some(item) = py.next(&self.iterator)? else { return Ok(None) };
        if holds(py, &self.predicate, &item)? {
            return Ok(Some(item));
        }
        self.stopped.set(true);
        Ok(None)
    }
}

/// The payload.
#[pyclass(static = FILTERFALSE, name = "itertools.filterfalse")]
pub(crate) struct FilterFalse {
    /// None and `bool` ask the items themselves.
    function: Value,
    iterator: Value,
}

#[pymethods]
impl FilterFalse {
    #[pyslot("(function, iterable, /)", name = "filterfalse")]
    fn new(class: &Type, py: &mut Py, function: Borrowed<'_>, iterable: &Value) -> PyResult<Value> {
        let iterator = py.iter(iterable)?;
        py.heap().object_of(class, Self { function: function.to_value(), iterator })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let plain = is_none(&self.function) || self.function.as_type().is_some_and(|class| class.is(&BOOL));
        while let Some(item) = py.next(&self.iterator)? {
            let chosen = if plain { py.is_true(&item)? } else { holds(py, &self.function, &item)? };
            if !chosen {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

/// Whether what the function returns for an item is true.
#[inline]
fn holds(py: &mut Py, function: &Value, item: &Value) -> PyResult<bool> {
    let answer = py.call(function, &[item])?;
    py.is_true(&answer)
}

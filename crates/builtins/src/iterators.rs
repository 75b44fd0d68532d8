//! Iterators over builtin sequences, and those that iterate over others: `enumerate`, `zip`, `map`, `filter`, `reversed`.

mod enumerate;
mod filter;
pub(crate) mod list;
mod map;
pub(crate) mod range;
mod reversed;
mod sequence;
mod tuple;
mod zip;

use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[
    list::FORWARD,
    list::BACKWARD,
    tuple::DEFINITION,
    range::SHORT,
    range::LONG,
    sequence::DEFINITION,
    reversed::DEFINITION,
    enumerate::DEFINITION,
    zip::DEFINITION,
    map::DEFINITION,
    filter::DEFINITION,
];

/// `__iter__` of iterators.
fn itself(this: Borrowed<'_>) -> Value {
    this.to_value()
}

/// A tuple of `what`, a tuple of the arguments, and the state if there is one: what `__reduce__` returns.
fn reduced(py: &mut Py, what: Value, arguments: Vec<Value>, state: Option<Value>) -> PyResult<Value> {
    let arguments = py.tuple(arguments)?;
    match state {
        Some(state) => py.tuple([what, arguments, state]),
        None => py.tuple([what, arguments]),
    }
}

/// The builtin function `iter`.
fn iter_function(py: &mut Py) -> PyResult<Value> {
    py.running_builtin("iter")
}

/// The argument of `__setstate__`: an index.
fn state_index(py: &mut Py, state: Borrowed<'_>) -> PyResult<isize> {
    if !state.is_int() {
        return Err(exc::type_error(py, format_args!("an integer is required")));
    }
    py.to_isize(&state)
}

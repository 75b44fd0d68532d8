//! Arguments that several functions have in common.

use taipan_object::types::dict::DICT;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use crate::errors;

/// The number of an interpreter.
pub fn interpreter_id(py: &mut Py, value: &Value) -> PyResult<i64> {
    if value.type_().slots.index.get().is_none() {
        let class = value.type_().name();
        return Err(exc::type_error(py, format_args!("interpreter ID must be an int, got {class}")));
    }
    let number = py.index(value)?;
    let Some(id) = number.as_i64() else {
        return match py.to_i64(&number) {
            Ok(id) => Ok(id),
            Err(raised) => {
                py.discard(raised);
                Err(exc::overflow_error(py, format_args!("int too big to convert")))
            }
        };
    };
    if id < 0 {
        let shown = py.repr(value)?;
        return Err(exc::value_error(
            py,
            format_args!("interpreter ID must be a non-negative int, got {shown}"),
        ));
    }
    if py.runtime().interpreter(id).is_none() {
        return Err(errors::not_found(py, id));
    }
    Ok(id)
}

/// The number of something else that has one: a queue, a channel.
pub(crate) fn number(py: &mut Py, value: &Value, label: &str) -> PyResult<i64> {
    if value.type_().slots.index.get().is_none() {
        let class = value.type_().name();
        return Err(exc::type_error(py, format_args!("{label} must be an int, got {class}")));
    }
    let number = py.index(value)?;
    let negative = match number.as_i64() {
        Some(id) if id >= 0 => return Ok(id),
        Some(_) => true,
        None => {
            let zero = py.int(0)?;
            py.compare_truth(&number, &zero, taipan_object::CompareOp::Lt)?
        }
    };
    let shown = py.repr(value)?;
    if negative {
        return Err(exc::value_error(py, format_args!("{label} must be a non-negative int, got {shown}")));
    }
    match py.to_i64(&number) {
        Ok(id) => Ok(id),
        Err(raised) => {
            py.discard(raised);
            Err(exc::overflow_error(py, format_args!("max {label} is {}, got {shown}", i64::MAX)))
        }
    }
}

/// An argument that must be a dict if it is given. `name` is what errors call the function, `place` the argument.
pub(crate) fn dict<'a>(
    py: &mut Py,
    value: Option<Borrowed<'a>>,
    name: &str,
    place: usize,
) -> PyResult<Option<Borrowed<'a>>> {
    match value {
        Some(value) if !value.type_().carries(&DICT) => {
            Err(wrong_type(py, &value, &format!("{name}() argument {place} must be dict")))
        }
        value => Ok(value),
    }
}

/// A `TypeError` that says what an argument must be, and what it is not.
#[cold]
pub(crate) fn wrong_type(py: &mut Py, value: &Value, expected: &str) -> taipan_object::Raised {
    if taipan_object::types::singletons::is_none(value) {
        return exc::type_error(py, format_args!("{expected}, not None"));
    }
    let class = value.type_().name();
    exc::type_error(py, format_args!("{expected}, not {class}"))
}

//! Arguments that are numbers of C's types.

use taipan_num::int::IntRef;
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult, Value};

/// An unsigned number of up to 64 bits; `what` is its type in C, which errors name.
pub(crate) fn unsigned(py: &mut Py, value: &Value, most: u64, what: &str) -> PyResult<u64> {
    let value = py.index(value)?;
    let mut limb = [0];
    let number = value.as_int(&mut limb);
    if number.is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("Cannot convert negative int")));
    }
    match number.and_then(IntRef::to_u64).filter(|&number| number <= most) {
        Some(number) => Ok(number),
        None => Err(exc::overflow_error(py, format_args!("Python int too large for C {what}"))),
    }
}

/// A C int of a constructor that reads its arguments by a format.
pub(crate) fn formatted_int(py: &mut Py, value: &Value) -> PyResult<i32> {
    let index = py.index(value)?;
    let Some(number) = index.as_i64() else {
        return Err(exc::overflow_error(py, format_args!("Python int too large to convert to C long")));
    };
    i32::try_from(number).map_err(|_| {
        let bound = if number < 0 { "less than minimum" } else { "greater than maximum" };
        exc::overflow_error(py, format_args!("signed integer is {bound}"))
    })
}

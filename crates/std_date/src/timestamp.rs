//! POSIX timestamps that Python gives, as whole seconds and microseconds.

use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Raised};

/// Whole seconds, rounded down.
pub(crate) fn whole_seconds(py: &mut Py, value: Borrowed<'_>) -> PyResult<i64> {
    if let Some(float) = value.as_float() {
        return if float.is_nan() {
            Err(not_a_number(py))
        } else {
            in_range(float.floor()).ok_or_else(|| out_of_range(py))
        };
    }
    match py.index(&value)?.as_i64() {
        Some(seconds) => Ok(seconds),
        None => Err(out_of_range(py)),
    }
}

/// Whole seconds and microseconds, rounded to the nearest, halves to the even number.
pub(crate) fn seconds_and_microseconds(py: &mut Py, value: Borrowed<'_>) -> PyResult<(i64, i32)> {
    let Some(float) = value.as_float() else {
        if !value.is_int() && value.type_().slots.index.get().is_none() {
            return Err(exc::type_error(
                py,
                format_args!("argument must be int or float, not {}", value.type_().name()),
            ));
        }
        return whole_seconds(py, value).map(|seconds| (seconds, 0));
    };
    if float.is_nan() {
        return Err(not_a_number(py));
    }
    let (mut seconds, mut microseconds) = (float.trunc(), ((float - float.trunc()) * 1e6).round_ties_even());
    if microseconds >= 1e6 {
        (seconds, microseconds) = (seconds + 1.0, microseconds - 1e6);
    } else if microseconds < 0.0 {
        (seconds, microseconds) = (seconds - 1.0, microseconds + 1e6);
    }
    match in_range(seconds) {
        Some(seconds) => Ok((seconds, microseconds as i32)),
        None => Err(out_of_range(py)),
    }
}

/// A float without fraction as an integer.
fn in_range(float: f64) -> Option<i64> {
    const END: f64 = 9_223_372_036_854_775_808.0;
    (-END..END).contains(&float).then_some(float as i64)
}

#[cold]
fn not_a_number(py: &Py) -> Raised {
    exc::value_error(py, format_args!("Invalid value NaN (not a number)"))
}

#[cold]
fn out_of_range(py: &Py) -> Raised {
    exc::overflow_error(py, format_args!("timestamp out of range for platform time_t"))
}

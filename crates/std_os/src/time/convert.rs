//! Numbers of seconds that Python gives, as whole nanoseconds or seconds.

use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

/// How a time is rounded that the system's units cannot express.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Down.
    Floor,
    /// Towards positive infinity.
    Ceiling,
    /// To the nearest number, an even one where two are equally near.
    HalfEven,
    /// Away from zero, so that waiting never ends early.
    Up,
}

impl Rounding {
    fn round(self, value: f64) -> f64 {
        match self {
            Self::Floor => value.floor(),
            Self::Ceiling => value.ceil(),
            Self::HalfEven => value.round_ties_even(),
            Self::Up => {
                if value >= 0.0 {
                    value.ceil()
                } else {
                    value.floor()
                }
            }
        }
    }
}

/// Nanoseconds of a second.
pub const SECOND: i64 = 1_000_000_000;

/// Nanoseconds of a number of seconds.
pub fn nanoseconds(py: &mut Py, value: Borrowed<'_>, rounding: Rounding) -> PyResult<i64> {
    nanoseconds_of(py, value, SECOND, rounding)
}

/// Nanoseconds of a number of units that have so many each.
pub fn nanoseconds_of(py: &mut Py, value: Borrowed<'_>, unit: i64, rounding: Rounding) -> PyResult<i64> {
    if let Some(float) = value.as_float() {
        return float_to_i64(py, float, unit as f64, rounding, "C PyTime_t");
    }
    let number = whole(py, value)?;
    match number.as_i64().and_then(|count| count.checked_mul(unit)) {
        Some(nanos) => Ok(nanos),
        None => Err(out_of_range(py, "C PyTime_t")),
    }
}

/// A whole number, or the error that speaks of floats, too.
fn whole(py: &mut Py, value: Borrowed<'_>) -> PyResult<Value> {
    if !value.is_int() && value.type_().slots.index.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("'{}' object cannot be interpreted as an integer or float", value.type_().name()),
        ));
    }
    py.index(&value)
}

/// A whole number of nanoseconds.
pub fn whole_nanoseconds(py: &mut Py, value: Borrowed<'_>) -> PyResult<i64> {
    if !value.is_int() {
        return Err(exc::type_error(py, format_args!("expect int, got {}", value.type_().name())));
    }
    match value.as_i64() {
        Some(nanos) => Ok(nanos),
        None => Err(out_of_range(py, "C PyTime_t")),
    }
}

/// Whole seconds of a number of seconds, as the system counts them.
pub fn whole_seconds(py: &mut Py, value: Borrowed<'_>, rounding: Rounding) -> PyResult<i64> {
    if let Some(float) = value.as_float() {
        return float_to_i64(py, float, 1.0, rounding, "platform time_t");
    }
    match py.index(&value)?.as_i64() {
        Some(seconds) => Ok(seconds),
        None => Err(out_of_range(py, "platform time_t")),
    }
}

/// Seconds and nanoseconds of a number of seconds, as the system counts them.
pub(crate) fn timespec(py: &mut Py, value: Borrowed<'_>, rounding: Rounding) -> PyResult<libc::timespec> {
    let (tv_sec, tv_nsec) = seconds_and_parts(py, value, 1e9, rounding)?;
    Ok(libc::timespec { tv_sec, tv_nsec })
}

/// Seconds of a number of seconds, and the rest in units of which a second has so many.
pub fn seconds_and_parts(
    py: &mut Py,
    value: Borrowed<'_>,
    parts: f64,
    rounding: Rounding,
) -> PyResult<(i64, i64)> {
    let Some(float) = value.as_float() else {
        if !value.is_int() && value.type_().slots.index.get().is_none() {
            return Err(exc::type_error(
                py,
                format_args!("argument must be int or float, not {}", value.type_().name()),
            ));
        }
        return Ok((whole_seconds(py, value, rounding)?, 0));
    };
    if float.is_nan() {
        return Err(not_a_number(py));
    }
    let (mut seconds, mut rest) = (float.trunc(), rounding.round(float.fract() * parts));
    if rest >= parts {
        (seconds, rest) = (seconds + 1.0, rest - parts);
    } else if rest < 0.0 {
        (seconds, rest) = (seconds - 1.0, rest + parts);
    }
    let seconds = in_range(seconds).ok_or_else(|| out_of_range(py, "platform time_t"))?;
    Ok((seconds, rest as i64))
}

fn float_to_i64(py: &Py, float: f64, unit: f64, rounding: Rounding, target: &str) -> PyResult<i64> {
    if float.is_nan() {
        return Err(not_a_number(py));
    }
    in_range(rounding.round(float * unit)).ok_or_else(|| out_of_range(py, target))
}

/// A float without fraction as an integer.
fn in_range(float: f64) -> Option<i64> {
    const END: f64 = 9_223_372_036_854_775_808.0;
    if (-END..END).contains(&float) { Some(float as i64) } else { None }
}

#[cold]
fn not_a_number(py: &Py) -> Raised {
    exc::value_error(py, format_args!("Invalid value NaN (not a number)"))
}

#[cold]
fn out_of_range(py: &Py, target: &str) -> Raised {
    exc::overflow_error(py, format_args!("timestamp out of range for {target}"))
}

/// Nanoseconds as a float of seconds.
pub fn to_seconds(nanos: i64) -> f64 {
    if nanos % SECOND == 0 { (nanos / SECOND) as f64 } else { nanos as f64 / 1e9 }
}

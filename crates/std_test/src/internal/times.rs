//! Conversions of times, with each way of rounding.

use taipan_macros::pymodule;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_std_os::time::convert::{self, Rounding};

pub(super) struct Times;

/// Nanoseconds of a microsecond.
const MICROSECOND: i64 = 1_000;
/// Nanoseconds of a millisecond.
const MILLISECOND: i64 = 1_000_000;
/// Microseconds of a second.
const MICROSECONDS: i64 = 1_000_000;

#[pymodule("_testinternalcapi")]
impl Times {
    /// Nanoseconds of a whole number of seconds.
    #[pyfunction("(seconds, /)", hidden)]
    fn _PyTime_FromSeconds(seconds: i32) -> i64 {
        i64::from(seconds) * convert::SECOND
    }

    /// Nanoseconds of a number of seconds.
    #[pyfunction("(seconds, rounding, /)", hidden)]
    fn _PyTime_FromSecondsObject(py: &mut Py, seconds: Borrowed<'_>, rounding: i32) -> PyResult<i64> {
        let rounding = rounding_of(py, rounding)?;
        convert::nanoseconds(py, seconds, rounding)
    }

    /// Whole seconds of a number of seconds.
    #[pyfunction("(seconds, rounding, /)", hidden)]
    fn _PyTime_ObjectToTime_t(py: &mut Py, seconds: Borrowed<'_>, rounding: i32) -> PyResult<i64> {
        let rounding = rounding_of(py, rounding)?;
        convert::whole_seconds(py, seconds, rounding)
    }

    /// Seconds and microseconds of a number of seconds.
    #[pyfunction("(seconds, rounding, /)", hidden)]
    fn _PyTime_ObjectToTimeval(py: &mut Py, seconds: Borrowed<'_>, rounding: i32) -> PyResult<Value> {
        let rounding = rounding_of(py, rounding)?;
        let parts = convert::seconds_and_parts(py, seconds, 1e6, rounding)?;
        pair(py, parts)
    }

    /// Seconds and nanoseconds of a number of seconds.
    #[pyfunction("(seconds, rounding, /)", hidden)]
    fn _PyTime_ObjectToTimespec(py: &mut Py, seconds: Borrowed<'_>, rounding: i32) -> PyResult<Value> {
        let rounding = rounding_of(py, rounding)?;
        let parts = convert::seconds_and_parts(py, seconds, 1e9, rounding)?;
        pair(py, parts)
    }

    /// Seconds and microseconds of nanoseconds.
    #[pyfunction("(nanoseconds, rounding, /)", hidden)]
    fn _PyTime_AsTimeval(py: &mut Py, nanoseconds: Borrowed<'_>, rounding: i32) -> PyResult<Value> {
        let count = divide(py, nanoseconds, MICROSECOND, rounding)?;
        pair(py, (count.div_euclid(MICROSECONDS), count.rem_euclid(MICROSECONDS)))
    }

    /// Seconds and microseconds of nanoseconds, the nearest that the system can express.
    #[pyfunction("(nanoseconds, rounding, /)", hidden)]
    fn _PyTime_AsTimeval_clamp(py: &mut Py, nanoseconds: Borrowed<'_>, rounding: i32) -> PyResult<Value> {
        // The system's seconds have as many bits as the nanoseconds.
        let count = divide(py, nanoseconds, MICROSECOND, rounding)?;
        pair(py, (count.div_euclid(MICROSECONDS), count.rem_euclid(MICROSECONDS)))
    }

    /// Seconds and nanoseconds of nanoseconds.
    #[pyfunction("(nanoseconds, /)", hidden)]
    fn _PyTime_AsTimespec(py: &mut Py, nanoseconds: Borrowed<'_>) -> PyResult<Value> {
        let count = convert::whole_nanoseconds(py, nanoseconds)?;
        pair(py, (count.div_euclid(convert::SECOND), count.rem_euclid(convert::SECOND)))
    }

    /// Seconds and nanoseconds of nanoseconds, the nearest that the system can express.
    #[pyfunction("(nanoseconds, /)", hidden)]
    fn _PyTime_AsTimespec_clamp(py: &mut Py, nanoseconds: Borrowed<'_>) -> PyResult<Value> {
        let count = convert::whole_nanoseconds(py, nanoseconds)?;
        pair(py, (count.div_euclid(convert::SECOND), count.rem_euclid(convert::SECOND)))
    }

    /// Milliseconds of nanoseconds.
    #[pyfunction("(nanoseconds, rounding, /)", hidden)]
    fn _PyTime_AsMilliseconds(py: &mut Py, nanoseconds: Borrowed<'_>, rounding: i32) -> PyResult<i64> {
        divide(py, nanoseconds, MILLISECOND, rounding)
    }

    /// Microseconds of nanoseconds.
    #[pyfunction("(nanoseconds, rounding, /)", hidden)]
    fn _PyTime_AsMicroseconds(py: &mut Py, nanoseconds: Borrowed<'_>, rounding: i32) -> PyResult<i64> {
        divide(py, nanoseconds, MICROSECOND, rounding)
    }
}

fn rounding_of(py: &Py, number: i32) -> PyResult<Rounding> {
    match number {
        0 => Ok(Rounding::Floor),
        1 => Ok(Rounding::Ceiling),
        2 => Ok(Rounding::HalfEven),
        3 => Ok(Rounding::Up),
        _ => Err(exc::value_error(py, format_args!("invalid rounding"))),
    }
}

/// Nanoseconds in larger units.
fn divide(py: &mut Py, nanoseconds: Borrowed<'_>, unit: i64, rounding: i32) -> PyResult<i64> {
    let count = convert::whole_nanoseconds(py, nanoseconds)?;
    let (floor, rest) = (count.div_euclid(unit), count.rem_euclid(unit));
    let up = match rounding_of(py, rounding)? {
        Rounding::Floor => false,
        Rounding::Ceiling => rest > 0,
        Rounding::HalfEven => rest * 2 > unit || rest * 2 == unit && floor & 1 == 1,
        Rounding::Up => rest > 0 && count > 0,
    };
    Ok(floor + i64::from(up))
}

fn pair(py: &mut Py, (seconds, parts): (i64, i64)) -> PyResult<Value> {
    let items = [py.int(seconds)?, py.int(parts)?];
    py.tuple(items)
}

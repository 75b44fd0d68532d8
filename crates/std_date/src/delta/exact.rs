//! Spans as Python's whole numbers of microseconds: what is too large for the machine's numbers, and operators that a subclass
//! of `int` may have of its own.

use taipan_num::int::IntRef;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::types::tuple::Tuple;
use taipan_object::{CompareOp, Py, PyResult, Raised, Type, Value};

use super::{new, new_of};
use crate::calendar::DAY_SECONDS;
use crate::span::{SECOND, Span};

/// Floats hold whole numbers up to here exactly.
const EXACT: i128 = 1 << 53;

/// A whole number.
pub(super) fn int(py: &Py, number: i128) -> PyResult<Value> {
    if let Ok(small) = i64::try_from(number) {
        return py.int(small);
    }
    let magnitude = number.unsigned_abs();
    let limbs = [magnitude as u64, (magnitude >> 64) as u64];
    let used = if limbs[1] == 0 { 1 } else { 2 };
    py.heap().big_int(IntRef { negative: number < 0, limbs: limbs.get(..used).unwrap_or_default() })
}

/// The quotient of two whole numbers as the nearest float. The second is not zero.
pub(super) fn quotient(py: &mut Py, dividend: i128, divisor: i128) -> PyResult<Value> {
    if dividend.unsigned_abs() <= EXACT.unsigned_abs() && divisor.unsigned_abs() <= EXACT.unsigned_abs() {
        return py.float(dividend as f64 / divisor as f64);
    }
    let (dividend, divisor) = (int(py, dividend)?, int(py, divisor)?);
    py.binary(Operator::TrueDivide, &dividend, &divisor)
}

/// All of a span in seconds, as the nearest float.
pub(crate) fn total_seconds(py: &mut Py, span: Span) -> PyResult<Value> {
    quotient(py, span.total(), SECOND.into())
}

/// The span of a number of microseconds.
pub(super) fn from_total(py: &mut Py, total: Option<i128>) -> PyResult<Value> {
    match total.and_then(Span::of_microseconds) {
        Some(span) => new(py, span),
        None => Err(too_large(py)),
    }
}

#[cold]
pub(super) fn too_large(py: &Py) -> Raised {
    exc::overflow_error(py, format_args!("Python int too large to convert to C int"))
}

/// The span of a whole number of microseconds, which may be an instance of a subclass with a `__divmod__` of its own.
pub(super) fn from_python(py: &mut Py, class: &Type, microseconds: &Value) -> PyResult<Value> {
    let unit = py.int(SECOND)?;
    let (seconds, microseconds) = divided(py, microseconds, &unit)?;
    let microseconds = part(py, &microseconds, SECOND)?;
    let unit = py.int(DAY_SECONDS)?;
    let (days, seconds) = divided(py, &seconds, &unit)?;
    let seconds = part(py, &seconds, DAY_SECONDS)?;
    let days = small(py, &days)?;
    new_of(py, class, Span { days, seconds, microseconds })
}

fn small(py: &mut Py, number: &Value) -> PyResult<i32> {
    match py.index(number)?.as_i64().and_then(|number| i32::try_from(number).ok()) {
        Some(number) => Ok(number),
        None => Err(too_large(py)),
    }
}

fn part(py: &mut Py, number: &Value, end: i64) -> PyResult<i32> {
    let number = small(py, number)?;
    if !(0..end).contains(&number.into()) {
        return Err(exc::type_error(py, format_args!("divmod() returned a value out of range")));
    }
    Ok(number)
}

/// `divmod()`, which must give a pair.
pub(super) fn divided(py: &mut Py, dividend: &Value, divisor: &Value) -> PyResult<(Value, Value)> {
    let result = py.binary(Operator::Divmod, dividend, divisor)?;
    match result.get::<Tuple>().map(Tuple::items) {
        Some([quotient, rest]) => Ok((quotient.clone(), rest.clone())),
        Some(items) => {
            Err(exc::type_error(py, format_args!("divmod() returned a tuple of size {}", items.len())))
        }
        None => Err(exc::type_error(
            py,
            format_args!("divmod() returned non-tuple (type {})", result.type_().name()),
        )),
    }
}

/// The quotient of two whole numbers, rounded to the nearest, a half to the even one.
pub(super) fn nearest(py: &mut Py, dividend: &Value, divisor: &Value) -> PyResult<Value> {
    let (zero, one) = (py.int(0)?, py.int(1)?);
    let (quotient, rest) = divided(py, dividend, divisor)?;
    let twice = py.binary(Operator::Add, &rest, &rest)?;
    let negative = py.compare_truth(divisor, &zero, CompareOp::Lt)?;
    let beyond = if negative { CompareOp::Lt } else { CompareOp::Gt };
    let up = py.compare_truth(&twice, divisor, beyond)? || {
        let odd = py.binary(Operator::And, &quotient, &one)?;
        py.equal(&twice, divisor)? && py.is_true(&odd)?
    };
    if up { py.binary(Operator::Add, &quotient, &one) } else { Ok(quotient) }
}

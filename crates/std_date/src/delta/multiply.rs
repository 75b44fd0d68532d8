//! Multiplying and dividing spans. The usual numbers fit 128 bits; the others go through Python's.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::exact::{from_python, from_total, int, nearest, quotient};
use super::{DELTA, Delta, new, span_of};
use crate::span::{Span, divide_nearest};

/// Operators with numbers, and divisions.
pub(super) struct Multiplication;

#[pymethods(Delta)]
impl Multiplication {
    #[pyslot]
    fn multiply(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let (span, factor) = match (span_of(&left), span_of(&right)) {
            (Some(span), _) => (span, right),
            (None, Some(span)) => (span, left),
            (None, None) => return Ok(None),
        };
        if let Some(factor) = factor.as_small_int() {
            return from_total(py, span.total().checked_mul(factor.into())).map(Some);
        }
        if factor.is_int() {
            let total = int(py, span.total())?;
            let total = py.binary(Operator::Multiply, &factor, &total)?;
            return from_python(py, &DELTA, &total).map(Some);
        }
        if factor.as_float().is_some() { times_float(py, span, factor, false).map(Some) } else { Ok(None) }
    }

    #[pyslot]
    fn floor_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let Some(span) = span_of(&left) else { return Ok(None) };
        if let Some(divisor) = right.as_small_int().filter(|&divisor| divisor != 0) {
            return from_total(py, floor(span.total(), divisor.into()).map(|(quotient, _)| quotient))
                .map(Some);
        }
        if right.is_int() {
            let total = int(py, span.total())?;
            let total = py.binary(Operator::FloorDivide, &total, &right)?;
            return from_python(py, &DELTA, &total).map(Some);
        }
        let Some(divisor) = span_of(&right) else { return Ok(None) };
        let (quotient, _) = divided_by(py, span, divisor)?;
        int(py, quotient).map(Some)
    }

    #[pyslot]
    fn true_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let Some(span) = span_of(&left) else { return Ok(None) };
        if let Some(divisor) = span_of(&right) {
            if divisor == Span::ZERO {
                return Err(by_zero(py));
            }
            return quotient(py, span.total(), divisor.total()).map(Some);
        }
        if right.as_float().is_some() {
            return times_float(py, span, right, true).map(Some);
        }
        if let Some(divisor) = right.as_small_int().filter(|&divisor| divisor != 0) {
            return from_total(py, divide_nearest(span.total(), divisor.into())).map(Some);
        }
        if !right.is_int() {
            return Ok(None);
        }
        let total = int(py, span.total())?;
        let total = nearest(py, &total, &right)?;
        from_python(py, &DELTA, &total).map(Some)
    }

    #[pyslot]
    fn remainder(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let (Some(span), Some(divisor)) = (span_of(&left), span_of(&right)) else { return Ok(None) };
        let (_, rest) = divided_by(py, span, divisor)?;
        from_total(py, Some(rest)).map(Some)
    }

    #[pyslot]
    fn divmod(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let (Some(span), Some(divisor)) = (span_of(&left), span_of(&right)) else { return Ok(None) };
        let (quotient, rest) = divided_by(py, span, divisor)?;
        let (quotient, rest) = (int(py, quotient)?, from_total(py, Some(rest))?);
        py.tuple([quotient, rest]).map(Some)
    }
}

/// Quotient and rest of a division that rounds down. Nothing for a division by zero.
fn floor(dividend: i128, divisor: i128) -> Option<(i128, i128)> {
    let (quotient, rest) = (dividend.checked_div(divisor)?, dividend.checked_rem(divisor)?);
    if rest != 0 && (rest < 0) != (divisor < 0) {
        return Some((quotient - 1, rest + divisor));
    }
    Some((quotient, rest))
}

fn divided_by(py: &Py, dividend: Span, divisor: Span) -> PyResult<(i128, i128)> {
    floor(dividend.total(), divisor.total()).ok_or_else(|| by_zero(py))
}

#[cold]
fn by_zero(py: &Py) -> Raised {
    exc::zero_division(py, format_args!("division by zero"))
}

/// A span times a float, or divided by one.
fn times_float(py: &mut Py, span: Span, number: Borrowed<'_>, divide: bool) -> PyResult<Value> {
    if let Some(total) = number.exact_float().and_then(|number| scaled(span.total(), number, divide))
        && let Some(span) = Span::of_microseconds(total)
    {
        return new(py, span);
    }
    let (numerator, denominator) = ratio(py, number)?;
    let (times, by) = if divide { (denominator, numerator) } else { (numerator, denominator) };
    let total = int(py, span.total())?;
    let total = py.binary(Operator::Multiply, &total, &times)?;
    let total = nearest(py, &total, &by)?;
    from_python(py, &DELTA, &total)
}

/// A whole number times a float, or divided by one, rounded to the nearest. Nothing where the numbers on the way would be too
/// large, and where there is no result.
fn scaled(total: i128, number: f64, divide: bool) -> Option<i128> {
    if !number.is_finite() || number == 0.0 {
        return if number == 0.0 && !divide { Some(0) } else { None };
    }
    let bits = number.to_bits();
    let (exponent, fraction) = ((bits >> 52 & 0x7ff) as i32, bits & ((1 << 52) - 1));
    // The number is whole * 2^power, and whole is odd.
    let (whole, power) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    let zeros = whole.trailing_zeros();
    let (whole, power) = (i128::from(whole >> zeros), power + zeros as i32);
    let whole = if number < 0.0 { -whole } else { whole };
    let two = |power: i32| (0..=126).contains(&power).then(|| 1_i128 << power);
    let (dividend, divisor) = match (divide, power >= 0) {
        (false, true) => (total.checked_mul(whole)?.checked_mul(two(power)?)?, 1),
        (false, false) => (total.checked_mul(whole)?, two(-power)?),
        (true, true) => (total, whole.checked_mul(two(power)?)?),
        (true, false) => (total.checked_mul(two(-power)?)?, whole),
    };
    divide_nearest(dividend, divisor)
}

/// `number.as_integer_ratio()`
fn ratio(py: &mut Py, number: Borrowed<'_>) -> PyResult<(Value, Value)> {
    let method = py.heap().intern("as_integer_ratio")?;
    let ratio = py.call_method(&number, &method, &[])?;
    match ratio.get::<Tuple>().map(Tuple::items) {
        Some([numerator, denominator]) => Ok((numerator.clone(), denominator.clone())),
        Some(_) => Err(exc::value_error(py, format_args!("as_integer_ratio() must return a 2-tuple"))),
        None => Err(exc::type_error(
            py,
            format_args!(
                "unexpected return type from as_integer_ratio(): expected tuple, got '{}'",
                ratio.type_().name()
            ),
        )),
    }
}

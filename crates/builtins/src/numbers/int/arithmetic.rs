//! Arithmetic of ints: immediate operands first, without a call or an allocation.

use taipan_macros::pymethods;
use taipan_num::int::SureSum;
use taipan_num::{Error, float, int};
use taipan_object::exception as exc;
use taipan_object::types::int::Int;
use taipan_object::types::singletons::{is_none, not_implemented};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{apply, both_small, combine, exact, made, with_both};
use crate::numbers::failure::{raise, too_large_for_float, zero_to_negative_power};

pub(crate) struct Arithmetic;

#[pymethods(Int)]
impl Arithmetic {
    #[pyslot]
    fn add(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right) {
            // Both have 63 bits.
            Some((a, b)) => py.int(a.wrapping_add(b)),
            None => sum(py, left, right, false),
        }
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right) {
            Some((a, b)) => py.int(a.wrapping_sub(b)),
            None => sum(py, left, right, true),
        }
    }

    #[pyslot]
    fn multiply(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right).and_then(|(a, b)| a.checked_mul(b)) {
            Some(product) => py.int(product),
            None => combine(py, left, right, int::multiply),
        }
    }

    #[pyslot]
    fn floor_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right).and_then(|(a, b)| small_divide(a, b)) {
            Some((quotient, _)) => py.int(quotient),
            None => combine(py, left, right, int::floor_divide),
        }
    }

    #[pyslot]
    fn remainder(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right).and_then(|(a, b)| small_divide(a, b)) {
            Some((_, remainder)) => py.int(remainder),
            None => combine(py, left, right, int::modulo),
        }
    }

    #[pyslot]
    fn divmod(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let pair = if let Some((quotient, remainder)) =
            both_small(left, right).and_then(|(a, b)| small_divide(a, b))
        {
            [py.int(quotient)?, py.int(remainder)?]
        } else {
            match with_both(left, right, int::divide_modulo) {
                Some(Ok((quotient, remainder))) => {
                    [py.int_from_big(&quotient)?, py.int_from_big(&remainder)?]
                }
                Some(Err(error)) => return Err(raise(py, error)),
                None => return Ok(not_implemented()),
            }
        };
        py.tuple(pair)
    }

    #[pyslot]
    fn true_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        /// Ints up to this size are floats.
        const EXACT: u64 = 1 << 53;

        if let Some((a, b)) = both_small(left, right)
            && a.unsigned_abs() <= EXACT
            && b.unsigned_abs() <= EXACT
            && b != 0
        {
            return py.float(a as f64 / b as f64);
        }
        match with_both(left, right, int::true_divide) {
            None => Ok(not_implemented()),
            Some(Ok(quotient)) => py.float(quotient),
            Some(Err(Error::Overflow)) => {
                Err(exc::overflow_error(py, format_args!("integer division result too large for a float")))
            }
            Some(Err(error)) => Err(raise(py, error)),
        }
    }

    #[pyslot]
    fn power(
        base: Borrowed<'_>,
        py: &mut Py,
        exponent: Borrowed<'_>,
        modulus: Borrowed<'_>,
    ) -> PyResult<Value> {
        if !is_none(&modulus) {
            return power_modulo(py, base, exponent, modulus);
        }
        if let Some((base, exponent)) = both_small(base, exponent)
            && let Some(power) = u32::try_from(exponent).ok().and_then(|exponent| base.checked_pow(exponent))
        {
            return py.int(power);
        }
        match with_both(base, exponent, int::power) {
            Some(Err(Error::Negative)) => float_power(py, base, exponent),
            Some(result) => made(py, result),
            None => Ok(not_implemented()),
        }
    }

    #[pyslot]
    fn negative(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match this.as_small_int() {
            Some(small) => py.int(small.wrapping_neg()),
            None => apply(py, this, int::negative),
        }
    }

    #[pyslot]
    fn positive(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    #[pyslot]
    fn absolute(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match this.as_small_int() {
            Some(small) => py.int(small.wrapping_abs()),
            None => apply(py, this, |int| int.magnitude().to_int()),
        }
    }
}

/// The sum of ints of any size, or their difference.
fn sum(py: &Py, left: Borrowed<'_>, right: Borrowed<'_>, difference: bool) -> PyResult<Value> {
    with_both(left, right, |a, b| {
        let b = if difference { b.negated() } else { b };
        match SureSum::of(a, b) {
            Some(sum) => py.heap().int_sum(sum),
            None => made(py, int::add(a, b)),
        }
    })
    .unwrap_or_else(|| Ok(not_implemented()))
}

/// Quotient and remainder, rounded down; none for a divisor of zero.
#[inline(always)]
fn small_divide(a: i64, b: i64) -> Option<(i64, i64)> {
    // Neither is the least of 64 bits, so the quotient fits.
    let (quotient, remainder) = (a.checked_div(b)?, a.wrapping_rem(b));
    if remainder != 0 && (remainder < 0) != (b < 0) {
        Some((quotient - 1, remainder + b))
    } else {
        Some((quotient, remainder))
    }
}

/// A negative power is one of floats.
fn float_power(py: &Py, base: Borrowed<'_>, exponent: Borrowed<'_>) -> PyResult<Value> {
    match with_both(base, exponent, |base, exponent| (int::to_f64(base), int::to_f64(exponent))) {
        Some((Ok(base), Ok(exponent))) => match float::power(base, exponent) {
            Ok(power) => py.float(power),
            Err(Error::ZeroDivision) => Err(zero_to_negative_power(py)),
            Err(error) => Err(raise(py, error)),
        },
        _ => Err(too_large_for_float(py)),
    }
}

fn power_modulo(
    py: &Py,
    base: Borrowed<'_>,
    exponent: Borrowed<'_>,
    modulus: Borrowed<'_>,
) -> PyResult<Value> {
    let mut limb = [0];
    let Some(divisor) = modulus.as_int(&mut limb) else { return Ok(not_implemented()) };
    match with_both(base, exponent, |base, exponent| {
        (!divisor.is_zero()).then(|| int::power_modulo(base, exponent, divisor))
    }) {
        None => Ok(not_implemented()),
        Some(None) => Err(exc::value_error(py, format_args!("pow() 3rd argument cannot be 0"))),
        Some(Some(result)) => made(py, result),
    }
}

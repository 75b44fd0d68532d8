//! Integers to floats and back, correctly rounded.

#![expect(clippy::cast_precision_loss, reason = "what is cast rounds once, or has at most 53 bits")]

use super::limbs;
use super::shift::{shift_left, shift_right};
use super::{Int, IntRef, divide};
use crate::Error;

/// Floats below this size hold every integer.
const EXACT: u64 = 1 << 53;

/// The nearest float, ties to even; [`Error::Overflow`] beyond the range of floats.
#[inline]
pub fn to_f64(a: IntRef<'_>) -> Result<f64, Error> {
    let magnitude = match *a.limbs {
        [] => 0.0,
        // The machine rounds to nearest even.
        [limb] => limb as f64,
        _ => long_to_f64(a.limbs)?,
    };
    Ok(if a.negative { -magnitude } else { magnitude })
}

fn long_to_f64(magnitude: &[u64]) -> Result<f64, Error> {
    let bits = limbs::bit_length(magnitude);
    let &[ref rest @ .., second, first] = magnitude else { return Err(Error::Overflow) };
    if bits > 1024 {
        return Err(Error::Overflow);
    }
    // The leading 64 bits; the last of them also stands for all that follow, so that rounding knows of them.
    let shift = first.leading_zeros();
    let leading = u128::from(first) << 64 | u128::from(second);
    let inexact = (leading << shift) as u64 != 0 || rest.iter().any(|&limb| limb != 0);
    let leading = ((leading << shift) >> 64) as u64 | u64::from(inexact);
    let value = leading as f64 * power_of_two(bits as i64 - 64);
    if value.is_finite() { Ok(value) } else { Err(Error::Overflow) }
}

/// The integer part of a float. Fails for what is not finite.
pub fn from_f64(value: f64) -> Result<Int, Error> {
    if value.is_nan() {
        return Err(Error::NotANumber);
    }
    if value.is_infinite() {
        return Err(Error::Infinite);
    }
    let whole = value.trunc();
    if whole.abs() < 2f64.powi(63) {
        return Ok(Int::from(whole as i64));
    }
    let (mantissa, exponent) = decompose(whole.abs());
    let shifted = shift_left(Int::from(mantissa).as_ref(), exponent.unsigned_abs())?;
    Ok(if whole < 0.0 { shifted.negated() } else { shifted })
}

/// `a / b`, correctly rounded. Fails with [`Error::ZeroDivision`], or [`Error::Overflow`] when the quotient is beyond the
/// range of floats.
///
/// The quotient is computed as an integer of 65 or 66 bits (scaled by a power of two) whose last bit also stands for all
/// that is cut off, then rounded once, at the place where a float of its size ends.
pub fn true_divide(a: IntRef<'_>, b: IntRef<'_>) -> Result<f64, Error> {
    const SMALLEST_EXPONENT: i64 = -1074;
    const PRECISION: i64 = 53;

    if b.is_zero() {
        return Err(Error::ZeroDivision);
    }
    let signed = |magnitude: f64| if a.negative == b.negative { magnitude } else { -magnitude };
    if a.is_zero() {
        return Ok(signed(0.0));
    }
    if let ([0..=EXACT], [0..=EXACT]) = (a.limbs, b.limbs) {
        return Ok(signed(to_f64(a.magnitude())? / to_f64(b.magnitude())?));
    }
    let size = limbs::bit_length(a.limbs) as i64 - limbs::bit_length(b.limbs) as i64;
    if size > 1024 {
        return Err(Error::Overflow);
    }
    if size < SMALLEST_EXPONENT - 1 {
        return Ok(signed(0.0));
    }
    let scale = 65 - size;
    let (quotient, inexact) = scaled_quotient(a.magnitude(), b.magnitude(), scale)?;
    let quotient = quotient | u128::from(inexact);
    let bits = i64::from(u128::BITS - quotient.leading_zeros());
    let dropped = (bits - PRECISION).max(SMALLEST_EXPONENT + scale);
    // At most 53 bits are left, so this is exact.
    let value = round(quotient, dropped) as f64 * power_of_two(dropped - scale);
    if value.is_finite() { Ok(signed(value)) } else { Err(Error::Overflow) }
}

/// `a * 2^scale // b`, which has at most 66 bits, and whether there is a remainder.
fn scaled_quotient(a: IntRef<'_>, b: IntRef<'_>, scale: i64) -> Result<(u128, bool), Error> {
    let bits = scale.unsigned_abs();
    let (scaled, inexact) = if scale >= 0 {
        (shift_left(a, bits)?, false)
    } else {
        (shift_right(a, bits)?, limbs::any_below(a.limbs, bits))
    };
    let (quotient, mut remainder) = divide::divide_magnitudes(scaled.as_ref().limbs, b.limbs)?;
    remainder.trim();
    let value = quotient.as_slice().iter().rev().fold(0u128, |value, &limb| value << 64 | u128::from(limb));
    Ok((value, inexact || !remainder.as_slice().is_empty()))
}

/// `value / 2^dropped`, rounded to nearest, ties to even.
fn round(value: u128, dropped: i64) -> u128 {
    if dropped >= i64::from(u128::BITS) - 1 {
        return 0;
    }
    let (kept, rest) = (value >> dropped, value & ((1 << dropped) - 1));
    let half = 1 << (dropped - 1);
    kept + u128::from(rest > half || (rest == half && kept & 1 == 1))
}

/// `2^exponent`, for exponents that a float has.
pub(crate) fn power_of_two(exponent: i64) -> f64 {
    const BIAS: i64 = 1023;
    let bits = if exponent > -BIAS { (exponent + BIAS) << 52 } else { 1 << (exponent + 1074) };
    f64::from_bits(bits as u64)
}

/// A finite float that is not negative as `mantissa * 2^exponent`.
pub(crate) fn decompose(value: f64) -> (u64, i64) {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64;
    let mantissa = bits & ((1 << 52) - 1);
    if exponent == 0 { (mantissa, -1074) } else { (mantissa | 1 << 52, exponent - 1075) }
}

/// `value.as_integer_ratio()`: numerator and positive denominator in lowest terms. Fails for what is not finite.
pub fn as_integer_ratio(value: f64) -> Result<(Int, Int), Error> {
    if value.is_nan() {
        return Err(Error::NotANumber);
    }
    if value.is_infinite() {
        return Err(Error::Infinite);
    }
    let (mantissa, exponent) = decompose(value.abs());
    let twos = if mantissa == 0 { 0 } else { i64::from(mantissa.trailing_zeros()).min((-exponent).max(0)) };
    let (mantissa, exponent) = (mantissa >> twos, if mantissa == 0 { 0 } else { exponent + twos });
    let numerator = Int::from(mantissa);
    let numerator = if value < 0.0 { numerator.negated() } else { numerator };
    let one = IntRef::ONE;
    if exponent >= 0 {
        return Ok((shift_left(numerator.as_ref(), exponent.unsigned_abs())?, Int::from(1u64)));
    }
    Ok((numerator, shift_left(one, exponent.unsigned_abs())?))
}

//! `round()` of floats, exact: the float is a binary fraction, and that is what is rounded, not its shortest digits.

use crate::int::{self, Int, decompose};
use crate::{Error, IntRef};
use std::fmt::Write as _;

/// `round(value)`: the nearest integer, ties to even. Fails for what is not finite.
pub fn round_to_int(value: f64) -> Result<Int, Error> {
    int::from_f64(value.round_ties_even())
}

/// `round(value, digits)`: to the nearest multiple of `10 ** -digits`, ties to even. Fails with [`Error::Overflow`] when
/// that is beyond the range of floats.
pub fn round(value: f64, digits: IntRef<'_>) -> Result<f64, Error> {
    /// Every float is a multiple of 10^-323, as far as its own precision goes.
    const MOST: i64 = 323;
    /// Twice the largest float is less than 10^309.
    const LEAST: i64 = -308;

    let saturated = if digits.negative { i64::MIN } else { i64::MAX };
    let digits = digits.to_i64().unwrap_or(saturated);
    if !value.is_finite() || value == 0.0 || digits > MOST {
        return Ok(value);
    }
    if digits < LEAST {
        return Ok(0.0 * value);
    }
    let magnitude = match usize::try_from(digits) {
        Ok(digits) => round_fraction(value.abs(), digits),
        Err(_) => round_whole(value.abs(), digits.unsigned_abs())?,
    };
    Ok(magnitude.copysign(value))
}

/// Writes the digits and reads them back; both are exact.
fn round_fraction(value: f64, digits: usize) -> f64 {
    // From 2^52 on there are no fractions.
    if value >= 2f64.powi(52) {
        return value;
    }
    if let Some(rounded) = super::exact::round(value, digits) {
        return rounded;
    }
    let mut text = String::with_capacity(20 + digits);
    let _ = write!(text, "{value:.digits$}");
    text.parse().unwrap_or(value)
}

fn round_whole(value: f64, zeros: u64) -> Result<f64, Error> {
    if value < 1.0 {
        return Ok(0.0);
    }
    let (mantissa, exponent) = decompose(value);
    // value = numerator / 2^-exponent, so the unit is scaled likewise.
    let unit = int::power_of_ten(zeros)?;
    let count = exponent.unsigned_abs();
    let mantissa = Int::from(mantissa);
    let (numerator, scaled_unit) = if exponent >= 0 {
        (int::shift_left(mantissa.as_ref(), count)?, unit.clone())
    } else {
        (mantissa, int::shift_left(unit.as_ref(), count)?)
    };
    let quotient = int::nearest_quotient(numerator.as_ref().limbs, scaled_unit.as_ref().limbs)?;
    int::to_f64(int::multiply(Int::new(false, quotient).as_ref(), unit.as_ref())?.as_ref())
}

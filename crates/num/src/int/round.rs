//! Rounding to powers of ten, and counting decimal digits.

use super::power::{nearest_quotient, power_of_ten};
use super::{Int, IntRef, compare, limbs, multiply};
use crate::Error;
use std::cmp::Ordering;

/// `round(a, digits)`: to the nearest multiple of `10 ** -digits`, ties to even.
pub fn round(a: IntRef<'_>, digits: IntRef<'_>) -> Result<Int, Error> {
    if !digits.negative {
        return a.to_int();
    }
    // More zeros than there are digits, and one more for rounding up, leave nothing.
    let zeros = digits.magnitude().to_u64().unwrap_or(u64::MAX);
    if zeros > decimal_digits(a)? {
        return Ok(Int::ZERO);
    }
    let unit = power_of_ten(zeros)?;
    let quotient = Int::new(a.negative, nearest_quotient(a.limbs, unit.as_ref().limbs)?);
    multiply(quotient.as_ref(), unit.as_ref())
}

/// The number of decimal digits, 1 for zero.
pub fn decimal_digits(a: IntRef<'_>) -> Result<u64, Error> {
    match *a.limbs {
        [] => return Ok(1),
        [limb] => return Ok(u64::from(limb.ilog10()) + 1),
        _ => {}
    }
    // 2^(bits - 1) <= a < 2^bits; mostly both ends have the same number of digits.
    let bits = limbs::bit_length(a.limbs);
    let (least, most) = (digits_below(bits - 1), digits_below(bits) + 1);
    for digits in least..most {
        if compare(a.magnitude(), power_of_ten(digits)?.as_ref()) == Ordering::Less {
            return Ok(digits);
        }
    }
    Ok(most)
}

/// `floor(bits * log10(2))`, or one less; exact enough for every length that fits a memory.
fn digits_below(bits: u64) -> u64 {
    /// `floor(log10(2) * 2^64)`.
    const LOG10_OF_2: u128 = 5_553_023_288_523_357_132;
    ((u128::from(bits) * LOG10_OF_2) >> 64) as u64
}

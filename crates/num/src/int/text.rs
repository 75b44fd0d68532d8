//! Integers as text.

use super::limbs::{self, reserved};
use super::reciprocal::Divisor;
use super::{IntRef, library};
use crate::{DigitLimit, Error};

/// From this length on, the library converts to decimal faster.
const LIBRARY: usize = 30;
/// Decimal digits that fit into a limb.
const DIGITS: usize = 19;
/// 10^19; its highest bit is set.
const POWER: Divisor = Divisor::new(10_000_000_000_000_000_000);

/// `str(a)`; fails with [`Error::TooManyDigits`].
pub fn to_decimal(a: IntRef<'_>, limit: DigitLimit) -> Result<String, Error> {
    if let Some(value) = a.to_i64() {
        return Ok(value.to_string());
    }
    limit.check_bits(limbs::bit_length(a.limbs))?;
    let sign = if a.negative { "-" } else { "" };
    let text = if a.limbs.len() < LIBRARY {
        short_to_decimal(a.limbs, sign)?
    } else {
        with_sign(sign, library::to_radix(a.limbs, 10)?)?
    };
    limit.check_result(text.len() - sign.len())?;
    Ok(text)
}

/// The digits in base 2, 8, 10, 16 or any other up to 36, in lower case and without prefix, with the sign. Decimal text is
/// not limited here.
pub fn to_radix(a: IntRef<'_>, radix: u8) -> Result<String, Error> {
    let sign = if a.negative { "-" } else { "" };
    match radix {
        10 => to_decimal(a, DigitLimit::NONE),
        2 | 8 | 16 => power_of_two_radix(a.limbs, radix.trailing_zeros(), sign),
        _ => with_sign(sign, library::to_radix(a.limbs, radix.clamp(2, 36))?),
    }
}

fn with_sign(sign: &str, mut text: String) -> Result<String, Error> {
    if !sign.is_empty() {
        text.try_reserve_exact(sign.len()).map_err(|_| Error::OutOfMemory)?;
        text.insert_str(0, sign);
    }
    Ok(text)
}

/// Builds the number in groups of 19 digits, the least significant first, limb by limb from the highest: each step
/// multiplies by 2^64. The quotient that one group hands to the next is known sooner than the remainder of a division,
/// which makes this way faster than taking groups off the end.
fn short_to_decimal(magnitude: &[u64], sign: &str) -> Result<String, Error> {
    // A limb has less than 20 digits.
    let mut groups = [0; LIBRARY * 20 / DIGITS + 1];
    let mut used = 0;
    for &limb in magnitude.iter().rev() {
        let mut carry = limb;
        for group in &mut groups[..used] {
            (carry, *group) = POWER.divide(*group, carry);
        }
        while carry != 0 {
            (carry, groups[used]) = POWER.divide(0, carry);
            used += 1;
        }
    }
    let mut digits = [0u8; LIBRARY * 20 + DIGITS];
    let mut start = digits.len();
    if let Some((&first, rest)) = groups[..used].split_last() {
        for &group in rest {
            start = write_digits(&mut digits, start, group, DIGITS);
        }
        start = write_digits(&mut digits, start, first, 1);
    }
    let digits = digits.get(start..).unwrap_or_default();
    let mut text = reserved(sign.len() + digits.len())?;
    text.extend_from_slice(sign.as_bytes());
    text.extend_from_slice(digits);
    String::from_utf8(text).map_err(|_| Error::Malformed)
}

/// Writes a number before `end`, with leading zeros up to a width; the place where it starts.
fn write_digits(digits: &mut [u8], end: usize, mut value: u64, width: usize) -> usize {
    let mut start = end;
    while value != 0 || end - start < width {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    start
}

/// Each digit is a group of bits, which may reach over the end of a limb.
fn power_of_two_radix(magnitude: &[u64], bits: u32, sign: &str) -> Result<String, Error> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";

    let count = limbs::bit_length(magnitude).div_ceil(u64::from(bits)).max(1);
    let count = usize::try_from(count).map_err(|_| Error::OutOfMemory)?;
    let mut text = reserved::<u8>(sign.len() + count)?;
    text.extend_from_slice(sign.as_bytes());
    let mask = (1 << bits) - 1;
    text.extend((0..count).rev().map(|digit| {
        let bit = digit as u64 * u64::from(bits);
        let at = (bit / 64) as usize;
        let limb = |at: usize| u128::from(magnitude.get(at).copied().unwrap_or(0));
        let window = limb(at + 1) << 64 | limb(at);
        DIGITS[(window >> (bit % 64)) as usize & mask]
    }));
    String::from_utf8(text).map_err(|_| Error::Malformed)
}

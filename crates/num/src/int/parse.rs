//! Integers of text, as `int(text, base)` reads it.

use super::limbs::{self, Limbs};
use super::{Int, library};
use crate::{DigitLimit, Error};

/// From so many digits on, the library reads them faster.
const LIBRARY: usize = 1500;

/// What `int(text, base)` is, for base 0 (the prefix tells) or 2 to 36, with sign, prefix and underscores. White space is
/// trimmed already, and digits of other scripts are replaced by ASCII's.
///
/// Fails with [`Error::Malformed`] and [`Error::TooManyDigits`]; the limit is for bases that are no power of two.
pub fn parse(text: &[u8], base: u32, limit: DigitLimit) -> Result<Int, Error> {
    let (negative, unsigned) = match text {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let (radix, digits, zero_only) = prefix(unsigned, base);
    if let Some(value) = short(digits, radix) {
        let refused = zero_only && value != 0;
        return if refused { Err(Error::Malformed) } else { Ok(Int::new(negative, Int::from(value).limbs)) };
    }
    let count = count_digits(digits, radix)?;
    if !radix.is_power_of_two() {
        limit.check_text(count)?;
    }
    let magnitude = if radix.is_power_of_two() {
        pack(digits, count, radix)?
    } else if count >= LIBRARY {
        from_library(digits, count, radix)?
    } else if radix == 10 && count == digits.len() {
        accumulate_decimal(digits)?
    } else {
        accumulate(digits.iter().filter_map(|&byte| digit(byte, radix)), count, radix)?
    };
    let value = Int::new(negative, magnitude);
    if zero_only && !value.as_ref().is_zero() { Err(Error::Malformed) } else { Ok(value) }
}

/// What `int(text)` is where that is a few decimal digits, perhaps with a sign: what most texts of numbers are.
pub fn parse_short(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let value = short(digits, 10)? as i64;
    Some(if negative { -value } else { value })
}

/// The radix, the digits without prefix, and whether they may only be zeros: `0` starts a decimal number of no other value.
fn prefix(text: &[u8], base: u32) -> (u32, &[u8], bool) {
    let radix = match text {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        [b'0', ..] if base == 0 => return (10, text, true),
        _ if base == 0 => return (10, text, false),
        _ => return (base, text, false),
    };
    if base != 0 && base != radix {
        return (base, text, false);
    }
    let digits = &text[2..];
    (radix, digits.strip_prefix(b"_").unwrap_or(digits), false)
}

/// Digits without underscores whose value fits a limb.
fn short(digits: &[u8], radix: u32) -> Option<u64> {
    if digits.is_empty() || digits.len() > 12 {
        return None;
    }
    // 36^12 is less than 2^64.
    digits
        .iter()
        .try_fold(0u64, |value, &byte| Some(value * u64::from(radix) + u64::from(digit(byte, radix)?)))
}

/// Checks that there are digits, with single underscores between them.
fn count_digits(text: &[u8], radix: u32) -> Result<usize, Error> {
    if radix == 10 && !text.is_empty() && text.iter().all(u8::is_ascii_digit) {
        return Ok(text.len());
    }
    let mut count = 0;
    let mut after_digit = false;
    for &byte in text {
        let is_digit = digit(byte, radix).is_some();
        if !(is_digit || byte == b'_' && after_digit) {
            return Err(Error::Malformed);
        }
        count += usize::from(is_digit);
        after_digit = is_digit;
    }
    if after_digit { Ok(count) } else { Err(Error::Malformed) }
}

fn from_library(digits: &[u8], count: usize, radix: u32) -> Result<Limbs, Error> {
    let mut text = String::new();
    text.try_reserve_exact(count).map_err(|_| Error::OutOfMemory)?;
    text.extend(digits.iter().filter(|&&byte| byte != b'_').map(|&byte| char::from(byte)));
    library::from_radix(&text, radix)
}

/// Decimal digits and nothing else, 19 at a time.
fn accumulate_decimal(digits: &[u8]) -> Result<Limbs, Error> {
    const GROUP: usize = 19;

    let mut limbs = Limbs::zeroed(digits.len() / GROUP + 1)?;
    let places = limbs.as_mut_slice();
    let mut used = 0;
    let (first, rest) = digits.split_at(digits.len() % GROUP);
    for group in std::iter::once(first).chain(rest.chunks_exact(GROUP)) {
        let carry =
            limbs::multiply_assign(&mut places[..used], 10u64.pow(GROUP as u32), decimal_value(group));
        if carry != 0 {
            places[used] = carry;
            used += 1;
        }
    }
    Ok(limbs)
}

/// The value of up to 19 decimal digits; eight at a time are combined to pairs, fours and the whole inside one limb.
fn decimal_value(digits: &[u8]) -> u64 {
    let (eights, rest) = digits.as_chunks::<8>();
    let value = eights.iter().fold(0, |value, &eight| {
        let digits = u64::from_le_bytes(eight) & 0x0f0f_0f0f_0f0f_0f0f;
        let pairs = (digits.wrapping_mul((10 << 8) + 1) >> 8) & 0x00ff_00ff_00ff_00ff;
        let fours = (pairs.wrapping_mul((100 << 16) + 1) >> 16) & 0x0000_ffff_0000_ffff;
        value * 100_000_000 + (fours.wrapping_mul((10_000 << 32) + 1) >> 32)
    });
    rest.iter().fold(value, |value, &digit| value * 10 + u64::from(digit & 0x0f))
}

/// Multiplies and adds, as many digits at a time as a limb holds.
fn accumulate(digits: impl Iterator<Item = u32>, count: usize, radix: u32) -> Result<Limbs, Error> {
    let group = u64::MAX.ilog(u64::from(radix)) as usize;
    let mut limbs = Limbs::zeroed(count / group + 1)?;
    let places = limbs.as_mut_slice();
    let mut used = 0;
    let (mut value, mut factor) = (0, 1);
    let mut flush = |value, factor| {
        let carry = limbs::multiply_assign(&mut places[..used], factor, value);
        if carry != 0 {
            places[used] = carry;
            used += 1;
        }
    };
    // The first group is the short one, if any is.
    let mut left = (count - 1) % group + 1;
    for digit in digits {
        value = value * u64::from(radix) + u64::from(digit);
        factor *= u64::from(radix);
        left -= 1;
        if left == 0 {
            flush(value, factor);
            (value, factor, left) = (0, 1, group);
        }
    }
    Ok(limbs)
}

/// Each digit is a group of bits.
fn pack(text: &[u8], count: usize, radix: u32) -> Result<Limbs, Error> {
    let bits = radix.trailing_zeros();
    let length = count.checked_mul(bits as usize).ok_or(Error::OutOfMemory)? / 64 + 1;
    let mut limbs = Limbs::zeroed(length)?;
    let places = limbs.as_mut_slice();
    let (mut window, mut filled, mut at) = (0u128, 0, 0);
    for value in text.iter().rev().filter_map(|&byte| digit(byte, radix)) {
        window |= u128::from(value) << filled;
        filled += bits;
        if filled >= 64 {
            places[at] = window as u64;
            at += 1;
            window >>= 64;
            filled -= 64;
        }
    }
    places[at] = window as u64;
    Ok(limbs)
}

#[inline]
fn digit(byte: u8, radix: u32) -> Option<u32> {
    let decimal = u32::from(byte.wrapping_sub(b'0'));
    if decimal < 10 {
        return (decimal < radix).then_some(decimal);
    }
    char::from(byte).to_digit(radix)
}

//! `float.hex()` and `float.fromhex()`.

#![expect(clippy::cast_precision_loss, reason = "what is cast has at most 53 bits")]

use super::parse::special;
use crate::Error;
use crate::int::{decompose, power_of_two};

/// `value.hex()`.
pub fn to_hex(value: f64) -> String {
    if !value.is_finite() {
        return super::repr(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let (mantissa, exponent) = decompose(value.abs());
    if mantissa == 0 {
        return format!("{sign}0x0.0p+0");
    }
    let (whole, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    format!("{sign}0x{whole}.{fraction:013x}p{:+}", exponent + 52)
}

/// `float.fromhex(text)`, white space trimmed. Fails with [`Error::Malformed`] or [`Error::Overflow`].
pub fn from_hex(text: &[u8]) -> Result<f64, Error> {
    if let Some((value, b"")) = special(text) {
        return Ok(value);
    }
    let (negative, rest) = match text {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let rest = match rest {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => rest,
    };
    let at = rest.iter().position(|byte| matches!(byte, b'p' | b'P')).unwrap_or(rest.len());
    let (mantissa, exponent) = rest.split_at(at);
    let exponent = match exponent {
        [] => 0,
        [_, exponent @ ..] => exponent_of(exponent).ok_or(Error::Malformed)?,
    };
    let magnitude = Mantissa::of(mantissa).ok_or(Error::Malformed)?.scaled(exponent)?;
    Ok(if negative { -magnitude } else { magnitude })
}

/// A decimal exponent; what is beyond all use is cut.
fn exponent_of(text: &[u8]) -> Option<i64> {
    const ENOUGH: i64 = 1 << 60;
    let (negative, digits) = match text {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.is_empty() {
        return None;
    }
    let value = digits.iter().try_fold(0i64, |value, &byte| {
        let digit = char::from(byte).to_digit(10)?;
        Some((value * 10 + i64::from(digit)).min(ENOUGH / 16))
    })?;
    Some(if negative { -value } else { value })
}

/// `bits * 2^exponent`; whatever did not fit into the bits set the last one.
struct Mantissa {
    bits: u64,
    exponent: i64,
}

impl Mantissa {
    /// Of hexadecimal digits with at most one point and at least one digit.
    fn of(text: &[u8]) -> Option<Self> {
        let (mut bits, mut exponent, mut point, mut count) = (0u64, 0i64, false, 0);
        for &byte in text {
            if byte == b'.' && !point {
                point = true;
                continue;
            }
            let digit = u64::from(char::from(byte).to_digit(16)?);
            count += 1;
            if bits >> 60 == 0 {
                bits = bits << 4 | digit;
                exponent -= if point { 4 } else { 0 };
            } else {
                bits |= u64::from(digit != 0);
                exponent += if point { 0 } else { 4 };
            }
        }
        (count > 0).then_some(Self { bits, exponent })
    }

    /// The nearest float, ties to even.
    fn scaled(self, exponent: i64) -> Result<f64, Error> {
        if self.bits == 0 {
            return Ok(0.0);
        }
        let exponent = self.exponent + exponent;
        let length = i64::from(u64::BITS - self.bits.leading_zeros());
        // The exponent of the leading bit decides where the last bit of the float lies.
        let top = exponent + length;
        if top > 1024 {
            return Err(Error::Overflow);
        }
        if top < -1074 {
            return Ok(0.0);
        }
        let dropped = (length - 53).max(-1074 - exponent).max(0);
        let kept = self.bits.checked_shr(dropped as u32).unwrap_or(0);
        let lost = self.bits & !(u64::MAX.checked_shl(dropped as u32).unwrap_or(0));
        let half =
            if dropped == 0 { u64::MAX } else { 1u64.checked_shl(dropped as u32 - 1).unwrap_or(u64::MAX) };
        let up = lost > half || lost == half && kept & 1 == 1;
        let rounded = kept + u64::from(dropped != 0 && up);
        // At most 53 bits or a power of two, so this is exact; the scale may be beyond what one factor can hold.
        let scale = exponent + dropped;
        let part = scale.clamp(-1074, 960);
        let value = rounded as f64 * power_of_two(part) * power_of_two(scale - part);
        if value.is_finite() { Ok(value) } else { Err(Error::Overflow) }
    }
}

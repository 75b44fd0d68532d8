//! Floats of text.

use crate::Error;
use std::borrow::Cow;

/// What `float(text)` is, white space trimmed and digits of other scripts replaced by ASCII's: decimal, with underscores
/// between digits, or `inf`, `infinity`, `nan` in any case. Correctly rounded; too large a value is infinity. Fails with
/// [`Error::Malformed`].
pub fn parse(text: &[u8]) -> Result<f64, Error> {
    if let Some(value) = short(text) {
        return Ok(value);
    }
    let text = without_underscores(text)?;
    match prefix(&text) {
        Some((value, b"")) => Ok(value),
        _ => Err(Error::Malformed),
    }
}

/// A number of so few digits that it is one float divided by another, neither of which was rounded, so that the quotient is
/// rounded correctly.
fn short(text: &[u8]) -> Option<f64> {
    /// Powers of ten up to the longest fraction.
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    // 15 digits are less than 2^53.
    if digits.len() > POWERS.len() {
        return None;
    }
    let (mut number, mut point) = (0u64, None);
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = number * 10 + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let places = point.map_or(0, |at| digits.len() - at - 1);
    let count = digits.len() - usize::from(point.is_some());
    if count == 0 || count == POWERS.len() {
        return None;
    }
    let value = number as f64 / POWERS.get(places)?;
    Some(if negative { -value } else { value })
}

/// The text without underscores, which may stand between digits only.
pub(crate) fn without_underscores(text: &[u8]) -> Result<Cow<'_, [u8]>, Error> {
    if !text.contains(&b'_') {
        return Ok(text.into());
    }
    let is_digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
    let misplaced = |at: usize| !is_digit(at.checked_sub(1)) || !is_digit(at.checked_add(1));
    if text.iter().enumerate().any(|(at, &byte)| byte == b'_' && misplaced(at)) {
        return Err(Error::Malformed);
    }
    let mut kept = crate::int::reserved(text.len())?;
    kept.extend(text.iter().filter(|&&byte| byte != b'_'));
    Ok(kept.into())
}

/// The longest start of the text that is a float, and the rest.
pub(crate) fn prefix(text: &[u8]) -> Option<(f64, &[u8])> {
    let sign = usize::from(matches!(text, [b'+' | b'-', ..]));
    let digits_from =
        |at: usize| text.get(at..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count());
    let whole = digits_from(sign);
    let mut end = sign + whole;
    let mut digits = whole;
    if text.get(end) == Some(&b'.') {
        let fraction = digits_from(end + 1);
        digits += fraction;
        end += 1 + fraction;
    }
    if digits == 0 {
        return special(text);
    }
    if let Some(b'e' | b'E') = text.get(end) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits_from(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    let (number, rest) = text.split_at_checked(end)?;
    Some((std::str::from_utf8(number).ok()?.parse().ok()?, rest))
}

/// The same for infinities and NaNs.
pub(crate) fn special(text: &[u8]) -> Option<(f64, &[u8])> {
    let (negative, rest) = match text {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let names: [(&[u8], f64); 3] =
        [(b"infinity", f64::INFINITY), (b"inf", f64::INFINITY), (b"nan", f64::NAN)];
    names.into_iter().find_map(|(name, value)| {
        let (start, rest) = rest.split_at_checked(name.len())?;
        let value = if negative { -value } else { value };
        start.eq_ignore_ascii_case(name).then_some((value, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_rounded_as_long_ones() {
        let mut random = 1_u64;
        let mut taken = 0;
        for _ in 0..20_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let digits = (random >> 12).to_string();
            let length = (random >> 3) as usize % 17;
            let point = (random >> 8) as usize % 18;
            let (whole, fraction) =
                digits[..length.min(digits.len())].split_at(point.min(length).min(digits.len()));
            let text = format!("{}{whole}.{fraction}", if random & 1 == 0 { "-" } else { "" });
            if let Some(value) = short(text.as_bytes()) {
                assert_eq!(text.parse().map(f64::to_bits), Ok(value.to_bits()), "{text}");
                taken += 1;
            }
        }
        assert!(taken > 10_000, "{taken}");
    }

    #[test]
    fn what_is_not_short_goes_the_long_way() {
        for text in ["", "-", ".", "-.", "1.2.3", "1e5", "+1", "1_0", "nan", "1234567890123456"] {
            assert_eq!(short(text.as_bytes()), None, "{text}");
        }
        assert_eq!(short(b"-0").map(f64::to_bits), Some((-0.0_f64).to_bits()));
    }
}

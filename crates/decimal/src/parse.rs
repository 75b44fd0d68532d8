//! Numbers from text.

use crate::word::DIGITS;
use crate::words::{Coefficient, Words};
use crate::{Class, Context, Decimal, OutOfMemory};

/// Reads a number, an infinity or a NaN in ASCII; `Ok(None)`: the text is none of these. Exponents out of all bounds become
/// ones that are just so.
pub fn parse(text: &[u8]) -> Result<Option<Decimal>, OutOfMemory> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    match text.first() {
        Some(b'0'..=b'9' | b'.') => number(negative, text),
        _ => special(negative, text),
    }
}

fn special(negative: bool, text: &[u8]) -> Result<Option<Decimal>, OutOfMemory> {
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        return Ok(Some(Decimal::infinity(negative)));
    }
    let (class, text) = match text {
        [b's' | b'S', rest @ ..] => (Class::Signaling, rest),
        _ => (Class::Quiet, text),
    };
    let Some((name, payload)) = text.split_at_checked(3) else { return Ok(None) };
    if !name.eq_ignore_ascii_case(b"nan") || !payload.iter().all(u8::is_ascii_digit) {
        return Ok(None);
    }
    let coefficient = coefficient(payload.iter().map(|digit| digit - b'0'), payload.len())?;
    Ok(Some(Decimal { coefficient, exponent: 0, negative, class }))
}

fn number(negative: bool, text: &[u8]) -> Result<Option<Decimal>, OutOfMemory> {
    let whole = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (whole, mut rest) = text.split_at(whole);
    let mut fraction: &[u8] = &[];
    if let [b'.', after @ ..] = rest {
        let count = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (fraction, rest) = after.split_at(count);
    }
    if whole.is_empty() && fraction.is_empty() {
        return Ok(None);
    }
    let exponent = match rest {
        [] => 0,
        [b'e' | b'E', exponent @ ..] => match read_exponent(exponent) {
            Some(exponent) => exponent,
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let exponent = exponent.saturating_sub(fraction.len() as i64).clamp(-2 * LIMIT, LIMIT);
    let length = whole.len() + fraction.len();
    if let Some(word) = short(whole, fraction) {
        return Ok(Some(Decimal::small(negative, word, exponent)));
    }
    let digits = whole.iter().chain(fraction).map(|digit| digit - b'0');
    Ok(Some(Decimal::finite(negative, coefficient(digits, length)?, exponent)))
}

/// An exponent that no context has.
const LIMIT: i64 = 2 * (Context::MAX_EMAX + 1) + 1;

#[inline]
fn short(whole: &[u8], fraction: &[u8]) -> Option<u64> {
    if whole.len() + fraction.len() > DIGITS {
        return None;
    }
    Some(whole.iter().chain(fraction).fold(0, |word, digit| word * 10 + u64::from(digit - b'0')))
}

/// An exponent with an optional sign. One that is too large becomes the largest.
fn read_exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let magnitude = digits
        .iter()
        .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    Some(if negative { -magnitude } else { magnitude })
}

/// The number that digits from 0 to 9 make, the first one first.
pub(crate) fn coefficient(
    digits: impl Iterator<Item = u8>,
    length: usize,
) -> Result<Coefficient, OutOfMemory> {
    let mut digits = digits.peekable();
    let mut length = length;
    while digits.next_if_eq(&0).is_some() {
        length -= 1;
    }
    let mut words = Words::zeros(length.div_ceil(DIGITS).max(1))?;
    let mut left = length;
    for word in words.iter_mut().rev() {
        // The highest word takes what is more than whole words.
        let count = if left == 0 { 0 } else { (left - 1) % DIGITS + 1 };
        *word = digits.by_ref().take(count).fold(0, |word, digit| word * 10 + u64::from(digit));
        left -= count;
    }
    Coefficient::from_words(words)
}

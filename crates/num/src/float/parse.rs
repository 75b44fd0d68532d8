//! Floats of text.

use crate::Error;
use std::borrow::Cow;

/// What `float(text)` is, white space trimmed and digits of other scripts replaced by ASCII's: decimal, with underscores
/// between digits, or `inf`, `infinity`, `nan` in any case. Correctly rounded; too large a value is infinity. Fails with
/// [`Error::Malformed`].
pub fn parse(text: &[u8]) -> Result<f64, Error> {
    let text = without_underscores(text)?;
    match prefix(&text) {
        Some((value, b"")) => Ok(value),
        _ => Err(Error::Malformed),
    }
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

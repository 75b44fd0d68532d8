//! The text of a number in ASCII: what `int()`, `float()` and `complex()` read.

use std::borrow::Cow;

use taipan_object::PyResult;
use taipan_strings::Units;

/// Stands for a character that is part of no number.
const STRANGE: u8 = b'?';

/// The text with digits of other scripts replaced by ASCII's, other white space by spaces, and none of it around it.
pub(super) fn ascii(text: Units<'_>) -> PyResult<Cow<'_, [u8]>> {
    if let Units::Ascii(bytes) = text {
        return Ok(trimmed(bytes).into());
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(text.len())?;
    bytes.extend(text.iter().map(ascii_of));
    Ok(trimmed(&bytes).to_vec().into())
}

fn ascii_of(point: u32) -> u8 {
    match u8::try_from(point) {
        Ok(byte @ 0..0x7f) => byte,
        _ if taipan_unicode::is_whitespace(point) => b' ',
        _ => taipan_unicode::decimal_digit(point).map_or(STRANGE, |digit| b'0' + digit),
    }
}

/// Without the white space of ASCII around it.
pub(super) fn trimmed(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t'..=b'\r', rest @ ..] | [rest @ .., b' ' | b'\t'..=b'\r'] = text {
        text = rest;
    }
    text
}

//! The text of a number in ASCII: what `int()`, `float()` and `complex()` read, and what a short int is written as.

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

/// The decimal digits of a short int, without memory of their own.
pub(crate) struct Decimal {
    digits: [u8; 20],
    start: usize,
}

impl Decimal {
    pub(crate) fn new(value: i64) -> Self {
        let (mut digits, mut start) = ([0; 20], 20);
        let mut rest = value.unsigned_abs();
        for place in digits.iter_mut().rev() {
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
            start -= 1;
            if rest == 0 {
                break;
            }
        }
        // There is room: a number of 63 bits has nineteen digits.
        if value < 0 {
            start -= 1;
            if let Some(sign) = digits.get_mut(start) {
                *sign = b'-';
            }
        }
        Self { digits, start }
    }

    pub(crate) fn digits(&self) -> &[u8] {
        self.digits.get(self.start..).unwrap_or_default()
    }
}

//! Python's format mini-languages: format specifications, the templates of `str.format`, and the `%` operator.
//!
//! Everything here works on plain data. Texts come as [`CodeUnits`](taipan_text::CodeUnits), results go to a
//! [`TextSink`](taipan_text::TextSink), and what an argument is worth (the digits of an int, `str()` of an object) the
//! caller finds out.

pub mod digits;
mod float;
mod integer;
mod number;
pub mod percent;
mod spec;
pub mod template;

pub use float::{FloatCode, float_digits, format_complex, format_float};
pub use integer::{format_char, format_int};
pub use number::Grouping;
pub use spec::{Align, FormatSpec, IntPresentation, Radix, Separator, Sign, SpecError, Target, format_str};

use taipan_text::CodeUnits;

/// Decimal digits at `position` as a number, and the position behind them; `None` in place of the number when there are
/// no digits. `Err` when the number is beyond `limit`.
fn decimal<U: CodeUnits + ?Sized>(
    text: &U,
    start: usize,
    limit: usize,
    digit: impl Fn(u32) -> Option<u32>,
) -> Result<(Option<usize>, usize), TooLarge> {
    let mut number = None;
    let mut position = start;
    while let Some(value) = text.get(position).and_then(&digit) {
        let next = number.unwrap_or(0usize).checked_mul(10).and_then(|tens| tens.checked_add(value as usize));
        number = Some(next.filter(|&next| next <= limit).ok_or(TooLarge)?);
        position += 1;
    }
    Ok((number, position))
}

/// A number that is beyond its limit.
struct TooLarge;

/// The largest width, precision and index: that of a signed word.
const LARGEST: usize = isize::MAX as usize;

/// The value of a decimal digit of any script.
fn any_decimal_digit(code_point: u32) -> Option<u32> {
    match code_point {
        0x30..=0x39 => Some(code_point - 0x30),
        0..0x80 => None,
        _ => taipan_unicode::decimal_digit(char::from_u32(code_point)?).map(u32::from),
    }
}

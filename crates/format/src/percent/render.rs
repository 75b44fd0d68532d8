//! A converted argument in its field.

use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use super::{Conversion, Directive, PercentError};
use crate::float::LARGEST_PRECISION;

/// As many digits an int may be asked for: C's `int` must have room for sign and prefix, too.
const MOST_DIGITS: usize = LARGEST_PRECISION - 3;

/// Writes a text: that of `%s`, `%r`, `%a`, `%b` and `%c`.
pub fn format_text<U: CodeUnits + ?Sized>(
    text: &U,
    conversion: Conversion,
    directive: &Directive,
    out: &mut impl TextSink,
) -> Result<(), OutOfMemory> {
    let length = match directive.precision {
        Some(precision) if conversion != Conversion::Character => precision.min(text.len()),
        _ => text.len(),
    };
    let padding = directive.width.saturating_sub(length);
    out.reserve(length.checked_add(padding).ok_or(OutOfMemory)?)?;
    if !directive.left {
        out.fill(b' '.into(), padding);
    }
    out.push_units(text, 0..length);
    if directive.left {
        out.fill(b' '.into(), padding);
    }
    Ok(())
}

/// Writes a number: the digits of an int in the base of its code, in lower case and without a prefix, or of a float as
/// its [code](super::FloatCode) asks, `-` in front of it if it is negative.
pub fn format_number(
    number: &[u8],
    conversion: Conversion,
    directive: &Directive,
    out: &mut impl TextSink,
) -> Result<(), PercentError> {
    if matches!(conversion, Conversion::Int(_)) && directive.precision.is_some_and(|p| p > MOST_DIGITS) {
        return Err(PercentError::PrecisionTooLarge);
    }
    if directive.is_plain() && conversion != Conversion::Int(b'X') {
        out.reserve(number.len())?;
        out.push_ascii(number);
        return Ok(());
    }
    let unsigned = number.strip_prefix(b"-");
    let digits = unsigned.unwrap_or(number);
    let sign: &[u8] = match unsigned {
        Some(_) => b"-",
        None if directive.plus => b"+",
        None if directive.space => b" ",
        None => b"",
    };
    let (prefix, least_digits): (&[u8], _) = match conversion {
        Conversion::Int(code) => (prefix(code, directive.alternate), directive.precision.unwrap_or(0)),
        _ => (b"", 0),
    };
    let zeros = least_digits.saturating_sub(digits.len());
    let width = (sign.len() + prefix.len() + digits.len()).checked_add(zeros).ok_or(OutOfMemory)?;
    let padding = directive.width.saturating_sub(width);
    out.reserve(width.checked_add(padding).ok_or(OutOfMemory)?)?;

    let before = if directive.left { 0 } else { padding };
    if !directive.zero {
        out.fill(b' '.into(), before);
    }
    out.push_ascii(sign);
    out.push_ascii(prefix);
    if directive.zero {
        out.fill(b'0'.into(), before);
    }
    out.fill(b'0'.into(), zeros);
    if conversion == Conversion::Int(b'X') {
        for digit in digits {
            out.push(digit.to_ascii_uppercase().into());
        }
    } else {
        out.push_ascii(digits);
    }
    out.fill(b' '.into(), padding - before);
    Ok(())
}

fn prefix(code: u8, alternate: bool) -> &'static [u8] {
    match code {
        b'o' if alternate => b"0o",
        b'x' if alternate => b"0x",
        b'X' if alternate => b"0X",
        _ => b"",
    }
}

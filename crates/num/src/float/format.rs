//! Floats as text: `repr()`, and the codes of `format()` and `%`.

use super::digits::Digits;
use crate::Error;

/// How the digits are chosen and where the point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `e`: one digit before the point, the precision behind it, an exponent.
    Exponent,
    /// `f`: the precision behind the point, no exponent.
    Fixed,
    /// `g`: the precision is the number of digits in all; an exponent where it is shorter; zeros at the end are dropped.
    General,
    /// `r`: the shortest digits that read back as the value; the precision has no meaning.
    Shortest,
}

/// Everything that shapes the text of a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the flags of a format are independent")]
pub struct Format {
    /// The notation.
    pub notation: Notation,
    /// Capitals: `1E+10`, `INF`.
    pub upper: bool,
    /// How many digits.
    pub precision: usize,
    /// `#`: keep the point, and in general notation the zeros at the end.
    pub alternate: bool,
    /// Append `.0` to what looks like an integer.
    pub add_dot_0: bool,
    /// `z`: no sign on what is zero after rounding.
    pub coerce_negative_zero: bool,
}

impl Format {
    /// `repr()`.
    pub const REPR: Self = Self {
        notation: Notation::Shortest,
        upper: false,
        precision: 0,
        alternate: false,
        add_dot_0: true,
        coerce_negative_zero: false,
    };

    /// The format of a code letter, `e`, `E`, `f`, `F`, `g`, `G` or `r`, with a precision and nothing else.
    pub fn of_code(code: u8, precision: usize) -> Option<Self> {
        let notation = match code.to_ascii_lowercase() {
            b'e' => Notation::Exponent,
            b'f' => Notation::Fixed,
            b'g' => Notation::General,
            b'r' => Notation::Shortest,
            _ => return None,
        };
        Some(Self { notation, upper: code.is_ascii_uppercase(), precision, add_dot_0: false, ..Self::REPR })
    }
}

/// `repr(value)`.
pub fn repr(value: f64) -> String {
    format(value, Format::REPR).unwrap_or_default()
}

/// The text of a float; fails with [`Error::OutOfMemory`].
pub fn format(value: f64, format: Format) -> Result<String, Error> {
    let mut text = if value.is_finite() { finite(value, format)? } else { special(value).to_owned() };
    if format.upper {
        text.make_ascii_uppercase();
    }
    Ok(text)
}

const fn special(value: f64) -> &'static str {
    match value {
        f64::INFINITY => "inf",
        f64::NEG_INFINITY => "-inf",
        _ => "nan",
    }
}

/// The text without exponent is the digits from `start` to `end`, counted from the first digit, as if there were zeros
/// around them; `point` is where the point stands among them.
///
/// ```text
///   digits 1 2 5, point -1:    0 . 0 1 2 5      start -2, end 3
///   digits 1 2 5, point 5:     1 2 5 0 0 . 0    start 0,  end 6
/// ```
fn finite(value: f64, format: Format) -> Result<String, Error> {
    let Format { notation, precision, alternate, add_dot_0, .. } = format;
    let digits = match notation {
        Notation::Exponent => Digits::significant(value, precision.saturating_add(1)),
        Notation::Fixed => Digits::fixed(value, precision),
        Notation::General => Digits::significant(value, precision.max(1)).trimmed(),
        Notation::Shortest => Digits::shortest(value),
    };
    let decimal_point = i64::from(digits.point);
    let general_limit = to_i64(precision.max(1)) - i64::from(add_dot_0);
    let with_exponent = match notation {
        Notation::Exponent => true,
        Notation::Fixed => false,
        Notation::General => decimal_point <= -4 || decimal_point > general_limit,
        Notation::Shortest => decimal_point <= -4 || decimal_point > 16,
    };
    let point = if with_exponent { 1 } else { decimal_point };
    let least_end = match notation {
        Notation::Exponent => to_i64(precision.saturating_add(1)),
        Notation::Fixed => point.saturating_add(to_i64(precision)),
        Notation::General if alternate => to_i64(precision.max(1)),
        _ => 0,
    };
    let start = if point <= 0 { point - 1 } else { 0 };
    let end_of_whole = point + i64::from(add_dot_0 && !with_exponent);
    let end =
        if notation == Notation::Fixed { least_end } else { least_end.max(to_i64(digits.as_slice().len())) };
    let end = end.max(end_of_whole);

    let negative = value.is_sign_negative() && !(format.coerce_negative_zero && digits.is_zero());
    let mut text = String::new();
    // Sign, point and exponent take ten characters at most.
    let length = usize::try_from(end - start).map_err(|_| Error::OutOfMemory)?;
    text.try_reserve(length.saturating_add(10)).map_err(|_| Error::OutOfMemory)?;
    if negative {
        text.push('-');
    }
    push_digits(&mut text, digits.as_slice(), start, point);
    if end > point || alternate {
        text.push('.');
    }
    push_digits(&mut text, digits.as_slice(), point, end);
    if with_exponent {
        push_exponent(&mut text, decimal_point - 1);
    }
    Ok(text)
}

fn to_i64(count: usize) -> i64 {
    // Half of the range, so that sums do not overflow; no text is as long.
    i64::try_from(count).unwrap_or(i64::MAX).min(i64::MAX / 2)
}

/// Digits from one place to another, zeros where there are none.
fn push_digits(text: &mut String, digits: &[u8], from: i64, to: i64) {
    let length = to_i64(digits.len());
    let zeros_before = usize::try_from(to.min(0) - from).unwrap_or(0);
    let first = usize::try_from(from.clamp(0, length)).unwrap_or(0);
    let last = usize::try_from(to.clamp(0, length)).unwrap_or(0);
    let zeros_after = usize::try_from(to - from.max(length)).unwrap_or(0);
    text.extend(std::iter::repeat_n('0', zeros_before));
    // Digits are ASCII.
    text.push_str(std::str::from_utf8(digits.get(first..last).unwrap_or_default()).unwrap_or_default());
    text.extend(std::iter::repeat_n('0', zeros_after));
}

fn push_exponent(text: &mut String, exponent: i64) {
    text.push('e');
    text.push(if exponent < 0 { '-' } else { '+' });
    let exponent = exponent.unsigned_abs();
    if exponent < 10 {
        text.push('0');
    }
    text.push_str(&exponent.to_string());
}

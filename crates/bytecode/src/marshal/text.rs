//! Texts in marshal data: strings in three encodings, and floats as version 1 has them.

use taipan_text::{Error, ErrorClass, PyText};

use super::{Result, value_error};

/// Text of one byte per character. `buffer` takes it when it is not ASCII after all.
pub(super) fn from_latin1<'t>(bytes: &'t [u8], buffer: &'t mut Vec<u8>) -> PyText<'t> {
    if bytes.is_ascii() {
        return PyText::from_bytes(bytes);
    }
    for &byte in bytes {
        PyText::push_code_point(buffer, u32::from(byte));
    }
    PyText::from_bytes(buffer)
}

/// UTF-8 in which lone surrogates are allowed.
pub(super) fn from_utf8(bytes: &[u8]) -> Result<PyText<'_>> {
    let mut at = 0;
    while let Err(error) = std::str::from_utf8(&bytes[at..]) {
        at += error.valid_up_to();
        match bytes[at..] {
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..] => at += 3,
            _ => return Err(decode_error(bytes, at)),
        }
    }
    Ok(PyText::from_bytes(bytes))
}

/// The error of CPython's decoder for the bytes at a place.
fn decode_error(bytes: &[u8], at: usize) -> Box<Error> {
    let first = bytes[at];
    let allowed = |index: usize, byte: u8| match (index, first) {
        (1, 0xe0) => byte >= 0xa0,
        // A surrogate would have been taken as such, if it was one.
        (1, 0xed) => byte < 0xa0,
        (1, 0xf0) => byte >= 0x90,
        (1, 0xf4) => byte < 0x90,
        _ => true,
    };
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return unicode_error(bytes, at, 1, "invalid start byte"),
    };
    for index in 1..length {
        match bytes.get(at + index) {
            None => return unicode_error(bytes, at, bytes.len() - at, "unexpected end of data"),
            Some(&byte) if byte & 0xc0 == 0x80 && allowed(index, byte) => {}
            Some(_) => return unicode_error(bytes, at, index, "invalid continuation byte"),
        }
    }
    unicode_error(bytes, at, 1, "invalid start byte")
}

fn unicode_error(bytes: &[u8], at: usize, length: usize, reason: &str) -> Box<Error> {
    let message = if length == 1 {
        format!("'utf-8' codec can't decode byte 0x{:02x} in position {at}: {reason}", bytes[at])
    } else {
        format!("'utf-8' codec can't decode bytes in position {at}-{}: {reason}", at + length - 1)
    };
    Error::new(ErrorClass::Unicode, message)
}

/// A float from its decimal text, which ends at a zero byte if there is one.
pub(super) fn to_float(bytes: &[u8]) -> Result<f64> {
    let text = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
    let digits = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    let is_number = digits.first().is_some_and(|&byte| byte == b'.' || byte.is_ascii_digit());
    let is_name = [&b"inf"[..], b"infinity", b"nan"].iter().any(|name| digits.eq_ignore_ascii_case(name));
    let number = if is_number || is_name {
        str::from_utf8(text).ok().and_then(|text| text.parse().ok())
    } else {
        None
    };
    match number {
        Some(number) => Ok(number),
        None => {
            value_error(&format!("could not convert string to float: '{}'", String::from_utf8_lossy(text)))
        }
    }
}

/// A float with 17 significant digits, as C's `%.17g` has it.
pub(super) fn from_float(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "nan"
        } else if value > 0.0 {
            "inf"
        } else {
            "-inf"
        }
        .to_owned();
    }
    let scientific = format!("{value:.16e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let trim = |text: &str| {
        let fraction = text.contains('.');
        if fraction { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
    };
    if (-4..17).contains(&exponent) {
        let places = usize::try_from(16 - exponent).unwrap_or(0);
        return trim(&format!("{value:.places$}"));
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}e{sign}{:02}", trim(mantissa), exponent.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_have_17_digits() {
        let texts = [
            (0.1, "0.10000000000000001"),
            (1.0, "1"),
            (-0.0, "-0"),
            (1e17, "1e+17"),
            (1e16, "10000000000000000"),
        ];
        for (value, text) in texts {
            assert_eq!(from_float(value), text);
        }
        assert_eq!(from_float(1.5e-7), "1.4999999999999999e-07");
        assert_eq!(from_float(f64::NEG_INFINITY), "-inf");
    }

    #[test]
    fn errors_of_the_decoder() {
        let message = |bytes| from_utf8(bytes).unwrap_err().message;
        assert_eq!(
            message(b"a\xff"),
            "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte"
        );
        assert_eq!(
            message(b"\xe2\x82"),
            "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"
        );
        assert_eq!(
            message(b"\xe2\x82("),
            "'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte"
        );
        assert_eq!(
            message(b"\xed\xa0"),
            "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte"
        );
    }
}

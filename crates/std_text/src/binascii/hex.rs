//! Hexadecimal digits.

use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::{Converted, Mistake};

/// The byte that separates groups: the only one of a `str` of Latin-1 or of `bytes`.
pub(super) fn separator(py: &mut Py, value: &Value) -> PyResult<u8> {
    if py.len(value)? != 1 {
        return Err(exc::value_error(py, format_args!("sep must be length 1.")));
    }
    if let Some(text) = value.get::<Str>() {
        let point = text.code_point(0).and_then(|point| u8::try_from(point).ok());
        return point.ok_or_else(|| exc::value_error(py, format_args!("sep must be ASCII.")));
    }
    match value.get::<Bytes>().map(Bytes::data) {
        Some(&[byte]) => Ok(byte),
        _ => Err(exc::type_error(py, format_args!("sep must be str or bytes."))),
    }
}

pub(super) fn encode(bytes: &[u8], separator: Option<u8>, group: i32) -> Converted {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let group_size = group.unsigned_abs() as usize;
    let separator = separator.filter(|_| group_size != 0);
    let separators = if separator.is_some() { bytes.len().saturating_sub(1) / group_size } else { 0 };
    let mut out = Vec::new();
    out.try_reserve_exact(bytes.len().checked_mul(2).ok_or(Mistake::Memory)?.saturating_add(separators))?;
    for (index, &byte) in bytes.iter().enumerate() {
        if let Some(separator) = separator
            && index > 0
        {
            let place = if group > 0 { bytes.len() - index } else { index };
            if place.is_multiple_of(group_size) {
                out.push(separator);
            }
        }
        out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    Ok(out)
}

pub(super) fn decode(text: &[u8]) -> Converted {
    let (pairs, rest) = text.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Mistake::new("Odd-length string"));
    }
    let mut out = Vec::new();
    out.try_reserve_exact(pairs.len())?;
    for &[high, low] in pairs {
        let (Some(high), Some(low)) = (char::from(high).to_digit(16), char::from(low).to_digit(16)) else {
            return Err(Mistake::new("Non-hexadecimal digit found"));
        };
        out.push((high << 4 | low) as u8);
    }
    Ok(out)
}

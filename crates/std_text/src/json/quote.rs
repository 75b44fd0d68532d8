//! Strings as JSON writes them.

use std::collections::TryReserveError;
use std::fmt::Write as _;

use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};
use taipan_strings::{Buffer, Unit, Units};

/// A text in quotes.
pub(super) fn quoted(py: &Py, text: &Str, ascii: bool) -> PyResult<Value> {
    let mut out = Buffer::new();
    out.reserve(text.len().saturating_add(2))?;
    write(&mut out, text.units(), ascii)?;
    py.heap().str_from_buffer(&out)
}

/// Writes a text in quotes. With `ascii`, characters beyond ASCII are escaped.
pub(super) fn write(out: &mut Buffer, text: Units<'_>, ascii: bool) -> Result<(), TryReserveError> {
    if let Units::Ascii(bytes) = text
        && bytes.iter().all(|&byte| PLAIN[usize::from(byte & 0x7f)] && byte != 0x7f)
    {
        out.reserve(bytes.len().saturating_add(2))?;
        out.push(QUOTE)?;
        out.extend_units(text)?;
        return out.push(QUOTE);
    }
    out.push(QUOTE)?;
    match text {
        Units::Ascii(units) | Units::Latin1(units) => write_units(out, units, text, ascii)?,
        Units::Ucs2(units) => write_units(out, units, text, ascii)?,
        Units::Ucs4(units) => write_units(out, units, text, ascii)?,
    }
    out.push(QUOTE)
}

const QUOTE: u32 = b'"' as u32;

/// Whether a character stands for itself, for those below 128; others do unless all must be ASCII.
const PLAIN: [bool; 128] = {
    let mut plain = [true; 128];
    let mut c = 0;
    while c < 0x20 {
        plain[c] = false;
        c += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain
};

fn write_units<U: Unit>(
    out: &mut Buffer,
    units: &[U],
    text: Units<'_>,
    ascii: bool,
) -> Result<(), TryReserveError> {
    let is_plain = |c: u32| match PLAIN.get(c as usize) {
        Some(&plain) => plain && !(ascii && c == 0x7f),
        None => !ascii,
    };
    let mut at = 0;
    loop {
        let rest = units.get(at..).unwrap_or_default();
        let Some(length) = rest.iter().position(|unit| !is_plain(unit.code())) else {
            return out.extend_units(text.slice(at..units.len()));
        };
        out.extend_units(text.slice(at..at + length))?;
        at += length;
        if let Some(unit) = units.get(at) {
            escape(out, unit.code())?;
        }
        at += 1;
    }
}

fn escape(out: &mut Buffer, c: u32) -> Result<(), TryReserveError> {
    let short = match c {
        0x22 => "\\\"",
        0x5c => "\\\\",
        0x0a => "\\n",
        0x0d => "\\r",
        0x09 => "\\t",
        0x0c => "\\f",
        0x08 => "\\b",
        _ => {
            let mut units = [0; 2];
            let units = match char::from_u32(c) {
                Some(c) => c.encode_utf16(&mut units),
                None => {
                    units[0] = c as u16;
                    &mut units[..1]
                }
            };
            let mut text = String::new();
            for unit in units {
                let _ = write!(text, "\\u{unit:04x}");
            }
            return out.push_str(&text);
        }
    };
    out.push_str(short)
}

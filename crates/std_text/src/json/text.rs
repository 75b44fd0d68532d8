//! Reading a JSON string.

use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};
use taipan_strings::{Buffer, Unit, Units};

use super::decode_error;

/// The text of the string whose first character lies at `start`, and the place behind its closing quote.
pub(super) fn scan(py: &mut Py, text: &Str, start: usize, strict: bool) -> PyResult<(Value, usize)> {
    let scanned = match text.units() {
        Units::Ascii(units) | Units::Latin1(units) => read(units, text.units(), start, strict),
        Units::Ucs2(units) => read(units, text.units(), start, strict),
        Units::Ucs4(units) => read(units, text.units(), start, strict),
    };
    match scanned {
        Ok(Scanned::Plain(end)) => Ok((py.heap().str_slice(text, start..end)?, end + 1)),
        Ok(Scanned::Escaped(buffer, end)) => Ok((py.heap().str_from_buffer(&buffer)?, end)),
        Err(Mistake::Memory) => Err(py.heap().no_memory()),
        Err(Mistake::At(message, place)) => Err(decode_error(py, message, text, place)),
    }
}

enum Scanned {
    /// Nothing is escaped: the quote lies here.
    Plain(usize),
    /// What it means, and the place behind the quote.
    Escaped(Buffer, usize),
}

enum Mistake {
    At(&'static str, usize),
    Memory,
}

impl From<std::collections::TryReserveError> for Mistake {
    fn from(_: std::collections::TryReserveError) -> Self {
        Self::Memory
    }
}

fn read<U: Unit>(units: &[U], all: Units<'_>, start: usize, strict: bool) -> Result<Scanned, Mistake> {
    let unterminated = Mistake::At("Unterminated string starting at", start.saturating_sub(1));
    let mut at = run(units, start, strict)?;
    let Some(unit) = units.get(at) else { return Err(unterminated) };
    if unit.code() == QUOTE {
        return Ok(Scanned::Plain(at));
    }
    let mut buffer = Buffer::new();
    buffer.extend_units(all.slice(start..at))?;
    loop {
        // A quote or backslash lies at `at`.
        if units.get(at).is_some_and(|unit| unit.code() == QUOTE) {
            return Ok(Scanned::Escaped(buffer, at + 1));
        }
        let Some(escape) = units.get(at + 1) else { return Err(unterminated) };
        at += 2;
        match simple_escape(escape.code()) {
            Some(c) => buffer.push(c)?,
            None if escape.code() == u32::from(b'u') => {
                let (c, end) = unicode_escape(units, at)?;
                buffer.push(c)?;
                at = end;
            }
            None => return Err(Mistake::At("Invalid \\escape", at - 2)),
        }
        let next = run(units, at, strict)?;
        if next == units.len() {
            return Err(unterminated);
        }
        buffer.extend_units(all.slice(at..next))?;
        at = next;
    }
}

const QUOTE: u32 = b'"' as u32;
const BACKSLASH: u32 = b'\\' as u32;

/// Where characters end that stand for themselves.
#[inline]
fn run<U: Unit>(units: &[U], start: usize, strict: bool) -> Result<usize, Mistake> {
    let rest = units.get(start..).unwrap_or_default();
    for (passed, unit) in rest.iter().enumerate() {
        match unit.code() {
            QUOTE | BACKSLASH => return Ok(start + passed),
            0..=0x1f if strict => return Err(Mistake::At("Invalid control character at", start + passed)),
            _ => {}
        }
    }
    Ok(units.len())
}

fn simple_escape(c: u32) -> Option<u32> {
    Some(match u8::try_from(c).ok()? {
        c @ (b'"' | b'\\' | b'/') => c.into(),
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => 0x0a,
        b'r' => 0x0d,
        b't' => 0x09,
        _ => return None,
    })
}

/// The character of the digits at `at`, and of a second escape that completes a surrogate pair.
fn unicode_escape<U: Unit>(units: &[U], at: usize) -> Result<(u32, usize), Mistake> {
    let invalid = |at: usize| Mistake::At("Invalid \\uXXXX escape", at - 1);
    let end = at + 4;
    let first = digits(units, at).ok_or_else(|| invalid(at))?;
    let begins = |at: usize, c: u8| units.get(at).is_some_and(|unit| unit.code() == u32::from(c));
    let is_pair = (0xd800..0xdc00).contains(&first)
        && end + 6 <= units.len()
        && begins(end, b'\\')
        && begins(end + 1, b'u');
    if is_pair {
        let second = digits(units, end + 2).ok_or_else(|| invalid(end + 2))?;
        if (0xdc00..0xe000).contains(&second) {
            return Ok((0x1_0000 + ((first & 0x3ff) << 10 | second & 0x3ff), end + 6));
        }
    }
    Ok((first, end))
}

/// Four hexadecimal digits.
fn digits<U: Unit>(units: &[U], at: usize) -> Option<u32> {
    units.get(at..at + 4)?.iter().try_fold(0, |number, unit| {
        let digit = char::from_u32(unit.code())?.to_digit(16)?;
        Some(number << 4 | digit)
    })
}

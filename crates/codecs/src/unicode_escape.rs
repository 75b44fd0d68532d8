//! `unicode-escape`: Latin-1 with the escapes of string literals.

use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use crate::decode::{self, Decoder, Stop};
use crate::{Failure, OnDecodeError, backslash_escape};

/// The first escape that is no escape, which a `DeprecationWarning` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidEscape {
    /// `"\q" is an invalid escape sequence. Such sequences will not work in the future. `
    Letter(u8),
    /// `"\777" is an invalid octal escape sequence. Such sequences will not work in the future. `
    Octal(u16),
}

/// Decodes; returns how many bytes were consumed (all, unless it is not `is_final` and the end is within an escape), and
/// what there is to warn of.
pub fn decode_unicode_escape<E>(
    input: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<(usize, Option<InvalidEscape>), Failure<E>> {
    let mut decoder = UnicodeEscape { is_final, invalid: None };
    let consumed = decode::drive(input, is_final, &mut decoder, on_error, out)?;
    Ok((consumed, decoder.invalid))
}

struct UnicodeEscape {
    is_final: bool,
    invalid: Option<InvalidEscape>,
}

/// What an escape stands for, and where it ends.
enum Escape {
    Char(u32, usize),
    /// Nothing: an escaped newline.
    Nothing(usize),
    /// The backslash stands for itself.
    Backslash,
    Bad {
        end: usize,
        reason: &'static str,
    },
    /// The input ends within it.
    Incomplete {
        reason: &'static str,
    },
}

impl<E> Decoder<E> for UnicodeEscape {
    fn encoding(&self) -> &'static str {
        "unicodeescape"
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        out.reserve(input.len() - position)?;
        let mut position = position;
        while let Some(&byte) = input.get(position) {
            let start = position;
            position += 1;
            if byte != b'\\' {
                out.push(byte.into());
                continue;
            }
            match self.escape(input, position) {
                Escape::Char(code_point, end) => {
                    out.push(code_point);
                    position = end;
                }
                Escape::Nothing(end) => position = end,
                Escape::Backslash => out.push(b'\\'.into()),
                Escape::Bad { end, reason } => return Ok(Stop::Problem { start, end, reason }),
                Escape::Incomplete { .. } if !self.is_final => return Ok(Stop::End(start)),
                Escape::Incomplete { reason } => {
                    return Ok(Stop::Problem { start, end: input.len(), reason });
                }
            }
        }
        Ok(Stop::Complete)
    }
}

impl UnicodeEscape {
    /// The escape whose letter is at `at`.
    fn escape(&mut self, input: &[u8], at: usize) -> Escape {
        let Some(&letter) = input.get(at) else {
            return Escape::Incomplete { reason: "\\ at end of string" };
        };
        let simple = match letter {
            b'\n' => return Escape::Nothing(at + 1),
            b'\\' | b'\'' | b'"' => letter,
            b'a' => 7,
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 11,
            b'f' => 12,
            b'r' => b'\r',
            b'0'..=b'7' => return self.octal(input, at),
            b'x' => return hexadecimal(input, at + 1, 2, "truncated \\xXX escape"),
            b'u' => return hexadecimal(input, at + 1, 4, "truncated \\uXXXX escape"),
            b'U' => return hexadecimal(input, at + 1, 8, "truncated \\UXXXXXXXX escape"),
            b'N' => return named(input, at + 1),
            _ => {
                self.invalid.get_or_insert(InvalidEscape::Letter(letter));
                return Escape::Backslash;
            }
        };
        Escape::Char(simple.into(), at + 1)
    }

    fn octal(&mut self, input: &[u8], at: usize) -> Escape {
        let digits = input[at..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
        let (value, end) =
            digits.fold((0, at), |(value, end), byte| (value * 8 + u16::from(byte - b'0'), end + 1));
        if value > 0xff {
            self.invalid.get_or_insert(InvalidEscape::Octal(value));
        }
        Escape::Char(value.into(), end)
    }
}

/// So many hexadecimal digits, as far as they are there: their value, and where they end.
pub(crate) fn hex_value(input: &[u8], at: usize, count: usize) -> (u32, usize) {
    let digits = input[at..].iter().take(count).map_while(|&byte| char::from(byte).to_digit(16));
    digits.fold((0, at), |(value, end), digit| (value << 4 | digit, end + 1))
}

fn hexadecimal(input: &[u8], at: usize, count: usize, reason: &'static str) -> Escape {
    let (value, end) = hex_value(input, at, count);
    if end < at + count {
        return if end == input.len() { Escape::Incomplete { reason } } else { Escape::Bad { end, reason } };
    }
    if value > 0x0010_ffff {
        return Escape::Bad { end, reason: "illegal Unicode character" };
    }
    Escape::Char(value, end)
}

/// `{NAME}`.
fn named(input: &[u8], at: usize) -> Escape {
    const MALFORMED: &str = "malformed \\N character escape";
    match input.get(at) {
        None => return Escape::Incomplete { reason: MALFORMED },
        Some(b'{') => {}
        Some(_) => return Escape::Bad { end: at, reason: MALFORMED },
    }
    let name = &input[at + 1..];
    let Some(length) = name.iter().position(|&byte| byte == b'}') else {
        return Escape::Incomplete { reason: MALFORMED };
    };
    let close = at + 1 + length;
    if length == 0 {
        return Escape::Bad { end: close, reason: MALFORMED };
    }
    match std::str::from_utf8(&name[..length]).ok().and_then(taipan_unicode::lookup) {
        Some(c) => Escape::Char(c.into(), close + 1),
        None => Escape::Bad { end: close + 1, reason: "unknown Unicode character name" },
    }
}

/// Encodes with escapes for everything that is not printable ASCII.
pub fn encode_unicode_escape<T: CodeUnits + ?Sized>(text: &T, out: &mut Vec<u8>) -> Result<(), OutOfMemory> {
    crate::reserve(out, text.len())?;
    for code_point in (0..text.len()).map_while(|index| text.get(index)) {
        crate::reserve(out, 10)?;
        match u8::try_from(code_point) {
            Ok(b'\\') => out.extend(b"\\\\"),
            Ok(b'\t') => out.extend(b"\\t"),
            Ok(b'\n') => out.extend(b"\\n"),
            Ok(b'\r') => out.extend(b"\\r"),
            Ok(byte @ b' '..=b'~') => out.push(byte),
            _ => out.extend(backslash_escape(code_point)),
        }
    }
    Ok(())
}

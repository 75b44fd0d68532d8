//! `escape`: bytes with the escapes of bytes literals, as old pickles have them.

use taipan_text::OutOfMemory;

use crate::unicode_escape::hex_value;
use crate::{InvalidEscape, backslash_escape, reserve};

/// What to do about `\x` without two digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnEscapeError {
    /// Gives up.
    Strict,
    /// Leaves it out.
    Ignore,
    /// A question mark.
    Replace,
}

/// Why bytes are not escaped properly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EscapeProblem {
    /// `Trailing \ in string`
    Trailing,
    /// `invalid \x escape at position 3`
    Hexadecimal(usize),
    /// There is no memory.
    OutOfMemory,
}

impl From<OutOfMemory> for EscapeProblem {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

/// Writes bytes that are not printable ASCII as escapes, and backslashes and single quotes too.
pub fn encode_escape(input: &[u8], out: &mut Vec<u8>) -> Result<(), OutOfMemory> {
    reserve(out, input.len())?;
    for &byte in input {
        reserve(out, 4)?;
        match byte {
            b'\\' | b'\'' => out.extend([b'\\', byte]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b' '..=b'~' => out.push(byte),
            _ => out.extend(backslash_escape(byte.into())),
        }
    }
    Ok(())
}

/// Resolves escapes; returns the first that is none, which a `DeprecationWarning` is for.
pub fn decode_escape(
    input: &[u8],
    on_error: OnEscapeError,
    out: &mut Vec<u8>,
) -> Result<Option<InvalidEscape>, EscapeProblem> {
    reserve(out, input.len())?;
    let mut invalid = None;
    let mut position = 0;
    while let Some(&byte) = input.get(position) {
        let start = position;
        position += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let letter = *input.get(position).ok_or(EscapeProblem::Trailing)?;
        position += 1;
        match letter {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(letter),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b't' => out.push(b'\t'),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b'v' => out.push(11),
            b'a' => out.push(7),
            b'0'..=b'7' => {
                let digits = input[start + 1..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
                let (value, end) = digits.fold((0u16, start + 1), |(value, end), byte| {
                    (value << 3 | u16::from(byte & 7), end + 1)
                });
                if value > 0xff {
                    invalid.get_or_insert(InvalidEscape::Octal(value));
                }
                out.push((value & 0xff) as u8);
                position = end;
            }
            b'x' => {
                let (value, end) = hex_value(input, position, 2);
                if end == position + 2 {
                    out.push(value as u8);
                } else {
                    match on_error {
                        OnEscapeError::Strict => return Err(EscapeProblem::Hexadecimal(start)),
                        OnEscapeError::Replace => out.push(b'?'),
                        OnEscapeError::Ignore => {}
                    }
                }
                position = end;
            }
            _ => {
                invalid.get_or_insert(InvalidEscape::Letter(letter));
                out.extend([b'\\', letter]);
            }
        }
    }
    Ok(invalid)
}

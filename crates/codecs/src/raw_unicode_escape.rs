//! `raw-unicode-escape`: Latin-1, with `\u` and `\U` for what is beyond it.

use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use crate::decode::{self, Decoder, Stop};
use crate::unicode_escape::hex_value;
use crate::{Failure, OnDecodeError, backslash_escape};

/// Decodes; returns how many bytes were consumed: all, unless it is not `is_final` and the end is within an escape.
pub fn decode_raw_unicode_escape<E>(
    input: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<usize, Failure<E>> {
    decode::drive(input, is_final, &mut RawUnicodeEscape { is_final }, on_error, out)
}

struct RawUnicodeEscape {
    is_final: bool,
}

impl<E> Decoder<E> for RawUnicodeEscape {
    fn encoding(&self) -> &'static str {
        "rawunicodeescape"
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        out.reserve(input.len() - position)?;
        let mut position = position;
        while let Some(&byte) = input.get(position) {
            let start = position;
            position += 1;
            let letter = if byte == b'\\' { input.get(position) } else { None };
            let (count, reason) = match letter {
                Some(b'u') => (4, "truncated \\uXXXX escape"),
                Some(b'U') => (8, "truncated \\UXXXXXXXX escape"),
                None if byte == b'\\' && !self.is_final => return Ok(Stop::End(start)),
                _ => {
                    out.push(byte.into());
                    // A second backslash begins no escape.
                    if let Some(&letter) = letter {
                        out.push(letter.into());
                        position += 1;
                    }
                    continue;
                }
            };
            let (value, end) = hex_value(input, position + 1, count);
            if end < position + 1 + count {
                if end == input.len() && !self.is_final {
                    return Ok(Stop::End(start));
                }
                return Ok(Stop::Problem { start, end, reason });
            }
            if value > 0x0010_ffff {
                return Ok(Stop::Problem { start, end, reason: "\\Uxxxxxxxx out of range" });
            }
            out.push(value);
            position = end;
        }
        Ok(Stop::Complete)
    }
}

/// Encodes; what is beyond Latin-1 becomes escapes.
pub fn encode_raw_unicode_escape<T: CodeUnits + ?Sized>(
    text: &T,
    out: &mut Vec<u8>,
) -> Result<(), OutOfMemory> {
    crate::reserve(out, text.len())?;
    for code_point in (0..text.len()).map_while(|index| text.get(index)) {
        crate::reserve(out, 10)?;
        match u8::try_from(code_point) {
            Ok(byte) => out.push(byte),
            Err(_) => out.extend(backslash_escape(code_point)),
        }
    }
    Ok(())
}

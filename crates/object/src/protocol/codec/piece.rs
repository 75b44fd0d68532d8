//! Decoding of data that comes in pieces, which may end in the middle of a character.

use taipan_codecs::{Failure, OnDecodeError, Problem};
use taipan_strings::Units;

use super::{Codec, builtin_handler};
use crate::py::{Py, PyResult, Raised};
use crate::types::str_::StrBuilder;
use crate::value::Value;

impl Py {
    /// Decodes a piece with a codec that is known here: the text, and how many bytes it took. Those that are left are the
    /// beginning of a character; there are none after the last piece.
    pub fn decode_piece(
        &mut self,
        codec: Codec,
        data: &[u8],
        errors: Option<&str>,
        is_last: bool,
    ) -> PyResult<(Value, usize)> {
        match codec {
            Codec::Utf8 => {
                if let Some(text) = self.decode_plain_utf8(data)? {
                    return Ok((text, data.len()));
                }
            }
            Codec::Ascii if data.is_ascii() => {
                return Ok((self.heap().str_from_units(Units::Ascii(data))?, data.len()));
            }
            Codec::Latin1 => return Ok((self.heap().str_part(Units::Latin1(data))?, data.len())),
            _ => {}
        }
        let mut out = StrBuilder::new();
        match self.decode_into(codec, data, errors, is_last, &mut out) {
            Ok(consumed) => Ok((out.finish(self)?, consumed)),
            Err(failure) => Err(self.decode_failure(failure, data)),
        }
    }

    fn decode_into(
        &mut self,
        codec: Codec,
        data: &[u8],
        errors: Option<&str>,
        is_last: bool,
        out: &mut StrBuilder,
    ) -> Result<usize, Failure<Raised>> {
        let name = errors.unwrap_or("strict");
        let mut handler = |input: &[u8], problem: Problem| self.handle_decode(input, problem, name);
        let mut on_error = match builtin_handler(name) {
            Some(builtin) => OnDecodeError::Builtin(builtin),
            None => OnDecodeError::Custom(&mut handler),
        };
        let on_error = &mut on_error;
        match codec {
            Codec::Utf8 => taipan_codecs::decode_utf8(data, is_last, on_error, out),
            Codec::Utf16(order) => {
                taipan_codecs::decode_utf16(data, order, is_last, on_error, out).map(|it| it.0)
            }
            Codec::Utf32(order) => {
                taipan_codecs::decode_utf32(data, order, is_last, on_error, out).map(|it| it.0)
            }
            Codec::Utf7 => taipan_codecs::decode_utf7(data, is_last, on_error, out),
            Codec::Ascii => taipan_codecs::decode_ascii(data, on_error, out).map(|()| data.len()),
            Codec::Latin1 => taipan_codecs::decode_latin1(data, out).map(|()| data.len()),
            Codec::UnicodeEscape => {
                taipan_codecs::decode_unicode_escape(data, is_last, on_error, out).map(|it| it.0)
            }
            Codec::RawUnicodeEscape => taipan_codecs::decode_raw_unicode_escape(data, is_last, on_error, out),
        }
    }
}

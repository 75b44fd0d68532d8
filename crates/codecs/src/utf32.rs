//! UTF-32.

use taipan_text::{CodeUnits, TextSink};

use crate::decode::{self, Decoder, Stop};
use crate::encode::{self, Encoder, Unencodable, is_surrogate};
use crate::utf8::write_ascii;
use crate::{ByteOrder, Failure, OnDecodeError, OnEncodeError};

/// Decodes UTF-32; returns how many bytes were consumed, and the order of bytes that a mark gave, if one was looked for.
pub fn decode_utf32<E>(
    input: &[u8],
    order: ByteOrder,
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<(usize, ByteOrder), Failure<E>> {
    let (order, mark) = match (order, input) {
        (ByteOrder::Native, [0xff, 0xfe, 0, 0, ..]) => (ByteOrder::Little, 4),
        (ByteOrder::Native, [0, 0, 0xfe, 0xff, ..]) => (ByteOrder::Big, 4),
        (given, _) => (given, 0),
    };
    let mut decoder = Utf32 { order, is_final, mark };
    Ok((decode::drive(input, is_final, &mut decoder, on_error, out)?, order))
}

struct Utf32 {
    order: ByteOrder,
    is_final: bool,
    /// The length of the byte order mark, as long as it is still to be skipped.
    mark: usize,
}

impl<E> Decoder<E> for Utf32 {
    fn encoding(&self) -> &'static str {
        if self.order.is_big() { "utf-32-be" } else { "utf-32-le" }
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        let big = self.order.is_big();
        let mut position = position + std::mem::take(&mut self.mark);
        out.reserve(input.len().saturating_sub(position) / 4)?;
        while let Some(&bytes) = input.get(position..).and_then(|rest| rest.first_chunk()) {
            let code_point = if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
            if char::from_u32(code_point).is_none() {
                let reason = if is_surrogate(code_point) {
                    "code point in surrogate code point range(0xd800, 0xe000)"
                } else {
                    "code point not in range(0x110000)"
                };
                return Ok(Stop::Problem { start: position, end: position + 4, reason });
            }
            out.push(code_point);
            position += 4;
        }
        Ok(if position < input.len() && self.is_final {
            Stop::Problem { start: position, end: input.len(), reason: "truncated data" }
        } else {
            Stop::End(position)
        })
    }
}

/// Encodes as UTF-32, with a byte order mark if the order is [`ByteOrder::Native`].
pub fn encode_utf32<E, T: CodeUnits + ?Sized>(
    text: &T,
    order: ByteOrder,
    on_error: &mut OnEncodeError<'_, E>,
    out: &mut Vec<u8>,
) -> Result<(), Failure<E>> {
    let mut encoder = ToUtf32(order);
    crate::reserve(out, 4)?;
    if order == ByteOrder::Native {
        encoder.push(0xfeff, out);
    }
    encode::drive(text, &mut encoder, on_error, out)
}

struct ToUtf32(ByteOrder);

impl ToUtf32 {
    fn push(&self, code_point: u32, out: &mut Vec<u8>) {
        out.extend(if self.0.is_big() { code_point.to_be_bytes() } else { code_point.to_le_bytes() });
    }
}

impl<E> Encoder<E> for ToUtf32 {
    fn encoding(&self) -> &'static str {
        match self.0 {
            ByteOrder::Native => "utf-32",
            ByteOrder::Little => "utf-32-le",
            ByteOrder::Big => "utf-32-be",
        }
    }

    fn unit(&self) -> usize {
        4
    }

    fn run<T: CodeUnits + ?Sized>(
        &mut self,
        text: &T,
        position: usize,
        out: &mut Vec<u8>,
    ) -> Result<Option<Unencodable>, Failure<E>> {
        let length = text.len() - position;
        crate::reserve(out, length.checked_mul(4).ok_or(Failure::OutOfMemory)?)?;
        for index in position..text.len() {
            let Some(code_point) = text.get(index) else { break };
            if is_surrogate(code_point) {
                let reason = "surrogates not allowed";
                return Ok(Some(Unencodable { start: index, end: index + 1, reason }));
            }
            self.push(code_point, out);
        }
        Ok(None)
    }

    fn write_replacement(&mut self, text: &[u32], out: &mut Vec<u8>) -> Result<bool, Failure<E>> {
        write_ascii(text, 4, if self.0.is_big() { 3 } else { 0 }, out)
    }
}

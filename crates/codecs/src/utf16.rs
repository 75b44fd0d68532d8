//! UTF-16.

use taipan_text::{CodeUnits, TextSink};

use crate::decode::{self, Decoder, Stop};
use crate::encode::{self, Encoder, Unencodable, is_surrogate};
use crate::utf8::write_ascii;
use crate::{ByteOrder, Failure, OnDecodeError, OnEncodeError};

/// Decodes UTF-16; returns how many bytes were consumed, and the order of bytes that a mark gave, if one was looked for.
pub fn decode_utf16<E>(
    input: &[u8],
    order: ByteOrder,
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<(usize, ByteOrder), Failure<E>> {
    let order = match (order, input) {
        (ByteOrder::Native, [0xff, 0xfe, ..]) => ByteOrder::Little,
        (ByteOrder::Native, [0xfe, 0xff, ..]) => ByteOrder::Big,
        (given, _) => {
            let mut decoder = Utf16 { order: given, is_final, mark: 0 };
            return Ok((decode::drive(input, is_final, &mut decoder, on_error, out)?, given));
        }
    };
    let mut decoder = Utf16 { order, is_final, mark: 2 };
    Ok((decode::drive(input, is_final, &mut decoder, on_error, out)?, order))
}

struct Utf16 {
    order: ByteOrder,
    is_final: bool,
    /// The length of the byte order mark, as long as it is still to be skipped.
    mark: usize,
}

const fn is_high(unit: u16) -> bool {
    matches!(unit, 0xd800..=0xdbff)
}

const fn is_low(unit: u16) -> bool {
    matches!(unit, 0xdc00..=0xdfff)
}

impl<E> Decoder<E> for Utf16 {
    fn encoding(&self) -> &'static str {
        if self.order.is_big() { "utf-16-be" } else { "utf-16-le" }
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        let big = self.order.is_big();
        let unit_at = |at: usize| {
            let bytes = *input.get(at..)?.first_chunk()?;
            Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
        };
        let mut position = position + std::mem::take(&mut self.mark);
        out.reserve(input.len().saturating_sub(position) / 2)?;
        while let Some(unit) = unit_at(position) {
            if is_high(unit) {
                let Some(low) = unit_at(position + 2) else {
                    return Ok(self.at_end(input, position, "unexpected end of data"));
                };
                if !is_low(low) {
                    let reason = "illegal UTF-16 surrogate";
                    return Ok(Stop::Problem { start: position, end: position + 2, reason });
                }
                out.push(0x1_0000 + ((u32::from(unit) & 0x3ff) << 10) + (u32::from(low) & 0x3ff));
                position += 4;
            } else if is_low(unit) {
                return Ok(Stop::Problem { start: position, end: position + 2, reason: "illegal encoding" });
            } else {
                out.push(unit.into());
                position += 2;
            }
        }
        Ok(if position < input.len() {
            self.at_end(input, position, "truncated data")
        } else {
            Stop::End(input.len())
        })
    }
}

impl Utf16 {
    fn at_end(&self, input: &[u8], start: usize, reason: &'static str) -> Stop {
        if self.is_final { Stop::Problem { start, end: input.len(), reason } } else { Stop::End(start) }
    }
}

/// Encodes as UTF-16, with a byte order mark if the order is [`ByteOrder::Native`].
pub fn encode_utf16<E, T: CodeUnits + ?Sized>(
    text: &T,
    order: ByteOrder,
    on_error: &mut OnEncodeError<'_, E>,
    out: &mut Vec<u8>,
) -> Result<(), Failure<E>> {
    crate::reserve(
        out,
        text.len().checked_add(1).and_then(|units| units.checked_mul(2)).ok_or(Failure::OutOfMemory)?,
    )?;
    let mut encoder = ToUtf16(order);
    if order == ByteOrder::Native {
        encoder.push(0xfeff, out);
    }
    encode::drive(text, &mut encoder, on_error, out)
}

struct ToUtf16(ByteOrder);

impl ToUtf16 {
    fn push(&self, unit: u16, out: &mut Vec<u8>) {
        out.extend(if self.0.is_big() { unit.to_be_bytes() } else { unit.to_le_bytes() });
    }
}

impl<E> Encoder<E> for ToUtf16 {
    fn encoding(&self) -> &'static str {
        match self.0 {
            ByteOrder::Native => "utf-16",
            ByteOrder::Little => "utf-16-le",
            ByteOrder::Big => "utf-16-be",
        }
    }

    fn unit(&self) -> usize {
        2
    }

    fn run<T: CodeUnits + ?Sized>(
        &mut self,
        text: &T,
        position: usize,
        out: &mut Vec<u8>,
    ) -> Result<Option<Unencodable>, Failure<E>> {
        for index in position..text.len() {
            let Some(code_point) = text.get(index) else { break };
            crate::reserve(out, 4)?;
            if is_surrogate(code_point) {
                let reason = "surrogates not allowed";
                return Ok(Some(Unencodable { start: index, end: index + 1, reason }));
            }
            match u16::try_from(code_point) {
                Ok(unit) => self.push(unit, out),
                Err(_) => {
                    let offset = code_point - 0x1_0000;
                    self.push(0xd800 | (offset >> 10) as u16, out);
                    self.push(0xdc00 | (offset & 0x3ff) as u16, out);
                }
            }
        }
        Ok(None)
    }

    fn write_replacement(&mut self, text: &[u32], out: &mut Vec<u8>) -> Result<bool, Failure<E>> {
        write_ascii(text, 2, usize::from(self.0.is_big()), out)
    }
}

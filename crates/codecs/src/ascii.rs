//! ASCII and Latin-1.

use taipan_text::{CodeUnits, TextSink};

use crate::decode::{self, Decoder, Stop};
use crate::encode::{self, Encoder, Unencodable};
use crate::{Failure, OnDecodeError, OnEncodeError};

/// How many bytes are ASCII before the first that is not.
#[inline]
pub fn ascii_prefix(bytes: &[u8]) -> usize {
    /// So many bytes are looked at together, which compilers make a few vector instructions of.
    const BLOCK: usize = 32;
    let blocks = bytes.chunks_exact(BLOCK);
    let full = blocks.take_while(|block| block.iter().fold(0, |all, byte| all | byte) < 0x80).count() * BLOCK;
    full + bytes[full..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// Decodes ASCII.
pub fn decode_ascii<E>(
    input: &[u8],
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<(), Failure<E>> {
    decode::drive(input, true, &mut Ascii, on_error, out).map(drop)
}

struct Ascii;

impl<E> Decoder<E> for Ascii {
    fn encoding(&self) -> &'static str {
        "ascii"
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        let rest = &input[position..];
        let length = ascii_prefix(rest);
        out.reserve(length)?;
        out.push_ascii(&rest[..length]);
        let start = position + length;
        Ok(if start == input.len() {
            Stop::End(start)
        } else {
            Stop::Problem { start, end: start + 1, reason: "ordinal not in range(128)" }
        })
    }
}

/// Decodes Latin-1, where nothing can be wrong.
pub fn decode_latin1<E>(input: &[u8], out: &mut impl TextSink) -> Result<(), Failure<E>> {
    out.reserve(input.len())?;
    out.push_units(input, 0..input.len());
    Ok(())
}

/// Encodes as ASCII.
pub fn encode_ascii<E, T: CodeUnits + ?Sized>(
    text: &T,
    on_error: &mut OnEncodeError<'_, E>,
    out: &mut Vec<u8>,
) -> Result<(), Failure<E>> {
    let mut encoder = OneByte { encoding: "ascii", end: 0x80, reason: "ordinal not in range(128)" };
    encode::drive(text, &mut encoder, on_error, out)
}

/// Encodes as Latin-1.
pub fn encode_latin1<E, T: CodeUnits + ?Sized>(
    text: &T,
    on_error: &mut OnEncodeError<'_, E>,
    out: &mut Vec<u8>,
) -> Result<(), Failure<E>> {
    let mut encoder = OneByte { encoding: "latin-1", end: 0x100, reason: "ordinal not in range(256)" };
    encode::drive(text, &mut encoder, on_error, out)
}

/// Appends the bytes that a text consists of from `index` on, up to one that is `end` or more; returns how many.
#[inline]
pub(crate) fn push_ascii_run<T: CodeUnits + ?Sized>(
    text: &T,
    index: usize,
    end: u32,
    out: &mut Vec<u8>,
) -> usize {
    let Some(bytes) = text.bytes_from(index) else { return 0 };
    let length = if end > 0xff { bytes.len() } else { ascii_prefix(bytes) };
    out.extend_from_slice(&bytes[..length]);
    length
}

/// The code points below `end`, each as a byte.
struct OneByte {
    encoding: &'static str,
    end: u32,
    reason: &'static str,
}

impl<E> Encoder<E> for OneByte {
    fn encoding(&self) -> &'static str {
        self.encoding
    }

    fn takes_surrogates_singly(&self) -> bool {
        true
    }

    fn run<T: CodeUnits + ?Sized>(
        &mut self,
        text: &T,
        position: usize,
        out: &mut Vec<u8>,
    ) -> Result<Option<Unencodable>, Failure<E>> {
        let given = position;
        crate::reserve(out, text.len() - position)?;
        let before = out.len();
        let position = position + push_ascii_run(text, position, self.end, out);
        let encodable = |index| text.get(index).filter(|&c| c < self.end).map(|c| c as u8);
        out.extend((position..text.len()).map_while(encodable));
        let start = given + out.len() - before;
        if start == text.len() {
            return Ok(None);
        }
        let end = encode::run_of(text, start, |c| c >= self.end);
        Ok(Some(Unencodable { start, end, reason: self.reason }))
    }

    fn write_replacement(&mut self, text: &[u32], out: &mut Vec<u8>) -> Result<bool, Failure<E>> {
        let fits = text.iter().all(|&c| c < self.end);
        if fits {
            crate::reserve(out, text.len())?;
            out.extend(text.iter().map(|&c| c as u8));
        }
        Ok(fits)
    }
}

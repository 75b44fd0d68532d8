//! UTF-8.

use taipan_text::{CodeUnits, TextSink};

use crate::ascii::{ascii_prefix, push_ascii_run};
use crate::decode::{self, Decoder, Stop};
use crate::encode::{self, Encoder, Unencodable, is_surrogate};
use crate::{Failure, OnDecodeError, OnEncodeError};

/// What is to be known of UTF-8 before a string is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scan {
    /// How many bytes are ASCII before the first that is not.
    pub ascii: usize,
    /// How many bytes are UTF-8 before the first that is not.
    pub valid: usize,
    /// How many code points these are.
    pub length: usize,
    /// An upper bound of them that decides the width of a string: 0x7f, 0xff, 0xffff or 0x10ffff.
    pub max_char: u32,
}

/// Looks through bytes. When all of them are [valid](Scan::valid), a string of the right width can be made and
/// [written](write) with no error handler in sight.
pub fn scan(input: &[u8]) -> Scan {
    let ascii = ascii_prefix(input);
    let text = valid_prefix(&input[ascii..]);
    let bytes = text.as_bytes();
    // A sequence of four bytes begins with F0 or more, one of three with E0 or more, and one beyond Latin-1 with C4.
    let lead = bytes.iter().fold(0, |most, &byte| most.max(byte));
    let length: usize = bytes.chunks(COUNTED).map(|chunk| usize::from(leads(chunk))).sum();
    let max_char = match lead {
        0..=0x7f => 0x7f,
        0x80..=0xc3 => 0xff,
        0xc4..=0xef => 0xffff,
        _ => 0x0010_ffff,
    };
    Scan { ascii, valid: ascii + bytes.len(), length: ascii + length, max_char }
}

/// So many bytes are counted in a byte, which lets compilers count many at a time.
const COUNTED: usize = 192;

/// How many of at most [`COUNTED`] bytes begin a code point.
fn leads(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |count, &byte| count + u8::from(byte & 0xc0 != 0x80))
}

/// Writes UTF-8 as code points into units that are wide enough, up to the end of either.
pub fn write<U: TryFrom<u32> + Default>(text: &str, units: &mut [U]) {
    for (unit, c) in units.iter_mut().zip(text.chars()) {
        *unit = U::try_from(u32::from(c)).unwrap_or_default();
    }
}

fn valid_prefix(bytes: &[u8]) -> &str {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// Decodes UTF-8; returns how many bytes were consumed: all, unless it is not `is_final` and the end is incomplete.
pub fn decode_utf8<E>(
    input: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<usize, Failure<E>> {
    decode::drive(input, is_final, &mut Utf8 { is_final }, on_error, out)
}

struct Utf8 {
    is_final: bool,
}

impl<E> Decoder<E> for Utf8 {
    fn encoding(&self) -> &'static str {
        "utf-8"
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        let rest = &input[position..];
        let ascii = ascii_prefix(rest);
        out.reserve(ascii)?;
        out.push_ascii(&rest[..ascii]);
        let rest = &rest[ascii..];
        let (valid, bad) = match simdutf8::compat::from_utf8(rest) {
            Ok(_) => (rest.len(), None),
            Err(error) => (error.valid_up_to(), Some(error.error_len())),
        };
        write_text(valid_prefix(&rest[..valid]), out)?;
        let start = position + ascii + valid;
        let stop = match bad {
            None => Stop::End(input.len()),
            Some(None) if !self.is_final => Stop::End(start),
            // A handler may want surrogates, of which the last byte is still to come.
            Some(Some(_)) if !self.is_final && matches!(input[start..], [0xed, 0xa0..=0xbf]) => {
                Stop::End(start)
            }
            Some(None) => Stop::Problem { start, end: input.len(), reason: "unexpected end of data" },
            Some(Some(length)) => {
                let is_lead = input.get(start).is_some_and(|byte| (0xc2..=0xf4).contains(byte));
                let reason = if is_lead { "invalid continuation byte" } else { "invalid start byte" };
                Stop::Problem { start, end: start + length, reason }
            }
        };
        Ok(stop)
    }
}

/// Writes text in which ASCII comes in runs.
fn write_text<E>(text: &str, out: &mut impl TextSink) -> Result<(), Failure<E>> {
    if text.is_empty() {
        return Ok(());
    }
    out.reserve(text.chars().count())?;
    for c in text.chars() {
        out.push(c.into());
    }
    Ok(())
}

/// Encodes as UTF-8.
pub fn encode_utf8<E, T: CodeUnits + ?Sized>(
    text: &T,
    on_error: &mut OnEncodeError<'_, E>,
    out: &mut Vec<u8>,
) -> Result<(), Failure<E>> {
    encode::drive(text, &mut ToUtf8, on_error, out)
}

struct ToUtf8;

impl<E> Encoder<E> for ToUtf8 {
    fn encoding(&self) -> &'static str {
        "utf-8"
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
        /// So many code points are encoded before they are moved to where they belong.
        const BLOCK: usize = 64;
        let mut block = [0; 4 * BLOCK];
        let mut index = position;
        if text.bytes_from(position).is_some() {
            crate::reserve(out, text.len() - position)?;
            index += push_ascii_run(text, position, 0x80, out);
        }
        while index < text.len() {
            let block_end = text.len().min(index + BLOCK);
            let mut length = 0;
            while index < block_end {
                let Some(c) = text.get(index).and_then(char::from_u32) else { break };
                length += c.encode_utf8(&mut block[length..]).len();
                index += 1;
            }
            encode::append(out, &block[..length])?;
            if index < block_end {
                let end = encode::run_of(text, index, is_surrogate);
                return Ok(Some(Unencodable { start: index, end, reason: "surrogates not allowed" }));
            }
        }
        Ok(None)
    }

    fn write_replacement(&mut self, text: &[u32], out: &mut Vec<u8>) -> Result<bool, Failure<E>> {
        write_ascii(text, 1, 0, out)
    }
}

/// Writes ASCII characters, each in `unit` bytes of which the one at `at` counts; false when one is not ASCII.
pub(crate) fn write_ascii<E>(
    text: &[u32],
    unit: usize,
    at: usize,
    out: &mut Vec<u8>,
) -> Result<bool, Failure<E>> {
    if text.iter().any(|&c| c >= 0x80) {
        return Ok(false);
    }
    crate::reserve(out, text.len().checked_mul(unit).ok_or(Failure::OutOfMemory)?)?;
    for &c in text {
        out.extend((0..unit).map(|index| if index == at { c as u8 } else { 0 }));
    }
    Ok(true)
}

//! Encodings of one byte per character, by a table or a mapping.

use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use crate::decode::{self, Decoder, Stop};
use crate::encode::{self, Encoder, Unencodable};
use crate::{Failure, OnDecodeError, OnEncodeError};

/// In both directions.
const UNDEFINED: &str = "character maps to <undefined>";

/// In a table: no character.
const NO_CHARACTER: u32 = 0xfffe;

/// Which text each byte stands for; `E` is what looking up raises. Texts are tables: the character at the index of the byte, U+FFFE for none.
pub trait DecodeMap<E> {
    /// Writes what the byte stands for; false when that is undefined.
    fn decode(&mut self, byte: u8, out: &mut impl TextSink) -> Result<bool, Failure<E>>;
}

/// A text as table.
impl<E, T: CodeUnits + ?Sized> DecodeMap<E> for &T {
    fn decode(&mut self, byte: u8, out: &mut impl TextSink) -> Result<bool, Failure<E>> {
        Ok(write_from_table(*self, byte, out)?)
    }
}

fn write_from_table<T: CodeUnits + ?Sized>(
    table: &T,
    byte: u8,
    out: &mut impl TextSink,
) -> Result<bool, OutOfMemory> {
    let Some(code_point) = table.get(byte.into()).filter(|&c| c != NO_CHARACTER) else { return Ok(false) };
    out.reserve(1)?;
    out.push(code_point);
    Ok(true)
}

/// Decodes by a mapping.
pub fn decode_charmap<E, M: DecodeMap<E>>(
    input: &[u8],
    map: &mut M,
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<(), Failure<E>> {
    out.reserve(input.len())?;
    decode::drive(input, true, &mut Charmap(map), on_error, out).map(drop)
}

struct Charmap<'a, M>(&'a mut M);

impl<E, M: DecodeMap<E>> Decoder<E> for Charmap<'_, M> {
    fn encoding(&self) -> &'static str {
        "charmap"
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        for (start, &byte) in input.iter().enumerate().skip(position) {
            if !self.0.decode(byte, out)? {
                return Ok(Stop::Problem { start, end: start + 1, reason: UNDEFINED });
            }
        }
        Ok(Stop::End(input.len()))
    }
}

/// Which bytes stand for each character; `E` is what looking up raises.
pub trait EncodeMap<E> {
    /// Writes what stands for the character; false when nothing does.
    fn encode(&mut self, code_point: u32, out: &mut Vec<u8>) -> Result<bool, Failure<E>>;
}

/// The inverse of a decoding table, as `codecs.charmap_build` makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InverseTable {
    /// The bytes by code point, in pages of so many, of which equal ones (those without any) are one.
    pages: Vec<[Option<u8>; PAGE]>,
    /// The page of each code point, up to the last that has a byte.
    index: Vec<u16>,
}

const PAGE: usize = 64;

impl InverseTable {
    /// Inverts a table, of which the first 256 characters count. Of two equal characters the later byte wins.
    ///
    /// U+FFFE is no character only in a table that CPython can invert compactly: one that begins with U+0000, and goes
    /// on in the basic plane without it.
    pub fn new<T: CodeUnits + ?Sized>(table: &T) -> Result<Self, OutOfMemory> {
        let is_hole = is_compact(table);
        let mut inverse = Self { pages: vec![[None; PAGE]], index: Vec::new() };
        for byte in 0..=u8::MAX {
            let Some(code_point) = table.get(byte.into()).filter(|&c| c != NO_CHARACTER || !is_hole) else {
                continue;
            };
            let page = code_point as usize / PAGE;
            if page >= inverse.index.len() {
                let missing = page + 1 - inverse.index.len();
                inverse.index.try_reserve(missing).map_err(|_| OutOfMemory)?;
                inverse.index.resize(page + 1, 0);
            }
            if inverse.index[page] == 0 {
                inverse.index[page] = inverse.pages.len() as u16;
                inverse.pages.push([None; PAGE]);
            }
            inverse.pages[usize::from(inverse.index[page])][code_point as usize % PAGE] = Some(byte);
        }
        Ok(inverse)
    }

    /// The same, if CPython can invert the table compactly; programs can see whether it can.
    pub fn compact<T: CodeUnits + ?Sized>(table: &T) -> Result<Option<Self>, OutOfMemory> {
        let (second, third) = blocks(table);
        if table.get(0).is_none() || !is_compact(table) || second >= 255 || third >= 255 {
            return Ok(None);
        }
        Self::new(table).map(Some)
    }

    /// How many bytes CPython's map takes for the same characters.
    pub fn size(&self) -> usize {
        let points = |page: usize| (0..PAGE).map(move |at| page * PAGE + at);
        let all = (0..self.index.len()).flat_map(points).filter_map(|point| u32::try_from(point).ok());
        let (second, third) = count_blocks(all.filter(|&point| self.get(point).is_some()));
        CPYTHON_HEADER + 16 * second + 128 * third
    }

    /// The byte that stands for a character.
    pub fn get(&self, code_point: u32) -> Option<u8> {
        let page = *self.index.get(code_point as usize / PAGE)?;
        self.pages[usize::from(page)][code_point as usize % PAGE]
    }
}

/// An object's header, the counts of blocks and the first level: what is before the blocks in CPython's map.
const CPYTHON_HEADER: usize = 63;

/// Whether CPython inverts a table to three levels of blocks rather than to a dict.
fn is_compact<T: CodeUnits + ?Sized>(table: &T) -> bool {
    (0..=u8::MAX).all(|byte| match table.get(byte.into()) {
        Some(code_point) => (code_point == 0) == (byte == 0) && code_point <= 0xffff,
        None => true,
    })
}

/// How many blocks of the second level (2,048 code points) and of the third (128) the characters of a table are in.
fn blocks<T: CodeUnits + ?Sized>(table: &T) -> (usize, usize) {
    let points = (0..=u8::MAX).map_while(|byte| table.get(byte.into()));
    count_blocks(points.filter(|&c| c != NO_CHARACTER))
}

fn count_blocks(points: impl Iterator<Item = u32>) -> (usize, usize) {
    let mut third: Vec<u32> = points.filter(|&point| point != 0).map(|point| point >> 7).collect();
    third.sort_unstable();
    third.dedup();
    let mut second: Vec<u32> = third.iter().map(|block| block >> 4).collect();
    second.dedup();
    (second.len(), third.len())
}

impl<E> EncodeMap<E> for &InverseTable {
    fn encode(&mut self, code_point: u32, out: &mut Vec<u8>) -> Result<bool, Failure<E>> {
        let byte = self.get(code_point);
        crate::reserve(out, 1)?;
        out.extend(byte);
        Ok(byte.is_some())
    }
}

/// Encodes by a mapping.
pub fn encode_charmap<E, M: EncodeMap<E>, T: CodeUnits + ?Sized>(
    text: &T,
    map: &mut M,
    on_error: &mut OnEncodeError<'_, E>,
    out: &mut Vec<u8>,
) -> Result<(), Failure<E>> {
    crate::reserve(out, text.len())?;
    encode::drive(text, &mut ToCharmap(map), on_error, out)
}

struct ToCharmap<'a, M>(&'a mut M);

impl<E, M: EncodeMap<E>> Encoder<E> for ToCharmap<'_, M> {
    fn encoding(&self) -> &'static str {
        "charmap"
    }

    fn run<T: CodeUnits + ?Sized>(
        &mut self,
        text: &T,
        position: usize,
        out: &mut Vec<u8>,
    ) -> Result<Option<Unencodable>, Failure<E>> {
        let mut start = position;
        loop {
            let Some(code_point) = text.get(start) else { return Ok(None) };
            if !self.0.encode(code_point, out)? {
                break;
            }
            start += 1;
        }
        // What can be encoded behind the problem is looked up again, when its turn comes.
        let mut end = start + 1;
        let length = out.len();
        while let Some(code_point) = text.get(end) {
            let found = self.0.encode(code_point, out)?;
            out.truncate(length);
            if found {
                break;
            }
            end += 1;
        }
        Ok(Some(Unencodable { start, end, reason: UNDEFINED }))
    }

    fn write_replacement(&mut self, text: &[u32], out: &mut Vec<u8>) -> Result<bool, Failure<E>> {
        for &code_point in text {
            if !self.0.encode(code_point, out)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

//! The encodings inside: UTF-8, ASCII, Latin-1, and the single-byte ones of Python's `encodings` package.
//!
//! Their maps and names are the lines of `spec/encodings/charmaps.txt`, read when one is used.

use super::utf8;
use crate::{Error, ErrorClass};

const CHARMAPS: &str = include_str!("../../../../spec/encodings/charmaps.txt");

/// An encoding that needs no [`Decoder`](super::Decoder).
pub(super) enum Codec {
    Utf8,
    Ascii,
    Latin1,
    /// The character of each byte, if it has one.
    Map(Box<[Option<char>; 256]>),
}

impl Codec {
    /// The encoding of a name or alias, in any spelling that Python accepts.
    pub(super) fn find(name: &str) -> Option<Self> {
        let name = normal_name(name);
        let aliased = alias(&name).or_else(|| alias(&name.replace('.', "_")));
        aliased.and_then(Self::of_codec).or_else(|| Self::of_codec(&name))
    }

    fn of_codec(name: &str) -> Option<Self> {
        match name {
            "utf_8" => Some(Self::Utf8),
            "ascii" => Some(Self::Ascii),
            "latin_1" => Some(Self::Latin1),
            _ => lines("map ", name).next().map(|runs| Self::Map(read_map(runs))),
        }
    }

    /// The text that the bytes stand for; errors have the codec's words.
    pub(super) fn decode(&self, bytes: &[u8]) -> Result<String, Box<Error>> {
        match self {
            Self::Utf8 => utf8::decode_strictly(bytes),
            Self::Latin1 => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
            Self::Ascii => {
                let decoded = bytes.iter().map(|&byte| byte.is_ascii().then_some(char::from(byte)));
                collect(decoded, bytes, "ascii", "ordinal not in range(128)")
            }
            Self::Map(map) => {
                let decoded = bytes.iter().map(|&byte| map[usize::from(byte)]);
                collect(decoded, bytes, "charmap", "character maps to <undefined>")
            }
        }
    }
}

fn collect(
    mut decoded: impl Iterator<Item = Option<char>>,
    bytes: &[u8],
    codec: &str,
    reason: &str,
) -> Result<String, Box<Error>> {
    let mut text = String::with_capacity(bytes.len());
    for (position, byte) in bytes.iter().enumerate() {
        let Some(c) = decoded.next().flatten() else {
            let message =
                format!("'{codec}' codec can't decode byte 0x{byte:02x} in position {position}: {reason}");
            return Err(Error::new(ErrorClass::Unicode, message));
        };
        text.push(c);
    }
    Ok(text)
}

/// The name in lower case, with one underscore for what is neither letter, digit nor dot between two that are.
fn normal_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").to_ascii_lowercase()
}

fn alias(name: &str) -> Option<&'static str> {
    lines("alias ", name).next()
}

/// What follows the name in the lines of one kind.
fn lines(kind: &str, name: &str) -> impl Iterator<Item = &'static str> {
    CHARMAPS.lines().filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(name)?.strip_prefix(' '))
}

/// Reads runs `FIRST-LAST=CHARACTER` or `BYTE=CHARACTER`, in hexadecimal.
fn read_map(runs: &str) -> Box<[Option<char>; 256]> {
    let mut map = Box::new([None; 256]);
    let hexadecimal = |digits| u32::from_str_radix(digits, 16).unwrap_or_default();
    for (bytes, character) in runs.split(' ').filter_map(|run| run.split_once('=')) {
        let (first, last) = bytes.split_once('-').unwrap_or((bytes, bytes));
        for (byte, c) in (hexadecimal(first)..=hexadecimal(last)).zip(hexadecimal(character)..) {
            if let Some(place) = map.get_mut(byte as usize) {
                *place = char::from_u32(c);
            }
        }
    }
    map
}

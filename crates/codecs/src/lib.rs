//! Encoders and decoders between Python's text and bytes, with CPython's errors and error handlers.
//!
//! A codec only knows its own rules: it runs until something is wrong, and names it as a [`Problem`]. The two drivers
//! (`decode`, `encode`) ask the error handler what to do and let the codec go on.

mod ascii;
mod builtin;
mod charmap;
mod decode;
pub mod driver;
mod encode;
mod escape;
mod name;
mod problem;
mod raw_unicode_escape;
mod unicode_escape;
mod utf16;
mod utf32;
mod utf7;
pub mod utf8;

pub use ascii::{ascii_prefix, decode_ascii, decode_latin1, encode_ascii, encode_latin1};
pub use builtin::{Builtin, utf_name};
pub use charmap::{DecodeMap, EncodeMap, InverseTable, decode_charmap, encode_charmap};
pub use decode::{DecodeReplacement, OnDecodeError};
pub use encode::{EncodeReplacement, OnEncodeError, Replaced};
pub use escape::{EscapeProblem, OnEscapeError, decode_escape, encode_escape};
pub use name::{Shortcut, normalize_encoding};
pub use problem::{Failure, Problem, resolve_position};
pub use raw_unicode_escape::{decode_raw_unicode_escape, encode_raw_unicode_escape};
pub use unicode_escape::{InvalidEscape, decode_unicode_escape, encode_unicode_escape};
pub use utf7::{decode_utf7, encode_utf7};
pub use utf8::{decode_utf8, encode_utf8};
pub use utf16::{decode_utf16, encode_utf16};
pub use utf32::{decode_utf32, encode_utf32};

/// The order of bytes in UTF-16 and UTF-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// That of the machine; decoding, as a byte order mark says, encoding, with one.
    Native,
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

impl ByteOrder {
    const fn is_big(self) -> bool {
        match self {
            Self::Native => cfg!(target_endian = "big"),
            Self::Little => false,
            Self::Big => true,
        }
    }
}

/// The digits of `value`, `count` of them, in base 16.
fn hex_digits(value: u32, count: u32) -> impl Iterator<Item = u8> {
    (0..count).rev().map(move |digit| b"0123456789abcdef"[(value >> (4 * digit) & 0xf) as usize])
}

/// A code point as `\xNN`, `\uNNNN` or `\UNNNNNNNN`, whichever is the first that can hold it.
fn backslash_escape(code_point: u32) -> impl Iterator<Item = u8> {
    let (letter, count) = match code_point {
        0..=0xff => (b'x', 2),
        0x100..=0xffff => (b'u', 4),
        _ => (b'U', 8),
    };
    [b'\\', letter].into_iter().chain(hex_digits(code_point, count))
}

/// Makes room for so many more bytes.
pub fn reserve(out: &mut Vec<u8>, additional: usize) -> Result<(), taipan_text::OutOfMemory> {
    out.try_reserve(additional).map_err(|_| taipan_text::OutOfMemory)
}

//! Python text as bytes: UTF-8 in which lone surrogates are allowed.
//!
//! A Python string is a sequence of code points, and a surrogate is a code point like any other. Here each code
//! point is encoded on its own by the UTF-8 scheme, so `U+D800` is `ED A0 80` and a surrogate *pair* stays two
//! three-byte sequences. This is what CPython calls the `surrogatepass` error handler, and what marshal writes.

use std::fmt;

/// A borrowed piece of Python text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PyText<'a>(&'a [u8]);

impl<'a> PyText<'a> {
    /// Text without surrogates.
    pub const fn new(text: &'a str) -> Self {
        Self(text.as_bytes())
    }

    /// Text from its bytes. The caller has made them by the scheme above; wrong bytes give wrong text, not
    /// undefined behaviour.
    pub const fn from_bytes(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The encoded bytes.
    pub const fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// The text as a `str`, if it holds no surrogate.
    pub fn as_str(self) -> Option<&'a str> {
        std::str::from_utf8(self.0).ok()
    }

    /// The text for a message: lone surrogates become `U+FFFD`.
    pub fn to_string_lossy(self) -> String {
        self.code_points().map(|c| char::from_u32(c).unwrap_or('\u{fffd}')).collect()
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there is no text.
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Whether every code point is below 128.
    pub const fn is_ascii(self) -> bool {
        self.0.is_ascii()
    }

    /// The code points, surrogates included.
    pub const fn code_points(self) -> CodePoints<'a> {
        CodePoints(self.0)
    }

    /// Appends one code point (at most `0x10FFFF`) to `out` by the scheme above.
    pub fn push_code_point(out: &mut Vec<u8>, c: u32) {
        let tail = |shift: u32| 0x80 | (c >> shift & 0x3f) as u8;
        match c {
            0..0x80 => out.push(c as u8),
            0x80..0x800 => out.extend([0xc0 | (c >> 6) as u8, tail(0)]),
            0x800..0x1_0000 => out.extend([0xe0 | (c >> 12) as u8, tail(6), tail(0)]),
            _ => out.extend([0xf0 | (c >> 18) as u8, tail(12), tail(6), tail(0)]),
        }
    }
}

impl<'a> From<&'a str> for PyText<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for PyText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string_lossy())
    }
}

/// The code points of a [`PyText`].
#[derive(Clone, Debug)]
pub struct CodePoints<'a>(&'a [u8]);

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (&first, mut rest) = self.0.split_first()?;
        let (bits, more) = match first {
            0..0x80 => (u32::from(first), 0),
            0x80..0xe0 => (u32::from(first & 0x1f), 1),
            0xe0..0xf0 => (u32::from(first & 0x0f), 2),
            _ => (u32::from(first & 0x07), 3),
        };
        let mut c = bits;
        for _ in 0..more {
            let Some((&byte, after)) = rest.split_first() else { break };
            c = c << 6 | u32::from(byte & 0x3f);
            rest = after;
        }
        self.0 = rest;
        Some(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_of_code_point_survives() {
        let all = [0x41, 0xe9, 0x20ac, 0xd800, 0xdc00, 0x1f600, 0x10_ffff];
        let mut bytes = Vec::new();
        for c in all {
            PyText::push_code_point(&mut bytes, c);
        }
        let text = PyText::from_bytes(&bytes);
        assert_eq!(text.code_points().collect::<Vec<_>>(), all);
        assert_eq!(text.as_str(), None);
    }
}

//! The sets of characters, by the tables of encodings that have them with the high bits set.

use super::DOUBLE;
use crate::table::{Id, Text};

/// A set that an escape sequence can designate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    Gb2312,
    JisX0201Kana,
    JisX0201Roman,
    JisX0208,
    /// The edition of 1978.
    JisX0208Old,
    JisX0212,
    JisX0213First2000,
    JisX0213First2004,
    /// The pairs of characters that have a code of the first plane.
    JisX0213Pairs2000,
    JisX0213Pairs2004,
    JisX0213Second2000,
    JisX0213Second2004,
    KsX1001,
    /// Right halves of ISO 8859, in G2 only.
    Greek,
    Latin1,
}

/// What a set has for a character.
pub(super) enum Choice {
    None,
    Code(u16),
    /// It depends on the next character.
    MayBePair,
}

const HIGH: u32 = 0x8080;
/// What codes of three bytes begin with.
const THIRD: u32 = 0x8f_0000;

impl Charset {
    /// The final byte of its escape sequence, with a bit for two bytes.
    pub(super) const fn mark(self) -> u8 {
        match self {
            Self::JisX0201Kana => b'I',
            Self::JisX0201Roman => b'J',
            Self::Latin1 => b'A',
            Self::Greek => b'F',
            Self::Gb2312 => b'A' | DOUBLE,
            Self::JisX0208 => b'B' | DOUBLE,
            Self::KsX1001 => b'C' | DOUBLE,
            Self::JisX0212 => b'D' | DOUBLE,
            Self::JisX0208Old => b'@' | DOUBLE,
            Self::JisX0213First2000 | Self::JisX0213Pairs2000 => b'O' | DOUBLE,
            Self::JisX0213First2004 | Self::JisX0213Pairs2004 => b'Q' | DOUBLE,
            Self::JisX0213Second2000 | Self::JisX0213Second2004 => b'P' | DOUBLE,
        }
    }

    /// Whether a character takes two bytes.
    pub(super) const fn is_double(self) -> bool {
        self.mark() & DOUBLE != 0
    }

    /// The encoding whose table has the set.
    const fn table(self) -> Option<Id> {
        Some(match self {
            Self::Gb2312 => Id::Gb2312,
            // EUC-KR has not the filler, which spells syllables there.
            Self::KsX1001 => Id::Cp949,
            Self::JisX0208 | Self::JisX0208Old | Self::JisX0212 => Id::EucJp,
            Self::JisX0213First2000 | Self::JisX0213Pairs2000 | Self::JisX0213Second2000 => Id::EucJisX0213,
            Self::JisX0213First2004 | Self::JisX0213Pairs2004 | Self::JisX0213Second2004 => Id::EucJis2004,
            Self::JisX0201Kana | Self::JisX0201Roman | Self::Greek | Self::Latin1 => return None,
        })
    }

    /// The encoding whose table has what the codes stand for: what the second plane got in 2004 is always read.
    const fn decoding_table(self) -> Option<Id> {
        match self {
            Self::JisX0213Second2000 => Self::JisX0213Second2004.table(),
            _ => self.table(),
        }
    }

    /// Whether a code, without the high bits, is one of the set where the encoding has it with three bytes.
    const fn is_third(self, code: u32) -> bool {
        match self {
            Self::JisX0212 => true,
            Self::JisX0213Second2000 | Self::JisX0213Second2004 => is_second_plane(code),
            _ => false,
        }
    }

    const fn has_thirds(self) -> bool {
        matches!(self, Self::JisX0212 | Self::JisX0213Second2000 | Self::JisX0213Second2004)
    }

    /// What a code stands for.
    pub(super) fn decode(self, code: &[u8]) -> Option<Text> {
        match (self, code) {
            (Self::JisX0201Roman, b"\\") => Some(Text::One(0xa5)),
            (Self::JisX0201Roman, b"~") => Some(Text::One(0x203e)),
            (Self::JisX0201Roman, &[byte]) => Some(Text::One(byte.into())),
            (Self::JisX0201Kana, &[byte @ 0x21..=0x5f]) => Some(Text::One(0xff61 + u32::from(byte) - 0x21)),
            // In EUC this code is a full-width tilde.
            (
                Self::JisX0213First2000
                | Self::JisX0213First2004
                | Self::JisX0213Pairs2000
                | Self::JisX0213Pairs2004,
                b"\x22\x32",
            ) => Some(Text::One(b'~'.into())),
            (_, &[first @ 0x21..=0x7e, second @ 0x21..=0x7e]) => {
                let code = u32::from(first) << 8 | u32::from(second);
                let table = self.decoding_table()?.table();
                match self.has_thirds() {
                    true if self.is_third(code) => table.text(THIRD | code | HIGH),
                    true => None,
                    false => table.text(code | HIGH),
                }
            }
            _ => None,
        }
    }

    /// What the set has for a character that is not ASCII.
    pub(super) fn encode(self, point: u32) -> Choice {
        let code = match (self, point) {
            (Self::JisX0201Roman, 0xa5) => Some(b'\\'.into()),
            (Self::JisX0201Roman, 0x203e) => Some(b'~'.into()),
            (Self::JisX0201Kana, 0xff61..=0xff9f) => Some((point - 0xff61 + 0x21) as u16),
            (Self::JisX0213First2000 | Self::JisX0213First2004, _) if self.begins_pair(point) => {
                return Choice::MayBePair;
            }
            (Self::JisX0213Pairs2000 | Self::JisX0213Pairs2004, _) => {
                return if self.begins_pair(point) { Choice::MayBePair } else { Choice::None };
            }
            (Self::JisX0213First2000 | Self::JisX0213First2004, 0xff5e) => None,
            _ => self.code(point),
        };
        code.map_or(Choice::None, Choice::Code)
    }

    fn begins_pair(self, point: u32) -> bool {
        self.table().is_some_and(|id| id.table().begins_pair(point))
    }

    /// The code of a character and the next one together, or else of the first; and how many they are.
    pub(super) fn encode_pair(self, point: u32, next: Option<u32>) -> Option<(u16, usize)> {
        let pair = next.and_then(|next| self.table()?.table().pair(point, next));
        if let Some(code) = pair {
            return Some(((code & !HIGH) as u16, 2));
        }
        match self {
            Self::JisX0213First2000 | Self::JisX0213First2004 => self.code(point).map(|code| (code, 1)),
            _ => None,
        }
    }

    /// The code of a single character.
    fn code(self, point: u32) -> Option<u16> {
        let code = self.table()?.table().code(point)?;
        let low = code & 0x7f7f;
        let fits = match code {
            // Half-width katakana have codes of two bytes in EUC-JP, which are not of this set.
            0x8e00..0x8f00 | 0..0x100 => false,
            0x100..0x1_0000 => {
                !self.has_thirds() && code & HIGH == HIGH && low >= 0x2100 && low & 0x7f >= 0x21
            }
            _ => self.is_third(low),
        };
        fits.then_some(low as u16)
    }
}

/// Whether a code is in a row that the second plane of JIS X 0213 has; JIS X 0212 has the others.
const fn is_second_plane(code: u32) -> bool {
    matches!((code >> 8).wrapping_sub(0x20), 1 | 3..=5 | 8 | 12..=15 | 78..=94)
}

/// A character of G2, by the mark of the set there and a byte. The Greek set also has the characters below its own.
pub(super) fn decode_g2(mark: u8, byte: u8) -> Option<u32> {
    /// Which of A0 to BF mean the same in ISO 8859-7 as in ISO 8859-1.
    const SAME: u32 = 0x288f_3bc9;
    /// Which of B4 to D3 are Greek.
    const GREEK: u32 = 0xbfff_fd77;
    let point = u32::from(byte ^ 0x80);
    match mark {
        b'B' if byte.is_ascii() => Some(byte.into()),
        b'A' if byte.is_ascii() => Some(point),
        b'F' => match point {
            0..0xa0 => Some(point),
            0xa0..0xc0 if SAME >> (point - 0xa0) & 1 != 0 => Some(point),
            0xb4..0xd4 if GREEK >> (point - 0xb4) & 1 != 0 => Some(0x2d0 + point),
            0xd4..=0xfe => Some(0x2d0 + point),
            0xa1 => Some(0x2018),
            0xa2 => Some(0x2019),
            0xaf => Some(0x2015),
            _ => None,
        },
        _ => None,
    }
}

//! Encodings without a state: one byte for ASCII, two or three by a table, and what GB 18030 and EUC-KR have beyond it.

use std::sync::OnceLock;

use taipan_text::TextSink;

use crate::table::{Id, Reader, Text};
use crate::{Decoded, Encoded, Point, hangul};

/// The rules of an encoding.
pub(crate) struct Plain {
    id: Id,
}

impl Plain {
    pub(crate) const fn new(id: Id) -> Self {
        Self { id }
    }

    /// Whether a byte is wrong whatever follows it.
    fn is_never_first(&self, byte: u8) -> bool {
        match self.id {
            Id::ShiftJis => matches!(byte, 0x80 | 0xa0 | 0xeb..),
            Id::ShiftJis2004 | Id::ShiftJisX0213 => matches!(byte, 0x80 | 0xa0 | 0xfd..),
            _ => false,
        }
    }

    /// Whether a code of three bytes begins with the byte.
    fn has_third(&self, byte: u8) -> bool {
        matches!(self.id, Id::EucJp | Id::EucJis2004 | Id::EucJisX0213) && byte == 0x8f
    }

    /// Whether a code is one that JIS X 0213:2004 added: the encodings of the edition before it reject it whole.
    fn is_rejected_whole(&self, code: u32) -> bool {
        match self.id {
            Id::EucJisX0213 => {
                matches!(code, 0xaea1 | 0xaffe | 0xcfd4 | 0xcffe | 0xf4a7 | 0xfefa..=0xfefe)
            }
            Id::ShiftJisX0213 => {
                matches!(code, 0x879f | 0x889e | 0x9873 | 0x989e | 0xeaa5 | 0xeff8..=0xeffc)
            }
            _ => false,
        }
    }

    /// Decodes the code that an input begins with.
    pub(crate) fn decode(&self, input: &[u8], out: &mut impl TextSink) -> Decoded {
        let table = self.id.table();
        let Some(&first) = input.first() else { return Decoded::Incomplete };
        if let Some(text) = table.text(first.into()) {
            push(text, out);
            return Decoded::Took(1);
        }
        if self.is_never_first(first) {
            return Decoded::Wrong(1);
        }
        let Some(&second) = input.get(1) else { return Decoded::Incomplete };
        if self.id == Id::Gb18030 && second.is_ascii_digit() {
            return decode_four(input, out);
        }
        if self.id == Id::EucKr && (first, second) == hangul::FILLER {
            return hangul::decode(input, out);
        }
        let mut code = u32::from(first) << 8 | u32::from(second);
        let mut length = 2;
        if self.has_third(first) {
            let Some(&third) = input.get(2) else { return Decoded::Incomplete };
            code = code << 8 | u32::from(third);
            length = 3;
        }
        match table.text(code) {
            Some(text) => {
                push(text, out);
                Decoded::Took(length)
            }
            None if self.is_rejected_whole(code) => Decoded::Wrong(2),
            None => Decoded::Wrong(1),
        }
    }

    /// Encodes a character, or two that have a code together.
    pub(crate) fn encode(&self, Point { point, next, is_final }: Point, out: &mut Vec<u8>) -> Encoded {
        let table = self.id.table();
        if point >= 0x80 && table.begins_pair(point) {
            match next {
                None if !is_final => return Encoded::Incomplete,
                Some(next) => {
                    if let Some(code) = table.pair(point, next) {
                        write(code, out);
                        return Encoded::Took(2);
                    }
                }
                None => {}
            }
        }
        if let Some(code) = table.code(point) {
            write(code, out);
            return Encoded::Took(1);
        }
        let written = match self.id {
            Id::Gb18030 => encode_four(point, out),
            Id::EucKr => hangul::encode(point, out),
            _ => false,
        };
        if written { Encoded::Took(1) } else { Encoded::Unknown }
    }
}

pub(crate) fn push(text: Text, out: &mut impl TextSink) {
    match text {
        Text::One(point) => out.push(point),
        Text::Two(first, second) => {
            out.push(first);
            out.push(second);
        }
    }
}

/// Writes a code of one, two or three bytes.
fn write(code: u32, out: &mut Vec<u8>) {
    let [_, high, middle, low] = code.to_be_bytes();
    match code {
        0..0x100 => out.push(low),
        0x100..0x1_0000 => out.extend([middle, low]),
        _ => out.extend([high, middle, low]),
    }
}

/// A range of characters with codes of four bytes: the first, the number of its code, how many.
struct Range(u32, u32, u32);

fn ranges() -> &'static [Range] {
    static RANGES: OnceLock<Vec<Range>> = OnceLock::new();
    RANGES.get_or_init(|| {
        let mut reader = Reader(include_bytes!("../tables/gb18030_ranges.bin"));
        (0..reader.number()).map(|_| Range(reader.number(), reader.number(), reader.number())).collect()
    })
}

/// Codes of four bytes are numbers with digits of 126, 10, 126 and 10; the supplementary planes begin at this first byte.
const SUPPLEMENTARY: u32 = 0x90;

fn decode_four(input: &[u8], out: &mut impl TextSink) -> Decoded {
    let Some(&[first, second, third, fourth]) = input.first_chunk() else { return Decoded::Incomplete };
    if !(0x81..=0xfe).contains(&first) || !(0x81..=0xfe).contains(&third) || !fourth.is_ascii_digit() {
        return Decoded::Wrong(1);
    }
    let digit = |byte: u8, least: u8| u32::from(byte) - u32::from(least);
    let rest = (digit(second, 0x30) * 126 + digit(third, 0x81)) * 10 + digit(fourth, 0x30);
    let point = if u32::from(first) >= SUPPLEMENTARY {
        Some(0x1_0000 + (u32::from(first) - SUPPLEMENTARY) * 12_600 + rest)
            .filter(|&point| point <= 0x10_ffff)
    } else {
        let number = digit(first, 0x81) * 12_600 + rest;
        let all = ranges();
        let at = all.iter().find(|range| (range.1..range.1 + range.2).contains(&number));
        at.map(|range| range.0 + number - range.1)
    };
    match point {
        Some(point) => {
            out.push(point);
            Decoded::Took(4)
        }
        None => Decoded::Wrong(1),
    }
}

fn encode_four(point: u32, out: &mut Vec<u8>) -> bool {
    let (number, least) = if let Some(number) = point.checked_sub(0x1_0000) {
        (number, SUPPLEMENTARY)
    } else {
        let all = ranges();
        let after = all.partition_point(|range| range.0 <= point);
        match after.checked_sub(1).and_then(|at| all.get(at)).filter(|range| point - range.0 < range.2) {
            Some(range) => (range.1 + point - range.0, 0x81),
            None => return false,
        }
    };
    let bytes =
        [least + number / 12_600, 0x30 + number / 1260 % 10, 0x81 + number / 10 % 126, 0x30 + number % 10];
    out.extend(bytes.map(|byte| byte as u8));
    true
}

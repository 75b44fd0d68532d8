//! `repr()` and `ascii()` of `str`, and `repr()` of `bytes`.

use crate::units::with_slice;
use crate::{Build, Kind, Shape, Unit, Units, Writer};

/// `repr(text)` or `ascii(text)`.
#[derive(Clone, Copy, Debug)]
pub struct Repr<'a> {
    units: Units<'a>,
    shown: Shown,
    quote: u8,
    shape: Option<Shape>,
}

/// What is shown as it is, outside of ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Printable,
    Nothing,
}

impl<'a> Repr<'a> {
    /// `repr(text)`
    pub fn new(units: Units<'a>) -> Self {
        Self::measured(units, Shown::Printable)
    }

    /// `ascii(text)`
    pub fn ascii(units: Units<'a>) -> Self {
        Self::measured(units, Shown::Nothing)
    }

    fn measured(units: Units<'a>, shown: Shown) -> Self {
        let measure = with_slice!(units, slice => Measure::of(slice, shown));
        Self { units, shown, quote: measure.quote(), shape: measure.shape(2) }
    }
}

impl Build for Repr<'_> {
    fn shape(&self) -> Option<Shape> {
        self.shape
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        let is_plain = out.len() == self.units.len() + 2;
        let mut out = Writer::new(out);
        out.push(self.quote.into());
        if is_plain {
            out.extend(self.units);
        } else {
            with_slice!(self.units, slice => write_escaped(slice, self.shown, self.quote, &mut out));
        }
        out.push(self.quote.into());
    }
}

/// `repr(bytes)`; also what stands within the parentheses of `repr(bytearray)`.
#[derive(Clone, Copy, Debug)]
pub struct ReprOfBytes<'a> {
    bytes: &'a [u8],
    quote: u8,
    shape: Option<Shape>,
}

impl<'a> ReprOfBytes<'a> {
    /// Looks at the bytes once, to choose the quotes.
    pub fn new(bytes: &'a [u8]) -> Self {
        let measure = Measure::of(bytes, Shown::Nothing);
        Self { bytes, quote: measure.quote(), shape: measure.shape(3) }
    }
}

impl Build for ReprOfBytes<'_> {
    fn shape(&self) -> Option<Shape> {
        self.shape
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        let mut out = Writer::new(out);
        out.push(b'b'.into());
        out.push(self.quote.into());
        write_escaped(self.bytes, Shown::Nothing, self.quote, &mut out);
        out.push(self.quote.into());
    }
}

/// How long each ASCII character becomes; quotes are counted apart.
const LENGTHS: [u8; 0x80] = {
    let mut lengths = [1; 0x80];
    let mut c = 0;
    while c < 0x80 {
        lengths[c] = match c as u8 {
            b'\t' | b'\n' | b'\r' | b'\\' => 2,
            0x20..0x7f => 1,
            _ => 4,
        };
        c += 1;
    }
    lengths
};

/// The number of characters that show a code point.
#[inline]
fn length(c: u32, shown: Shown) -> usize {
    match LENGTHS.get(c as usize) {
        Some(&length) => length.into(),
        None if shown == Shown::Printable && taipan_unicode::is_printable(c) => 1,
        None if c < 0x100 => 4,
        None if c < 0x1_0000 => 6,
        None => 10,
    }
}

/// What a first look at the text finds.
#[derive(Default)]
struct Measure {
    /// The length without quotes around it, and without escapes for those in it; `None` where it is too long.
    len: Option<usize>,
    single_quotes: usize,
    double_quotes: usize,
    /// The bits of the code points that are shown as they are, if they are not ASCII.
    bits: u32,
}

impl Measure {
    fn of<U: Unit>(units: &[U], shown: Shown) -> Self {
        let mut measure = Self::default();
        let mut len = Some(0_usize);
        for &unit in units {
            let c = unit.code();
            let length = length(c, shown);
            len = len.and_then(|len| len.checked_add(length));
            measure.single_quotes += usize::from(c == u32::from(b'\''));
            measure.double_quotes += usize::from(c == u32::from(b'"'));
            if length == 1 {
                measure.bits |= c;
            }
        }
        measure.len = len;
        measure
    }

    /// Double quotes only around text that holds single quotes and no double ones.
    fn quote(&self) -> u8 {
        if self.single_quotes > 0 && self.double_quotes == 0 { b'"' } else { b'\'' }
    }

    fn shape(&self, around: usize) -> Option<Shape> {
        let escapes = if self.quote() == b'\'' { self.single_quotes } else { 0 };
        Shape { kind: Kind::of(self.bits), len: self.len? }
            .and(Shape { kind: Kind::Ascii, len: escapes.checked_add(around)? })
    }
}

fn write_escaped<S: Unit, U: Unit>(units: &[S], shown: Shown, quote: u8, out: &mut Writer<'_, U>) {
    for &unit in units {
        let c = unit.code();
        match length(c, shown) {
            1 if c == u32::from(quote) => backslash(c, out),
            1 => out.push(c),
            2 => backslash(short_escape(c), out),
            4 => escape(b'x', c, 2, out),
            6 => escape(b'u', c, 4, out),
            _ => escape(b'U', c, 8, out),
        }
    }
}

fn short_escape(c: u32) -> u32 {
    match c {
        0x09 => b't'.into(),
        0x0a => b'n'.into(),
        0x0d => b'r'.into(),
        c => c,
    }
}

fn backslash<U: Unit>(c: u32, out: &mut Writer<'_, U>) {
    out.push(b'\\'.into());
    out.push(c);
}

/// A backslash, a letter, and the code point in hexadecimal.
fn escape<U: Unit>(letter: u8, c: u32, digits: u32, out: &mut Writer<'_, U>) {
    backslash(letter.into(), out);
    for digit in (0..digits).rev() {
        out.push(hex_digit(c >> (4 * digit)).into());
    }
}

/// The last four bits as a digit.
#[inline]
pub(crate) fn hex_digit(value: u32) -> u8 {
    // Without a branch, so that many digits are made at once.
    let digit = (value & 15) as u8;
    digit + b'0' + u8::from(digit > 9) * (b'a' - b'0' - 10)
}

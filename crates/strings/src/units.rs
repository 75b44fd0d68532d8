//! Text as Python's strings hold it: code points in units of one width, the narrowest that all of them fit into.
//!
//! ```text
//! Kind     storage   code points        why it is a kind of its own
//! Ascii    u8        ..= U+7F           the units are UTF-8, and cases are a matter of one bit
//! Latin1   u8        ..= U+FF
//! Ucs2     u16       ..= U+FFFF         surrogates are code points like others
//! Ucs4     u32       ..= U+10FFFF
//! ```

use std::cmp::Ordering;
use std::ops::Range;

use crate::Unit;

/// How wide the units are; ordered by what they can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// All code points are below 0x80, in bytes.
    Ascii,
    /// All are below 0x100, in bytes.
    Latin1,
    /// All are below `0x1_0000`, in units of two bytes.
    Ucs2,
    /// Any, in units of four bytes.
    Ucs4,
}

impl Kind {
    /// The narrowest kind for a code point, or for the bits of several ([`Units::bits`]).
    pub const fn of(bits: u32) -> Self {
        match bits {
            0..=0x7f => Self::Ascii,
            0x80..=0xff => Self::Latin1,
            0x100..=0xffff => Self::Ucs2,
            _ => Self::Ucs4,
        }
    }

    /// The size of a unit in bytes.
    #[inline]
    pub const fn width(self) -> usize {
        match self {
            Self::Ascii | Self::Latin1 => 1,
            Self::Ucs2 => 2,
            Self::Ucs4 => 4,
        }
    }

    /// The largest code point that it can hold.
    pub const fn max_char(self) -> u32 {
        match self {
            Self::Ascii => 0x7f,
            Self::Latin1 => 0xff,
            Self::Ucs2 => 0xffff,
            Self::Ucs4 => 0x10_ffff,
        }
    }
}

/// A view of text. The text of an object is canonical: of the narrowest kind that holds it. A slice keeps the kind of
/// the whole and need not be; [`Units::narrowest`] tells what an object made of it needs.
///
/// What is searched *for* (needles, separators, sets) must be canonical.
#[derive(Clone, Copy, Debug)]
pub enum Units<'a> {
    /// Units below 0x80.
    Ascii(&'a [u8]),
    /// Units of Latin-1. Bytes are viewed as this, too, by the functions that serve both `str` and `bytes`.
    Latin1(&'a [u8]),
    /// Units of two bytes.
    Ucs2(&'a [u16]),
    /// Units of four bytes.
    Ucs4(&'a [u32]),
}

/// Evaluates an expression with the slice of units, whatever their width.
macro_rules! with_slice {
    ($units:expr, $slice:ident => $result:expr) => {
        match $units {
            $crate::Units::Ascii($slice) | $crate::Units::Latin1($slice) => $result,
            $crate::Units::Ucs2($slice) => $result,
            $crate::Units::Ucs4($slice) => $result,
        }
    };
}
pub(crate) use with_slice;

impl<'a> Units<'a> {
    /// No text.
    pub const EMPTY: Self = Self::Ascii(&[]);

    /// How the units are stored.
    #[inline]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Ascii(_) => Kind::Ascii,
            Self::Latin1(_) => Kind::Latin1,
            Self::Ucs2(_) => Kind::Ucs2,
            Self::Ucs4(_) => Kind::Ucs4,
        }
    }

    /// The number of code points.
    #[inline]
    pub const fn len(self) -> usize {
        with_slice!(self, slice => slice.len())
    }

    /// Whether there are none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code point at a place.
    #[inline]
    pub fn get(self, index: usize) -> Option<u32> {
        with_slice!(self, slice => slice.get(index).map(|&unit| unit.code()))
    }

    /// The last code point.
    pub fn last(self) -> Option<u32> {
        with_slice!(self, slice => slice.last().map(|&unit| unit.code()))
    }

    /// A part of it, of the same kind. What lies outside is left out.
    #[inline]
    pub fn slice(self, range: Range<usize>) -> Self {
        match self {
            Self::Ascii(units) => Self::Ascii(part(units, range)),
            Self::Latin1(units) => Self::Latin1(part(units, range)),
            Self::Ucs2(units) => Self::Ucs2(part(units, range)),
            Self::Ucs4(units) => Self::Ucs4(part(units, range)),
        }
    }

    /// The bits that occur in any code point. For Latin-1 only whether there is one beyond ASCII.
    #[inline]
    pub fn bits(self) -> u32 {
        match self {
            Self::Ascii(_) => 0,
            Self::Latin1(units) => Unit::bits(units),
            Self::Ucs2(units) => Unit::bits(units),
            Self::Ucs4(units) => Unit::bits(units),
        }
    }

    /// The kind that an object of this text has to have.
    #[inline]
    pub fn narrowest(self) -> Kind {
        Kind::of(self.bits())
    }

    /// The largest code point; 0 where there is none.
    pub fn max_char(self) -> u32 {
        with_slice!(self, slice => slice.iter().max().map_or(0, |&unit| unit.code()))
    }

    /// The code points. Where the loop matters, match on the kind instead.
    pub fn iter(self) -> CodePoints<'a> {
        CodePoints { units: self, front: 0, back: self.len() }
    }

    /// The text as UTF-8, where its kind shows that it is.
    pub fn as_ascii(self) -> Option<&'a str> {
        match self {
            Self::Ascii(units) => str::from_utf8(units).ok(),
            _ => None,
        }
    }

    /// The ordering of `str`: by code points.
    #[inline]
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Ascii(a) | Self::Latin1(a), Self::Ascii(b) | Self::Latin1(b)) => a.cmp(b),
            _ => with_slice!(self, a => with_slice!(other, b => compare_widened(a, b))),
        }
    }

    /// Whether the text is the same, whatever the kinds.
    #[inline]
    pub fn equals(self, other: Self) -> bool {
        match (self, other) {
            (Self::Ascii(a) | Self::Latin1(a), Self::Ascii(b) | Self::Latin1(b)) => a == b,
            (Self::Ucs2(a), Self::Ucs2(b)) => a == b,
            (Self::Ucs4(a), Self::Ucs4(b)) => a == b,
            _ => self.len() == other.len() && self.compare(other).is_eq(),
        }
    }

    /// Whether it begins with `prefix`.
    #[inline]
    pub fn starts_with(self, prefix: Self) -> bool {
        match (self, prefix) {
            (Self::Ascii(a) | Self::Latin1(a), Self::Ascii(b) | Self::Latin1(b)) => a.starts_with(b),
            _ => prefix.len() <= self.len() && self.slice(0..prefix.len()).equals(prefix),
        }
    }

    /// Whether it ends with `suffix`.
    #[inline]
    pub fn ends_with(self, suffix: Self) -> bool {
        if let (Self::Ascii(a) | Self::Latin1(a), Self::Ascii(b) | Self::Latin1(b)) = (self, suffix) {
            return a.ends_with(b);
        }
        let start = self.len().checked_sub(suffix.len());
        start.is_some_and(|start| self.slice(start..self.len()).equals(suffix))
    }
}

impl PartialEq for Units<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.equals(*other)
    }
}

impl Eq for Units<'_> {}

impl PartialOrd for Units<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Units<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare(*other)
    }
}

impl<'a> IntoIterator for Units<'a> {
    type Item = u32;
    type IntoIter = CodePoints<'a>;

    fn into_iter(self) -> CodePoints<'a> {
        self.iter()
    }
}

/// Iterates over code points, from both ends.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    units: Units<'a>,
    front: usize,
    back: usize,
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.front == self.back {
            return None;
        }
        self.front += 1;
        self.units.get(self.front - 1)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.back - self.front, Some(self.back - self.front))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    fn next_back(&mut self) -> Option<u32> {
        if self.front == self.back {
            return None;
        }
        self.back -= 1;
        self.units.get(self.back)
    }
}

impl ExactSizeIterator for CodePoints<'_> {}

/// The part of a slice that lies within a range.
#[inline]
pub(crate) fn part<T>(slice: &[T], range: Range<usize>) -> &[T] {
    let end = range.end.min(slice.len());
    slice.get(range.start.min(end)..end).unwrap_or_default()
}

fn compare_widened<A: Unit, B: Unit>(a: &[A], b: &[B]) -> Ordering {
    for (&a, &b) in a.iter().zip(b) {
        let (a, b): (u32, u32) = (a.code(), b.code());
        if a != b {
            return a.cmp(&b);
        }
    }
    a.len().cmp(&b.len())
}

/// The range that Python's `start` and `end` arguments mean in text of a length: negative ones count from its end.
/// `None` where the start lies behind the end, so that not even the empty string is found.
pub fn bounds(start: isize, end: isize, len: usize) -> Option<Range<usize>> {
    let from_end = |place: isize| {
        if place < 0 { len.saturating_sub(place.unsigned_abs()) } else { place.unsigned_abs() }
    };
    let (start, end) = (from_end(start), from_end(end).min(len));
    (start <= end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_equality_cross_kinds() {
        let texts: [Units<'_>; 6] = [
            Units::EMPTY,
            Units::Ascii(b"ab"),
            Units::Latin1(b"ab\xe9"),
            Units::Ucs2(&[0x61, 0x62, 0x3b1]),
            Units::Ucs2(&[0x61, 0xd800]),
            Units::Ucs4(&[0x61, 0x1_f600]),
        ];
        for (i, a) in texts.iter().enumerate() {
            for (j, b) in texts.iter().enumerate() {
                assert_eq!(a.cmp(b), i.cmp(&j));
                assert_eq!(a == b, i == j);
            }
        }
        assert_eq!(Units::Ucs4(&[0x61, 0x62]), Units::Ascii(b"ab"));
    }

    #[test]
    fn bounds_are_pythons() {
        assert_eq!(bounds(0, isize::MAX, 3), Some(0..3));
        assert_eq!(bounds(-2, -1, 3), Some(1..2));
        assert_eq!(bounds(-9, 2, 3), Some(0..2));
        assert_eq!(bounds(isize::MIN, isize::MIN, 3), Some(0..0));
        assert_eq!(bounds(3, 3, 3), Some(3..3));
        assert_eq!(bounds(4, 9, 3), None);
        assert_eq!(bounds(2, 1, 3), None);
    }
}

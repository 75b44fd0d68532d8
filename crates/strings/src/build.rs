//! Text that is made in place: first its shape, then its units.
//!
//! Whoever wants an object asks for the [`Shape`], allocates, and lets the units be written into the object: nothing is
//! built twice.

use std::collections::TryReserveError;

use crate::units::with_slice;
use crate::{Kind, OwnedUnits, Unit, Units};

/// What has to be allocated for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The narrowest kind that holds the text.
    pub kind: Kind,
    /// The number of code points.
    pub len: usize,
}

impl Shape {
    /// No text.
    pub const EMPTY: Self = Self { kind: Kind::Ascii, len: 0 };

    /// The shape of canonical text.
    #[inline]
    pub fn of(units: Units<'_>) -> Self {
        Self { kind: units.kind(), len: units.len() }
    }

    /// The shape of both texts together; `None` where no memory could hold it.
    #[must_use]
    #[inline]
    pub fn and(self, other: Self) -> Option<Self> {
        Self { kind: self.kind.max(other.kind), len: self.len.checked_add(other.len)? }.possible()
    }

    /// The shape of several copies.
    #[must_use]
    #[inline]
    pub fn times(self, count: usize) -> Option<Self> {
        let kind = if count == 0 { Kind::Ascii } else { self.kind };
        Self { kind, len: self.len.checked_mul(count)? }.possible()
    }

    /// Lengths are signed in Python's own interface.
    #[inline]
    fn possible(self) -> Option<Self> {
        (self.len <= isize::MAX.unsigned_abs()).then_some(self)
    }
}

/// Units that are to be written.
#[derive(Debug)]
pub enum UnitsMut<'a> {
    /// ASCII or Latin-1.
    One(&'a mut [u8]),
    /// Units of two bytes.
    Two(&'a mut [u16]),
    /// Units of four bytes.
    Four(&'a mut [u32]),
}

/// Text that knows its shape before it exists.
pub trait Build {
    /// What to allocate; `None` where the text would be too long.
    fn shape(&self) -> Option<Shape>;

    /// Writes the units into a place of the length of the shape, with units as wide as its kind or wider.
    fn write<U: Unit>(&self, out: &mut [U]);

    /// The same, into units of any width.
    fn write_to(&self, out: UnitsMut<'_>) {
        match out {
            UnitsMut::One(out) => self.write(out),
            UnitsMut::Two(out) => self.write(out),
            UnitsMut::Four(out) => self.write(out),
        }
    }

    /// The text in memory of its own. A length that no memory could hold fails like one that does not fit.
    fn build(&self) -> Result<OwnedUnits, TryReserveError> {
        let shape = self.shape().unwrap_or(Shape { kind: Kind::Ascii, len: usize::MAX });
        let mut units = OwnedUnits::zeroed(shape.kind, shape.len)?;
        self.write_to(units.as_mut());
        Ok(units)
    }
}

/// Fills a slice of units from the front. What does not fit is dropped: the shape was wrong then, which tests notice.
#[derive(Debug)]
pub struct Writer<'o, U> {
    rest: &'o mut [U],
}

impl<'o, U: Unit> Writer<'o, U> {
    /// Begins at the front.
    #[inline]
    pub fn new(out: &'o mut [U]) -> Self {
        Self { rest: out }
    }

    /// Takes the next places.
    #[inline]
    pub(crate) fn take(&mut self, count: usize) -> &'o mut [U] {
        debug_assert!(count <= self.rest.len(), "the shape was too short");
        self.rest.split_off_mut(..count.min(self.rest.len())).unwrap_or_default()
    }

    /// Writes one code point.
    #[inline]
    pub fn push(&mut self, c: u32) {
        debug_assert!(!self.rest.is_empty(), "the shape was too short");
        if let Some(place) = self.rest.split_off_first_mut() {
            *place = U::from_low_bits(c);
        }
    }

    /// Writes the same code point several times.
    #[inline]
    pub fn fill(&mut self, c: u32, count: usize) {
        self.take(count).fill(U::from_low_bits(c));
    }

    /// Writes text that is known to fit.
    #[inline]
    pub fn extend(&mut self, units: Units<'_>) {
        let out = self.take(units.len());
        with_slice!(units, slice => copy(slice, out));
    }

    /// Writes units that are known to fit.
    #[inline]
    pub fn extend_slice<V: Unit>(&mut self, units: &[V]) {
        copy(units, self.take(units.len()));
    }
}

#[inline]
fn copy<V: Unit, U: Unit>(units: &[V], out: &mut [U]) {
    for (place, &unit) in out.iter_mut().zip(units) {
        *place = U::from_low_bits(unit.code());
    }
}

/// Text one after the other.
impl Build for [Units<'_>] {
    fn shape(&self) -> Option<Shape> {
        self.iter().try_fold(Shape::EMPTY, |shape, &piece| shape.and(Shape::of(piece)))
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        let mut out = Writer::new(out);
        for &piece in self {
            out.extend(piece);
        }
    }
}

/// A slice, as an object of its own: its kind may be narrower.
impl Build for Units<'_> {
    fn shape(&self) -> Option<Shape> {
        Some(Shape { kind: self.narrowest(), len: self.len() })
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        Writer::new(out).extend(*self);
    }
}

/// `separator.join(pieces)`. The pieces are gone through twice.
#[derive(Clone, Debug)]
pub struct Join<'a, I> {
    /// What stands between the pieces; canonical.
    pub separator: Units<'a>,
    /// The pieces; canonical.
    pub pieces: I,
}

impl<'a, I: Iterator<Item = Units<'a>> + Clone> Build for Join<'_, I> {
    fn shape(&self) -> Option<Shape> {
        let mut pieces = self.pieces.clone();
        let Some(first) = pieces.next() else { return Some(Shape::EMPTY) };
        let separator = Shape::of(self.separator);
        pieces.try_fold(Shape::of(first), |shape, piece| shape.and(separator)?.and(Shape::of(piece)))
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        let mut out = Writer::new(out);
        let mut pieces = self.pieces.clone();
        if let Some(first) = pieces.next() {
            out.extend(first);
        }
        for piece in pieces {
            out.extend(self.separator);
            out.extend(piece);
        }
    }
}

/// `units * count`.
#[derive(Clone, Copy, Debug)]
pub struct Repeat<'a> {
    /// What is repeated; canonical.
    pub units: Units<'a>,
    /// How often.
    pub count: usize,
}

impl Build for Repeat<'_> {
    fn shape(&self) -> Option<Shape> {
        Shape::of(self.units).times(self.count)
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        let len = self.units.len();
        match (len, self.units.get(0)) {
            (_, None) => {}
            (1, Some(c)) => out.fill(U::from_low_bits(c)),
            _ => {
                let once = self.units.slice(0..out.len());
                Writer::new(out).extend(once);
                // What is there is copied behind itself, twice as much each time.
                let mut done = len;
                while let Some((ready, rest)) = out.split_at_mut_checked(done) {
                    if rest.is_empty() {
                        break;
                    }
                    let count = ready.len().min(rest.len());
                    copy(ready, rest.get_mut(..count).unwrap_or_default());
                    done += count;
                }
            }
        }
    }
}

/// `units[start::step]`, `len` of it.
#[derive(Clone, Copy, Debug)]
pub struct Stepped<'a> {
    /// What is sliced.
    pub units: Units<'a>,
    /// The first place.
    pub start: usize,
    /// The distance from one place to the next.
    pub step: isize,
    /// The number of places. All of them lie within the text.
    pub len: usize,
}

impl Stepped<'_> {
    /// Runs over the code points of one width.
    #[inline]
    fn places<U: Unit>(self, slice: &[U]) -> impl Iterator<Item = u32> {
        let mut place = self.start;
        (0..self.len).map_while(move |_| {
            let unit = *slice.get(place)?;
            place = place.wrapping_add_signed(self.step);
            Some(unit.code())
        })
    }
}

impl Build for Stepped<'_> {
    fn shape(&self) -> Option<Shape> {
        let bits = match self.units {
            Units::Ascii(_) => 0,
            units => with_slice!(units, slice => self.places(slice).fold(0, |bits, c| bits | c)),
        };
        Some(Shape { kind: Kind::of(bits), len: self.len })
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        with_slice!(self.units, slice => {
            for (place, c) in out.iter_mut().zip(self.places(slice)) {
                *place = U::from_low_bits(c);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(build: &(impl Build + ?Sized)) -> (Kind, Vec<u32>) {
        let units = build.build().unwrap();
        (units.as_units().kind(), units.as_units().iter().collect())
    }

    #[test]
    fn pieces_are_put_together() {
        let pieces = [Units::Ascii(b"a"), Units::Ucs2(&[0x3b1]), Units::EMPTY];
        assert_eq!(text(&pieces[..]), (Kind::Ucs2, vec![0x61, 0x3b1]));
        let join = Join { separator: Units::Ucs4(&[0x1_0000]), pieces: pieces.iter().copied() };
        assert_eq!(text(&join), (Kind::Ucs4, vec![0x61, 0x1_0000, 0x3b1, 0x1_0000]));
        let one = Join { separator: Units::Ucs4(&[0x1_0000]), pieces: pieces.iter().copied().take(1) };
        assert_eq!(text(&one), (Kind::Ascii, vec![0x61]));
        assert_eq!(
            text(&Join { separator: Units::Latin1(b"\xe9"), pieces: [].into_iter() }),
            (Kind::Ascii, vec![])
        );
    }

    #[test]
    fn repetition_and_slices() {
        for count in 0..9 {
            let units = Units::Latin1(b"ab\xe9");
            let (kind, copies) = text(&Repeat { units, count });
            assert_eq!(copies, [0x61, 0x62, 0xe9].repeat(count));
            assert_eq!(kind, if count == 0 { Kind::Ascii } else { Kind::Latin1 });
            assert_eq!(text(&Repeat { units: Units::Ascii(b"x"), count }).1, vec![0x78; count]);
        }
        assert_eq!(Repeat { units: Units::Ascii(b"ab"), count: usize::MAX / 2 }.shape(), None);
        assert!(Repeat { units: Units::Ascii(b"ab"), count: usize::MAX / 2 }.build().is_err());
        let units = Units::Ucs2(&[0x61, 0x3b1, 0x62, 0xe9]);
        let step = |start, step, len| text(&Stepped { units, start, step, len });
        assert_eq!(step(0, 2, 2), (Kind::Ascii, vec![0x61, 0x62]));
        assert_eq!(step(3, -3, 2), (Kind::Latin1, vec![0xe9, 0x61]));
        assert_eq!(step(3, -1, 4), (Kind::Ucs2, vec![0xe9, 0x62, 0x3b1, 0x61]));
        assert_eq!(step(9, isize::MIN, 0), (Kind::Ascii, vec![]));
        assert_eq!(text(&units.slice(2..3)), (Kind::Ascii, vec![0x62]));
    }
}

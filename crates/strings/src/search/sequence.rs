//! Units in one direction or the other, so that each search is written once.

use crate::Unit;

/// Units in an order.
pub(super) trait Sequence: Copy {
    fn len(self) -> usize;

    /// The code point at a place that the caller knows to exist.
    fn at(self, place: usize) -> u32;

    /// The first place of a code point, not before `from`.
    fn position(self, from: usize, c: u32) -> Option<usize>;
}

/// From the front.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forward<'a, U>(pub(super) &'a [U]);

impl<U: Unit> Sequence for Forward<'_, U> {
    #[inline]
    fn len(self) -> usize {
        self.0.len()
    }

    #[inline]
    fn at(self, place: usize) -> u32 {
        self.0.get(place).map_or(0, |&unit| unit.code())
    }

    #[inline]
    fn position(self, from: usize, c: u32) -> Option<usize> {
        Some(from + U::position(self.0.get(from..)?, U::fit(c)?)?)
    }
}

/// From the back: place 0 is the last unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backward<'a, U>(pub(super) &'a [U]);

impl<U: Unit> Sequence for Backward<'_, U> {
    #[inline]
    fn len(self) -> usize {
        self.0.len()
    }

    #[inline]
    fn at(self, place: usize) -> u32 {
        // Behind the front the subtraction wraps to a place that does not exist either.
        let place = self.0.len().wrapping_sub(1).wrapping_sub(place);
        self.0.get(place).map_or(0, |&unit| unit.code())
    }

    #[inline]
    fn position(self, from: usize, c: u32) -> Option<usize> {
        let end = self.0.len().checked_sub(from)?;
        let place = U::last_position(self.0.get(..end)?, U::fit(c)?)?;
        Some(self.0.len() - 1 - place)
    }
}

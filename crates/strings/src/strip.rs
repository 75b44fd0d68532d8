//! Taking white space or other units off the ends of text.

use std::ops::Range;

use crate::units::with_slice;
use crate::white::Rules;
use crate::{Unit, Units};

/// Which ends are stripped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// `lstrip`
    Left,
    /// `rstrip`
    Right,
    /// `strip`
    Both,
}

/// What is left of text without white space at its ends.
pub fn strip_whitespace(text: Units<'_>, sides: Sides) -> Range<usize> {
    with_slice!(text, units => strip_where(units, sides, |unit| Rules::Text.is_space(unit)))
}

/// What is left of bytes without white space at their ends.
pub fn strip_whitespace_of_bytes(bytes: &[u8], sides: Sides) -> Range<usize> {
    strip_where(bytes, sides, |unit| Rules::Bytes.is_space(unit))
}

/// What is left of text without the units of a set at its ends.
pub fn strip(text: Units<'_>, set: Units<'_>, sides: Sides) -> Range<usize> {
    with_slice!(set, set => {
        // Units whose low six bits no member of the set has are not looked up.
        let bits = set.iter().fold(0, |bits, &unit| bits | bit(unit));
        with_slice!(text, units => strip_where(units, sides, |unit| bits & bit(unit) != 0 && contains(set, unit)))
    })
}

#[inline]
fn bit<U: Unit>(unit: U) -> u64 {
    1 << (unit.code() & 63)
}

#[inline]
fn contains<S: Unit, U: Unit>(set: &[S], unit: U) -> bool {
    S::fit(unit.code()).is_some_and(|unit| S::position(set, unit).is_some())
}

#[inline]
fn strip_where<U: Unit>(units: &[U], sides: Sides, stripped: impl Fn(U) -> bool) -> Range<usize> {
    let start = match sides {
        Sides::Right => 0,
        _ => units.iter().position(|&unit| !stripped(unit)).unwrap_or(units.len()),
    };
    let end = match sides {
        Sides::Left => units.len(),
        _ => units.iter().rposition(|&unit| !stripped(unit)).map_or(start, |last| (last + 1).max(start)),
    };
    start..end
}

//! Loops over characters of one kind: how far they reach, and where a place is that something can follow at.

use taipan_strings::Unit;

use crate::program::{One, Program, Tail};

/// How many characters at the beginning of a text are what they must be.
#[inline]
pub(crate) fn count<U: Unit>(program: &Program, one: One, text: &[U]) -> usize {
    let end = match one {
        One::Never => Some(0),
        One::Any => U::position(text, U::from_low_bits(0x0a)),
        One::AnyAll => None,
        One::Literal(c) => match U::fit(c) {
            Some(unit) => text.iter().position(|&it| it != unit),
            None => Some(0),
        },
        One::NotLiteral(c) => U::fit(c).and_then(|unit| U::position(text, unit)),
        One::In(set) => match program.sets.get(set as usize) {
            Some(set) => text.iter().position(|&unit| !set.contains(unit.code())),
            None => Some(0),
        },
    };
    end.unwrap_or(text.len())
}

/// The last place from `low` to `high` at which what comes after a repeat can begin.
#[inline]
pub(crate) fn last_place<U: Unit>(
    program: &Program,
    tail: Tail,
    text: &[U],
    low: usize,
    high: usize,
) -> Option<usize> {
    let Tail::One(one) = tail else { return Some(high) };
    let candidates = text.get(low..text.len().min(high + 1))?;
    let place = match one {
        One::Never => None,
        One::Literal(c) => U::last_position(candidates, U::fit(c)?),
        _ => candidates.iter().rposition(|unit| one.matches(program, unit.code())),
    };
    place.map(|place| low + place)
}

/// The first place from `at` to `high` at which what comes after a repeat can begin, all characters on the way there being
/// what the repeat matches.
#[inline]
pub(crate) fn first_place<U: Unit>(
    program: &Program,
    one: One,
    tail: Tail,
    text: &[U],
    at: usize,
    high: usize,
) -> Option<usize> {
    let Tail::One(next) = tail else { return Some(at) };
    let candidates = text.get(at..text.len().min(high.saturating_add(1)))?;
    if let (One::AnyAll, One::Literal(c)) = (one, next) {
        return Some(at + U::position(candidates, U::fit(c)?)?);
    }
    for (passed, unit) in candidates.iter().enumerate() {
        if next.matches(program, unit.code()) {
            return Some(at + passed);
        }
        if !one.matches(program, unit.code()) {
            return None;
        }
    }
    None
}

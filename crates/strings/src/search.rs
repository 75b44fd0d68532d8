//! Finding text in text, in linear time.
//!
//! Bytes in long bytes are left to `memchr`. Everywhere else candidates are found by a scan for the first unit; when
//! that has compared too much in vain, the rest is searched by the two-way algorithm, which has no bad cases.

mod candidates;
mod sequence;
mod two_way;

use memchr::memmem;

use crate::Units;
use candidates::Candidates;
use sequence::{Backward, Forward};

/// Below this length preparing a search costs more than it can save.
const LONG: usize = 256;

/// The place where `needle` begins for the first time.
pub fn find(text: Units<'_>, needle: Units<'_>) -> Option<usize> {
    use Units::{Ascii, Latin1};
    match (text, needle) {
        _ if needle.is_empty() => Some(0),
        (Ascii(_), Latin1(needle)) if !needle.is_ascii() => None,
        (Ascii(text) | Latin1(text), Ascii(needle) | Latin1(needle)) => find_bytes(text, needle),
        _ => matches(text, needle).next(),
    }
}

/// The same in bytes: a scan for the first one, which hands over when that is of no use.
fn find_bytes(text: &[u8], needle: &[u8]) -> Option<usize> {
    const TRIES: usize = 8;
    let (&first, rest) = needle.split_first()?;
    let last = text.len().checked_sub(needle.len())?;
    let mut at = 0;
    for _ in 0..TRIES {
        at += place_of(first, text.get(at..=last)?)?;
        if text.get(at + 1..)?.starts_with(rest) {
            return Some(at);
        }
        at += 1;
    }
    memmem::find(text.get(at..)?, needle).map(|place| at + place)
}

/// The first place of a byte. In short texts a loop is done before vector instructions are set up.
#[inline]
fn place_of(byte: u8, text: &[u8]) -> Option<usize> {
    const SHORT: usize = 16;
    if text.len() > SHORT { memchr::memchr(byte, text) } else { text.iter().position(|&it| it == byte) }
}

/// The place where `needle` begins for the last time.
pub fn rfind(text: Units<'_>, needle: Units<'_>) -> Option<usize> {
    match needle.len() {
        0 => Some(text.len()),
        _ => matches_backward(text, needle).next(),
    }
}

/// Whether `needle` occurs.
pub fn contains(text: Units<'_>, needle: Units<'_>) -> bool {
    find(text, needle).is_some()
}

/// How often `needle` occurs without overlap. The empty one occurs around each unit.
pub fn count(text: Units<'_>, needle: Units<'_>) -> usize {
    count_up_to(text, needle, usize::MAX)
}

/// The same, but not above a limit.
pub(crate) fn count_up_to(text: Units<'_>, needle: Units<'_>, limit: usize) -> usize {
    match (needle.len(), needle.get(0)) {
        (1, Some(c)) => occurrences(text, c).min(limit),
        (0, _) => text.len().saturating_add(1).min(limit),
        _ => matches(text, needle).take(limit).count(),
    }
}

/// How often a code point occurs.
pub fn occurrences(text: Units<'_>, c: u32) -> usize {
    use crate::Unit;
    crate::units::with_slice!(text, units => Unit::fit(c).map_or(0, |unit| Unit::occurrences(units, unit)))
}

/// The places where a needle that is not empty begins, without overlap, from the front.
///
/// It must be canonical: one of wider units than the text's is taken to be absent.
pub fn matches<'t, 'n>(text: Units<'t>, needle: Units<'n>) -> Matches<'t, 'n> {
    use Units::{Ascii, Latin1, Ucs2, Ucs4};
    Matches(match (text, needle) {
        _ if needle.is_empty() || needle.len() > text.len() => Forwards::Nothing,
        (Ascii(_), Latin1(n)) if !n.is_ascii() => Forwards::Nothing,
        (Ascii(t) | Latin1(t), Ascii(n) | Latin1(n)) => match n {
            [unit] => Forwards::Byte(memchr::memchr_iter(*unit, t)),
            _ if t.len() >= LONG => Forwards::Bytes(Box::new(memmem::find_iter(t, n))),
            _ => Forwards::OneOne(Candidates::new(Forward(t), Forward(n))),
        },
        (Ucs2(t), Ascii(n) | Latin1(n)) => Forwards::TwoOne(Candidates::new(Forward(t), Forward(n))),
        (Ucs2(t), Ucs2(n)) => Forwards::TwoTwo(Candidates::new(Forward(t), Forward(n))),
        (Ucs4(t), Ascii(n) | Latin1(n)) => Forwards::FourOne(Candidates::new(Forward(t), Forward(n))),
        (Ucs4(t), Ucs2(n)) => Forwards::FourTwo(Candidates::new(Forward(t), Forward(n))),
        (Ucs4(t), Ucs4(n)) => Forwards::FourFour(Candidates::new(Forward(t), Forward(n))),
        _ => Forwards::Nothing,
    })
}

/// The same from the back: the places where the needle begins, the last one first.
pub fn matches_backward<'t, 'n>(text: Units<'t>, needle: Units<'n>) -> MatchesBackward<'t, 'n> {
    use Units::{Ascii, Latin1, Ucs2, Ucs4};
    let search = match (text, needle) {
        _ if needle.is_empty() || needle.len() > text.len() => Backwards::Nothing,
        (Ascii(_), Latin1(n)) if !n.is_ascii() => Backwards::Nothing,
        (Ascii(t) | Latin1(t), Ascii(n) | Latin1(n)) => {
            Backwards::OneOne(Candidates::new(Backward(t), Backward(n)))
        }
        (Ucs2(t), Ascii(n) | Latin1(n)) => Backwards::TwoOne(Candidates::new(Backward(t), Backward(n))),
        (Ucs2(t), Ucs2(n)) => Backwards::TwoTwo(Candidates::new(Backward(t), Backward(n))),
        (Ucs4(t), Ascii(n) | Latin1(n)) => Backwards::FourOne(Candidates::new(Backward(t), Backward(n))),
        (Ucs4(t), Ucs2(n)) => Backwards::FourTwo(Candidates::new(Backward(t), Backward(n))),
        (Ucs4(t), Ucs4(n)) => Backwards::FourFour(Candidates::new(Backward(t), Backward(n))),
        _ => Backwards::Nothing,
    };
    MatchesBackward { search, last: text.len().saturating_sub(needle.len()) }
}

/// Iterates over the places of a needle, from the front.
#[derive(Debug)]
pub struct Matches<'t, 'n>(Forwards<'t, 'n>);

/// The variants are named after the widths of text and needle.
#[derive(Debug)]
enum Forwards<'t, 'n> {
    Nothing,
    Byte(memchr::Memchr<'t>),
    Bytes(Box<memmem::FindIter<'t, 'n>>),
    OneOne(Candidates<Forward<'t, u8>, Forward<'n, u8>>),
    TwoOne(Candidates<Forward<'t, u16>, Forward<'n, u8>>),
    TwoTwo(Candidates<Forward<'t, u16>, Forward<'n, u16>>),
    FourOne(Candidates<Forward<'t, u32>, Forward<'n, u8>>),
    FourTwo(Candidates<Forward<'t, u32>, Forward<'n, u16>>),
    FourFour(Candidates<Forward<'t, u32>, Forward<'n, u32>>),
}

impl Iterator for Matches<'_, '_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        match &mut self.0 {
            Forwards::Nothing => None,
            Forwards::Byte(search) => search.next(),
            Forwards::Bytes(search) => search.next(),
            Forwards::OneOne(search) => search.next(),
            Forwards::TwoOne(search) => search.next(),
            Forwards::TwoTwo(search) => search.next(),
            Forwards::FourOne(search) => search.next(),
            Forwards::FourTwo(search) => search.next(),
            Forwards::FourFour(search) => search.next(),
        }
    }
}

/// Iterates over the places of a needle, from the back.
#[derive(Debug)]
pub struct MatchesBackward<'t, 'n> {
    search: Backwards<'t, 'n>,
    /// The last place where the needle can begin: the searches count from there.
    last: usize,
}

#[derive(Debug)]
enum Backwards<'t, 'n> {
    Nothing,
    OneOne(Candidates<Backward<'t, u8>, Backward<'n, u8>>),
    TwoOne(Candidates<Backward<'t, u16>, Backward<'n, u8>>),
    TwoTwo(Candidates<Backward<'t, u16>, Backward<'n, u16>>),
    FourOne(Candidates<Backward<'t, u32>, Backward<'n, u8>>),
    FourTwo(Candidates<Backward<'t, u32>, Backward<'n, u16>>),
    FourFour(Candidates<Backward<'t, u32>, Backward<'n, u32>>),
}

impl Iterator for MatchesBackward<'_, '_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let place = match &mut self.search {
            Backwards::Nothing => None,
            Backwards::OneOne(search) => search.next(),
            Backwards::TwoOne(search) => search.next(),
            Backwards::TwoTwo(search) => search.next(),
            Backwards::FourOne(search) => search.next(),
            Backwards::FourTwo(search) => search.next(),
            Backwards::FourFour(search) => search.next(),
        };
        place.map(|place| self.last.saturating_sub(place))
    }
}

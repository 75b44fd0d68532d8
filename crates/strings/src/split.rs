//! Cutting text into pieces: by a separator, by white space, by lines. All report ranges.
//!
//! Limits are numbers of cuts, `usize::MAX` for none. What cuts from the back reports the last piece first.

use std::ops::Range;

use crate::search::{Matches, MatchesBackward, find, matches, matches_backward, rfind};
use crate::units::{part, with_slice};
use crate::white::Rules;
use crate::{Unit, Units};

/// `text.split(separator, limit)`. The separator is not empty.
pub fn split<'t, 's>(text: Units<'t>, separator: Units<'s>, limit: usize) -> Split<'t, 's> {
    Split { rest: Some(0..text.len()), matches: matches(text, separator), separator: separator.len(), limit }
}

/// `text.rsplit(separator, limit)`, the last piece first.
pub fn rsplit<'t, 's>(text: Units<'t>, separator: Units<'s>, limit: usize) -> SplitBackward<'t, 's> {
    let matches = matches_backward(text, separator);
    SplitBackward { rest: Some(0..text.len()), matches, separator: separator.len(), limit }
}

/// `text.split(None, limit)`.
pub fn split_words(text: Units<'_>, limit: usize) -> SplitWords<'_> {
    SplitWords { text, at: 0, limit, rules: Rules::Text }
}

/// `bytes.split(None, limit)`.
pub fn split_words_of_bytes(bytes: &[u8], limit: usize) -> SplitWords<'_> {
    SplitWords { text: Units::Latin1(bytes), at: 0, limit, rules: Rules::Bytes }
}

/// `text.rsplit(None, limit)`, the last piece first.
pub fn rsplit_words(text: Units<'_>, limit: usize) -> SplitWordsBackward<'_> {
    SplitWordsBackward { text, end: text.len(), limit, rules: Rules::Text }
}

/// `bytes.rsplit(None, limit)`, the last piece first.
pub fn rsplit_words_of_bytes(bytes: &[u8], limit: usize) -> SplitWordsBackward<'_> {
    SplitWordsBackward { text: Units::Latin1(bytes), end: bytes.len(), limit, rules: Rules::Bytes }
}

/// `text.splitlines(keep_ends)`.
pub fn lines(text: Units<'_>, keep_ends: bool) -> Lines<'_> {
    Lines { text, at: 0, keep_ends, rules: Rules::Text }
}

/// `bytes.splitlines(keep_ends)`.
pub fn lines_of_bytes(bytes: &[u8], keep_ends: bool) -> Lines<'_> {
    Lines { text: Units::Latin1(bytes), at: 0, keep_ends, rules: Rules::Bytes }
}

/// `text.partition(separator)`: what is before the first separator and what is behind it, if there is one.
pub fn partition(text: Units<'_>, separator: Units<'_>) -> Option<[Range<usize>; 2]> {
    find(text, separator).map(|place| around(text, separator, place))
}

/// `text.rpartition(separator)`: what is before the last separator and what is behind it, if there is one.
pub fn rpartition(text: Units<'_>, separator: Units<'_>) -> Option<[Range<usize>; 2]> {
    rfind(text, separator).map(|place| around(text, separator, place))
}

fn around(text: Units<'_>, separator: Units<'_>, place: usize) -> [Range<usize>; 2] {
    [0..place, place.saturating_add(separator.len())..text.len()]
}

/// The pieces between separators.
#[derive(Debug)]
pub struct Split<'t, 's> {
    /// What has not been reported.
    rest: Option<Range<usize>>,
    matches: Matches<'t, 's>,
    /// The separator's length.
    separator: usize,
    limit: usize,
}

impl Iterator for Split<'_, '_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.rest.take()?;
        let place = if self.limit == 0 { None } else { self.matches.next() };
        let Some(place) = place else { return Some(rest) };
        self.limit -= 1;
        self.rest = Some(place + self.separator..rest.end);
        Some(rest.start..place)
    }
}

/// The pieces between separators, from the back.
#[derive(Debug)]
pub struct SplitBackward<'t, 's> {
    rest: Option<Range<usize>>,
    matches: MatchesBackward<'t, 's>,
    separator: usize,
    limit: usize,
}

impl Iterator for SplitBackward<'_, '_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.rest.take()?;
        let place = if self.limit == 0 { None } else { self.matches.next() };
        let Some(place) = place else { return Some(rest) };
        self.limit -= 1;
        self.rest = Some(rest.start..place);
        Some(place + self.separator..rest.end)
    }
}

/// The words between white space. The one behind the last cut goes on to the end of the text.
#[derive(Clone, Debug)]
pub struct SplitWords<'t> {
    text: Units<'t>,
    at: usize,
    limit: usize,
    rules: Rules,
}

impl Iterator for SplitWords<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let word = with_slice!(self.text, units => self.word(units))?;
        self.limit = self.limit.saturating_sub(1);
        self.at = word.end;
        Some(word)
    }
}

impl SplitWords<'_> {
    #[inline]
    fn word<U: Unit>(&self, units: &[U]) -> Option<Range<usize>> {
        let rest = units.get(self.at..)?;
        let start = self.at + rest.iter().position(|&unit| !self.rules.is_space(unit))?;
        let rest = units.get(start..)?;
        let end = match self.limit {
            0 => None,
            _ => rest.iter().position(|&unit| self.rules.is_space(unit)),
        };
        Some(start..end.map_or(units.len(), |len| start + len))
    }
}

/// The words between white space, from the back. The one before the last cut goes on to the front of the text.
#[derive(Clone, Debug)]
pub struct SplitWordsBackward<'t> {
    text: Units<'t>,
    end: usize,
    limit: usize,
    rules: Rules,
}

impl Iterator for SplitWordsBackward<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let word = with_slice!(self.text, units => self.word(units))?;
        self.limit = self.limit.saturating_sub(1);
        self.end = word.start;
        Some(word)
    }
}

impl SplitWordsBackward<'_> {
    #[inline]
    fn word<U: Unit>(&self, units: &[U]) -> Option<Range<usize>> {
        let rest = part(units, 0..self.end);
        let end = rest.iter().rposition(|&unit| !self.rules.is_space(unit))? + 1;
        let start = match self.limit {
            0 => None,
            _ => part(units, 0..end).iter().rposition(|&unit| self.rules.is_space(unit)),
        };
        Some(start.map_or(0, |space| space + 1)..end)
    }
}

/// The lines of a text, with their ends or without.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: Units<'t>,
    at: usize,
    keep_ends: bool,
    rules: Rules,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let end = with_slice!(self.text, units => self.line_end(units));
        self.at = match (self.text.get(end), self.text.get(end + 1)) {
            (Some(0x0d), Some(0x0a)) => end + 2,
            (Some(_), _) => end + 1,
            (None, _) => end,
        };
        Some(start..if self.keep_ends { self.at } else { end })
    }
}

impl Lines<'_> {
    /// Where the line's text ends.
    #[inline]
    fn line_end<U: Unit>(&self, units: &[U]) -> usize {
        let rest = part(units, self.at..units.len());
        let end = rest.iter().position(|&unit| self.rules.is_line_end(unit));
        end.map_or(units.len(), |len| self.at + len)
    }
}

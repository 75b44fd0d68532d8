//! Where a match is tried: one place, or all from one on that it can begin at.

use taipan_strings::Unit;

use crate::machine::{Machine, Mode, State, Stop};
use crate::program::{Prefix, Program, Start};
use crate::scan;

impl Machine {
    /// Finds what the machine was prepared for. Gives the place where the match ends.
    pub(crate) fn find<U: Unit>(&mut self, program: &Program, text: &[U]) -> Result<usize, Stop> {
        let mut result = match self.state {
            State::New if self.mode == Mode::Search => {
                self.state = State::Seek(self.start);
                Err(Stop::Failed)
            }
            State::New => {
                // A pattern can match nothing even behind the end, where `endpos` lies before `pos`.
                if text.len().checked_sub(self.start).is_some_and(|left| left < program.width) {
                    return Err(Stop::Failed);
                }
                self.attempt(program, text, self.start)
            }
            State::Seek(_) => Err(Stop::Failed),
            State::Go(op, at) => self.execute(program, text, op, at),
            State::Back => match self.back(program, text) {
                Ok((op, at)) => self.execute(program, text, op, at),
                Err(stop) => Err(stop),
            },
        };
        while self.mode == Mode::Search && matches!(result, Err(Stop::Failed)) {
            let from = match self.state {
                State::Seek(from) => from,
                _ => {
                    self.must_advance = false;
                    after_failure(program, text, self.start)
                }
            };
            self.fuel = self.fuel.saturating_sub(1);
            if self.fuel == 0 {
                self.state = State::Seek(from);
                return Err(Stop::Paused);
            }
            let Some(place) = next_start(program, text, from) else { return Err(Stop::Failed) };
            if place != self.start {
                self.must_advance = false;
            }
            if program.whole > 0 {
                self.reset(program)?;
                self.start = place;
                return Ok(place + program.whole);
            }
            result = self.attempt(program, text, place);
        }
        result
    }

    fn attempt<U: Unit>(&mut self, program: &Program, text: &[U], place: usize) -> Result<usize, Stop> {
        self.reset(program)?;
        self.start = place;
        // Whoever pauses says where it goes on; until then a failure leads to the next place.
        self.state = State::Back;
        self.execute(program, text, 0, place)
    }
}

/// The next place at which a match can begin.
#[inline]
fn next_start<U: Unit>(program: &Program, text: &[U], from: usize) -> Option<usize> {
    // The last place that leaves room for the shortest match.
    let last = text.len().checked_sub(program.width)?;
    if from > last {
        return None;
    }
    let rest = text.get(from..)?;
    match &program.start {
        Start::Anywhere => Some(from),
        Start::Beginning => (from == 0).then_some(0),
        Start::Line => {
            let Some(before) = from.checked_sub(1) else { return Some(0) };
            // The place behind the line feed is as far from `from` as the line feed is from the place before.
            let place = from + U::position(text.get(before..)?, U::from_low_bits(0x0a))?;
            (place <= last).then_some(place)
        }
        &Start::Literal(c) => Some(from + U::position(rest, U::fit(c)?)?),
        Start::Prefix(prefix) => Some(from + prefix.find(rest)?),
        Start::Set(set) => {
            let place = from + rest.iter().position(|unit| set.contains(unit.code()))?;
            (place <= last).then_some(place)
        }
    }
}

/// Where to look next, after an attempt has failed.
#[inline]
fn after_failure<U: Unit>(program: &Program, text: &[U], place: usize) -> usize {
    match (program.leading, text.get(place..)) {
        (Some(one), Some(rest)) => place + scan::count(program, one, rest).max(1),
        _ => place + 1,
    }
}

impl Prefix {
    fn find<U: Unit>(&self, text: &[U]) -> Option<usize> {
        if let (Some(finder), Some(bytes)) = (&self.finder, U::as_bytes(text)) {
            return finder.find(bytes);
        }
        let (&first, others) = self.text.split_first()?;
        let first = U::fit(first)?;
        let mut from = 0;
        loop {
            let place = from + U::position(text.get(from..)?, first)?;
            let following = text.get(place + 1..)?.get(..others.len())?;
            if following.iter().zip(others).all(|(unit, &c)| unit.code() == c) {
                return Some(place);
            }
            from = place + 1;
        }
    }
}

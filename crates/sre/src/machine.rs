//! Execution: operations one after the other, until the pattern matches or there is no choice left.
//!
//! Whoever has a choice takes the first and leaves an [`Entry`] on the stack, with what the registers were; whoever fails
//! goes back to the topmost one. A part of the pattern that is matched for itself (an assertion, an atomic group) leaves a
//! barrier: when it succeeds, the choices above it are given up.
//!
//! Groups are marks, two for each. Marks behind the last one that was set are not valid, so that going back usually only
//! sets `last_mark`. Inside a repeat a group can match again; there the valid marks are saved beside the stack.

use std::collections::TryReserveError;

use taipan_strings::Unit;

use crate::character::{Fold, is_word};
use crate::code::{At, MAX_REPEAT, Words};
use crate::program::{Branch, One, Op, Program, Tail};
use crate::scan;

/// What is to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A match that begins where the machine starts.
    #[default]
    Match,
    /// One that also ends where the text does.
    FullMatch,
    /// The first one from there on.
    Search,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is a match.
    Matched,
    /// There is none.
    Failed,
    /// It takes long: run it again, and it goes on.
    Paused,
    /// The stack could not grow.
    NoMemory,
}

/// What matches programs with texts. It can be used again and again, and keeps its memory.
#[derive(Debug, Default)]
pub struct Machine {
    pub(crate) stack: Vec<Entry>,
    pub(crate) barriers: Vec<Barrier>,
    pub(crate) loops: Vec<Running>,
    /// Marks that were saved, those of later entries behind those of earlier ones.
    pub(crate) saved: Vec<usize>,
    pub(crate) marks: Vec<usize>,
    /// The last valid mark; -1: there is none.
    pub(crate) last_mark: i32,
    /// The group that was closed last, from 1; -1: none was.
    pub(crate) last_index: i32,
    /// The innermost loop that is running, one of `loops`, or [`NO_LOOP`].
    pub(crate) running: u32,
    /// Where the attempt began.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) mode: Mode,
    /// Whether the pattern must not match nothing at all at the first place.
    pub(crate) must_advance: bool,
    pub(crate) state: State,
    pub(crate) fuel: u32,
}

/// Where a run begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing has been tried.
    #[default]
    New,
    /// The next place is to be looked for, from here on.
    Seek(usize),
    /// An attempt goes on with an operation at a place.
    Go(u32, usize),
    /// An attempt goes on with the next choice.
    Back,
}

/// A choice, or something to undo.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    /// The index of the branch, repeat or loop, or the operation where it goes on.
    pub(crate) number: u32,
    pub(crate) running: u32,
    pub(crate) last_mark: i32,
    pub(crate) last_index: i32,
    /// Where the saved marks begin, or [`NOT_SAVED`].
    pub(crate) saved: u32,
    pub(crate) at: usize,
    /// Depends on the kind.
    pub(crate) extra: usize,
}

/// What an entry stands for, and what its `extra` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The alternative of a branch that comes next.
    Branch,
    /// The lowest place that a repeat may give back to.
    Greedy,
    /// The highest place that a repeat may go on to.
    Lazy,
    /// One more round of the loop began here; its `last_at` before.
    Round,
    /// One more round began, and when it fails there is nothing else; the loop's `last_at` before.
    LastChance,
    /// What comes after a lazy loop was tried.
    LazyTail,
    /// A loop began.
    Loop,
    /// Barriers: an atomic group, assertions, a round of a possessive loop that must match or may (`extra`: how many did).
    Atomic,
    Look,
    LookNot,
    PossessiveMust,
    PossessiveMay,
}

/// A part of the pattern that is matched for itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Barrier {
    /// Its entry.
    pub(crate) entry: usize,
    /// How many loops and saved marks there were.
    pub(crate) loops: usize,
    pub(crate) saved: usize,
}

/// A loop that is running.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Running {
    /// How many rounds are complete, less one: -1 before the first begins. Wrapping.
    pub(crate) count: usize,
    /// The loop around it.
    pub(crate) outer: u32,
    /// Where the last optional round began: a round that matches nothing is not repeated.
    pub(crate) last_at: usize,
}

/// No place.
pub(crate) const NOWHERE: usize = usize::MAX;
pub(crate) const NO_LOOP: u32 = u32::MAX;
pub(crate) const NOT_SAVED: u32 = u32::MAX;

/// Why execution stops without a match.
pub(crate) enum Stop {
    Failed,
    Paused,
    NoMemory,
}

impl From<TryReserveError> for Stop {
    fn from(_: TryReserveError) -> Self {
        Self::NoMemory
    }
}

impl Machine {
    /// Prepares for finding something from `start` on. With `must_advance` a match of nothing at `start` does not count.
    pub fn begin(&mut self, mode: Mode, start: usize, must_advance: bool) {
        self.mode = mode;
        self.start = start;
        self.must_advance = must_advance;
        self.state = State::New;
    }

    /// Where the match lies.
    pub fn span(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// Where the text of a group lies, counted from 0.
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        let (open, close) = (group * 2, group * 2 + 1);
        if i32::try_from(close).ok()? > self.last_mark {
            return None;
        }
        match (self.marks.get(open), self.marks.get(close)) {
            (Some(&open), Some(&close)) if open != NOWHERE && close != NOWHERE => Some((open, close)),
            _ => None,
        }
    }

    /// The group that was closed last, counted from 1.
    pub fn last_index(&self) -> Option<usize> {
        usize::try_from(self.last_index).ok()
    }

    /// Runs until it is decided, or for a while. `text` is what was there from the first run on, however it was moved.
    pub fn run<U: Unit>(&mut self, program: &Program, text: &[U]) -> Outcome {
        self.fuel = FUEL;
        match self.find(program, text) {
            Ok(end) => {
                self.end = end;
                Outcome::Matched
            }
            Err(Stop::Failed) => Outcome::Failed,
            Err(Stop::Paused) => Outcome::Paused,
            Err(Stop::NoMemory) => Outcome::NoMemory,
        }
    }

    /// Gives memory back that an unusual text needed.
    pub fn trim(&mut self) {
        const KEPT: usize = 1 << 16;
        if self.stack.capacity() > KEPT || self.loops.capacity() > KEPT || self.saved.capacity() > KEPT {
            *self = Self::default();
        }
    }

    /// Forgets everything about an attempt.
    pub(crate) fn reset(&mut self, program: &Program) -> Result<(), Stop> {
        self.stack.clear();
        self.barriers.clear();
        self.loops.clear();
        self.saved.clear();
        self.last_mark = -1;
        self.last_index = -1;
        self.running = NO_LOOP;
        if self.marks.len() != program.marks {
            self.marks.clear();
            self.marks.try_reserve_exact(program.marks)?;
            self.marks.resize(program.marks, NOWHERE);
        }
        Ok(())
    }

    /// Executes operations from one on. Gives the place where the match ends.
    #[allow(clippy::needless_continue, reason = "where failing is the last thing that an operation does")]
    pub(crate) fn execute<U: Unit>(
        &mut self,
        program: &Program,
        text: &[U],
        mut op: u32,
        mut at: usize,
    ) -> Result<usize, Stop> {
        macro_rules! fail {
            () => {{
                (op, at) = self.back(program, text)?;
                continue;
            }};
        }
        loop {
            let Some(&operation) = program.ops.get(op as usize) else { return Err(Stop::Failed) };
            match operation {
                Op::One(one) => {
                    match text.get(at) {
                        Some(unit) if one.matches(program, unit.code()) => {}
                        _ => fail!(),
                    }
                    at += 1;
                    op += 1;
                }
                Op::Text(start, len) => {
                    let (start, len) = (start as usize, len as usize);
                    let wanted = program.text.get(start..start + len).unwrap_or_default();
                    match text.get(at..).and_then(|rest| rest.get(..len)) {
                        Some(units) if units.iter().zip(wanted).all(|(unit, &c)| unit.code() == c) => {}
                        _ => fail!(),
                    }
                    at += len;
                    op += 1;
                }
                Op::Mark(mark) => {
                    self.mark(mark, at);
                    op += 1;
                }
                Op::Jump(target) => op = target,
                Op::At(place) => {
                    if !is_at(place, text, at) {
                        fail!();
                    }
                    op += 1;
                }
                Op::Branch(number) => {
                    let Some(branch) = program.branches.get(number as usize) else { fail!() };
                    let unit = text.get(at).map(|unit| unit.code());
                    let Some(chosen) = branch.next(program, unit, 0) else { fail!() };
                    if let Some(other) = branch.next(program, unit, chosen + 1) {
                        self.push_saving(Kind::Branch, number, at, other)?;
                    }
                    op = branch.target(chosen);
                }
                Op::Greedy(number) => {
                    let Some(repeat) = program.repeats.get(number as usize) else { fail!() };
                    let Some(rest) = text.get(at..) else { fail!() };
                    let count = scan::count(program, repeat.one, most(rest, repeat.max));
                    if count < repeat.min as usize {
                        fail!();
                    }
                    let (low, high) = (at + repeat.min as usize, at + count);
                    op = repeat.after;
                    at = high;
                    if low == high || repeat.disjoint {
                        continue;
                    }
                    if matches!(repeat.tail, Tail::Success) && self.succeeds(text.len(), at) {
                        continue;
                    }
                    let Some(place) = scan::last_place(program, repeat.tail, text, low, high) else {
                        fail!()
                    };
                    at = place;
                    if place > low {
                        self.push_saving(Kind::Greedy, number, place, low)?;
                    }
                }
                Op::Lazy(number) => {
                    let Some(repeat) = program.repeats.get(number as usize) else { fail!() };
                    let Some(rest) = text.get(at..) else { fail!() };
                    let count = scan::count(program, repeat.one, most(rest, repeat.min));
                    if count < repeat.min as usize {
                        fail!();
                    }
                    let high = if repeat.max == MAX_REPEAT { usize::MAX } else { at + repeat.max as usize };
                    at += count;
                    op = repeat.after;
                    if matches!(repeat.tail, Tail::Success) && self.succeeds(text.len(), at) {
                        continue;
                    }
                    match scan::first_place(program, repeat.one, repeat.tail, text, at, high) {
                        Some(place) => at = place,
                        None => fail!(),
                    }
                    self.push_saving(Kind::Lazy, number, at, high)?;
                }
                Op::Possessive(number) => {
                    let Some(repeat) = program.repeats.get(number as usize) else { fail!() };
                    let Some(rest) = text.get(at..) else { fail!() };
                    let count = scan::count(program, repeat.one, most(rest, repeat.max));
                    if count < repeat.min as usize {
                        fail!();
                    }
                    at += count;
                    op = repeat.after;
                }
                Op::Repeat(number) => {
                    self.push(Kind::Loop, number, at, 0)?;
                    self.begin_loop()?;
                    // The body comes first; UNTIL decides whether it is executed at all.
                    op = program.loops.get(number as usize).map_or(op, |it| it.after - 1);
                }
                Op::GreedyUntil(number) => {
                    let (Some(limits), Some(running)) =
                        (program.loops.get(number as usize), self.loops.get_mut(self.running as usize))
                    else {
                        fail!();
                    };
                    let (count, last_at, outer) =
                        (running.count.wrapping_add(1), running.last_at, running.outer);
                    if count < limits.min as usize {
                        running.count = count;
                        self.push(Kind::LastChance, number, at, last_at)?;
                        op = limits.body;
                    } else if (count < limits.max as usize || limits.max == MAX_REPEAT) && at != last_at {
                        running.count = count;
                        running.last_at = at;
                        self.push(Kind::Round, number, at, last_at)?;
                        self.save_marks()?;
                        op = limits.body;
                    } else {
                        self.running = outer;
                        op = limits.after;
                    }
                    self.burn(op, at)?;
                }
                Op::LazyUntil(number) => {
                    let (Some(limits), Some(running)) =
                        (program.loops.get(number as usize), self.loops.get_mut(self.running as usize))
                    else {
                        fail!();
                    };
                    let (count, last_at, outer) =
                        (running.count.wrapping_add(1), running.last_at, running.outer);
                    if count < limits.min as usize {
                        running.count = count;
                        self.push(Kind::LastChance, number, at, last_at)?;
                        op = limits.body;
                    } else {
                        self.push(Kind::LazyTail, number, at, 0)?;
                        if outer != NO_LOOP {
                            self.save_marks()?;
                        }
                        self.running = outer;
                        op = limits.after;
                    }
                    self.burn(op, at)?;
                }
                Op::PossessiveRepeat(number) => {
                    self.push(Kind::Loop, number, at, 0)?;
                    self.begin_loop()?;
                    op = self.possessive_round(program, number, at, NOWHERE, 0)?;
                }
                Op::Atomic(after) => {
                    self.push_barrier(Kind::Atomic, after, at, 0)?;
                    op += 1;
                }
                Op::Look { negative, back, after } => match at.checked_sub(back as usize) {
                    Some(before) => {
                        if negative {
                            self.push_barrier(Kind::LookNot, after, at, 0)?;
                            if self.running != NO_LOOP {
                                self.save_marks()?;
                            }
                        } else {
                            self.push_barrier(Kind::Look, after, at, 0)?;
                        }
                        at = before;
                        op += 1;
                    }
                    None if negative => op = after,
                    None => fail!(),
                },
                Op::Group(fold, group) => match self.group(group as usize) {
                    Some((start, end)) if start <= end => match same(text, fold, start..end, at) {
                        Some(end) => {
                            at = end;
                            op += 1;
                        }
                        None => fail!(),
                    },
                    _ => fail!(),
                },
                Op::GroupExists { group, otherwise } => {
                    let exists = self.group(group as usize).is_some_and(|(start, end)| start <= end);
                    op = if exists { op + 1 } else { otherwise };
                }
                Op::Success => {
                    if self.barriers.is_empty() {
                        if self.succeeds(text.len(), at) {
                            return Ok(at);
                        }
                        fail!();
                    }
                    match self.pass_barrier(program, at)? {
                        Some((next, place)) => (op, at) = (next, place),
                        None => fail!(),
                    }
                }
            }
        }
    }

    /// Whether a match may end here.
    #[inline]
    fn succeeds(&self, end: usize, at: usize) -> bool {
        if !self.barriers.is_empty() {
            return true;
        }
        !(self.mode == Mode::FullMatch && at != end || self.must_advance && at == self.start)
    }

    #[inline]
    fn mark(&mut self, mark: u32, at: usize) {
        let index = mark as i32;
        if mark & 1 != 0 {
            self.last_index = index / 2 + 1;
        }
        if index > self.last_mark {
            let between = (self.last_mark + 1) as usize..mark as usize;
            if let Some(skipped) = self.marks.get_mut(between) {
                skipped.fill(NOWHERE);
            }
            self.last_mark = index;
        }
        if let Some(place) = self.marks.get_mut(mark as usize) {
            *place = at;
        }
    }

    fn begin_loop(&mut self) -> Result<(), Stop> {
        self.loops.try_reserve(1)?;
        // -1, wrapping: UNTIL counts up before the first round.
        self.loops.push(Running { count: usize::MAX, outer: self.running, last_at: NOWHERE });
        self.running = u32::try_from(self.loops.len() - 1).map_err(|_| Stop::NoMemory)?;
        Ok(())
    }

    /// Begins another round of a possessive loop, or goes on after it. The last optional round began at `last_at`.
    pub(crate) fn possessive_round(
        &mut self,
        program: &Program,
        number: u32,
        at: usize,
        last_at: usize,
        count: usize,
    ) -> Result<u32, Stop> {
        let Some(limits) = program.loops.get(number as usize) else { return Err(Stop::Failed) };
        if count < limits.min as usize {
            self.push_barrier(Kind::PossessiveMust, number, at, count)?;
            return Ok(limits.body);
        }
        if (count < limits.max as usize || limits.max == MAX_REPEAT) && at != last_at {
            self.push_barrier(Kind::PossessiveMay, number, at, count)?;
            self.save_marks()?;
            return Ok(limits.body);
        }
        self.running = self.loops.get(self.running as usize).map_or(NO_LOOP, |it| it.outer);
        Ok(limits.after)
    }

    /// Counts work that is done without going back, and pauses when there was much of it.
    #[inline]
    fn burn(&mut self, op: u32, at: usize) -> Result<(), Stop> {
        self.fuel = self.fuel.saturating_sub(1);
        if self.fuel == 0 {
            self.state = State::Go(op, at);
            return Err(Stop::Paused);
        }
        Ok(())
    }

    /// Leaves a choice.
    #[inline]
    pub(crate) fn push(&mut self, kind: Kind, number: u32, at: usize, extra: usize) -> Result<(), Stop> {
        if self.stack.len() == self.stack.capacity() {
            self.stack.try_reserve(16)?;
        }
        self.stack.push(Entry {
            kind,
            number,
            running: self.running,
            last_mark: self.last_mark,
            last_index: self.last_index,
            saved: NOT_SAVED,
            at,
            extra,
        });
        Ok(())
    }

    /// Leaves a choice, with the marks if a group may have matched before.
    #[inline]
    fn push_saving(&mut self, kind: Kind, number: u32, at: usize, extra: usize) -> Result<(), Stop> {
        self.push(kind, number, at, extra)?;
        if self.running == NO_LOOP { Ok(()) } else { self.save_marks() }
    }

    /// Saves the valid marks for the topmost entry.
    #[inline]
    fn save_marks(&mut self) -> Result<(), Stop> {
        if self.last_mark < 0 {
            return Ok(());
        }
        let Self { marks, saved, stack, last_mark, .. } = self;
        let valid = marks.get(..=*last_mark as usize).unwrap_or_default();
        let start = u32::try_from(saved.len()).map_err(|_| Stop::NoMemory)?;
        saved.try_reserve(valid.len())?;
        saved.extend_from_slice(valid);
        if let Some(entry) = stack.last_mut() {
            entry.saved = start;
        }
        Ok(())
    }

    fn push_barrier(&mut self, kind: Kind, number: u32, at: usize, extra: usize) -> Result<(), Stop> {
        self.barriers.try_reserve(1)?;
        self.barriers.push(Barrier {
            entry: self.stack.len(),
            loops: self.loops.len(),
            saved: self.saved.len(),
        });
        self.push(kind, number, at, extra)
    }
}

/// How many steps are done until whoever runs the machine may look around.
const FUEL: u32 = 1 << 16;

/// As much of a text as may be matched.
#[inline]
fn most<U>(text: &[U], max: u32) -> &[U] {
    if max == MAX_REPEAT { text } else { text.get(..max as usize).unwrap_or(text) }
}

impl Branch {
    /// The first alternative from a number on that can match, if a certain character comes, or none.
    #[inline]
    pub(crate) fn next(&self, program: &Program, unit: Option<u32>, from: usize) -> Option<usize> {
        if let Some(table) = &self.table
            && let Some(&places) = table.get(unit.map_or(256, |c| c as usize))
            && unit.is_none_or(|c| c < 256)
        {
            let rest = places.checked_shr(from as u32).unwrap_or(0);
            return if rest == 0 { None } else { Some(from + rest.trailing_zeros() as usize) };
        }
        let can = |first: Option<One>| match (first, unit) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(one), Some(c)) => one.matches(program, c),
        };
        let place = self.alternatives.get(from..)?.iter().position(|it| can(it.first))?;
        Some(from + place)
    }

    #[inline]
    pub(crate) fn target(&self, alternative: usize) -> u32 {
        self.alternatives.get(alternative).map_or(u32::MAX, |it| it.target)
    }
}

/// Whether a place is such a position.
fn is_at<U: Unit>(place: At, text: &[U], at: usize) -> bool {
    let is_line_feed = |index: usize| text.get(index).is_some_and(|unit| unit.code() == 0x0a);
    match place {
        At::Beginning => at == 0,
        At::BeginningLine => at.checked_sub(1).is_none_or(is_line_feed),
        At::End => at == text.len() || at + 1 == text.len() && is_line_feed(at),
        At::EndLine => at == text.len() || is_line_feed(at),
        At::EndString => at == text.len(),
        At::Boundary(words) => is_boundary(text, at, words),
        At::NonBoundary(words) => !is_boundary(text, at, words),
    }
}

fn is_boundary<U: Unit>(text: &[U], at: usize, words: Words) -> bool {
    let is_word = |index: usize| text.get(index).is_some_and(|unit| is_word(unit.code(), words));
    at.checked_sub(1).is_some_and(is_word) != is_word(at)
}

/// Whether a part of the text comes once more at a place: where it ends there.
fn same<U: Unit>(text: &[U], fold: Fold, part: std::ops::Range<usize>, at: usize) -> Option<usize> {
    let part = text.get(part)?;
    let other = text.get(at..)?.get(..part.len())?;
    let equal =
        |(a, b): (&U, &U)| a == b || fold != Fold::None && fold.lower(a.code()) == fold.lower(b.code());
    part.iter().zip(other).all(equal).then_some(at + part.len())
}

//! Going back to the last choice, and giving choices up.

use taipan_strings::Unit;

use crate::code::MAX_REPEAT;
use crate::machine::{Entry, Kind, Machine, NO_LOOP, NOT_SAVED, State, Stop};
use crate::program::Program;
use crate::scan;

impl Machine {
    /// Goes back to the topmost choice that is left: the operation and the place where execution goes on.
    pub(crate) fn back<U: Unit>(&mut self, program: &Program, text: &[U]) -> Result<(u32, usize), Stop> {
        self.fuel = self.fuel.saturating_sub(1);
        if self.fuel == 0 {
            self.state = State::Back;
            return Err(Stop::Paused);
        }
        loop {
            let Some(&entry) = self.stack.last() else { return Err(Stop::Failed) };
            match entry.kind {
                Kind::Branch => {
                    self.restore(&entry);
                    let Some(branch) = program.branches.get(entry.number as usize) else {
                        return Err(Stop::Failed);
                    };
                    let unit = text.get(entry.at).map(|unit| unit.code());
                    match branch.next(program, unit, entry.extra + 1) {
                        Some(other) => self.keep(entry.at, other),
                        None => self.pop(&entry),
                    }
                    return Ok((branch.target(entry.extra), entry.at));
                }
                Kind::Greedy => {
                    self.restore(&entry);
                    let Some(repeat) = program.repeats.get(entry.number as usize) else {
                        return Err(Stop::Failed);
                    };
                    match scan::last_place(program, repeat.tail, text, entry.extra, entry.at - 1) {
                        Some(place) => {
                            if place > entry.extra {
                                self.keep(place, entry.extra);
                            } else {
                                self.pop(&entry);
                            }
                            return Ok((repeat.after, place));
                        }
                        None => self.pop(&entry),
                    }
                }
                Kind::Lazy => {
                    self.restore(&entry);
                    let Some(repeat) = program.repeats.get(entry.number as usize) else {
                        return Err(Stop::Failed);
                    };
                    let more = entry.at < entry.extra
                        && text.get(entry.at).is_some_and(|unit| repeat.one.matches(program, unit.code()));
                    let place = if more {
                        scan::first_place(program, repeat.one, repeat.tail, text, entry.at + 1, entry.extra)
                    } else {
                        None
                    };
                    match place {
                        Some(place) => {
                            self.keep(place, entry.extra);
                            return Ok((repeat.after, place));
                        }
                        None => self.pop(&entry),
                    }
                }
                Kind::Round => {
                    // The round fails, so what comes after the loop follows the one before.
                    self.restore(&entry);
                    self.pop(&entry);
                    let outer = self.undo_round(&entry);
                    self.running = outer;
                    let Some(limits) = program.loops.get(entry.number as usize) else {
                        return Err(Stop::Failed);
                    };
                    return Ok((limits.after, entry.at));
                }
                Kind::LastChance => {
                    self.pop(&entry);
                    self.undo_round(&entry);
                }
                Kind::LazyTail => {
                    self.restore(&entry);
                    self.pop(&entry);
                    let (Some(limits), Some(running)) = (
                        program.loops.get(entry.number as usize),
                        self.loops.get_mut(entry.running as usize),
                    ) else {
                        return Err(Stop::Failed);
                    };
                    let (count, last_at) = (running.count.wrapping_add(1), running.last_at);
                    let full = count >= limits.max as usize && limits.max != MAX_REPEAT;
                    if !full && entry.at != last_at {
                        running.count = count;
                        running.last_at = entry.at;
                        self.push(Kind::LastChance, entry.number, entry.at, last_at)?;
                        return Ok((limits.body, entry.at));
                    }
                }
                Kind::Loop => {
                    // The loop that it began is the last one.
                    self.loops.pop();
                    self.running = entry.running;
                    self.pop(&entry);
                }
                Kind::Atomic | Kind::Look | Kind::PossessiveMust => {
                    self.barriers.pop();
                    self.pop(&entry);
                }
                Kind::LookNot => {
                    self.barriers.pop();
                    self.restore(&entry);
                    self.pop(&entry);
                    return Ok((entry.number, entry.at));
                }
                Kind::PossessiveMay => {
                    self.barriers.pop();
                    self.restore(&entry);
                    self.pop(&entry);
                    self.running = self.loops.get(entry.running as usize).map_or(NO_LOOP, |it| it.outer);
                    let Some(limits) = program.loops.get(entry.number as usize) else {
                        return Err(Stop::Failed);
                    };
                    return Ok((limits.after, entry.at));
                }
            }
        }
    }

    /// What is matched for itself has matched, up to a place: its choices are given up. `None` when it should not have.
    pub(crate) fn pass_barrier(
        &mut self,
        program: &Program,
        at: usize,
    ) -> Result<Option<(u32, usize)>, Stop> {
        let Some(barrier) = self.barriers.pop() else { return Ok(None) };
        let Some(&entry) = self.stack.get(barrier.entry) else { return Ok(None) };
        self.stack.truncate(barrier.entry);
        self.loops.truncate(barrier.loops);
        self.saved.truncate(barrier.saved);
        self.running = entry.running;
        Ok(match entry.kind {
            Kind::Look => Some((entry.number, entry.at)),
            Kind::LookNot => None,
            Kind::PossessiveMust | Kind::PossessiveMay => {
                let last_at = if entry.kind == Kind::PossessiveMay { entry.at } else { usize::MAX };
                let next = self.possessive_round(program, entry.number, at, last_at, entry.extra + 1)?;
                Some((next, at))
            }
            _ => Some((entry.number, at)),
        })
    }

    /// Puts the registers and marks back as they were when the topmost entry was made.
    #[inline]
    fn restore(&mut self, entry: &Entry) {
        self.running = entry.running;
        self.last_mark = entry.last_mark;
        self.last_index = entry.last_index;
        if entry.saved != NOT_SAVED {
            let (start, count) = (entry.saved as usize, entry.last_mark as usize + 1);
            if let (Some(saved), Some(marks)) =
                (self.saved.get(start..start + count), self.marks.get_mut(..count))
            {
                marks.copy_from_slice(saved);
            }
        }
    }

    /// Changes the topmost entry, which is used again.
    #[inline]
    fn keep(&mut self, at: usize, extra: usize) {
        if let Some(entry) = self.stack.last_mut() {
            (entry.at, entry.extra) = (at, extra);
        }
    }

    #[inline]
    fn pop(&mut self, entry: &Entry) {
        self.stack.pop();
        if entry.saved != NOT_SAVED {
            self.saved.truncate(entry.saved as usize);
        }
    }

    /// Takes a round of a loop back. Gives the loop around it.
    #[inline]
    fn undo_round(&mut self, entry: &Entry) -> u32 {
        match self.loops.get_mut(entry.running as usize) {
            Some(running) => {
                running.count = running.count.wrapping_sub(1);
                running.last_at = entry.extra;
                running.outer
            }
            None => NO_LOOP,
        }
    }
}

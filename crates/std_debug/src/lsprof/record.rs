//! What is measured: a function's times, and a stack of the calls that run. Plain data; functions are numbers here.
//!
//! ```text
//! call ─► time from begin to end = inline time + what it called
//! ```
//!
//! A function's total time counts only its outermost calls, or a recursive one would count several times.

use rustc_hash::FxHashMap;
use std::collections::TryReserveError;

/// What was measured of a function, or of one that another calls.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    /// The time until outermost calls ended.
    pub(super) total: i64,
    /// The time of all calls without what they called.
    pub(super) inline: i64,
    pub(super) calls: i64,
    /// Those that ended while another one ran.
    pub(super) recursive: i64,
    /// How many run.
    level: i64,
}

impl Times {
    fn end(&mut self, total: i64, inline: i64) {
        self.level -= 1;
        if self.level == 0 {
            self.total = self.total.wrapping_add(total);
        } else {
            self.recursive += 1;
        }
        self.inline = self.inline.wrapping_add(inline);
        self.calls += 1;
    }
}

/// A function.
#[derive(Debug, Default)]
pub(super) struct Function {
    pub(super) times: Times,
    /// What it called, in the order of the first calls: numbers of functions.
    pub(super) called: Vec<(usize, Times)>,
    /// Where each of them is in the list.
    places: FxHashMap<usize, usize>,
}

/// A call that runs.
#[derive(Clone, Copy, Debug)]
struct Call {
    function: usize,
    begin: i64,
    /// The time of what it has called.
    others: i64,
}

/// All that was measured.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) functions: Vec<Function>,
    numbers: FxHashMap<usize, usize>,
    stack: Vec<Call>,
}

impl Record {
    /// The number of the function with a key.
    pub(super) fn number(&self, key: usize) -> Option<usize> {
        self.numbers.get(&key).copied()
    }

    /// Adds a function, and gives its number: that of the last.
    pub(super) fn add(&mut self, key: usize) -> Result<usize, TryReserveError> {
        self.functions.try_reserve(1)?;
        self.numbers.try_reserve(1)?;
        let number = self.functions.len();
        self.functions.push(Function::default());
        self.numbers.insert(key, number);
        Ok(number)
    }

    /// Whether any call runs.
    pub(super) fn is_running(&self) -> bool {
        !self.stack.is_empty()
    }

    /// A function begins. [`Self::started`] says when.
    pub(super) fn begin(&mut self, function: usize, subcalls: bool) -> Result<(), TryReserveError> {
        self.stack.try_reserve(1)?;
        let caller = self.stack.last().map(|call| call.function);
        if let Some(it) = self.functions.get_mut(function) {
            it.times.level += 1;
        }
        if let Some(caller) = caller.filter(|_| subcalls).and_then(|caller| self.functions.get_mut(caller)) {
            let place = match caller.places.get(&function) {
                Some(&place) => place,
                None => {
                    caller.called.try_reserve(1)?;
                    caller.places.try_reserve(1)?;
                    caller.called.push((function, Times::default()));
                    caller.places.insert(function, caller.called.len() - 1);
                    caller.called.len() - 1
                }
            };
            if let Some((_, times)) = caller.called.get_mut(place) {
                times.level += 1;
            }
        }
        self.stack.push(Call { function, begin: 0, others: 0 });
        Ok(())
    }

    /// The time at which the last call began.
    pub(super) fn started(&mut self, now: i64) {
        if let Some(call) = self.stack.last_mut() {
            call.begin = now;
        }
    }

    /// The last call ends. The function is the one that it is said to be; nothing is measured of one that is not known.
    pub(super) fn end(&mut self, function: Option<usize>, now: i64, subcalls: bool) {
        let Some(call) = self.stack.pop() else { return };
        let Some(function) = function else { return };
        let total = now.wrapping_sub(call.begin);
        let inline = total.wrapping_sub(call.others);
        let caller = self.stack.last_mut().map(|caller| {
            caller.others = caller.others.wrapping_add(total);
            caller.function
        });
        if let Some(it) = self.functions.get_mut(function) {
            it.times.end(total, inline);
        }
        if let Some(caller) = caller.filter(|_| subcalls).and_then(|caller| self.functions.get_mut(caller))
            && let Some(place) = caller.places.get(&function)
            && let Some((_, times)) = caller.called.get_mut(*place)
        {
            times.end(total, inline);
        }
    }

    /// The function of the last call.
    pub(super) fn running(&self) -> Option<usize> {
        self.stack.last().map(|call| call.function)
    }
}

//! What is wrong with an input, and how a conversion fails.

use taipan_text::OutOfMemory;

/// A part of the input that cannot be converted: the fields of a `UnicodeDecodeError` or `UnicodeEncodeError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The codec, as CPython names it in exceptions.
    pub encoding: &'static str,
    /// Where the part begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// Why there is no result. `E` is what handlers and mappings raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure<E> {
    /// A `UnicodeDecodeError` or `UnicodeEncodeError`.
    Problem(Problem),
    /// The handler is not for this direction: `TypeError`, `don't know how to handle UnicodeDecodeError in error callback`.
    WrongDirection,
    /// A `MemoryError`.
    OutOfMemory,
    /// What a handler or mapping raised.
    Raised(E),
}

impl<E> From<OutOfMemory> for Failure<E> {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

/// The position at which a handler wants to go on: a negative one counts from the end. `None` is out of bounds, which
/// CPython answers with `IndexError`: `position -9 from error handler out of bounds`.
pub fn resolve_position(position: isize, length: usize) -> Option<usize> {
    let position = match usize::try_from(position) {
        Ok(position) => position,
        Err(_) => length.checked_sub(position.unsigned_abs())?,
    };
    (position <= length).then_some(position)
}

//! The guard of native recursion: an address below which a recursive pass may not go.

use crate::{Error, ErrorClass};

/// The lowest stack address that recursive passes of this thread may use.
#[derive(Clone, Copy, Debug)]
pub struct StackLimit {
    /// Where the count of used bytes begins.
    base: usize,
    /// The lowest address.
    limit: usize,
}

/// The native stack is used up to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDeep {
    /// How many bytes are in use.
    pub used: usize,
}

impl StackLimit {
    /// Allows `bytes` more of the current thread's stack, counted from the caller's frame.
    pub fn below_here(bytes: usize) -> Self {
        let base = here();
        Self { base, limit: base.saturating_sub(bytes) }
    }

    /// Fails when the caller's frame lies below the limit.
    #[inline]
    pub fn check(self) -> Result<(), TooDeep> {
        let here = here();
        if here < self.limit { Err(TooDeep { used: self.base.saturating_sub(here) }) } else { Ok(()) }
    }
}

impl TooDeep {
    /// CPython's `RecursionError`; `doing` is what it was busy with: `" during compilation"`.
    #[cold]
    pub fn error(self, doing: &str) -> Box<Error> {
        Error::new(ErrorClass::Recursion, format!("Stack overflow (used {} kB){doing}", self.used / 1024))
    }
}

#[inline]
fn here() -> usize {
    let mark = 0u8;
    (&raw const mark).addr()
}

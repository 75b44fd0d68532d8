//! The guard of native recursion: an address below which a recursive pass may not go.

/// The lowest stack address that recursive passes of this thread may use.
#[derive(Clone, Copy, Debug)]
pub struct StackLimit(usize);

/// The native stack is used up to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDeep;

impl StackLimit {
    /// Allows `bytes` more of the current thread's stack, counted from the caller's frame.
    pub fn below_here(bytes: usize) -> Self {
        Self(here().saturating_sub(bytes))
    }

    /// A limit given as an address.
    pub const fn at(address: usize) -> Self {
        Self(address)
    }

    /// Fails when the caller's frame lies below the limit.
    #[inline]
    pub fn check(self) -> Result<(), TooDeep> {
        if here() < self.0 { Err(TooDeep) } else { Ok(()) }
    }
}

#[inline]
fn here() -> usize {
    let mark = 0u8;
    (&raw const mark).addr()
}

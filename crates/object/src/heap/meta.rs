//! The metadata byte of a collected object.
//!
//! ```text
//! bit   7        6       5          4        3          2      1..0
//!       exposed  frozen  finalised  weakref  untracked  bare   generation + 1; 0: no object begins here
//! ```
//!
//! Bits get their names here when something sets them.

/// What the collector and the death list know of an object without touching it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meta(pub(crate) u8);

impl Meta {
    /// No object.
    pub(crate) const NONE: Self = Self(0);
    /// A new object: the youngest generation, tracked.
    pub(crate) const YOUNG: Self = Self(1);
    /// Its finaliser has run (PEP 442: once).
    pub(crate) const FINALISED: u8 = 1 << 5;

    /// Weak references to it exist.
    pub(crate) const WEAKLY_REFERENCED: u8 = 1 << 4;

    /// It is dead, and has nothing left but its native payload.
    pub(crate) const BARE: u8 = 1 << 2;

    /// Whether all bits of `flag` are set.
    pub(crate) const fn has(self, flag: u8) -> bool {
        self.0 & flag == flag
    }

    /// With `flag` set.
    pub(crate) const fn with(self, flag: u8) -> Self {
        Self(self.0 | flag)
    }
}

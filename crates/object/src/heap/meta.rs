//! The metadata byte of a collected object.
//!
//! ```text
//! bit   7        6       5          4        3        2     1..0
//!       exposed  doomed  finalised  weakref  outside  bare  generation + 1; 0: no object begins here
//! ```
//!
//! An object outside is none of the collector's business: because nothing that it refers to could lead back to it, then its
//! generation is the youngest, or because `gc.freeze()` took it out, then it is the oldest.

/// What the collector and the death list know of an object without touching it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meta(pub(crate) u8);

/// The oldest generation.
pub(crate) const OLDEST: u8 = 2;

const GENERATION: u8 = 3;

impl Meta {
    /// No object.
    pub(crate) const NONE: Self = Self(0);
    /// A new object: the youngest generation, tracked.
    pub(crate) const YOUNG: Self = Self(1);

    /// It is dead, and has nothing left but its native payload.
    pub(crate) const BARE: u8 = 1 << 2;
    /// The collector leaves it alone.
    pub(crate) const OUTSIDE: u8 = 1 << 3;
    /// Weak references to it exist.
    pub(crate) const WEAKLY_REFERENCED: u8 = 1 << 4;
    /// Its finaliser has run (PEP 442: once).
    pub(crate) const FINALISED: u8 = 1 << 5;
    /// The collector has found it unreachable, and is about to take it away.
    pub(crate) const DOOMED: u8 = 1 << 6;

    /// Whether all bits of `flag` are set.
    pub(crate) const fn has(self, flag: u8) -> bool {
        self.0 & flag == flag
    }

    /// Whether there is nothing to it but its generation, or that its finaliser has run.
    #[inline(always)]
    pub(crate) const fn is_plain(self) -> bool {
        self.0 & !(GENERATION | Self::OUTSIDE | Self::FINALISED) == 0
    }

    /// With `flag` set.
    pub(crate) const fn with(self, flag: u8) -> Self {
        Self(self.0 | flag)
    }

    /// With `flag` cleared.
    pub(crate) const fn without(self, flag: u8) -> Self {
        Self(self.0 & !flag)
    }

    /// In another generation.
    pub(crate) const fn in_generation(self, generation: u8) -> Self {
        Self(self.0 & !GENERATION | (generation + 1))
    }

    /// Whether the collector knows the object, frozen or not.
    pub(crate) const fn is_tracked(self) -> bool {
        self.0 & GENERATION != 0 && (!self.has(Self::OUTSIDE) || self.0 & GENERATION == OLDEST + 1)
    }
}

/// Which objects to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those of a generation and of all that are younger.
    UpTo(u8),
    /// Those of one generation.
    Only(u8),
    /// Those that were frozen.
    Frozen,
}

impl Which {
    /// In eight metadata bytes, the lowest bit of each byte that belongs to such an object.
    #[inline(always)]
    pub(crate) const fn select(self, bytes: u64) -> u64 {
        const LOWEST: u64 = 0x0101_0101_0101_0101;
        let (low, high, outside) = (bytes & LOWEST, bytes >> 1 & LOWEST, bytes >> 3 & LOWEST);
        match self {
            Self::UpTo(0) | Self::Only(0) => low & !high & !outside,
            Self::UpTo(1) => (low ^ high) & !outside,
            Self::UpTo(_) => (low | high) & !outside,
            Self::Only(1) => high & !low & !outside,
            Self::Only(_) => high & low & !outside,
            Self::Frozen => high & low & outside,
        }
    }

    /// The youngest and the oldest generation that such an object can be in.
    pub(crate) const fn span(self) -> (u8, u8) {
        match self {
            Self::UpTo(oldest) => (0, oldest),
            Self::Only(generation) => (generation, generation),
            Self::Frozen => (OLDEST, OLDEST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_selected_as_one_by_one() {
        let all =
            [Which::UpTo(0), Which::UpTo(1), Which::UpTo(2), Which::Only(0), Which::Only(1), Which::Only(2)];
        for byte in 0..=u8::MAX {
            let generation = (byte & GENERATION).checked_sub(1);
            let outside = Meta(byte).has(Meta::OUTSIDE);
            let word = u64::from(byte) << 24 | 0xff << 32 | 0xff << 16;
            for which in all {
                let (youngest, oldest) = which.span();
                let wanted = !outside && generation.is_some_and(|it| (youngest..=oldest).contains(&it));
                assert_eq!(which.select(word) >> 24 & 0xff, u64::from(wanted), "{which:?} {byte:#x}");
            }
            let frozen = outside && generation == Some(OLDEST);
            assert_eq!(Which::Frozen.select(word) >> 24 & 0xff, u64::from(frozen), "{byte:#x}");
        }
    }
}

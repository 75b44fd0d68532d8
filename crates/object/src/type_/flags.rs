//! The flags of a type. Those that CPython has too keep its bits, because `__flags__` shows them.

use std::ops::BitOr;

/// A set of flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags(u32);

impl Flags {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// Instances have an attribute word that may hold inline attributes.
    pub const INLINE_VALUES: Self = Self(1 << 2);
    /// Instances can be weakly referenced.
    pub const WEAKLY_REFERABLE: Self = Self(1 << 3);
    /// Instances have a dictionary that the interpreter manages.
    pub const MANAGED_DICT: Self = Self(1 << 4);
    /// Matches sequence patterns.
    pub const SEQUENCE: Self = Self(1 << 5);
    /// Matches mapping patterns.
    pub const MAPPING: Self = Self(1 << 6);
    /// `type(...)` makes no instances of it.
    pub const NO_INSTANCES: Self = Self(1 << 7);
    /// Its attributes cannot be set.
    pub const IMMUTABLE: Self = Self(1 << 8);
    /// Made by a `class` statement.
    pub const HEAP: Self = Self(1 << 9);
    /// May be derived from.
    pub const BASE: Self = Self(1 << 10);
    /// Objects are called with their arguments where they lie, without a tuple of them; lost with another `__call__`.
    pub const VECTORCALL: Self = Self(1 << 11);
    /// Complete.
    pub const READY: Self = Self(1 << 12);
    /// A builtin type whose objects can be subscripted, but are no sequences: they cannot be iterated over by their items.
    pub const SUBSCRIPT_ONLY: Self = Self(1 << 13);
    /// Instances are known to the collector.
    pub const COLLECTED: Self = Self(1 << 14);
    /// A builtin type that reads attributes in its own way.
    pub const OWN_GETATTR: Self = Self(1 << 15);
    /// A builtin type whose payload has a place for a dictionary of attributes.
    pub const OWN_DICT: Self = Self(1 << 16);
    /// A method descriptor: calling it with the instance first is the same as binding it.
    pub const METHOD_DESCRIPTOR: Self = Self(1 << 17);
    /// Some instances have no room for the inline values of the class, so that where those lie must not be remembered.
    pub const SHORT_INSTANCES: Self = Self(1 << 18);
    /// A builtin type whose objects differ in size in CPython, as those with a tail do, so that pickling takes them for more than
    /// their attributes and members.
    pub const VARIABLE: Self = Self(1 << 19);
    /// Has abstract methods.
    pub const ABSTRACT: Self = Self(1 << 20);
    /// Weak references to an object are cleared before its finaliser runs, not after it. (Generators.)
    pub const WEAKREFS_FIRST: Self = Self(1 << 21);
    /// A positional class pattern matches the instance itself.
    pub const MATCH_SELF: Self = Self(1 << 22);
    /// Derives from `int`.
    pub const INT: Self = Self(1 << 24);
    /// Derives from `list`.
    pub const LIST: Self = Self(1 << 25);
    /// Derives from `tuple`.
    pub const TUPLE: Self = Self(1 << 26);
    /// Derives from `bytes`.
    pub const BYTES: Self = Self(1 << 27);
    /// Derives from `str`.
    pub const STR: Self = Self(1 << 28);
    /// Derives from `dict`.
    pub const DICT: Self = Self(1 << 29);
    /// Derives from `BaseException`.
    pub const EXCEPTION: Self = Self(1 << 30);
    /// Derives from `type`.
    pub const TYPE: Self = Self(1 << 31);
    /// Flags that say what a type derives from, and that subtypes inherit.
    pub const INHERITED: Self = Self(0xff << 24 | 1 << 3 | 1 << 5 | 1 << 6 | 1 << 15 | 1 << 16 | 1 << 22);

    /// Whether all flags of `other` are set.
    #[inline(always)]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Without the flags of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are in either.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The number that `__flags__` shows: without the flags that only we have.
    pub const fn bits(self) -> u32 {
        self.0 & !(1 << 13 | 1 << 15 | 1 << 16 | 1 << 18 | 1 << 21)
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

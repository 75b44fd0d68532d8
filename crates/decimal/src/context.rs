//! What an operation works with: precision, exponents, rounding; and what it reports.

use std::ops::{BitAnd, BitOr, BitOrAssign, Not};

/// How a result is rounded whose digits do not all fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards infinity.
    Ceiling,
    /// Towards minus infinity.
    Floor,
    /// To the nearest; half way away from zero.
    HalfUp,
    /// To the nearest; half way towards zero.
    HalfDown,
    /// To the nearest; half way to the even digit.
    HalfEven,
    /// Away from zero if the last digit would be 0 or 5, else towards zero.
    ZeroFiveUp,
}

/// The limits of numbers and how results are rounded.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// How many digits a result may have: 1 to [`Context::MAX_PRECISION`].
    pub precision: i64,
    /// The largest adjusted exponent: 0 to [`Context::MAX_EMAX`].
    pub emax: i64,
    /// The smallest adjusted exponent of a normal number: [`Context::MIN_EMIN`] to 0.
    pub emin: i64,
    /// How results are rounded.
    pub rounding: Rounding,
    /// Whether exponents are kept so low that numbers fit into IEEE's formats.
    pub clamp: bool,
}

impl Context {
    /// The largest precision.
    pub const MAX_PRECISION: i64 = 999_999_999_999_999_999;
    /// The largest exponent.
    pub const MAX_EMAX: i64 = 999_999_999_999_999_999;
    /// The smallest exponent of a normal number.
    pub const MIN_EMIN: i64 = -999_999_999_999_999_999;
    /// The smallest exponent.
    pub const MIN_ETINY: i64 = Self::MIN_EMIN - (Self::MAX_PRECISION - 1);

    /// The widest limits.
    pub const MAX: Self = Self {
        precision: Self::MAX_PRECISION,
        emax: Self::MAX_EMAX,
        emin: Self::MIN_EMIN,
        rounding: Rounding::HalfEven,
        clamp: false,
    };

    /// The smallest exponent of a subnormal number.
    #[inline(always)]
    pub const fn etiny(&self) -> i64 {
        self.emin - (self.precision - 1)
    }

    /// The largest exponent of a number with all digits.
    #[inline(always)]
    pub const fn etop(&self) -> i64 {
        self.emax - (self.precision - 1)
    }

    /// The same context with another rounding.
    #[inline]
    #[must_use]
    pub const fn rounded(self, rounding: Rounding) -> Self {
        Self { rounding, ..self }
    }

    /// One of the three interchange formats of IEEE 754, and those beyond with the same rules: of so many bits, a multiple
    /// of 32 up to 512.
    pub const fn ieee(bits: i64) -> Option<Self> {
        if bits <= 0 || bits > 512 || bits % 32 != 0 {
            return None;
        }
        let precision = 9 * (bits / 32) - 2;
        let emax = 3 * (1_i64 << (bits / 16 + 3));
        Some(Self { precision, emax, emin: 1 - emax, rounding: Rounding::HalfEven, clamp: true })
    }
}

/// Conditions that arose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Status(u32);

impl Status {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// The exponent was changed to fit.
    pub const CLAMPED: Self = Self(1);
    /// A text is no number.
    pub const CONVERSION_SYNTAX: Self = Self(2);
    /// A number other than zero by zero.
    pub const DIVISION_BY_ZERO: Self = Self(4);
    /// An integer quotient has more digits than the precision.
    pub const DIVISION_IMPOSSIBLE: Self = Self(8);
    /// Zero by zero.
    pub const DIVISION_UNDEFINED: Self = Self(16);
    /// Digits other than zero were dropped.
    pub const INEXACT: Self = Self(64);
    /// A context that cannot be.
    pub const INVALID_CONTEXT: Self = Self(128);
    /// An operation that has no result.
    pub const INVALID_OPERATION: Self = Self(256);
    /// A float met a number, which is not an error by itself.
    pub const FLOAT_OPERATION: Self = Self(1024);
    /// The result is too large.
    pub const OVERFLOW: Self = Self(2048);
    /// Digits were dropped.
    pub const ROUNDED: Self = Self(4096);
    /// The result is subnormal.
    pub const SUBNORMAL: Self = Self(8192);
    /// The result is subnormal and inexact.
    pub const UNDERFLOW: Self = Self(16384);

    /// All conditions that one signal, `InvalidOperation`, stands for.
    pub const INVALID: Self = Self(2 | 8 | 16 | 32 | 128 | 256 | 512);
    /// Conditions after which there is no number.
    pub const ERRORS: Self = Self(Self::INVALID.0 | Self::DIVISION_BY_ZERO.0);

    /// The bits, as they are in the contexts of Python's `_decimal`.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The conditions of such bits.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & 0x7fff)
    }

    /// Whether none arose.
    #[inline(always)]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether any of these arose.
    #[inline(always)]
    pub const fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// These and others.
    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

impl BitOr for Status {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Status {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for Status {
    type Output = Self;
    fn not(self) -> Self {
        Self(!self.0 & 0x7fff)
    }
}

impl BitOrAssign for Status {
    #[inline(always)]
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

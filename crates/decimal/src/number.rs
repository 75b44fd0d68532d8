//! [`Decimal`]: sign, coefficient and exponent, or one of the special values.

use crate::words::Coefficient;
use crate::{Answer, Context, OutOfMemory, Status};

/// What kind of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A number.
    Finite,
    /// Infinity.
    Infinite,
    /// A NaN that operations pass on.
    Quiet,
    /// A NaN that operations report.
    Signaling,
}

/// `±coefficient * 10^exponent`, or infinity, or a NaN whose payload is the coefficient.
#[derive(Debug)]
pub struct Decimal {
    pub(crate) coefficient: Coefficient,
    pub(crate) exponent: i64,
    pub(crate) negative: bool,
    pub(crate) class: Class,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self::small(false, 0, 0);

    /// A number with a coefficient below 10^19.
    #[inline(always)]
    pub(crate) const fn small(negative: bool, word: u64, exponent: i64) -> Self {
        Self { coefficient: Coefficient::new(word), exponent, negative, class: Class::Finite }
    }

    #[inline(always)]
    pub(crate) const fn finite(negative: bool, coefficient: Coefficient, exponent: i64) -> Self {
        Self { coefficient, exponent, negative, class: Class::Finite }
    }

    /// Infinity.
    #[inline]
    pub const fn infinity(negative: bool) -> Self {
        Self { coefficient: Coefficient::ZERO, exponent: 0, negative, class: Class::Infinite }
    }

    /// A NaN without a payload.
    #[inline]
    pub const fn nan() -> Self {
        Self { coefficient: Coefficient::ZERO, exponent: 0, negative: false, class: Class::Quiet }
    }

    /// A number of one digit, 0 or 1.
    pub const fn from_bool(value: bool) -> Self {
        Self::small(false, value as u64, 0)
    }

    /// Ten to a power.
    pub const fn power_of_ten(exponent: i64) -> Self {
        Self::small(false, 1, exponent)
    }

    /// A copy.
    #[inline]
    pub fn copied(&self) -> Answer {
        Ok(Self {
            coefficient: self.coefficient.copied()?,
            exponent: self.exponent,
            negative: self.negative,
            class: self.class,
        })
    }

    /// The number with another sign.
    #[inline]
    #[must_use]
    pub fn with_sign(mut self, negative: bool) -> Self {
        self.negative = negative;
        self
    }

    /// The same coefficient with another exponent.
    #[must_use]
    pub fn with_exponent(mut self, exponent: i64) -> Self {
        self.exponent = exponent;
        self
    }

    /// The class.
    #[inline(always)]
    pub fn class(&self) -> Class {
        self.class
    }

    /// Whether there is a minus sign.
    #[inline(always)]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether it is a number.
    #[inline(always)]
    pub fn is_finite(&self) -> bool {
        self.class == Class::Finite
    }

    /// Whether it is infinity or a NaN.
    #[inline(always)]
    pub fn is_special(&self) -> bool {
        self.class != Class::Finite
    }

    /// Whether it is infinity.
    #[inline(always)]
    pub fn is_infinite(&self) -> bool {
        self.class == Class::Infinite
    }

    /// Whether it is a NaN.
    #[inline(always)]
    pub fn is_nan(&self) -> bool {
        matches!(self.class, Class::Quiet | Class::Signaling)
    }

    /// Whether it is a NaN that operations report.
    #[inline(always)]
    pub fn is_signaling(&self) -> bool {
        self.class == Class::Signaling
    }

    /// Whether it is a NaN that operations pass on.
    #[inline(always)]
    pub fn is_quiet(&self) -> bool {
        self.class == Class::Quiet
    }

    /// Whether it is the number zero.
    #[inline(always)]
    pub fn is_zero(&self) -> bool {
        self.is_finite() && self.coefficient.is_zero()
    }

    /// The exponent of a number.
    #[inline(always)]
    pub fn exponent(&self) -> i64 {
        self.exponent
    }

    /// How many digits the coefficient has; that of zero has one.
    #[inline(always)]
    pub fn digits(&self) -> i64 {
        self.coefficient.digits()
    }

    /// Whether a NaN has a payload.
    pub fn has_payload(&self) -> bool {
        !self.coefficient.is_zero()
    }

    /// The exponent of the first digit.
    #[inline(always)]
    pub fn adjusted(&self) -> i64 {
        self.exponent + self.digits() - 1
    }

    /// Whether a number is an integer.
    pub fn is_integer(&self) -> bool {
        if self.is_special() {
            return false;
        }
        if self.coefficient.is_zero() || self.exponent >= 0 {
            return true;
        }
        -self.exponent < self.digits() && self.exponent + self.trailing_zeros() >= 0
    }

    /// Whether a number is an odd integer.
    pub fn is_odd(&self) -> Result<bool, OutOfMemory> {
        if !self.is_integer() || self.exponent > 0 {
            return Ok(false);
        }
        if self.exponent == 0 {
            return Ok(self.coefficient.is_odd());
        }
        let (whole, _) =
            crate::natural::shift::right(self.coefficient.words(), self.exponent.unsigned_abs() as usize)?;
        Ok(whole.first().is_some_and(|word| word & 1 != 0))
    }

    pub(crate) fn trailing_zeros(&self) -> i64 {
        if self.coefficient.is_zero() {
            return 0;
        }
        crate::natural::shift::trailing_zeros(self.coefficient.words()) as i64
    }

    /// Whether a number other than zero is below the normal ones of a context.
    pub fn is_subnormal(&self, context: &Context) -> bool {
        self.is_finite() && !self.coefficient.is_zero() && self.adjusted() < context.emin
    }

    /// Whether a number is a normal one of a context.
    pub fn is_normal(&self, context: &Context) -> bool {
        self.is_finite() && !self.coefficient.is_zero() && self.adjusted() >= context.emin
    }

    /// Bytes outside the number itself.
    pub fn heap_size(&self) -> usize {
        self.coefficient.heap_size()
    }

    /// The digits of the coefficient, the first one first.
    pub fn coefficient_digits(&self) -> Result<String, OutOfMemory> {
        let mut text = String::new();
        crate::text::write_coefficient(&self.coefficient, &mut text)?;
        Ok(text)
    }
}

/// A NaN, because of what is noted in the status.
#[cold]
pub(crate) fn invalid(status: &mut Status, why: Status) -> Answer {
    *status |= why;
    Ok(Decimal::nan())
}

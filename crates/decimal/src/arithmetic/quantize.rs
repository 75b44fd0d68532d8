//! Numbers with a given exponent, and integers.

use std::cmp::Ordering;

use crate::finish::{shift_left, shift_right};
use crate::natural::add::increment;
use crate::natural::shift;
use crate::number::invalid;
use crate::words::{Coefficient, Words};
use crate::{Answer, Context, Decimal, OutOfMemory, Status};

/// How a number is made an integer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// Rounded, and it is reported.
    Reported,
    /// Rounded.
    Silent,
    /// Cut off.
    Cut,
}

impl Context {
    /// `a` with the exponent of `b`.
    #[inline]
    pub fn quantize(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if a.is_special() || b.is_special() {
            if let Some(nan) = self.nan_of_two(a, b, status) {
                return nan;
            }
            if a.is_infinite() && b.is_infinite() {
                return a.copied();
            }
            return invalid(status, Status::INVALID_OPERATION);
        }
        let exponent = b.exponent;
        if exponent > self.emax || exponent < self.etiny() {
            return invalid(status, Status::INVALID_OPERATION);
        }
        if a.coefficient.is_zero() {
            return self.finish(Decimal::small(a.negative, 0, exponent), status);
        }
        let shift = a.exponent - exponent;
        if a.digits() + shift > self.precision {
            return invalid(status, Status::INVALID_OPERATION);
        }
        let mut noted = Status::NONE;
        let coefficient = match shift.cmp(&0) {
            Ordering::Equal => a.coefficient.copied()?,
            Ordering::Greater => Coefficient::from_words(shift_left(&a.coefficient, shift)?)?,
            Ordering::Less => {
                noted = Status::ROUNDED;
                self.rounded_right(a, -shift, &mut noted)?
            }
        };
        let result = Decimal::finite(a.negative, coefficient, exponent);
        let (digits, adjusted) = (result.digits(), result.adjusted());
        if digits > self.precision || adjusted > self.emax || adjusted < self.etiny() {
            return invalid(status, Status::INVALID_OPERATION);
        }
        *status |= noted;
        self.finish(result, status)
    }

    /// The coefficient without its last digits, rounded.
    #[inline]
    fn rounded_right(&self, a: &Decimal, count: i64, noted: &mut Status) -> Result<Coefficient, OutOfMemory> {
        let (mut words, rest) = shift_right(&a.coefficient, count)?;
        if !rest.is_none() {
            *noted |= Status::INEXACT;
        }
        let lowest = words.first().copied().unwrap_or_default();
        if self.rounding.away(rest, lowest, a.negative) && increment(&mut words) {
            words = shift::left(&[1], words.len() * 19)?;
        }
        Coefficient::from_words(words)
    }

    /// `a` with another exponent, whatever the context's limits are; special values stay.
    pub fn rescale(&self, a: &Decimal, exponent: i64, status: &mut Status) -> Answer {
        if !(Self::MIN_ETINY..=Self::MAX_EMAX + 1).contains(&exponent) {
            return invalid(status, Status::INVALID_OPERATION);
        }
        self.rescale_for_text(a, exponent, status)
    }

    /// As [`Context::rescale`], without limits for the exponent: for numbers that are only shown.
    pub(crate) fn rescale_for_text(&self, a: &Decimal, exponent: i64, status: &mut Status) -> Answer {
        if a.is_special() {
            return a.copied();
        }
        if a.coefficient.is_zero() {
            return Ok(Decimal::small(a.negative, 0, exponent));
        }
        let shift = a.exponent - exponent;
        let result = if shift >= 0 {
            if a.digits() + shift > Self::MAX_PRECISION + 1 {
                return invalid(status, Status::INVALID_OPERATION);
            }
            Decimal::finite(
                a.negative,
                Coefficient::from_words(shift_left(&a.coefficient, shift)?)?,
                exponent,
            )
        } else {
            *status |= Status::ROUNDED;
            Decimal::finite(a.negative, self.rounded_right(a, -shift, status)?, exponent)
        };
        if result.is_subnormal(self) {
            *status |= Status::SUBNORMAL;
        }
        Ok(result)
    }

    /// An integer; it is reported when digits were dropped.
    pub fn round_to_integer_exactly(&self, a: &Decimal, status: &mut Status) -> Answer {
        self.round_to_integer_as(Whole::Reported, a, status)
    }

    /// An integer.
    pub fn round_to_integer(&self, a: &Decimal, status: &mut Status) -> Answer {
        self.round_to_integer_as(Whole::Silent, a, status)
    }

    /// The integer part.
    pub fn truncate(&self, a: &Decimal, status: &mut Status) -> Answer {
        self.round_to_integer_as(Whole::Cut, a, status)
    }

    fn round_to_integer_as(&self, how: Whole, a: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of(a, status) {
            return nan;
        }
        if a.is_infinite() || a.exponent >= 0 {
            return a.copied();
        }
        if a.coefficient.is_zero() {
            return Ok(Decimal::small(a.negative, 0, 0));
        }
        if how == Whole::Cut {
            let (words, _) = shift_right(&a.coefficient, -a.exponent)?;
            return Ok(Decimal::finite(a.negative, Coefficient::from_words(words)?, 0));
        }
        let mut noted = Status::ROUNDED;
        let coefficient = self.rounded_right(a, -a.exponent, &mut noted)?;
        if how == Whole::Reported {
            *status |= noted;
        }
        Ok(Decimal::finite(a.negative, coefficient, 0))
    }

    /// The number rounded, without zeros at its end.
    pub fn reduce(&self, a: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of(a, status) {
            return nan;
        }
        if a.is_infinite() {
            return a.copied();
        }
        let result = self.finish(a.copied()?, status)?;
        if result.is_special() {
            return Ok(result);
        }
        if result.coefficient.is_zero() {
            return Ok(Decimal::small(a.negative, 0, 0));
        }
        let highest = if self.clamp { self.etop() } else { self.emax };
        let count = result.trailing_zeros().min(highest - result.exponent);
        if count <= 0 {
            return Ok(result);
        }
        let (words, _): (Words, _) = shift_right(&result.coefficient, count)?;
        Ok(Decimal::finite(result.negative, Coefficient::from_words(words)?, result.exponent + count))
    }
}

//! Which number is larger, by value and in the order that tells all numbers apart.

use std::cmp::Ordering;

use super::add::short_shift;
use crate::finish::shift_left;
use crate::natural::compare;
use crate::word::{BASE, POWERS};
use crate::{Answer, Class, Context, Decimal, OutOfMemory, Status};

impl Decimal {
    /// Compares numbers and infinities; `None`: one is a NaN.
    #[inline]
    pub fn compare(&self, other: &Self) -> Result<Option<Ordering>, OutOfMemory> {
        if self.is_nan() || other.is_nan() {
            return Ok(None);
        }
        if self.is_zero() && other.is_zero() {
            return Ok(Some(Ordering::Equal));
        }
        if self.is_zero() {
            return Ok(Some(if other.negative { Ordering::Greater } else { Ordering::Less }));
        }
        if other.is_zero() || self.negative != other.negative {
            return Ok(Some(if self.negative { Ordering::Less } else { Ordering::Greater }));
        }
        let order = self.compare_magnitude(other)?;
        Ok(Some(if self.negative { order.reverse() } else { order }))
    }

    /// Compares the magnitudes of numbers and infinities.
    pub fn compare_magnitude(&self, other: &Self) -> Result<Ordering, OutOfMemory> {
        match (self.is_infinite(), other.is_infinite()) {
            (true, true) => return Ok(Ordering::Equal),
            (true, false) => return Ok(Ordering::Greater),
            (false, true) => return Ok(Ordering::Less),
            _ => {}
        }
        match (self.coefficient.is_zero(), other.coefficient.is_zero()) {
            (true, true) => return Ok(Ordering::Equal),
            (true, false) => return Ok(Ordering::Less),
            (false, true) => return Ok(Ordering::Greater),
            _ => {}
        }
        if self.exponent == other.exponent {
            return Ok(compare(self.coefficient.words(), other.coefficient.words()));
        }
        let order = self.adjusted().cmp(&other.adjusted());
        if order != Ordering::Equal {
            return Ok(order);
        }
        // As many digits in all; the one with the higher exponent is filled up with zeros.
        let shift = self.exponent - other.exponent;
        if shift < 0 {
            return Ok(other.compare_shifted(self, -shift)?.reverse());
        }
        self.compare_shifted(other, shift)
    }

    fn compare_shifted(&self, other: &Self, shift: i64) -> Result<Ordering, OutOfMemory> {
        if let (Some(a), Some([low, high])) = (self.coefficient.as_pair(), other.coefficient.as_pair())
            && let Some([a_low, a_high]) = short_shift(a, shift)
        {
            return Ok((a_high, a_low).cmp(&(high, low)));
        }
        Ok(compare(&shift_left(&self.coefficient, shift)?, other.coefficient.words()))
    }

    /// Compares numbers that are equal by what else tells them apart: sign, then exponent.
    pub(crate) fn compare_equal(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            _ => {}
        }
        if self.is_infinite() {
            return Ordering::Equal;
        }
        let order = self.exponent.cmp(&other.exponent);
        if self.negative { order.reverse() } else { order }
    }

    /// Compares all values, NaNs among them: -NaN < -sNaN < -Infinity < … < Infinity < sNaN < NaN.
    pub fn compare_total(&self, other: &Self) -> Result<Ordering, OutOfMemory> {
        if self.negative != other.negative {
            return Ok(if self.negative { Ordering::Less } else { Ordering::Greater });
        }
        let order = self.compare_total_magnitude(other)?;
        Ok(if self.negative { order.reverse() } else { order })
    }

    /// Compares all values without their signs.
    pub fn compare_total_magnitude(&self, other: &Self) -> Result<Ordering, OutOfMemory> {
        let rank = |class| match class {
            Class::Finite | Class::Infinite => 0,
            Class::Signaling => 1,
            Class::Quiet => 2,
        };
        let order = rank(self.class).cmp(&rank(other.class));
        if order != Ordering::Equal {
            return Ok(order);
        }
        if self.is_nan() {
            return Ok(compare(self.coefficient.words(), other.coefficient.words()));
        }
        let order = self.compare_magnitude(other)?;
        if order != Ordering::Equal || self.is_infinite() {
            return Ok(order);
        }
        Ok(self.exponent.cmp(&other.exponent))
    }

    /// Whether two numbers have the same exponent, or both are infinities, or both NaNs.
    pub fn same_quantum(&self, other: &Self) -> bool {
        if self.is_special() || other.is_special() {
            return self.is_nan() && other.is_nan() || self.is_infinite() && other.is_infinite();
        }
        self.exponent == other.exponent
    }

    /// Whether the number is a power of ten.
    pub(crate) fn is_power_of_ten(&self) -> bool {
        let words = self.coefficient.words();
        match words {
            [below @ .., top] => below.iter().all(|word| *word == 0) && POWERS.contains(top),
            [] => false,
        }
    }

    /// Whether all digits are 9.
    pub(crate) fn is_all_nines(&self) -> bool {
        match self.coefficient.words() {
            [below @ .., top] => {
                below.iter().all(|word| *word == BASE - 1) && POWERS.contains(&top.wrapping_add(1))
            }
            [] => false,
        }
    }
}

/// -1, 0 or 1.
fn sign_of(order: Ordering) -> Decimal {
    Decimal::small(order == Ordering::Less, u64::from(order != Ordering::Equal), 0)
}

impl Context {
    /// -1, 0 or 1; a NaN if one of the operands is.
    pub fn compare(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        Ok(a.compare(b)?.map_or(Decimal::nan(), sign_of))
    }

    /// As [`Context::compare`], but all NaNs are reported.
    pub fn compare_signal(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            *status |= Status::INVALID_OPERATION;
            return nan;
        }
        Ok(a.compare(b)?.map_or(Decimal::nan(), sign_of))
    }
}

/// -1, 0 or 1 for an order.
impl From<Ordering> for Decimal {
    fn from(order: Ordering) -> Self {
        sign_of(order)
    }
}

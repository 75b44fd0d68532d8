//! The exponential function.

use super::fixed;
use crate::finish::{shift_left, shift_right};
use crate::natural::add::{add_to, difference, increment, subtract_from};
use crate::natural::divide::divide;
use crate::natural::multiply::product;
use crate::words::{Coefficient, Words, trim};
use crate::{Answer, Context, Decimal, OutOfMemory, Rounding, Status};

/// A result that was computed to some error: both ends of the interval in which the true value lies.
pub(super) struct Interval {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
}

impl Interval {
    /// Around words of a scale, with an error in units of their last place.
    pub(super) fn around(
        negative: bool,
        words: &[u64],
        error: u64,
        exponent: i64,
    ) -> Result<Self, OutOfMemory> {
        let mut low = Words::of(words)?;
        if subtract_from(&mut low, &[error]) {
            low = Words::zeros(1)?;
        }
        let mut high = Words::zeros(words.len() + 1)?;
        high[..words.len()].copy_from_slice(words);
        add_to(&mut high, &[error]);
        Ok(Self {
            low: Decimal::finite(negative, Coefficient::from_words(low)?, exponent),
            high: Decimal::finite(negative, Coefficient::from_words(high)?, exponent),
        })
    }
}

impl Context {
    /// `e^a`, rounded to the nearest.
    pub fn exp(&self, a: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of(a, status) {
            return nan;
        }
        if a.is_infinite() {
            return Ok(if a.negative { Decimal::ZERO } else { Decimal::infinity(false) });
        }
        if a.is_zero() {
            return Ok(Decimal::small(false, 1, 0));
        }
        let nearest = self.rounded(Rounding::HalfEven);
        if a.adjusted() >= 19 {
            if !a.negative {
                return nearest.overflow(false, status);
            }
            return nearest.underflow(status);
        }
        if a.adjusted() < -self.precision - 2 {
            // One, and too little to be seen.
            *status |= Status::INEXACT | Status::ROUNDED;
            let words =
                crate::natural::shift::left(&[1], usize::try_from(self.precision - 1).unwrap_or_default())?;
            let result = Decimal::finite(false, Coefficient::from_words(words)?, 1 - self.precision);
            return nearest.finish(result, status);
        }
        nearest.until_certain(status, |digits| exp_interval(a, digits))
    }

    /// Zero, because the result is too small.
    fn underflow(&self, status: &mut Status) -> Answer {
        *status |=
            Status::INEXACT | Status::ROUNDED | Status::SUBNORMAL | Status::UNDERFLOW | Status::CLAMPED;
        Ok(Decimal::small(false, 0, self.etiny()))
    }

    /// Ziv's strategy: computes with more and more digits until both ends of the interval are rounded to the same number. For
    /// functions that are never exact.
    pub(super) fn until_certain(
        &self,
        status: &mut Status,
        compute: impl Fn(i64) -> Result<Interval, OutOfMemory>,
    ) -> Answer {
        let plain = Self { precision: self.precision, rounding: self.rounding, ..Self::MAX };
        let mut extra = 6;
        loop {
            let Interval { low, high } = compute(self.precision + extra)?;
            let mut ignored = Status::NONE;
            let rounded_low = plain.finish(low.copied()?, &mut ignored)?;
            let rounded_high = plain.finish(high, &mut ignored)?;
            if rounded_low.exponent == rounded_high.exponent
                && rounded_low.coefficient.words() == rounded_high.coefficient.words()
            {
                *status |= Status::INEXACT | Status::ROUNDED;
                let result = self.finish(low, status)?;
                if result.is_zero() || result.is_subnormal(self) {
                    *status |= Status::UNDERFLOW | Status::SUBNORMAL;
                }
                return Ok(result);
            }
            extra = 2 * extra + 13;
        }
    }
}

/// `e^a` to so many digits: `10^k * e^r`, where `a = k * ln 10 + r` and r is from 0 to ln 10.
fn exp_interval(a: &Decimal, digits: i64) -> Result<Interval, OutOfMemory> {
    let scale = usize::try_from((digits + 3).unsigned_abs().div_ceil(19)).map_err(|_| OutOfMemory)?;
    // Two words more, because k has up to 19 digits and ln 10 is multiplied by it.
    let wide = scale + 2;
    let shift = a.exponent + 19 * wide as i64;
    let (x, exact) = if shift >= 0 {
        (shift_left(&a.coefficient, shift)?, true)
    } else {
        let (x, rest) = shift_right(&a.coefficient, -shift)?;
        (x, rest.is_none())
    };
    let ln_10 = fixed::ln_10(wide)?;
    let (mut k, mut r) = divide(&x, trim(&ln_10))?;
    let k_negative = a.negative;
    if a.negative && (!exact || !trim(&r).is_empty()) {
        // -x = -(k + 1) * ln 10 + (ln 10 - r)
        increment(&mut k);
        r = difference(&ln_10, &r)?;
    }
    debug_assert_eq!(trim(&k).len().max(1), 1);
    let r = fixed::without(&r, 2)?;
    let words = fixed::exp(&r, scale)?;
    let k = k.first().copied().unwrap_or_default() as i64;
    let exponent = if k_negative { -k } else { k } - 19 * scale as i64;
    Interval::around(false, &words, 64, exponent)
}

/// The product of two fixed-point numbers, for those who have only words.
pub(super) fn times_word(words: &[u64], factor: u64) -> Result<Words, OutOfMemory> {
    product(words, &[factor])
}

//! Sums and differences.

use std::cmp::Ordering;

use crate::finish::shift_left;
use crate::natural::add::{difference, sum};
use crate::natural::compare;
use crate::number::invalid;
use crate::word::{BASE, POWERS};
use crate::words::{Coefficient, Words};
use crate::{Answer, Context, Decimal, Rounding, Status};

impl Context {
    /// `a + b`
    #[inline]
    pub fn add(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.add_signed(a, b, b.negative, status)
    }

    /// `a - b`
    #[inline]
    pub fn subtract(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.add_signed(a, b, !b.negative, status)
    }

    /// The sum of `a` and of `b` with another sign.
    #[inline]
    fn add_signed(&self, a: &Decimal, b: &Decimal, b_negative: bool, status: &mut Status) -> Answer {
        if a.is_special() || b.is_special() {
            return self.add_special(a, b, b_negative, status);
        }
        match short_sum(a, b, b_negative, self.rounding) {
            Some(sum) => self.finish(sum, status),
            None => self.add_long(a, b, b_negative, status),
        }
    }

    #[cold]
    fn add_special(&self, a: &Decimal, b: &Decimal, b_negative: bool, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        match (a.is_infinite(), b.is_infinite()) {
            (true, true) if a.negative != b_negative => invalid(status, Status::INVALID_OPERATION),
            (true, _) => Ok(Decimal::infinity(a.negative)),
            _ => Ok(Decimal::infinity(b_negative)),
        }
    }

    #[inline(never)]
    fn add_long(&self, a: &Decimal, b: &Decimal, b_negative: bool, status: &mut Status) -> Answer {
        let (exponent, negative, words) = self.unrounded_sum(a, b, b_negative)?;
        self.finish_words(negative, words, exponent, status)
    }

    /// Exponent, sign and coefficient of the sum. What is too small to reach the digits that are kept is replaced by a small
    /// number below them.
    fn unrounded_sum(
        &self,
        a: &Decimal,
        b: &Decimal,
        b_negative: bool,
    ) -> Result<(i64, bool, Words), crate::OutOfMemory> {
        let a_is_high = a.exponent >= b.exponent;
        let (high, low) = if a_is_high { (a, b) } else { (b, a) };
        let tiny;
        let mut low = low;
        if high.exponent != low.exponent && !high.coefficient.is_zero() {
            let digits = high.digits();
            let below =
                high.exponent - 1 + if digits > self.precision { 0 } else { digits - self.precision - 1 };
            if low.adjusted() < below {
                tiny = Decimal::small(low.negative, u64::from(!low.coefficient.is_zero()), below);
                low = &tiny;
            }
        }
        let exponent = low.exponent;
        let shifted = shift_left(&high.coefficient, high.exponent - low.exponent)?;
        let (a_words, b_words) = if a_is_high {
            (&*shifted, low.coefficient.words())
        } else {
            (low.coefficient.words(), &*shifted)
        };
        if a.negative == b_negative {
            return Ok((exponent, a.negative, sum(a_words, b_words)?));
        }
        Ok(match compare(a_words, b_words) {
            Ordering::Equal => (exponent, self.rounding == Rounding::Floor, Words::zeros(1)?),
            Ordering::Greater => (exponent, a.negative, difference(a_words, b_words)?),
            Ordering::Less => (exponent, b_negative, difference(b_words, a_words)?),
        })
    }
}

/// The exact sum, where two words suffice.
#[inline]
fn short_sum(a: &Decimal, b: &Decimal, b_negative: bool, rounding: Rounding) -> Option<Decimal> {
    let (mut a_words, mut b_words) = (a.coefficient.as_pair()?, b.coefficient.as_pair()?);
    let mut exponent = a.exponent;
    if a.exponent > b.exponent {
        exponent = b.exponent;
        a_words = short_shift(a_words, a.exponent - b.exponent)?;
    } else if a.exponent < b.exponent {
        b_words = short_shift(b_words, b.exponent - a.exponent)?;
    }
    let [a_low, a_high] = a_words;
    let [b_low, b_high] = b_words;
    if a.negative == b_negative {
        let (low, wrapped) = a_low.overflowing_add(b_low);
        let carry = wrapped || low >= BASE;
        let low = if carry { low.wrapping_sub(BASE) } else { low };
        let (high, wrapped) = a_high.overflowing_add(b_high + u64::from(carry));
        if wrapped || high >= BASE {
            return None;
        }
        return Some(Decimal::finite(a.negative, Coefficient::pair(low, high), exponent));
    }
    if (a_high, a_low) == (b_high, b_low) {
        return Some(Decimal::small(rounding == Rounding::Floor, 0, exponent));
    }
    let is_greater = (a_high, a_low) > (b_high, b_low);
    let (negative, [x_low, x_high], [y_low, y_high]) =
        if is_greater { (a.negative, a_words, b_words) } else { (b_negative, b_words, a_words) };
    let (low, borrow) = x_low.overflowing_sub(y_low);
    let low = if borrow { low.wrapping_add(BASE) } else { low };
    let high = x_high - y_high - u64::from(borrow);
    Some(Decimal::finite(negative, Coefficient::pair(low, high), exponent))
}

/// The product of two words with a power of ten, where two words suffice.
#[inline]
pub(crate) fn short_shift([low, high]: [u64; 2], count: i64) -> Option<[u64; 2]> {
    if (low | high) == 0 {
        return Some([0, 0]);
    }
    let factor = *POWERS.get(usize::try_from(count).ok()?)?;
    if count == 19 {
        return (high == 0).then_some([0, low]);
    }
    let (carry, low) = crate::word::split(u128::from(low) * u128::from(factor));
    let high = u128::from(high) * u128::from(factor) + u128::from(carry);
    (high < u128::from(BASE)).then_some([low, high as u64])
}

//! Quotients.

use crate::finish::shift_left;
use crate::natural::divide::{divide, divide_exactly, mark_rest};
use crate::natural::shift;
use crate::number::invalid;
use crate::word::{BASE, Divisor, POWERS, digits, split};
use crate::words::Coefficient;
use crate::{Answer, Context, Decimal, Status};

impl Context {
    /// `a / b`
    #[inline]
    pub fn divide(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if a.is_special() || b.is_special() {
            return self.divide_special(a, b, status);
        }
        if b.coefficient.is_zero() {
            return divide_by_zero(a, b, status);
        }
        let (negative, ideal) = (a.negative != b.negative, a.exponent - b.exponent);
        if a.coefficient.is_zero() {
            return self.finish(Decimal::small(negative, 0, ideal), status);
        }
        if let (Some([a, 0]), Some([b, 0])) = (a.coefficient.as_pair(), b.coefficient.as_pair())
            && let Some(quotient) = self.divide_words(negative, a, b, ideal, status)
        {
            return quotient;
        }
        self.divide_long(negative, a, b, ideal, status)
    }

    #[cold]
    fn divide_special(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        match (a.is_infinite(), b.is_infinite()) {
            (true, true) => invalid(status, Status::INVALID_OPERATION),
            (true, false) => Ok(Decimal::infinity(a.negative != b.negative)),
            _ => {
                *status |= Status::CLAMPED;
                Ok(Decimal::small(a.negative != b.negative, 0, self.etiny()))
            }
        }
    }

    /// One word by another, to at most 19 digits and one: the quotient has one word, its dividend two.
    #[inline]
    fn divide_words(
        &self,
        negative: bool,
        a: u64,
        b: u64,
        ideal: i64,
        status: &mut Status,
    ) -> Option<Answer> {
        if self.precision > 17 {
            return self.divide_words_further(negative, a, b, ideal, status);
        }
        let shift = digits(b) as i64 - digits(a) as i64 + self.precision + 1;
        if shift < 0 {
            return None;
        }
        // The dividend has at most one digit more than the divisor and the quotient together.
        let dividend = if shift <= 19 {
            u128::from(a) * u128::from(POWERS[shift as usize])
        } else {
            u128::from(a) * u128::from(BASE) * u128::from(POWERS[(shift - 19) as usize])
        };
        let (mut quotient, rest) = Divisor::new(b).divide((dividend >> 64) as u64, dividend as u64);
        let mut exponent = ideal - shift;
        if rest != 0 {
            quotient += u64::from(quotient % 5 == 0);
        } else if shift > 0 {
            let zeros = (shift::trailing_zeros(&[quotient]) as i64).min(shift);
            quotient /= POWERS[zeros as usize];
            exponent += zeros;
        }
        Some(self.finish(Decimal::small(negative, quotient, exponent), status))
    }

    /// One word by another, to at most 35 digits and one: a quotient below 10^37, in two steps of one word each.
    #[inline]
    fn divide_words_further(
        &self,
        negative: bool,
        a: u64,
        b: u64,
        ideal: i64,
        status: &mut Status,
    ) -> Option<Answer> {
        let shift = digits(b) as i64 - digits(a) as i64 + self.precision + 1;
        if self.precision > 35 || !(0..=38).contains(&shift) {
            return None;
        }
        let by = Divisor::new(b);
        let (mut quotient, mut rest) = (u128::from(a / b), a % b);
        for part in [shift.min(19), shift - shift.min(19)] {
            let factor = u128::from(POWERS[part as usize]);
            let value = u128::from(rest) * factor;
            let (word, left) = by.divide((value >> 64) as u64, value as u64);
            quotient = quotient * factor + u128::from(word);
            rest = left;
        }
        let (high, low) = split(quotient);
        let mut words = [low, high];
        let mut exponent = ideal - shift;
        if rest != 0 {
            mark_rest(&mut words);
        } else {
            let zeros = (shift::trailing_zeros(&words) as i64).min(shift);
            exponent += zeros;
            (words, _) = shift::right_to_pair(&words, zeros as usize);
        }
        Some(self.finish_slice(negative, &words, exponent, status))
    }

    /// Where there is no room for a quotient of all digits, it may be exact and short: a quotient by a number of n digits
    /// that ends has at most 4 n digits more than the dividend.
    #[inline(never)]
    fn divide_long(
        &self,
        negative: bool,
        a: &Decimal,
        b: &Decimal,
        ideal: i64,
        status: &mut Status,
    ) -> Answer {
        let result = self.divide_digits(negative, a, b, ideal, status);
        let enough = a.digits() + 4 * b.digits();
        if result.is_ok() || self.precision <= enough {
            return result;
        }
        let mut noted = Status::NONE;
        let short = Self { precision: enough, ..*self };
        let quotient = short.divide_digits(negative, a, b, ideal, &mut noted)?;
        if noted.has(Status::INEXACT) {
            return result;
        }
        self.finish(quotient, status)
    }

    fn divide_digits(
        &self,
        negative: bool,
        a: &Decimal,
        b: &Decimal,
        ideal: i64,
        status: &mut Status,
    ) -> Answer {
        let shift = b.digits() - a.digits() + self.precision + 1;
        let mut exponent = ideal - shift;
        let (mut quotient, is_exact) = if shift >= 0 {
            divide_exactly(&shift_left(&a.coefficient, shift)?, b.coefficient.words())?
        } else {
            divide_exactly(a.coefficient.words(), &shift_left(&b.coefficient, -shift)?)?
        };
        if !is_exact {
            mark_rest(&mut quotient);
        } else if shift > 0 {
            let zeros = (shift::trailing_zeros(&quotient) as i64).min(shift);
            quotient = shift::right(&quotient, zeros as usize)?.0;
            exponent += zeros;
        }
        self.finish_words(negative, quotient, exponent, status)
    }

    /// Whole quotient and remainder, for finite operands, the second one not zero; `None`: the quotient has more digits than
    /// the precision.
    pub(crate) fn divide_whole(
        &self,
        a: &Decimal,
        b: &Decimal,
    ) -> Result<Option<(Decimal, Decimal)>, crate::OutOfMemory> {
        let ideal = a.exponent.min(b.exponent);
        let negative = a.negative != b.negative;
        let zero = Decimal::small(negative, 0, 0);
        if a.coefficient.is_zero() {
            return Ok(Some((zero, a.copied()?.with_exponent(ideal))));
        }
        let difference = a.adjusted() - b.adjusted();
        if difference < 0 {
            if a.exponent > b.exponent {
                let shifted = shift_left(&a.coefficient, a.exponent - b.exponent)?;
                let rest = Decimal::finite(a.negative, Coefficient::from_words(shifted)?, ideal);
                return Ok(Some((zero, rest)));
            }
            return Ok(Some((zero, a.copied()?)));
        }
        if difference > self.precision {
            return Ok(None);
        }
        let shift = a.exponent - b.exponent;
        let (quotient, rest) = if shift >= 0 {
            divide(&shift_left(&a.coefficient, shift)?, b.coefficient.words())?
        } else {
            divide(a.coefficient.words(), &shift_left(&b.coefficient, -shift)?)?
        };
        let quotient = Decimal::finite(negative, Coefficient::from_words(quotient)?, 0);
        if quotient.digits() > self.precision {
            return Ok(None);
        }
        Ok(Some((quotient, Decimal::finite(a.negative, Coefficient::from_words(rest)?, ideal))))
    }
}

#[cold]
fn divide_by_zero(a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
    if a.coefficient.is_zero() {
        return invalid(status, Status::DIVISION_UNDEFINED);
    }
    *status |= Status::DIVISION_BY_ZERO;
    Ok(Decimal::infinity(a.negative != b.negative))
}

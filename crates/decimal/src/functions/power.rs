//! Powers.

use std::cmp::Ordering;

use crate::number::invalid;
use crate::word::digits;
use crate::words::Coefficient;
use crate::{Answer, Context, Decimal, OutOfMemory, Rounding, Status};

/// An exponent that is too large for every context.
const TOO_LARGE: i64 = 2 * (Context::MAX_EMAX + 1) + 1;
/// How many digits an exponent may have.
const EXPONENT_DIGITS: i64 = 19;

impl Context {
    /// `base^exponent`. A power with an integer exponent is computed by multiplication, with some digits more; another one
    /// by logarithm.
    pub fn power(&self, base: &Decimal, exponent: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(base, exponent, status) {
            return nan;
        }
        let is_integer = exponent.is_integer();
        let negative = base.negative && exponent.is_odd()?;
        if base.is_zero() {
            return if exponent.is_zero() {
                invalid(status, Status::INVALID_OPERATION)
            } else if exponent.negative {
                Ok(Decimal::infinity(negative))
            } else {
                Ok(Decimal::small(negative, 0, 0))
            };
        }
        if base.negative && (!is_integer || exponent.is_infinite()) {
            return invalid(status, Status::INVALID_OPERATION);
        }
        let one = Decimal::small(false, 1, 0);
        if exponent.is_infinite() {
            return match base.compare(&one)? {
                Some(Ordering::Equal) => self.padded_one(negative, status),
                order if (order == Some(Ordering::Greater)) != exponent.negative => {
                    Ok(Decimal::infinity(negative))
                }
                _ => Ok(Decimal::small(negative, 0, 0)),
            };
        }
        if base.is_infinite() {
            return Ok(if exponent.is_zero() {
                Decimal::small(negative, 1, 0)
            } else if exponent.negative {
                Decimal::small(negative, 0, 0)
            } else {
                Decimal::infinity(negative)
            });
        }
        if exponent.is_zero() {
            return Ok(Decimal::small(negative, 1, 0));
        }
        if base.compare_magnitude(&one)? == Ordering::Equal {
            return self.power_of_one(base, exponent, negative, is_integer, status);
        }
        if let Some(limit) = self.certain_limit(base, exponent)? {
            return self.finish(Decimal::small(negative, 1, limit), status);
        }
        if is_integer {
            self.integer_power(base, exponent, negative, status)
        } else {
            self.real_power(base, exponent, status)
        }
    }

    /// One with as many digits as the precision, because the true value is a limit.
    fn padded_one(&self, negative: bool, status: &mut Status) -> Answer {
        *status |= Status::INEXACT | Status::ROUNDED;
        self.one_with_zeros(negative, self.precision - 1)
    }

    fn one_with_zeros(&self, negative: bool, zeros: i64) -> Answer {
        let words = crate::natural::shift::left(&[1], usize::try_from(zeros).unwrap_or_default())?;
        Ok(Decimal::finite(negative, Coefficient::from_words(words)?, -zeros))
    }

    /// `(±1.000)^exponent`: one, with as many zeros as multiplication would give.
    fn power_of_one(
        &self,
        base: &Decimal,
        exponent: &Decimal,
        negative: bool,
        is_integer: bool,
        status: &mut Status,
    ) -> Answer {
        if !is_integer {
            return self.padded_one(negative, status);
        }
        if exponent.negative {
            return Ok(Decimal::small(negative, 1, 0));
        }
        let places = Decimal::small(base.exponent > 0, base.exponent.unsigned_abs(), 0);
        let mut noted = Status::NONE;
        let product = self.multiply(exponent, &places, &mut noted)?;
        if noted.has(Status::ERRORS) {
            *status |= noted & Status::ERRORS;
            return Ok(Decimal::nan());
        }
        let most = self.precision - 1;
        let zeros = match product.to_i64() {
            Some(zeros) if zeros <= most => zeros,
            _ => {
                *status |= Status::ROUNDED;
                most
            }
        };
        self.one_with_zeros(negative, zeros)
    }

    /// An exponent out of all bounds, if the power certainly is so large or so small.
    fn certain_limit(&self, base: &Decimal, exponent: &Decimal) -> Result<Option<i64>, OutOfMemory> {
        let size = lowest_logarithm(base)? + exponent.adjusted();
        let grows = (base.adjusted() < 0) == exponent.negative;
        let limit = if grows { self.emax } else { self.etiny() };
        if digits(limit.unsigned_abs()) as i64 >= size {
            return Ok(None);
        }
        Ok(Some(if grows { TOO_LARGE } else { self.etiny() - 1 }))
    }

    fn integer_power(
        &self,
        base: &Decimal,
        exponent: &Decimal,
        negative: bool,
        status: &mut Status,
    ) -> Answer {
        let mut work = Self {
            precision: self.precision + exponent.digits() + exponent.exponent + 2,
            rounding: Rounding::HalfEven,
            clamp: false,
            ..*self
        };
        let mut base = base.copied()?;
        if exponent.negative {
            work.precision += 1;
            base = work.divide(&Decimal::small(false, 1, 0), &base, status)?;
            if status.has(Status::ERRORS) {
                return Ok(Decimal::nan());
            }
        }
        let mut result = match exponent.to_magnitude()? {
            Some(count) => work.short_power(&base, count, status)?,
            None => work.long_power(base, exponent, status)?,
        };
        result.negative = negative;
        if result.is_infinite() {
            // For those roundings that do not lead to infinity.
            result = Decimal::small(negative, 1, TOO_LARGE);
        }
        self.finish(result, status)
    }

    /// By squares, from the highest bit of the exponent on.
    fn short_power(&self, base: &Decimal, count: u64, status: &mut Status) -> Answer {
        let mut noted = Status::NONE;
        let mut result = base.copied()?;
        let bits = u64::BITS - count.leading_zeros();
        for bit in (0..bits.saturating_sub(1)).rev() {
            result = self.multiply(&result, &result, &mut noted)?;
            if count >> bit & 1 != 0 {
                result = self.multiply(&result, base, &mut noted)?;
            }
            if result.is_special() || result.is_zero() && noted.has(Status::CLAMPED) {
                break;
            }
        }
        *status |= noted;
        Ok(result)
    }

    /// By squares, from the lowest bit on, for an exponent of more than 64 bits. The base is so near to one that there is a
    /// result, or the result is at its limit soon.
    fn long_power(&self, mut base: Decimal, exponent: &Decimal, status: &mut Status) -> Answer {
        let two = Decimal::small(false, 2, 0);
        let mut noted = Status::NONE;
        let mut exact = Status::NONE;
        let mut exponent = exponent.copied()?.with_sign(false);
        let mut result = Decimal::small(false, 1, 0);
        while !exponent.is_zero() {
            if exponent.is_odd()? {
                result = self.multiply(&result, &base, &mut noted)?;
                *status |= noted;
                if result.is_special() || result.is_zero() && noted.has(Status::CLAMPED) {
                    break;
                }
            }
            base = self.multiply(&base, &base, &mut noted)?;
            exponent = Self::MAX.divide_integer(&exponent, &two, &mut exact)?;
            if base.is_nan() || exponent.is_nan() {
                return invalid(status, (noted | exact) & Status::ERRORS);
            }
        }
        Ok(result)
    }

    /// `e^(exponent * ln base)`, with so many digits more that the result is good to one unit of its last place.
    fn real_power(&self, base: &Decimal, exponent: &Decimal, status: &mut Status) -> Answer {
        let work = Self {
            precision: self.precision.max(base.digits()) + 4 + EXPONENT_DIGITS,
            rounding: Rounding::HalfEven,
            ..Self::MAX
        };
        let mut noted = Status::NONE;
        let logarithm = work.ln(base, &mut noted)?;
        let product = work.multiply(&logarithm, exponent, &mut noted)?;
        let mut result = work.exp(&product, status)?;
        *status |= noted & Status::ERRORS;
        *status |= Status::INEXACT | Status::ROUNDED;
        if result.compare(&Decimal::small(false, 1, 0))? == Some(Ordering::Equal) {
            result = self.one_with_zeros(false, self.precision - 1)?;
        }
        if result.is_infinite() {
            result = Decimal::small(false, 1, TOO_LARGE);
        }
        self.finish(result, status)
    }
}

/// A lower bound of `log10(abs(log10(abs(x))))`, rounded down, for x other than one.
fn lowest_logarithm(x: &Decimal) -> Result<i64, OutOfMemory> {
    let adjusted = x.adjusted();
    if adjusted > 0 {
        return Ok(digits(adjusted.unsigned_abs()) as i64 - 1);
    }
    if adjusted < -1 {
        return Ok(digits((adjusted + 1).unsigned_abs()) as i64 - 1);
    }
    // log10(x) is between (x - 1) / 100 and x - 1 for x from 1 to 10, and beyond (x - 1) / 10 for x from 1/10 to 1.
    let mut ignored = Status::NONE;
    let magnitude = x.copied()?.with_sign(false);
    let distance = Context::MAX.subtract(&magnitude, &Decimal::small(false, 1, 0), &mut ignored)?;
    Ok(distance.adjusted() - if adjusted == 0 { 2 } else { 1 })
}

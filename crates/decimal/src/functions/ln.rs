//! Logarithms.

use std::cmp::Ordering;

use super::exp::{Interval, times_word};
use super::fixed;
use crate::natural::add::{difference, sum};
use crate::natural::{compare, shift};
use crate::number::invalid;
use crate::word::{POWERS, split};
use crate::words::{Words, trim};
use crate::{Answer, Context, Decimal, OutOfMemory, Rounding, Status};

impl Context {
    /// The natural logarithm, rounded to the nearest.
    pub fn ln(&self, a: &Decimal, status: &mut Status) -> Answer {
        if let Some(special) = self.special_logarithm(a, status) {
            return special;
        }
        if a.compare(&Decimal::small(false, 1, 0))? == Some(Ordering::Equal) {
            return Ok(Decimal::ZERO);
        }
        if self.logarithm_overflows(a, 2) {
            *status |= Status::OVERFLOW | Status::INEXACT | Status::ROUNDED;
            return Ok(Decimal::infinity(a.adjusted() < 0));
        }
        let nearest = self.rounded(Rounding::HalfEven);
        if let Some(interval) = self.near_one(a)? {
            return nearest.until_certain(status, |_| interval_copy(&interval));
        }
        nearest.until_certain(status, |digits| ln_interval(a, digits, false))
    }

    /// The logarithm to base ten, rounded to the nearest.
    pub fn log10(&self, a: &Decimal, status: &mut Status) -> Answer {
        if let Some(special) = self.special_logarithm(a, status) {
            return special;
        }
        let nearest = self.rounded(Rounding::HalfEven);
        if a.is_power_of_ten() {
            let exponent = a.adjusted();
            return nearest.finish(Decimal::small(exponent < 0, exponent.unsigned_abs(), 0), status);
        }
        if self.logarithm_overflows(a, 1) {
            *status |= Status::OVERFLOW | Status::INEXACT | Status::ROUNDED;
            return Ok(Decimal::infinity(a.adjusted() < 0));
        }
        nearest.until_certain(status, |digits| ln_interval(a, digits, true))
    }

    fn special_logarithm(&self, a: &Decimal, status: &mut Status) -> Option<Answer> {
        if let Some(nan) = self.nan_of(a, status) {
            return Some(nan);
        }
        if a.is_zero() {
            return Some(Ok(Decimal::infinity(true)));
        }
        if a.negative {
            return Some(invalid(status, Status::INVALID_OPERATION));
        }
        a.is_infinite().then(|| Ok(Decimal::infinity(false)))
    }

    /// Whether even the exponent of the operand has too many digits for the result.
    fn logarithm_overflows(&self, a: &Decimal, factor: i64) -> bool {
        let adjusted = a.adjusted();
        let at_least = factor * if adjusted < 0 { -adjusted - 1 } else { adjusted };
        crate::word::digits(at_least.unsigned_abs()) as i64 - 1 > self.emax
    }

    /// `ln(1 + d)` for a d so small that `d - d^2 / 2` has all the digits.
    fn near_one(&self, a: &Decimal) -> Result<Option<Interval>, OutOfMemory> {
        if !matches!(a.adjusted(), -1 | 0) {
            return Ok(None);
        }
        let mut ignored = Status::NONE;
        let one = Decimal::small(false, 1, 0);
        let d = Self::MAX.subtract(a, &one, &mut ignored)?;
        if d.adjusted() > -self.precision - 20 {
            return Ok(None);
        }
        let square = Self::MAX.multiply(&d, &d, &mut ignored)?;
        let half = Self::MAX.multiply(&square, &Decimal::small(false, 5, -1), &mut ignored)?;
        let near = Self::MAX.subtract(&d, &half, &mut ignored)?;
        // The next term is d^3 / 3.
        let error = Decimal::small(false, 1, 3 * (d.adjusted() + 1));
        Ok(Some(Interval {
            low: Self::MAX.subtract(&near, &error, &mut ignored)?,
            high: Self::MAX.add(&near, &error, &mut ignored)?,
        }))
    }
}

fn interval_copy(interval: &Interval) -> Result<Interval, OutOfMemory> {
    Ok(Interval { low: interval.low.copied()?, high: interval.high.copied()? })
}

/// `ln a` or `log10 a` to so many digits: `a = v * 10^t`, where v is from 1 to 10.
fn ln_interval(a: &Decimal, digits: i64, is_decimal: bool) -> Result<Interval, OutOfMemory> {
    let t = a.adjusted();
    let fraction = a.digits() - 1;
    // Where t is 0 or -1, the result may be as small as the distance from one.
    let cancelled = if matches!(t, 0 | -1) {
        let mut ignored = Status::NONE;
        let distance = Context::MAX.subtract(a, &Decimal::small(false, 1, 0), &mut ignored)?;
        -distance.adjusted() + 2
    } else {
        0
    };
    let scale =
        usize::try_from((digits + cancelled + 4).unsigned_abs().div_ceil(19)).map_err(|_| OutOfMemory)?;
    let shift = 19 * scale as i64 - fraction;
    let v = if shift >= 0 {
        shift::left(a.coefficient.words(), shift as usize)?
    } else {
        shift::right(a.coefficient.words(), shift.unsigned_abs() as usize)?.0
    };
    let y = ln_fixed(&v, leading(a), scale)?;
    // ln a = y + t * ln 10, and t has up to 19 digits.
    let ln_10 = fixed::ln_10(scale + 1)?;
    let (y, t_part) = if is_decimal {
        let quotient = fixed::quotient(&fixed::above(&y, 1)?, trim(&ln_10), scale)?;
        (quotient, fixed::above(&[t.unsigned_abs()], scale)?)
    } else {
        let product = times_word(&ln_10, t.unsigned_abs())?;
        (y, fixed::without(&product, 1)?)
    };
    let (negative, words) = if t >= 0 {
        (false, sum(&y, &t_part)?)
    } else {
        match compare(&y, &t_part) {
            Ordering::Less => (true, difference(&t_part, &y)?),
            _ => (false, difference(&y, &t_part)?),
        }
    };
    Interval::around(negative, &words, 1000, -19 * scale as i64)
}

/// The first digits, as a number from 1 to 10.
fn leading(a: &Decimal) -> f64 {
    let [.., top] = a.coefficient.words() else { return 1.0 };
    let below = match a.coefficient.words() {
        [.., below, _] => *below as f64 / 1e19,
        _ => 0.0,
    };
    (*top as f64 + below) / POWERS[crate::word::digits(*top) - 1] as f64
}

/// The natural logarithm of a number from 1 to 10, with an error below a hundred units of the last place.
///
/// Halley's iteration on `e^y = v`: `y + 2 (v - e^y) / (v + e^y)` has three times as many digits as y.
fn ln_fixed(v: &[u64], estimate: f64, scale: usize) -> Result<Words, OutOfMemory> {
    // Digits of each step, the last one first.
    let mut steps = Vec::new();
    let mut needed = 19 * scale as u64;
    while needed > 14 {
        steps.push(needed);
        needed = needed / 3 + 2;
    }
    let start = u128::from((estimate.max(1.0).ln() * 1e18) as u64) * 10;
    let (high, low) = split(start);
    let mut y = Words::of(&[low, high])?;
    let mut y_scale = 1;
    while let Some(digits) = steps.pop() {
        let step_scale = if steps.is_empty() { scale } else { (digits / 19 + 2) as usize }.min(scale);
        y = if step_scale >= y_scale {
            fixed::above(&y, step_scale - y_scale)?
        } else {
            fixed::without(&y, y_scale - step_scale)?
        };
        y_scale = step_scale;
        let v = fixed::without(v, scale - step_scale)?;
        let power = fixed::exp(trim(&y), step_scale)?;
        let is_below = compare(&power, &v) == Ordering::Less;
        let distance = if is_below { difference(&v, &power)? } else { difference(&power, &v)? };
        let total = sum(&v, &power)?;
        let correction = fixed::quotient(&times_word(&distance, 2)?, trim(&total), step_scale)?;
        y = if is_below {
            sum(&y, &correction)?
        } else if compare(&y, &correction) == Ordering::Less {
            Words::zeros(1)?
        } else {
            difference(&y, &correction)?
        };
    }
    Ok(y)
}

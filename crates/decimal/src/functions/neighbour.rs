//! The numbers next to a number.

use std::cmp::Ordering;

use crate::{Answer, Context, Decimal, Rounding, Status};

impl Context {
    /// The largest number below `a`.
    pub fn next_minus(&self, a: &Decimal, status: &mut Status) -> Answer {
        self.next(a, true, status)
    }

    /// The smallest number above `a`.
    pub fn next_plus(&self, a: &Decimal, status: &mut Status) -> Answer {
        self.next(a, false, status)
    }

    fn next(&self, a: &Decimal, is_below: bool, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of(a, status) {
            return nan;
        }
        if a.is_infinite() {
            return if a.negative == is_below { a.copied() } else { self.largest(a.negative) };
        }
        let work = self.rounded(if is_below { Rounding::Floor } else { Rounding::Ceiling });
        let mut noted = Status::NONE;
        let rounded = work.finish(a.copied()?, &mut noted)?;
        if noted.has(Status::INEXACT | Status::ERRORS) {
            *status |= noted & Status::ERRORS;
            return Ok(rounded);
        }
        let tiny = Decimal::small(is_below, 1, self.etiny() - 1);
        let mut noted = Status::NONE;
        let result = work.add(a, &tiny, &mut noted)?;
        *status |= noted & Status::ERRORS;
        Ok(result)
    }

    /// The number next to `a` in the direction of `b`.
    pub fn next_toward(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        let result = match a.compare(b)? {
            Some(Ordering::Less) => self.next_plus(a, status)?,
            Some(Ordering::Greater) => self.next_minus(a, status)?,
            _ => return Ok(a.copied()?.with_sign(b.negative)),
        };
        if result.is_infinite() {
            *status |= Status::OVERFLOW | Status::ROUNDED | Status::INEXACT;
        } else if result.adjusted() < self.emin {
            *status |= Status::UNDERFLOW | Status::SUBNORMAL | Status::ROUNDED | Status::INEXACT;
            if result.is_zero() {
                *status |= Status::CLAMPED;
            }
        }
        Ok(result)
    }
}

//! Whole quotients and remainders.

use std::cmp::Ordering;

use crate::number::invalid;
use crate::{Answer, Context, Decimal, OutOfMemory, Status};

impl Context {
    /// The integer part of `a / b`.
    pub fn divide_integer(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        let negative = a.negative != b.negative;
        match (a.is_infinite(), b.is_infinite()) {
            (true, true) => return invalid(status, Status::INVALID_OPERATION),
            (true, false) => return Ok(Decimal::infinity(negative)),
            (false, true) => return Ok(Decimal::small(negative, 0, 0)),
            _ => {}
        }
        if b.coefficient.is_zero() {
            if a.coefficient.is_zero() {
                return invalid(status, Status::DIVISION_UNDEFINED);
            }
            *status |= Status::DIVISION_BY_ZERO;
            return Ok(Decimal::infinity(negative));
        }
        match self.divide_whole(a, b)? {
            Some((quotient, _)) => self.finish(quotient, status),
            None => invalid(status, Status::DIVISION_IMPOSSIBLE),
        }
    }

    /// What the integer part of `a / b` leaves, with the sign of `a`.
    pub fn remainder(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(special) = self.special_remainder(a, b, status) {
            return special;
        }
        match self.divide_whole(a, b)? {
            Some((_, rest)) => self.finish(rest, status),
            None => invalid(status, Status::DIVISION_IMPOSSIBLE),
        }
    }

    /// The remainder for operands that are not all finite, or where there is none.
    fn special_remainder(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Option<Answer> {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return Some(nan);
        }
        if a.is_infinite() {
            return Some(invalid(status, Status::INVALID_OPERATION));
        }
        if b.is_infinite() {
            return Some(a.copied().and_then(|a| self.finish(a, status)));
        }
        if b.coefficient.is_zero() {
            let undefined = a.coefficient.is_zero();
            let why = if undefined { Status::DIVISION_UNDEFINED } else { Status::INVALID_OPERATION };
            return Some(invalid(status, why));
        }
        None
    }

    /// Integer part and remainder.
    pub fn divide_modulo(
        &self,
        a: &Decimal,
        b: &Decimal,
        status: &mut Status,
    ) -> Result<(Decimal, Decimal), OutOfMemory> {
        let negative = a.negative != b.negative;
        if let Some(nan) = self.nan_of_two(a, b, status) {
            let nan = nan?;
            return Ok((nan.copied()?, nan));
        }
        if a.is_infinite() {
            *status |= Status::INVALID_OPERATION;
            let quotient = if b.is_infinite() { Decimal::nan() } else { Decimal::infinity(negative) };
            return Ok((quotient, Decimal::nan()));
        }
        if b.is_infinite() {
            let rest = self.finish(a.copied()?, status)?;
            return Ok((Decimal::small(negative, 0, 0), rest));
        }
        if b.coefficient.is_zero() {
            if a.coefficient.is_zero() {
                *status |= Status::DIVISION_UNDEFINED;
                return Ok((Decimal::nan(), Decimal::nan()));
            }
            *status |= Status::DIVISION_BY_ZERO | Status::INVALID_OPERATION;
            return Ok((Decimal::infinity(negative), Decimal::nan()));
        }
        match self.divide_whole(a, b)? {
            Some((quotient, rest)) => Ok((self.finish(quotient, status)?, self.finish(rest, status)?)),
            None => {
                *status |= Status::DIVISION_IMPOSSIBLE;
                Ok((Decimal::nan(), Decimal::nan()))
            }
        }
    }

    /// What the integer nearest to `a / b` leaves; of two equally near ones the even one.
    pub fn remainder_near(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(special) = self.special_remainder(a, b, status) {
            return special;
        }
        let Some((quotient, rest)) = self.divide_whole(a, b)? else {
            return invalid(status, Status::DIVISION_IMPOSSIBLE);
        };
        if rest.coefficient.is_zero() || (b.adjusted() - rest.adjusted()).abs() > 1 {
            return self.finish(rest, status);
        }
        let mut exact = Status::NONE;
        let other = if a.negative == b.negative {
            Self::MAX.subtract(&rest, b, &mut exact)?
        } else {
            Self::MAX.add(&rest, b, &mut exact)?
        };
        let closer = match other.compare_magnitude(&rest)? {
            Ordering::Less => true,
            Ordering::Equal => quotient.coefficient.is_odd(),
            Ordering::Greater => false,
        };
        if !closer {
            return self.finish(rest, status);
        }
        if quotient.digits() == self.precision && quotient.is_all_nines() {
            return invalid(status, Status::DIVISION_IMPOSSIBLE);
        }
        self.finish(other, status)
    }
}

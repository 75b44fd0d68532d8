//! Exponents and places: `scaleb`, `logb`, shifts, rotations, the class of a number.

use crate::finish::{lowest_digits, shift_left, shift_right};
use crate::natural::add::sum;
use crate::number::invalid;
use crate::words::Coefficient;
use crate::{Answer, Class, Context, Decimal, OutOfMemory, Status};

impl Context {
    /// `a * 10^b` for an integer b.
    pub fn scaleb(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        let most = 2 * (self.emax.unsigned_abs() + self.precision.unsigned_abs());
        let count = if b.is_infinite() || b.exponent != 0 { None } else { b.to_magnitude()? };
        let Some(count) = count.filter(|count| *count <= most) else {
            return invalid(status, Status::INVALID_OPERATION);
        };
        if a.is_infinite() {
            return a.copied();
        }
        // At most 4 * 10^18.
        let count = if b.negative { -(count as i64) } else { count as i64 };
        let limit = 2 * (Self::MAX_EMAX + 1) + 1;
        let exponent = (a.exponent.saturating_add(count)).clamp(-2 * limit, limit);
        self.finish(a.copied()?.with_exponent(exponent), status)
    }

    /// The exponent of the first digit, as a number.
    pub fn logb(&self, a: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of(a, status) {
            return nan;
        }
        if a.is_infinite() {
            return Ok(Decimal::infinity(false));
        }
        if a.is_zero() {
            *status |= Status::DIVISION_BY_ZERO;
            return Ok(Decimal::infinity(true));
        }
        let adjusted = a.adjusted();
        self.finish(Decimal::small(adjusted < 0, adjusted.unsigned_abs(), 0), status)
    }

    /// How far to shift or rotate: an integer of at most the precision.
    fn places(&self, b: &Decimal) -> Option<i64> {
        if b.is_special() || b.exponent != 0 {
            return None;
        }
        b.to_i64().filter(|places| places.abs() <= self.precision)
    }

    /// The coefficient shifted by b digits, to the left if b is positive, within the precision.
    pub fn shift(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        let Some(places) = self.places(b) else { return invalid(status, Status::INVALID_OPERATION) };
        if a.is_infinite() {
            return a.copied();
        }
        let coefficient = if places >= 0 {
            self.capped(&Coefficient::from_words(shift_left(&a.coefficient, places)?)?)?
        } else {
            Coefficient::from_words(shift_right(&self.capped(&a.coefficient)?, -places)?.0)?
        };
        Ok(Decimal::finite(a.negative, coefficient, a.exponent))
    }

    /// The coefficient rotated by b digits, to the left if b is positive, in a field as long as the precision.
    pub fn rotate(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        let Some(places) = self.places(b) else { return invalid(status, Status::INVALID_OPERATION) };
        if a.is_infinite() {
            return a.copied();
        }
        let (left, right) =
            if places >= 0 { (places, self.precision - places) } else { (self.precision + places, -places) };
        let coefficient = self.capped(&a.coefficient)?;
        let high = self.capped(&Coefficient::from_words(shift_left(&coefficient, left)?)?)?;
        let (low, _) = shift_right(&coefficient, right)?;
        let words = sum(high.words(), &low)?;
        Ok(Decimal::finite(a.negative, Coefficient::from_words(words)?, a.exponent))
    }

    /// The lowest digits, as many as the precision.
    pub(super) fn capped(&self, coefficient: &Coefficient) -> Result<Coefficient, OutOfMemory> {
        if coefficient.digits() <= self.precision {
            return coefficient.copied();
        }
        lowest_digits(coefficient.words(), usize::try_from(self.precision).unwrap_or_default())
    }
}

impl Decimal {
    /// The name of the kind of number it is in a context.
    pub fn number_class(&self, context: &Context) -> &'static str {
        match self.class {
            Class::Signaling => "sNaN",
            Class::Quiet => "NaN",
            Class::Infinite if self.negative => "-Infinity",
            Class::Infinite => "+Infinity",
            Class::Finite => match (self.negative, self.is_zero(), self.is_subnormal(context)) {
                (true, true, _) => "-Zero",
                (false, true, _) => "+Zero",
                (true, _, true) => "-Subnormal",
                (false, _, true) => "+Subnormal",
                (true, ..) => "-Normal",
                (false, ..) => "+Normal",
            },
        }
    }
}

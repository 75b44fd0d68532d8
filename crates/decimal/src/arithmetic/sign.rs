//! Plus, minus, magnitude.

use crate::{Answer, Context, Decimal, Rounding, Status};

impl Context {
    /// `+a`, rounded.
    pub fn plus(&self, a: &Decimal, status: &mut Status) -> Answer {
        self.signed(a, a.negative, status)
    }

    /// `-a`, rounded.
    pub fn minus(&self, a: &Decimal, status: &mut Status) -> Answer {
        self.signed(a, !a.negative, status)
    }

    /// The magnitude of `a`, rounded.
    pub fn absolute(&self, a: &Decimal, status: &mut Status) -> Answer {
        if a.negative { self.minus(a, status) } else { self.plus(a, status) }
    }

    /// `a` with a sign, except that zero is only negative where sums of opposite numbers are.
    fn signed(&self, a: &Decimal, negative: bool, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of(a, status) {
            return nan;
        }
        let negative = negative && !(a.is_zero() && self.rounding != Rounding::Floor);
        self.finish(a.copied()?.with_sign(negative), status)
    }
}

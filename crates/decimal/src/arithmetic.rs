//! Operations that every number has: sums, products, quotients, comparison.

mod add;
mod compare;
mod divide;
mod minmax;
mod multiply;
mod quantize;
mod remainder;
mod sign;

use crate::{Answer, Class, Context, Decimal, Status};

impl Context {
    /// The NaN that an operation gives whose operand is one.
    #[inline]
    pub(crate) fn nan_of(&self, a: &Decimal, status: &mut Status) -> Option<Answer> {
        if a.is_nan() { Some(self.pass_on(a, status)) } else { None }
    }

    /// The NaN that an operation gives of whose operands one is: the first one that signals, else the first one.
    #[inline]
    pub(crate) fn nan_of_two(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Option<Answer> {
        if !a.is_nan() && !b.is_nan() {
            return None;
        }
        let chosen = if a.is_signaling() || !b.is_signaling() && a.is_nan() { a } else { b };
        Some(self.pass_on(chosen, status))
    }

    #[cold]
    pub(crate) fn pass_on(&self, nan: &Decimal, status: &mut Status) -> Answer {
        if nan.is_signaling() {
            *status |= Status::INVALID_OPERATION;
        }
        let mut copy = nan.copied()?;
        copy.class = Class::Quiet;
        self.fit_payload(copy)
    }
}

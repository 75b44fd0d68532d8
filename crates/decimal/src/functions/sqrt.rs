//! Square roots.

use crate::finish::{shift_left, shift_right};
use crate::natural::divide::mark_rest;
use crate::natural::root::square_root;
use crate::natural::shift;
use crate::number::invalid;
use crate::words::Coefficient;
use crate::{Answer, Context, Decimal, Rounding, Status};

impl Context {
    /// The square root, rounded to the nearest.
    pub fn square_root(&self, a: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of(a, status) {
            return nan;
        }
        let ideal = a.exponent >> 1;
        if a.is_zero() {
            return self.finish(Decimal::small(a.negative, 0, ideal), status);
        }
        if a.negative {
            return invalid(status, Status::INVALID_OPERATION);
        }
        if a.is_infinite() {
            return Ok(Decimal::infinity(false));
        }
        let result = self.root_digits(a, ideal, status);
        let enough = a.digits() + 1;
        if result.is_ok() || self.precision <= enough {
            return result;
        }
        // There is no room for all digits, but an exact root is short.
        let mut noted = Status::NONE;
        let root = Self { precision: enough, ..*self }.root_digits(a, ideal, &mut noted)?;
        if noted.has(Status::INEXACT) { result } else { self.finish(root, status) }
    }

    /// One digit more than the precision, and a mark where there would be more.
    fn root_digits(&self, a: &Decimal, ideal: i64, status: &mut Status) -> Answer {
        let odd = a.exponent & 1;
        let length = if odd == 1 { a.digits() / 2 + 1 } else { (a.digits() + 1) / 2 };
        let shift = self.precision + 1 - length;
        let by = odd + 2 * shift;
        let (words, is_whole) = if by >= 0 {
            (shift_left(&a.coefficient, by)?, true)
        } else {
            let (words, rest) = shift_right(&a.coefficient, -by)?;
            (words, rest.is_none())
        };
        let (mut root, is_square) = square_root(&words)?;
        let mut exponent = ideal - shift;
        if !(is_whole && is_square) {
            mark_rest(&mut root);
        } else if shift > 0 {
            // An exact root has the exponent that is nearest to the ideal one.
            let zeros = (shift::trailing_zeros(&root) as i64).min(shift);
            root = shift::right(&root, zeros as usize)?.0;
            exponent += zeros;
        } else if shift < 0 {
            root = shift::left(&root, usize::try_from(-shift).unwrap_or_default())?;
            exponent = ideal;
        }
        let root = Decimal::finite(false, Coefficient::from_words(root)?, exponent);
        self.rounded(Rounding::HalfEven).finish(root, status)
    }
}

//! Products, and products with a sum.

use crate::natural::multiply::{pair_product, product};
use crate::number::invalid;
use crate::word::split;
use crate::words::Coefficient;
use crate::{Answer, Context, Decimal, Status};

impl Context {
    /// `a * b`
    #[inline]
    pub fn multiply(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if a.is_special() || b.is_special() {
            return self.multiply_special(a, b, status);
        }
        let (negative, exponent) = (a.negative != b.negative, a.exponent + b.exponent);
        if let (Some([a, 0]), Some([b, 0])) = (a.coefficient.as_pair(), b.coefficient.as_pair()) {
            let (high, low) = split(u128::from(a) * u128::from(b));
            return self.finish(Decimal::finite(negative, Coefficient::pair(low, high), exponent), status);
        }
        if let (Some(a), Some(b)) = (a.coefficient.as_pair(), b.coefficient.as_pair()) {
            return self.finish_slice(negative, &pair_product(a, b), exponent, status);
        }
        let words = product(a.coefficient.words(), b.coefficient.words())?;
        self.finish_words(negative, words, exponent, status)
    }

    #[cold]
    fn multiply_special(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        }
        if a.is_zero() || b.is_zero() {
            return invalid(status, Status::INVALID_OPERATION);
        }
        Ok(Decimal::infinity(a.negative != b.negative))
    }

    /// `a * b + c`, rounded once.
    pub fn fused_multiply_add(&self, a: &Decimal, b: &Decimal, c: &Decimal, status: &mut Status) -> Answer {
        if a.is_special() || b.is_special() || c.is_special() {
            if a.is_infinite() && b.is_zero() || a.is_zero() && b.is_infinite() {
                return invalid(status, Status::INVALID_OPERATION);
            }
            // Of three NaNs, the first one that signals, else the first one.
            let operands = [a, b, c];
            let nan =
                operands.iter().find(|x| x.is_signaling()).or_else(|| operands.iter().find(|x| x.is_nan()));
            if let Some(nan) = nan {
                return self.pass_on(nan, status);
            }
            if a.is_special() || b.is_special() {
                let product = self.multiply_special(a, b, status)?;
                return if product.is_nan() { Ok(product) } else { self.add(&product, c, status) };
            }
            return c.copied();
        }
        let words = product(a.coefficient.words(), b.coefficient.words())?;
        let exponent = a.exponent + b.exponent;
        let product = Decimal::finite(a.negative != b.negative, Coefficient::from_words(words)?, exponent);
        self.add(&product, c, status)
    }
}

//! Powers of integers modulo an integer.

use crate::natural::divide::divide;
use crate::natural::multiply::product;
use crate::number::invalid;
use crate::words::{Coefficient, Words, trim};
use crate::{Answer, Context, Decimal, OutOfMemory, Status};

impl Context {
    /// `base^exponent % modulus` for integers, exact; the exponent must not be negative, nor the modulus have more digits than
    /// the precision.
    pub fn power_modulo(
        &self,
        base: &Decimal,
        exponent: &Decimal,
        modulus: &Decimal,
        status: &mut Status,
    ) -> Answer {
        let operands = [base, exponent, modulus];
        if operands.iter().any(|x| x.is_special()) {
            let nan =
                operands.iter().find(|x| x.is_signaling()).or_else(|| operands.iter().find(|x| x.is_nan()));
            return match nan {
                Some(nan) => self.pass_on(nan, status),
                None => invalid(status, Status::INVALID_OPERATION),
            };
        }
        let both_zero = base.is_zero() && exponent.is_zero();
        if !operands.iter().all(|x| x.is_integer())
            || modulus.is_zero()
            || modulus.digits() + modulus.exponent > self.precision
            || both_zero
            || exponent.negative && !exponent.is_zero()
        {
            return invalid(status, Status::INVALID_OPERATION);
        }
        let negative = base.negative && exponent.is_odd()?;
        if base.is_zero() {
            return Ok(Decimal::small(negative, 0, 0));
        }
        let modulus = modulus.whole_words()?;
        let modulus = trim(&modulus);
        // The base and the exponent may be written with a power of ten.
        let (base, base_places) = mantissa(base)?;
        let (exponent, exponent_places) = mantissa(exponent)?;
        let ten = divide(&[10], modulus)?.1;
        let places = crate::natural::radix::to_limbs(&[base_places])?;
        let mut base = product(&divide(&base, modulus)?.1, &power(&ten, &places, modulus)?)?;
        base = divide(&base, modulus)?.1;
        for _ in 0..exponent_places {
            base = power(&base, &[10], modulus)?;
        }
        let result = power(&base, &crate::natural::radix::to_limbs(&exponent)?, modulus)?;
        Ok(Decimal::finite(negative, Coefficient::from_words(result)?, 0))
    }
}

/// An integer as a number and how many zeros are to be appended to it.
fn mantissa(number: &Decimal) -> Result<(Words, u64), OutOfMemory> {
    if number.exponent <= 0 {
        return Ok((number.whole_words()?, 0));
    }
    Ok((Words::of(number.coefficient.words())?, number.exponent.unsigned_abs()))
}

/// By squares, from the highest bit of the exponent on.
fn power(base: &[u64], exponent: &[u64], modulus: &[u64]) -> Result<Words, OutOfMemory> {
    let mut result = divide(&[1], modulus)?.1;
    for limb in exponent.iter().rev() {
        for bit in (0..u64::BITS).rev() {
            result = divide(&product(&result, &result)?, modulus)?.1;
            if limb >> bit & 1 != 0 {
                result = divide(&product(&result, base)?, modulus)?.1;
            }
        }
    }
    Ok(result)
}

//! Powers, also modulo a number.

use super::limbs::{self, Limbs};
use super::reciprocal::Divisor;
use super::shift::shift_left;
use super::{Int, IntRef, divide, library, modulo, multiply};
use crate::Error;

/// Results up to this many limbs are computed here.
const SHORT: u64 = 24;

/// `base ** exponent`. Fails with [`Error::Negative`] for a negative exponent, which makes floats of both.
pub fn power(base: IntRef<'_>, exponent: IntRef<'_>) -> Result<Int, Error> {
    if exponent.negative {
        return Err(Error::Negative);
    }
    let negative = base.negative && exponent.is_odd();
    match *base.limbs {
        _ if exponent.is_zero() => return Ok(Int::from(1u64)),
        [] => return Ok(Int::ZERO),
        [1] => return Ok(Int { negative, ..Int::from(1u64) }),
        _ => {}
    }
    let exponent = exponent.to_u64().ok_or(Error::OutOfMemory)?;
    let bits = limbs::bit_length(base.limbs);
    if let &[limb] = base.limbs
        && limb.is_power_of_two()
    {
        let count = (bits - 1).checked_mul(exponent).ok_or(Error::OutOfMemory)?;
        return shift_left(IntRef { negative, limbs: &[1] }, count);
    }
    let limbs = bits.checked_mul(exponent).ok_or(Error::OutOfMemory)? / 64 + 1;
    if limbs > SHORT {
        let (exponent, limbs) = (usize::try_from(exponent), usize::try_from(limbs));
        let (Ok(exponent), Ok(limbs)) = (exponent, limbs) else { return Err(Error::OutOfMemory) };
        return Ok(Int::new(negative, library::power(base.limbs, exponent, limbs)?));
    }
    // From the highest bit of the exponent down: square, and multiply where the bit is set.
    let mut result = base.to_int()?;
    for bit in (0..exponent.ilog2()).rev() {
        result = multiply(result.as_ref(), result.as_ref())?;
        if exponent >> bit & 1 == 1 {
            result = multiply(result.as_ref(), base)?;
        }
    }
    Ok(result)
}

/// `pow(base, exponent, modulus)`; the result has the sign of the modulus. A negative exponent takes the inverse of the
/// base. Fails with [`Error::ZeroDivision`] for the modulus 0, and with [`Error::NotInvertible`].
pub fn power_modulo(base: IntRef<'_>, exponent: IntRef<'_>, modulus: IntRef<'_>) -> Result<Int, Error> {
    let divisor = modulus.magnitude();
    let mut base = modulo(base, divisor)?;
    if exponent.negative {
        base = inverse(base.as_ref(), divisor)?;
    }
    let result = match *divisor.limbs {
        [1] => Int::ZERO,
        [limb] => Int::from(power_modulo_limb(base.as_ref().limbs, exponent.limbs, limb)),
        _ => Int::new(false, library::power_modulo(base.as_ref().limbs, exponent.limbs, divisor.limbs)?),
    };
    if modulus.negative { modulo(result.as_ref(), modulus) } else { Ok(result) }
}

/// The number whose product with `a` leaves 1 modulo a positive modulus; `a` is not negative and less than the modulus.
fn inverse(a: IntRef<'_>, modulus: IntRef<'_>) -> Result<Int, Error> {
    match (a.limbs, modulus.limbs) {
        (_, [1]) => Ok(Int::ZERO),
        (&[a], &[modulus]) => inverse_of_limb(a, modulus).map(Int::from),
        ([], _) => Err(Error::NotInvertible),
        _ => Ok(Int::new(false, library::inverse(a.limbs, modulus.limbs)?)),
    }
}

/// Euclid's method, with the factor of `a` for each remainder. Factors stay below the modulus and change sign in turn.
fn inverse_of_limb(a: u64, modulus: u64) -> Result<u64, Error> {
    let (mut previous, mut rest) = (modulus, a);
    let (mut previous_factor, mut factor) = (0i128, 1i128);
    while rest != 0 {
        let quotient = i128::from(previous / rest);
        (previous, rest) = (rest, previous % rest);
        (previous_factor, factor) = (factor, previous_factor - quotient * factor);
    }
    if previous != 1 {
        return Err(Error::NotInvertible);
    }
    u64::try_from(previous_factor.rem_euclid(i128::from(modulus))).map_err(|_| Error::NotInvertible)
}

/// Bit by bit from the highest bit of the exponent down; everything is shifted as far as the modulus has to be, so that
/// its reciprocal divides.
fn power_modulo_limb(base: &[u64], exponent: &[u64], modulus: u64) -> u64 {
    let shift = modulus.leading_zeros();
    let divisor = Divisor::new(modulus << shift);
    let base = base.first().copied().unwrap_or(0);
    let product = |a: u64, b: u64| {
        let wide = (u128::from(a) * u128::from(b)) << shift;
        divisor.divide((wide >> 64) as u64, wide as u64).1 >> shift
    };
    let mut result = 1;
    for bit in (0..limbs::bit_length(exponent)).rev() {
        result = product(result, result);
        if exponent[(bit / 64) as usize] >> (bit % 64) & 1 == 1 {
            result = product(result, base);
        }
    }
    result
}

/// 10 to a power that fits the memory.
pub(crate) fn power_of_ten(exponent: u64) -> Result<Int, Error> {
    power(IntRef { negative: false, limbs: &[10] }, Int::from(exponent).as_ref())
}

/// `a // b` rounded to the nearest, ties to even, of magnitudes; the divisor is not zero.
pub(crate) fn nearest_quotient(a: &[u64], b: &[u64]) -> Result<Limbs, Error> {
    let (mut quotient, remainder) = divide::divide_magnitudes(a, b)?;
    let twice = shift_left(IntRef::new(false, remainder.as_slice()), 1)?;
    let odd = quotient.as_slice().first().is_some_and(|limb| limb & 1 == 1);
    let up = match limbs::compare(twice.as_ref().limbs, b) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => odd,
        std::cmp::Ordering::Greater => true,
    };
    if up {
        let sum = super::add(IntRef::new(false, quotient.as_slice()), IntRef::ONE)?;
        quotient = sum.limbs;
    }
    Ok(quotient)
}

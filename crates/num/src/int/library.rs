//! Long integers go to `dashu-int`, whose methods are below quadratic cost. This is the only file that knows it.
//!
//! The library panics where memory ends, so room for its result and its scratch space is asked for first.

use super::Limbs;
use super::limbs::{reserved, trimmed};
use crate::Error;
use dashu_int::UBig;
use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{DivRem as _, Gcd as _, SquareRoot as _};

/// The scratch space of the library, in multiples of the operands and the result.
const SCRATCH: usize = 4;

/// Fails if there is no room for working on so many limbs.
fn has_room(limbs: usize) -> Result<(), Error> {
    /// Below this nothing is asked: an allocator that cannot give so little has ended the process already.
    const NEVER_SHORT: usize = 1 << 16;

    if limbs < NEVER_SHORT {
        return Ok(());
    }
    reserved::<u64>(limbs.checked_mul(SCRATCH).ok_or(Error::OutOfMemory)?).map(drop)
}

fn limbs_of(value: &UBig) -> Result<Limbs, Error> {
    Limbs::copied(value.as_words())
}

pub(super) fn multiply(a: &[u64], b: &[u64]) -> Result<Limbs, Error> {
    has_room(a.len() + b.len())?;
    let big = UBig::from_words(a);
    let product = if a == b { big.sqr() } else { big * UBig::from_words(b) };
    limbs_of(&product)
}

/// Quotient and remainder; the divisor is not zero.
pub(super) fn divide(a: &[u64], b: &[u64]) -> Result<(Limbs, Limbs), Error> {
    has_room(a.len() + b.len())?;
    let (quotient, remainder) = UBig::from_words(a).div_rem(UBig::from_words(b));
    Ok((limbs_of(&quotient)?, limbs_of(&remainder)?))
}

/// The digits of a magnitude, most significant first, in lower case.
pub(super) fn to_radix(limbs: &[u64], radix: u8) -> Result<String, Error> {
    // A limb has at most 64 digits.
    has_room(limbs.len() + limbs.len().saturating_mul(64 / 8 / SCRATCH))?;
    Ok(UBig::from_words(limbs).in_radix(radix).to_string())
}

/// The value of digits that are right for the radix.
pub(super) fn from_radix(digits: &str, radix: u32) -> Result<Limbs, Error> {
    has_room(digits.len() / 8)?;
    limbs_of(&UBig::from_str_radix(digits, radix).map_err(|_| Error::Malformed)?)
}

/// `base ** exponent`; `limbs` is an upper estimate of the size.
pub(super) fn power(base: &[u64], exponent: usize, limbs: usize) -> Result<Limbs, Error> {
    has_room(limbs)?;
    limbs_of(&UBig::from_words(trimmed(base)).pow(exponent))
}

/// The greatest common divisor; neither is zero.
pub(super) fn gcd(a: &[u64], b: &[u64]) -> Result<Limbs, Error> {
    has_room(a.len() + b.len())?;
    limbs_of(&UBig::from_words(a).gcd(UBig::from_words(b)))
}

/// The square root, rounded down.
pub(super) fn square_root(a: &[u64]) -> Result<Limbs, Error> {
    has_room(a.len())?;
    limbs_of(&UBig::from_words(a).sqrt())
}

/// `base ** exponent` modulo a number of two limbs or more; the base is less.
pub(super) fn power_modulo(base: &[u64], exponent: &[u64], modulus: &[u64]) -> Result<Limbs, Error> {
    has_room(modulus.len())?;
    let (base, exponent, modulus) =
        (UBig::from_words(base), UBig::from_words(exponent), UBig::from_words(modulus));
    limbs_of(&ConstDivisor::new(modulus).reduce(base).pow(&exponent).residue())
}

/// The inverse modulo a number of two limbs or more.
pub(super) fn inverse(a: &[u64], modulus: &[u64]) -> Result<Limbs, Error> {
    has_room(modulus.len())?;
    let ring = ConstDivisor::new(UBig::from_words(modulus));
    let inverse = ring.reduce(UBig::from_words(a)).inv().ok_or(Error::NotInvertible)?;
    limbs_of(&inverse.residue())
}

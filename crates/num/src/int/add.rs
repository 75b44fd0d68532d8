//! Sums, differences and what follows from them: negative and inverted integers.

use super::limbs::{self, Limbs};
use super::{Int, IntRef};
use crate::Error;
use std::cmp::Ordering;

/// `a + b`.
#[inline]
pub fn add(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    if let (Some(a), Some(b)) = (one_limb(a), one_limb(b)) {
        return Ok(Int::from(a + b));
    }
    add_long(a, b)
}

/// `a - b`.
#[inline]
pub fn subtract(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    if let (Some(a), Some(b)) = (one_limb(a), one_limb(b)) {
        return Ok(Int::from(a - b));
    }
    add_long(a, b.negated())
}

/// `-a`.
pub fn negative(a: IntRef<'_>) -> Result<Int, Error> {
    a.negated().to_int()
}

/// `~a`, which is `-a - 1`.
pub fn invert(a: IntRef<'_>) -> Result<Int, Error> {
    subtract(a.negated(), IntRef::ONE)
}

/// An integer of 65 bits with its sign, so that a sum fits.
#[inline]
fn one_limb(a: IntRef<'_>) -> Option<i128> {
    let magnitude = match *a.limbs {
        [] => 0,
        [limb] => i128::from(limb),
        _ => return None,
    };
    Some(if a.negative { -magnitude } else { magnitude })
}

fn add_long(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    if a.negative == b.negative || b.is_zero() || a.is_zero() {
        let negative = if a.is_zero() { b.negative } else { a.negative };
        return Ok(Int::new(negative, add_magnitudes(a.limbs, b.limbs)?));
    }
    match limbs::compare(a.limbs, b.limbs) {
        Ordering::Equal => Ok(Int::ZERO),
        Ordering::Greater => Ok(Int::new(a.negative, subtract_magnitudes(a.limbs, b.limbs)?)),
        Ordering::Less => Ok(Int::new(b.negative, subtract_magnitudes(b.limbs, a.limbs)?)),
    }
}

fn add_magnitudes(a: &[u64], b: &[u64]) -> Result<Limbs, Error> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut sum = Limbs::zeroed(long.len() + 1)?;
    let places = sum.as_mut_slice();
    places[..long.len()].copy_from_slice(long);
    limbs::add_assign(places, short);
    Ok(sum)
}

/// `a - b` for `a >= b`.
pub(super) fn subtract_magnitudes(a: &[u64], b: &[u64]) -> Result<Limbs, Error> {
    let mut difference = Limbs::copied(a)?;
    limbs::sub_assign(difference.as_mut_slice(), b);
    Ok(difference)
}

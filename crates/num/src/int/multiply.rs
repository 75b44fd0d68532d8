//! Products.

use super::limbs::{self, Limbs};
use super::{Int, IntRef, library};
use crate::Error;

/// From this length of the shorter factor on, the library multiplies faster, its own memory included.
const LIBRARY: usize = 32;

/// `a * b`.
#[inline]
pub fn multiply(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    let negative = a.negative != b.negative;
    if let (&[a], &[b]) = (a.limbs, b.limbs) {
        return Ok(Int { negative, ..Int::from(u128::from(a) * u128::from(b)) });
    }
    Ok(Int::new(negative, multiply_magnitudes(a.limbs, b.limbs)?))
}

pub(super) fn multiply_magnitudes(a: &[u64], b: &[u64]) -> Result<Limbs, Error> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if short.len() >= LIBRARY {
        return library::multiply(long, short);
    }
    let mut product = Limbs::zeroed(long.len() + short.len())?;
    let places = product.as_mut_slice();
    for (i, &factor) in short.iter().enumerate() {
        let carry = limbs::add_product(&mut places[i..], long, factor);
        places[i + long.len()] = carry;
    }
    Ok(product)
}

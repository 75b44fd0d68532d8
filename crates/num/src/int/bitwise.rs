//! The bits of an integer, as if it were in two's complement with a sign that goes on for ever.

use super::limbs::{self, Limbs};
use super::{Int, IntRef};
use crate::Error;

/// `a & b`.
pub fn and(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    // A factor that is not negative bounds the result.
    let length = match (a.negative, b.negative) {
        (false, false) => a.limbs.len().min(b.limbs.len()),
        (false, true) => a.limbs.len(),
        (true, false) => b.limbs.len(),
        (true, true) => a.limbs.len().max(b.limbs.len()) + 1,
    };
    combine(a, b, length, |a, b| a & b)
}

/// `a | b`.
pub fn or(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    combine(a, b, a.limbs.len().max(b.limbs.len()) + 1, |a, b| a | b)
}

/// `a ^ b`.
pub fn xor(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    combine(a, b, a.limbs.len().max(b.limbs.len()) + 1, |a, b| a ^ b)
}

/// `a.bit_length()`.
#[inline]
pub fn bit_length(a: IntRef<'_>) -> u64 {
    limbs::bit_length(a.limbs)
}

/// `a.bit_count()`: the ones of the magnitude.
pub fn bit_count(a: IntRef<'_>) -> u64 {
    a.limbs.iter().map(|limb| u64::from(limb.count_ones())).sum()
}

/// Goes through both operands limb by limb; `length` limbs hold the result and, if it is negative, its sign.
fn combine(
    a: IntRef<'_>,
    b: IntRef<'_>,
    length: usize,
    operator: impl Fn(u64, u64) -> u64,
) -> Result<Int, Error> {
    let sign = |negative: bool| if negative { u64::MAX } else { 0 };
    let negative = operator(sign(a.negative), sign(b.negative)) != 0;
    let mut result = Limbs::zeroed(length)?;
    for ((place, a), b) in result.as_mut_slice().iter_mut().zip(complement(a)).zip(complement(b)) {
        *place = operator(a, b);
    }
    if negative {
        negate(result.as_mut_slice());
    }
    Ok(Int::new(negative, result))
}

/// The limbs in two's complement, without end.
pub(super) fn complement(a: IntRef<'_>) -> impl Iterator<Item = u64> {
    // -x is !(x - 1).
    let (mut borrow, flip) = if a.negative { (true, u64::MAX) } else { (false, 0) };
    a.limbs.iter().copied().chain(std::iter::repeat(0)).map(move |limb| {
        let (limb, borrowed) = limb.overflowing_sub(u64::from(borrow));
        borrow = borrowed && flip != 0;
        limb ^ flip
    })
}

/// From two's complement to the magnitude of a negative number.
fn negate(limbs: &mut [u64]) {
    for limb in &mut *limbs {
        *limb = !*limb;
    }
    limbs::increment(limbs);
}

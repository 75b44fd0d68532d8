//! Sums and differences.

use crate::OutOfMemory;
use crate::word::BASE;
use crate::words::Words;

/// The sum of two words and a carry, and the carry.
#[inline(always)]
pub(super) fn add_words(a: u64, b: u64, carry: bool) -> (u64, bool) {
    // Neither word is near 2^64, but their sum may be above it.
    let (sum, wrapped) = a.overflowing_add(b + u64::from(carry));
    if wrapped || sum >= BASE { (sum.wrapping_sub(BASE), true) } else { (sum, false) }
}

/// The difference of two words and a borrow, and the borrow.
#[inline(always)]
pub(super) fn subtract_words(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, below) = a.overflowing_sub(b + u64::from(borrow));
    if below { (difference.wrapping_add(BASE), true) } else { (difference, false) }
}

/// Adds `b` to `a`, which is not the shorter one; gives the carry.
#[inline]
pub(crate) fn add_to(a: &mut [u64], b: &[u64]) -> bool {
    let mut carry = false;
    let (low, high) = a.split_at_mut(b.len().min(a.len()));
    for (a, b) in low.iter_mut().zip(b) {
        (*a, carry) = add_words(*a, *b, carry);
    }
    carry && increment(high)
}

/// Adds one; gives the carry.
#[inline]
pub(crate) fn increment(a: &mut [u64]) -> bool {
    for word in a {
        *word += 1;
        if *word < BASE {
            return false;
        }
        *word = 0;
    }
    true
}

/// Subtracts `b` from `a`, which is not the shorter one; gives the borrow.
#[inline]
pub(crate) fn subtract_from(a: &mut [u64], b: &[u64]) -> bool {
    let mut borrow = false;
    let (low, high) = a.split_at_mut(b.len().min(a.len()));
    for (a, b) in low.iter_mut().zip(b) {
        (*a, borrow) = subtract_words(*a, *b, borrow);
    }
    borrow && decrement(high)
}

/// Subtracts one; gives the borrow.
#[inline]
pub(crate) fn decrement(a: &mut [u64]) -> bool {
    for word in a {
        if *word > 0 {
            *word -= 1;
            return false;
        }
        *word = BASE - 1;
    }
    true
}

/// The sum.
#[inline]
pub(crate) fn sum(a: &[u64], b: &[u64]) -> Result<Words, OutOfMemory> {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let mut sum = Words::zeros(long.len() + 1)?;
    if let Some((top, low)) = sum.split_last_mut() {
        low.copy_from_slice(long);
        *top = u64::from(add_to(low, short));
    }
    Ok(sum.trimmed())
}

/// The difference; `b` must not be the larger number.
#[inline]
pub(crate) fn difference(a: &[u64], b: &[u64]) -> Result<Words, OutOfMemory> {
    let mut difference = Words::of(a)?;
    subtract_from(&mut difference, crate::words::trim(b));
    Ok(difference.trimmed())
}

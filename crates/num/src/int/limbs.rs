//! The storage of an owned magnitude, and the loops over limbs that the operations share.

use crate::Error;
use std::cmp::Ordering;

/// Limbs that need no memory of their own: a product of two numbers of 256 bits.
const INLINE: usize = 8;

/// A magnitude, possibly with leading zero limbs while an operation builds it.
#[derive(Clone)]
pub(crate) enum Limbs {
    Inline { limbs: [u64; INLINE], length: u8 },
    Heap(Vec<u64>),
}

impl Limbs {
    pub(crate) const EMPTY: Self = Self::inline([0; INLINE], 0);

    #[inline]
    pub(crate) const fn inline(limbs: [u64; INLINE], length: usize) -> Self {
        Self::Inline { limbs, length: length as u8 }
    }

    /// The lowest two limbs, of which so many count.
    #[inline]
    pub(crate) const fn pair(low: u64, high: u64, length: usize) -> Self {
        let mut limbs = [0; INLINE];
        (limbs[0], limbs[1]) = (low, high);
        Self::inline(limbs, length)
    }

    /// So many zero limbs.
    #[inline]
    pub(crate) fn zeroed(length: usize) -> Result<Self, Error> {
        if length <= INLINE { Ok(Self::inline([0; INLINE], length)) } else { Self::zeroed_heap(length) }
    }

    fn zeroed_heap(length: usize) -> Result<Self, Error> {
        let mut limbs = reserved(length)?;
        limbs.resize(length, 0);
        Ok(Self::Heap(limbs))
    }

    pub(crate) fn copied(from: &[u64]) -> Result<Self, Error> {
        if from.len() <= INLINE {
            let mut limbs = [0; INLINE];
            for (to, &from) in limbs.iter_mut().zip(from) {
                *to = from;
            }
            return Ok(Self::inline(limbs, from.len()));
        }
        let mut limbs = reserved(from.len())?;
        limbs.extend_from_slice(from);
        Ok(Self::Heap(limbs))
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[u64] {
        match self {
            Self::Inline { limbs, length } => limbs.get(..usize::from(*length)).unwrap_or(limbs),
            Self::Heap(limbs) => limbs,
        }
    }

    #[inline]
    pub(crate) fn as_mut_slice(&mut self) -> &mut [u64] {
        match self {
            Self::Inline { limbs, length } => {
                let length = usize::from(*length).min(INLINE);
                &mut limbs[..length]
            }
            Self::Heap(limbs) => limbs,
        }
    }

    /// Keeps the first limbs only.
    #[inline]
    pub(crate) fn truncate(&mut self, to: usize) {
        match self {
            Self::Inline { length, .. } => *length = usize::from(*length).min(to) as u8,
            Self::Heap(limbs) => limbs.truncate(to),
        }
    }

    /// Drops leading zero limbs.
    #[inline]
    pub(crate) fn trim(&mut self) {
        let length = trimmed(self.as_slice()).len();
        self.truncate(length);
    }
}

/// An empty vector with room, or no memory.
pub(crate) fn reserved<T>(length: usize) -> Result<Vec<T>, Error> {
    let mut items = Vec::new();
    items.try_reserve_exact(length).map_err(|_| Error::OutOfMemory)?;
    Ok(items)
}

/// Without leading zero limbs.
#[inline]
pub(crate) fn trimmed(mut limbs: &[u64]) -> &[u64] {
    while let [rest @ .., 0] = limbs {
        limbs = rest;
    }
    limbs
}

/// Compares magnitudes without leading zeros.
#[inline]
pub(crate) fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// The number of bits of a magnitude without leading zeros.
#[inline]
pub(crate) fn bit_length(limbs: &[u64]) -> u64 {
    match limbs.last() {
        None => 0,
        Some(last) => limbs.len() as u64 * 64 - u64::from(last.leading_zeros()),
    }
}

/// `a += b`, where `b` is not the longer one; the carry out of `a`.
#[inline]
pub(crate) fn add_assign(a: &mut [u64], b: &[u64]) -> bool {
    let mut carry = false;
    let (low, high) = a.split_at_mut(b.len().min(a.len()));
    for (a, &b) in low.iter_mut().zip(b) {
        (*a, carry) = a.carrying_add(b, carry);
    }
    carry && increment(high)
}

/// `a += 1`; the carry out of `a`.
#[inline]
pub(crate) fn increment(a: &mut [u64]) -> bool {
    a.iter_mut().all(|limb| {
        *limb = limb.wrapping_add(1);
        *limb == 0
    })
}

/// `a -= b`, where `b` is not the longer one; the borrow out of `a`.
#[inline]
pub(crate) fn sub_assign(a: &mut [u64], b: &[u64]) -> bool {
    let mut borrow = false;
    let (low, high) = a.split_at_mut(b.len().min(a.len()));
    for (a, &b) in low.iter_mut().zip(b) {
        (*a, borrow) = a.borrowing_sub(b, borrow);
    }
    borrow && decrement(high)
}

/// `a -= 1`; the borrow out of `a`.
#[inline]
pub(crate) fn decrement(a: &mut [u64]) -> bool {
    a.iter_mut().all(|limb| {
        let borrow = *limb == 0;
        *limb = limb.wrapping_sub(1);
        borrow
    })
}

/// `a = a * factor + carry`; the limb that is carried out.
#[inline]
pub(crate) fn multiply_assign(a: &mut [u64], factor: u64, mut carry: u64) -> u64 {
    for limb in a {
        (*limb, carry) = limb.carrying_mul(factor, carry);
    }
    carry
}

/// `a += b * factor`, limb by limb over the length of `b`; the limb that is carried out.
#[inline]
pub(crate) fn add_product(a: &mut [u64], b: &[u64], factor: u64) -> u64 {
    let mut carry = 0;
    for (a, &b) in a.iter_mut().zip(b) {
        (*a, carry) = b.carrying_mul_add(factor, *a, carry);
    }
    carry
}

/// `a -= b * factor`, limb by limb over the length of `b`; the limb that is borrowed.
#[inline]
pub(crate) fn sub_product(a: &mut [u64], b: &[u64], factor: u64) -> u64 {
    let mut borrow = 0;
    for (a, &b) in a.iter_mut().zip(b) {
        let (low, high) = b.carrying_mul(factor, borrow);
        let underflow;
        (*a, underflow) = a.overflowing_sub(low);
        // The high limb of such a product is at most 2^64 - 2, or the low one is 0: the sum does not wrap.
        borrow = high.wrapping_add(u64::from(underflow));
    }
    borrow
}

/// `to = from << bits` for less than 64 bits, over the length of `from`; the bits that are shifted out.
#[inline]
pub(crate) fn shift_left_into(to: &mut [u64], from: &[u64], bits: u32) -> u64 {
    let mut carry = 0;
    for (to, &from) in to.iter_mut().zip(from) {
        let wide = u128::from(from) << bits;
        *to = wide as u64 | carry;
        carry = (wide >> 64) as u64;
    }
    carry
}

/// `to = from >> bits` for less than 64 bits, over the length of `from`.
#[inline]
pub(crate) fn shift_right_into(to: &mut [u64], from: &[u64], bits: u32) {
    let above = from.iter().skip(1).copied().chain([0]);
    for ((to, &low), high) in to.iter_mut().zip(from).zip(above) {
        *to = ((u128::from(high) << 64 | u128::from(low)) >> bits) as u64;
    }
}

/// Whether any of the lowest `bits` is set.
pub(crate) fn any_below(limbs: &[u64], bits: u64) -> bool {
    let whole = usize::try_from(bits / 64).unwrap_or(usize::MAX);
    let Some((below, above)) = limbs.split_at_checked(whole) else {
        return limbs.iter().any(|&limb| limb != 0);
    };
    below.iter().any(|&limb| limb != 0)
        || above.first().is_some_and(|limb| limb & ((1 << (bits % 64)) - 1) != 0)
}

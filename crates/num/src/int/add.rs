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

/// A sum or difference of which it is known how many limbs it has before it is made, so that it can be made where it is
/// kept: the highest limb neither carries nor becomes zero, whatever comes from below. Nearly all sums are of this kind.
#[derive(Clone, Copy)]
pub struct SureSum<'a> {
    negative: bool,
    opposite: bool,
    long: &'a [u64],
    short: &'a [u64],
}

impl<'a> SureSum<'a> {
    /// `a + b`, if its length is sure and more than one limb.
    #[inline]
    pub fn of(a: IntRef<'a>, b: IntRef<'a>) -> Option<Self> {
        let (long, short) = if highest(a) >= highest(b) { (a, b) } else { (b, a) };
        let (length, top) = highest(long);
        let below = if short.limbs.len() == length { highest(short).1 } else { 0 };
        let opposite = a.negative != b.negative;
        let sure = if opposite { top - below > 1 } else { top.checked_add(below)? < u64::MAX };
        (sure && length > 1).then_some(Self {
            negative: long.negative,
            opposite,
            long: long.limbs,
            short: short.limbs,
        })
    }

    /// Whether it is less than zero.
    #[inline]
    pub fn negative(self) -> bool {
        self.negative
    }

    /// The number of its limbs.
    #[inline]
    pub fn length(self) -> usize {
        self.long.len()
    }

    /// Makes the sum: each limb of it, with its place.
    #[inline]
    pub fn each_limb(self, put: impl FnMut(usize, u64)) {
        if self.opposite {
            self.each_with(u64::borrowing_sub, put);
        } else {
            self.each_with(u64::carrying_add, put);
        }
    }

    #[inline]
    fn each_with(self, step: impl Fn(u64, u64, bool) -> (u64, bool), mut put: impl FnMut(usize, u64)) {
        let mut carry = false;
        let mut next = |place, a, b| {
            let (limb, out) = step(a, b, carry);
            carry = out;
            put(place, limb);
        };
        let (low, high) = self.long.split_at(self.short.len());
        for (place, (&a, &b)) in low.iter().zip(self.short).enumerate() {
            next(place, a, b);
        }
        for (place, &a) in high.iter().enumerate() {
            next(low.len() + place, a, 0);
        }
    }
}

/// The number of limbs and the highest of them, which order magnitudes of different lengths or highest limbs.
#[inline]
fn highest(a: IntRef<'_>) -> (usize, u64) {
    (a.limbs.len(), a.limbs.last().copied().unwrap_or(0))
}

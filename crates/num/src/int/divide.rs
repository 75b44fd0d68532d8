//! Division as Python has it: the quotient is rounded down, the remainder has the sign of the divisor.

use super::limbs::{self, Limbs};
use super::reciprocal::{Divisor, LongDivisor};
use super::{Int, IntRef, library};
use crate::Error;
use std::cmp::Ordering;

/// From this length of both divisor and quotient on, the library divides faster.
const LIBRARY: usize = 40;

/// `(a // b, a % b)`; fails with [`Error::ZeroDivision`].
pub fn divide_modulo(a: IntRef<'_>, b: IntRef<'_>) -> Result<(Int, Int), Error> {
    if b.is_zero() {
        return Err(Error::ZeroDivision);
    }
    let (mut quotient, mut remainder) = divide_magnitudes(a.limbs, b.limbs)?;
    remainder.trim();
    let opposite = a.negative != b.negative;
    if opposite && !remainder.as_slice().is_empty() {
        // The quotient of the magnitudes was rounded towards zero, one above the floor.
        if limbs::increment(quotient.as_mut_slice()) {
            quotient = overflowed(quotient.as_slice().len())?;
        }
        remainder = super::add::subtract_magnitudes(b.limbs, remainder.as_slice())?;
    }
    Ok((Int::new(opposite, quotient), Int::new(b.negative, remainder)))
}

/// `a // b`; fails with [`Error::ZeroDivision`].
pub fn floor_divide(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    divide_modulo(a, b).map(|(quotient, _)| quotient)
}

/// `a % b`; fails with [`Error::ZeroDivision`].
pub fn modulo(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    let &[divisor] = b.limbs else { return divide_modulo(a, b).map(|(_, remainder)| remainder) };
    let mut remainder = remainder_of_limb(a.limbs, divisor);
    if a.negative != b.negative && remainder != 0 {
        remainder = divisor - remainder;
    }
    Ok(Int { negative: b.negative && remainder != 0, ..Int::from(remainder) })
}

/// 2^(64 * length).
fn overflowed(length: usize) -> Result<Limbs, Error> {
    let mut limbs = Limbs::zeroed(length + 1)?;
    if let Some(last) = limbs.as_mut_slice().last_mut() {
        *last = 1;
    }
    Ok(limbs)
}

pub(super) fn remainder_of_limb(limbs: &[u64], divisor: u64) -> u64 {
    if let &[limb] = limbs {
        return limb % divisor;
    }
    let shift = divisor.leading_zeros();
    let normalised = Divisor::new(divisor << shift);
    // The dividend is shifted as the divisor is, on the fly.
    let mut remainder = 0;
    let mut above = 0;
    for &limb in limbs.iter().rev() {
        remainder = normalised.divide(remainder, (join(above, limb) >> 1 >> (63 - shift)) as u64).1;
        above = limb;
    }
    normalised.divide(remainder, above << shift).1 >> shift
}

fn join(high: u64, low: u64) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}

/// Quotient and remainder of magnitudes, the divisor not zero; they may have leading zeros.
pub(super) fn divide_magnitudes(a: &[u64], b: &[u64]) -> Result<(Limbs, Limbs), Error> {
    if limbs::compare(a, b) == Ordering::Less {
        return Ok((Limbs::EMPTY, Limbs::copied(a)?));
    }
    match (a, b) {
        (&[a], &[b]) => {
            let limb = |value| Limbs::pair(value, 0, 1);
            Ok((limb(a / b), limb(a % b)))
        }
        (_, &[divisor]) => divide_by_limb(a, divisor),
        (&[low, high], &[divisor_low, divisor_high]) => {
            let (a, b) = (join(high, low), join(divisor_high, divisor_low));
            let limbs = |value: u128| Limbs::pair(value as u64, (value >> 64) as u64, 2);
            Ok((limbs(a / b), limbs(a % b)))
        }
        _ if b.len() >= LIBRARY && a.len() - b.len() >= LIBRARY => library::divide(a, b),
        _ => divide_long(a, b),
    }
}

fn divide_by_limb(a: &[u64], divisor: u64) -> Result<(Limbs, Limbs), Error> {
    let shift = divisor.leading_zeros();
    let mut quotient = Limbs::zeroed(a.len())?;
    let carried = limbs::shift_left_into(quotient.as_mut_slice(), a, shift);
    let remainder = Divisor::new(divisor << shift).divide_limbs(quotient.as_mut_slice(), carried) >> shift;
    Ok((quotient, Limbs::pair(remainder, 0, 1)))
}

/// Knuth, "The Art of Computer Programming" 2, 4.3.1, algorithm D, for divisors of two limbs and more: each limb of the
/// quotient is estimated from the leading limbs, and the estimate is at most one too large.
fn divide_long(a: &[u64], b: &[u64]) -> Result<(Limbs, Limbs), Error> {
    let shift = b.last().map_or(0, |limb| limb.leading_zeros());
    let mut divisor = Limbs::zeroed(b.len())?;
    limbs::shift_left_into(divisor.as_mut_slice(), b, shift);
    let divisor = divisor.as_slice();
    let &[.., second, first] = divisor else { return Err(Error::ZeroDivision) };
    let leading = LongDivisor::new(join(first, second));

    let mut rest = Limbs::zeroed(a.len() + 1)?;
    let places = rest.as_mut_slice();
    places[a.len()] = limbs::shift_left_into(places, a, shift);

    let mut quotient = Limbs::zeroed(a.len() - b.len() + 1)?;
    for (at, digit) in quotient.as_mut_slice().iter_mut().enumerate().rev() {
        let window = &mut places[at..=at + b.len()];
        let &mut [.., low, middle, high] = window else { break };
        let dividend = join(high, middle);
        let mut estimate =
            if dividend < join(first, second) { leading.quotient(dividend, low) } else { u64::MAX };
        let borrow = limbs::sub_product(window, divisor, estimate);
        if borrow > high {
            estimate -= 1;
            limbs::add_assign(&mut window[..b.len()], divisor);
        }
        window[b.len()] = 0;
        *digit = estimate;
    }

    let mut remainder = Limbs::zeroed(b.len())?;
    limbs::shift_right_into(remainder.as_mut_slice(), &places[..b.len()], shift);
    Ok((quotient, remainder))
}

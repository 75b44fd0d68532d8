//! Shifts.

use super::limbs::{self, Limbs};
use super::{Int, IntRef};
use crate::Error;

/// `a << count`. Fails with [`Error::Negative`] for a negative count, [`Error::Overflow`] for one beyond 64 bits.
pub fn left_shift(a: IntRef<'_>, count: IntRef<'_>) -> Result<Int, Error> {
    // More digits of CPython's than it can count.
    const LIMIT: u64 = (i64::MAX as u64 - 1) / 30 * 30;
    if count.negative {
        return Err(Error::Negative);
    }
    if a.is_zero() {
        return Ok(Int::ZERO);
    }
    let count = count.to_u64().filter(|&count| count <= LIMIT).ok_or(Error::Overflow)?;
    shift_left(a, count)
}

/// `a << count`, with a count that is a machine integer.
pub(crate) fn shift_left(a: IntRef<'_>, count: u64) -> Result<Int, Error> {
    let whole = usize::try_from(count / 64).map_err(|_| Error::OutOfMemory)?;
    let length = whole.checked_add(a.limbs.len() + 1).ok_or(Error::OutOfMemory)?;
    let mut limbs = Limbs::zeroed(length)?;
    let places = &mut limbs.as_mut_slice()[whole..];
    places[a.limbs.len()] = limbs::shift_left_into(places, a.limbs, (count % 64) as u32);
    Ok(Int::new(a.negative, limbs))
}

/// `a >> count`, rounded down. Fails with [`Error::Negative`] for a negative count.
pub fn right_shift(a: IntRef<'_>, count: IntRef<'_>) -> Result<Int, Error> {
    if count.negative {
        return Err(Error::Negative);
    }
    shift_right(a, count.to_u64().unwrap_or(u64::MAX))
}

/// `a >> count`, rounded down, with a count that is a machine integer.
pub(crate) fn shift_right(a: IntRef<'_>, count: u64) -> Result<Int, Error> {
    let whole = usize::try_from(count / 64).unwrap_or(usize::MAX);
    let bits = (count % 64) as u32;
    let Some(kept) = a.limbs.get(whole..).filter(|kept| !kept.is_empty()) else {
        return Ok(Int::from(-i64::from(a.negative)));
    };
    // A negative number that loses bits comes out one further from zero; hence room for a carry.
    let inexact = a.negative && limbs::any_below(a.limbs, count);
    let mut limbs = Limbs::zeroed(kept.len() + usize::from(inexact))?;
    limbs::shift_right_into(limbs.as_mut_slice(), kept, bits);
    if inexact {
        limbs::increment(limbs.as_mut_slice());
    }
    Ok(Int::new(a.negative, limbs))
}

//! Integers to bytes and back.

use super::bitwise::complement;
use super::limbs::{self, Limbs};
use super::{Int, IntRef};
use crate::Error;

/// Which byte comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The least significant one.
    Little,
    /// The most significant one.
    Big,
}

/// Fills `bytes` as `a.to_bytes(len(bytes), order, signed=signed)` does. Fails with [`Error::Negative`] for a negative
/// integer that is to be unsigned, and with [`Error::Overflow`] for one that is too long.
pub fn to_bytes(a: IntRef<'_>, bytes: &mut [u8], order: ByteOrder, signed: bool) -> Result<(), Error> {
    if a.negative && !signed {
        return Err(Error::Negative);
    }
    if bits_with_sign(a, signed) > bytes.len() as u64 * 8 {
        return Err(Error::Overflow);
    }
    let source = complement(a).flat_map(u64::to_le_bytes);
    match order {
        ByteOrder::Little => bytes.iter_mut().zip(source).for_each(|(to, from)| *to = from),
        ByteOrder::Big => bytes.iter_mut().rev().zip(source).for_each(|(to, from)| *to = from),
    }
    Ok(())
}

/// The bits that the value needs, one more for the sign when it has one.
fn bits_with_sign(a: IntRef<'_>, signed: bool) -> u64 {
    let bits = limbs::bit_length(a.limbs);
    // -2^n is the one number that needs no more bits than its magnitude.
    let lowest = a.negative && bits > 0 && !limbs::any_below(a.limbs, bits - 1);
    bits + u64::from(signed && !a.is_zero() && !lowest)
}

/// `int.from_bytes(bytes, order, signed=signed)`.
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> Result<Int, Error> {
    let most_significant = match order {
        ByteOrder::Little => bytes.last(),
        ByteOrder::Big => bytes.first(),
    };
    let negative = signed && most_significant.is_some_and(|byte| byte & 0x80 != 0);
    let flip = if negative { 0xff } else { 0 };
    let mut limbs = Limbs::zeroed(bytes.len() / 8 + 1)?;
    let places = limbs.as_mut_slice();
    match order {
        ByteOrder::Little => {
            for (place, chunk) in places.iter_mut().zip(bytes.chunks(8)) {
                *place = chunk.iter().rev().fold(0, |limb, byte| limb << 8 | u64::from(byte ^ flip));
            }
        }
        ByteOrder::Big => {
            for (place, chunk) in places.iter_mut().zip(bytes.rchunks(8)) {
                *place = chunk.iter().fold(0, |limb, byte| limb << 8 | u64::from(byte ^ flip));
            }
        }
    }
    if negative {
        limbs::increment(places);
    }
    Ok(Int::new(negative, limbs))
}

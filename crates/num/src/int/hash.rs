//! `hash()` of integers: the remainder of the prime 2^61 - 1, so that equal numbers of all types have equal hashes.

use super::IntRef;

/// The modulus of all numeric hashes, `sys.hash_info.modulus`.
pub(crate) const MODULUS: u64 = (1 << 61) - 1;

/// `hash(a)`.
pub fn hash(a: IntRef<'_>) -> i64 {
    let magnitude = a.limbs.iter().rev().fold(0, |hash, &limb| {
        // 2^64 is 8 modulo 2^61 - 1, and multiplying by 8 rotates 61 bits.
        let shifted = (hash << 3) & MODULUS | hash >> 58;
        reduce(shifted + reduce(limb))
    });
    finish(a.negative, magnitude)
}

/// The remainder of a limb.
pub(crate) const fn reduce(limb: u64) -> u64 {
    let sum = (limb & MODULUS) + (limb >> 61);
    if sum >= MODULUS { sum - MODULUS } else { sum }
}

/// The hash of a sign and the remainder of a magnitude. -1 means an error in CPython, so that no hash has this value.
pub(crate) const fn finish(negative: bool, remainder: u64) -> i64 {
    match (negative, remainder as i64) {
        (true, 1) => -2,
        (true, remainder) => -remainder,
        (false, remainder) => remainder,
    }
}

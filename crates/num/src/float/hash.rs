//! `hash()` of floats: as rational numbers modulo the prime 2^61 - 1, hence equal to the hash of an equal integer.

use crate::int::{HASH_MODULUS, decompose, finish_hash};

/// `sys.hash_info.inf`.
const INFINITY: i64 = 314_159;

/// `hash(value)`; none for a NaN, whose hash is that of the object.
pub fn hash(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { INFINITY } else { -INFINITY });
    }
    let (mantissa, exponent) = decompose(value.abs());
    // 2^61 is 1: powers of two rotate 61 bits.
    let turns = exponent.rem_euclid(61) as u32;
    let rotated = (mantissa << turns) & HASH_MODULUS | (u128::from(mantissa) << turns >> 61) as u64;
    // All ones are zero, but a mantissa has only 53 bits.
    Some(finish_hash(value < 0.0, rotated))
}

//! Order of integers, and of an integer and a float, which is exact.

use super::{IntRef, from_f64, limbs};
use std::cmp::Ordering;

/// The order of two integers.
#[inline]
pub fn compare(a: IntRef<'_>, b: IntRef<'_>) -> Ordering {
    match (a.negative, b.negative) {
        (false, false) => limbs::compare(a.limbs, b.limbs),
        (true, true) => limbs::compare(b.limbs, a.limbs),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

/// The order of an integer and a float; `None` for a NaN.
pub fn compare_float(a: IntRef<'_>, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    // 2^1024 and more is beyond every float.
    if b.is_infinite() || limbs::bit_length(a.limbs) > 1024 {
        let against_infinity = if b > 0.0 { Ordering::Less } else { Ordering::Greater };
        let beyond = if a.negative { Ordering::Less } else { Ordering::Greater };
        return Some(if b.is_infinite() { against_infinity } else { beyond });
    }
    let whole = from_f64(b).ok()?;
    // What the integer part of the float leaves decides between neighbours.
    let fraction = b - b.trunc();
    let by_fraction = || 0.0.partial_cmp(&fraction).unwrap_or(Ordering::Equal);
    Some(compare(a, whole.as_ref()).then_with(by_fraction))
}

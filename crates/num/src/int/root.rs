//! Square roots.

use super::{Int, IntRef, library};
use crate::Error;

/// `math.isqrt(a)`, rounded down; fails with [`Error::Negative`].
pub fn square_root(a: IntRef<'_>) -> Result<Int, Error> {
    if a.negative {
        return Err(Error::Negative);
    }
    match *a.limbs {
        [] => Ok(Int::ZERO),
        [limb] => Ok(Int::from(limb.isqrt())),
        [low, high] => Ok(Int::from((u128::from(high) << 64 | u128::from(low)).isqrt())),
        _ => Ok(Int::new(false, library::square_root(a.limbs)?)),
    }
}

//! Greatest common divisors and least common multiples.

use super::limbs::Limbs;
use super::{Int, IntRef, divide, library, multiply};
use crate::Error;

/// `math.gcd(a, b)`, which is not negative.
pub fn gcd(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    let (long, short) = if a.limbs.len() >= b.limbs.len() { (a.limbs, b.limbs) } else { (b.limbs, a.limbs) };
    match short {
        [] => IntRef { negative: false, limbs: long }.to_int(),
        &[limb] => Ok(Int::from(gcd_of_limbs(limb, divide::remainder_of_limb(long, limb)))),
        _ => Ok(Int::new(false, library::gcd(long, short)?)),
    }
}

/// `math.lcm(a, b)`, which is not negative.
pub fn lcm(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    if a.is_zero() || b.is_zero() {
        return Ok(Int::ZERO);
    }
    let divisor = gcd(a, b)?;
    let (quotient, _): (Limbs, _) = divide::divide_magnitudes(a.limbs, divisor.as_ref().limbs)?;
    multiply(Int::new(false, quotient).as_ref(), b.magnitude())
}

/// Halves and subtracts (Stein's method); the first is not zero.
fn gcd_of_limbs(mut a: u64, mut b: u64) -> u64 {
    if b == 0 {
        return a;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << twos
}

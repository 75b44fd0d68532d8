//! Integer operations of the folder.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

use super::{BinaryOperator, MAX_INT_SIZE, float};
use crate::Number;

pub(super) fn binary(left: &BigInt, operator: BinaryOperator, right: &BigInt) -> Option<Number> {
    Some(match operator {
        BinaryOperator::Add => (left + right).into(),
        BinaryOperator::Subtract => (left - right).into(),
        BinaryOperator::Multiply => multiply(left, right)?.into(),
        BinaryOperator::TrueDivide => Number::Float(true_divide(left, right)?),
        BinaryOperator::FloorDivide => floor_divide(left, right)?.0.into(),
        BinaryOperator::Remainder => floor_divide(left, right)?.1.into(),
        BinaryOperator::Power if right.is_negative() => {
            let (left, right) = (Number::from(left.clone()), Number::from(right.clone()));
            return float::binary(left.to_float()?, operator, right.to_float()?);
        }
        BinaryOperator::Power => power(left, right)?.into(),
        BinaryOperator::LeftShift => left_shift(left, right)?.into(),
        BinaryOperator::RightShift => right_shift(left, right)?.into(),
        BinaryOperator::Or => (left | right).into(),
        BinaryOperator::Xor => (left ^ right).into(),
        BinaryOperator::And => (left & right).into(),
        BinaryOperator::MatrixMultiply => return None,
    })
}

fn multiply(left: &BigInt, right: &BigInt) -> Option<BigInt> {
    let fits = left.is_zero() || right.is_zero() || left.bits() + right.bits() <= MAX_INT_SIZE;
    fits.then(|| left * right)
}

/// A power with an exponent that is not negative.
fn power(base: &BigInt, exponent: &BigInt) -> Option<BigInt> {
    if exponent.is_zero() {
        return Some(BigInt::one());
    }
    if base.is_zero() {
        return Some(BigInt::zero());
    }
    let exponent = exponent.to_u64()?;
    (base.bits() <= MAX_INT_SIZE / exponent).then(|| base.pow(exponent as u32))
}

fn left_shift(value: &BigInt, count: &BigInt) -> Option<BigInt> {
    if count.is_negative() {
        return None;
    }
    if value.is_zero() || count.is_zero() {
        return Some(value.clone());
    }
    let count = count.to_u64()?;
    (count <= MAX_INT_SIZE && value.bits() <= MAX_INT_SIZE - count).then(|| value << count)
}

fn right_shift(value: &BigInt, count: &BigInt) -> Option<BigInt> {
    if count.is_negative() {
        return None;
    }
    // A count beyond the size shifts everything out, and so does the size itself.
    let count = count.to_u64().unwrap_or(u64::MAX).min(value.bits() + 1);
    Some(value >> count)
}

/// Quotient rounded down, and the remainder, which has the sign of the divisor.
fn floor_divide(left: &BigInt, right: &BigInt) -> Option<(BigInt, BigInt)> {
    (!right.is_zero()).then(|| left.div_mod_floor(right))
}

/// The float nearest to the quotient, ties to even; `None` when it is beyond the range of floats.
///
/// The quotient is computed as an integer of 65 or 66 bits (scaled by a power of two) whose last bit also stands for all
/// that is cut off, then rounded once, at the place where a float of its size ends.
fn true_divide(left: &BigInt, right: &BigInt) -> Option<f64> {
    const SMALLEST_EXPONENT: i64 = -1074;
    const PRECISION: i64 = 53;

    if right.is_zero() {
        return None;
    }
    let negative = left.is_negative() != right.is_negative();
    let signed = |magnitude: f64| if negative { -magnitude } else { magnitude };
    if left.is_zero() {
        return Some(signed(0.0));
    }
    let (left, right) = (left.magnitude(), right.magnitude());
    let size = left.bits() as i64 - right.bits() as i64;
    if size > 1024 {
        return None;
    }
    if size < SMALLEST_EXPONENT - 1 {
        return Some(signed(0.0));
    }
    let scale = 65 - size;
    let (left, right) = if scale >= 0 {
        (left << scale as u64, right.clone())
    } else {
        (left.clone(), right << -scale as u64)
    };
    let (quotient, remainder) = left.div_rem(&right);
    let inexact = !remainder.is_zero();
    let quotient = quotient.to_u128()? | u128::from(inexact);
    let bits = i64::from(u128::BITS - quotient.leading_zeros());
    let dropped = (bits - PRECISION).max(SMALLEST_EXPONENT + scale);
    // At most 53 bits are left, so this is exact.
    let rounded = round(quotient, dropped).to_f64()?;
    let value = rounded * power_of_two(dropped - scale);
    value.is_finite().then(|| signed(value))
}

/// `value / 2^dropped`, rounded to nearest, ties to even.
fn round(value: u128, dropped: i64) -> u128 {
    if dropped >= i64::from(u128::BITS) - 1 {
        return 0;
    }
    let (kept, rest) = (value >> dropped, value & ((1 << dropped) - 1));
    let half = 1 << (dropped - 1);
    kept + u128::from(rest > half || (rest == half && kept & 1 == 1))
}

/// `2^exponent`, for exponents that a float has.
fn power_of_two(exponent: i64) -> f64 {
    const BIAS: i64 = 1023;
    let bits = if exponent > -BIAS { (exponent + BIAS) << 52 } else { 1 << (exponent + 1074) };
    f64::from_bits(bits as u64)
}

//! Float operations of the folder.

use super::BinaryOperator;
use crate::Number;

pub(super) fn binary(left: f64, operator: BinaryOperator, right: f64) -> Option<Number> {
    Some(Number::Float(match operator {
        BinaryOperator::Add => left + right,
        BinaryOperator::Subtract => left - right,
        BinaryOperator::Multiply => left * right,
        BinaryOperator::TrueDivide if right != 0.0 => left / right,
        BinaryOperator::FloorDivide => floor_divide(left, right)?.0,
        BinaryOperator::Remainder => floor_divide(left, right)?.1,
        BinaryOperator::Power => return power(left, right),
        _ => return None,
    }))
}

/// Quotient rounded down, and the remainder. The remainder is exact and has the sign of the divisor, also when it is
/// zero; the quotient follows from it, so that the two agree.
fn floor_divide(left: f64, right: f64) -> Option<(f64, f64)> {
    if right == 0.0 {
        return None;
    }
    let mut remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder == 0.0 {
        remainder = 0f64.copysign(right);
    } else if (right < 0.0) != (remainder < 0.0) {
        remainder += right;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return Some((0f64.copysign(left / right), remainder));
    }
    // The division above may have rounded the quotient to just below the integer that it is.
    let floor = quotient.floor();
    Some((if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder))
}

/// `base ** exponent`; a `complex` for a fractional power of a negative number.
pub(super) fn power(base: f64, exponent: f64) -> Option<Number> {
    // A NaN is handed on with its sign.
    if base.is_nan() && exponent != 0.0 {
        return Some(Number::Float(base));
    }
    if base == 0.0 && exponent < 0.0 && exponent.is_finite() {
        return None;
    }
    if base.is_finite() && base < 0.0 && exponent.is_finite() && exponent.fract() != 0.0 {
        return super::complex::power((base, 0.0), (exponent, 0.0));
    }
    let result = base.powf(exponent);
    let overflow = result.is_infinite() && base.is_finite() && exponent.is_finite();
    (!overflow).then_some(Number::Float(result))
}

//! Integer operations of the folder.

use super::{BinaryOperator, MAX_INT_SIZE, float};
use crate::{IntRef, Number, int};

pub(super) fn binary(left: IntRef<'_>, operator: BinaryOperator, right: IntRef<'_>) -> Option<Number> {
    let result = match operator {
        BinaryOperator::Add => int::add(left, right),
        BinaryOperator::Subtract => int::subtract(left, right),
        BinaryOperator::Multiply if !product_is_short(left, right) => return None,
        BinaryOperator::Multiply => int::multiply(left, right),
        BinaryOperator::TrueDivide => return int::true_divide(left, right).ok().map(Number::Float),
        BinaryOperator::FloorDivide => int::floor_divide(left, right),
        BinaryOperator::Remainder => int::modulo(left, right),
        BinaryOperator::Power if right.negative => {
            return float::binary(int::to_f64(left).ok()?, operator, int::to_f64(right).ok()?);
        }
        BinaryOperator::Power if !power_is_short(left, right) => return None,
        BinaryOperator::Power => int::power(left, right),
        BinaryOperator::LeftShift if !shifted_is_short(left, right) => return None,
        BinaryOperator::LeftShift => int::left_shift(left, right),
        BinaryOperator::RightShift => int::right_shift(left, right),
        BinaryOperator::Or => int::or(left, right),
        BinaryOperator::Xor => int::xor(left, right),
        BinaryOperator::And => int::and(left, right),
        BinaryOperator::MatrixMultiply => return None,
    };
    result.ok().map(Number::from)
}

fn product_is_short(left: IntRef<'_>, right: IntRef<'_>) -> bool {
    left.is_zero() || right.is_zero() || int::bit_length(left) + int::bit_length(right) <= MAX_INT_SIZE
}

fn power_is_short(base: IntRef<'_>, exponent: IntRef<'_>) -> bool {
    let is_short = |exponent| int::bit_length(base) <= MAX_INT_SIZE / exponent;
    base.is_zero() || exponent.is_zero() || exponent.to_u64().is_some_and(is_short)
}

fn shifted_is_short(value: IntRef<'_>, count: IntRef<'_>) -> bool {
    let is_short = |count| int::bit_length(value).saturating_add(count) <= MAX_INT_SIZE;
    value.is_zero() || count.is_zero() || count.to_u64().is_some_and(is_short)
}

//! Float operations of the folder.

use super::{BinaryOperator, complex};
use crate::complex::Operand;
use crate::{Error, Number, float};

pub(super) fn binary(left: f64, operator: BinaryOperator, right: f64) -> Option<Number> {
    let result = match operator {
        BinaryOperator::Add => Ok(left + right),
        BinaryOperator::Subtract => Ok(left - right),
        BinaryOperator::Multiply => Ok(left * right),
        BinaryOperator::TrueDivide => float::divide(left, right),
        BinaryOperator::FloorDivide => float::floor_divide(left, right),
        BinaryOperator::Remainder => float::modulo(left, right),
        BinaryOperator::Power => float::power(left, right),
        _ => return None,
    };
    match result {
        Ok(value) => Some(Number::Float(value)),
        Err(Error::Complex) => complex::binary(Operand::Real(left), operator, Operand::Real(right)),
        Err(_) => None,
    }
}

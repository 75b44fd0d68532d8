//! Complex operations of the folder.

use super::BinaryOperator;
use crate::Number;
use crate::complex::{self, Complex, Operand};

/// `None` for an integer beyond the range of floats.
pub(super) fn operand(number: &Number) -> Option<Operand> {
    match *number {
        Number::Complex(real, imag) => Some(Operand::Complex(Complex::new(real, imag))),
        ref real => real.to_float().map(Operand::Real),
    }
}

pub(super) fn binary(left: Operand, operator: BinaryOperator, right: Operand) -> Option<Number> {
    let Complex { real, imag } = match operator {
        BinaryOperator::Add => complex::add(left, right),
        BinaryOperator::Subtract => complex::subtract(left, right),
        BinaryOperator::Multiply => complex::multiply(left, right),
        BinaryOperator::TrueDivide => complex::divide(left, right).ok()?,
        BinaryOperator::Power => complex::power(left, right).ok()?,
        _ => return None,
    };
    Some(Number::Complex(real, imag))
}

//! Operators on constants, done now. What would raise or grow too large is left to run time.

mod collections;

use taipan_bytecode::{BinaryOp, Constant, Opcode};
use taipan_num::fold::{self, BinaryOperator, UnaryOperator};

use super::constants::Constants;
use super::graph::Block;
use super::sequences::constant_loads;
use crate::constants::{from_number, to_number};

/// Folds the `BINARY_OP` at an index if both operands are constants.
pub(crate) fn binary(block: &mut Block, index: usize, constants: &mut Constants<'_>) -> Option<()> {
    let loads = constant_loads(block, index, 2)?;
    let operation = BinaryOp::from_oparg(block.ops()[index].oparg)?;
    let [left, right] = *loads.constants(block, constants)? else { return None };
    let result = operate(constants.pool.get(left), operation, constants.pool.get(right))?;
    loads.clear(block);
    let result = constants.pool.add(result);
    constants.load(&mut block.ops_mut()[index], result);
    Some(())
}

/// Folds the unary operator at an index if its operand is a constant.
pub(crate) fn unary(block: &mut Block, index: usize, constants: &mut Constants<'_>) -> Option<()> {
    let loads = constant_loads(block, index, 1)?;
    let [operand] = *loads.constants(block, constants)? else { return None };
    let number = || to_number(constants.pool.get(operand));
    let result = match block.ops()[index].opcode {
        Opcode::UnaryNot => Constant::Bool(!constants.pool.is_true(operand)),
        Opcode::UnaryNegative => from_number(fold::unary(UnaryOperator::Negative, &number()?)?),
        Opcode::UnaryInvert => from_number(fold::unary(UnaryOperator::Invert, &number()?)?),
        _ => from_number(fold::unary(UnaryOperator::Positive, &number()?)?),
    };
    loads.clear(block);
    let result = constants.pool.add(result);
    constants.load(&mut block.ops_mut()[index], result);
    Some(())
}

fn operate(left: &Constant, operation: BinaryOp, right: &Constant) -> Option<Constant> {
    if operation == BinaryOp::Subscr {
        return collections::subscript(left, right);
    }
    let operator = operator(operation)?;
    if let (Some(left), Some(right)) = (to_number(left), to_number(right)) {
        return fold::binary(&left, operator, &right).map(from_number);
    }
    match operator {
        BinaryOperator::Add => collections::concatenate(left, right),
        BinaryOperator::Multiply => collections::repeat(left, right),
        _ => None,
    }
}

/// The operator of a `BINARY_OP` that constants can be operands of; an in-place operator stores its result.
fn operator(operation: BinaryOp) -> Option<BinaryOperator> {
    Some(match operation {
        BinaryOp::Add => BinaryOperator::Add,
        BinaryOp::Subtract => BinaryOperator::Subtract,
        BinaryOp::Multiply => BinaryOperator::Multiply,
        BinaryOp::TrueDivide => BinaryOperator::TrueDivide,
        BinaryOp::FloorDivide => BinaryOperator::FloorDivide,
        BinaryOp::Remainder => BinaryOperator::Remainder,
        BinaryOp::Power => BinaryOperator::Power,
        BinaryOp::Lshift => BinaryOperator::LeftShift,
        BinaryOp::Rshift => BinaryOperator::RightShift,
        BinaryOp::Or => BinaryOperator::Or,
        BinaryOp::Xor => BinaryOperator::Xor,
        BinaryOp::And => BinaryOperator::And,
        _ => return None,
    })
}

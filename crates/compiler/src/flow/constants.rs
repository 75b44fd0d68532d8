//! The constants of the unit under work, and what follows from a constant on the stack: small integers need no place
//! among the constants, conditions on constants are decided.

use taipan_bytecode::{Constant, Opcode, limit};

use super::graph::{Block, Graph, Op};
use crate::constants::{ConstantId, ConstantPool};
use crate::unit::Table;

/// The constants of a unit, in the pool of the compilation.
#[derive(Debug)]
pub(crate) struct Constants<'a> {
    pub(crate) pool: &'a mut ConstantPool,
    pub(crate) table: &'a mut Table<ConstantId>,
}

impl Constants<'_> {
    /// The constant that an instruction loads.
    pub(crate) fn loaded(&mut self, op: &Op) -> Option<ConstantId> {
        match op.opcode {
            Opcode::LoadConst => self.table.items().get(op.oparg as usize).copied(),
            Opcode::LoadSmallInt => Some(self.pool.add(Constant::Int(i64::from(op.oparg)))),
            _ => None,
        }
    }

    /// Makes an instruction load a constant, which is added to the unit's if need be.
    pub(crate) fn load(&mut self, op: &mut Op, constant: ConstantId) {
        match self.small_int(constant) {
            Some(value) => op.set(Opcode::LoadSmallInt, value),
            None => op.set(Opcode::LoadConst, self.table.add(constant)),
        }
    }

    /// The value of an `int` that fits into the operand of `LOAD_SMALL_INT`.
    fn small_int(&self, constant: ConstantId) -> Option<u32> {
        match *self.pool.get(constant) {
            Constant::Int(value) => u32::try_from(value).ok().filter(|&value| value < limit::SMALL_INTS),
            _ => None,
        }
    }
}

/// Whether an instruction does nothing but push a constant.
pub(crate) fn is_load(op: &Op) -> bool {
    matches!(op.opcode, Opcode::LoadConst | Opcode::LoadSmallInt)
}

/// Goes through all blocks.
#[inline(never)]
pub(crate) fn optimize(graph: &mut Graph, constants: &mut Constants<'_>) {
    let mut decided = false;
    graph.for_each(|block| decided |= optimize_block(block, constants));
    graph.knows_predecessors &= !decided;
}

/// Returns whether a jump was decided.
fn optimize_block(block: &mut Block, constants: &mut Constants<'_>) -> bool {
    let mut decided = false;
    // The load whose constant is on top of the stack; that a `COPY` pushes it again does not change what it is.
    let mut top: Option<Op> = None;
    for index in 0..block.len() {
        let Some(op) = block.ops_mut().get_mut(index) else { break };
        if !is_load(op) && op.opcode != Opcode::Copy {
            top = None;
            continue;
        }
        if op.opcode == Opcode::LoadConst
            && let Some(constant) = constants.loaded(op)
            && let Some(value) = constants.small_int(constant)
        {
            op.set(Opcode::LoadSmallInt, value);
        }
        let copies = op.opcode == Opcode::Copy && op.oparg == 1;
        if !(copies && top.is_some_and(|top| top.opcode == Opcode::LoadConst)) {
            top = is_load(op).then_some(*op);
        }
        if let Some(load) = top
            && may_use_constant(block.opcode(index + 1))
            && let Some(constant) = constants.loaded(&load)
        {
            decided |= use_constant(block, index, constant, constants);
        }
    }
    decided
}

/// Whether [`use_constant`] can do anything to this instruction.
fn may_use_constant(opcode: Opcode) -> bool {
    matches!(
        opcode,
        Opcode::PopJumpIfFalse
            | Opcode::PopJumpIfTrue
            | Opcode::JumpIfFalse
            | Opcode::JumpIfTrue
            | Opcode::IsOp
            | Opcode::ToBool
    )
}

/// Simplifies what comes after the instruction at `index`, which pushes `constant`; returns whether that is a jump
/// which goes one way only now.
fn use_constant(
    block: &mut Block,
    index: usize,
    constant: ConstantId,
    constants: &mut Constants<'_>,
) -> bool {
    let next = block.opcode(index + 1);
    match next {
        Opcode::PopJumpIfFalse | Opcode::PopJumpIfTrue | Opcode::JumpIfFalse | Opcode::JumpIfTrue => {
            if matches!(next, Opcode::PopJumpIfFalse | Opcode::PopJumpIfTrue) {
                block.ops_mut()[index].clear();
            }
            let jumps_if = matches!(next, Opcode::PopJumpIfTrue | Opcode::JumpIfTrue);
            let jump = &mut block.ops_mut()[index + 1];
            if constants.pool.is_true(constant) == jumps_if {
                jump.opcode = Opcode::Jump;
            } else {
                jump.clear();
            }
            return true;
        }
        Opcode::IsOp if matches!(constants.pool.get(constant), Constant::None) => {
            compare_to_none(block, index);
        }
        Opcode::ToBool => {
            let value = constants.pool.is_true(constant);
            let value = constants.pool.add(Constant::Bool(value));
            let position = constants.table.add(value);
            block.ops_mut()[index].clear();
            block.ops_mut()[index + 1].set(Opcode::LoadConst, position);
        }
        _ => {}
    }
    false
}

/// `x is None` and `x is not None` as the condition of a jump are one instruction.
fn compare_to_none(block: &mut Block, index: usize) {
    let [load, is, rest @ ..] = &mut block.ops_mut()[index..] else { return };
    let [jump, rest @ ..] = rest else { return };
    let mut jump = jump;
    if jump.opcode == Opcode::ToBool {
        jump.clear();
        let [after, ..] = rest else { return };
        jump = after;
    }
    let is_not = is.oparg != 0;
    let if_none = match jump.opcode {
        Opcode::PopJumpIfTrue => !is_not,
        Opcode::PopJumpIfFalse => is_not,
        _ => return,
    };
    load.clear();
    is.clear();
    jump.opcode = if if_none { Opcode::PopJumpIfNone } else { Opcode::PopJumpIfNotNone };
}

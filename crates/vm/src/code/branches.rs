//! `co_branches`: where the two ways of each branch lead.

use taipan_bytecode::Opcode;

use super::Code;

/// A branch: the instruction, where it goes on, and where it jumps to, in bytes.
pub(super) type Branch = [usize; 3];

impl Code {
    /// All branches of the code.
    pub(super) fn branches(&self) -> Vec<Branch> {
        let mut branches = Vec::new();
        let (mut unit, mut operand) = (0, 0_usize);
        while let Some(pair) = self.tables.code.get(unit * 2..unit * 2 + 2) {
            operand = operand.wrapping_shl(8) | usize::from(pair[1]);
            let Some(opcode) = Opcode::from_u8(pair[0]) else { break };
            let next = unit + 1 + opcode.cache_entries();
            if let Some(branch) = branch(opcode, operand, unit, next) {
                branches.push(branch.map(|unit| unit.wrapping_mul(2)));
            }
            if opcode != Opcode::ExtendedArg {
                operand = 0;
            }
            unit = next;
        }
        branches
    }
}

/// The branch of an instruction, in code units.
pub(crate) fn branch(opcode: Opcode, operand: usize, unit: usize, next: usize) -> Option<Branch> {
    match opcode {
        // NOT_TAKEN follows.
        _ if opcode.is_conditional_jump() => Some([unit, next + 1, next.wrapping_add(operand)]),
        // Past END_FOR and POP_ITER.
        Opcode::ForIter => Some([unit, next, next.wrapping_add(operand).wrapping_add(2)]),
        Opcode::EndAsyncFor => {
            let source = next.wrapping_sub(operand);
            Some([source, source.wrapping_add(2), next])
        }
        _ => None,
    }
}

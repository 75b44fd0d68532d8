//! Replaces the instructions that only the compiler knows, other than jumps, which the assembler resolves.

use taipan_bytecode::Opcode;

use super::graph::{Graph, Op};
use super::nops;

/// `JUMP_IF_…`, which keeps its operand, is a copy, a test of truth and a jump.
#[inline(never)]
pub(crate) fn expand_conditional_jumps(graph: &mut Graph) {
    for block in graph.all() {
        let Some(jump) = block.last_mut() else { continue };
        jump.opcode = match jump.opcode {
            Opcode::JumpIfFalse => Opcode::PopJumpIfFalse,
            Opcode::JumpIfTrue => Opcode::PopJumpIfTrue,
            _ => continue,
        };
        let copy = Op { opcode: Opcode::Copy, oparg: 1, ..*jump };
        let test = Op { opcode: Opcode::ToBool, oparg: 0, ..*jump };
        block.insert(block.len() - 1, &[copy, test]);
    }
}

/// Block pushes are done, and two instructions are as good as their plain forms.
#[inline(never)]
pub(crate) fn replace(graph: &mut Graph) {
    graph.all().for_each(|block| {
        for op in block.ops_mut().iter_mut().filter(|op| op.opcode.is_pseudo()) {
            match op.opcode {
                Opcode::LoadClosure => op.opcode = Opcode::LoadFast,
                Opcode::StoreFastMaybeNull => op.opcode = Opcode::StoreFast,
                Opcode::SetupFinally | Opcode::SetupCleanup | Opcode::SetupWith => op.clear(),
                _ => {}
            }
        }
    });
    if graph.is_untidy || graph.has_handlers {
        nops::remove_with_jumps(graph);
    }
}

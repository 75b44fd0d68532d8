//! Shorter instructions for what stands side by side in a block. What becomes needless is made a `NOP`; a later pass
//! removes those.

use taipan_bytecode::{Intrinsic1, Opcode, compare};

use super::constants::Constants;
use super::graph::{Block, BlockId, Graph};
use super::{fold, jumps, sequences, swaps};

/// Goes through all blocks.
#[inline(never)]
pub(crate) fn optimize(graph: &mut Graph, constants: &mut Constants<'_>) {
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        // A jump that is redirected grows the block by a jump, which is looked at in its turn.
        let mut index = 0;
        let mut has_swaps = false;
        while let Some(distance) =
            graph[id].ops().get(index..).and_then(|ops| ops.iter().position(|op| is_interesting(op.opcode)))
        {
            index += distance;
            let opcode = graph[id].opcode(index);
            if opcode.has_jump() {
                redirect(graph, id, index);
            } else {
                has_swaps |= opcode == Opcode::Swap;
                simplify(&mut graph[id], index, constants);
            }
            index += 1;
        }
        if has_swaps {
            swaps::optimize(&mut graph[id]);
        }
        next = graph[id].next;
    }
}

/// Lets a jump to a jump go where that one goes.
fn redirect(graph: &mut Graph, id: BlockId, index: usize) -> Option<()> {
    loop {
        let jump = graph[id].ops()[index];
        let block = jump.target()?;
        let target = *graph[block].ops().first()?;
        let opcode = match (jump.opcode, target.opcode) {
            (
                Opcode::PopJumpIfNone
                | Opcode::PopJumpIfNotNone
                | Opcode::PopJumpIfFalse
                | Opcode::PopJumpIfTrue
                | Opcode::JumpIfFalse
                | Opcode::JumpIfTrue,
                Opcode::Jump,
            )
            | (Opcode::JumpIfFalse, Opcode::JumpIfFalse)
            | (Opcode::JumpIfTrue, Opcode::JumpIfTrue)
            | (Opcode::Jump | Opcode::JumpNoInterrupt, Opcode::JumpNoInterrupt) => jump.opcode,
            (Opcode::Jump | Opcode::JumpNoInterrupt, Opcode::Jump) => Opcode::Jump,
            (Opcode::JumpIfFalse, Opcode::JumpIfTrue) | (Opcode::JumpIfTrue, Opcode::JumpIfFalse) => {
                // The other jump does not jump.
                graph[id].ops_mut()[index].oparg = graph[block].next?.to_oparg();
                graph.knows_predecessors = false;
                continue;
            }
            _ => return None,
        };
        graph.knows_predecessors = false;
        jumps::thread(graph, id, index, &target, opcode);
        return Some(());
    }
}

/// Whether it is a jump, or [`simplify`] knows the instruction.
fn is_interesting(opcode: Opcode) -> bool {
    opcode.has_jump() || SIMPLIFIED[opcode as usize]
}

/// Whether [`simplify`] knows the instruction of each number.
static SIMPLIFIED: [bool; 512] = {
    let known = [
        Opcode::BuildTuple,
        Opcode::BuildList,
        Opcode::BuildSet,
        Opcode::ListAppend,
        Opcode::SetAdd,
        Opcode::StoreFast,
        Opcode::Swap,
        Opcode::LoadGlobal,
        Opcode::CompareOp,
        Opcode::ContainsOp,
        Opcode::IsOp,
        Opcode::ToBool,
        Opcode::UnaryNot,
        Opcode::UnaryInvert,
        Opcode::UnaryNegative,
        Opcode::CallIntrinsic1,
        Opcode::BinaryOp,
    ];
    let mut table = [false; 512];
    let mut index = 0;
    while index < known.len() {
        table[known[index] as usize] = true;
        index += 1;
    }
    table
};

/// Simplifies an instruction with what stands before and after it.
fn simplify(block: &mut Block, index: usize, constants: &mut Constants<'_>) -> Option<()> {
    let next = block.opcode(index + 1);
    let [op, rest @ ..] = &mut block.ops_mut()[index..] else { return None };
    match op.opcode {
        Opcode::BuildTuple => {
            if let [unpack, ..] = rest
                && unpack.opcode == Opcode::UnpackSequence
                && unpack.oparg == op.oparg
                && (1..=3).contains(&op.oparg)
            {
                match op.oparg {
                    1 => unpack.clear(),
                    _ => unpack.opcode = Opcode::Swap,
                }
                op.clear();
            } else {
                sequences::fold_tuple(block, index, constants);
            }
        }
        Opcode::BuildList | Opcode::BuildSet => {
            sequences::optimize_list_or_set(block, index, next, constants);
        }
        Opcode::ListAppend | Opcode::SetAdd if matches!(next, Opcode::GetIter | Opcode::ContainsOp) => {
            sequences::fold_only_read(block, index, constants);
        }
        Opcode::StoreFast => {
            let [store, ..] = rest else { return None };
            if store.opcode == Opcode::StoreFast && store.oparg == op.oparg && store.line() == op.line() {
                op.set(Opcode::PopTop, 0);
            }
        }
        Opcode::Swap if op.oparg == 1 => op.clear(),
        Opcode::LoadGlobal if next == Opcode::PushNull && op.oparg & 1 == 0 => {
            op.oparg |= 1;
            rest.first_mut()?.clear();
        }
        Opcode::CompareOp if next == Opcode::ToBool => {
            rest.first_mut()?.set(Opcode::CompareOp, op.oparg | compare::TO_BOOL);
            op.clear();
        }
        Opcode::ContainsOp | Opcode::IsOp if next == Opcode::ToBool => {
            rest.first_mut()?.set(op.opcode, op.oparg);
            op.clear();
        }
        Opcode::ContainsOp | Opcode::IsOp if next == Opcode::UnaryNot => {
            rest.first_mut()?.set(op.opcode, op.oparg ^ 1);
            op.clear();
        }
        Opcode::ToBool if next == Opcode::ToBool => op.clear(),
        Opcode::UnaryNot if next == Opcode::ToBool => {
            rest.first_mut()?.set(Opcode::UnaryNot, 0);
            op.clear();
        }
        Opcode::UnaryNot if next == Opcode::UnaryNot => {
            rest.first_mut()?.clear();
            op.clear();
        }
        Opcode::UnaryNot | Opcode::UnaryInvert | Opcode::UnaryNegative => {
            fold::unary(block, index, constants);
        }
        Opcode::CallIntrinsic1 if op.oparg == Intrinsic1::ListToTuple as u32 => {
            let folded = sequences::fold_list_to_tuple(block, index, constants);
            if folded.is_none() && next == Opcode::GetIter {
                block.ops_mut()[index].clear();
            }
        }
        Opcode::CallIntrinsic1 if op.oparg == Intrinsic1::UnaryPositive as u32 => {
            fold::unary(block, index, constants);
        }
        Opcode::BinaryOp => {
            fold::binary(block, index, constants);
        }
        _ => {}
    }
    Some(())
}

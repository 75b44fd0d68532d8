//! Jumps: jumps to jumps, jumps to what follows anyway, and the direction of conditional jumps.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph, Op};

/// Lets a jump at an index, the last of its block, go where the jump at its target goes, as a jump of kind `opcode`.
/// Returns whether that changed anything.
pub(crate) fn thread(graph: &mut Graph, id: BlockId, index: usize, target: &Op, opcode: Opcode) -> bool {
    let block = &mut graph[id];
    let jump = &mut block.ops_mut()[index];
    match target.target() {
        Some(destination) if jump.oparg != target.oparg => {
            // What is left of the old jump may be needed for its line.
            jump.clear();
            block.push(Op::jump(opcode, destination, target.location));
            true
        }
        _ => false,
    }
}

/// Removes unconditional jumps to the instruction that follows; returns whether there were any.
pub(crate) fn remove_redundant(graph: &mut Graph) -> bool {
    let mut changed = false;
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        next = graph[id].next;
        let Some(jump) = graph[id].last().filter(|op| op.opcode.is_unconditional_jump()) else { continue };
        let target = jump.target();
        let target = graph.next_nonempty(target);
        if target.is_some() && target == graph.next_nonempty(next) {
            if let Some(jump) = graph[id].last_mut() {
                jump.clear();
            }
            changed = true;
        }
    }
    changed
}

/// Makes all conditional jumps forward ones, as the interpreter knows no others, and marks the way straight on.
///
/// ```text
///     POP_JUMP_IF_FALSE  back          POP_JUMP_IF_TRUE  on
///                                 ─►   NOT_TAKEN
/// on:                                  JUMP  back
///                                  on:
/// ```
#[inline(never)]
pub(crate) fn normalize(graph: &mut Graph) {
    graph.clear_visited();
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        graph[id].visited = true;
        normalize_last(graph, id);
        next = graph[id].next;
    }
}

fn normalize_last(graph: &mut Graph, id: BlockId) -> Option<()> {
    let jump = *graph[id].last().filter(|op| op.opcode.is_conditional_jump())?;
    let target = jump.target()?;
    let not_taken = Op::new(Opcode::NotTaken, 0, jump.location);
    if !graph[target].visited {
        graph[id].push(not_taken);
        return Some(());
    }
    let on = graph[id].next?;
    graph[id].last_mut()?.set(opposite(jump.opcode), on.to_oparg());
    let back = graph.new_block();
    graph.insert_after(id, back);
    graph[back].push(not_taken);
    graph[back].push(Op::jump(Opcode::Jump, target, jump.location));
    graph[back].start_depth = graph[target].start_depth;
    graph[back].cold = graph[id].cold;
    Some(())
}

fn opposite(opcode: Opcode) -> Opcode {
    match opcode {
        Opcode::PopJumpIfFalse => Opcode::PopJumpIfTrue,
        Opcode::PopJumpIfTrue => Opcode::PopJumpIfFalse,
        Opcode::PopJumpIfNone => Opcode::PopJumpIfNotNone,
        Opcode::PopJumpIfNotNone => Opcode::PopJumpIfNone,
        other => other,
    }
}

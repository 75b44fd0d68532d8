//! Copies small blocks that leave the frame, and blocks without lines, over the jumps to them.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph};

/// The longest block that is copied for leaving the frame.
const MAX_COPY_SIZE: usize = 4;

/// Replaces unconditional jumps to such blocks, until there are none. Each replacement removes a jump.
#[inline(never)]
pub(crate) fn inline_targets(graph: &mut Graph) {
    loop {
        let mut changed = false;
        let mut next = Some(BlockId::ENTRY);
        while let Some(id) = next {
            changed |= inline_target(graph, id).is_some();
            next = graph[id].next;
        }
        if !changed {
            return;
        }
    }
}

fn inline_target(graph: &mut Graph, id: BlockId) -> Option<()> {
    let jump = *graph[id].last()?;
    if !jump.opcode.is_unconditional_jump() {
        return None;
    }
    let target = jump.target()?;
    let small_exit = graph[target].exits_scope() && graph[target].len() <= MAX_COPY_SIZE;
    let lineless = graph[target].ends_flow() && graph[target].has_no_line();
    if !small_exit && !lineless {
        return None;
    }
    let copies = graph[target].ops().to_vec();
    graph[target].predecessors = graph[target].predecessors.saturating_sub(1);
    let block = &mut graph[id];
    block.last_mut()?.clear();
    block.extend(&copies);
    let last = block.last_mut()?;
    // The jump that is gone looked at the eval breaker; so must the one that takes its place.
    if lineless && last.opcode.is_unconditional_jump() && jump.opcode == Opcode::Jump {
        last.opcode = Opcode::Jump;
    }
    Some(())
}

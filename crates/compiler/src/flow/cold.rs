//! Moves exception handlers, and what only they lead to, behind all other code.

use taipan_bytecode::Opcode;
use taipan_text::Location;

use super::graph::{BlockId, Graph, Op};
use super::nops;

/// Reorders the chain of blocks.
#[inline(never)]
pub(crate) fn push_to_end(graph: &mut Graph) {
    if !graph.all().any(|block| block.is_handler) {
        return;
    }
    mark_warm(graph);
    mark_cold(graph);
    add_jumps_to_warm(graph);
    if reorder(graph) {
        graph.forget_skips();
        nops::remove_with_jumps(graph);
    }
}

/// Warm is what can be reached without an exception.
fn mark_warm(graph: &mut Graph) {
    graph.start_traversal();
    while let Some(id) = graph.pending.pop() {
        graph[id].warm = true;
        for after in [graph.fallthrough(id), jump_target(graph, id)].into_iter().flatten() {
            graph.visit(after);
        }
    }
}

/// Cold is what can be reached from handlers only.
fn mark_cold(graph: &mut Graph) {
    graph.clear_visited();
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        next = graph[id].next;
        if graph[id].is_handler {
            graph.visit(id);
        }
    }
    while let Some(id) = graph.pending.pop() {
        graph[id].cold = true;
        for after in [graph.fallthrough(id), jump_target(graph, id)].into_iter().flatten() {
            if !graph[after].warm {
                graph.visit(after);
            }
        }
    }
}

fn jump_target(graph: &Graph, id: BlockId) -> Option<BlockId> {
    graph[id].last().and_then(Op::jump_target)
}

/// Where a cold block falls through to a warm one, it will have to jump.
fn add_jumps_to_warm(graph: &mut Graph) {
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        next = graph[id].next;
        let Some(after) = graph.fallthrough(id) else { continue };
        if graph[id].cold && graph[after].warm {
            graph[after].labelled = true;
            let jump = graph.new_block();
            graph[jump].push(Op::jump(Opcode::JumpNoInterrupt, after, Location::NONE));
            graph[jump].cold = true;
            graph[jump].predecessors = 1;
            graph.insert_after(id, jump);
        }
    }
}

/// Chains all other blocks before the cold ones; returns whether there are cold ones.
fn reorder(graph: &mut Graph) -> bool {
    let (mut first_cold, mut last_cold) = (None, None);
    let mut last = BlockId::ENTRY;
    let mut next = graph[last].next;
    while let Some(id) = next {
        next = graph[id].next;
        if !graph[id].cold {
            graph[last].next = Some(id);
            last = id;
        } else if let Some(last_cold) = last_cold.replace(id) {
            graph[last_cold].next = Some(id);
        } else {
            first_cold = Some(id);
        }
    }
    graph[last].next = first_cold;
    if let Some(last_cold) = last_cold {
        graph[last_cold].next = None;
    }
    first_cold.is_some()
}

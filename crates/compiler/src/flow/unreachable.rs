//! Finds how many ways lead to each block, and empties the blocks that none leads to.

use super::graph::{BlockId, Graph};

/// Counts predecessors, unless they are known, and removes the instructions of unreachable blocks.
#[inline(never)]
pub(crate) fn remove(graph: &mut Graph) {
    if graph.knows_predecessors {
        return;
    }
    graph.knows_predecessors = true;
    graph.all().for_each(|block| block.predecessors = 0);
    graph.start_traversal();
    graph[BlockId::ENTRY].predecessors = 1;
    while let Some(id) = graph.pending.pop() {
        if let Some(next) = graph.fallthrough(id) {
            reach(graph, next);
        }
        for index in graph[id].first_target()..graph[id].len() {
            if let Some(target) = graph[id].ops()[index].target() {
                reach(graph, target);
            }
        }
    }
    for block in graph.all().filter(|block| block.predecessors == 0) {
        block.truncate(0);
        block.is_handler = false;
    }
}

fn reach(graph: &mut Graph, id: BlockId) {
    graph[id].predecessors += 1;
    graph.visit(id);
}

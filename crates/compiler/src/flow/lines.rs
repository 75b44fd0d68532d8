//! Line numbers for instructions that have none. When a frame ends, its line must be right (PEP 626), so a block that
//! leaves the frame and has no line gets one copy for each jump to it, and each copy the line of its jump.

use taipan_text::Location;

use super::graph::{Block, BlockId, Graph, Op};

/// Gives lines to exits and spreads lines over what follows them, if lines lack anywhere.
#[inline(never)]
pub(crate) fn resolve(graph: &mut Graph) {
    if graph.all().all(|block| block.ops().iter().all(Op::has_line)) {
        return;
    }
    duplicate_exits(graph);
    extend_into_exits(graph);
    propagate(graph);
}

/// A block that may end the frame or handle a signal, where the line shows, and has none.
fn needs_line(block: &Block) -> bool {
    block.has_no_line() && (block.exits_scope() || block.ops().iter().any(|op| op.opcode.has_eval_break()))
}

fn duplicate_exits(graph: &mut Graph) {
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        duplicate_exit(graph, id);
        next = graph[id].next;
    }
}

fn duplicate_exit(graph: &mut Graph, id: BlockId) -> Option<()> {
    let jump = graph[id].last()?;
    let (jump_target, location) = (jump.jump_target()?, jump.location);
    let target = graph.next_nonempty(Some(jump_target))?;
    if graph[target].predecessors <= 1 || !needs_line(&graph[target]) {
        return None;
    }
    graph.knows_predecessors = false;
    let copies = graph[target].ops().to_vec();
    let copy = graph.new_block();
    graph.insert_after(target, copy);
    graph[target].predecessors -= 1;
    let block = &mut graph[copy];
    block.extend(&copies);
    block.ops_mut().first_mut()?.location = location;
    block.predecessors = 1;
    block.labelled = true;
    graph[id].last_mut()?.oparg = copy.to_oparg();
    Some(())
}

/// What still needs a line now has one way to it: the block before.
fn extend_into_exits(graph: &mut Graph) {
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        next = graph[id].next;
        if let Some(after) = graph.fallthrough(id)
            && needs_line(&graph[after])
            && let Some(&Op { location, .. }) = graph[id].last()
            && let Some(first) = graph[after].ops_mut().first_mut()
        {
            first.location = location;
        }
    }
}

/// Spreads each line to what follows it without one, also into blocks that nothing else leads to.
fn propagate(graph: &mut Graph) {
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        let block = &mut graph[id];
        next = block.next;
        let ops = block.ops_mut();
        for index in 0..ops.len() {
            if ops[index].location.line == Location::NONE.line {
                ops[index].location = if index == 0 { Location::NONE } else { ops[index - 1].location };
            }
        }
        let Some(last) = block.last() else { continue };
        let (location, jump_target) = (last.location, last.jump_target());
        for after in [graph.fallthrough(id), jump_target].into_iter().flatten() {
            begin_with(&mut graph[after], location);
        }
    }
}

fn begin_with(block: &mut Block, location: Location) {
    if block.predecessors == 1
        && let Some(first) = block.ops_mut().first_mut()
        && first.location.line == Location::NONE.line
    {
        first.location = location;
    }
}

//! Removes instructions that do nothing, as far as tracing allows: a `NOP` stays when it alone has its line.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph, Op};
use super::jumps;

/// Removes `NOP`s and the jumps that become needless thereby, until there are none.
#[inline(never)]
pub(crate) fn remove_with_jumps(graph: &mut Graph) {
    loop {
        let nops = remove(graph);
        let jumps = jumps::remove_redundant(graph);
        // A `NOP` that had to stay may be needless after the removal of one behind it.
        if !jumps && nops != (Nops { removed: true, stay: true }) {
            graph.is_untidy = nops.stay;
            return;
        }
    }
}

/// What was done to `NOP`s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Nops {
    removed: bool,
    pub(crate) stay: bool,
}

fn remove(graph: &mut Graph) -> Nops {
    let mut all = Nops::default();
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        let nops = remove_in_block(graph, id);
        all.removed |= nops.removed;
        all.stay |= nops.stay;
        next = graph[id].next;
    }
    all
}

/// Removes `NOP`s, and pairs that push a value only to drop it, until there are none.
#[inline(never)]
pub(crate) fn remove_with_pairs(graph: &mut Graph) {
    while {
        let mut changed = false;
        // The last instruction that control falls through from: its block and index.
        let mut previous: Option<(BlockId, usize)> = None;
        let mut next = Some(BlockId::ENTRY);
        while let Some(id) = next {
            remove_in_block(graph, id);
            if graph[id].labelled {
                previous = None;
            }
            if graph[id].opcode(0) == Opcode::PopTop
                && let Some((block, at)) = previous
                && only_pushes(&graph[block].ops()[at])
            {
                graph[block].ops_mut()[at].clear();
                graph[id].ops_mut()[0].clear();
                changed = true;
            }
            changed |= clear_pairs(graph[id].ops_mut());
            previous = graph[id].len().checked_sub(1).map(|last| (id, last)).or(previous);
            let jumps = previous.is_some_and(|(block, at)| graph[block].ops()[at].opcode.has_jump());
            if jumps || graph[id].ends_flow() {
                previous = None;
            }
            next = graph[id].next;
        }
        changed
    } {}
}

fn clear_pairs(ops: &mut [Op]) -> bool {
    let mut changed = false;
    for index in 1..ops.len() {
        if let [push, pop] = &mut ops[index - 1..=index]
            && pop.opcode == Opcode::PopTop
            && only_pushes(push)
        {
            push.clear();
            pop.clear();
            changed = true;
        }
    }
    changed
}

fn only_pushes(op: &Op) -> bool {
    match op.opcode {
        Opcode::LoadConst | Opcode::LoadSmallInt => true,
        Opcode::Copy => op.oparg == 1,
        _ => false,
    }
}

/// Removes the `NOP`s of one block.
pub(crate) fn remove_in_block(graph: &mut Graph, id: BlockId) -> Nops {
    let ops = graph[id].ops();
    let len = ops.len();
    let Some(first) = ops.iter().position(|op| op.opcode == Opcode::Nop) else { return Nops::default() };
    let mut line_before = if first == 0 { -1 } else { graph[id].ops()[first - 1].line() };
    let mut kept = first;
    let mut stay = false;
    for index in first..len {
        if is_needless(graph, id, index, line_before) {
            continue;
        }
        let ops = graph[id].ops_mut();
        ops[kept] = ops[index];
        line_before = ops[kept].line();
        stay |= ops[kept].opcode == Opcode::Nop;
        kept += 1;
    }
    graph[id].truncate(kept);
    Nops { removed: kept < len, stay }
}

/// Whether an instruction is a `NOP` whose line is also that of a neighbour, or can be given to it.
fn is_needless(graph: &mut Graph, id: BlockId, index: usize, line_before: i32) -> bool {
    let op = &graph[id].ops()[index];
    if op.opcode != Opcode::Nop {
        return false;
    }
    let op = *op;
    if !op.has_line() || op.line() == line_before {
        return true;
    }
    if let Some(after) = graph[id].ops_mut().get_mut(index + 1) {
        if !after.has_line() {
            after.location = op.location;
        }
        return after.line() == op.line();
    }
    let after = graph[id].next;
    graph.next_nonempty(after).is_some_and(|block| first_line(graph[block].ops()) == op.line())
}

/// The line that a block begins with, once the `NOP`s without a line are gone.
fn first_line(ops: &[Op]) -> i32 {
    ops.iter().find(|op| op.opcode != Opcode::Nop || op.has_line()).map_or(-1, Op::line)
}

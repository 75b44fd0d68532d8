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
            if graph[id].ops().windows(2).any(is_pair) {
                clear_pairs(graph[id].ops_mut());
                changed = true;
            }
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

fn clear_pairs(ops: &mut [Op]) {
    for index in 1..ops.len() {
        let pair = &mut ops[index - 1..=index];
        if is_pair(pair) {
            pair.iter_mut().for_each(Op::clear);
        }
    }
}

fn is_pair(ops: &[Op]) -> bool {
    matches!(ops, [push, pop] if pop.opcode == Opcode::PopTop && only_pushes(push))
}

fn only_pushes(op: &Op) -> bool {
    match op.opcode {
        Opcode::LoadConst | Opcode::LoadSmallInt => true,
        Opcode::Copy => op.oparg == 1,
        _ => false,
    }
}

/// Removes the `NOP`s of one block whose line is also that of a neighbour, or can be given to it.
pub(crate) fn remove_in_block(graph: &mut Graph, id: BlockId) -> Nops {
    if !graph[id].has_nops {
        return Nops::default();
    }
    let ops = graph[id].ops_mut();
    let len = ops.len();
    let Some(first) = ops.iter().position(|op| op.opcode == Opcode::Nop) else {
        graph[id].has_nops = false;
        return Nops::default();
    };
    let mut line_before = if first == 0 { -1 } else { ops[first - 1].line() };
    let (mut kept, mut kept_nops) = (first, 0);
    let mut ends_in_nop = false;
    for index in first..len {
        let op = ops[index];
        ends_in_nop = op.opcode == Opcode::Nop;
        if ends_in_nop {
            if !op.has_line() || op.line() == line_before || begins_with_line(&mut ops[index + 1..], &op) {
                ends_in_nop = false;
                continue;
            }
            kept_nops += 1;
        }
        ops[kept] = op;
        line_before = op.line();
        kept += 1;
    }
    if ends_in_nop {
        let after = graph[id].next;
        let after = graph.next_nonempty(after);
        if after.is_some_and(|block| first_line(graph[block].ops()) == line_before) {
            kept -= 1;
            kept_nops -= 1;
        }
    }
    graph[id].truncate(kept);
    graph[id].has_nops = kept_nops > 0;
    Nops { removed: kept < len, stay: kept_nops > 0 }
}

/// Whether the first of these instructions has the line of a `NOP` before it, which it gets if it has none.
fn begins_with_line(rest: &mut [Op], nop: &Op) -> bool {
    let Some(after) = rest.first_mut() else { return false };
    if !after.has_line() {
        after.location = nop.location;
    }
    after.line() == nop.line()
}

/// The line that a block begins with, once the `NOP`s without a line are gone.
fn first_line(ops: &[Op]) -> i32 {
    ops.iter().find(|op| op.opcode != Opcode::Nop || op.has_line()).map_or(-1, Op::line)
}

//! Joins two loads or stores of locals into one instruction, which holds both in one byte.

use taipan_bytecode::{Opcode, limit};

use super::graph::{BlockId, Graph, Op};
use super::nops;

/// Goes through all blocks.
#[inline(never)]
pub(crate) fn insert(graph: &mut Graph) {
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        let ops = graph[id].ops_mut();
        let mut joined = false;
        for index in 1..ops.len() {
            if let [first, second] = &mut ops[index - 1..=index] {
                joined |= join(first, second);
            }
        }
        // Where nothing was joined, no `NOP` has become needless: a block begins with the same line as before.
        if joined {
            graph.is_untidy |= nops::remove_in_block(graph, id).stay;
        }
        next = graph[id].next;
    }
}

/// Joins two instructions, if they can be, to one and a `NOP`.
fn join(first: &mut Op, second: &mut Op) -> bool {
    let joined = match (first.opcode, second.opcode) {
        (Opcode::LoadFast, Opcode::LoadFast) => Opcode::LoadFastLoadFast,
        (Opcode::StoreFast, Opcode::LoadFast) => Opcode::StoreFastLoadFast,
        (Opcode::StoreFast, Opcode::StoreFast) => Opcode::StoreFastStoreFast,
        _ => return false,
    };
    let other_line = first.has_line() && second.has_line() && first.line() != second.line();
    if other_line || first.oparg >= limit::FAST_PAIR || second.oparg >= limit::FAST_PAIR {
        return false;
    }
    first.set(joined, first.oparg << 4 | second.oparg);
    second.clear();
    true
}

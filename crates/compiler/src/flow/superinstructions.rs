//! Joins two loads or stores of locals into one instruction, which holds both in one byte.

use taipan_bytecode::{Opcode, limit};

use super::graph::{Graph, Op};
use super::nops;

/// Goes through all blocks.
pub(crate) fn insert(graph: &mut Graph) {
    graph.for_each(|block| {
        for index in 1..block.len() {
            if let [first, second] = &mut block.ops_mut()[index - 1..=index] {
                join(first, second);
            }
        }
    });
    nops::remove(graph);
}

fn join(first: &mut Op, second: &mut Op) {
    let joined = match (first.opcode, second.opcode) {
        (Opcode::LoadFast, Opcode::LoadFast) => Opcode::LoadFastLoadFast,
        (Opcode::StoreFast, Opcode::LoadFast) => Opcode::StoreFastLoadFast,
        (Opcode::StoreFast, Opcode::StoreFast) => Opcode::StoreFastStoreFast,
        _ => return,
    };
    let other_line = first.has_line() && second.has_line() && first.line() != second.line();
    if other_line || first.oparg >= limit::FAST_PAIR || second.oparg >= limit::FAST_PAIR {
        return;
    }
    first.set(joined, first.oparg << 4 | second.oparg);
    second.clear();
}

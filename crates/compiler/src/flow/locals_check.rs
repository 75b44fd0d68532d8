//! Finds the loads of locals that may be unbound, which must check: `LOAD_FAST` becomes `LOAD_FAST_CHECK`.
//!
//! The first 64 locals are followed through the whole graph, as bits of a word; the others within each block only, so
//! that the work stays linear.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph, Op};

/// How many locals are followed through the graph.
const FOLLOWED: u32 = u64::BITS;

/// Goes through all blocks. Parameters, which come first among the locals, are bound at the start.
#[inline(never)]
pub(crate) fn add_checks(graph: &mut Graph, locals: u32, parameters: u32) {
    if locals == 0 {
        return;
    }
    if locals > FOLLOWED {
        check_within_blocks(graph, locals);
    }
    let unbound = low_bits(locals) & !low_bits(parameters);
    if unbound == 0 && !graph.all().any(|block| block.ops().iter().any(unbinds)) {
        return;
    }
    graph.clear_visited();
    graph.pending.clear();
    graph.all().for_each(|block| block.unsafe_locals = 0);
    enter(graph, BlockId::ENTRY, unbound);
    // Each block once, as there may be a `del` anywhere; then again those that can be entered with less bound.
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        next = graph[id].next;
        graph[id].visited = false;
        follow(graph, id);
    }
    while let Some(id) = graph.pending.pop() {
        if std::mem::replace(&mut graph[id].visited, false) {
            follow(graph, id);
        }
    }
}

/// Whether a local may be unbound after an instruction.
fn unbinds(op: &Op) -> bool {
    matches!(op.opcode, Opcode::DeleteFast | Opcode::LoadFastAndClear | Opcode::StoreFastMaybeNull)
}

fn low_bits(count: u32) -> u64 {
    if count >= FOLLOWED { u64::MAX } else { (1 << count) - 1 }
}

/// Notes that a block can be entered with these locals unbound. Visited means planned here.
fn enter(graph: &mut Graph, id: BlockId, unbound: u64) {
    let block = &mut graph[id];
    if block.unsafe_locals | unbound != block.unsafe_locals {
        block.unsafe_locals |= unbound;
        graph.visit(id);
    }
}

fn follow(graph: &mut Graph, id: BlockId) {
    let mut unbound = graph[id].unsafe_locals;
    // What was told to the handler that is told last, so that it is not told the same again.
    let mut told = None;
    let len = graph[id].len();
    let mut slots = graph[id].take();
    for op in &mut slots[..len] {
        let before = unbound;
        pass(op, &mut unbound);
        if let Some(handler) = op.handler
            && told != Some((handler, before))
        {
            enter(graph, handler, before);
            told = Some((handler, before));
        }
    }
    graph[id].put_back(slots);
    if let Some(next) = graph.fallthrough(id) {
        enter(graph, next, unbound);
    }
    if let Some(target) = graph[id].last().and_then(Op::jump_target) {
        enter(graph, target, unbound);
    }
}

/// What one instruction does to the locals that may be unbound.
fn pass(op: &mut Op, unbound: &mut u64) {
    if !op.opcode.has_local() || op.oparg >= FOLLOWED {
        return;
    }
    let bit = 1 << op.oparg;
    match op.opcode {
        Opcode::DeleteFast | Opcode::LoadFastAndClear | Opcode::StoreFastMaybeNull => *unbound |= bit,
        Opcode::StoreFast | Opcode::LoadFastCheck => *unbound &= !bit,
        Opcode::LoadFast => {
            if *unbound & bit != 0 {
                op.opcode = Opcode::LoadFastCheck;
            }
            *unbound &= !bit;
        }
        _ => {}
    }
}

/// Checks the loads of locals that are not followed, unless the same block has bound or checked them before.
fn check_within_blocks(graph: &mut Graph, locals: u32) {
    // For each local the number of the last block that is known to have it bound.
    let mut bound_in = vec![0u32; (locals - FOLLOWED) as usize];
    let mut number = 0;
    graph.for_each(|block| {
        number += 1;
        for op in block.ops_mut() {
            let local = op.oparg.wrapping_sub(FOLLOWED) as usize;
            let Some(bound_in) = bound_in.get_mut(local) else { continue };
            match op.opcode {
                Opcode::DeleteFast | Opcode::LoadFastAndClear | Opcode::StoreFastMaybeNull => {
                    *bound_in = number - 1;
                }
                Opcode::StoreFast => *bound_in = number,
                Opcode::LoadFast => {
                    if *bound_in != number {
                        op.opcode = Opcode::LoadFastCheck;
                    }
                    *bound_in = number;
                }
                _ => {}
            }
        }
    });
}

//! Drops the constants that no instruction loads any more. The first stays: it may be the docstring.

use super::graph::Graph;
use crate::constants::ConstantId;

/// The constants that stay, in order; the instructions refer to them by their new places.
#[inline(never)]
pub(crate) fn remove(graph: &mut Graph, constants: &[ConstantId]) -> Vec<ConstantId> {
    let mut used = vec![false; constants.len()];
    if let Some(first) = used.first_mut() {
        *first = true;
    }
    graph.all().for_each(|block| {
        for op in block.ops() {
            if op.opcode.has_const()
                && let Some(used) = used.get_mut(op.oparg as usize)
            {
                *used = true;
            }
        }
    });
    if used.iter().all(|used| *used) {
        return constants.to_vec();
    }
    let mut kept = Vec::with_capacity(constants.len());
    let mut places = Vec::with_capacity(constants.len());
    for (&constant, used) in constants.iter().zip(used) {
        places.push(kept.len() as u32);
        if used {
            kept.push(constant);
        }
    }
    graph.all().for_each(|block| {
        for op in block.ops_mut() {
            if op.opcode.has_const()
                && let Some(&place) = places.get(op.oparg as usize)
            {
                op.oparg = place;
            }
        }
    });
    kept
}

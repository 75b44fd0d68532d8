//! The stack that a unit needs, and the depth at which each block begins.

use taipan_bytecode::Opcode;
use taipan_text::{Error, ErrorClass};

use super::graph::{BlockId, Graph};

/// Follows all ways through the graph; returns the largest depth.
pub(crate) fn calculate(graph: &mut Graph) -> Result<u32, Box<Error>> {
    graph.all().for_each(|block| block.start_depth = None);
    graph.pending.clear();
    enter(graph, BlockId::ENTRY, 0)?;
    let mut largest = 0;
    while let Some(id) = graph.pending.pop() {
        let mut depth = graph[id].start_depth.unwrap_or(0);
        for index in 0..graph[id].len() {
            let op = &graph[id].ops()[index];
            let (opcode, oparg) = (op.opcode, op.oparg);
            largest = largest.max(depth);
            // `END_ASYNC_FOR` names the `SEND` of its loop but does not jump there.
            if let Some(target) = op.target()
                && opcode != Opcode::EndAsyncFor
            {
                enter(graph, target, after(depth, opcode.stack_effect(oparg, true))?)?;
            }
            depth = after(depth, opcode.stack_effect(oparg, false))?;
        }
        if let Some(next) = graph.fallthrough(id) {
            enter(graph, next, depth)?;
        }
    }
    Ok(largest)
}

fn enter(graph: &mut Graph, id: BlockId, depth: u32) -> Result<(), Box<Error>> {
    match graph[id].start_depth {
        None => {
            graph[id].start_depth = Some(depth);
            graph.pending.push(id);
            Ok(())
        }
        Some(known) if known == depth => Ok(()),
        Some(_) => Err(Error::new(ErrorClass::Value, "Invalid CFG, inconsistent stackdepth")),
    }
}

fn after(depth: u32, effect: i32) -> Result<u32, Box<Error>> {
    depth
        .checked_add_signed(effect)
        .ok_or_else(|| Error::new(ErrorClass::Value, "Invalid CFG, stack underflow"))
}

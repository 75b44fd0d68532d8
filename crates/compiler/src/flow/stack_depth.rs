//! The stack that a unit needs, and the depth at which each block begins.

use taipan_bytecode::Opcode;
use taipan_text::{Error, ErrorClass};

use super::graph::{BlockId, Graph};

/// Follows all ways through the graph; returns the largest depth.
#[inline(never)]
pub(crate) fn calculate(graph: &mut Graph) -> Result<u32, Box<Error>> {
    graph.all().for_each(|block| block.start_depth = None);
    graph.pending.clear();
    enter(graph, BlockId::ENTRY, 0)?;
    let mut largest = 0;
    while let Some(id) = graph.pending.pop() {
        let block = &graph[id];
        let first_target = block.first_target();
        let (mut depth, mut lowest) = (i64::from(block.start_depth.unwrap_or(0)), 0);
        for op in &block.ops()[..first_target] {
            largest = largest.max(depth);
            depth += i64::from(op.opcode.stack_effect(op.oparg, false));
            lowest = lowest.min(depth);
        }
        checked(lowest)?;
        for index in first_target..block.len() {
            let op = graph[id].ops()[index];
            largest = largest.max(depth);
            // `END_ASYNC_FOR` names the `SEND` of its loop but does not jump there.
            if let Some(target) = op.target()
                && op.opcode != Opcode::EndAsyncFor
            {
                enter(graph, target, checked(depth + i64::from(op.opcode.stack_effect(op.oparg, true)))?)?;
            }
            depth += i64::from(op.opcode.stack_effect(op.oparg, false));
            checked(depth)?;
        }
        if let Some(next) = graph.fallthrough(id) {
            enter(graph, next, checked(depth)?)?;
        }
    }
    checked(largest)
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

fn checked(depth: i64) -> Result<u32, Box<Error>> {
    u32::try_from(depth).map_err(|_| Error::new(ErrorClass::Value, "Invalid CFG, stack underflow"))
}

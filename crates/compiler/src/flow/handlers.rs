//! Exception handlers: which block each instruction's exception goes to. `POP_BLOCK` has no further use then.

use taipan_bytecode::{Opcode, resume};

use super::graph::{BlockId, Graph, Op};

/// Stacks of handlers that share their lower parts; a stack is the position of its top, 0 when it is empty.
#[derive(Debug, Default)]
pub(crate) struct HandlerStacks {
    entries: Vec<Entry>,
    /// The blocks to visit, with the stack at their entry.
    pending: Vec<(BlockId, Stack)>,
}

type Stack = u32;

#[derive(Clone, Copy, Debug)]
struct Entry {
    handler: Option<BlockId>,
    below: Stack,
    depth: u32,
}

impl HandlerStacks {
    fn clear(&mut self) {
        self.entries.clear();
        self.entries.push(Entry { handler: None, below: 0, depth: 0 });
        self.pending.clear();
    }

    fn top(&self, stack: Stack) -> Entry {
        self.entries[stack as usize]
    }

    fn push(&mut self, below: Stack, handler: BlockId) -> Stack {
        let depth = self.top(below).depth + 1;
        self.entries.push(Entry { handler: Some(handler), below, depth });
        self.entries.len() as Stack - 1
    }
}

/// Follows the control flow with the stack of handlers and gives each instruction its handler.
#[inline(never)]
pub(crate) fn assign(graph: &mut Graph, stacks: &mut HandlerStacks) {
    if !graph.has_handlers {
        return;
    }
    stacks.clear();
    graph.clear_visited();
    plan(graph, stacks, BlockId::ENTRY, 0);
    while let Some((id, stack)) = stacks.pending.pop() {
        let stack = follow(graph, stacks, id, stack);
        if let Some(next) = graph.fallthrough(id) {
            plan(graph, stacks, next, stack);
        }
    }
}

fn plan(graph: &mut Graph, stacks: &mut HandlerStacks, id: BlockId, stack: Stack) {
    if !std::mem::replace(&mut graph[id].visited, true) {
        stacks.pending.push((id, stack));
    }
}

/// Goes through one block; returns the stack at its end.
fn follow(graph: &mut Graph, stacks: &mut HandlerStacks, id: BlockId, mut stack: Stack) -> Stack {
    let mut depth_of_yield = None;
    let mut top = stacks.top(stack);
    let len = graph[id].len();
    let mut slots = graph[id].take();
    for op in &mut slots[..len] {
        match op.opcode {
            Opcode::PopBlock => {
                op.clear();
                stack = top.below;
                top = stacks.top(stack);
                continue;
            }
            Opcode::YieldValue => depth_of_yield = Some(top.depth),
            Opcode::Resume => mark_depth(op, depth_of_yield.take()),
            _ => {}
        }
        let target = op.target();
        if op.opcode.is_block_push() {
            let preserves_lasti = matches!(op.opcode, Opcode::SetupWith | Opcode::SetupCleanup);
            if let Some(target) = target {
                graph[target].preserves_lasti |= preserves_lasti;
                plan(graph, stacks, target, stack);
                stack = stacks.push(stack, target);
                top = stacks.top(stack);
            }
            continue;
        }
        op.handler = top.handler;
        if let Some(target) = target {
            plan(graph, stacks, target, stack);
        }
    }
    graph[id].put_back(slots);
    stack
}

/// Notes in the `RESUME` after a `yield` whether that has exactly one handler around it: the generator's own.
fn mark_depth(resume: &mut Op, depth_of_yield: Option<u32>) {
    if resume.oparg != resume::AT_FUNC_START && depth_of_yield == Some(1) {
        resume.oparg |= resume::DEPTH1_MASK;
    }
}

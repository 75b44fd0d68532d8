//! The instructions in one line, and the distances of their jumps.

use taipan_bytecode::{Opcode, instruction_size};
use taipan_text::Location;

use crate::flow::{Graph, Op};

/// From the `SEND` that an `END_ASYNC_FOR` names to the `END_SEND` that its operand is to find, in code units.
const SEND_TO_END_SEND: u32 = 5;

/// The instructions of a unit. Memory is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Linear {
    pub(super) ops: Vec<Op>,
    /// Where each instruction begins, in code units, and at the end the length of the code.
    pub(super) offsets: Vec<u32>,
    jumps: Vec<Jump>,
}

#[derive(Clone, Copy, Debug)]
struct Jump {
    index: usize,
    target: usize,
}

impl Linear {
    /// Lays out the blocks of a graph. Notes in each where it begins.
    #[inline(never)]
    pub(super) fn fill(&mut self, graph: &mut Graph) {
        self.ops.clear();
        self.jumps.clear();
        graph.for_each(|block| {
            block.place = self.ops.len();
            self.ops.extend_from_slice(block.ops());
        });
        let mut takes_next = false;
        for (index, op) in self.ops.iter_mut().enumerate() {
            takes_next |= op.location == Location::NEXT;
            if let Some(target) = op.jump_target() {
                let target = graph[target].place;
                self.jumps.push(Jump { index, target });
                op.set(resolved(op.opcode, target > index), target as u32);
            }
        }
        if takes_next {
            self.take_next_locations();
        }
    }

    fn take_next_locations(&mut self) {
        let mut next = Location::NONE;
        for op in self.ops.iter_mut().rev() {
            if op.location == Location::NEXT {
                op.location = if op.ends_block() { Location::NONE } else { next };
            }
            next = op.location;
        }
    }

    /// Replaces the targets of jumps by distances. Distances depend on the sizes of the instructions between, and
    /// those on distances; so this is done until nothing changes, from the sizes that the targets' indices have as
    /// operands. What is found depends on where one starts: this is where CPython does.
    #[inline(never)]
    pub(super) fn resolve_jumps(&mut self) {
        loop {
            self.place();
            let mut changed = false;
            for &Jump { index, target } in &self.jumps {
                let op = &mut self.ops[index];
                let (begin, end, target) =
                    (self.offsets[index], self.offsets[index + 1], self.offsets[target]);
                op.oparg = match op.opcode {
                    Opcode::EndAsyncFor => end.saturating_sub(target + SEND_TO_END_SEND),
                    _ => end.abs_diff(target),
                };
                changed |= instruction_size(op.opcode, op.oparg) != end - begin;
            }
            if !changed {
                return;
            }
        }
    }

    fn place(&mut self) {
        self.offsets.clear();
        let mut offset = 0;
        self.offsets.extend(self.ops.iter().map(|op| {
            let start = offset;
            offset += instruction_size(op.opcode, op.oparg);
            start
        }));
        self.offsets.push(offset);
    }
}

/// The instruction that a jump of the compiler is.
fn resolved(opcode: Opcode, forward: bool) -> Opcode {
    match opcode {
        Opcode::Jump | Opcode::JumpNoInterrupt if forward => Opcode::JumpForward,
        Opcode::Jump => Opcode::JumpBackward,
        Opcode::JumpNoInterrupt => Opcode::JumpBackwardNoInterrupt,
        other => other,
    }
}

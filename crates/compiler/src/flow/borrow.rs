//! Finds the loads of locals that need no reference of their own: `LOAD_FAST` becomes `LOAD_FAST_BORROW`.
//!
//! A load may borrow when its value is consumed, within the block, before the local changes, and is not stored in
//! another local. Each block is run on a stack of abstract references that remember the load they come from.

use taipan_bytecode::Opcode;

use super::graph::{Block, BlockId, Graph, Op};

/// A reference on the abstract stack.
#[derive(Clone, Copy, Debug)]
struct Reference {
    /// The index of the instruction that pushed it; [`Self::NONE`] if that was in another block.
    load: u32,
    /// The local that it comes from, or [`Self::NONE`].
    local: u32,
    /// When it was pushed.
    time: u32,
}

impl Reference {
    const NONE: u32 = u32::MAX;
    const UNKNOWN: Self = Self { load: Self::NONE, local: Self::NONE, time: 0 };
}

/// The abstract stack; kept for its memory.
#[derive(Debug, Default)]
pub(crate) struct Borrowing {
    /// What is above the items from before the block that it has not touched.
    stack: Vec<Reference>,
    /// How many those are.
    below: u32,
    /// For each instruction of the block whether its values must be owned.
    owned: Vec<bool>,
    /// When each local last changed. Time goes on through all blocks.
    changed: Vec<u32>,
    time: u32,
}

/// Whether it is a load of the kind that there is a borrowing form of.
fn may_borrow(op: &Op) -> bool {
    matches!(op.opcode, Opcode::LoadFast | Opcode::LoadFastLoadFast)
}

impl Borrowing {
    /// Goes through all blocks that can be reached.
    #[inline(never)]
    pub(crate) fn run(&mut self, graph: &mut Graph) {
        self.changed.clear();
        self.time = 1;
        graph.start_traversal();
        graph[BlockId::ENTRY].start_depth = Some(0);
        while let Some(id) = graph.pending.pop() {
            let block = &mut graph[id];
            if block.ops().iter().any(may_borrow) {
                self.run_block(block);
                self.mark_borrowing(block);
            }
            for index in graph[id].first_target()..graph[id].len() {
                if let Some(target) = graph[id].ops()[index].target() {
                    graph.visit(target);
                }
            }
            if !graph[id].is_empty()
                && let Some(next) = graph.fallthrough(id)
            {
                graph.visit(next);
            }
        }
    }

    fn run_block(&mut self, block: &Block) {
        self.stack.clear();
        self.below = block.start_depth.unwrap_or(0);
        self.owned.clear();
        self.owned.resize(block.len(), false);
        for (index, op) in block.ops().iter().enumerate() {
            self.time += 1;
            self.step(op, index as u32);
        }
        while let Some(reference) = self.stack.pop() {
            self.own(reference);
        }
    }

    fn mark_borrowing(&self, block: &mut Block) {
        for (op, owned) in block.ops_mut().iter_mut().zip(&self.owned) {
            if !owned {
                op.opcode = match op.opcode {
                    Opcode::LoadFast => Opcode::LoadFastBorrow,
                    Opcode::LoadFastLoadFast => Opcode::LoadFastBorrowLoadFastBorrow,
                    other => other,
                };
            }
        }
    }

    fn push(&mut self, load: u32, local: u32) {
        self.stack.push(Reference { load, local, time: self.time });
    }

    /// Takes the top. If its local has changed while it was on the stack, it must be owned.
    fn pop(&mut self) -> Reference {
        let Some(reference) = self.stack.pop() else {
            self.below = self.below.saturating_sub(1);
            return Reference::UNKNOWN;
        };
        let changed = self.changed.get(reference.local as usize);
        if changed.is_some_and(|&changed| changed > reference.time) {
            self.own(reference);
        }
        reference
    }

    fn own(&mut self, reference: Reference) {
        if let Some(owned) = self.owned.get_mut(reference.load as usize) {
            *owned = true;
        }
    }

    /// The position of the item `depth` below the top (1 is the top itself).
    fn position(&mut self, depth: u32) -> usize {
        let depth = depth as usize;
        if let Some(missing) = depth.checked_sub(self.stack.len()) {
            self.below = self.below.saturating_sub(missing as u32);
            self.stack.splice(0..0, std::iter::repeat_n(Reference::UNKNOWN, missing));
        }
        self.stack.len() - depth
    }

    fn load(&mut self, index: u32, local: u32) {
        self.push(index, local);
    }

    fn store(&mut self, local: u32) {
        let reference = self.pop();
        self.change(local);
        self.own(reference);
    }

    fn change(&mut self, local: u32) {
        let local = local as usize;
        if local >= self.changed.len() {
            self.changed.resize(local + 1, 0);
        }
        self.changed[local] = self.time;
        self.time += 1;
    }

    fn pop_many(&mut self, count: i32) {
        for _ in 0..count {
            self.pop();
        }
    }

    fn push_many(&mut self, count: i32, index: u32) {
        for _ in 0..count {
            self.push(index, Reference::NONE);
        }
    }

    /// What one instruction does to the stack.
    fn step(&mut self, op: &Op, index: u32) {
        let (high, low) = (op.oparg >> 4, op.oparg & 15);
        match op.opcode {
            Opcode::LoadFast => self.load(index, op.oparg),
            Opcode::LoadFastAndClear => {
                self.change(op.oparg);
                self.load(index, op.oparg);
            }
            Opcode::DeleteFast => self.change(op.oparg),
            Opcode::LoadFastLoadFast => {
                self.load(index, high);
                self.load(index, low);
            }
            Opcode::StoreFast => self.store(op.oparg),
            Opcode::StoreFastLoadFast => {
                self.store(high);
                self.load(index, low);
            }
            Opcode::StoreFastStoreFast => {
                self.store(high);
                self.store(low);
            }
            Opcode::Copy => {
                let position = self.position(op.oparg);
                self.stack.push(self.stack[position]);
            }
            Opcode::Swap => {
                let position = self.position(op.oparg);
                let top = self.stack.len() - 1;
                self.stack.swap(position, top);
            }
            // These leave some of their inputs where they are. What they push counts as pushed by the block's first
            // instructions, which therefore may not borrow; so it is in CPython, by a slip.
            Opcode::GetAnext
            | Opcode::GetLen
            | Opcode::ImportFrom
            | Opcode::MatchKeys
            | Opcode::MatchMapping
            | Opcode::MatchSequence
            | Opcode::WithExceptStart => {
                (0..op.opcode.stack_effect(op.oparg, false))
                    .for_each(|first| self.push(first as u32, Reference::NONE));
            }
            Opcode::DictMerge
            | Opcode::DictUpdate
            | Opcode::ListAppend
            | Opcode::ListExtend
            | Opcode::MapAdd
            | Opcode::Reraise
            | Opcode::SetAdd
            | Opcode::SetUpdate => self.pop_many(-op.opcode.stack_effect(op.oparg, false)),
            Opcode::EndSend | Opcode::SetFunctionAttribute => {
                let top = self.pop();
                self.pop();
                self.stack.push(top);
            }
            // What comes back may be the same object: a generator, a string.
            Opcode::GetYieldFromIter | Opcode::FormatSimple => {
                let object = self.pop();
                self.stack.push(object);
            }
            Opcode::PushExcInfo => {
                let exception = self.pop();
                self.push(index, Reference::NONE);
                self.stack.push(exception);
            }
            Opcode::CheckExcMatch | Opcode::Send => {
                self.pop();
                self.push(index, Reference::NONE);
            }
            Opcode::ForIter => self.push(index, Reference::NONE),
            Opcode::LoadAttr | Opcode::LoadSuperAttr | Opcode::LoadSpecial => {
                let object = self.pop();
                if op.opcode == Opcode::LoadSuperAttr {
                    self.pop_many(2);
                }
                self.push(index, Reference::NONE);
                if op.opcode == Opcode::LoadSpecial || op.oparg & 1 != 0 {
                    // A method to be called: the object may come back as `self`.
                    self.stack.push(object);
                }
            }
            // The push of a handler changes the stack for the handler only.
            opcode if opcode.is_block_push() => {}
            opcode => {
                self.pop_many(opcode.popped(op.oparg));
                self.push_many(opcode.pushed(op.oparg), index);
            }
        }
    }
}

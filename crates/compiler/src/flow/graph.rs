//! The control flow graph: basic blocks in one vector, chained in the order in which their code will lie.
//!
//! ```text
//! block ─next─► block ─next─► block       the layout; control falls through unless the block ends in a way out
//!   └─ jump, block push ────────▲         named by the oparg of the last instruction, or of a push anywhere
//! ```

use std::num::NonZeroU32;
use std::ops::{Index, IndexMut};

use taipan_bytecode::Opcode;
use taipan_text::Location;

use crate::instructions::Instruction;

/// A block of one [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BlockId(NonZeroU32);

impl BlockId {
    /// Where control enters.
    pub(crate) const ENTRY: Self = Self(NonZeroU32::MIN);

    fn at(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(index as u32))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The block as the operand of a jump.
    pub(crate) fn to_oparg(self) -> u32 {
        self.0.get()
    }
}

/// An instruction in the graph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Op {
    pub(crate) opcode: Opcode,
    /// The operand. Of a jump or block push it is the target block, see [`Op::target`].
    pub(crate) oparg: u32,
    /// The block that control goes to when it raises.
    pub(crate) handler: Option<BlockId>,
    pub(crate) location: Location,
}

impl Op {
    pub(crate) const fn new(opcode: Opcode, oparg: u32, location: Location) -> Self {
        Self { opcode, oparg, handler: None, location }
    }

    pub(crate) fn jump(opcode: Opcode, target: BlockId, location: Location) -> Self {
        Self::new(opcode, target.to_oparg(), location)
    }

    /// The block that a jump or block push names.
    pub(crate) fn target(&self) -> Option<BlockId> {
        if self.opcode.has_target() { NonZeroU32::new(self.oparg).map(BlockId) } else { None }
    }

    /// The block that a jump goes to.
    pub(crate) fn jump_target(&self) -> Option<BlockId> {
        if self.opcode.has_jump() { NonZeroU32::new(self.oparg).map(BlockId) } else { None }
    }

    pub(crate) fn set(&mut self, opcode: Opcode, oparg: u32) {
        self.opcode = opcode;
        self.oparg = oparg;
    }

    /// Does nothing from now on. It keeps its line, and so it may have to stay, for tracing.
    pub(crate) fn clear(&mut self) {
        self.set(Opcode::Nop, 0);
    }

    pub(crate) fn line(&self) -> i32 {
        self.location.line
    }

    pub(crate) fn has_line(&self) -> bool {
        self.location.line >= 0
    }

    /// Whether the block ends after it: a jump, a return or a raise.
    pub(crate) fn ends_block(&self) -> bool {
        self.opcode.ends_block()
    }
}

/// Instructions that are entered at the first and left at the last only, exceptions aside.
#[expect(clippy::struct_excessive_bools, reason = "each is the mark of another pass")]
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The first `used` are the instructions. What passes have cut off stays behind them, see [`Block::push`].
    slots: Vec<Op>,
    used: usize,
    /// Whether there may be block pushes among the instructions.
    has_pushes: bool,
    /// Whether there may be `NOP`s among them.
    pub(crate) has_nops: bool,
    pub(crate) next: Option<BlockId>,
    /// A block further on to continue the search for one with instructions, see [`Graph::next_nonempty`].
    skip: Option<BlockId>,
    /// How many ways lead here; none when it is unreachable.
    pub(crate) predecessors: u32,
    /// Items on the stack at entry, once that is known.
    pub(crate) start_depth: Option<u32>,
    /// The index of the first instruction in the layout, once that is known.
    pub(crate) place: usize,
    /// Bit `i` is set when local `i` may be unbound at entry.
    pub(crate) unsafe_locals: u64,
    /// A jump or block push named it once.
    pub(crate) labelled: bool,
    pub(crate) is_handler: bool,
    /// A handler that finds the place of the exception on the stack.
    pub(crate) preserves_lasti: bool,
    pub(crate) visited: bool,
    pub(crate) warm: bool,
    pub(crate) cold: bool,
}

impl Block {
    pub(crate) fn ops(&self) -> &[Op] {
        &self.slots[..self.used]
    }

    pub(crate) fn ops_mut(&mut self) -> &mut [Op] {
        self.has_nops = true;
        &mut self.slots[..self.used]
    }

    pub(crate) fn len(&self) -> usize {
        self.used
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.used == 0
    }

    pub(crate) fn last(&self) -> Option<&Op> {
        self.ops().last()
    }

    pub(crate) fn last_mut(&mut self) -> Option<&mut Op> {
        self.ops_mut().last_mut()
    }

    /// The opcode at an index; one that no block holds (`CACHE`) behind the end.
    pub(crate) fn opcode(&self, index: usize) -> Opcode {
        self.ops().get(index).map_or(Opcode::Cache, |op| op.opcode)
    }

    /// Appends a new instruction.
    ///
    /// It takes over the handler of an instruction that was in its place before and has been cut off. In CPython
    /// this comes from memory that is not cleared; the exception table of every function shows it.
    pub(crate) fn push(&mut self, mut op: Op) {
        self.has_pushes |= op.opcode.is_block_push();
        self.has_nops |= op.opcode == Opcode::Nop;
        match self.slots.get_mut(self.used) {
            Some(slot) => {
                op.handler = slot.handler;
                *slot = op;
            }
            None => self.slots.push(op),
        }
        self.used += 1;
    }

    /// Appends instructions, which may push blocks if that is said, to a block from which none has been cut off.
    pub(crate) fn append(&mut self, instructions: &[Instruction], may_push: bool) {
        self.has_pushes |=
            may_push && instructions.iter().any(|instruction| instruction.opcode.is_block_push());
        self.has_nops = true;
        let ops = instructions.iter().map(|new| Op::new(new.opcode, new.oparg, new.location));
        self.slots.extend(ops);
        self.used += instructions.len();
    }

    /// Appends copies of other instructions, handlers included.
    pub(crate) fn extend(&mut self, ops: &[Op]) {
        self.has_pushes |= ops.iter().any(|op| op.opcode.is_block_push());
        self.has_nops = true;
        let covered = ops.len().min(self.slots.len() - self.used);
        self.slots[self.used..self.used + covered].copy_from_slice(&ops[..covered]);
        self.slots.extend_from_slice(&ops[covered..]);
        self.used += ops.len();
    }

    /// Puts instructions before the one at an index.
    pub(crate) fn insert(&mut self, index: usize, ops: &[Op]) {
        let covered = ops.len().min(self.slots.len() - self.used);
        self.has_nops = true;
        self.slots.drain(self.used..self.used + covered);
        self.slots.splice(index..index, ops.iter().copied());
        self.used += ops.len();
    }

    /// Takes the instructions out, to go through them while the graph changes around them; to be put back with
    /// [`Block::put_back`] when their number is still the same.
    pub(crate) fn take(&mut self) -> Vec<Op> {
        std::mem::take(&mut self.slots)
    }

    pub(crate) fn put_back(&mut self, slots: Vec<Op>) {
        self.has_nops = true;
        self.slots = slots;
    }

    /// Cuts off all instructions from an index on.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.used = self.used.min(len);
    }

    /// An index before which no instruction names a block: without pushes only the last does, or the last but one
    /// when it is followed by a `NOT_TAKEN`.
    pub(crate) fn first_target(&self) -> usize {
        if self.has_pushes { 0 } else { self.used.saturating_sub(2) }
    }

    /// Whether control never goes on to the next block.
    pub(crate) fn ends_flow(&self) -> bool {
        self.last().is_some_and(|op| op.opcode.is_scope_exit() || op.opcode.is_unconditional_jump())
    }

    pub(crate) fn exits_scope(&self) -> bool {
        self.last().is_some_and(|op| op.opcode.is_scope_exit())
    }

    pub(crate) fn has_no_line(&self) -> bool {
        !self.ops().iter().any(Op::has_line)
    }

    fn reset(&mut self) {
        let mut slots = std::mem::take(&mut self.slots);
        slots.clear();
        *self = Self { slots, ..Self::default() };
    }
}

/// The graph of one unit. It keeps its memory when it is used for the next.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    blocks: Vec<Block>,
    used: usize,
    /// Whether exception handlers are pushed or popped anywhere.
    pub(crate) has_handlers: bool,
    /// Whether no jump has been changed, and no block copied, since predecessors were counted.
    pub(crate) knows_predecessors: bool,
    /// Whether there may be `NOP`s, or jumps to what follows anyway.
    pub(crate) is_untidy: bool,
    /// The blocks that a traversal still has to visit.
    pub(crate) pending: Vec<BlockId>,
}

impl Graph {
    /// Removes all blocks.
    pub(crate) fn clear(&mut self) {
        self.used = 0;
    }

    /// An empty block that is not in the chain yet.
    pub(crate) fn new_block(&mut self) -> BlockId {
        match self.blocks.get_mut(self.used) {
            Some(block) => block.reset(),
            None => self.blocks.push(Block::default()),
        }
        self.used += 1;
        BlockId::at(self.used - 1)
    }

    /// Puts a block into the chain after another.
    pub(crate) fn insert_after(&mut self, place: BlockId, block: BlockId) {
        self[block].next = self[place].next;
        self[place].next = Some(block);
    }

    /// The block that control falls through to.
    pub(crate) fn fallthrough(&self, id: BlockId) -> Option<BlockId> {
        let block = &self[id];
        if block.ends_flow() { None } else { block.next }
    }

    /// Calls `f` with every block of the chain, in order.
    pub(crate) fn for_each(&mut self, mut f: impl FnMut(&mut Block)) {
        let mut next = Some(BlockId::ENTRY);
        while let Some(id) = next {
            let block = &mut self[id];
            f(block);
            next = block.next;
        }
    }

    /// All blocks, in the order in which they were made: faster than [`Graph::for_each`] where the order does not matter.
    pub(crate) fn all(&mut self) -> impl Iterator<Item = &mut Block> {
        self.blocks[..self.used].iter_mut()
    }

    /// The first block with instructions, from the given one on along the chain.
    ///
    /// Long runs of empty blocks are walked once: the way is shortened for later searches.
    pub(crate) fn next_nonempty(&mut self, from: Option<BlockId>) -> Option<BlockId> {
        let start = from?;
        let mut end = start;
        while self[end].is_empty() {
            end = self[end].skip.or(self[end].next)?;
        }
        let mut id = start;
        while id != end {
            let block = &mut self[id];
            let Some(next) = block.skip.or(block.next) else { break };
            block.skip = Some(end);
            id = next;
        }
        Some(end)
    }

    /// To be called when the order of the chain has changed.
    pub(crate) fn forget_skips(&mut self) {
        self.all().for_each(|block| block.skip = None);
    }

    /// Starts a traversal from the entry: no other block is visited yet.
    pub(crate) fn start_traversal(&mut self) {
        self.clear_visited();
        self.pending.clear();
        self.visit(BlockId::ENTRY);
    }

    pub(crate) fn clear_visited(&mut self) {
        self.all().for_each(|block| block.visited = false);
    }

    /// Plans a visit to a block that was not visited before, and says whether it was so.
    pub(crate) fn visit(&mut self, id: BlockId) -> bool {
        let first = !std::mem::replace(&mut self[id].visited, true);
        if first {
            self.pending.push(id);
        }
        first
    }
}

impl Index<BlockId> for Graph {
    type Output = Block;

    fn index(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }
}

impl IndexMut<BlockId> for Graph {
    fn index_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.index()]
    }
}

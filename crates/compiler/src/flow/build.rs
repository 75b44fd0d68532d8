//! From the instruction sequence to the graph: a block begins at every target and after every jump, return or raise.

use taipan_bytecode::Opcode;
use taipan_text::{Error, ErrorClass};

use super::graph::{BlockId, Graph, Op};
use crate::instructions::{Instruction, Sequence};

/// What a traversal by instruction needs to know while the blocks are made; kept for its memory.
#[derive(Debug, Default)]
pub(crate) struct Targets {
    /// For each instruction of the sequence: nothing, [`Targets::TARGET`], or in the end the block that it begins.
    blocks: Vec<u32>,
    /// The instructions that name a target, in order.
    jumps: Vec<u32>,
    /// Whether exception handlers are pushed or popped.
    has_handlers: bool,
}

impl Targets {
    const NONE: u32 = 0;
    const TARGET: u32 = u32::MAX;

    fn mark(&mut self, sequence: &Sequence) -> Result<(), Box<Error>> {
        self.blocks.clear();
        self.blocks.resize(sequence.instructions.len(), Self::NONE);
        self.jumps.clear();
        self.has_handlers = false;
        for (index, instruction) in sequence.instructions.iter().enumerate() {
            let opcode = instruction.opcode;
            if !opcode.has_target() {
                self.has_handlers |= opcode == Opcode::PopBlock;
                continue;
            }
            *self.entry(sequence, instruction)? = Self::TARGET;
            self.jumps.push(index as u32);
            self.has_handlers |= opcode.is_block_push();
        }
        Ok(())
    }

    /// The entry of the instruction that a jump or block push names.
    fn entry(&mut self, sequence: &Sequence, jump: &Instruction) -> Result<&mut u32, Box<Error>> {
        let place = sequence.labels.get(jump.oparg as usize).copied();
        place
            .and_then(|place| self.blocks.get_mut(place as usize))
            .ok_or_else(|| Error::new(ErrorClass::System, "jump to a label that stands nowhere"))
    }
}

/// Fills an empty graph with the blocks of a sequence.
#[inline(never)]
pub(crate) fn build(graph: &mut Graph, targets: &mut Targets, sequence: &Sequence) -> Result<(), Box<Error>> {
    targets.mark(sequence)?;
    graph.clear();
    graph.has_handlers = targets.has_handlers;
    graph.is_untidy = true;
    graph.knows_predecessors = false;
    let mut builder = Builder { current: graph.new_block(), graph };
    let (mut rest, mut index) = (&sequence.instructions[..], 0);
    while !rest.is_empty() {
        let label = &mut targets.blocks[index];
        if *label == Targets::TARGET {
            *label = builder.label().to_oparg();
        }
        let (straight, after) = rest.split_at(straight_length(rest, &targets.blocks[index..]));
        builder.append(straight, &sequence.annotations);
        index += straight.len();
        rest = after;
    }
    resolve(graph, targets, sequence)
}

/// How many instructions are executed one after the other: up to a way out, or to the next target.
fn straight_length(instructions: &[Instruction], labels: &[u32]) -> usize {
    let ends = |(index, instruction): (usize, &Instruction)| {
        instruction.opcode.ends_block()
            || instruction.opcode == Opcode::AnnotationsPlaceholder
            || labels.get(index + 1) == Some(&Targets::TARGET)
    };
    instructions.iter().enumerate().position(ends).map_or(instructions.len(), |last| last + 1)
}

struct Builder<'g> {
    graph: &'g mut Graph,
    current: BlockId,
}

impl Builder<'_> {
    /// Begins a block that can be jumped to, unless the current one has just begun.
    fn label(&mut self) -> BlockId {
        if !self.graph[self.current].is_empty() || self.graph[self.current].labelled {
            self.begin();
        }
        self.graph[self.current].labelled = true;
        self.current
    }

    /// Appends instructions of which at most the last ends a block, or stands for the annotations.
    fn append(&mut self, instructions: &[Instruction], annotations: &[Instruction]) {
        let mut straight = instructions;
        if let [before @ .., last] = instructions
            && last.opcode == Opcode::AnnotationsPlaceholder
        {
            straight = before;
        }
        self.append_straight(straight);
        if straight.len() < instructions.len() {
            annotations.chunk_by(|before, _| !before.opcode.ends_block()).for_each(|straight| {
                self.append_straight(straight);
            });
        }
    }

    fn append_straight(&mut self, instructions: &[Instruction]) {
        if instructions.is_empty() {
            return;
        }
        if self.graph[self.current].last().is_some_and(Op::ends_block) {
            self.begin();
        }
        let has_handlers = self.graph.has_handlers;
        self.graph[self.current].append(instructions, has_handlers);
    }

    fn begin(&mut self) {
        let block = self.graph.new_block();
        self.graph[self.current].next = Some(block);
        self.current = block;
    }
}

/// Replaces the labels in jumps and block pushes by the blocks, and marks the blocks that handle exceptions.
fn resolve(graph: &mut Graph, targets: &mut Targets, sequence: &Sequence) -> Result<(), Box<Error>> {
    let mut jumps = std::mem::take(&mut targets.jumps);
    let mut left = jumps.drain(..);
    let mut next = Some(BlockId::ENTRY);
    while let Some(id) = next {
        for index in graph[id].first_target()..graph[id].len() {
            let op = &mut graph[id].ops_mut()[index];
            if !op.opcode.has_target() {
                continue;
            }
            let Some(jump) = left.next() else { break };
            op.oparg = *targets.entry(sequence, &sequence.instructions[jump as usize])?;
            if let (true, Some(handler)) = (op.opcode.is_block_push(), op.target()) {
                graph[handler].is_handler = true;
            }
        }
        next = graph[id].next;
    }
    drop(left);
    targets.jumps = jumps;
    Ok(())
}

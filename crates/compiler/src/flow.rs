//! The flow graph: from the instruction sequence of a unit to optimised basic blocks in their final order.
//!
//! The passes and their order are CPython's, as the bytecode must be. Each is in a file of its own; this one is the
//! list of them. None is inlined into the list: as one function they would share too few registers, and a profile would not
//! say what each of them costs.

mod borrow;
mod build;
mod cold;
mod constants;
mod fold;
mod graph;
mod handlers;
mod inline;
mod jumps;
mod lines;
mod locals_check;
mod nops;
mod peephole;
mod prefix;
mod pseudo;
mod sequences;
mod stack_depth;
mod superinstructions;
mod swaps;
#[cfg(test)]
mod tests;
mod unreachable;
mod unused_constants;

use taipan_bytecode::flags;
use taipan_text::{Error, ErrorClass};

use crate::constants::{ConstantId, ConstantPool};
use crate::instructions::{Instruction, Sequence};
use crate::unit::Metadata;
pub(crate) use constants::Constants;
pub(crate) use graph::{BlockId, Graph, Op};

/// Runs the passes over one unit after the other. Memory is kept between them.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    pub(crate) graph: Graph,
    targets: build::Targets,
    handlers: handlers::HandlerStacks,
    borrowing: borrow::Borrowing,
}

/// What the passes find out about a unit beside its instructions, which are in the graph.
#[derive(Debug)]
pub(crate) struct Summary {
    /// The constants that are still loaded, in order.
    pub(crate) constants: Vec<ConstantId>,
    pub(crate) stack_size: u32,
}

impl Flow {
    /// Takes a unit through all passes.
    pub(crate) fn run(
        &mut self,
        sequence: &Sequence,
        unit: &mut Metadata,
        pool: &mut ConstantPool,
    ) -> Result<Summary, Box<Error>> {
        let (locals, parameters) = (unit.local_names.len() as u32, parameter_count(unit));
        let constants = Constants { pool, table: &mut unit.constants };
        let constants = self.optimize(sequence, constants, locals, parameters)?;
        let stack_size = self.finish(unit)?;
        Ok(Summary { constants, stack_size })
    }

    /// Takes a unit through the passes that it cannot do without.
    pub(crate) fn run_plain(&mut self, sequence: &Sequence, unit: &Metadata) -> Result<Summary, Box<Error>> {
        build::build(&mut self.graph, &mut self.targets, sequence)?;
        handlers::assign(&mut self.graph, &mut self.handlers);
        check(&mut self.graph)?;
        let stack_size = self.finish(unit)?;
        Ok(Summary { constants: unit.constants.items().to_vec(), stack_size })
    }

    /// Optimises a unit of which nothing is known but its instructions; [`Self::instructions`] shows what came of it.
    pub(crate) fn optimize_alone(
        &mut self,
        sequence: &Sequence,
        constants: Constants<'_>,
        locals: u32,
    ) -> Result<Vec<ConstantId>, Box<Error>> {
        let used = self.optimize(sequence, constants, locals, 0)?;
        stack_depth::calculate(&mut self.graph)?;
        self.borrowing.run(&mut self.graph);
        Ok(used)
    }

    /// The instructions of the graph, whose targets are positions.
    pub(crate) fn instructions(&mut self) -> Vec<Instruction> {
        let mut ops = Vec::new();
        self.graph.for_each(|block| {
            block.place = ops.len();
            ops.extend_from_slice(block.ops());
        });
        ops.iter()
            .map(|op| {
                let oparg = op.target().map_or(op.oparg, |target| self.graph[target].place as u32);
                Instruction { opcode: op.opcode, oparg, location: op.location }
            })
            .collect()
    }

    /// Makes the graph and optimises it.
    fn optimize(
        &mut self,
        sequence: &Sequence,
        mut constants: Constants<'_>,
        locals: u32,
        parameters: u32,
    ) -> Result<Vec<ConstantId>, Box<Error>> {
        let graph = &mut self.graph;
        build::build(graph, &mut self.targets, sequence)?;
        handlers::assign(graph, &mut self.handlers);
        check(graph)?;

        inline::inline_targets(graph);
        unreachable::remove(graph);
        lines::resolve(graph);
        constants::optimize(graph, &mut constants);
        peephole::optimize(graph, &mut constants);
        nops::remove_with_pairs(graph);
        unreachable::remove(graph);
        nops::remove_with_jumps(graph);

        let used = unused_constants::remove(graph, constants.table.items());
        locals_check::add_checks(graph, locals, parameters);
        superinstructions::insert(graph);
        cold::push_to_end(graph);
        lines::resolve(graph);
        Ok(used)
    }

    /// Replaces what only the compiler knows; returns the stack size.
    fn finish(&mut self, unit: &Metadata) -> Result<u32, Box<Error>> {
        let graph = &mut self.graph;
        pseudo::expand_conditional_jumps(graph);
        let stack_size = stack_depth::calculate(graph)?;
        prefix::insert(graph, unit);
        pseudo::replace(graph);
        jumps::normalize(graph);
        // From here on nothing may move: a borrowed reference is valid in just this code.
        if !(unit.local_names.is_empty() && unit.cell_names.is_empty() && unit.free_names.is_empty()) {
            self.borrowing.run(graph);
        }
        Ok(stack_size)
    }
}

/// How many of the locals are bound by the call.
fn parameter_count(unit: &Metadata) -> u32 {
    let has = |flag| u32::from(unit.flags & flag != 0);
    unit.arg_count + unit.keyword_only_count + has(flags::VARARGS) + has(flags::VARKEYWORDS)
}

/// Control leaves a block at its end only. The blocks are made so; what is left to check is that none is empty.
fn check(graph: &mut Graph) -> Result<(), Box<Error>> {
    let mut malformed = false;
    graph.for_each(|block| malformed |= block.is_empty());
    if malformed { Err(Error::new(ErrorClass::System, "malformed control flow graph.")) } else { Ok(()) }
}

//! The stages one at a time, for those who want to see what each of them makes of its input.

use std::sync::Arc;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use taipan_ast::{Mod, Options, Session};
use taipan_bytecode::{CodeObject, Constant, Opcode, Str};
use taipan_text::{Error, ErrorClass, Names, PyText};

use crate::assemble::{Assembler, Tools};
use crate::constants::{ConstantId, ConstantPool};
use crate::flow::{Constants, Flow};
use crate::instructions::{Instruction, Sequence};
use crate::unit::{Metadata, Table};
use crate::{compile, lower};

/// What lowering emits for a unit.
#[derive(Clone, Debug)]
pub struct Emitted {
    /// The instructions.
    pub sequence: Sequence,
    /// Those of the units inside.
    pub inner: Vec<Self>,
}

/// What lowering makes of a program.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The instructions.
    pub emitted: Emitted,
    /// The constants that they load.
    pub constants: Vec<Constant>,
}

/// The instructions for a tree, before the flow graph is made.
pub fn generate<'a>(
    module: &'a Mod<'a>,
    filename: &str,
    options: &Options,
    session: &mut Session<'a, '_>,
) -> Result<Generated, Box<Error>> {
    let (module, table, flags) = compile::analyse(module, options, session)?;
    lower::emitted(module, table, filename, options, flags, session)
}

/// A docstring as code objects have it, in the bytes of its text: without the indentation that its lines have in common.
pub fn clean_docstring(text: PyText<'_>) -> Vec<u8> {
    lower::docstring::without_indentation(text)
}

/// Instructions after the flow graph, whose targets are positions.
#[derive(Clone, Debug)]
pub struct Optimized {
    /// The instructions.
    pub instructions: Vec<Instruction>,
    /// The constants that are still loaded, and where each was among those given.
    pub constants: Vec<(Constant, Option<usize>)>,
}

/// What the flow graph makes of instructions that load these constants, in a function without parameters.
pub fn optimize(sequence: &Sequence, constants: &[Constant], locals: u32) -> Result<Optimized, Box<Error>> {
    let (mut pool, mut table) = (ConstantPool::default(), Table::default());
    fill(&mut pool, &mut table, constants);
    check_loads(sequence, constants.len())?;
    let mut given: HashMap<ConstantId, usize, FxBuildHasher> = HashMap::default();
    for (index, &id) in table.items().iter().enumerate() {
        given.entry(id).or_insert(index);
    }
    let mut flow = Flow::default();
    let used = flow.optimize_alone(sequence, Constants { pool: &mut pool, table: &mut table }, locals)?;
    let constants = used.iter().map(|&id| (pool.get(id).clone(), given.get(&id).copied())).collect();
    Ok(Optimized { instructions: flow.instructions(), constants })
}

/// The code object of instructions. `unit.constants` is filled with the constants given.
pub fn assemble(
    sequence: &Sequence,
    mut unit: Metadata,
    constants: &[Constant],
    filename: &str,
    names: &Names,
) -> Result<Arc<CodeObject>, Box<Error>> {
    let mut pool = ConstantPool::default();
    fill(&mut pool, &mut unit.constants, constants);
    check_loads(sequence, constants.len())?;
    let filename = Arc::new(Str::interned(filename));
    Assembler::new(filename, Tools::default()).plain_code_object(sequence, &unit, &pool, names)
}

/// Puts constants into a table, in which equal ones keep their places.
fn fill(pool: &mut ConstantPool, table: &mut Table<ConstantId>, constants: &[Constant]) {
    for constant in constants {
        table.append(pool.add(constant.clone()));
    }
}

/// Fails if a constant is loaded that is not there.
fn check_loads(sequence: &Sequence, constants: usize) -> Result<(), Box<Error>> {
    let is_wrong = |op: &&Instruction| op.opcode == Opcode::LoadConst && op.oparg as usize >= constants;
    match sequence.instructions.iter().find(is_wrong) {
        None => Ok(()),
        Some(op) => Err(Error::new(
            ErrorClass::Value,
            format!("LOAD_CONST index {} is out of range for consts (len={constants})", op.oparg),
        )),
    }
}

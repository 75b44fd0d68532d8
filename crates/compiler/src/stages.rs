//! The stages one at a time, for those who want to see what each of them makes of its input.

use std::sync::Arc;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use taipan_ast::{Mod, Options, Session};
use taipan_bytecode::{CodeObject, Constant, Opcode, Str};
use taipan_text::{Error, ErrorClass, Names, PyText};

use crate::assemble::Assembler;
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
pub fn optimize(
    mut sequence: Sequence,
    constants: &[Constant],
    locals: u32,
) -> Result<Optimized, Box<Error>> {
    let (mut pool, mut table) = (ConstantPool::default(), Table::default());
    let places = fill(&mut pool, &mut table, constants);
    relocate(&mut sequence, &places)?;
    let mut given: HashMap<ConstantId, usize, FxBuildHasher> = HashMap::default();
    for (index, &place) in places.iter().enumerate() {
        if let Some(&id) = table.items().get(place as usize) {
            given.entry(id).or_insert(index);
        }
    }
    let mut flow = Flow::default();
    let used = flow.optimize_alone(&sequence, Constants { pool: &mut pool, table: &mut table }, locals)?;
    let constants = used.iter().map(|&id| (pool.get(id).clone(), given.get(&id).copied())).collect();
    Ok(Optimized { instructions: flow.instructions(), constants })
}

/// The code object of instructions. `unit.constants` is filled with the constants given.
pub fn assemble(
    mut sequence: Sequence,
    mut unit: Metadata,
    constants: &[Constant],
    filename: &str,
    names: &Names,
) -> Result<Arc<CodeObject>, Box<Error>> {
    let mut pool = ConstantPool::default();
    let places = fill(&mut pool, &mut unit.constants, constants);
    relocate(&mut sequence, &places)?;
    let filename = Arc::new(Str::interned(filename));
    Assembler::new(filename).code_object(&sequence, unit, &mut pool, names)
}

/// Puts constants into a table, in which equal ones are one; gives the place of each.
fn fill(pool: &mut ConstantPool, table: &mut Table<ConstantId>, constants: &[Constant]) -> Vec<u32> {
    constants.iter().map(|constant| table.add(pool.add(constant.clone()))).collect()
}

/// Makes loads of constants name places in the table. Fails for one that names none of the constants given.
fn relocate(sequence: &mut Sequence, places: &[u32]) -> Result<(), Box<Error>> {
    for op in sequence.instructions.iter_mut().filter(|op| op.opcode == Opcode::LoadConst) {
        let Some(&place) = places.get(op.oparg as usize) else {
            let message =
                format!("LOAD_CONST index {} is out of range for consts (len={})", op.oparg, places.len());
            return Err(Error::new(ErrorClass::Value, message));
        };
        op.oparg = place;
    }
    Ok(())
}

//! From the tree to instructions: one unit for each block of the program, each with the instruction sequence that
//! CPython's code generator emits for it, which is what the flow graph and the assembler start from.
//!
//! ```text
//! module ─► Lowering ─┬─ unit of the module ─┬─ unit of a function ─► code object ─► constant of the module's unit
//!                     │  (instructions,      └─ unit of a class    ─► …
//!                     │   names, constants)
//!                     └─ shared: constant pool, symbol table, session
//! ```
//!
//! Each family of nodes has a file. [`emit`] holds the vocabulary that they are written in, [`unit`] what happens
//! around them.

mod annotations;
mod assign;
mod boolean;
mod call;
mod checks;
mod class;
mod collection;
mod compare;
mod comprehension;
mod constant;
pub(crate) mod docstring;
mod emit;
mod expression;
mod frame_block;
mod fstring;
mod function;
mod import;
mod inlined;
mod loop_;
mod match_;
mod names;
mod pattern;
mod statement;
mod subscript;
mod super_call;
mod try_;
mod try_star;
mod type_params;
mod unit;
mod with_;

use std::sync::Arc;

use hashbrown::HashSet;
use taipan_ast::{CompileFlags, Mod, Options, Session, Stmt};
use taipan_bytecode::{CodeObject, Str};
use taipan_num::DigitLimit;
use taipan_text::{Error, ErrorClass, ErrorRange, Location, Name, Verdict, Warning, WarningCategory};

use crate::assemble::Assembler;
use crate::constants::ConstantPool;
use crate::instructions::Sequence;
use crate::stages::{Emitted, Generated};
use crate::symtable::{ScopeKey, SymbolTable, error_at};
use unit::{NewUnit, Unit, UnitKind};

/// What lowering gives: `()` unless said otherwise, or the error that ends the compilation.
pub(crate) type Lowered<T = ()> = Result<T, Box<Error>>;

/// The number of items on the stack from which collections and calls are built bit by bit.
const STACK_USE_GUIDELINE: usize = 30;

/// The lowering of one program.
#[expect(clippy::vec_box, reason = "units are large, and go from one field to another")]
pub(crate) struct Lowering<'a, 's, 'w> {
    session: &'s mut Session<'a, 'w>,
    table: SymbolTable,
    constants: ConstantPool,
    assembler: Assembler,
    optimize: u8,
    digits: DigitLimit,
    /// Those asked for and those of the module's future imports.
    flags: CompileFlags,
    /// Whether expression statements of the module print their value.
    interactive: bool,
    /// Those of the code objects made so far.
    qualified_names: HashSet<Name, rustc_hash::FxBuildHasher>,
    /// The unit that instructions go to.
    unit: Box<Unit<'a>>,
    /// Those around it, outermost first.
    enclosing: Vec<Box<Unit<'a>>>,
    /// Those that have ended, for their memory.
    ended: Vec<Box<Unit<'a>>>,
    /// Empty ones, with the memory of earlier compilations.
    sequences: Vec<Sequence>,
    /// Whether units keep what was emitted for those inside them.
    keeps_inner: bool,
}

/// Lowers a module (or expression, or interactive statement) to its code object.
pub(crate) fn module<'a>(
    module: &'a Mod<'a>,
    table: SymbolTable,
    filename: &str,
    options: &Options,
    flags: CompileFlags,
    session: &mut Session<'a, '_>,
) -> Lowered<Arc<CodeObject>> {
    let mut lowering = begin(module, table, filename, options, flags, session);
    lowering.program(module)?;
    let Lowering { mut unit, ended, mut assembler, mut constants, session, mut sequences, table, .. } =
        lowering;
    let code = assembler.code_object(&unit.sequence, &mut unit.metadata, &mut constants, session.names);
    constants.clear();
    sequences.extend(ended.into_iter().chain([unit]).map(|unit| unit.sequence));
    sequences.iter_mut().for_each(Sequence::clear);
    session.spare.leave(constants);
    session.spare.leave(sequences);
    session.spare.leave(assembler.into_tools());
    session.spare.leave(table.into_empty());
    code
}

/// Lowers a module and stops before the flow graph.
pub(crate) fn emitted<'a>(
    module: &'a Mod<'a>,
    table: SymbolTable,
    filename: &str,
    options: &Options,
    flags: CompileFlags,
    session: &mut Session<'a, '_>,
) -> Lowered<Generated> {
    let mut lowering = begin(module, table, filename, options, flags, session);
    lowering.keeps_inner = true;
    lowering.program(module)?;
    let Lowering { unit, constants, .. } = lowering;
    let unit = *unit;
    Ok(Generated {
        constants: constants.values(unit.metadata.constants.items()).to_vec(),
        emitted: Emitted { sequence: unit.sequence, inner: unit.inner },
    })
}

fn begin<'a, 's, 'w>(
    module: &'a Mod<'a>,
    table: SymbolTable,
    filename: &str,
    options: &Options,
    flags: CompileFlags,
    session: &'s mut Session<'a, 'w>,
) -> Lowering<'a, 's, 'w> {
    let (constants, tools) = (session.spare.take(), session.spare.take());
    let assembler = Assembler::new(Arc::new(Str::interned(filename)), tools);
    let mut sequences: Vec<Sequence> = session.spare.take();
    let mut unit = Box::new(Unit::new(sequences.pop().unwrap_or_default()));
    let new = NewUnit::new(Name::MODULE_SCOPE, UnitKind::Module, SymbolTable::TOP, 1);
    unit.begin(new, &table, session.names);
    Lowering {
        session,
        table,
        constants,
        assembler,
        optimize: options.optimize,
        digits: DigitLimit::new(options.int_max_str_digits),
        flags,
        interactive: matches!(module, Mod::Interactive { .. }),
        qualified_names: HashSet::default(),
        unit,
        enclosing: Vec::new(),
        ended: Vec::new(),
        sequences,
        keeps_inner: false,
    }
}

impl<'a> Lowering<'a, '_, '_> {
    /// The unit of the whole program.
    fn program(&mut self, module: &'a Mod<'a>) -> Lowered {
        self.begin_unit();
        match *module {
            Mod::Module { body, .. } | Mod::Interactive { body } => self.module_body(body)?,
            Mod::Expression { body } => self.expression(body)?,
            Mod::FunctionType { .. } => {
                return Err(Error::new(ErrorClass::System, "this compiler does not handle function types"));
            }
        }
        let falls_off = !matches!(module, Mod::Expression { .. });
        self.end_unit(falls_off);
        Ok(())
    }

    fn module_body(&mut self, body: &'a [&'a Stmt<'a>]) -> Lowered {
        let location = body.first().map_or(Location::new(1, 0, 1, 0), |first| first.location);
        if self.scope().has_conditional_annotations {
            self.begin_conditional_annotations_of_module(location);
        }
        self.body(body, location)
    }

    /// A unit for an inner block, made by `fill`.
    fn in_unit(
        &mut self,
        new: NewUnit,
        falls_off: bool,
        fill: impl FnOnce(&mut Self) -> Lowered,
    ) -> Lowered<Arc<CodeObject>> {
        self.enter_unit(new);
        fill(self)?;
        self.leave_unit(falls_off)
    }

    /// The block of a node.
    fn scope_of(&self, key: ScopeKey) -> Lowered<crate::symtable::ScopeId> {
        self.table.lookup(key).ok_or_else(|| Error::new(ErrorClass::System, "unknown symbol table entry"))
    }

    /// Reports a `SyntaxWarning`. The second copy of a `finally` is not warned about again.
    fn warn(&mut self, location: Location, message: String) -> Lowered {
        if self.enclosing.iter().chain([&self.unit]).any(|unit| unit.repeats_finally()) {
            return Ok(());
        }
        let range = ErrorRange {
            line: location.line,
            offset: location.column + 1,
            end_line: Some(location.end_line),
            end_offset: Some(location.end_column + 1),
        };
        let warning = Warning { category: WarningCategory::Syntax, message: message.clone(), range };
        match self.session.warnings.warn(warning) {
            Verdict::Continue => Ok(()),
            Verdict::Raise => Err(error_at(location, message)),
            Verdict::Failed => Err(Error::new(ErrorClass::Raised, message)),
        }
    }

    /// Guards the recursion over the tree.
    fn check_stack(&self) -> Lowered {
        self.session.stack.check().map_err(|deep| deep.error(" during compilation"))
    }
}

//! `code`: the executable form of a code object.
//!
//! The interpreter runs its own copy of the code units, in which it keeps caches and which is made when the code first runs;
//! `co_code` stays as it was compiled.

mod attributes;
mod branches;
mod constants;
mod construct;
mod data;
mod iterators;
mod lines;
mod marshalled;
mod parts;
mod read;
mod ready;
mod replace;
mod same;
mod verify;

use std::cell::{Cell, OnceCell};
use std::sync::Arc;

use taipan_bytecode::{CodeObject, ExceptionTable, LineTable, Opcode, flags};
use taipan_object::types::object::OBJECT;
use taipan_object::{Heap, Parts, Payload, Py, PyCell, PyResult, Type, Value, Visit};

use crate::monitoring::code::Monitored;

pub(crate) use attributes::Attributes;
pub(crate) use construct::{Construction, SIGNATURE};
pub(crate) use data::Data;
pub(crate) use iterators::{LINE_ITERATOR, LineIterator, POSITIONS_ITERATOR, PositionsIterator};
pub use marshalled::{assemble, parts, rename};
use parts::{CodeParts, Origin, assemble_parts};
pub use read::{read, read_static};
use ready::Ready;
pub(crate) use replace::Replacing;
pub(crate) use verify::{Fault, UNKNOWN_OPCODE};

/// Code that can run.
pub struct Code {
    /// The first of the code units that run, or the stub of code that has not run.
    pub(crate) start: Cell<*const u16>,
    /// These units.
    ready: OnceCell<Ready>,
    /// `co_consts`
    pub(crate) constants: Box<[Value]>,
    /// `co_names`, interned.
    pub(crate) names: Box<[Value]>,
    /// Names of locals, cells and free variables, interned.
    pub(crate) local_names: Box<[Value]>,
    /// `co_filename`
    pub(crate) filename: PyCell<Value>,
    /// `co_name`, interned.
    pub(crate) name: Value,
    /// `co_qualname`, interned.
    pub(crate) qualified_name: Value,
    /// Slots for locals, cells and free variables.
    pub(crate) locals: usize,
    /// The most slots above them.
    pub(crate) stack: usize,
    /// Both together.
    pub(crate) slots: usize,
    /// Arguments by position.
    pub(crate) arguments: usize,
    /// Arguments by name only.
    pub(crate) keyword_only: usize,
    /// The last of the slots are this many free variables.
    pub(crate) free_variables: usize,
    /// `co_flags`
    pub(crate) flags: u32,
    /// Whether arguments by position in the right number need no more than to be there.
    pub(crate) simple: bool,
    /// How many arguments that are, if it is so; else more than any call has.
    pub(crate) exact: usize,
    /// Whether that is so but for a tuple of those that are too many, and perhaps a dict that no argument goes to.
    pub(crate) gathers: bool,
    /// The version of the tools' events as which the units are marked.
    pub(crate) version: Cell<u32>,
    /// What monitoring knows of the code.
    pub(crate) monitored: OnceCell<Box<Monitored>>,
    /// What running it does not need.
    pub(crate) tables: Tables,
}

/// The parts of a code object that only attributes, tracebacks and handlers look at.
pub(crate) struct Tables {
    /// Where the code comes from.
    origin: Origin,
    /// `co_code`
    pub(crate) code: Data,
    /// A set of [`LocalKind`] bits for each of the local names.
    pub(crate) local_kinds: Data,
    /// `co_posonlyargcount`
    pub(crate) positional_only: usize,
    /// `co_stacksize`
    pub(crate) stack_size: u32,
    /// `co_firstlineno`
    pub(crate) first_line: i32,
    /// `co_linetable`
    pub(crate) lines: Data,
    /// `co_exceptiontable`
    pub(crate) handlers: Data,
}

/// `code`
pub static CODE: Type = Type::of::<Code>("code", Some(&OBJECT));

// SAFETY: only `new` makes objects of this type.
unsafe impl Payload for Code {
    const TYPE: &'static Type = &CODE;
}

impl Parts for Code {
    fn take_part(&mut self) -> Option<Value> {
        for list in [&mut self.constants, &mut self.names, &mut self.local_names] {
            let mut values = std::mem::take(list).into_vec();
            let last = values.pop();
            *list = values.into_boxed_slice();
            if last.is_some() {
                return last;
            }
        }
        None
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.constants.iter().chain(&self.names).chain(&self.local_names).for_each(&mut *visit);
        // SAFETY: the collector runs while no borrow exists.
        let filename = unsafe { self.filename.peek() };
        [filename, &self.name, &self.qualified_name].into_iter().for_each(visit);
    }
}

impl Code {
    /// Whether a flag of [`flags`] is set.
    #[inline(always)]
    pub(crate) fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// The [`LocalKind`] bits of a local.
    #[inline]
    pub(crate) fn kind(&self, index: usize) -> u8 {
        self.tables.local_kinds.get(index).copied().unwrap_or(0)
    }

    /// The opcode at a place of the code as it was compiled.
    #[inline]
    pub(crate) fn opcode_at(&self, unit: usize) -> u8 {
        self.tables.code.get(unit * 2).copied().unwrap_or(0)
    }

    /// Whether a frame at a place has got to its `RESUME`: before that, it is being made.
    pub(crate) fn has_begun(&self, unit: usize) -> bool {
        (0..=unit).any(|unit| self.opcode_at(unit) == Opcode::Resume as u8)
    }

    /// The handlers of exceptions.
    pub(crate) fn handlers(&self) -> ExceptionTable<'_> {
        ExceptionTable::new(if self.ready().is_some() { &[] } else { &self.tables.handlers })
    }

    /// The table of lines.
    pub(crate) fn lines(&self) -> LineTable<'_> {
        LineTable::new(&self.tables.lines, self.tables.first_line)
    }

    /// The docstring of the function that it is the code of.
    pub(crate) fn docstring(&self) -> Option<&Value> {
        self.constants.first().filter(|_| self.has(flags::HAS_DOCSTRING))
    }

    /// The start of the code units, or of what stands in their place.
    #[inline(always)]
    pub(crate) fn start(&self) -> *const u16 {
        self.start.get()
    }
}

/// Makes a code object executable that comes from the compiler, or is as good.
pub fn new(py: &mut Py, object: &Arc<CodeObject>) -> PyResult<Value> {
    let heap = py.heap();
    let constants = object.constants.iter().map(|it| constants::value(py, it)).collect::<PyResult<_>>()?;
    let names = object.names.iter().map(|it| intern(heap, it)).collect::<PyResult<_>>()?;
    let local_names = object.local_names.iter().map(|it| intern(heap, it)).collect::<PyResult<_>>()?;
    let parts = CodeParts {
        argument_count: object.arg_count,
        positional_only_count: object.positional_only_count,
        keyword_only_count: object.keyword_only_count,
        stack_size: object.stack_size,
        flags: object.flags,
        code: object.code.clone().into(),
        constants,
        names,
        local_names,
        local_kinds: object.local_kinds.clone().into(),
        filename: intern(heap, &object.filename)?,
        name: intern(heap, &object.name)?,
        qualified_name: intern(heap, &object.qualified_name)?,
        first_line: object.first_line,
        line_table: object.line_table.clone().into(),
        exception_table: object.exception_table.clone().into(),
    };
    assemble_parts(py, parts, Origin::Trusted)
}

fn intern(heap: Heap, text: &taipan_bytecode::Str) -> PyResult<Value> {
    let value = heap.str_from_text(text.text())?;
    heap.intern_value(&value)
}

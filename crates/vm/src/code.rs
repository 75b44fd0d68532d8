//! `code`: the executable form of a code object.
//!
//! The interpreter runs its own copy of the code units, in which it keeps caches; `co_code` stays as it was compiled.

mod attributes;
mod constants;
mod marshalled;

use std::cell::Cell;
use std::sync::Arc;

use taipan_bytecode::{CodeObject, LineTable, LocalKind, flags};
use taipan_object::types::object::OBJECT;
use taipan_object::{Heap, Parts, Payload, Py, PyCell, PyResult, Type, Value, Visit};

pub(crate) use attributes::Attributes;
pub use marshalled::{assemble, parts, rename};

/// Code that can run.
pub struct Code {
    /// Code units, opcode in the low byte and operand in the high one, with caches.
    pub(crate) units: Box<[Cell<u16>]>,
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
    /// What running it does not need.
    pub(crate) tables: Tables,
}

/// The parts of a code object that only attributes, tracebacks and handlers look at.
pub(crate) struct Tables {
    /// `co_code`
    pub(crate) code: Arc<[u8]>,
    /// A set of [`LocalKind`] bits for each of the local names.
    pub(crate) local_kinds: Arc<[u8]>,
    /// `co_posonlyargcount`
    pub(crate) positional_only: usize,
    /// `co_stacksize`
    pub(crate) stack_size: u32,
    /// `co_firstlineno`
    pub(crate) first_line: i32,
    /// `co_linetable`
    pub(crate) lines: Arc<[u8]>,
    /// `co_exceptiontable`
    pub(crate) handlers: Arc<[u8]>,
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

    /// The table of lines.
    pub(crate) fn lines(&self) -> LineTable<'_> {
        LineTable::new(&self.tables.lines, self.tables.first_line)
    }

    /// The start of the code units.
    #[inline(always)]
    pub(crate) fn start(&self) -> *const u16 {
        self.units.as_ptr().cast()
    }
}

/// Makes a code object executable.
pub fn new(py: &mut Py, object: &Arc<CodeObject>) -> PyResult<Value> {
    let heap = py.heap();
    let constants = object.constants.iter().map(|it| constants::value(py, it)).collect::<PyResult<_>>()?;
    let names = object.names.iter().map(|it| intern(heap, it)).collect::<PyResult<_>>()?;
    let local_names = object.local_names.iter().map(|it| intern(heap, it)).collect::<PyResult<_>>()?;
    let free_variables = object.local_kinds.iter().filter(|&&kind| kind & LocalKind::FREE != 0).count();
    let special = flags::VARARGS | flags::VARKEYWORDS;
    heap.object(Code {
        units: object
            .code
            .chunks_exact(2)
            .map(|pair| Cell::new(u16::from_le_bytes([pair[0], pair[1]])))
            .collect(),
        constants,
        names,
        local_names,
        filename: PyCell::new(heap.str_from_text(object.filename.text())?),
        name: intern(heap, &object.name)?,
        qualified_name: intern(heap, &object.qualified_name)?,
        locals: object.local_names.len(),
        stack: object.stack_size as usize,
        arguments: object.arg_count as usize,
        keyword_only: object.keyword_only_count as usize,
        free_variables,
        flags: object.flags,
        simple: object.keyword_only_count == 0 && object.flags & special == 0,
        tables: Tables {
            code: object.code.clone(),
            local_kinds: object.local_kinds.clone(),
            positional_only: object.positional_only_count as usize,
            stack_size: object.stack_size,
            first_line: object.first_line,
            lines: object.line_table.clone(),
            handlers: object.exception_table.clone(),
        },
    })
}

fn intern(heap: Heap, text: &taipan_bytecode::Str) -> PyResult<Value> {
    let value = heap.str_from_text(text.text())?;
    heap.intern_value(&value)
}

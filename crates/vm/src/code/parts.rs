//! Code objects of parts that may come from anywhere: a constructor, `replace`, marshal.

use std::cell::{Cell, OnceCell};

use taipan_bytecode::{LocalKind, flags, without_columns};
use taipan_object::types::str_::Str;
use taipan_object::{Heap, Py, PyCell, PyResult, Value, exception as exc};

use super::ready::{extra_parameters, free_variables, slots, stub};
use super::{Code, Data, Tables};

/// The parts of a code object.
pub(super) struct CodeParts {
    /// `co_argcount`
    pub(super) argument_count: u32,
    /// `co_posonlyargcount`
    pub(super) positional_only_count: u32,
    /// `co_kwonlyargcount`
    pub(super) keyword_only_count: u32,
    /// `co_stacksize`
    pub(super) stack_size: u32,
    /// `co_flags`
    pub(super) flags: u32,
    /// `co_code`
    pub(super) code: Data,
    /// `co_consts`
    pub(super) constants: Vec<Value>,
    /// `co_names`
    pub(super) names: Vec<Value>,
    /// `co_localsplusnames`: names of locals, cells and free variables.
    pub(super) local_names: Vec<Value>,
    /// `co_localspluskinds`: a byte for each of them.
    pub(super) local_kinds: Data,
    /// `co_filename`
    pub(super) filename: Value,
    /// `co_name`
    pub(super) name: Value,
    /// `co_qualname`
    pub(super) qualified_name: Value,
    /// `co_firstlineno`
    pub(super) first_line: i32,
    /// `co_linetable`
    pub(super) line_table: Data,
    /// `co_exceptiontable`
    pub(super) exception_table: Data,
}

/// Where code comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The compiler, or what it has once written.
    Trusted,
    /// Anywhere.
    Unknown,
}

/// Makes a code object. Whether it can run is seen when it first does; parts that do not even fit together are an error.
pub(super) fn assemble_parts(py: &mut Py, mut parts: CodeParts, origin: Origin) -> PyResult<Value> {
    if !py.interpreter().keeps_columns() {
        parts.line_table = Data::from(&*without_columns(&parts.line_table, parts.first_line));
    }
    if origin == Origin::Unknown {
        check(py, &parts)?;
    }
    let heap = py.heap();
    let (constants, names) = (parts.constants.into_boxed_slice(), parts.names.into_boxed_slice());
    let local_names = parts.local_names.into_boxed_slice();
    let free_variables = free_variables(&parts.local_kinds);
    let special = flags::VARARGS | flags::VARKEYWORDS;
    let (arguments, keyword_only) = (parts.argument_count as usize, parts.keyword_only_count as usize);
    let simple = keyword_only == 0 && parts.flags & special == 0;
    let (locals, stack) = (parts.local_kinds.len(), slots(parts.stack_size));
    let code = heap.object(Code {
        start: stub(),
        ready: OnceCell::new(),
        constants,
        names,
        local_names,
        filename: PyCell::new(parts.filename),
        name: parts.name,
        qualified_name: parts.qualified_name,
        locals,
        stack,
        slots: locals + stack,
        arguments,
        keyword_only,
        free_variables,
        flags: parts.flags,
        simple,
        exact: if simple { arguments } else { usize::MAX },
        gathers: keyword_only == 0 && parts.flags & flags::VARARGS != 0,
        version: Cell::new(0),
        monitored: OnceCell::new(),
        tables: Tables {
            origin,
            code: parts.code,
            local_kinds: parts.local_kinds,
            positional_only: parts.positional_only_count as usize,
            stack_size: parts.stack_size,
            first_line: parts.first_line,
            lines: parts.line_table,
            handlers: parts.exception_table,
        },
    })?;
    // Constants cannot lead back to the code that they belong to, but in code that was made by hand.
    heap.untrack(&code);
    Ok(code)
}

/// The parts of a code object; nothing if the value is none.
pub(super) fn parts_of(py: &Py, value: &Value) -> Option<CodeParts> {
    let code = value.exact::<Code>()?;
    Some(CodeParts {
        argument_count: code.arguments as u32,
        positional_only_count: code.tables.positional_only as u32,
        keyword_only_count: code.keyword_only as u32,
        stack_size: code.tables.stack_size,
        flags: code.flags,
        code: code.tables.code.clone(),
        constants: code.constants.to_vec(),
        names: code.names.to_vec(),
        local_names: code.local_names.to_vec(),
        local_kinds: code.tables.local_kinds.clone(),
        filename: code.filename.get(py).clone(),
        name: code.name.clone(),
        qualified_name: code.qualified_name.clone(),
        first_line: code.tables.first_line,
        line_table: code.tables.lines.clone(),
        exception_table: code.tables.handlers.clone(),
    })
}

/// Whether the parts fit together.
fn check(py: &Py, parts: &CodeParts) -> PyResult<()> {
    let strings = |values: &[Value]| values.iter().all(Value::is_str);
    let free_last = {
        let free = |kind: &u8| kind & LocalKind::FREE != 0;
        parts.local_kinds.iter().skip_while(|kind| !free(kind)).all(free)
    };
    let bad = parts.argument_count < parts.positional_only_count
        || !strings(&parts.names)
        || !strings(&parts.local_names)
        || [&parts.filename, &parts.name, &parts.qualified_name].into_iter().any(|it| !it.is_str())
        || parts.local_names.len() != parts.local_kinds.len()
        || !free_last;
    if bad {
        return Err(exc::system_error(py, format_args!("codeobject.c: bad argument to internal function")));
    }
    if parts.code.len() > i32::MAX as usize {
        return Err(exc::overflow_error(py, format_args!("code: co_code larger than INT_MAX")));
    }
    if !parts.code.len().is_multiple_of(2) {
        return Err(exc::value_error(py, format_args!("code: co_code is malformed")));
    }
    let plain = parts.local_kinds.iter().filter(|&&kind| kind & LocalKind::LOCAL != 0).count();
    let wanted = (parts.argument_count as usize)
        .saturating_add(parts.keyword_only_count as usize)
        .saturating_add(extra_parameters(parts.flags));
    if plain < wanted {
        return Err(exc::value_error(py, format_args!("code: co_varnames is too small")));
    }
    Ok(())
}

impl CodeParts {
    /// Interns the names, and the constants that could be names.
    pub(super) fn interned(mut self, heap: Heap) -> PyResult<Self> {
        for name in self.names.iter_mut().chain(&mut self.local_names) {
            *name = intern_exact(heap, name)?;
        }
        for constant in &mut self.constants {
            *constant = intern_name_like(heap, constant)?;
        }
        self.name = intern_exact(heap, &self.name)?;
        self.qualified_name = intern_exact(heap, &self.qualified_name)?;
        Ok(self)
    }
}

/// Interns a string, unless its class is one that derives from `str`.
fn intern_exact(heap: Heap, name: &Value) -> PyResult<Value> {
    if name.exact::<Str>().is_some() { heap.intern_value(name) } else { Ok(name.clone()) }
}

/// Interns a constant that could be a name.
fn intern_name_like(heap: Heap, constant: &Value) -> PyResult<Value> {
    let Some(text) = constant.exact::<Str>() else { return Ok(constant.clone()) };
    let name_like = match text.units() {
        taipan_strings::Units::Ascii(units) => {
            units.iter().all(|&unit| unit.is_ascii_alphanumeric() || unit == b'_')
        }
        _ => false,
    };
    if name_like { heap.intern_value(constant) } else { Ok(constant.clone()) }
}

//! Code objects in parts, as marshal reads and writes them.

use taipan_bytecode::marshal::CodeParts as MarshalParts;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::parts::{CodeParts, Origin, assemble_parts};
use super::{Code, Data};

/// The parts of a code object; nothing if the value is none.
pub fn parts(py: &mut Py, value: &Value) -> PyResult<Option<MarshalParts<Value>>> {
    let Some(code) = value.exact::<Code>() else { return Ok(None) };
    let tables = &code.tables;
    let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    Ok(Some(MarshalParts {
        arg_count: number(code.arguments),
        positional_only_count: number(tables.positional_only),
        keyword_only_count: number(code.keyword_only),
        stack_size: number(tables.stack_size as usize),
        flags: code.flags.cast_signed(),
        code: py.bytes(&tables.code)?,
        constants: py.tuple(code.constants.to_vec())?,
        names: py.tuple(code.names.to_vec())?,
        local_names: py.tuple(code.local_names.to_vec())?,
        local_kinds: py.bytes(&tables.local_kinds)?,
        filename: code.filename.get(py).clone(),
        name: code.name.clone(),
        qualified_name: code.qualified_name.clone(),
        first_line: tables.first_line,
        line_table: py.bytes(&tables.lines)?,
        exception_table: py.bytes(&tables.handlers)?,
    }))
}

/// A code object of parts that are values, whatever they are.
pub fn assemble(py: &mut Py, parts: MarshalParts<Value>) -> PyResult<Value> {
    let bad = || exc::system_error(py, format_args!("bad argument to internal function"));
    let count = |number: i32| u32::try_from(number).map_err(|_| bad());
    let bytes = |value: &Value| value.get::<Bytes>().map(|it| Data::from(it.data())).ok_or_else(bad);
    let tuple = |value: &Value| value.get::<Tuple>().map(|it| it.items().to_vec()).ok_or_else(bad);
    let assembled = CodeParts {
        argument_count: count(parts.arg_count)?,
        positional_only_count: count(parts.positional_only_count)?,
        keyword_only_count: count(parts.keyword_only_count)?,
        stack_size: count(parts.stack_size)?,
        flags: count(parts.flags)?,
        code: bytes(&parts.code)?,
        constants: tuple(&parts.constants)?,
        names: tuple(&parts.names)?,
        local_names: tuple(&parts.local_names)?,
        local_kinds: bytes(&parts.local_kinds)?,
        filename: parts.filename,
        name: parts.name,
        qualified_name: parts.qualified_name,
        first_line: parts.first_line,
        line_table: bytes(&parts.line_table)?,
        exception_table: bytes(&parts.exception_table)?,
    };
    let assembled = assembled.interned(py.heap())?;
    assemble_parts(py, assembled, Origin::Unknown)
}

/// Gives a code object and those within it that have its file name another one.
pub fn rename(py: &mut Py, code: &Value, filename: &Value) -> PyResult<()> {
    py.check_stack(" while renaming code")?;
    let Some(payload) = code.exact::<Code>() else {
        return Err(exc::type_error(py, format_args!("expected a code object")));
    };
    let old = payload.filename.replace(py, filename.clone());
    for constant in &payload.constants {
        if let Some(inner) = constant.exact::<Code>() {
            let theirs = inner.filename.get(py).clone();
            if py.equal(&theirs, &old)? {
                rename(py, constant, filename)?;
            }
        }
    }
    Ok(())
}

//! Code objects in parts, as marshal reads and writes them.

use taipan_bytecode::marshal::{Builder as _, CodeBuilder, CodeParts};
use taipan_bytecode::{Constant, Str as CodeStr};
use taipan_num::Int;
use taipan_num::int::IntRef;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::complex::Complex;
use taipan_object::types::float::FLOAT;
use taipan_object::types::int::INT;
use taipan_object::types::set::FROZENSET;
use taipan_object::types::singletons::{as_bool, is_ellipsis, is_none};
use taipan_object::types::slice::Slice;
use taipan_object::types::str_::{Str, is_interned};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_text::{ErrorClass, PyText};

use super::Code;

/// The parts of a code object; nothing if the value is none.
pub fn parts(py: &mut Py, value: &Value) -> PyResult<Option<CodeParts<Value>>> {
    let Some(code) = value.exact::<Code>() else { return Ok(None) };
    let tables = &code.tables;
    let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    Ok(Some(CodeParts {
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

/// A code object of parts that are values.
pub fn assemble(py: &mut Py, parts: CodeParts<Value>) -> PyResult<Value> {
    match code_constant(py, &parts)? {
        Constant::Code(code) => super::new(py, &code),
        _ => Err(exc::system_error(py, format_args!("bad argument to internal function"))),
    }
}

/// The plain data of a code object.
fn code_constant(py: &mut Py, parts: &CodeParts<Value>) -> PyResult<Constant> {
    let constants = CodeParts {
        arg_count: parts.arg_count,
        positional_only_count: parts.positional_only_count,
        keyword_only_count: parts.keyword_only_count,
        stack_size: parts.stack_size,
        flags: parts.flags,
        code: constant(py, &parts.code)?,
        constants: constant(py, &parts.constants)?,
        names: constant(py, &parts.names)?,
        local_names: constant(py, &parts.local_names)?,
        local_kinds: constant(py, &parts.local_kinds)?,
        filename: constant(py, &parts.filename)?,
        name: constant(py, &parts.name)?,
        qualified_name: constant(py, &parts.qualified_name)?,
        first_line: parts.first_line,
        line_table: constant(py, &parts.line_table)?,
        exception_table: constant(py, &parts.exception_table)?,
    };
    match CodeBuilder.code(constants) {
        Ok(code) => Ok(code),
        Err(error) => {
            let class = match error.class {
                ErrorClass::System => &exc::SYSTEM_ERROR,
                ErrorClass::Type => &exc::TYPE_ERROR,
                _ => &exc::VALUE_ERROR,
            };
            Err(py.error(class, format_args!("{}", error.message)))
        }
    }
}

/// A value as the compiler would write it.
fn constant(py: &mut Py, value: &Value) -> PyResult<Constant> {
    py.check_stack(" while making a code object")?;
    if is_none(value) {
        return Ok(Constant::None);
    }
    if is_ellipsis(value) {
        return Ok(Constant::Ellipsis);
    }
    if let Some(truth) = as_bool(value) {
        return Ok(Constant::Bool(truth));
    }
    if value.type_().is(&INT) {
        return Ok(match value.as_i64() {
            Some(number) => Constant::Int(number),
            None => Constant::BigInt(big(py, value)?.into()),
        });
    }
    if value.type_().is(&FLOAT) {
        return Ok(Constant::Float(py.to_f64(value)?));
    }
    if let Some(number) = value.exact::<Complex>() {
        return Ok(Constant::Complex(number.0.real, number.0.imag));
    }
    if let Some(text) = value.exact::<Str>() {
        let bytes = text.to_wtf8();
        let text = PyText::from_bytes(&bytes);
        let text = if is_interned(value) { CodeStr::interned(text) } else { CodeStr::new(text) };
        return Ok(Constant::Str(text.into()));
    }
    if let Some(bytes) = value.exact::<Bytes>() {
        return Ok(Constant::Bytes(bytes.data().into()));
    }
    if let Some(tuple) = value.exact::<Tuple>() {
        return Ok(Constant::Tuple(constants(py, tuple.items())?.into()));
    }
    if value.type_().is(&FROZENSET)
        && let Some(set) = value.borrow().exact_set()
    {
        let keys = set.keys(py)?;
        return Ok(Constant::FrozenSet(constants(py, &keys)?.into()));
    }
    if let Some(slice) = value.exact::<Slice>() {
        let [start, stop, step] = [slice.start(), slice.stop(), slice.step()].map(|part| constant(py, part));
        return Ok(Constant::Slice([start?, stop?, step?].into()));
    }
    if let Some(parts) = parts(py, value)? {
        return code_constant(py, &parts);
    }
    let class = value.type_().name();
    Err(exc::type_error(py, format_args!("a code object cannot have a constant of type '{class}'")))
}

fn constants(py: &mut Py, values: &[Value]) -> PyResult<Vec<Constant>> {
    values.iter().map(|value| constant(py, value)).collect()
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

/// An int that does not fit, as plain data.
fn big(py: &mut Py, value: &Value) -> PyResult<Int> {
    let mut limb = [0];
    match value.as_int(&mut limb).map(IntRef::to_int) {
        Some(Ok(number)) => Ok(number),
        _ => Err(py.heap().no_memory()),
    }
}

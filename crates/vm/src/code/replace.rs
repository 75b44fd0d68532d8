//! `code.replace(…)`.

use taipan_bytecode::LocalKind;
use taipan_macros::pymethods;
use taipan_object::native::Keywords;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::Code;
use super::construct::{Variables, build, bytes, text, tuple};
use super::parts::{CodeParts, parts_of};

/// Copies with changes.
pub(crate) struct Replacing;

#[pymethods(Code)]
impl Replacing {
    /// A copy of the code object with other values for some of its attributes.
    #[pymethod("($self, /, **changes)")]
    fn replace(this: Borrowed<'_>, py: &mut Py, changes: Keywords<'_>) -> PyResult<Value> {
        changed(py, this, changes)
    }

    /// The same as replace().
    #[pymethod("($self, /, **changes)")]
    fn __replace__(this: Borrowed<'_>, py: &mut Py, changes: Keywords<'_>) -> PyResult<Value> {
        changed(py, this, changes)
    }
}

/// The changes to a code object that have been asked for so far.
struct Changes {
    parts: CodeParts,
    variables: Variables,
    count: i64,
}

fn changed(py: &mut Py, this: Borrowed<'_>, changes: Keywords<'_>) -> PyResult<Value> {
    let (Some(code), Some(parts)) = (this.exact::<Code>(), parts_of(py, &this)) else {
        return Ok(this.to_value());
    };
    let of_kind = |kind: u8| {
        let names = code.local_names.iter().enumerate();
        names.filter(|&(index, _)| code.kind(index) & kind != 0).map(|(_, name)| name.clone()).collect()
    };
    let variables = Variables {
        plain: of_kind(LocalKind::LOCAL),
        cells: of_kind(LocalKind::CELL),
        free: of_kind(LocalKind::FREE),
    };
    let count = variables.plain.len() as i64;
    let mut result = Changes { parts, variables, count };
    for (name, value) in changes.iter() {
        let name = name.to_string();
        result.apply(py, &name, value)?;
    }
    let Changes { parts, variables, count } = result;
    let names = [&parts.names, &variables.plain, &variables.cells, &variables.free];
    if !names.into_iter().flatten().all(|name| name.exact::<Str>().is_some()) {
        return Err(exc::system_error(py, format_args!("non-string found in code slot")));
    }
    build(py, parts, variables, count)
}

impl Changes {
    fn apply(&mut self, py: &mut Py, name: &str, value: Borrowed<'_>) -> PyResult<()> {
        let source = "replace()";
        let place = format!("'{name}'");
        let parts = &mut self.parts;
        match name {
            "co_argcount" => parts.argument_count = count(py, name, value)?,
            "co_posonlyargcount" => parts.positional_only_count = count(py, name, value)?,
            "co_kwonlyargcount" => parts.keyword_only_count = count(py, name, value)?,
            "co_nlocals" => self.count = count(py, name, value)?.into(),
            "co_stacksize" => parts.stack_size = count(py, name, value)?,
            "co_flags" => parts.flags = count(py, name, value)?,
            "co_firstlineno" => parts.first_line = count(py, name, value)? as i32,
            "co_code" => parts.code = bytes(py, source, &place, value)?,
            "co_linetable" => parts.line_table = bytes(py, source, &place, value)?,
            "co_exceptiontable" => parts.exception_table = bytes(py, source, &place, value)?,
            "co_consts" => parts.constants = tuple(py, source, &place, value)?,
            "co_names" => parts.names = tuple(py, source, &place, value)?,
            "co_varnames" => {
                self.variables.plain = tuple(py, source, &place, value)?;
                self.count = self.variables.plain.len() as i64;
            }
            "co_freevars" => self.variables.free = tuple(py, source, &place, value)?,
            "co_cellvars" => self.variables.cells = tuple(py, source, &place, value)?,
            "co_filename" => parts.filename = text(py, source, &place, value)?,
            "co_name" => parts.name = text(py, source, &place, value)?,
            "co_qualname" => parts.qualified_name = text(py, source, &place, value)?,
            _ => {
                return Err(exc::type_error(
                    py,
                    format_args!("replace() got an unexpected keyword argument '{name}'"),
                ));
            }
        }
        Ok(())
    }
}

/// A number that must not be negative.
fn count(py: &mut Py, name: &str, value: Borrowed<'_>) -> PyResult<u32> {
    let number = py.to_i64(&value)?;
    let Ok(number) = i32::try_from(number) else {
        return Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int")));
    };
    u32::try_from(number).map_err(|_| exc::value_error(py, format_args!("{name} must be a positive integer")))
}

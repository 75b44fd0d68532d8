//! The attributes and methods of code objects.

use taipan_bytecode::LocalKind;
use taipan_macros::pymethods;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value, exception as exc};

use super::same::same;
use super::{Code, LineIterator, PositionsIterator};
use crate::ops::form;

/// Attributes and methods of `code`.
pub(crate) struct Attributes;

/// Names of the locals that are of some kind.
fn names_of(this: &Code, py: &Py, kinds: u8) -> PyResult<Value> {
    let names: Vec<Value> = this
        .local_names
        .iter()
        .zip(this.tables.local_kinds.iter())
        .filter(|(_, kind)| **kind & kinds != 0)
        .map(|(name, _)| name.clone())
        .collect();
    py.tuple(names)
}

/// A number or `None`.
fn number_or_none(py: &Py, number: Option<i32>) -> PyResult<Value> {
    number.map_or_else(|| Ok(none()), |number| py.int(number.into()))
}

#[pymethods(Code)]
impl Attributes {
    /// Parameters by position.
    #[pymember(name = "co_argcount")]
    fn argument_count(this: &Code, _py: &mut Py) -> PyResult<usize> {
        Ok(this.arguments)
    }

    /// Parameters by position only.
    #[pymember(name = "co_posonlyargcount")]
    fn positional_only_count(this: &Code, _py: &mut Py) -> PyResult<usize> {
        Ok(this.tables.positional_only)
    }

    /// Parameters by name only.
    #[pymember(name = "co_kwonlyargcount")]
    fn keyword_only_count(this: &Code, _py: &mut Py) -> PyResult<usize> {
        Ok(this.keyword_only)
    }

    /// The most values on the stack.
    #[pymember(name = "co_stacksize")]
    fn stack_size(this: &Code, _py: &mut Py) -> PyResult<usize> {
        Ok(this.tables.stack_size as usize)
    }

    /// Flags.
    #[pymember(name = "co_flags")]
    fn flags(this: &Code, _py: &mut Py) -> PyResult<i64> {
        Ok(this.flags.into())
    }

    /// Local variables.
    #[pymember(name = "co_nlocals")]
    fn local_count(this: &Code, _py: &mut Py) -> PyResult<usize> {
        Ok(this.tables.local_kinds.iter().filter(|kind| **kind & LocalKind::LOCAL != 0).count())
    }

    /// Constants.
    #[pymember(name = "co_consts")]
    fn constants(this: &Code, py: &mut Py) -> PyResult<Value> {
        py.tuple(this.constants.to_vec())
    }

    /// Names of globals and attributes.
    #[pymember(name = "co_names")]
    fn names(this: &Code, py: &mut Py) -> PyResult<Value> {
        py.tuple(this.names.to_vec())
    }

    /// Names of local variables.
    #[pygetter(name = "co_varnames")]
    fn variables(this: &Code, py: &mut Py) -> PyResult<Value> {
        names_of(this, py, LocalKind::LOCAL)
    }

    /// Names of variables that inner functions share.
    #[pygetter(name = "co_cellvars")]
    fn cells(this: &Code, py: &mut Py) -> PyResult<Value> {
        names_of(this, py, LocalKind::CELL)
    }

    /// Names of variables of enclosing functions.
    #[pygetter(name = "co_freevars")]
    fn free(this: &Code, py: &mut Py) -> PyResult<Value> {
        names_of(this, py, LocalKind::FREE)
    }

    /// The file.
    #[pymember(name = "co_filename")]
    fn filename(this: &Code, py: &mut Py) -> PyResult<Value> {
        Ok(this.filename.get(py).clone())
    }

    /// The name.
    #[pymember(name = "co_name")]
    fn name(this: &Code, _py: &mut Py) -> PyResult<Value> {
        Ok(this.name.clone())
    }

    /// The name with those of the enclosing scopes.
    #[pymember(name = "co_qualname")]
    fn qualified_name(this: &Code, _py: &mut Py) -> PyResult<Value> {
        Ok(this.qualified_name.clone())
    }

    /// The first line.
    #[pymember(name = "co_firstlineno")]
    fn first_line(this: &Code, _py: &mut Py) -> PyResult<i64> {
        Ok(this.tables.first_line.into())
    }

    /// The code units.
    #[pygetter(name = "co_code")]
    fn code(this: &Code, py: &mut Py) -> PyResult<Value> {
        py.heap().bytes(&this.tables.code)
    }

    /// The code units as they are executed, with their caches.
    #[pygetter(name = "_co_code_adaptive")]
    fn adaptive_code(this: &Code, py: &mut Py) -> PyResult<Value> {
        let shown = |unit: u16| [form::opcode(unit as u8), (unit >> 8) as u8];
        let units: Vec<u8> = this.units().iter().flat_map(|unit| shown(unit.get())).collect();
        py.heap().bytes(&units)
    }

    /// The table of lines.
    #[pymember(name = "co_linetable")]
    fn line_table(this: &Code, py: &mut Py) -> PyResult<Value> {
        py.heap().bytes(&this.tables.lines)
    }

    /// The table of exception handlers.
    #[pymember(name = "co_exceptiontable")]
    fn exception_table(this: &Code, py: &mut Py) -> PyResult<Value> {
        py.heap().bytes(&this.tables.handlers)
    }

    /// Pairs of bytes that say how many bytes of code further how many lines further begin. Deprecated.
    #[pygetter(name = "co_lnotab")]
    fn line_deltas(this: &Code, py: &mut Py) -> PyResult<Value> {
        py.warn(&exc::DEPRECATION_WARNING, format_args!("co_lnotab is deprecated, use co_lines instead."))?;
        py.heap().bytes(&this.line_deltas())
    }

    /// Start, end and line of each run of instructions.
    #[pymethod("($self, /)")]
    fn co_lines(this: &Code, py: &mut Py) -> PyResult<Value> {
        let mut items = Vec::new();
        for run in this.lines().lines() {
            let line = number_or_none(py, run.line)?;
            let (start, end) = (i64::from(run.start) * 2, i64::from(run.end) * 2);
            items.push(py.tuple([py.int(start)?, py.int(end)?, line])?);
        }
        LineIterator::over(py, items)
    }

    /// Line, end line, column and end column of each code unit.
    #[pymethod("($self, /)")]
    fn co_positions(this: &Code, py: &mut Py) -> PyResult<Value> {
        let mut items = Vec::new();
        for location in this.lines().positions() {
            let known = |number: i32| (number >= 0).then_some(number);
            let parts = [
                number_or_none(py, known(location.line))?,
                number_or_none(py, known(location.end_line))?,
                number_or_none(py, known(location.column))?,
                number_or_none(py, known(location.end_column))?,
            ];
            items.push(py.tuple(parts)?);
        }
        PositionsIterator::over(py, items)
    }

    /// Place, next instruction and target of each branch.
    #[pymethod("($self, /)")]
    fn co_branches(this: &Code, py: &mut Py) -> PyResult<Value> {
        let mut items = Vec::new();
        for [place, on, target] in this.branches() {
            items.push(py.tuple([
                py.int_from_usize(place)?,
                py.int_from_usize(on)?,
                py.int_from_usize(target)?,
            ])?);
        }
        LineIterator::over(py, items)
    }

    /// The name of a local by its place.
    #[pymethod("($self, /, oparg)")]
    fn _varname_from_oparg(this: &Code, py: &mut Py, oparg: i32) -> PyResult<Value> {
        match usize::try_from(oparg).ok().and_then(|index| this.local_names.get(index)) {
            Some(name) => Ok(name.clone()),
            None => Err(exc::index_error(py, format_args!("tuple index out of range"))),
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let address = this.word();
        match this.exact::<Code>() {
            Some(code) => py.text(format_args!(
                "<code object {} at {address:#x}, file \"{}\", line {}>",
                code.name,
                *code.filename.get(py),
                code.tables.first_line
            )),
            None => Ok(none()),
        }
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let (Some(a), Some(b)) = (this.exact::<Code>(), other.exact::<Code>()) else {
            return Ok(taipan_object::types::singletons::not_implemented());
        };
        let equal = std::ptr::eq(a, b) || same(py, a, b)?;
        Ok(match op {
            CompareOp::Eq => taipan_object::types::singletons::boolean(equal),
            CompareOp::Ne => taipan_object::types::singletons::boolean(!equal),
            _ => taipan_object::types::singletons::not_implemented(),
        })
    }

    #[pyslot]
    fn hash(this: &Code, py: &mut Py) -> PyResult<i64> {
        let parts = [
            this.name.clone(),
            py.tuple(this.constants.to_vec())?,
            py.tuple(this.names.to_vec())?,
            py.int(this.tables.first_line.into())?,
            py.int_from_usize(this.arguments)?,
            py.int_from_usize(this.tables.positional_only)?,
            py.int_from_usize(this.keyword_only)?,
            py.int(this.flags.into())?,
            py.tuple(this.local_names.to_vec())?,
            py.bytes(&this.tables.code)?,
            py.bytes(&this.tables.lines)?,
            py.bytes(&this.tables.handlers)?,
        ];
        let parts = py.tuple(parts)?;
        py.hash(&parts)
    }
}

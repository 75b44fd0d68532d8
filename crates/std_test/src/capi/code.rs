//! Code objects from the outside: an empty one, and the lines of instructions.

use taipan_bytecode::Opcode;
use taipan_macros::pymodule;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_std_boot::import;

pub(super) struct CodeFunctions;

/// The location of three code units in a line, without columns: length, kind and the distance from the first line.
const LOCATION: [u8; 2] = [1 << 7 | 13 << 3 | (3 - 1), 0];

#[pymodule("_testcapi")]
impl CodeFunctions {
    /// A code object that raises AssertionError, for tracebacks of what is not Python.
    #[pyfunction("(filename, funcname, firstlineno, /)", hidden)]
    fn code_newempty(
        py: &mut Py,
        filename: Borrowed<'_>,
        funcname: Borrowed<'_>,
        firstlineno: Borrowed<'_>,
    ) -> PyResult<Value> {
        let types = import::import(py, "types")?;
        let class = py.heap().intern("CodeType")?;
        let class = py.get_attribute(&types, &class)?;
        let code = [Opcode::Resume, Opcode::LoadCommonConstant, Opcode::RaiseVarargs];
        let code: Vec<u8> =
            code.iter().zip([0, 0, 1]).flat_map(|(opcode, oparg)| [*opcode as u8, oparg]).collect();
        let (code, location, none) = (py.bytes(&code)?, py.bytes(&LOCATION)?, py.bytes(&[])?);
        let (zero, one, empty) = (py.int(0)?, py.int(1)?, py.tuple([])?);
        // Arguments, locals, stack, flags; code, constants, names, locals; file, names, line; tables.
        py.call(
            &class,
            &[
                &zero,
                &zero,
                &zero,
                &zero,
                &one,
                &zero,
                &code,
                &empty,
                &empty,
                &empty,
                &filename,
                &funcname,
                &funcname,
                &firstlineno,
                &location,
                &none,
            ],
        )
    }

    /// The line of the instruction at an offset, or -1.
    #[pyfunction("(code, offset, /)", hidden)]
    fn code_offset_to_line(py: &mut Py, code: Borrowed<'_>, offset: i64) -> PyResult<Value> {
        if offset < 0 {
            let first = py.heap().intern("co_firstlineno")?;
            return py.get_attribute(&code, &first);
        }
        let lines = py.heap().intern("co_lines")?;
        let lines = py.call_method(&code, &lines, &[])?;
        for entry in py.collect(&lines)? {
            let entry = py.collect(&entry)?;
            let [start, end, line] = &entry[..] else { continue };
            let (start, end) = (py.to_i64(start)?, py.to_i64(end)?);
            if (start..end).contains(&offset) && !is_none(line) {
                return Ok(line.clone());
            }
        }
        py.int(-1)
    }
}

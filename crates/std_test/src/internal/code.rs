//! What code objects say of their variables and results.

use taipan_bytecode::marshal::{CodeBuilder, Reader, VERSION};
use taipan_bytecode::{CodeObject, Constant, Opcode};
use taipan_macros::pymodule;
use taipan_object::types::dict::Dict;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_std_boot::marshal;
use taipan_text::StackLimit;

use std::sync::Arc;

pub(super) struct CodeObjects;

/// A code object as plain data.
fn plain(py: &mut Py, code: &Value) -> PyResult<Arc<CodeObject>> {
    let data = marshal::dump(py, code, VERSION, true)?;
    let stack = StackLimit::below_here(py.stack_left());
    match Reader::new(&data, CodeBuilder, stack).read() {
        Ok(Constant::Code(code)) => Ok(code),
        _ => Err(exc::type_error(py, format_args!("argument must be a code object"))),
    }
}

/// The instructions of a code object: opcodes with operands.
fn instructions(code: &CodeObject) -> Vec<(Opcode, u32)> {
    let mut found = Vec::new();
    let mut units = code.code.chunks_exact(2);
    let mut operand = 0_u32;
    while let Some(&[number, low]) = units.next() {
        let Some(opcode) = Opcode::from_u8(number) else { continue };
        operand = operand << 8 | u32::from(low);
        if opcode == Opcode::ExtendedArg {
            continue;
        }
        found.push((opcode, operand));
        operand = 0;
        for _ in 0..opcode.cache_entries() {
            units.next();
        }
    }
    found
}

#[pymodule("_testinternalcapi")]
impl CodeObjects {
    /// For each variable of a code object the bits that say what it is.
    #[pyfunction("($self, object, /)")]
    fn get_co_localskinds(py: &mut Py, code: Borrowed<'_>) -> PyResult<Value> {
        let code = plain(py, &code)?;
        let kinds = py.dict()?;
        if let Some(dict) = kinds.get::<Dict>() {
            for (name, &kind) in code.local_names.iter().zip(&*code.local_kinds) {
                let (name, kind) = (py.heap().str_from_text(name.text())?, py.int(kind.into())?);
                dict.set(py, &name, kind)?;
            }
        }
        Ok(kinds)
    }

    /// Whether every return of a code object returns None, as far as its instructions show.
    #[pyfunction("($self, object, /)")]
    fn code_returns_only_none(py: &mut Py, code: Borrowed<'_>) -> PyResult<bool> {
        let code = plain(py, &code)?;
        let instructions = instructions(&code);
        let is_none = |&(opcode, operand): &(Opcode, u32)| {
            opcode == Opcode::LoadConst
                && matches!(code.constants.get(operand as usize), Some(Constant::None))
        };
        let mut returns = 0;
        for pair in instructions.windows(2) {
            if let [before, (Opcode::ReturnValue, _)] = pair {
                returns += 1;
                if !is_none(before) {
                    return Ok(false);
                }
            }
        }
        Ok(returns > 0)
    }
}

//! Constants of a code object as values.

use taipan_bytecode::Constant;
use taipan_object::hooks::Made;
use taipan_object::types::singletons::{boolean, ellipsis, none};
use taipan_object::{Py, PyResult, Value};

/// The value of a constant.
pub(super) fn value(py: &mut Py, constant: &Constant) -> PyResult<Value> {
    let heap = py.heap();
    Ok(match constant {
        Constant::None => none(),
        Constant::Ellipsis => ellipsis(),
        Constant::Bool(truth) => boolean(*truth),
        Constant::Int(value) => py.int(*value)?,
        Constant::BigInt(value) => py.int_from_big(value)?,
        Constant::Float(value) => py.float(*value)?,
        Constant::Str(text) => {
            let value = heap.str_from_text(text.text())?;
            if text.interned { heap.intern_value(&value)? } else { value }
        }
        Constant::Tuple(items) => {
            let items = items.iter().map(|it| value(py, it)).collect::<PyResult<Vec<_>>>()?;
            py.tuple(items)?
        }
        Constant::Code(code) => super::new(py, code)?,
        Constant::Bytes(bytes) => heap.bytes(bytes)?,
        Constant::Slice(parts) => {
            let [start, stop, step] = &**parts;
            let (start, stop, step) = (value(py, start)?, value(py, stop)?, value(py, step)?);
            heap.slice(start, stop, step)?
        }
        Constant::Complex(..) | Constant::FrozenSet(_) => {
            let parts = parts(py, constant)?;
            crate::make::make(py, parts)?
        }
    })
}

/// A constant of a type that the kernel does not know, in parts that it does.
fn parts(py: &mut Py, constant: &Constant) -> PyResult<Made> {
    Ok(match constant {
        Constant::Complex(real, imaginary) => Made::Complex(*real, *imaginary),
        Constant::FrozenSet(items) => {
            Made::FrozenSet(items.iter().map(|it| value(py, it)).collect::<PyResult<_>>()?)
        }
        _ => Made::FrozenSet(Vec::new()),
    })
}

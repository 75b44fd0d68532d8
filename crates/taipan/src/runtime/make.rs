//! Objects of builtin types that the interpreter asks for.

use taipan_object::hooks::Made;
use taipan_object::types::set::Set;
use taipan_object::{LastFirst, Py, PyResult, Value};

/// Makes one.
pub(super) fn make(py: &mut Py, parts: Made) -> PyResult<Value> {
    match parts {
        Made::Complex(real, imaginary) => py.complex(real, imaginary),
        Made::FrozenSet(items) => {
            let keys = keys(py, &items)?;
            py.heap().frozenset(keys)
        }
        Made::Set(items) => {
            let items = LastFirst(items);
            let keys = keys(py, &items.0)?;
            py.heap().set(keys)
        }
        Made::Namespace => taipan_builtins::new_namespace(py),
        Made::Interpolation(parts) => taipan_builtins::new_interpolation(py, parts),
        Made::Template(strings, interpolations) => taipan_builtins::new_template(py, strings, interpolations),
        Made::Intrinsic(number, operands) => taipan_builtins::typing::intrinsic(py, number, operands),
    }
}

fn keys(py: &mut Py, items: &[Value]) -> PyResult<Set> {
    let keys = Set::default();
    for item in items {
        keys.add(py, item)?;
    }
    Ok(keys)
}

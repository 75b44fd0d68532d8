//! Objects of builtin types that the interpreter asks for.

use taipan_object::hooks::Made;
use taipan_object::types::set::Set;
use taipan_object::{Py, PyResult, Value};

/// Makes one.
pub(super) fn make(py: &mut Py, parts: Made) -> PyResult<Value> {
    match parts {
        Made::Complex(real, imaginary) => py.complex(real, imaginary),
        Made::FrozenSet(items) => {
            let keys = keys(py, items)?;
            py.heap().frozenset(keys)
        }
        Made::Set(items) => {
            let keys = keys(py, items)?;
            py.heap().set(keys)
        }
        Made::Namespace => taipan_builtins::new_namespace(py),
        Made::Interpolation(parts) => taipan_builtins::new_interpolation(py, parts),
        Made::Template(strings, interpolations) => taipan_builtins::new_template(py, strings, interpolations),
        Made::Intrinsic(number, operands) => taipan_builtins::typing::intrinsic(py, number, operands),
    }
}

/// The set of these items, which are let go of from the first to the last; what a set has taken that fails dies after them.
fn keys(py: &mut Py, items: Vec<Value>) -> PyResult<Set> {
    let keys = Set::default();
    let added = items.iter().try_for_each(|item| keys.add(py, item).map(drop));
    drop(items);
    added.map(|()| keys)
}

//! Objects of builtin types that the interpreter asks for.

use taipan_object::hooks::Made;
use taipan_object::types::set::Set;
use taipan_object::{Py, PyResult, Value, exception as exc};

/// Makes one.
pub(super) fn make(py: &mut Py, parts: Made) -> PyResult<Value> {
<<<<<<< HEAD
    let (name, args) = match parts {
        Made::Complex(real, imaginary) => ("complex", vec![py.float(real)?, py.float(imaginary)?]),
        Made::FrozenSet(items) => ("frozenset", vec![py.tuple(items)?]),
        Made::Set(items) => ("set", vec![py.tuple(items)?]),
        Made::Interpolation(parts) => return taipan_builtins::new_interpolation(py, parts),
        Made::Template(strings, interpolations) => {
            return taipan_builtins::new_template(py, strings, interpolations);
        }
        Made::Intrinsic(..) => {
            return Err(exc::system_error(py, format_args!("not possible yet")));
=======
    match parts {
        Made::Complex(real, imaginary) => py.complex(real, imaginary),
        Made::FrozenSet(items) => {
            let keys = keys(py, &items)?;
            py.heap().frozenset(keys)
        }
        Made::Set(items) => {
            let keys = keys(py, &items)?;
            py.heap().set(keys)
        }
        Made::Interpolation(_) | Made::Template(..) => {
            Err(exc::system_error(py, format_args!("t-strings are not possible yet")))
        }
        Made::Intrinsic(number, _) => {
            Err(exc::system_error(py, format_args!("the compiler's function {number} is not there yet")))
>>>>>>> 5bf0355 (Make sets and frozensets; name all builtin types)
        }
    }
}

fn keys(py: &mut Py, items: &[Value]) -> PyResult<Set> {
    let keys = Set::default();
    for item in items {
        keys.add(py, item)?;
    }
    Ok(keys)
}

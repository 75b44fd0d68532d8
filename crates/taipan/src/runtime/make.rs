//! Objects of builtin types that the interpreter asks for.

use taipan_object::hooks::Made;
use taipan_object::{Py, PyResult, Value, exception as exc};

/// Makes one.
pub(super) fn make(py: &mut Py, parts: Made) -> PyResult<Value> {
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
        }
    };
    let class = taipan_vm::run::builtin(py, name);
    match class {
        Some(class) => py.call(&class, &args.iter().collect::<Vec<_>>()),
        None => Err(exc::system_error(py, format_args!("no type {name}"))),
    }
}

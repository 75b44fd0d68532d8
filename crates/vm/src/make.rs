//! Objects of builtin types that the kernel does not know.

use taipan_object::hooks::Made;
use taipan_object::{Py, PyResult, Value, exception as exc};

/// Makes one.
pub(crate) fn make(py: &mut Py, parts: Made) -> PyResult<Value> {
    match py.interpreter().hooks().make {
        Some(make) => make(py, parts),
        None => Err(exc::system_error(py, format_args!("the builtin types are not there"))),
    }
}

//! Calls of Python's own `typing`, where some rules of type variables are.

use taipan_object::exception as exc;
use taipan_object::types::singletons::none;
use taipan_object::{Py, PyResult, Value};

/// Something of module `typing`, which is imported.
pub(super) fn get(py: &mut Py, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(exc::system_error(py, format_args!("there is no import yet")));
    };
    let (module, nothing) = (py.heap().intern("typing")?, none());
    let module = import(py, &module, &nothing, &nothing, &nothing, 0)?;
    let name = py.heap().intern(name)?;
    py.get_attribute(&module, &name)
}

/// Calls a function of module `typing`.
pub(super) fn call(py: &mut Py, name: &str, args: &[&Value]) -> PyResult<Value> {
    let function = get(py, name)?;
    py.call(&function, args)
}

/// The argument as a type, or `TypeError` with a message: `None` stands for its type, text for a reference.
pub(super) fn check_type(py: &mut Py, value: &Value, message: &str) -> PyResult<Value> {
    let message = py.str(message)?;
    call(py, "_type_check", &[value, &message])
}

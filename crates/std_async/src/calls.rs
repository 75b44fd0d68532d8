//! What these modules do with other objects: import, call methods by name, make aliases of their types.

use taipan_object::types::singletons::none_ref;
use taipan_object::{Borrowed, Py, PyResult, Type, Value, exception as exc};

/// A module that may not have been imported yet.
pub(crate) fn import(py: &mut Py, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '{name}'")));
    };
    // With a list of names, even of one that every module has, the module itself comes back and not its outermost package.
    let names = py.str("__name__")?;
    let (name, names, nothing) = (py.str(name)?, py.tuple([names])?, none_ref());
    import(py, &name, &nothing, &nothing, &names, 0)
}

/// An attribute of a module that may not have been imported yet.
pub(crate) fn import_from(py: &mut Py, module: &str, name: &str) -> PyResult<Value> {
    let module = import(py, module)?;
    let name = py.heap().intern(name)?;
    py.get_attribute(&module, &name)
}

/// Calls a method by name.
pub(crate) fn call(py: &mut Py, this: &Value, name: &str, args: &[&Value]) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    py.call_method(this, &name, args)
}

/// `Class[item]` of a class that type annotations give parameters to.
pub(crate) fn generic_alias(py: &mut Py, class: &Type, item: Borrowed<'_>) -> PyResult<Value> {
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, &class.borrow(), &item),
        None => Err(exc::system_error(py, format_args!("there are no generic aliases yet"))),
    }
}

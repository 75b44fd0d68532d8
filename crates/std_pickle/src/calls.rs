//! What pickling does with other objects: imports, errors and the notes on them, names of classes.

use std::fmt;

use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::{is_none, none_ref};
use taipan_object::types::type_::TYPE;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use crate::library::Library;

/// An attribute of a module that may not have been imported yet.
pub(crate) fn import_from(py: &mut Py, module: &str, name: &str) -> PyResult<Value> {
    let (module, name) = (py.heap().intern(module)?, py.heap().intern(name)?);
    let module = import_anew(py, &module)?;
    py.get_attribute(&module, &name)
}

/// A module under its full name, which need not be a string.
pub(crate) fn import(py: &mut Py, library: &Library, name: &Value) -> PyResult<Value> {
    match imported(py, library, name)? {
        Some(module) => Ok(module),
        None => import_anew(py, name),
    }
}

/// A module that was imported whole.
fn imported(py: &mut Py, library: &Library, name: &Value) -> PyResult<Option<Value>> {
    let modules = py.modules()?;
    let found = modules.get::<Dict>().and_then(|dict| dict.get_str(py, name)).map(Borrowed::to_value);
    let Some(module) = found.filter(|module| module.get::<Module>().is_some()) else { return Ok(None) };
    if let Some(spec) = py.find_attribute(&module, &library.names.spec)?
        && !is_none(&spec)
        && let Some(initialising) = py.find_attribute(&spec, &library.names.initialising)?
        && py.is_true(&initialising)?
    {
        return Ok(None);
    }
    Ok(Some(module))
}

fn import_anew(py: &mut Py, name: &Value) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '{name}'")));
    };
    if !name.is_str() {
        return Err(exc::type_error(py, format_args!("module name must be a string")));
    }
    // With a list of names, even of one that every module has, the module itself comes back and not its outermost package.
    let names = py.str("__name__")?;
    let (names, nothing) = (py.tuple([names])?, none_ref());
    let made = import(py, name, &nothing, &nothing, &names, 0)?;
    let modules = py.modules()?;
    match modules.get::<Dict>() {
        Some(modules) => match modules.get(py, name)? {
            Some(module) => Ok(module),
            None => Err(exc::key_error(py, name)),
        },
        None => Ok(made),
    }
}

/// A class of exceptions of this module.
pub(crate) fn exception_class(py: &mut Py, name: &str, base: Value) -> PyResult<Value> {
    let namespace = py.dict()?;
    if let Some(dict) = namespace.get::<Dict>() {
        let (key, module) = (py.heap().intern("__module__")?, py.heap().intern("_pickle")?);
        drop(dict.set_str(py, &key, module)?);
    }
    let (name, bases) = (py.str(name)?, py.tuple([base])?);
    py.call(&TYPE.to_value(), &[&name, &bases, &namespace])
}

/// Raises an exception of a class with a message.
#[cold]
pub(crate) fn raise(py: &mut Py, class: &Value, message: fmt::Arguments<'_>) -> Raised {
    match instance(py, class, message) {
        Ok(exception) => py.raise_value(&exception, None),
        Err(raised) => raised,
    }
}

/// Raises an exception in place of the one on its way, which becomes its context; the message may speak of it.
#[cold]
pub(crate) fn raise_over(
    py: &mut Py,
    library: &Library,
    raised: Raised,
    class: &Value,
    message: impl FnOnce(&mut Py, &Value) -> PyResult<Value>,
) -> Raised {
    let old = py.take(raised);
    let made = message(py, &old).and_then(|message| py.call(class, &[&message])).and_then(|new| {
        py.set_attribute(&new, &library.names.context, &old)?;
        Ok(new)
    });
    match made {
        Ok(new) => py.heap().again(new),
        Err(raised) => raised,
    }
}

fn instance(py: &mut Py, class: &Value, message: fmt::Arguments<'_>) -> PyResult<Value> {
    let message = py.text(message)?;
    py.call(class, &[&message])
}

/// Adds a note to the exception on its way. If the text cannot be made, what prevented it is raised instead.
#[cold]
pub(crate) fn note(
    py: &mut Py,
    library: &Library,
    raised: Raised,
    text: impl FnOnce(&mut Py) -> PyResult<Value>,
) -> Raised {
    let exception = py.take(raised);
    let noted = text(py).and_then(|text| py.call_method(&exception, &library.names.note, &[&text]));
    match noted {
        Ok(_) => py.heap().again(exception),
        Err(raised) => {
            let new = py.take(raised);
            match py.set_attribute(&new, &library.names.context, &exception) {
                Ok(()) => py.heap().again(new),
                Err(raised) => raised,
            }
        }
    }
}

/// The name of an object's class with its module, as messages show it.
pub(crate) fn class_name(py: &mut Py, value: &Value) -> String {
    let class = value.borrow().type_();
    if !class.is_heap() {
        return class.name().to_string();
    }
    let name = class.state(py).qualified_name.get(py).to_string();
    match class.module_name(py).map(|module| module.to_string()) {
        Some(module) if module != "builtins" && module != "__main__" => format!("{module}.{name}"),
        _ => name,
    }
}

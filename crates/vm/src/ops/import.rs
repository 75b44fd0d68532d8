//! Imports.

use taipan_object::types::dict::Dict;
use taipan_object::types::module::attribute;
use taipan_object::types::module::shadow::{Hidden, hidden_by};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};
use taipan_text::Name;

use super::global::lookup;
use super::instruction;

instruction! {
    /// `IMPORT_NAME`: calls whatever the builtins have as `__import__`.
    ImportName(vm, oparg) {
        let (names, level) = (vm.pop(), vm.pop());
        let name = vm.name(oparg as usize);
        let key = vm.py.name(Name::__IMPORT__).clone();
        let builtins = vm.frame().builtins();
        let import = lookup(vm.py, &builtins, &key)?;
        let Some(import) = import else {
            return Err(vm.py.error(&exc::IMPORT_ERROR, format_args!("__import__ not found")));
        };
        let globals = vm.frame().globals();
        let locals = vm.frame().namespace().map_or_else(none, Borrowed::to_value);
        let module = vm.py.call(&import, &[name, &globals, &locals, &names, &level])?;
        vm.push(module);
        Ok(())
    }
}

instruction! {
    /// `IMPORT_FROM`: an attribute of the module, or else a submodule that is being imported.
    ImportFrom(vm, oparg) {
        let name = vm.name(oparg as usize);
        let module = vm.peek(1).to_value();
        let value = match vm.py.find_attribute(&module, name)? {
            Some(value) => value,
            None => submodule(vm.py, &module, name)?,
        };
        vm.push(value);
        Ok(())
    }
}

fn submodule(py: &mut Py, module: &Value, name: &Value) -> PyResult<Value> {
    let key = py.name(Name::__NAME__).clone();
    let package = py.find_attribute(module, &key)?.filter(Value::is_str);
    if let Some(package) = &package {
        let full = py.text(format_args!("{package}.{name}"))?;
        if let Some(modules) = crate::run::modules(py)
            && let Some(dict) = modules.get::<Dict>()
            && let Some(found) = dict.get(py, &full)?
        {
            return Ok(found);
        }
    }
    Err(cannot_import(py, module, package.as_ref(), name)?)
}

/// The error for a name that a module does not have.
fn cannot_import(py: &mut Py, module: &Value, package: Option<&Value>, name: &Value) -> PyResult<Raised> {
    let shown = package.map_or_else(|| "<unknown module name>".to_owned(), ToString::to_string);
    let file = py.name(Name::__FILE__).clone();
    let path = py.find_attribute(module, &file)?.filter(Value::is_str);
    let location = path.as_ref().map_or_else(|| "unknown location".to_owned(), ToString::to_string);
    let spec_name = py.name(Name::__SPEC__).clone();
    let initializing_name = py.name(Name::_INITIALIZING).clone();
    let spec = py.find_attribute(module, &spec_name)?.filter(|spec| !is_none(spec));
    let (mut initializing, mut origin) = (false, None);
    if let Some(spec) = &spec {
        origin = attribute::origin(py, spec)?;
        if let Some(value) = py.find_attribute(spec, &initializing_name)? {
            initializing = py.is_true(&value)?;
        }
    }
    let hidden = match package {
        Some(package) => hidden_by(py, package, origin.as_ref())?,
        None => Hidden::Nothing,
    };
    let message = match (hidden, &origin) {
        (Hidden::Library, Some(origin)) => py.text(format_args!(
            "cannot import name '{name}' from '{shown}' (consider renaming '{origin}' since it has the same name as the standard library module named '{shown}' and prevents importing that standard library module)"
        ))?,
        (Hidden::Perhaps, Some(origin)) if initializing => py.text(format_args!(
            "cannot import name '{name}' from '{shown}' (consider renaming '{origin}' if it has the same name as a library you intended to import)"
        ))?,
        _ if initializing => py.text(format_args!(
            "cannot import name '{name}' from partially initialized module '{shown}' (most likely due to a circular import) ({location})"
        ))?,
        _ => py.text(format_args!("cannot import name '{name}' from '{shown}' ({location})"))?,
    };
    let mut payload = exc::payload::ImportError::new(exc::BaseException::new(Some(message.clone())));
    *payload.message.exclusive() = Some(message);
    *payload.name.exclusive() = package.cloned();
    *payload.path.exclusive() = path;
    *payload.name_from.exclusive() = Some(name.clone());
    let exception = py.heap().object_of(&exc::IMPORT_ERROR, payload)?;
    Ok(py.heap().raise(exception))
}

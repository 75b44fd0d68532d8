//! What `classmethod` and `staticmethod` have of the function that they wrap.

use taipan_object::exception as exc;
use taipan_object::instance;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};
use taipan_text::Name;

/// The only argument of the constructor.
pub(super) fn only<'a>(py: &mut Py, name: &str, args: Args<'a>) -> PyResult<Borrowed<'a>> {
    if args.has_keywords() {
        return Err(exc::type_error(py, format_args!("{name}() takes no keyword arguments")));
    }
    match (args.len(), args.get(0)) {
        (1, Some(function)) => Ok(function),
        (count, _) => Err(exc::type_error(py, format_args!("{name} expected 1 argument, got {count}"))),
    }
}

/// Copies the attributes by which a function is known.
pub(super) fn copy_attributes(py: &mut Py, this: Borrowed<'_>, function: &Value) -> PyResult<()> {
    for name in [Name::__MODULE__, Name::__NAME__, Name::__QUALNAME__, Name::__DOC__] {
        let name = py.name(name).clone();
        if let Some(value) = py.find_attribute(function, &name)? {
            py.set_attribute(&this, &name, &value)?;
        }
    }
    Ok(())
}

/// `__isabstractmethod__` of something that may have it.
pub(super) fn is_abstract(py: &mut Py, function: Option<&Value>) -> PyResult<bool> {
    let Some(function) = function else { return Ok(false) };
    let name = py.name(Name::__ISABSTRACTMETHOD__).clone();
    match py.find_attribute(function, &name)? {
        Some(value) => py.is_true(&value),
        None => Ok(false),
    }
}

/// An attribute of the function, which is kept in the wrapper's dict from then on.
pub(super) fn get(py: &mut Py, this: Borrowed<'_>, function: Option<Value>, name: Name) -> PyResult<Value> {
    let name = py.name(name).clone();
    let dict = instance::dict(py, this)?.unwrap_or_else(none);
    if let Some(value) = dict.get::<Dict>().and_then(|dict| dict.get_str(py, &name).map(Borrowed::to_value)) {
        return Ok(value);
    }
    let value = py.get_attribute(&function.unwrap_or_else(none), &name)?;
    if let Some(dict) = dict.get::<Dict>() {
        drop(dict.set_str(py, &name, value.clone())?);
    }
    Ok(value)
}

/// Sets such an attribute in the wrapper's dict, or deletes it there.
pub(super) fn set(py: &mut Py, this: Borrowed<'_>, name: Name, value: Option<Borrowed<'_>>) -> PyResult<()> {
    let name = py.name(name).clone();
    let dict = instance::dict(py, this)?.unwrap_or_else(none);
    let Some(dict) = dict.get::<Dict>() else { return Ok(()) };
    match value {
        Some(value) => dict.set_str(py, &name, value.to_value()).map(drop),
        None if dict.remove_str(py, &name).is_some() => Ok(()),
        None => Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("{name}"))),
    }
}

/// `Class[arguments]`
pub(super) fn alias(py: &mut Py, class: &Value, arguments: &Value) -> PyResult<Value> {
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, class, arguments),
        None => Err(exc::system_error(py, format_args!("there are no generic aliases yet"))),
    }
}

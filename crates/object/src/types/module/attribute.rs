//! Attributes of modules: `__getattribute__`, `__setattr__`, and what is said where there is none.

use taipan_macros::pymethods;
use taipan_text::Name;

use super::shadow::{Hidden, hidden_by};
use super::{MODULE, Module};
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::types::singletons::is_none;
use crate::types::str_::Str;
use crate::value::{Borrowed, Value};

pub(super) struct Attributes;

#[pymethods(Module)]
impl Attributes {
    #[pyslot]
    fn getattr(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        let Some(module) = this.get::<Module>() else { return Err(exc::attribute_error(py, &this, &name)) };
        let name = &py.heap().attribute_name(&name)?;
        match find_or_ask(py, this, module, name)? {
            Some(value) => Ok(value),
            None => Err(missing(py, this, module, name)?),
        }
    }
}

/// The attribute of a module whose class reads it as modules do, or nothing if there is none: no exception is made that would
/// have to explain why. The outer `None`: it is no such module.
pub(crate) fn find_plain(py: &mut Py, this: Borrowed<'_>, name: &Value) -> Option<PyResult<Option<Value>>> {
    let plain = MODULE.slots.getattr.get()?;
    let own = this.type_().slots.getattr.get()?;
    let module = this.get::<Module>().filter(|_| std::ptr::fn_addr_eq(plain, own))?;
    let found = py.heap().attribute_name(name).and_then(|name| find_or_ask(py, this, module, &name));
    Some(found)
}

/// What [`find`] finds, or what the module's own `__getattr__` gives.
fn find_or_ask(py: &mut Py, this: Borrowed<'_>, module: &Module, name: &Value) -> PyResult<Option<Value>> {
    if let Some(value) = find(py, this, module, name)? {
        return Ok(Some(value));
    }
    match module.get(py, py.name(Name::__GETATTR__)) {
        Some(fallback) => py.call(&fallback, &[name]).map(Some),
        None => Ok(None),
    }
}

/// What any object's attribute access finds: a data descriptor of the class, the module's own attribute, anything else that
/// the class has. A descriptor that raises `AttributeError` has found nothing.
fn find(py: &mut Py, this: Borrowed<'_>, module: &Module, name: &Value) -> PyResult<Option<Value>> {
    let class = this.type_();
    let found = class.lookup(py, name);
    let get = found.as_ref().and_then(|found| found.type_().slots.descr_get.get());
    let is_data = found.as_ref().is_some_and(|found| found.type_().slots.descr_set.get().is_some());
    if !is_data || get.is_none() {
        let own = module.get(py, name);
        if own.is_some() {
            return Ok(own);
        }
    }
    let (Some(found), Some(get)) = (&found, get) else { return Ok(found) };
    match get(py, found.borrow(), Some(this), Some(class.borrow())) {
        Err(raised) if py.matches(&raised, &exc::ATTRIBUTE_ERROR) => {
            py.discard(raised);
            Ok(None)
        }
        result => result.map(Some),
    }
}

/// The error for a module that has no such attribute.
#[cold]
fn missing(py: &mut Py, this: Borrowed<'_>, module: &Module, name: &Value) -> PyResult<Raised> {
    let Some(own) = module.find(py, "__name__")?.filter(|own| own.get::<Str>().is_some()) else {
        return Ok(exc::attribute_error_with(
            py,
            &this,
            name,
            format_args!("module has no attribute '{name}'"),
        ));
    };
    let spec = module.find(py, "__spec__")?.filter(|spec| !is_none(spec));
    let Some(spec) = spec else {
        return Ok(exc::attribute_error_with(
            py,
            &this,
            name,
            format_args!("module '{own}' has no attribute '{name}'"),
        ));
    };
    let origin = origin(py, &spec)?;
    let hidden = hidden_by(py, &own, origin.as_ref())?;
    let initialising = module.is_initialising(py)?;
    let text = if let (Hidden::Library, Some(origin)) = (hidden, &origin) {
        format!(
            "module '{own}' has no attribute '{name}' (consider renaming '{origin}' since it has the same name as the standard library module named '{own}' and prevents importing that standard library module)"
        )
    } else if let (Hidden::Perhaps, Some(origin), true) = (hidden, &origin, initialising) {
        format!(
            "module '{own}' has no attribute '{name}' (consider renaming '{origin}' if it has the same name as a library you intended to import)"
        )
    } else if initialising {
        let from = origin.map(|origin| format!(" from '{origin}'")).unwrap_or_default();
        format!(
            "partially initialized module '{own}'{from} has no attribute '{name}' (most likely due to a circular import)"
        )
    } else if is_uninitialised_submodule(py, &spec, name)? {
        format!("cannot access submodule '{name}' of module '{own}' (most likely due to a circular import)")
    } else {
        format!("module '{own}' has no attribute '{name}'")
    };
    Ok(exc::attribute_error_with(py, &this, name, format_args!("{text}")))
}

/// Where a module came from, as its `__spec__` says, if that is a file.
pub fn origin(py: &mut Py, spec: &Value) -> PyResult<Option<Value>> {
    let name = py.name(Name::HAS_LOCATION).clone();
    let has_location = match py.find_attribute(spec, &name)? {
        Some(value) => py.is_true(&value)?,
        None => false,
    };
    if !has_location {
        return Ok(None);
    }
    let name = py.name(Name::ORIGIN).clone();
    Ok(py.find_attribute(spec, &name)?.filter(|origin| origin.get::<Str>().is_some()))
}

fn is_uninitialised_submodule(py: &mut Py, spec: &Value, name: &Value) -> PyResult<bool> {
    let attribute = py.name(Name::_UNINITIALIZED_SUBMODULES).clone();
    match py.find_attribute(spec, &attribute)? {
        Some(names) => py.contains(&names, name),
        None => Ok(false),
    }
}

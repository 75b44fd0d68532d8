//! Issuing one warning: the filters decide, and registries remember what was shown.

use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{boolean, is_none};
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::filters::{self, Subject};
use super::show;
use super::state::{current, state};

/// A warning, and where it points to.
pub(super) struct Warned {
    /// A text, or an instance of a category.
    pub(super) message: Value,
    /// A class.
    pub(super) category: Value,
    /// A `str`.
    pub(super) filename: Value,
    pub(super) line: i32,
    /// Without one, it follows from the file's name. `None` is that of code that outlives its module.
    pub(super) module: Option<Value>,
    /// The dict that remembers what was shown.
    pub(super) registry: Option<Value>,
    /// The object that a `ResourceWarning` is about.
    pub(super) source: Option<Value>,
    /// The text of the line, if it is known.
    pub(super) source_line: Option<Value>,
}

/// Issues a warning, as the filters say.
pub(super) fn issue(py: &mut Py, mut warned: Warned) -> PyResult<()> {
    if warned.module.as_ref().is_some_and(is_none) {
        return Ok(());
    }
    if warned.registry.as_ref().is_some_and(|registry| registry.get::<Dict>().is_none()) {
        return Err(exc::type_error(py, format_args!("'registry' must be a dict or None")));
    }
    let module = match &warned.module {
        Some(module) => module.clone(),
        None => module_of(py, &warned.filename)?,
    };
    let text = if py.is_instance(&warned.message, &exc::WARNING.to_value())? {
        warned.category = warned.message.type_().to_value();
        py.to_str(&warned.message)?
    } else {
        let text = warned.message.clone();
        warned.message = py.call(&warned.category, &[&text])?;
        text
    };
    let line = py.int(warned.line.into())?;
    let key = py.tuple([text.clone(), warned.category.clone(), line])?;
    if let Some(registry) = &warned.registry
        && was_shown(py, registry, &key)?
    {
        return Ok(());
    }
    let subject = Subject { category: &warned.category, text: &text, line: warned.line, module: &module };
    let (action, filter) = filters::action(py, &subject)?;
    let shows = match &*action.get::<Str>().map(Str::to_utf8).unwrap_or_default() {
        "error" => return Err(py.heap().raise(warned.message)),
        "ignore" => false,
        "always" | "all" => true,
        action @ ("default" | "module" | "once") => remember(py, action, &warned, &key, &text)?,
        _ => {
            remember(py, "default", &warned, &key, &text)?;
            let (action, filter) = (py.repr(&action)?, py.repr(&filter)?);
            return Err(exc::runtime_error(
                py,
                format_args!("Unrecognized action ({action}) in warnings.filters:\n {filter}"),
            ));
        }
    };
    if shows { show::show(py, &warned, &text) } else { Ok(()) }
}

/// The name of the module that a file has.
fn module_of(py: &mut Py, filename: &Value) -> PyResult<Value> {
    let Some(name) = filename.get::<Str>() else { return py.str("<unknown>") };
    if name.is_empty() {
        return py.str("<unknown>");
    }
    let is_source = name.to_wtf8().ends_with(b".py");
    if is_source { py.heap().str_slice(name, 0..name.len() - 3) } else { Ok(filename.clone()) }
}

/// Whether a registry has a key. A registry of an earlier version is emptied.
fn was_shown(py: &mut Py, registry: &Value, key: &Value) -> PyResult<bool> {
    let Some(dict) = registry.get::<Dict>() else { return Ok(false) };
    let current = state(py)?.version.get();
    let name = py.heap().intern("version")?;
    let version = dict.get(py, &name)?;
    if version.and_then(|version| version.as_i64()) != Some(current) {
        dict.clear(py);
        let version = py.int(current)?;
        dict.set(py, &name, version)?;
        return Ok(false);
    }
    match dict.get(py, key)? {
        Some(shown) => py.is_true(&shown),
        None => Ok(false),
    }
}

/// Enters a warning into the registries of an action; tells whether it is to be shown.
fn remember(py: &mut Py, action: &str, warned: &Warned, key: &Value, text: &Value) -> PyResult<bool> {
    if let Some(registry) = &warned.registry {
        py.set_item(registry, key, &boolean(true))?;
    }
    let registry = match (action, &warned.registry) {
        ("module" | "once", Some(registry)) => registry.clone(),
        ("once", None) => once_registry(py)?,
        _ => return Ok(true),
    };
    let key = py.tuple([text.clone(), warned.category.clone()])?;
    if was_shown(py, &registry, &key)? {
        return Ok(false);
    }
    py.set_item(&registry, &key, &boolean(true))?;
    Ok(true)
}

fn once_registry(py: &mut Py) -> PyResult<Value> {
    let registry = current(py, "onceregistry", |state| &state.once)?;
    if registry.get::<Dict>().is_none() {
        let class = registry.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("_warnings.onceregistry must be a dict, not '{class}'"),
        ));
    }
    Ok(registry)
}

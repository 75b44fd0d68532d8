//! `__import__`: absolute and relative names, what a dotted name gives, from-lists.

use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use super::{bootstrap, imported, native_module, timing, trim};

/// Imports a module as the import statement asks for it: by a name, relative to the module with these globals when `level`
/// is above 0. Without a from-list the first part of a dotted name is the result, else its last part.
pub fn import_level(
    py: &mut Py,
    name: &Value,
    globals: &Value,
    _locals: &Value,
    fromlist: &Value,
    level: i32,
) -> PyResult<Value> {
    if level == 0 && name.get::<Str>().is_some_and(Str::is_empty) {
        return Err(exc::value_error(py, format_args!("Empty module name")));
    }
    let absolute = if level > 0 { resolve(py, name, globals, level)? } else { name.clone() };
    let module = find_or_load(py, &absolute)?;
    if !is_none(fromlist) && py.is_true(fromlist)? {
        return with_from_list(py, module, fromlist);
    }
    first_part(py, module, name, &absolute, level)
}

/// The module itself, imported if it was not before and complete unless this thread is importing it.
pub(super) fn find_or_load(py: &mut Py, name: &Value) -> PyResult<Value> {
    match imported(py, name)? {
        Some(module) if !is_none(&module) => {
            wait_for(py, &module)?;
            timing::cached(py, name);
            Ok(module)
        }
        _ => timing::measured(py, name, |py| load(py, name)),
    }
}

/// Waits until another thread has imported a module to the end.
fn wait_for(py: &mut Py, module: &Value) -> PyResult<()> {
    let key = py.name(Name::__SPEC__).clone();
    let Some(spec) = py.find_attribute(module, &key)?.filter(|spec| !is_none(spec)) else { return Ok(()) };
    let key = py.name(Name::_INITIALIZING).clone();
    let Some(value) = py.find_attribute(&spec, &key)? else { return Ok(()) };
    if py.is_true(&value)?
        && let Some(importlib) = bootstrap(py)
    {
        let key = py.name(Name::__NAME__).clone();
        let name = py.get_attribute(module, &key)?;
        let method = py.name(Name::_LOCK_UNLOCK_MODULE).clone();
        drop(py.call_method(&importlib, &method, &[&name])?);
    }
    Ok(())
}

fn load(py: &mut Py, name: &Value) -> PyResult<Value> {
    let Some(importlib) = bootstrap(py) else { return load_native(py, name) };
    if py.is_audited() {
        let mut shown = Vec::new();
        for name in ["path", "meta_path", "path_hooks"] {
            shown.push(crate::sys::hooks::attribute(py, name)?.unwrap_or_else(none));
        }
        py.audit("import", &[name, &none(), &shown[0], &shown[1], &shown[2]])?;
    }
    let find = py.name(Name::_FIND_AND_LOAD).clone();
    let import = py.builtin("__import__")?;
    py.call_method(&importlib, &find, &[name, &import])
        .map_err(|raised| trim::remove_importlib_frames(py, raised))
}

/// What there is before `importlib`.
fn load_native(py: &mut Py, name: &Value) -> PyResult<Value> {
    let text = name.to_string();
    match native_module(py, &text) {
        Some(definition) => super::import_native(py, definition),
        None => Err(py.error(&exc::MODULE_NOT_FOUND_ERROR, format_args!("No module named '{text}'"))),
    }
}

fn with_from_list(py: &mut Py, module: Value, fromlist: &Value) -> PyResult<Value> {
    let key = py.name(Name::__PATH__).clone();
    let (Some(_), Some(importlib)) = (py.find_attribute(&module, &key)?, bootstrap(py)) else {
        return Ok(module);
    };
    let import = py.builtin("__import__")?;
    let method = py.name(Name::_HANDLE_FROMLIST).clone();
    py.call_method(&importlib, &method, &[&module, fromlist, &import])
        .map_err(|raised| trim::remove_importlib_frames(py, raised))
}

/// What `import a.b` binds: `a`. For a relative name, which only a call can give, as much is cut off as the name has after
/// its first part.
fn first_part(py: &mut Py, module: Value, name: &Value, absolute: &Value, level: i32) -> PyResult<Value> {
    let text = name.get::<Str>().map(Str::to_utf8).unwrap_or_default();
    if level > 0 && text.is_empty() {
        return Ok(module);
    }
    let Some(dot) = text.find('.') else { return Ok(module) };
    if level == 0 {
        let front = py.str(&text[..dot])?;
        return find_or_load(py, &front);
    }
    let whole = absolute.to_string();
    let kept = whole.len().saturating_sub(text.len() - dot);
    let front = py.str(whole.get(..kept).unwrap_or(&whole))?;
    match imported(py, &front)? {
        Some(module) => Ok(module),
        None => {
            let shown = py.repr(&front)?;
            let message = py.text(format_args!("{shown} not in sys.modules as expected"))?;
            Err(exc::key_error(py, &message))
        }
    }
}

/// The absolute name for a relative one.
fn resolve(py: &mut Py, name: &Value, globals: &Value, level: i32) -> PyResult<Value> {
    if globals.get::<Dict>().is_none() {
        return Err(exc::type_error(py, format_args!("globals must be a dict")));
    }
    let package = package_of(py, globals)?;
    if package.is_empty() {
        return Err(py.error(
            &exc::IMPORT_ERROR,
            format_args!("attempted relative import with no known parent package"),
        ));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rfind('.') {
            Some(dot) => base = &base[..dot],
            None => {
                return Err(py.error(
                    &exc::IMPORT_ERROR,
                    format_args!("attempted relative import beyond top-level package"),
                ));
            }
        }
    }
    let text = name.to_string();
    if text.is_empty() { py.str(base) } else { py.text(format_args!("{base}.{text}")) }
}

/// The package that the code with these globals belongs to, from `__package__`, `__spec__` or `__name__`; empty if there is
/// none.
fn package_of(py: &mut Py, globals: &Value) -> PyResult<String> {
    let package = global(py, globals, "__package__")?.filter(|it| !is_none(it));
    let spec = global(py, globals, "__spec__")?.filter(|it| !is_none(it));
    let parent = py.heap().intern("parent")?;
    if let Some(package) = package {
        if !package.is_str() {
            return Err(exc::type_error(py, format_args!("package must be a string")));
        }
        if let Some(spec) = spec {
            let parent = py.get_attribute(&spec, &parent)?;
            if !py.equal(&package, &parent)? {
                py.warn(&exc::DEPRECATION_WARNING, format_args!("__package__ != __spec__.parent"))?;
            }
        }
        return Ok(package.to_string());
    }
    if let Some(spec) = spec {
        let package = py.get_attribute(&spec, &parent)?;
        if !package.is_str() {
            return Err(exc::type_error(py, format_args!("__spec__.parent must be a string")));
        }
        return Ok(package.to_string());
    }
    py.warn(
        &exc::IMPORT_WARNING,
        format_args!(
            "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"
        ),
    )?;
    let Some(name) = global(py, globals, "__name__")? else {
        let message = py.str("'__name__' not in globals")?;
        return Err(exc::key_error(py, &message));
    };
    if !name.is_str() {
        return Err(exc::type_error(py, format_args!("__name__ must be a string")));
    }
    let mut name = name.to_string();
    if global(py, globals, "__path__")?.is_none() {
        name.truncate(name.rfind('.').unwrap_or(0));
    }
    Ok(name)
}

fn global(py: &Py, globals: &Value, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    Ok(globals.get::<Dict>().and_then(|dict| dict.get_str(py, &name)).map(Borrowed::to_value))
}

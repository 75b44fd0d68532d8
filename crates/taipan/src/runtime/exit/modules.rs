//! Taking modules apart, so that what they hold dies while Python can still run: finalisers see a working interpreter.
//!
//! First what `sys` keeps for the program goes, then all modules leave `sys.modules`; those that nothing else holds die whole.
//! The names of the others are set to None, those that begin with one underscore first, in the reverse order of import.

use std::path::{Path, PathBuf};

use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value, collect, weak};
use taipan_std_boot::abc::is_own_callback;
use taipan_std_boot::config::config;
use taipan_vm::place;

/// What `sys` keeps for the program.
const KEPT: &[&str] = &[
    "path",
    "argv",
    "ps1",
    "ps2",
    "last_exc",
    "last_type",
    "last_value",
    "last_traceback",
    "path_importer_cache",
    "meta_path",
    "__interactivehook__",
];

/// The standard streams, by their names in `sys`.
const STREAMS: [&str; 3] = ["stdin", "stdout", "stderr"];

/// Callbacks that only forget what has died, by file and qualified name. Whoever imports `threading` has one alive, for the main thread.
const FORGETTING: &[(&str, &str)] = &[
    ("_weakrefset.py", "WeakSet.__init__.<locals>._remove"),
    ("weakref.py", "WeakKeyDictionary.__init__.<locals>.remove"),
    ("weakref.py", "WeakValueDictionary.__init__.<locals>.remove"),
    ("logging/__init__.py", "_removeHandlerRef"),
];

/// Whether anything but the memory changes when all modules are taken apart. The standard streams have been flushed, so
/// that they would be closed is nothing to see.
pub(super) fn are_seen_to_end(py: &mut Py) -> bool {
    py.drain();
    if py.collector().debug() != 0 {
        return true;
    }
    // The streams, and what is under them: their buffers, and what those read or write.
    let mut streams = Vec::new();
    for name in STREAMS {
        match py.heap().intern(name).and_then(|name| taipan_vm::sys_attribute(py, &name)) {
            Ok(stream) => streams.extend(stream.filter(is_native_stream)),
            Err(raised) => py.discard(raised),
        }
    }
    let mut from = 0;
    while let Some(stream) = streams.get(from).cloned() {
        from += 1;
        let mut parts = Vec::new();
        if let Err(raised) = collect::referents(py, stream.borrow(), &mut parts) {
            py.discard(raised);
        }
        parts.retain(|part| is_native_stream(part) && !streams.iter().any(|it| it.is(part)));
        streams.append(&mut parts);
    }
    let stdlib = PathBuf::from(&config(py).stdlib);
    let silent = |callback: &Value| is_own_callback(callback) || only_forgets(py, callback, &stdlib);
    collect::deaths_are_seen(py, &streams, &silent)
}

/// Whether the callback of a weak reference does no more than take the reference out of a container of the library's.
fn only_forgets(py: &Py, callback: &Value, stdlib: &Path) -> bool {
    let Some((file, name)) = place::written(py, callback) else { return false };
    let (file, name) = (file.to_string(), name.to_string());
    let Ok(file) = Path::new(&file).strip_prefix(stdlib) else { return false };
    FORGETTING.iter().any(|&(path, function)| Path::new(path) == file && function == name)
}

/// Whether an object is a stream of a type that nobody has derived from.
fn is_native_stream(value: &Value) -> bool {
    !value.type_().is_heap() && value.type_().builtin_name().starts_with("_io.")
}

/// Takes all modules apart. What fails meanwhile is nobody's to handle.
pub(super) fn finalise(py: &mut Py) {
    if let Err(raised) = take_apart(py) {
        py.discard(raised);
    }
}

fn take_apart(py: &mut Py) -> PyResult<()> {
    forget_kept(py)?;
    let modules = py.modules()?;
    let Some(table) = modules.get::<Dict>() else { return Ok(()) };
    let mut left = Vec::new();
    for (name, module) in table.items(py) {
        if module.get::<Module>().is_some() {
            let reference = weak::plain(py, module.borrow())?;
            left.push((name.to_string(), reference));
            table.set(py, &name, none())?;
        }
    }
    let system = left.iter().find(|(name, _)| name == "sys").and_then(|(_, it)| target(py, it));
    let builtins = py.builtins();
    table.clear(py);
    py.drain();
    collect::collect_silently(py);
    for (name, reference) in left.iter().rev() {
        if name != "sys"
            && name != "builtins"
            && let Some(module) = target(py, reference)
        {
            clear(py, &module)?;
        }
    }
    collect::collect_silently(py);
    for module in [system, builtins].into_iter().flatten() {
        clear(py, &module)?;
    }
    py.drain();
    Ok(())
}

fn target(py: &Py, reference: &Value) -> Option<Value> {
    reference.as_weakref().and_then(|reference| reference.target(py))
}

/// What `sys` keeps for the program, and `_` of the prompt, go; the standard streams are the original ones again.
fn forget_kept(py: &mut Py) -> PyResult<()> {
    let underscore = py.heap().intern("_")?;
    if let Some(builtins) = py.builtins() {
        py.set_attribute(&builtins, &underscore, &none())?;
    }
    let modules = py.modules()?;
    let name = py.heap().intern("sys")?;
    let Some(system) = modules.get::<Dict>().map(|table| table.get(py, &name)).transpose()?.flatten() else {
        return Ok(());
    };
    for name in KEPT {
        let name = py.heap().intern(name)?;
        if let Err(raised) = py.set_attribute(&system, &name, &none()) {
            py.discard(raised);
        }
    }
    for name in STREAMS {
        let (own, original) = (py.heap().intern(name)?, py.heap().intern(&format!("__{name}__"))?);
        let stream = py.find_attribute(&system, &original)?.unwrap_or_else(none);
        py.set_attribute(&system, &own, &stream)?;
    }
    Ok(())
}

/// Sets the names of a module to None: first those that begin with one underscore, then all but `__builtins__`.
fn clear(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(dict) = module.get::<Module>().map(|module| module.dict().clone()) else { return Ok(()) };
    let Some(dict) = dict.get::<Dict>() else { return Ok(()) };
    for private in [true, false] {
        for (name, value) in dict.items(py) {
            let Some(text) = name.get::<Str>().map(Str::to_utf8) else { continue };
            let is_private = text.starts_with('_') && !text.starts_with("__");
            let wanted = if private { is_private } else { !is_private && text != "__builtins__" };
            if wanted && !is_none(&value) {
                dict.set(py, &name, none())?;
                drop(value);
                py.drain();
            }
        }
    }
    Ok(())
}

//! What the import statement does before and after `importlib`: names, `sys.modules`, from-lists.

mod level;
mod table;
mod timing;
mod trim;

use std::cell::Cell;

use taipan_object::hooks::RunCode;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyCell, PyResult, Raised, Value, exception as exc};

use crate::imp::Frozen;
use crate::marshal;

pub use level::import_level;
pub use table::Entry;

/// What importing needs to remember for an interpreter.
#[derive(Default)]
pub struct Imports {
    /// The native modules.
    table: Cell<&'static [Entry]>,
    /// `importlib._bootstrap`, once it runs.
    bootstrap: PyCell<Option<Value>>,
}

/// Says which native modules there are.
pub fn set_table(py: &Py, table: &'static [Entry]) {
    py.state::<Imports>().table.set(table);
}

/// The native modules.
pub(crate) fn native_modules(py: &Py) -> &'static [Entry] {
    py.state::<Imports>().table.get()
}

/// The native module of a name.
pub(crate) fn native_module(py: &Py, name: &str) -> Option<&'static ModuleDef> {
    native_modules(py).iter().find(|entry| entry.name() == name).map(Entry::definition)
}

/// `importlib._bootstrap`, once it runs.
pub(crate) fn bootstrap(py: &Py) -> Option<Value> {
    py.state::<Imports>().bootstrap.get(py).clone()
}

/// Whether `importlib` runs.
pub fn is_started(py: &Py) -> bool {
    bootstrap(py).is_some()
}

/// Says what imports modules from now on.
pub(crate) fn set_bootstrap(py: &mut Py, bootstrap: &Value) {
    drop(py.state::<Imports>().bootstrap.replace(py, Some(bootstrap.clone())));
}

/// Imports a module by its absolute name and gives it: `a.b` gives `b`.
pub fn import(py: &mut Py, name: &str) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    level::find_or_load(py, &name)
}

/// A module that was imported.
pub(crate) fn imported(py: &mut Py, name: &Value) -> PyResult<Option<Value>> {
    let modules = py.modules()?;
    match modules.get::<Dict>() {
        Some(dict) => dict.get(py, name),
        None => Ok(None),
    }
}

/// Makes a native module and enters it among the imported ones, before there is an `importlib`.
pub fn import_native(py: &mut Py, definition: &'static ModuleDef) -> PyResult<Value> {
    let module = py.create_module(definition)?;
    enter(py, definition.name, &module)?;
    if let Some(exec) = definition.exec {
        exec(py, &module)?;
    }
    Ok(module)
}

/// Enters a module among the imported ones.
pub fn enter(py: &mut Py, name: &str, module: &Value) -> PyResult<()> {
    let name = py.heap().intern(name)?;
    let modules = py.modules()?;
    py.set_item(&modules, &name, module)
}

/// Makes a module of a frozen one and enters it, as the first modules of an interpreter are imported.
pub fn import_frozen(py: &mut Py, frozen: &Frozen) -> PyResult<Value> {
    let code = marshal::load_frozen(py, frozen.code)?;
    let name = py.heap().intern(frozen.name)?;
    let module = py.new_module(&name)?;
    if let Some(payload) = module.get::<Module>() {
        if frozen.package {
            let path = py.list(Vec::new())?;
            payload.set(py, "__path__", path)?;
        }
        // importlib takes it away again when it completes the module.
        let original = match frozen.origin {
            Some(original) => py.str(original)?,
            None => name.clone(),
        };
        payload.set(py, "__origname__", original)?;
        enter(py, frozen.name, &module)?;
        if let Some(run) = py.interpreter().hooks().run_code {
            let globals = payload.dict().clone();
            run(py, &RunCode { code: &code, globals: &globals, locals: &globals, closure: None })?;
        }
    }
    match imported(py, &name)? {
        Some(module) => Ok(module),
        None => {
            Err(py.error(&exc::IMPORT_ERROR, format_args!("Loaded module {name} not found in sys.modules")))
        }
    }
}

/// Starts `importlib`: from here on everything is imported by it.
pub fn start_importlib(py: &mut Py, sys: &Value) -> PyResult<()> {
    let Some(frozen) = crate::imp::find_frozen(py, "_frozen_importlib") else {
        return Err(exc::system_error(py, format_args!("there is no importlib")));
    };
    let bootstrap = import_frozen(py, &frozen)?;
    set_bootstrap(py, &bootstrap);
    let imp = import_native(py, &crate::imp::IMP)?;
    let [install, external] = ["_install", "_install_external_importers"].map(|name| py.heap().intern(name));
    drop(py.call_method(&bootstrap, &install?, &[sys, &imp])?);
    drop(py.call_method(&bootstrap, &external?, &[])?);
    import_from_archives(py, sys)
}

/// Lets places to import from be archives, too: they are asked before directories are.
fn import_from_archives(py: &mut Py, sys: &Value) -> PyResult<()> {
    let module = import(py, "zipimport")?;
    let [importer, hooks, insert] =
        ["zipimporter", "path_hooks", "insert"].map(|name| py.heap().intern(name));
    let importer = py.get_attribute(&module, &importer?)?;
    let hooks = py.get_attribute(sys, &hooks?)?;
    let first = py.int(0)?;
    py.call_method(&hooks, &insert?, &[&first, &importer]).map(drop)
}

/// An `ImportError` on its way gets the name of the module.
pub(crate) fn with_name(py: &mut Py, raised: Raised, name: &Value) -> Raised {
    let exception = py.take(raised);
    if let Some(error) = exception.get::<exc::payload::ImportError>() {
        drop(error.name.replace(py, Some(name.clone())));
    }
    py.heap().again(exception)
}

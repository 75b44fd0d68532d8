//! What the import statement does before and after `importlib`: names, `sys.modules`, from-lists.

mod level;
mod trim;

use std::cell::Cell;

use taipan_object::types::dict::Dict;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyCell, PyResult, Value};

pub use level::import_level;

/// What importing needs to remember for an interpreter.
#[derive(Default)]
pub struct Imports {
    /// The native modules, crate by crate.
    table: Cell<&'static [&'static [&'static ModuleDef]]>,
    /// `importlib._bootstrap`, once it runs.
    bootstrap: PyCell<Option<Value>>,
}

/// Says which native modules there are.
pub fn set_table(py: &Py, table: &'static [&'static [&'static ModuleDef]]) {
    py.state::<Imports>().table.set(table);
}

/// The native modules.
pub(crate) fn native_modules(py: &Py) -> impl Iterator<Item = &'static ModuleDef> + use<> {
    py.state::<Imports>().table.get().iter().copied().flatten().copied()
}

/// `importlib._bootstrap`, once it runs.
pub(crate) fn bootstrap(py: &Py) -> Option<Value> {
    py.state::<Imports>().bootstrap.get(py).clone()
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

/// The dict of a module.
pub(crate) fn namespace(module: &Value) -> Option<&Value> {
    module.get::<Module>().map(Module::dict)
}

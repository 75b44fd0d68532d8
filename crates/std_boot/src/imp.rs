//! The module `_imp`: what `importlib` needs of the interpreter.

mod frozen;
mod lock;

use std::cell::Cell;

use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

pub use frozen::{Frozen, find as find_frozen, set_frozen};

use crate::config::{CheckHashPycs, config};
use crate::import::{imported, native_module};

pub(crate) use lock::{after_fork, after_fork_in_parent, before_fork};

pub(crate) static IMP: ModuleDef = ModuleDef {
    doc: Some("What importlib needs of the interpreter: native and frozen modules, and the import lock."),
    functions: &[Imp::FUNCTIONS, frozen::FrozenFunctions::FUNCTIONS, lock::Lock::FUNCTIONS],
    constants: &[
        ("check_hash_based_pycs", |py| {
            let text = match config(py).check_hash_pycs {
                CheckHashPycs::Default => "default",
                CheckHashPycs::Always => "always",
                CheckHashPycs::Never => "never",
            };
            py.str(text)
        }),
        // The magic number as it stands in a file, read as a little-endian number.
        ("pyc_magic_number_token", |py| py.int(u32::from_le_bytes(taipan_bytecode::pyc::MAGIC).into())),
    ],
    ..ModuleDef::of("_imp")
};

struct Imp;

#[pymodule("_imp")]
impl Imp {
    /// Whether a module is native: 1 if it can be imported again, -1 if not, 0 if there is none of the name.
    #[pyfunction("(name, /)")]
    fn is_builtin(py: &mut Py, name: Borrowed<'_>) -> i64 {
        let name = name.to_string();
        match &*name {
            "builtins" | "sys" => -1,
            name => i64::from(native_module(py, name).is_some()),
        }
    }

    /// Makes the native module that a spec names.
    #[pyfunction("(spec, /)")]
    fn create_builtin(py: &mut Py, spec: Borrowed<'_>) -> PyResult<Value> {
        let name = py.heap().intern("name")?;
        let name = py.get_attribute(&spec, &name)?;
        if !name.is_str() {
            let class = name.type_().name();
            return Err(exc::type_error(py, format_args!("name must be string, not {class}")));
        }
        if matches!(&*name.to_string(), "sys" | "builtins")
            && let Some(module) = imported(py, &name)?
        {
            return Ok(module);
        }
        match native_module(py, &name.to_string()) {
            Some(definition) => py.create_module(definition),
            None => Ok(none()),
        }
    }

    /// Executes what a native module does itself when it is imported.
    #[pyfunction("(mod, /)")]
    fn exec_builtin(py: &mut Py, r#mod: Borrowed<'_>) -> PyResult<i64> {
        let name = r#mod.get::<Module>().and_then(Module::native_name);
        if let Some(exec) =
            name.and_then(|name| native_module(py, name)).and_then(|definition| definition.exec)
        {
            exec(py, &r#mod)?;
        }
        Ok(0)
    }

    /// The endings of files with extension modules: none, since there is no interface for them yet.
    #[pyfunction]
    fn extension_suffixes(py: &mut Py) -> PyResult<Value> {
        py.list(Vec::new())
    }

    /// Makes an extension module. There is no interface for them yet.
    #[pyfunction("(spec, file=<unrepresentable>, /)")]
    fn create_dynamic(py: &mut Py, spec: Borrowed<'_>, _file: Option<Borrowed<'_>>) -> PyResult<Value> {
        let name = py.heap().intern("name")?;
        let name = py.get_attribute(&spec, &name)?;
        Err(py.error(
            &exc::IMPORT_ERROR,
            format_args!("extension module {name} cannot be loaded: Taipan has no C API"),
        ))
    }

    /// Executes an extension module: there is none.
    #[pyfunction("(mod, /)")]
    fn exec_dynamic(_mod: Borrowed<'_>) -> i64 {
        0
    }

    /// The hash of a source as it stands in a hash-based .pyc file.
    #[pyfunction("(key, source)")]
    fn source_hash(py: &mut Py, key: i64, source: Borrowed<'_>) -> PyResult<Value> {
        let buffer = py.get_buffer(&source, BufferRequest::SIMPLE)?;
        let data = buffer.to_vec();
        py.release_buffer(buffer);
        let hash = taipan_bytecode::pyc::keyed_hash(key.cast_unsigned(), &data);
        py.bytes(&hash.to_le_bytes())
    }

    /// Gives a code object and those within it another file name.
    #[pyfunction("(code, path, /)")]
    fn _fix_co_filename(py: &mut Py, code: Borrowed<'_>, path: Borrowed<'_>) -> PyResult<()> {
        let file = py.heap().intern("co_filename")?;
        let old = py.get_attribute(&code, &file)?;
        if !py.equal(&old, &path)? {
            crate::marshal::rename(py, &code, &path)?;
        }
        Ok(())
    }

    /// Says whether extension modules must support several interpreters: 1 for yes, -1 for no, 0 for as the interpreter was
    /// configured. Gives what it was before.
    #[pyfunction("(override, /)")]
    fn _override_multi_interp_extensions_check(py: &mut Py, r#override: i64) -> PyResult<i64> {
        if py.interpreter().is_main() {
            return Err(exc::runtime_error(
                py,
                format_args!(
                    "_imp._override_multi_interp_extensions_check() cannot be used in the main interpreter"
                ),
            ));
        }
        Ok(py.state::<ExtensionsCheck>().0.replace(r#override))
    }
}

/// Whether extension modules must support several interpreters, where that is not as the interpreter was configured.
#[derive(Default)]
struct ExtensionsCheck(Cell<i64>);

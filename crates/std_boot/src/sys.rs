//! The module `sys`: the interpreter seen from Python.

mod audit;
mod constants;
mod exceptions;
mod frames;
pub(crate) mod hooks;
mod implementation;
mod jit;
mod names;
mod printer;
mod settings;
mod tracing;
pub mod unraisable;

use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyResult, Value};

pub use audit::audit;
pub use hooks::no_exception;
pub use settings::set_finalizing;

use crate::config::{config, os_list, os_text};

pub(crate) static SYS: ModuleDef = ModuleDef {
    doc: Some(
        "The interpreter, seen from the programs it runs.\n\nWhat belongs to the program: argv, path, modules, flags, the standard streams. What belongs to\nthe interpreter: version, implementation, limits, and the hooks by which it calls Python.",
    ),
    functions: &[
        audit::Audit::FUNCTIONS,
        exceptions::Exceptions::FUNCTIONS,
        frames::Frames::FUNCTIONS,
        hooks::HookFunctions::FUNCTIONS,
        settings::Settings::FUNCTIONS,
        tracing::Tracing::FUNCTIONS,
    ],
    definitions: &[implementation::DEFINITIONS, &[printer::DEFINITION]],
    constants: constants::CONSTANTS,
    exec: Some(complete),
    ..ModuleDef::of("sys")
};

/// Makes the module and enters it among the imported ones.
pub fn make(py: &mut Py) -> PyResult<Value> {
    crate::import::import_native(py, &SYS)
}

/// What depends on how the interpreter was started.
fn complete(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(sys) = module.get::<Module>() else { return Ok(()) };
    let config = config(py);
    let modules = py.modules()?;
    sys.set(py, "modules", modules)?;
    // What importing the library says goes there.
    let printer = printer::stderr(py)?;
    sys.set(py, "__stderr__", printer.clone())?;
    sys.set(py, "stderr", printer)?;
    for (name, texts) in [
        ("argv", &config.argv),
        ("orig_argv", &config.orig_argv),
        ("path", &config.path),
        ("warnoptions", &config.warn_options),
    ] {
        let list = os_list(py, texts)?;
        sys.set(py, name, list)?;
    }
    for (name, text) in [
        ("executable", &config.executable),
        ("_base_executable", &config.base_executable),
        ("prefix", &config.prefix),
        ("exec_prefix", &config.prefix),
        ("base_prefix", &config.base_prefix),
        ("base_exec_prefix", &config.base_prefix),
        ("_stdlib_dir", &config.stdlib),
    ] {
        let text = os_text(py, text)?;
        sys.set(py, name, text)?;
    }
    for (name, text) in [("_home", &config.home), ("pycache_prefix", &config.pycache_prefix)] {
        let text = match text {
            Some(text) => os_text(py, text)?,
            None => taipan_object::types::singletons::none(),
        };
        sys.set(py, name, text)?;
    }
    for name in ["meta_path", "path_hooks"] {
        let list = py.list(Vec::new())?;
        sys.set(py, name, list)?;
    }
    let cache = py.dict()?;
    sys.set(py, "path_importer_cache", cache)?;
    let jit = py.make_module(&jit::JIT)?;
    sys.set(py, "_jit", jit)?;
    implementation::complete(py, sys)?;
    names::complete(py, sys)?;
    hooks::keep_originals(py, sys)
}

//! Running programs: an interpreter with everything it needs, and the upward calls that its crates make.

mod compile;
mod console;
mod make;
mod traceback;

use std::path::Path;

use taipan_object::hooks::Hooks;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::none;
use taipan_object::{Py, PyResult, Value, exception as exc};

/// What a program is.
pub enum Program<'a> {
    /// A file.
    File(&'a Path),
    /// The argument of `-c`.
    Command(&'a str),
}

/// How much native stack the interpreter leaves unused, in bytes: what a function that has checked may still need.
const STACK_MARGIN: usize = 256 << 10;

/// Runs a program and gives the exit code of the process. `stack` is how much native stack the thread has, in bytes.
pub fn run(program: &Program<'_>, stack: usize) -> u8 {
    let mut py = match start(stack) {
        Ok(py) => py,
        Err(error) => {
            console::report(&format!("taipan: cannot start: {error}\n"));
            return 1;
        }
    };
    match execute(&mut py, program) {
        Ok(()) => 0,
        Err(raised) => {
            let exception = py.take(raised);
            finish(&mut py, &exception)
        }
    }
}

/// An interpreter with the builtin types and modules.
fn start(stack: usize) -> std::io::Result<Py> {
    let mut py = Py::new()?;
    py.set_stack_limit(stack.saturating_sub(STACK_MARGIN));
    let hooks = Hooks {
        compile: Some(compile::compile),
        make: Some(make::make),
        unraisable: Some(console::unraisable),
        import: Some(taipan_std_boot::import::import_level),
        ..taipan_vm::hooks::hooks(taipan_builtins::hooks())
    };
    py.interpreter().set_hooks(hooks);
    match prepare(&mut py) {
        Ok(()) => Ok(py),
        Err(raised) => {
            let exception = py.take(raised);
            let text = py.to_str(&exception).map(|text| text.to_string());
            Err(std::io::Error::other(text.unwrap_or_default()))
        }
    }
}

fn prepare(py: &mut Py) -> PyResult<()> {
    taipan_builtins::install(py)?;
    taipan_std_boot::import::set_table(py, taipan_stdlib::MODULES);
    let builtins = taipan_builtins::module(py)?;
    taipan_std_boot::import::enter(py, "builtins", &builtins)?;
    let builtins = builtins.get::<Module>().map_or_else(none, |module| module.dict().clone());
    let sys = py.dict()?;
    taipan_vm::install(py, &builtins, &sys)?;
    console::install(py, &sys)
}

/// Compiles a program and runs it as `__main__`.
fn execute(py: &mut Py, program: &Program<'_>) -> PyResult<()> {
    let (source, filename) = match program {
        Program::File(path) => {
            let bytes = std::fs::read(path).map_err(|error| {
                py.error(&exc::OS_ERROR, format_args!("can't open file '{}': {error}", path.display()))
            })?;
            (bytes, path.to_string_lossy().into_owned())
        }
        Program::Command(text) => {
            traceback::remember_command(py, text);
            (text.as_bytes().to_vec(), "<string>".to_owned())
        }
    };
    let code = compile::source(py, &source, &filename)?;
    let globals = py.dict()?;
    let main = py.str("__main__")?;
    for (name, value) in [("__name__", main), ("__doc__", none()), ("__package__", none())] {
        let name = py.heap().intern(name)?;
        if let Some(dict) = globals.get::<Dict>() {
            drop(dict.set_str(py, &name, value)?);
        }
    }
    taipan_vm::run_module(py, &code, &globals)?;
    Ok(())
}

/// The exit code for an exception that nobody handled, after it was shown.
fn finish(py: &mut Py, exception: &Value) -> u8 {
    if let Some(exit) = exception.get::<exc::payload::SystemExit>() {
        let code = exc::payload::or_none(&exit.code, py);
        if taipan_object::types::singletons::is_none(&code) {
            return 0;
        }
        if let Some(number) = code.as_i64() {
            return number as u8;
        }
        let text = py.to_str(&code).map(|text| text.to_string()).unwrap_or_default();
        console::report(&format!("{text}\n"));
        return 1;
    }
    console::show_exception(py, exception);
    1
}

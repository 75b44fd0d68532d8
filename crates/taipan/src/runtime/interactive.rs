//! The interactive interpreter: when it begins, what runs before its first prompt, and which of the two there are.
//!
//! On a terminal it is the library's `_pyrepl`, with an editor and colours; everywhere else, and where `PYTHON_BASIC_REPL`
//! asks for it, the loop in `basic`.

mod basic;

use std::path::Path;

use taipan_host::file::is_terminal;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::boolean;
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_std_boot::config::{config, os_text};
use taipan_std_boot::import;

use super::{Options, Program, compile, console, main_module};

pub(super) use basic::{Typed, baserepl};

/// The descriptor of the standard input.
const STDIN: i32 = 0;

/// Whether statements are typed at the standard input, or `-i` says that they are to be taken so.
pub(super) fn is_interactive(py: &Py) -> bool {
    is_terminal(STDIN) || config(py).flags.interactive != 0
}

/// Tells what interpreter this is, before the first prompt.
pub(super) fn greet(py: &mut Py, options: &Options) -> PyResult<()> {
    let flags = &options.config.flags;
    let prompts = matches!(options.program, Program::Stdin) && is_interactive(py);
    if flags.quiet != 0 || flags.verbose == 0 && !prompts {
        return Ok(());
    }
    let mut text = String::from("Python");
    for (before, name) in [(" ", "version"), (" on ", "platform")] {
        let name = py.heap().intern(name)?;
        if let Some(value) = taipan_vm::sys_attribute(py, &name)? {
            text += before;
            text += &value.to_string();
        }
    }
    text.push('\n');
    if flags.no_site == 0 {
        text += "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n";
    }
    console::report(&text);
    Ok(())
}

/// A session that is all there is to the program: the user's own start-up file comes first.
pub(super) fn session(py: &mut Py, main: &Value) -> PyResult<()> {
    startup(py, main)?;
    enter(py, main, false)
}

/// Begins a session once the program is over, where `-i` or `PYTHONINSPECT` wants that. The program may have set the
/// variable itself. What the program ended with is printed first, even if it is `SystemExit`.
pub(super) fn inspect(py: &mut Py, options: &Options, result: PyResult<()>) -> PyResult<()> {
    // A session at the standard input has been that already.
    let was_session = matches!(options.program, Program::Stdin) && is_interactive(py);
    let flags = &options.config.flags;
    let by_variable =
        flags.ignore_environment == 0 && std::env::var_os("PYTHONINSPECT").is_some_and(|it| !it.is_empty());
    if was_session || flags.inspect == 0 && !by_variable || !is_interactive(py) {
        return result;
    }
    if let Err(raised) = result {
        let exception = py.take(raised);
        console::call_hook(py, &exception);
    }
    let Some(main) = main_module::current(py)? else { return Ok(()) };
    enter(py, &main, true)
}

/// The session itself. `runs_startup` lets the one on terminals run the start-up file.
fn enter(py: &mut Py, main: &Value, runs_startup: bool) -> PyResult<()> {
    call_hook(py)?;
    let is_basic = !is_terminal(STDIN)
        || config(py).flags.ignore_environment == 0
            && std::env::var_os("PYTHON_BASIC_REPL").is_some_and(|it| !it.is_empty());
    if is_basic {
        return basic::run(py, main);
    }
    let console = import::import(py, "_pyrepl.main")?;
    let function = py.heap().intern("interactive_console")?;
    let function = py.get_attribute(&console, &function)?;
    let (module, startup) = (py.heap().intern("mainmodule")?, py.heap().intern("pythonstartup")?);
    py.call_with(&function, &[], &[(&module, main), (&startup, &boolean(runs_startup))]).map(drop)
}

/// Runs the file that `PYTHONSTARTUP` names. What it raises is printed; only `SystemExit` ends the program.
fn startup(py: &mut Py, main: &Value) -> PyResult<()> {
    let Some(path) = std::env::var_os("PYTHONSTARTUP").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    if config(py).flags.ignore_environment != 0 {
        return Ok(());
    }
    let name = os_text(py, &path)?;
    py.audit("cpython.run_startup", &[&name])?;
    let result = match std::fs::read(&path) {
        Ok(source) => run_file(py, main, &name, &source, Path::new(&path)),
        Err(error) => {
            console::report("Could not open PYTHONSTARTUP\n");
            Err(py.io_error(&error, Some(&name)))
        }
    };
    go_on(py, result)
}

fn run_file(py: &mut Py, main: &Value, name: &Value, source: &[u8], path: &Path) -> PyResult<()> {
    let Some(module) = main.get::<Module>() else { return Ok(()) };
    module.set(py, "__file__", name.clone())?;
    let result = compile::source(py, source, &path.to_string_lossy())
        .and_then(|code| main_module::run(py, main, &code));
    let attribute = py.heap().intern("__file__")?;
    if py.find_attribute(main, &attribute)?.is_some() {
        py.delete_attribute(main, &attribute)?;
    }
    result
}

/// Calls `sys.__interactivehook__`, by which `site` prepares completion and history.
fn call_hook(py: &mut Py) -> PyResult<()> {
    let name = py.heap().intern("__interactivehook__")?;
    let Some(hook) = taipan_vm::sys_attribute(py, &name)? else { return Ok(()) };
    py.audit("cpython.run_interactivehook", &[&hook])?;
    let result = py.call(&hook, &[]).map(drop);
    if result.is_err() {
        console::report("Failed calling sys.__interactivehook__\n");
    }
    go_on(py, result)
}

/// Prints what was raised, after which the session goes on. `SystemExit` ends it.
fn go_on(py: &mut Py, result: PyResult<()>) -> PyResult<()> {
    match result {
        Err(raised) if !py.matches(&raised, &exc::SYSTEM_EXIT) => {
            let exception = py.take(raised);
            console::call_hook(py, &exception);
            Ok(())
        }
        result => result,
    }
}

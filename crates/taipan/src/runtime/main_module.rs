//! The module `__main__`: what a program is run as.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::{boolean, none};
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_std_boot::config::os_text;
use taipan_std_boot::import;

use super::{Options, Program, compile, console, exit, interactive, traceback};

/// Runs the program.
pub(super) fn execute(py: &mut Py, options: &Options) -> PyResult<()> {
    let main = make(py)?;
    interactive::greet(py, options)?;
    let result = program(py, &main, options);
    interactive::inspect(py, options, result)
}

fn program(py: &mut Py, main: &Value, options: &Options) -> PyResult<()> {
    match &options.program {
        Program::Command(text) => command(py, main, text),
        Program::Module(name) => {
            let name = os_text(py, name)?;
            run_module(py, &name, true)
        }
        Program::Stdin => {
            py.audit("cpython.run_stdin", &[])?;
            if interactive::is_interactive(py) { interactive::session(py, main) } else { stdin(py, main) }
        }
        Program::File(path) => match importer(py, path)? {
            Some(_) => directory(py, path),
            None => file(py, main, path, options.skip_first_line),
        },
    }
}

/// An empty `__main__`, entered among the modules.
pub(super) fn make(py: &mut Py) -> PyResult<Value> {
    let name = py.heap().intern("__main__")?;
    let main = py.new_module(&name)?;
    import::enter(py, "__main__", &main)?;
    if let (Some(module), Some(builtins)) = (main.get::<Module>(), py.builtins()) {
        module.set(py, "__builtins__", builtins)?;
        if import::is_started(py) {
            let importlib = import::import(py, "_frozen_importlib")?;
            let importer = py.heap().intern("BuiltinImporter")?;
            let importer = py.get_attribute(&importlib, &importer)?;
            module.set(py, "__loader__", importer)?;
        }
    }
    Ok(main)
}

/// The module `__main__`, if the program left one.
pub(super) fn current(py: &mut Py) -> PyResult<Option<Value>> {
    let (modules, name) = (py.modules()?, py.heap().intern("__main__")?);
    match modules.get::<Dict>() {
        Some(modules) => modules.get(py, &name),
        None => Ok(None),
    }
}

/// Runs code in the module.
pub(super) fn run(py: &mut Py, main: &Value, code: &Value) -> PyResult<()> {
    let globals = main.get::<Module>().map_or_else(none, |module| module.dict().clone());
    taipan_vm::run_module(py, code, &globals).map(drop)
}

fn command(py: &mut Py, main: &Value, text: &OsStr) -> PyResult<()> {
    // It is a line of its own, so that a backslash at its end continues it.
    let text = [text.as_bytes(), b"\n"].concat();
    let source = dedent(&text);
    traceback::remember_command(py, &String::from_utf8_lossy(&source));
    if str::from_utf8(&source).is_err() {
        console::report("Unable to decode the command from the command line:\n");
        let text = os_text(py, OsStr::from_bytes(&source))?;
        drop(py.encode(&text, Some("utf-8"), None)?);
    }
    let code = compile::command(py, &source)?;
    traceback::register_source(py, &code, &String::from_utf8_lossy(&source), "<string>")?;
    run(py, main, &code)
}

/// A text without the spaces and tabs that all its lines begin with. Lines of nothing else do not count, and become empty.
fn dedent(text: &[u8]) -> Cow<'_, [u8]> {
    let indentation = |line: &[u8]| line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let is_blank = |line: &[u8]| indentation(line) == line.strip_suffix(b"\n").unwrap_or(line).len();
    let mut margin: Option<&[u8]> = None;
    for line in text.split_inclusive(|&byte| byte == b'\n').filter(|line| !is_blank(line)) {
        let own = line.get(..indentation(line)).unwrap_or_default();
        let common = match margin {
            Some(margin) => margin.iter().zip(own).take_while(|(one, other)| one == other).count(),
            None => own.len(),
        };
        margin = own.get(..common);
    }
    let margin = margin.map_or(0, <[u8]>::len);
    if margin == 0 {
        return Cow::Borrowed(text);
    }
    let mut result = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let start = if is_blank(line) { indentation(line) } else { margin };
        result.extend_from_slice(line.get(start..).unwrap_or_default());
    }
    Cow::Owned(result)
}

fn stdin(py: &mut Py, main: &Value) -> PyResult<()> {
    let mut source = Vec::new();
    if let Err(error) = std::io::stdin().read_to_end(&mut source) {
        return Err(py.io_error(&error, None));
    }
    let result = compile::source(py, &source, "<stdin>").and_then(|code| run(py, main, &code));
    flushed(py, result)
}

fn file(py: &mut Py, main: &Value, path: &Path, skip_first_line: bool) -> PyResult<()> {
    let mut source = match fs::read(path) {
        Ok(source) => source,
        Err(error) => {
            let program = taipan_std_boot::config::config(py).executable.clone();
            let number = error.raw_os_error().unwrap_or(0);
            let text = taipan_host::errno::message(number);
            console::report(&format!(
                "{}: can't open file '{}': [Errno {number}] {text}\n",
                program.display(),
                std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).display()
            ));
            let status = py.int(2)?;
            let class = exc::SYSTEM_EXIT.to_value();
            let exit = py.call(&class, &[&status])?;
            return Err(py.heap().raise(exit));
        }
    };
    if skip_first_line {
        let end = source.iter().position(|&byte| byte == b'\n').unwrap_or(source.len());
        source.drain(..end);
    }
    // As it stands behind the folder, wherever the program goes then.
    let path = &std::env::current_dir().map_or_else(|_| path.to_path_buf(), |folder| folder.join(path));
    let name = os_text(py, path.as_os_str())?;
    if let Some(module) = main.get::<Module>() {
        module.set(py, "__file__", name.clone())?;
        module.set(py, "__cached__", none())?;
        if import::is_started(py) {
            let loader = loader(py, &name, path.extension().is_some_and(|it| it == "pyc"))?;
            module.set(py, "__loader__", loader)?;
        }
    }
    let code = if path.extension().is_some_and(|it| it == "pyc") {
        compiled(py, &source)?
    } else {
        compile::source(py, &source, &path.to_string_lossy())?
    };
    let result = run(py, main, &code);
    flushed(py, result)
}

/// Flushes the standard streams, so that what a file printed comes before what is said about its exception.
fn flushed(py: &mut Py, result: PyResult<()>) -> PyResult<()> {
    let exception = result.err().map(|raised| py.take(raised));
    exit::flush_streams(py);
    match exception {
        Some(exception) => Err(py.heap().again(exception)),
        None => Ok(()),
    }
}

/// The loader that a file would have if it were imported.
fn loader(py: &mut Py, path: &Value, compiled: bool) -> PyResult<Value> {
    let external = import::import(py, "_frozen_importlib_external")?;
    let class = if compiled { "SourcelessFileLoader" } else { "SourceFileLoader" };
    let class = py.heap().intern(class)?;
    let name = py.heap().intern("__main__")?;
    py.call_method(&external, &class, &[&name, path])
}

/// The code object of a `.pyc` file.
fn compiled(py: &mut Py, data: &[u8]) -> PyResult<Value> {
    if data.get(..4) != Some(&taipan_bytecode::pyc::MAGIC[..]) {
        return Err(exc::runtime_error(py, format_args!("Bad magic number in .pyc file")));
    }
    let data = data.get(taipan_bytecode::pyc::HEADER..).unwrap_or_default();
    let value = taipan_std_boot::marshal::load(py, data, true)?.0;
    if value.exact::<taipan_vm::Code>().is_none() {
        return Err(exc::runtime_error(py, format_args!("Bad code object in .pyc file")));
    }
    Ok(value)
}

/// What imports from a path, if it is a place that modules can be in: a directory or an archive.
fn importer(py: &mut Py, path: &Path) -> PyResult<Option<Value>> {
    // What does not exist may lie in an archive.
    if fs::metadata(path).is_err() && !path.ancestors().any(Path::is_file) {
        return Ok(None);
    }
    let name = py.heap().intern("path_hooks")?;
    let hooks = taipan_vm::sys_attribute(py, &name)?;
    let hooks = hooks.and_then(|hooks| hooks.get::<List>().map(|list| list.items.get(py).clone()));
    let path = os_text(py, path.as_os_str())?;
    for hook in hooks.unwrap_or_default() {
        match py.call(&hook, &[&path]) {
            Ok(importer) => return Ok(Some(importer)),
            Err(raised) if py.matches(&raised, &exc::IMPORT_ERROR) => py.discard(raised),
            Err(raised) => return Err(raised),
        }
    }
    Ok(None)
}

/// Runs the `__main__` in a directory or an archive.
fn directory(py: &mut Py, path: &Path) -> PyResult<()> {
    let name = py.heap().intern("path")?;
    let entry = os_text(py, path.as_os_str())?;
    if let Some(list) = taipan_vm::sys_attribute(py, &name)?
        && let Some(list) = list.get::<List>()
    {
        let safe = taipan_std_boot::config::config(py).flags.safe_path;
        let mut items = list.items.get_mut(py);
        if safe {
            items.insert(0, entry);
        } else if let Some(first) = items.first_mut() {
            *first = entry;
        }
    }
    let main = py.str("__main__")?;
    run_module(py, &main, false)
}

/// `runpy._run_module_as_main`.
fn run_module(py: &mut Py, name: &Value, alter_argv: bool) -> PyResult<()> {
    let runpy = import::import(py, "runpy")?;
    let function = py.heap().intern("_run_module_as_main")?;
    py.call_method(&runpy, &function, &[name, &boolean(alter_argv)]).map(drop)
}

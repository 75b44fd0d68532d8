//! The plain loop: a prompt on the standard error stream, lines from the standard input until they make a statement, and
//! what the statement gives.

use std::collections::HashMap;

use taipan_ast::{CompileFlags, Mode, Options};
use taipan_host::file;
use taipan_macros::pymodule;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::is_none;
use taipan_object::{Py, PyCell, PyResult, Value, exception as exc};
use taipan_std_boot::import;
use taipan_text::decode::NoDecoder;
use taipan_text::{Error, ErrorClass, PyText};

use super::super::traceback::{self, Silent};
use super::super::{compile, main_module};
use super::{STDIN, go_on};
use crate::pipeline::{self, Source, Workspace};

/// The flags of a code object that stay in force for what is typed later: those of `from __future__ import …`.
const FUTURES: i64 = 0x1fe_0000;

/// The sources of what was typed, by the file names of their code objects, so that tracebacks can show lines.
#[derive(Default)]
pub(in crate::runtime) struct Typed(pub(in crate::runtime) PyCell<HashMap<String, String>>);

struct Repl;

#[pymodule("sys")]
impl Repl {
    /// Runs the plain interactive loop in the module __main__.
    #[pyfunction("()")]
    fn _baserepl(py: &mut Py) -> PyResult<()> {
        match main_module::current(py)? {
            Some(main) => run(py, &main),
            None => Ok(()),
        }
    }
}

/// The function `sys._baserepl`.
pub(in crate::runtime) fn baserepl(py: &mut Py, module: &Value, sys: &Module) -> PyResult<()> {
    let name = py.heap().intern("sys")?;
    for definition in Repl::FUNCTIONS {
        let function = py.heap().native_function(definition, Some(module.clone()), Some(name.clone()))?;
        sys.set(py, definition.name, function)?;
    }
    Ok(())
}

/// Runs statements until the input ends or one raises `SystemExit`.
pub(super) fn run(py: &mut Py, main: &Value) -> PyResult<()> {
    for (name, prompt) in [("ps1", ">>> "), ("ps2", "... ")] {
        let name = py.heap().intern(name)?;
        if taipan_vm::sys_attribute(py, &name)?.is_none() {
            let (prompt, sys) = (py.str(prompt)?, import::import(py, "sys")?);
            py.set_attribute(&sys, &name, &prompt)?;
        }
    }
    let mut flags = 0;
    loop {
        match statement(py) {
            Ok(None) => return Ok(()),
            Ok(Some(source)) => {
                let result = execute(py, main, &source, &mut flags);
                go_on(py, result)?;
            }
            Err(raised) => {
                if py.matches(&raised, &exc::KEYBOARD_INTERRUPT) {
                    super::console::report("\n");
                }
                go_on(py, Err(raised))?;
            }
        }
        super::super::exit::flush_streams(py);
    }
}

/// The next statement; nothing at the end of the input.
fn statement(py: &mut Py) -> PyResult<Option<String>> {
    let mut source = String::new();
    loop {
        let prompt = prompt(py, if source.is_empty() { "ps1" } else { "ps2" })?;
        super::console::report(&prompt);
        let line = line(py)?;
        if line.is_empty() {
            super::console::report("\n");
            return Ok((!source.is_empty()).then_some(source));
        }
        source += &String::from_utf8_lossy(&line);
        if line.last() != Some(&b'\n') {
            // The input ends here; the next read says so.
            continue;
        }
        if source.lines().all(|line| matches!(line.trim_start().as_bytes().first(), None | Some(b'#'))) {
            source.clear();
        } else if is_whole(py, &source) {
            return Ok(Some(source));
        }
    }
}

/// Whether no more lines belong to a statement, be it a valid one or not. One that is valid only with another line end, or
/// that ends too early with it as without it, goes on.
fn is_whole(py: &Py, source: &str) -> bool {
    let text = source.strip_suffix('\n').unwrap_or(source);
    match parse(py, text) {
        Ok(()) => true,
        Err(_) => parse(py, source).is_err_and(|error| error.class != ErrorClass::IncompleteInput),
    }
}

fn parse(py: &Py, text: &str) -> Result<(), Box<Error>> {
    let flags = CompileFlags(CompileFlags::DONT_IMPLY_DEDENT | CompileFlags::ALLOW_INCOMPLETE_INPUT);
    let options = Options { mode: Mode::Single, flags, ..Options::default() };
    let mut workspace = Workspace::new(py.stack_left());
    let mut silent = Silent;
    let mut session = workspace.session(&mut silent);
    let source = Source::Text(PyText::from_bytes(text.as_bytes()));
    pipeline::tree(source, &options, &mut session, &mut NoDecoder).map(drop)
}

/// Compiles and runs a statement. Its code has a file name of its own, under which its source is kept.
fn execute(py: &mut Py, main: &Value, source: &str, flags: &mut i64) -> PyResult<()> {
    let typed = py.state::<Typed>();
    let name = format!("<stdin-{}>", typed.0.get(py).len());
    typed.0.get_mut(py).insert(name.clone(), source.to_owned());
    let code = compile::interactive(py, source, "<stdin>", &name, *flags)?;
    traceback::register_source(py, &code, source, "<stdin>")?;
    let attribute = py.heap().intern("co_flags")?;
    let own = py.get_attribute(&code, &attribute)?;
    *flags |= py.to_i64(&own)? & FUTURES;
    main_module::run(py, main, &code)
}

/// The text of a prompt. It may be any object, which is shown anew each time; one that cannot be shown is no prompt.
fn prompt(py: &mut Py, name: &str) -> PyResult<String> {
    let name = py.heap().intern(name)?;
    let Some(prompt) = taipan_vm::sys_attribute(py, &name)?.filter(|it| !is_none(it)) else {
        return Ok(String::new());
    };
    match py.to_str(&prompt) {
        Ok(text) => Ok(text.to_string()),
        Err(raised) => {
            py.discard(raised);
            Ok(String::new())
        }
    }
}

/// The next line of the standard input with its end; without one, or empty, at the end of the input. Nothing is read ahead,
/// as what follows may be for `sys.stdin`. Signals are handled meanwhile.
fn line(py: &mut Py) -> PyResult<Vec<u8>> {
    let mut line = Vec::new();
    while line.last() != Some(&b'\n') {
        let mut byte = [0];
        match py.detach(|| file::read(STDIN, &mut byte)) {
            Ok(1..) => line.extend_from_slice(&byte),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => py.check_signals()?,
            // An input that cannot be read, as one that the program has closed, has come to its end.
            Ok(0) | Err(_) => break,
        }
    }
    Ok(line)
}

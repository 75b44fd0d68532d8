//! `compile()`: from a source or a tree to a code object or a tree.

use std::cell::Cell;
use std::sync::Arc;

use taipan_ast::{CompileFlags, Mod, Mode, Options};
use taipan_bytecode::CodeObject;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::hooks::Compile;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Value};
use taipan_std_lang::stages::run;
use taipan_text::{Names, PyText};

use crate::pipeline::{self, Source, Workspace};

/// The code object of a program.
pub(super) fn source(py: &mut Py, bytes: &[u8], filename: &str) -> PyResult<Value> {
    let options = options(py, Mode::Exec, 0, -1, -1);
    let name = py.str(filename)?;
    from_source(py, Source::Script(bytes, filename), &name, &options)
}

/// The code object of the argument of `-c`, in which a coding cookie means nothing.
pub(super) fn command(py: &mut Py, text: &[u8]) -> PyResult<Value> {
    let options = options(py, Mode::Exec, 0, -1, -1);
    let name = py.str("<string>")?;
    from_source(py, Source::Text(PyText::from_bytes(text)), &name, &options)
}

/// The code object of a statement that was typed at the prompt, in two steps: what is wrong with the text is reported for
/// `shown`, while the code has the file name `name`.
pub(super) fn interactive(py: &mut Py, text: &str, shown: &str, name: &str, flags: i64) -> PyResult<Value> {
    let (shown, name) = (py.str(shown)?, py.str(name)?);
    let tree = options(py, Mode::Single, flags | i64::from(CompileFlags::ONLY_AST), -1, -1);
    let tree = from_source(py, Source::Text(PyText::from_bytes(text.as_bytes())), &shown, &tree)?;
    let options = options(py, Mode::Single, flags, -1, -1);
    from_tree(py, &tree, &name, &options).map_err(|raised| with_line(py, raised, text))
}

/// Gives an error that was found in a tree the line that it is shown with.
fn with_line(py: &mut Py, raised: Raised, source: &str) -> Raised {
    if !py.matches(&raised, &exc::SYNTAX_ERROR) {
        return raised;
    }
    let exception = py.take(raised);
    match set_line(py, &exception, source) {
        Ok(()) => py.heap().again(exception),
        Err(raised) => raised,
    }
}

fn set_line(py: &mut Py, exception: &Value, source: &str) -> PyResult<()> {
    let (text, number) = (py.heap().intern("text")?, py.heap().intern("lineno")?);
    let number = py.get_attribute(exception, &number)?;
    if !is_none(&py.get_attribute(exception, &text)?) || is_none(&number) {
        return Ok(());
    }
    let index = usize::try_from(py.to_i64(&number)?.saturating_sub(1)).unwrap_or(usize::MAX);
    match source.split_inclusive('\n').nth(index) {
        Some(line) => {
            let line = py.str(line)?;
            py.set_attribute(exception, &text, &line)
        }
        None => Ok(()),
    }
}

/// What the builtin function does.
pub(super) fn compile(py: &mut Py, request: &Compile<'_>) -> PyResult<Value> {
    let mode = match request.mode {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        "func_type" => Mode::FuncType,
        _ => {
            return Err(exc::value_error(
                py,
                format_args!("compile() mode must be 'exec', 'eval' or 'single'"),
            ));
        }
    };
    let options = options(py, mode, request.flags, request.optimise, request.feature_version);
    if taipan_std_lang::ast::is_node(py, request.source)? {
        return from_tree(py, request.source, request.filename, &options);
    }
    if request.source.get::<Str>().is_some() {
        let utf8 = py.encode(request.source, None, None)?;
        let bytes = utf8.get::<Bytes>().map_or(&[][..], Bytes::data);
        return from_source(py, Source::Text(PyText::from_bytes(bytes)), request.filename, &options);
    }
    let buffer = py.get_buffer(request.source, BufferRequest::SIMPLE)?;
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    from_source(py, Source::Bytes(&bytes), request.filename, &options)
}

fn options(py: &Py, mode: Mode, flags: i64, optimise: i32, feature_version: i32) -> Options {
    let default = Options::default();
    let own_level = || taipan_std_boot::config::config(py).flags.optimize;
    let level = if optimise < 0 { own_level() } else { optimise.into() };
    let flags = CompileFlags(flags as u32);
    let asked = u8::try_from(feature_version).ok().filter(|_| flags.has(CompileFlags::ONLY_AST));
    Options {
        mode,
        flags,
        feature_version: asked.unwrap_or(default.feature_version),
        optimize: level.clamp(0, 2) as u8,
        int_max_str_digits: py.interpreter().digit_limit().digits(),
    }
}

/// The compiler's memory between two compilations.
#[derive(Default)]
struct Kept {
    workspace: Cell<Option<Workspace>>,
}

/// More memory than this is not kept, in bytes.
const MOST_KEPT: usize = 1 << 20;

/// Does something with the compiler's memory. What a decoder or a filter of warnings compiles meanwhile has its own.
fn with_workspace<T>(py: &mut Py, work: impl FnOnce(&mut Py, &mut Workspace) -> PyResult<T>) -> PyResult<T> {
    let stack = py.stack_left();
    let mut workspace = py.state::<Kept>().workspace.take().unwrap_or_else(|| Workspace::new(stack));
    workspace.set_stack(stack);
    let result = work(py, &mut workspace);
    if workspace.memory() <= MOST_KEPT {
        workspace.clear();
        py.state::<Kept>().workspace.set(Some(workspace));
    }
    result
}

/// What `compile()` makes of a source: code, or under `PyCF_ONLY_AST` a tree.
fn from_source(py: &mut Py, source: Source<'_>, filename: &Value, options: &Options) -> PyResult<Value> {
    let name = filename.to_string();
    let only_tree = options.flags.has(CompileFlags::ONLY_AST);
    with_workspace(py, |py, workspace| {
        let mut unused = Vec::new();
        let mut session = workspace.session(&mut unused);
        let result = run(py, filename, &mut session, |session, mut decoder| {
            if only_tree {
                pipeline::syntax_tree(source, options, session, &mut decoder).map(Compiled::Tree)
            } else {
                pipeline::compile(source, &name, options, session, &mut decoder).map(Compiled::Code)
            }
        })?;
        result.into_value(py, session.names)
    })
}

/// What `compile()` makes of a tree.
fn from_tree(py: &mut Py, tree: &Value, filename: &Value, options: &Options) -> PyResult<Value> {
    let name = filename.to_string();
    let only_tree = options.flags.has(CompileFlags::ONLY_AST);
    with_workspace(py, |py, workspace| {
        let mut unused = Vec::new();
        let mut session = workspace.session(&mut unused);
        let tree = taipan_std_lang::ast::tree(py, tree, options.mode, &mut session)?;
        let result = run(py, filename, &mut session, |session, _| {
            taipan_ast::validate(tree, session.names, session.stack)?;
            if only_tree {
                pipeline::shown_tree(tree, options, session).map(Compiled::Tree)
            } else {
                pipeline::compile_tree(tree, &name, options, session).map(Compiled::Code)
            }
        })?;
        result.into_value(py, session.names)
    })
}

/// The result of a compilation.
enum Compiled<'a> {
    Tree(&'a Mod<'a>),
    Code(Arc<CodeObject>),
}

impl Compiled<'_> {
    fn into_value(self, py: &mut Py, names: &Names) -> PyResult<Value> {
        match self {
            Self::Tree(tree) => taipan_std_lang::ast::objects(py, tree, names),
            Self::Code(code) => taipan_vm::code::new(py, &code),
        }
    }
}

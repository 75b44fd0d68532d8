//! Running code: `compile`, `eval`, `exec`, `globals`, `locals`, `__import__`.

use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::hooks::{Compile, RunCode};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::cell::Cell;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none_ref};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

pub(super) struct Builtins;

/// The bits of `flags` that `compile` takes: the features of `__future__`, and what `ast` and `codeop` ask for.
const KNOWN_FLAGS: i64 = 0x1fe_0000 | 0x10 | 0x200 | 0x400 | 0x1000 | 0x2000 | 0x4000 | 0x8000;

#[pymodule("builtins")]
impl Builtins {
    /// Compiles a source to a code object, for exec() and eval(), or to a tree.
    ///
    /// The mode is 'exec' for a module, 'eval' for an expression, 'single' for a statement whose value is shown. Features of
    /// `__future__` that the calling code uses are used too, unless dont_inherit is true.
    #[pyfunction(
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)"
    )]
    fn compile(
        py: &mut Py,
        source: &Value,
        filename: Borrowed<'_>,
        mode: &Str,
        flags: i32,
        dont_inherit: bool,
        optimize: i32,
        feature_version: i32,
    ) -> PyResult<Value> {
        let filename = py.fs_decoded(filename)?;
        let flags = i64::from(flags);
        if flags & !KNOWN_FLAGS != 0 {
            return Err(exc::value_error(py, format_args!("compile(): unrecognised flags")));
        }
        if !(-1..=2).contains(&optimize) {
            return Err(exc::value_error(py, format_args!("compile(): invalid optimize value")));
        }
        let flags = if dont_inherit { flags } else { flags | inherited_flags(py) };
        let mode = mode.to_utf8().into_owned();
        let only_tree = flags & 0x400 != 0;
        match mode.as_str() {
            "exec" | "eval" | "single" => {}
            "func_type" if only_tree => {}
            "func_type" => {
                return Err(exc::value_error(
                    py,
                    format_args!("compile() mode 'func_type' requires flag PyCF_ONLY_AST"),
                ));
            }
            _ => {
                let last = if only_tree { ", 'single' or 'func_type'" } else { " or 'single'" };
                return Err(exc::value_error(
                    py,
                    format_args!("compile() mode must be 'exec', 'eval'{last}"),
                ));
            }
        }
        let is_tree = match py.interpreter().hooks().is_tree {
            Some(is_tree) => is_tree(py, source)?,
            None => false,
        };
        let source = if is_tree {
            source.clone()
        } else {
            source_text(py, source, "compile() arg 1 must be a string, bytes or AST object")?
        };
        let optimise = optimize;
        compile_source(
            py,
            &Compile { source: &source, filename: &filename, mode: &mode, flags, optimise, feature_version },
        )
    }

    /// The value of an expression, given as a string or as code.
    ///
    /// The globals are a dictionary, the locals any mapping; by default they are those of the caller.
    #[pyfunction("(source, /, globals=None, locals=None)")]
    fn eval(py: &mut Py, source: &Value, globals: Borrowed<'_>, locals: Borrowed<'_>) -> PyResult<Value> {
        if !is_none(&locals) && !is_mapping(&locals) {
            return Err(exc::type_error(py, format_args!("locals must be a mapping")));
        }
        if !is_none(&globals) && globals.get::<Dict>().is_none() {
            let message = if is_mapping(&globals) {
                "globals must be a real dict; try eval(code, {}, mapping)"
            } else {
                "globals must be a dict"
            };
            return Err(exc::type_error(py, format_args!("{message}")));
        }
        let (globals, locals) = namespaces(py, "eval", globals, locals)?;
        let code = match free_variables(py, source) {
            Some(0) => source.clone(),
            Some(_) => {
                return Err(exc::type_error(
                    py,
                    format_args!("code object passed to eval() may not contain free variables"),
                ));
            }
            None => {
                let source = source_text(py, source, "eval() arg 1 must be a string, bytes or code object")?;
                let source = without_indentation(py, source)?;
                compile_string(py, &source, "eval")?
            }
        };
        run(py, &RunCode { code: &code, globals: &globals, locals: &locals, closure: None })
    }

    /// Runs statements, given as a string or as code.
    ///
    /// The globals are a dictionary, the locals any mapping; by default they are those of the caller. Code with free
    /// variables takes the cells of a closure for them.
    #[pyfunction("(source, /, globals=None, locals=None, *, closure=None)")]
    fn exec(
        py: &mut Py,
        source: &Value,
        globals: Borrowed<'_>,
        locals: Borrowed<'_>,
        closure: &Value,
    ) -> PyResult<()> {
        if !is_none(&globals) && globals.get::<Dict>().is_none() {
            let class = globals.type_().name();
            return Err(exc::type_error(py, format_args!("exec() globals must be a dict, not {class}")));
        }
        if !is_none(&locals) && !is_mapping(&locals) {
            let class = locals.type_().name();
            return Err(exc::type_error(py, format_args!("locals must be a mapping or None, not {class}")));
        }
        let (globals, locals) = namespaces(py, "exec", globals, locals)?;
        let closure = Some(closure).filter(|closure| !is_none(closure));
        let code = match free_variables(py, source) {
            Some(count) => {
                check_closure(py, closure, count)?;
                source.clone()
            }
            None => {
                if closure.is_some() {
                    return Err(exc::type_error(
                        py,
                        format_args!("closure can only be used when source is a code object"),
                    ));
                }
                let source = source_text(py, source, "exec() arg 1 must be a string, bytes or code object")?;
                compile_string(py, &source, "exec")?
            }
        };
        run(py, &RunCode { code: &code, globals: &globals, locals: &locals, closure }).map(drop)
    }

    /// The dictionary of the calling code's global variables.
    #[pyfunction]
    fn globals(py: &mut Py) -> PyResult<Option<Value>> {
        Ok(current_namespaces(py)?.map(|(globals, _)| globals))
    }

    /// A mapping of the calling code's local variables.
    #[pyfunction]
    fn locals(py: &mut Py) -> PyResult<Value> {
        match current_namespaces(py)? {
            Some((_, locals)) => Ok(locals),
            None => Err(exc::system_error(py, format_args!("frame does not exist"))),
        }
    }

    /// Imports a module: what the import statement calls. To import a module whose name is known only when the program runs,
    /// importlib.import_module() is the better way.
    #[pyfunction("(name, globals=None, locals=None, fromlist=(), level=0)")]
    fn __import__(
        py: &mut Py,
        name: &Value,
        globals: Option<Borrowed<'_>>,
        locals: Option<Borrowed<'_>>,
        fromlist: Option<Borrowed<'_>>,
        level: Option<i32>,
    ) -> PyResult<Value> {
        let (empty, level) = (py.tuple([])?, level.unwrap_or(0));
        let fromlist = fromlist.unwrap_or(empty.borrow());
        if !name.is_str() {
            return Err(exc::type_error(py, format_args!("module name must be a string")));
        }
        if level < 0 {
            return Err(exc::value_error(py, format_args!("level must be >= 0")));
        }
        if level > 0 && globals.is_none() {
            let message = py.str("'__name__' not in globals")?;
            return Err(exc::key_error(py, &message));
        }
        let (globals, locals) = (globals.unwrap_or(none_ref()), locals.unwrap_or(none_ref()));
        match py.interpreter().hooks().import {
            Some(import) => import(py, name, &globals, &locals, &fromlist, level),
            None => Err(py.error(&exc::IMPORT_ERROR, format_args!("there is nothing to import with"))),
        }
    }
}

/// The globals and locals of the code that runs, if any does.
pub(super) fn current_namespaces(py: &mut Py) -> PyResult<Option<(Value, Value)>> {
    match py.interpreter().hooks().namespaces {
        Some(hook) => hook(py),
        None => Ok(None),
    }
}

/// The namespaces for code that `eval` or `exec` runs: those given, or those of the caller.
fn namespaces(
    py: &mut Py,
    name: &str,
    globals: Borrowed<'_>,
    locals: Borrowed<'_>,
) -> PyResult<(Value, Value)> {
    let given = Some(locals).filter(|locals| !is_none(locals)).map(Borrowed::to_value);
    if !is_none(&globals) {
        let globals = globals.to_value();
        return Ok((globals.clone(), given.unwrap_or(globals)));
    }
    match current_namespaces(py)? {
        Some((globals, own)) => Ok((globals, given.unwrap_or(own))),
        None => Err(exc::type_error(
            py,
            format_args!("{name} must be given globals and locals when called without a frame"),
        )),
    }
}

fn is_mapping(value: &Value) -> bool {
    value.type_().slots.getitem.get().is_some()
}

/// How many free variables a code object has; nothing if the value is none.
fn free_variables(py: &mut Py, value: &Value) -> Option<usize> {
    let hook = py.interpreter().hooks().free_variables?;
    hook(py, value)
}

fn check_closure(py: &Py, closure: Option<&Value>, count: usize) -> PyResult<()> {
    if count == 0 {
        return match closure {
            None => Ok(()),
            Some(_) => Err(exc::type_error(py, format_args!("cannot use a closure with this code object"))),
        };
    }
    let cells = closure.and_then(|closure| closure.exact::<Tuple>()).map_or(&[][..], Tuple::items);
    if cells.len() == count && cells.iter().all(|cell| cell.exact::<Cell>().is_some()) {
        return Ok(());
    }
    Err(exc::type_error(py, format_args!("code object requires a closure of exactly length {count}")))
}

fn inherited_flags(py: &mut Py) -> i64 {
    py.interpreter().hooks().future_flags.map_or(0, |hook| hook(py))
}

/// What can be compiled: a string, or the bytes of anything that gives its memory.
fn source_text(py: &mut Py, source: &Value, message: &str) -> PyResult<Value> {
    if source.is_str() || source.get::<Bytes>().is_some() {
        return Ok(source.clone());
    }
    let buffer =
        py.get_buffer_or(source, BufferRequest::SIMPLE, |py| exc::type_error(py, format_args!("{message}")))?;
    py.copy_and_release(buffer)
}

/// Expressions may be indented.
fn without_indentation(py: &mut Py, source: Value) -> PyResult<Value> {
    let blank = |&point: &u32| point == u32::from(b' ') || point == u32::from(b'\t');
    if let Some(text) = source.get::<Str>() {
        let start = text.code_points().take_while(blank).count();
        if start > 0 {
            return py.heap().str_from_units(text.units().slice(start..text.len()));
        }
    } else if let Some(bytes) = source.get::<Bytes>() {
        let data = bytes.data();
        let start = data.iter().take_while(|&&byte| blank(&byte.into())).count();
        return py.bytes(&data[start..]);
    }
    Ok(source)
}

/// Compiles the argument of `eval` or `exec`.
fn compile_string(py: &mut Py, source: &Value, mode: &str) -> PyResult<Value> {
    let filename = py.str("<string>")?;
    let flags = inherited_flags(py);
    let request = Compile { source, filename: &filename, mode, flags, optimise: -1, feature_version: -1 };
    compile_source(py, &request)
}

fn compile_source(py: &mut Py, request: &Compile<'_>) -> PyResult<Value> {
    if py.is_audited() {
        let source = match request.source.get::<Str>() {
            Some(text) => py.bytes(text.to_utf8().as_bytes())?,
            None => request.source.clone(),
        };
        py.audit("compile", &[&source, request.filename])?;
    }
    match py.interpreter().hooks().compile {
        Some(compile) => compile(py, request),
        None => Err(no_hook(py, "no compiler")),
    }
}

fn run(py: &mut Py, request: &RunCode<'_>) -> PyResult<Value> {
    py.audit("exec", &[request.code])?;
    match py.interpreter().hooks().run_code {
        Some(run) => run(py, request),
        None => Err(no_hook(py, "no interpreter")),
    }
}

#[cold]
fn no_hook(py: &Py, message: &str) -> Raised {
    exc::system_error(py, format_args!("{message}"))
}

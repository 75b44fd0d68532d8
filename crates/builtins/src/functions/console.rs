//! The standard streams: `print`, `input`, and `breakpoint`.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Py, PyResult, Raised, Value};
use taipan_text::Name;

pub(super) struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    /// Writes values to a stream, sys.stdout where none is given.
    ///
    /// sep stands between the values, end after the last. If flush is true, the stream is flushed.
    #[pyfunction("(*args, sep=' ', end='\\n', file=None, flush=False)")]
    fn print(
        py: &mut Py,
        args: Args<'_>,
        sep: Option<&Value>,
        end: Option<&Value>,
        file: &Value,
        flush: bool,
    ) -> PyResult<()> {
        let file = if is_none(file) { stream(py, "stdout")? } else { Some(file.clone()) };
        let Some(file) = file else { return Err(lost(py, "lost sys.stdout")) };
        if is_none(&file) {
            return Ok(());
        }
        let sep = separator(py, sep, "sep")?;
        let end = separator(py, end, "end")?;
        let write = py.name(Name::WRITE).clone();
        for (index, value) in args.iter().enumerate() {
            if index > 0 {
                let sep = sep.clone().map_or_else(|| py.str(" "), Ok)?;
                py.call_method(&file, &write, &[&sep])?;
            }
            let text = py.to_str(&value)?;
            py.call_method(&file, &write, &[&text])?;
        }
        let end = end.map_or_else(|| py.str("\n"), Ok)?;
        py.call_method(&file, &write, &[&end])?;
        if flush {
            flush_stream(py, &file)?;
        }
        Ok(())
    }

    /// A line from sys.stdin, without its end. The prompt is written to sys.stdout before.
    #[pyfunction("(prompt='', /)")]
    fn input(py: &mut Py, prompt: Option<&Value>) -> PyResult<Value> {
        let present = |stream: Option<Value>| stream.filter(|stream| !is_none(stream));
        let stdin = present(stream(py, "stdin")?);
        let stdout = present(stream(py, "stdout")?);
        let stderr = present(stream(py, "stderr")?);
        let Some(stdin) = stdin else { return Err(lost(py, "input(): lost sys.stdin")) };
        let Some(stdout) = stdout else { return Err(lost(py, "input(): lost sys.stdout")) };
        let Some(stderr) = stderr else { return Err(lost(py, "input(): lost sys.stderr")) };
        py.audit("builtins.input", &[&prompt.cloned().unwrap_or_else(none)])?;
        if let Err(raised) = flush_stream(py, &stderr) {
            py.discard(raised);
        }
        if let Some(prompt) = prompt {
            let write = py.name(Name::WRITE).clone();
            let text = py.to_str(prompt)?;
            py.call_method(&stdout, &write, &[&text])?;
        }
        if let Err(raised) = flush_stream(py, &stdout) {
            py.discard(raised);
        }
        let line = read_line(py, &stdin)?;
        py.audit("builtins.input/result", &[&line])?;
        Ok(line)
    }

    /// Calls sys.breakpointhook(), which begins a session of the debugger.
    #[pyfunction("(*args, **kws)")]
    fn breakpoint(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        match stream(py, "breakpointhook")? {
            Some(hook) => py.call_args(&hook, args),
            None => Err(lost(py, "lost sys.breakpointhook")),
        }
    }
}

/// What `sys` has under a name.
fn stream(py: &mut Py, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    match py.interpreter().hooks().sys_attribute {
        Some(hook) => hook(py, &name),
        None => Ok(None),
    }
}

#[cold]
fn lost(py: &Py, message: &str) -> Raised {
    exc::runtime_error(py, format_args!("{message}"))
}

fn flush_stream(py: &mut Py, stream: &Value) -> PyResult<()> {
    let flush = py.name(Name::FLUSH).clone();
    py.call_method(stream, &flush, &[]).map(drop)
}

/// `sep` and `end` of `print`: a string, or nothing for the default.
fn separator(py: &Py, value: Option<&Value>, name: &str) -> PyResult<Option<Value>> {
    match value.filter(|value| !is_none(value)) {
        Some(value) if !value.is_str() => {
            let class = value.type_().name();
            Err(exc::type_error(py, format_args!("{name} must be None or a string, not {class}")))
        }
        value => Ok(value.cloned()),
    }
}

/// A line without its end. `EOFError` when there is none.
fn read_line(py: &mut Py, stream: &Value) -> PyResult<Value> {
    let readline = py.heap().intern("readline")?;
    let line = py.call_method(stream, &readline, &[])?;
    let Some(text) = line.get::<Str>() else {
        return Err(exc::type_error(py, format_args!("object.readline() returned non-string")));
    };
    if text.is_empty() {
        return Err(py.error(&exc::EOF_ERROR, format_args!("EOF when reading a line")));
    }
    if text.code_point(text.len() - 1) != Some('\n'.into()) {
        return Ok(line);
    }
    py.heap().str_from_units(text.units().slice(0..text.len() - 1))
}

//! The hooks by which the interpreter calls Python, as they are when nobody replaced them.

use taipan_macros::pymodule;
use taipan_object::native::Keywords;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::traceback::{is_traceback_or_none, set_traceback};
use taipan_object::{Args, Borrowed, Py, PyResult, Value, exception as exc};

use super::unraisable;

pub(super) struct HookFunctions;

#[pymodule("sys")]
impl HookFunctions {
    /// Prints what an expression typed at the prompt gives, and keeps it as builtins._.
    #[pyfunction("(object, /)")]
    fn displayhook(py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let Some(builtins) = py.builtins() else {
            return Err(exc::runtime_error(py, format_args!("lost builtins module")));
        };
        if is_none(&object) {
            return Ok(());
        }
        let underscore = py.heap().intern("_")?;
        py.set_attribute(&builtins, &underscore, &none())?;
        let Some(stdout) = attribute(py, "stdout")?.filter(|it| !is_none(it)) else {
            return Err(exc::runtime_error(py, format_args!("lost sys.stdout")));
        };
        let text = py.repr(&object)?;
        let write = py.heap().intern("write")?;
        if let Err(raised) = py.call_method(&stdout, &write, &[&text]) {
            if !py.matches(&raised, &exc::UNICODE_ENCODE_ERROR) {
                return Err(raised);
            }
            py.discard(raised);
            write_escaped(py, &stdout, &text)?;
        }
        let newline = py.str("\n")?;
        drop(py.call_method(&stdout, &write, &[&newline])?);
        py.set_attribute(&builtins, &underscore, &object)
    }

    /// Prints an exception and its traceback to sys.stderr.
    #[pyfunction("(exctype, value, traceback, /)")]
    fn excepthook(
        py: &mut Py,
        exctype: Borrowed<'_>,
        value: Borrowed<'_>,
        traceback: Borrowed<'_>,
    ) -> PyResult<()> {
        let _ = exctype;
        if value.is_exception() && is_traceback_or_none(&traceback) && !is_none(&traceback) {
            set_traceback(py, &value, Some(traceback.to_value()));
        }
        if let Some(show) = py.interpreter().hooks().show_exception {
            let shown = if value.is_exception() { value.to_value() } else { no_exception(py, &value) };
            show(py, &shown);
        }
        Ok(())
    }

    /// Reports an exception that cannot be raised.
    #[pyfunction("(unraisable, /)")]
    fn unraisablehook(py: &mut Py, unraisable: Borrowed<'_>) -> PyResult<()> {
        unraisable::show(py, &unraisable)
    }

    /// What breakpoint() calls: the debugger that PYTHONBREAKPOINT names, pdb.set_trace where it names none.
    #[pyfunction("(*args, **kwargs)")]
    fn breakpointhook(py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        let ignore = crate::config::config(py).flags.ignore_environment != 0;
        let named = std::env::var("PYTHONBREAKPOINT").ok().filter(|name| !ignore && !name.is_empty());
        let name = named.unwrap_or_else(|| "pdb.set_trace".to_owned());
        if name == "0" {
            return Ok(none());
        }
        let (module, function) = name.rsplit_once('.').unwrap_or(("builtins", &name));
        let hook = crate::import::import(py, module).and_then(|module| {
            let function = py.heap().intern(function)?;
            py.get_attribute(&module, &function)
        });
        match hook {
            Ok(hook) => {
                let args: Vec<Value> = args.iter().map(Borrowed::to_value).collect();
                let keywords = py.dict()?;
                for (name, value) in kwargs.iter() {
                    py.set_item(&keywords, &name, &value)?;
                }
                py.call_tuple(&hook, &args, Some(&keywords))
            }
            Err(raised)
                if py.matches(&raised, &exc::IMPORT_ERROR) || py.matches(&raised, &exc::ATTRIBUTE_ERROR) =>
            {
                py.discard(raised);
                py.warn(
                    &exc::RUNTIME_WARNING,
                    format_args!("Ignoring unimportable $PYTHONBREAKPOINT: \"{name}\""),
                )?;
                Ok(none())
            }
            Err(raised) => Err(raised),
        }
    }
}

/// An attribute of `sys`, as the program has set it.
pub(crate) fn attribute(py: &mut Py, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    match py.interpreter().hooks().sys_attribute {
        Some(hook) => hook(py, &name),
        None => Ok(None),
    }
}

/// Writes a text to a stream whose encoding does not have all of its characters.
fn write_escaped(py: &mut Py, stream: &Value, text: &Value) -> PyResult<()> {
    let [encoding, buffer, write] = ["encoding", "buffer", "write"].map(|name| py.heap().intern(name));
    let encoding = py.get_attribute(stream, &encoding?)?.to_string();
    let bytes = py.encode(text, Some(&encoding), Some("backslashreplace"))?;
    let write = write?;
    match py.find_attribute(stream, &buffer?)? {
        Some(buffer) => py.call_method(&buffer, &write, &[&bytes]).map(drop),
        None => {
            let data = bytes.get::<taipan_object::types::bytes::Bytes>().map(|it| it.data().to_vec());
            let text = py.decode(&data.unwrap_or_default(), Some(&encoding), None)?;
            py.call_method(stream, &write, &[&text]).map(drop)
        }
    }
}

/// `sys.__excepthook__` and its like: the hooks under names that nobody replaces.
pub(super) fn keep_originals(py: &mut Py, sys: &Module) -> PyResult<()> {
    for name in ["displayhook", "excepthook", "unraisablehook", "breakpointhook"] {
        let key = py.heap().intern(name)?;
        if let Some(hook) = sys.get(py, &key) {
            sys.set(py, &format!("__{name}__"), hook)?;
        }
    }
    Ok(())
}

/// What is shown in the place of a value that is no exception.
pub fn no_exception(py: &mut Py, value: &Value) -> Value {
    let class = value.type_().name().to_string();
    let raised =
        exc::type_error(py, format_args!("print_exception(): Exception expected for value, {class} found"));
    py.take(raised)
}

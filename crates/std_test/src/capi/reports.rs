//! Showing exceptions and tracebacks as the interpreter itself does.

use taipan_host::fault;
use taipan_macros::pymodule;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::{boolean, is_none};
use taipan_object::types::traceback::is_traceback_or_none;
use taipan_object::{Args, Borrowed, Py, PyResult, Value, exception as exc};
use taipan_std_boot::{import, sys};

pub(super) struct Reports;

#[pymodule("_testcapi")]
impl Reports {
    /// Ends the process as the interpreter does when it cannot go on.
    #[pyfunction("(message, release_gil=False, /)")]
    fn fatal_error(py: &mut Py, message: &Bytes, release_gil: bool) {
        let Some(hooks) = py.interpreter().hooks().evaluation else { return };
        let message = message.data().to_vec();
        let fail = || fault::fatal(hooks.reporter, "_testcapi_fatal_error_impl", &message);
        if release_gil { py.detach(fail) } else { fail() }
    }

    /// Prints an exception to sys.stderr.
    #[pyfunction("(exception, legacy=False, /)")]
    fn exception_print(py: &mut Py, exception: Borrowed<'_>, legacy: Option<bool>) -> PyResult<()> {
        let shown = if exception.is_exception() {
            exception.to_value()
        } else if legacy == Some(true) {
            let class = exception.type_().name();
            return Err(exc::type_error(py, format_args!("an exception is required, got {class}")));
        } else {
            sys::no_exception(py, &exception)
        };
        if let Some(show) = py.interpreter().hooks().show_exception {
            show(py, &shown);
        }
        Ok(())
    }

    /// Writes a traceback to a file, without marks below the lines.
    #[pyfunction("(traceback, file, /)")]
    fn traceback_print(py: &mut Py, traceback: Borrowed<'_>, file: Borrowed<'_>) -> PyResult<()> {
        if !is_traceback_or_none(&traceback) || is_none(&traceback) {
            return Err(exc::system_error(py, format_args!("bad argument to internal function")));
        }
        let module = import::import(py, "traceback")?;
        let extract = py.heap().intern("extract_tb")?;
        let frames = py.call_method(&module, &extract, &[&traceback])?;
        let mut entries = Vec::new();
        for frame in py.collect(&frames)? {
            let mut entry = Vec::new();
            for name in ["filename", "lineno", "name", "line"] {
                let name = py.heap().intern(name)?;
                entry.push(py.get_attribute(&frame, &name)?);
            }
            entries.push(py.tuple(entry)?);
        }
        let entries = py.list(entries)?;
        let format = py.heap().intern("format_list")?;
        let lines = py.call_method(&module, &format, &[&entries])?;
        let (write, heading) = (py.heap().intern("write")?, py.str("Traceback (most recent call last):\n")?);
        drop(py.call_method(&file, &write, &[&heading])?);
        for line in py.collect(&lines)? {
            drop(py.call_method(&file, &write, &[&line])?);
        }
        Ok(())
    }

    /// Reports an exception as one that cannot go anywhere, with an object that is to blame.
    #[pyfunction("(exc, obj, /)", hidden)]
    fn err_writeunraisable(py: &mut Py, exc: Borrowed<'_>, obj: Borrowed<'_>) {
        report(py, &exc, "", Some(&*obj).filter(|it| !is_none(it)));
    }

    /// Reports an exception as one that cannot go anywhere, with words in which %R stands for an object.
    #[pyfunction("(exc, fmt, *args)", hidden)]
    fn err_formatunraisable(
        py: &mut Py,
        exc: Borrowed<'_>,
        fmt: Borrowed<'_>,
        args: Args<'_>,
    ) -> PyResult<()> {
        if is_none(&fmt) {
            report(py, &exc, "", None);
            return Ok(());
        }
        let format = fmt.to_string();
        let mut parts = format.split("%R");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for (part, argument) in parts.zip(args.iter()) {
            let shown = py.repr(&argument)?;
            text.push_str(&format!("{shown}{part}"));
        }
        report(py, &exc, &text, None);
        Ok(())
    }

    /// What the interpreter was started with.
    #[pyfunction("($self, object, /)")]
    fn config_get(py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        match &*name.to_string() {
            "code_debug_ranges" => Ok(boolean(py.interpreter().keeps_columns())),
            name => Err(exc::value_error(py, format_args!("unknown config option name: {name}"))),
        }
    }
}

fn report(py: &mut Py, exception: &Value, what: &str, object: Option<&Value>) {
    if let Some(report) = py.interpreter().hooks().unraisable {
        report(py, exception, what, object);
    }
}

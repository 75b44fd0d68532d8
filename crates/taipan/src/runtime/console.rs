//! What the interpreter itself has to say: to `sys.stderr`, or to the standard error of the process where there is none yet.

use std::io::Write as _;

use taipan_object::exception::BaseException;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_std_boot::import;

use super::traceback;

/// Writes to the standard error stream.
pub(super) fn report(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Prints an exception that cannot go anywhere: a line that says what was being done, traceback, class and text. Where
/// there is no `sys.stderr`, as when the interpreter is being taken apart, or it cannot be written to, nothing is said.
pub(super) fn show_unraisable(py: &mut Py, exception: &Value, heading: &str) {
    let written = standard_error(py).and_then(|stream| {
        let Some(stream) = stream else { return Ok(()) };
        let text = format!("{heading}{}", traceback::plain_text(py, exception));
        let text = py.str(&text)?;
        write_to(py, &stream, &text)
    });
    if let Err(raised) = written {
        py.discard(raised);
    }
}

/// Prints an exception to `sys.stderr`, or where that is lost to the standard error of the process.
pub(super) fn show_exception(py: &mut Py, exception: &Value) {
    let text = traceback::text(py, exception, traceback::theme());
    if let Err(raised) = write_error(py, &text) {
        py.discard(raised);
        report(&text);
    }
}

/// Prints a text to `sys.stderr`, or where that is lost to the standard error of the process.
pub(super) fn print(py: &mut Py, text: &Value) {
    if let Err(raised) = write_text(py, text) {
        py.discard(raised);
        report(&text.to_string());
    }
}

fn write_error(py: &mut Py, text: &str) -> PyResult<()> {
    let text = py.str(text)?;
    write_text(py, &text)
}

fn write_text(py: &mut Py, text: &Value) -> PyResult<()> {
    match standard_error(py)? {
        Some(stream) => write_to(py, &stream, text),
        None => {
            report(&text.to_string());
            Ok(())
        }
    }
}

/// `sys.stderr`, if there is one.
fn standard_error(py: &mut Py) -> PyResult<Option<Value>> {
    let name = py.heap().intern("stderr")?;
    taipan_vm::sys_attribute(py, &name)
}

/// Writes to a stream, unless it is None.
fn write_to(py: &mut Py, stream: &Value, text: &Value) -> PyResult<()> {
    if is_none(stream) {
        return Ok(());
    }
    let (write, flush) = (py.heap().intern("write")?, py.heap().intern("flush")?);
    drop(py.call_method(stream, &write, &[text])?);
    // One that cannot be flushed has the text all the same.
    if let Err(raised) = py.call_method(stream, &flush, &[]) {
        py.discard(raised);
    }
    Ok(())
}

/// Hands an exception that nobody handled to `sys.excepthook`. The module `sys` keeps it as the last one.
pub(super) fn call_hook(py: &mut Py, exception: &Value) {
    if let Err(raised) = keep(py, exception) {
        py.discard(raised);
    }
    let hook = (|| {
        let name = py.heap().intern("excepthook")?;
        taipan_vm::sys_attribute(py, &name)
    })();
    let hook = match hook {
        Ok(hook) => hook,
        Err(raised) => {
            py.discard(raised);
            None
        }
    };
    let Some(hook) = hook else {
        report("sys.excepthook is missing\n");
        return show_exception(py, exception);
    };
    let class = exception.type_().to_value();
    let traceback = exception.get::<BaseException>().and_then(|it| it.traceback(py)).unwrap_or_else(none);
    if let Err(raised) = py.audit("sys.excepthook", &[&hook, &class, exception, &traceback]) {
        // An audit hook says with a RuntimeError that nothing shall be shown.
        let silent = py.matches(&raised, &exc::RUNTIME_ERROR);
        py.discard(raised);
        if silent {
            return;
        }
    }
    if let Err(raised) = py.call(&hook, &[&class, exception, &traceback]) {
        let second = py.take(raised);
        report("Error in sys.excepthook:\n");
        show_exception(py, &second);
        report("\nOriginal exception was:\n");
        show_exception(py, exception);
    }
}

/// Sets `sys.last_exc`, and the older names of its parts.
fn keep(py: &mut Py, exception: &Value) -> PyResult<()> {
    let sys = import::import(py, "sys")?;
    let class = exception.type_().to_value();
    let traceback = exception.get::<BaseException>().and_then(|it| it.traceback(py)).unwrap_or_else(none);
    for (name, value) in [
        ("last_exc", exception),
        ("last_type", &class),
        ("last_value", exception),
        ("last_traceback", &traceback),
    ] {
        let name = py.heap().intern(name)?;
        py.set_attribute(&sys, &name, value)?;
    }
    Ok(())
}

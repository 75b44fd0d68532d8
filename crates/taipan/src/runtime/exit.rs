//! The end of a program: what is waited for, what is called, what is flushed, and the exit code.

mod modules;

use taipan_host::signal;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::is_none;
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_std_boot::sys;

use super::console;

/// The exit code when the standard streams cannot be flushed.
const LOST_OUTPUT: u8 = 120;

/// Ends the program and gives its exit code. Where nobody would see anything die, nothing is taken apart: the process is about
/// to end.
pub(super) fn finish(mut owned: Py, result: PyResult<()>) -> u8 {
    let py = &mut owned;
    let mut interrupted = false;
    let mut code = match result {
        Ok(()) => 0,
        Err(raised) => {
            let exception = py.take(raised);
            interrupted = exception.type_().carries(&exc::KEYBOARD_INTERRUPT);
            status(py, &exception)
        }
    };
    wait_and_call(py);
    if py.destroy_others() > 0 {
        report_remaining(py);
    }
    sys::set_finalizing(py);
    py.interpreter().end();
    let flushed = flush_streams(py);
    if !flushed && code == 0 {
        code = LOST_OUTPUT;
    }
    taipan_std_boot::signal::finish(py);
    if flushed && !modules::are_seen_to_end(py) {
        std::mem::forget(owned);
    } else {
        modules::finalise(py);
        flush_streams(py);
        drop(owned);
    }
    if interrupted {
        die_of_interrupt();
    }
    code
}

/// Ends the process as an interrupt ends one that does not handle it, so that a shell sees that it was interrupted.
fn die_of_interrupt() {
    if signal::set(signal::SIGINT, signal::Disposition::Default).is_ok() {
        // Whoever ignores it or holds it back gets the exit code.
        let _ = signal::raise(signal::SIGINT);
    }
}

/// Ends an interpreter that is not the main one.
pub(super) fn end(py: &mut Py) {
    wait_and_call(py);
    sys::set_finalizing(py);
    py.interpreter().end();
    flush_streams(py);
    modules::finalise(py);
    flush_streams(py);
}

/// What comes before the end: threads are waited for, and what is registered is called.
fn wait_and_call(py: &mut Py) {
    call_in(py, "threading", "_shutdown");
    taipan_std_boot::atexit::run_exit_functions(py);
    let (runtime, id) = (py.runtime().clone(), py.interpreter().id());
    runtime.announce_end(id);
}

/// Warns that the program has left interpreters behind.
fn report_remaining(py: &mut Py) {
    let Some(warn) = py.interpreter().hooks().warn else { return };
    let warned = py
        .str("remaining subinterpreters; close them with Interpreter.close()")
        .and_then(|text| warn(py, &exc::RUNTIME_WARNING, &text, 0, None));
    if let Err(raised) = warned {
        py.unraisable(raised, "Exception ignored in", None);
    }
}

/// Calls a function of a module, if that was imported.
fn call_in(py: &mut Py, module: &str, function: &str) {
    let result = (|| {
        let (module, function) = (py.heap().intern(module)?, py.heap().intern(function)?);
        let modules = py.modules()?;
        let found = match modules.get::<Dict>() {
            Some(dict) => dict.get(py, &module)?,
            None => None,
        };
        match found.filter(|it| !is_none(it)) {
            Some(module) => py.call_method(&module, &function, &[]).map(drop),
            None => Ok(()),
        }
    })();
    if let Err(raised) = result {
        py.unraisable(raised, "Exception ignored in", None);
    }
}

/// Flushes the standard streams. False if that failed.
pub(super) fn flush_streams(py: &mut Py) -> bool {
    let (out, error) = (flush(py, "stdout"), flush(py, "stderr"));
    out && error
}

/// Flushes a standard stream. False if that failed.
fn flush(py: &mut Py, stream: &str) -> bool {
    let result = (|| {
        let (name, flush, closed) =
            (py.heap().intern(stream)?, py.heap().intern("flush")?, py.heap().intern("closed")?);
        let Some(stream) = taipan_vm::sys_attribute(py, &name)?.filter(|it| !is_none(it)) else {
            return Ok(());
        };
        if let Some(closed) = py.find_attribute(&stream, &closed)?
            && py.is_true(&closed)?
        {
            return Ok(());
        }
        py.call_method(&stream, &flush, &[]).map(drop)
    })();
    match result {
        Ok(()) => true,
        Err(raised) => {
            if stream == "stdout" {
                py.unraisable(raised, "Exception ignored while flushing sys.stdout", None);
            } else {
                py.discard(raised);
            }
            false
        }
    }
}

/// The exit code for an exception that nobody handled, after it was shown.
fn status(py: &mut Py, exception: &Value) -> u8 {
    if let Some(exit) = exception.get::<exc::payload::SystemExit>() {
        let code = exc::payload::or_none(&exit.code, py);
        if is_none(&code) {
            return 0;
        }
        if code.is_int() {
            return code.as_i64().unwrap_or(-1) as u8;
        }
        let shown = py.to_str(&code).and_then(|text| Ok([text, py.str("\n")?]));
        match shown {
            Ok(texts) => texts.iter().for_each(|text| console::print(py, text)),
            Err(raised) => py.discard(raised),
        }
        return 1;
    }
    console::call_hook(py, exception);
    if exception.type_().carries(&exc::KEYBOARD_INTERRUPT) {
        return 130;
    }
    1
}

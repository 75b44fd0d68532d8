//! Exceptions that cannot go anywhere: in a finaliser, in a callback of the collector, at the end of the program.

use taipan_object::exception as exc;
use taipan_object::exception::BaseException;
use taipan_object::native::NativeFunction;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Py, PyResult, Value};

use super::implementation::{UNRAISABLE_ARGS, UnraisableArgs};

/// Reports an exception: hands it to `sys.unraisablehook`. Without words about what was being done, the object is named as
/// the cause; else it belongs to the words.
pub fn report(py: &mut Py, exception: &Value, what: &str, object: Option<&Value>) {
    let message = match (what, object) {
        ("", _) => None,
        (_, None) => Some(what.to_owned()),
        (_, Some(object)) => shown(py, object).map(|shown| format!("{what} {shown}")),
    };
    let object = object.filter(|_| what.is_empty());
    if let Err(raised) = note_place(py, exception) {
        py.discard(raised);
    }
    if let Err(raised) = call_hook(py, exception, message.as_deref(), object) {
        py.discard(raised);
    }
}

/// An exception that has come through no frame gets a traceback of the one that runs.
fn note_place(py: &mut Py, exception: &Value) -> PyResult<()> {
    let Some(base) = exception.get::<BaseException>() else { return Ok(()) };
    if base.traceback(py).is_some() {
        return Ok(());
    }
    let Some(hooks) = py.interpreter().hooks().evaluation else { return Ok(()) };
    let Some(frame) = (hooks.frame_at)(py, 0)? else { return Ok(()) };
    let name = py.heap().intern("f_lasti")?;
    let instruction = py.get_attribute(&frame, &name)?;
    let instruction = py.to_i64(&instruction)?;
    py.add_traceback(exception, frame, i32::try_from(instruction).unwrap_or(-1))
}

fn call_hook(py: &mut Py, exception: &Value, message: Option<&str>, object: Option<&Value>) -> PyResult<()> {
    let hook = super::hooks::attribute(py, "unraisablehook")?.filter(|hook| !is_none(hook) && !is_ours(hook));
    let Some(hook) = hook else {
        print(py, exception, message, object);
        return Ok(());
    };
    let traceback = exception.get::<BaseException>().and_then(|it| it.traceback(py)).unwrap_or_else(none);
    let message = message.map(|message| py.str(message)).transpose()?.unwrap_or_else(none);
    let object = object.cloned().unwrap_or_else(none);
    let class = exception.type_().to_value();
    let args = py.heap().struct_sequence::<UnraisableArgs, 5>([
        class,
        exception.clone(),
        traceback,
        message,
        object,
    ])?;
    let called = match py.audit("sys.unraisablehook", &[&hook, &args]) {
        Ok(()) => py.call(&hook, &[&args]),
        Err(raised) => Err(raised),
    };
    if let Err(raised) = called {
        let exception = py.take(raised);
        print(py, &exception, Some("Exception ignored in sys.unraisablehook"), Some(&hook));
    }
    Ok(())
}

/// Whether the hook is the one that prints, which then need not be given its argument.
fn is_ours(hook: &Value) -> bool {
    hook.exact::<NativeFunction>().is_some_and(|function| function.definition.name == "unraisablehook")
}

/// `sys.unraisablehook`
pub(super) fn show(py: &mut Py, args: &Value) -> PyResult<()> {
    if !args.type_().is(&UNRAISABLE_ARGS) {
        return Err(exc::type_error(
            py,
            format_args!("sys.unraisablehook argument type must be UnraisableHookArgs"),
        ));
    }
    let [exception, message, object] = ["exc_value", "err_msg", "object"].map(|name| {
        let name = py.heap().intern(name)?;
        py.get_attribute(args, &name)
    });
    let (exception, message, object) = (exception?, message?, object?);
    let message = (!is_none(&message)).then(|| message.to_string());
    print(py, &exception, message.as_deref(), Some(&object).filter(|it| !is_none(it)));
    Ok(())
}

fn print(py: &mut Py, exception: &Value, message: Option<&str>, object: Option<&Value>) {
    let object =
        object.map(|object| shown(py, object).unwrap_or_else(|| "<object repr() failed>".to_owned()));
    let heading = match (message, object) {
        (None, None) => String::new(),
        (Some(message), None) => format!("{message}:\n"),
        (message, Some(object)) => format!("{}: {object}\n", message.unwrap_or("Exception ignored in")),
    };
    if let Some(show) = py.interpreter().hooks().show_unraisable {
        show(py, exception, &heading);
    }
}

fn shown(py: &mut Py, object: &Value) -> Option<String> {
    match py.repr(object) {
        Ok(text) => Some(text.to_string()),
        Err(raised) => {
            py.discard(raised);
            None
        }
    }
}

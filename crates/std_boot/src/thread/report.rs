//! `_thread._excepthook`: what is printed about an exception that ended a thread.

use taipan_macros::pymodule;
use taipan_object::type_::{Definition, Type};
use taipan_object::types::singletons::is_none;
use taipan_object::types::struct_sequence::{self, Field, StructSequence, class, definition};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

/// `_thread._ExceptHookArgs`
pub(super) static EXCEPT_HOOK_ARGS: Type = class::<ExceptHookArgs>("_thread._ExceptHookArgs");

pub(super) struct ExceptHookArgs;

impl StructSequence for ExceptHookArgs {
    const TYPE: &'static Type = &EXCEPT_HOOK_ARGS;
    const DOC: &'static str = "What threading.excepthook is called with.";
    const FIELDS: &'static [Field] = &[
        Field::new("exc_type", "the class of the exception"),
        Field::new("exc_value", "the exception"),
        Field::new("exc_traceback", "its traceback"),
        Field::new("thread", "the thread, or None"),
    ];
}

pub(super) static DEFINITIONS: &[Definition] = &[definition::<ExceptHookArgs>()];

pub(super) struct Report;

#[pymodule("_thread")]
impl Report {
    /// Prints what is known of an exception that ended a thread.
    #[pyfunction("(args, /)")]
    fn _excepthook(py: &mut Py, args: Borrowed<'_>) -> PyResult<()> {
        let Some([class, value, _traceback, thread]) = struct_sequence::fields::<ExceptHookArgs>(args) else {
            return Err(exc::type_error(
                py,
                format_args!("_thread.excepthook argument type must be ExceptHookArgs"),
            ));
        };
        if class.is(&exc::SYSTEM_EXIT.to_value()) {
            return Ok(());
        }
        let Some(stderr) = stream(py, thread)? else { return Ok(()) };
        let name = thread_name(py, thread)?;
        let text = py.text(format_args!("Exception in thread {name}:\n"))?;
        let (write, flush) = (py.heap().intern("write")?, py.heap().intern("flush")?);
        drop(py.call_method(&stderr, &write, &[&text])?);
        if let Some(show) = py.interpreter().hooks().show_exception {
            show(py, value);
        }
        drop(py.call_method(&stderr, &flush, &[])?);
        Ok(())
    }
}

/// `sys.stderr`, or what the thread has kept of it.
fn stream(py: &mut Py, thread: &Value) -> PyResult<Option<Value>> {
    let name = py.heap().intern("stderr")?;
    if let Some(hook) = py.interpreter().hooks().sys_attribute
        && let Some(stream) = hook(py, &name)?.filter(|stream| !is_none(stream))
    {
        return Ok(Some(stream));
    }
    if is_none(thread) {
        return Ok(None);
    }
    let name = py.heap().intern("_stderr")?;
    Ok(py.find_attribute(thread, &name)?.filter(|stream| !is_none(stream)))
}

fn thread_name(py: &mut Py, thread: &Value) -> PyResult<String> {
    if !is_none(thread) {
        let name = py.heap().intern("name")?;
        if let Some(name) = py.find_attribute(thread, &name)? {
            return Ok(py.to_str(&name)?.to_string());
        }
    }
    Ok(taipan_host::thread::identity().to_string())
}

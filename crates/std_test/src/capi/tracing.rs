//! A trace function in native code, which notes what it hears of.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::type_::Definition;
use taipan_object::types::list::List;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value, exception as exc};

/// What notes events in a list.
#[pyclass(static = RECORDER, name = "trace_recorder")]
pub(super) struct Recorder {
    events: Value,
}

pub(super) const DEFINITION: Definition =
    Definition { slots: &[Recorder::SLOTS], ..Definition::of(&RECORDER) };

/// The events, in the order of their numbers.
const EVENTS: [&str; 8] =
    ["call", "exception", "line", "return", "c_call", "c_exception", "c_return", "opcode"];

#[pymethods]
impl Recorder {
    #[pyslot]
    fn call(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (Some(frame), Some(event), Some(arg)) = (args.get(0), args.get(1), args.get(2)) else {
            return Err(exc::type_error(py, format_args!("expected a frame, an event and an argument")));
        };
        let number = EVENTS.iter().position(|&name| event.get::<Str>().is_some_and(|event| event.is(name)));
        let name = py.heap().intern("f_lineno")?;
        let line = py.get_attribute(&frame, &name)?;
        let number = py.int(number.map_or(-1, |number| number as i64))?;
        let entry = py.tuple([number, line, arg.to_value()])?;
        if let Some(recorder) = this.get::<Self>()
            && let Some(list) = recorder.events.get::<List>()
        {
            list.append(py, entry)?;
        }
        Ok(this.to_value())
    }
}

pub(super) struct Tracing;

#[pymodule("_testcapi")]
impl Tracing {
    /// Traces this thread from here on: number of the event, line and argument go to the end of a list.
    #[pyfunction("(events, /)", hidden)]
    fn settrace_to_record(py: &mut Py, events: Borrowed<'_>) -> PyResult<Value> {
        if events.get::<List>().is_none() {
            return Err(exc::type_error(py, format_args!("expected a list")));
        }
        let recorder = py.heap().object(Recorder { events: events.to_value() })?;
        if let Some(hooks) = py.interpreter().hooks().evaluation {
            (hooks.set_trace)(py, Some(&recorder))?;
        }
        Ok(none())
    }
}

//! Events of exceptions: they belong to no instruction, and are told wherever a tool asks for them everywhere.

use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};

use super::callback::{Occasion, tell};
use super::event::Event;
use crate::thread::Thread;

/// Tells of the exception on its way, which belongs to a code unit. If a tool fails, its exception takes the other's place.
#[cold]
#[inline(never)]
pub(crate) fn tell_exception(
    py: &mut Py,
    thread: &'static Thread,
    event: Event,
    unit: usize,
    raised: Raised,
) -> Raised {
    let tools = thread.monitoring().tools(event);
    if tools == 0 || thread.tracing.get() > 0 {
        return raised;
    }
    let exception = py.take(raised);
    let offset = py.int_from_usize(unit * 2).unwrap_or_else(|raised| {
        py.discard(raised);
        none()
    });
    let args: [Value; 2] = [offset, exception];
    match tell(py, thread, tools, &Occasion { event, unit, args: &args }) {
        Ok(()) => {
            let [_, exception] = args;
            py.heap().again(exception)
        }
        Err(raised) => raised,
    }
}

/// Tells that an iterator has returned a value to the instruction at this code unit, which had no need of a `StopIteration`: as if
/// it had been raised there.
#[cold]
#[inline(never)]
pub(crate) fn tell_end(py: &mut Py, thread: &'static Thread, unit: usize, value: &Value) -> PyResult<()> {
    let tools = thread.monitoring().tools(Event::Raise);
    if tools == 0 || thread.tracing.get() > 0 {
        return Ok(());
    }
    let offset = py.int_from_usize(unit * 2)?;
    let raised = exc::stop_iteration(py, Some(value.clone()).filter(|value| !is_none(value)));
    let args = [offset, py.take(raised)];
    tell(py, thread, tools, &Occasion { event: Event::Raise, unit, args: &args })
}

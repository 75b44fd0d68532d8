//! Events of exceptions: they belong to no instruction, and are told wherever a tool asks for them everywhere.

use taipan_object::types::singletons::none;
use taipan_object::{Py, Raised, Value};

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

//! Exceptions: their types, their payloads, and how native code raises them.
//!
//! The types are generated from `spec/exceptions.toml`. Raising puts the exception into the thread's state; what a function
//! returns is only the token [`Raised`]. The errors that are raised most often and caught silently (`AttributeError`,
//! `KeyError`, `IndexError`, `StopIteration`) keep what they are about and make their message when somebody asks.

pub mod args;
mod class;
pub mod generated;
pub mod group;
pub mod handled;
pub mod matching;
pub mod os;
pub mod payload;
pub mod raise;
pub mod unicode;

pub use generated::*;
pub(crate) use matching::keeps_arguments_only;
pub use matching::set_cause;
pub use os::os_error_type;
pub use payload::{BaseException, State};
pub use raise::*;

use crate::py::{Heap, Py, Raised};
use crate::value::Value;

/// Gives an exception that is raised the one that is being handled as its context, unless that is itself.
pub(crate) fn set_context(heap: Heap, exception: &Value) {
    let Some(handled) = heap.shared().handled_exception() else { return };
    if handled.is(exception) {
        return;
    }
    let Some(payload) = exception.get::<BaseException>() else { return };
    break_cycle(exception, &handled);
    payload.set_context(heap, Some(handled));
}

/// Lets an exception that was raised while another was on its way follow it: the other becomes its context. The `MemoryError` that
/// is kept for the occasion stays as it is, since it is everybody's.
#[cold]
pub(crate) fn follow(py: &mut Py, raised: Raised, before: Value) {
    let exception = py.take(raised);
    let is_own = exception.object().is_some_and(|object| object.count().is_some());
    if let Some(payload) = exception.get::<BaseException>().filter(|_| is_own && !exception.is(&before)) {
        break_cycle(&exception, &before);
        payload.set_context(py.heap(), Some(before));
    }
    py.shared().raised.set(Some(exception));
}

/// If the exception is in the chain of contexts that begins at `handled`, the chain is cut before it: there must be no
/// cycle. Another cycle, which Python code can build, is found by following the chain at two speeds.
fn break_cycle(exception: &Value, handled: &Value) {
    let (mut current, mut slow) = (handled.clone(), handled.clone());
    let mut odd = false;
    while let Some(next) = current.get::<BaseException>().and_then(BaseException::peek_context) {
        if next.is(exception) {
            if let Some(payload) = current.get::<BaseException>() {
                payload.clear_context();
            }
            return;
        }
        current = next;
        if current.is(&slow) {
            return;
        }
        if odd && let Some(next) = slow.get::<BaseException>().and_then(BaseException::peek_context) {
            slow = next;
        }
        odd = !odd;
    }
}

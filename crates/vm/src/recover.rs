//! After a panic: native code that an instruction has called made a mistake, which Python sees as a `SystemError`.

use std::any::Any;

use taipan_object::{Py, PyResult, StackRef};

use crate::frame::{Frame, OnReturn};
use crate::frame_object;
use crate::generator::Progress;
use crate::ops::ret;
use crate::thread::Thread;
use crate::unwind;

/// Goes on after a panic in a loop that was entered for a frame: with the handler of a caller of the frame whose instruction it was,
/// which is on top then. It fails when the frame goes for which the loop was entered.
///
/// How far the instruction has got with the stack of its frame, nobody knows: what lies there is never dropped, and no handler of
/// that frame can run. The callers' stacks are as they were saved.
#[cold]
#[inline(never)]
pub(crate) fn recover(
    py: &mut Py,
    thread: &'static Thread,
    entered: *mut Frame,
    payload: &(dyn Any + Send),
) -> PyResult<()> {
    thread.forget();
    let mut raised = py.panicked(payload);
    // Frames of loops that were entered from this one have nobody any more whom they could give a result.
    let mut last = thread.frame.get();
    let mut frame = last;
    while frame > entered {
        // SAFETY: the frame lies above another one.
        unsafe {
            if (*frame).on_return == OnReturn::Leave {
                last = frame.sub(1);
            }
            frame = frame.sub(1);
        }
    }
    while thread.frame.get() >= last.max(entered) {
        frame_object::add_traceback(py, thread, &raised);
        // SAFETY: the frame on top is one of this loop's, or above them.
        unsafe {
            let frame = thread.frame.get();
            (*frame).top = (*frame).locals.add((*frame).code().locals);
            (*frame).names = StackRef::NULL;
            let generator = (*frame).generator;
            if !generator.is_null() && (*generator).progress.get() != Progress::Running {
                // It has been left already.
                (*frame).generator = std::ptr::null();
            }
            raised = ret::abandon(py, thread, raised);
        }
    }
    if thread.frame.get() < entered { Err(raised) } else { unwind::unwind(py, thread, raised) }
}

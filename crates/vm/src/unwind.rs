//! From an exception to its handler: the exception table of each frame, from the top down.

use taipan_bytecode::Opcode;
use taipan_object::protocol::attribute::with_attribute;
use taipan_object::{Py, PyResult, Raised, StackRef};

use crate::frame::OnReturn;
use crate::frame_object;
use crate::monitoring::code::Decoded;
use crate::monitoring::event::Event;
use crate::monitoring::raising::tell_exception;
use crate::ops::ret;
use crate::thread::Thread;

/// Finds the handler of the exception on its way and sets the frame on top up to run it. Frames without a handler go. It
/// fails when the frame goes for which the loop was entered.
#[cold]
#[inline(never)]
pub(crate) fn unwind(py: &mut Py, thread: &'static Thread, raised: Raised) -> PyResult<()> {
    let mut raised = raised;
    loop {
        // SAFETY: the frame on top is running.
        let again = unsafe { std::mem::replace(&mut (*thread.frame.get()).reraised, std::ptr::null()) };
        if again.is_null() {
            frame_object::add_traceback(py, thread, &raised);
            raised = tell(py, thread, Event::Raise, again, raised);
        } else {
            raised = tell(py, thread, Event::Reraise, again, raised);
        }
        // SAFETY: the frame on top is running.
        unsafe {
            let frame = thread.frame.get();
            let code = (*frame).code();
            let offset = (*frame).offset() as u32;
            let at = if again.is_null() { offset } else { again.offset_from_unsigned(code.start()) as u32 };
            if let Some(entry) = code.handlers().find(|entry| (entry.start..entry.end).contains(&at)) {
                let bottom = (*frame).locals.add(code.locals);
                let wanted = bottom.add(entry.depth as usize);
                drop_slots((*frame).top, wanted);
                let mut top = wanted;
                if entry.lasti {
                    top.write(StackRef::from_word(offset as usize * 2 + 1));
                    top = top.add(1);
                }
                let exception = StackRef::owned(py.take(raised));
                top.write(exception);
                (*frame).top = top.add(1);
                (*frame).pc = code.start().add(entry.target as usize);
                py.drain();
                // What is thrown into a generator comes from the RESUME behind its yield.
                let thrown = code.opcode_at(at as usize) == Opcode::YieldValue.number() as u8;
                let jump = ((*frame).pc, at as usize + usize::from(thrown));
                if !hears(thread, Event::ExceptionHandled) {
                    thread.jumped.set(jump);
                    return Ok(());
                }
                let exception = exception.get().to_value();
                (*frame).instruction = (*frame).pc;
                let told = py.heap().again(exception.clone());
                raised = tell_exception(py, thread, Event::ExceptionHandled, entry.target as usize, told);
                let now = py.take(raised);
                if now.is(&exception) {
                    thread.jumped.set(jump);
                    return Ok(());
                }
                raised = py.heap().again(now);
                continue;
            }
            raised = tell(py, thread, Event::Unwind, again, raised);
            let on_return = (*frame).on_return;
            raised = ret::abandon(py, thread, raised);
            match on_return {
                OnReturn::Leave => return Err(raised),
                OnReturn::Attribute(oparg) => {
                    // The object whose attribute was asked for is on top of the caller's stack.
                    let caller = thread.frame.get();
                    let object = (*caller).top.sub(1).read().get();
                    let name = (*caller).code().names.get_unchecked(oparg as usize >> 1);
                    raised = with_attribute(py, raised, &object, name);
                }
                _ => {}
            }
        }
    }
}

/// Whether any tool asks for an event, wherever it happens.
fn hears(thread: &Thread, event: Event) -> bool {
    thread.monitoring().everywhere.get().has(event)
}

/// Tells of the exception on its way, which was raised again if `again` is not null.
#[inline]
fn tell(py: &mut Py, thread: &'static Thread, event: Event, again: *const u16, raised: Raised) -> Raised {
    if !hears(thread, event) {
        return raised;
    }
    // SAFETY: the frame on top runs, and `again` is one of its instructions.
    let unit = unsafe {
        let frame = thread.frame.get();
        let code = (*frame).code();
        let unit = if again.is_null() { (*frame).offset() } else { again.offset_from_unsigned(code.start()) };
        // CPython tells of the last unit of the instruction.
        Decoded::at(code, unit).map_or(unit, |instruction| instruction.next - 1)
    };
    tell_exception(py, thread, event, unit, raised)
}

/// Drops the slots above `wanted`, the last first.
///
/// # Safety
/// They are slots of the frame on top, and nobody uses them any more.
pub(crate) unsafe fn drop_slots(mut top: *mut StackRef, wanted: *mut StackRef) {
    while top > wanted {
        // SAFETY: the caller's promise.
        unsafe {
            top = top.sub(1);
            top.read().close();
        }
    }
}

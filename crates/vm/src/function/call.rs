//! Calling a Python function: from native code, where a loop of its own runs it, and from the interpreter, where only a
//! frame is pushed.

use std::ptr;

use taipan_object::{Args, Borrowed, Py, PyResult, StackRef, Value};

use super::{Function, bind};
use crate::dispatch;
use crate::frame::{Frame, OnReturn};
use crate::thread::Thread;

/// The slot: native code calls a function.
pub(crate) fn call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(function) = this.exact::<Function>() else { return Ok(this.to_value()) };
    let thread = Thread::of(py)?;
    let locals = thread.free();
    // SAFETY: the caller holds the function for as long as the call takes. The slots from `locals` on are free.
    unsafe {
        let code = function.code();
        thread.check_room(py, locals, code.locals + code.stack)?;
        let count = args.all_slots().len();
        thread.check_room(py, locals, count)?;
        for (index, slot) in args.all_slots().iter().enumerate() {
            locals.add(index).write(slot.duplicate());
        }
        bind::bind(py, function, locals, args.len(), args.names_value())?;
        push(thread, StackRef::borrowed(&this), StackRef::NULL, locals, OnReturn::Leave);
        dispatch::run(py, thread)
    }
}

/// Runs a function's code with a namespace in place of locals: the body of a class or module. It is called without
/// arguments, which code that was made by hand may want.
pub(crate) fn run_body(py: &mut Py, function: &Value, namespace: Value) -> PyResult<Value> {
    let Some(payload) = function.exact::<Function>() else { return Ok(function.clone()) };
    let thread = Thread::of(py)?;
    let locals = thread.free();
    // SAFETY: as for `call`.
    unsafe {
        let code = payload.code();
        thread.check_room(py, locals, code.locals + code.stack)?;
        bind::bind(py, payload, locals, 0, None)?;
        push(thread, StackRef::borrowed(function), StackRef::owned(namespace), locals, OnReturn::Leave);
        dispatch::run(py, thread)
    }
}

/// Puts a frame on top whose locals are in place.
///
/// # Safety
/// There is room; `function` is a function, which the frame takes over.
#[inline(always)]
pub(crate) unsafe fn push(
    thread: &Thread,
    function: StackRef,
    names: StackRef,
    locals: *mut StackRef,
    on_return: OnReturn,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let code = function.exact::<Function>().unwrap_unchecked().code();
        let frame = thread.frame.get().add(1);
        frame.write(Frame {
            code,
            instruction: code.start(),
            pc: code.start(),
            locals,
            top: locals.add(code.locals),
            free: ptr::null_mut(),
            function,
            names,
            object: StackRef::NULL,
            generator: ptr::null(),
            on_return,
            reraised: ptr::null(),
        });
        thread.frame.set(frame);
    }
}

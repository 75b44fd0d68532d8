//! Calling a Python function: from native code, where a loop of its own runs it, and from the interpreter, where only a
//! frame is pushed.

use std::ptr;

use taipan_object::{Args, Borrowed, Py, PyResult, StackRef, Value};

use super::fit::names_of;
use super::{Function, bind};
use crate::code::Code;
use crate::dispatch::{self, Registers};
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
        if code.simple && args.len() == code.arguments && args.names_value().is_none() {
            thread.check_room(py, locals, code.slots)?;
            for (index, slot) in args.slots().iter().enumerate() {
                locals.add(index).write(slot.duplicate());
            }
            bind::clear(locals, code.arguments, code.locals);
        } else {
            bind_arguments(py, thread, function, locals, args)?;
        }
        let function = StackRef::borrowed(&this);
        let registers = push_code(thread, code, function, StackRef::NULL, locals, OnReturn::Leave);
        dispatch::run_from(py, thread, registers)
    }
}

/// Makes locals of any arguments.
///
/// # Safety
/// The function is alive, and the slots from `locals` on are free.
#[inline(never)]
unsafe fn bind_arguments(
    py: &mut Py,
    thread: &Thread,
    function: &Function,
    locals: *mut StackRef,
    args: Args<'_>,
) -> PyResult<()> {
    // SAFETY: the caller's promise.
    unsafe {
        let (code, slots) = (function.code(), args.all_slots());
        thread.check_room(py, locals, code.slots + slots.len())?;
        for (index, slot) in slots.iter().enumerate() {
            locals.add(index).write(slot.duplicate());
        }
        bind::bind_names(py, function, locals, args.len(), names_of(args.names_value()))
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
        thread.check_room(py, locals, code.slots)?;
        bind::bind(py, payload, locals, 0, None)?;
        let (function, names) = (StackRef::borrowed(function), StackRef::owned(namespace));
        push_code(thread, code, function, names, locals, OnReturn::Leave);
        dispatch::run(py, thread)
    }
}

/// Puts a frame on top whose locals are in place; its registers.
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
) -> Registers {
    // SAFETY: the caller's promise.
    unsafe {
        let code = function.exact::<Function>().unwrap_unchecked().code();
        push_code(thread, code, function, names, locals, on_return)
    }
}

/// The same where the function's code is at hand.
///
/// # Safety
/// As for [`push`].
#[inline(always)]
pub(crate) unsafe fn push_code(
    thread: &Thread,
    code: &Code,
    function: StackRef,
    names: StackRef,
    locals: *mut StackRef,
    on_return: OnReturn,
) -> Registers {
    // SAFETY: the caller's promise.
    unsafe {
        // What is read here is not read again behind what is written.
        let registers = Registers { pc: code.start(), top: locals.add(code.locals), locals };
        let frame = thread.frame.get().add(1);
        frame.write(Frame {
            code,
            instruction: registers.pc,
            pc: registers.pc,
            locals,
            top: registers.top,
            free: ptr::null_mut(),
            function,
            names,
            object: StackRef::NULL,
            generator: ptr::null(),
            on_return,
            reraised: ptr::null(),
        });
        thread.frame.set(frame);
        registers
    }
}

//! Leaving a frame.

use taipan_object::{Py, Raised, StackRef, Value};

use super::Instruction;
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::frame_object;
use crate::generator::resume;
use crate::thread::Thread;
use crate::unwind::drop_slots;

/// `RETURN_VALUE`
pub(crate) struct ReturnValue;

impl Instruction for ReturnValue {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> bool {
        // SAFETY: the contract of the trait: the caller's frame lies below.
        unsafe {
            let frame = thread.frame.get();
            if (*frame).on_return != OnReturn::Push || !(*frame).object.is_null() || !(*frame).names.is_null()
            {
                return false;
            }
            let result = registers.peek(1);
            if result.is_borrow() {
                registers.poke(1, result.duplicate());
            }
            let result = registers.peek(1);
            let mut slot = registers.locals.add((*frame).code().locals);
            while slot > registers.locals {
                slot = slot.sub(1);
                if !slot.read().release_unless_last() {
                    return false;
                }
                slot.write(StackRef::NULL);
            }
            // A function that dies here is left to the slow part: what it holds may need Python to die.
            if !(*frame).function.release_unless_last() {
                return false;
            }
            let caller = frame.sub(1);
            let top = (*caller).top;
            top.write(result);
            thread.frame.set(caller);
            *registers = Registers { pc: (*caller).pc, top: top.add(1), locals: (*caller).locals };
        }
        true
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let result = vm.pop();
            (*vm.thread.frame.get()).top = vm.registers.top;
            let on_return = vm.frame().on_return;
            if !vm.frame().generator.is_null() {
                resume::finish(vm.py, vm.thread);
            }
            leave(vm.py, vm.thread);
            hand_over(vm.thread, on_return, result)
        }
    }
}

/// Gives the result of a frame that is gone to whoever waits for it.
///
/// # Safety
/// The caller's frame is on top.
pub(crate) unsafe fn hand_over(thread: &Thread, on_return: OnReturn, result: Value) -> Flow {
    match on_return {
        OnReturn::Leave => Flow::Leave(result),
        OnReturn::Push => {
            // SAFETY: the caller's promise; it has room for the result.
            unsafe {
                let caller = thread.frame.get();
                (*caller).top.write(StackRef::owned(result));
                (*caller).top = (*caller).top.add(1);
            }
            Flow::Switch
        }
    }
}

/// Takes the frame on top off: its stack, its locals, last first, and its function are dropped.
///
/// # Safety
/// The frame is not the bottom one, and nothing of it is used any more.
pub(crate) unsafe fn leave(py: &mut Py, thread: &Thread) {
    // SAFETY: the caller's promise.
    unsafe {
        let frame = thread.frame.get();
        let code = (*frame).code();
        if !(*frame).object.is_null() {
            frame_object::detach(py, frame);
        }
        // While what is dropped runs Python code, the frame stays, so that its slots are not overwritten.
        while (*frame).top > (*frame).locals.add(code.locals) {
            (*frame).top = (*frame).top.sub(1);
            (*frame).top.read().close();
        }
        let mut slot = (*frame).locals.add(code.locals);
        while slot > (*frame).locals {
            slot = slot.sub(1);
            let local = slot.replace(StackRef::NULL);
            local.close();
        }
        (*frame).names.close();
        let function = (*frame).function;
        thread.frame.set(frame.sub(1));
        function.close();
    }
    py.drain();
}

/// Takes the frame on top off because an exception leaves it.
///
/// # Safety
/// As for [`leave`].
pub(crate) unsafe fn abandon(py: &mut Py, thread: &Thread, raised: Raised) -> Raised {
    let exception = py.take(raised);
    // SAFETY: the caller's promise.
    unsafe {
        let frame = thread.frame.get();
        drop_slots((*frame).top, (*frame).locals.add((*frame).code().locals));
        (*frame).top = (*frame).locals.add((*frame).code().locals);
        if !(*frame).generator.is_null() {
            resume::finish(py, thread);
        }
        leave(py, thread);
        py.heap().again(exception)
    }
}

//! Raising and handling exceptions.

use taipan_object::type_::Flags;
use taipan_object::types::singletons::{boolean_ref, none, none_ref};
use taipan_object::{Py, PyResult, Raised, StackRef, Value, exception as exc};

use super::{Fast, Instruction, direct, instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

direct! {
    /// `RAISE_VARARGS`: nothing, an exception, or an exception and its cause.
    RaiseVarargs(py, registers, thread, oparg) {
        let cause = if oparg == 2 { registers.pop() } else { StackRef::NULL };
        let exception = if oparg == 0 { StackRef::NULL } else { registers.pop() };
        Err(raise(py, thread, exception, cause))
    }
}

/// Raises an exception with a cause, which may be null; what is being handled if both are.
///
/// # Safety
/// The frame on top runs. The slots are off the stack.
#[inline(never)]
unsafe fn raise(py: &mut Py, thread: &Thread, exception: StackRef, cause: StackRef) -> Raised {
    // SAFETY: the caller's promise.
    unsafe {
        // What is raised may run Python.
        let frame = thread.frame.get();
        (*frame).top = (*frame).top.sub(usize::from(!exception.is_null()) + usize::from(!cause.is_null()));
        if exception.is_null() {
            return match py.shared().handled_exception() {
                Some(exception) => again(py, thread, exception),
                None => exc::runtime_error(py, format_args!("No active exception to reraise")),
            };
        }
        let exception = exception.take();
        let cause = if cause.is_null() { None } else { Some(cause.take()) };
        py.raise_value(&exception, cause.as_ref())
    }
}

/// Raises what an instruction has found on the stack again: it has passed the frame already. In code that was made by hand
/// it may be anything.
pub(super) fn again(py: &Py, thread: &Thread, exception: Value) -> Raised {
    // SAFETY: the frame on top runs.
    unsafe {
        let frame = thread.frame.get();
        (*frame).reraised = (*frame).instruction;
    }
    if exception.is_exception() {
        return py.heap().again(exception);
    }
    exc::type_error(py, format_args!("exceptions must derive from BaseException"))
}

/// `RERAISE`: with an operand, the number of the instruction that first raised is below.
pub(crate) struct Reraise;

impl Instruction for Reraise {
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait. What is below the exception is a small int that `unwind` has pushed.
        unsafe {
            let exception = vm.pop();
            let raised = again(vm.py, vm.thread, exception);
            let frame = vm.thread.frame.get();
            if oparg > 0
                && let Some(offset) = vm.peek(oparg as usize).as_small_int()
                && let Some(unit) =
                    usize::try_from(offset).ok().and_then(|it| (*frame).code().units().get(it))
            {
                (*frame).instruction = std::ptr::from_ref(unit).cast();
            }
            Flow::Raise(raised)
        }
    }
}

/// `PUSH_EXC_INFO`: what was being handled goes below the exception, which is being handled from now on.
pub(crate) struct PushExcInfo;

impl Instruction for PushExcInfo {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let exception = registers.peek(1);
            let previous = thread.shared().handled().exchange(exception.duplicate());
            registers.poke(1, if previous.is_null() { StackRef::borrowed(&none_ref()) } else { previous });
            registers.push(exception);
        }
        Fast::Next
    }

    #[cold]
    unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
        // The fast part does all of it.
        Flow::Next
    }
}

/// `POP_EXCEPT`: what was being handled before is being handled again.
pub(crate) struct PopExcept;

impl Instruction for PopExcept {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let previous = registers.pop();
            let previous = if previous.refers_to(&none_ref()) { StackRef::NULL } else { previous.promote() };
            Fast::after(thread.kill_any(thread.shared().handled().exchange(previous)))
        }
    }

    #[cold]
    unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
        // The fast part does all of it.
        Flow::Next
    }
}

direct! {
    /// `CHECK_EXC_MATCH`
    CheckExcMatch(py, registers, _, _) {
        let class = registers.peek(1);
        let matches = matches(py, registers.peek(2), class)?;
        registers.poke(1, StackRef::borrowed(&boolean_ref(matches)));
        let _ = class.kill();
        Ok(())
    }
    fast(registers, thread, _) {
        let (exception, class) = (registers.peek(2).get().type_(), registers.peek(1));
        if !class.is_class(exception) || !exception.has(Flags::EXCEPTION) {
            return Fast::Slow;
        }
        registers.poke(1, StackRef::borrowed(&boolean_ref(true)));
        Fast::after(thread.kill(class))
    }
}

/// Whether an exception is one of a class. It takes addresses of locals, so it stays a function.
///
/// # Safety
/// The slots are not null, and what they hold is alive.
#[inline(never)]
unsafe fn matches(py: &mut Py, exception: StackRef, class: StackRef) -> PyResult<bool> {
    // SAFETY: the caller's promise.
    let (exception, class) = unsafe { (exception.get(), class.get()) };
    py.exception_matches(&exception, &class)
}

instruction! {
    /// `CHECK_EG_MATCH`
    CheckEgMatch(vm, _) {
        let class = vm.pop();
        let exception = vm.peek(1).to_value();
        let split = vm.py.exception_group_match(&exception, &class)?;
        if let Some(matching) = &split.matching {
            if exception.get::<exc::payload::Group>().is_none() {
                // The group that a single exception was put into begins here.
                crate::frame_object::note_place(vm.py, vm.thread, matching)?;
            }
            drop(vm.py.shared().handled().replace(Some(matching.clone())));
        }
        drop(vm.pop());
        vm.push(split.rest.unwrap_or_else(none));
        vm.push(split.matching.unwrap_or_else(none));
        Ok(())
    }
}

instruction! {
    /// `CLEANUP_THROW`: a `StopIteration` thrown into `yield from` or `await` gives its value.
    CleanupThrow(vm, _) {
        let exception = vm.pop();
        if let Some(stop) = exception.get::<exc::payload::StopIteration>() {
            let value = exc::payload::or_none(&stop.value, vm.py);
            drop(vm.pop());
            drop(vm.pop());
            vm.push(none());
            vm.push(value);
            return Ok(());
        }
        Err(again(vm.py, vm.thread, exception))
    }
}

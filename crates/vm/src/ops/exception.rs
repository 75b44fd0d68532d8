//! Raising and handling exceptions.

use taipan_object::types::singletons::{boolean_ref, none, none_ref};
use taipan_object::{Py, PyResult, Raised, StackRef, Value, exception as exc};

use super::{Instruction, direct, instruction};
use crate::dispatch::{Flow, Vm};

instruction! {
    /// `RAISE_VARARGS`: nothing, an exception, or an exception and its cause.
    RaiseVarargs(vm, oparg) {
        let cause = if oparg == 2 { Some(vm.pop()) } else { None };
        if oparg == 0 {
            return Err(match vm.py.shared().handled_exception() {
                Some(exception) => again(vm, exception),
                None => exc::runtime_error(vm.py, format_args!("No active exception to reraise")),
            });
        }
        let exception = vm.pop();
        Err(vm.py.raise_value(&exception, cause.as_ref()))
    }
}

/// Raises what an instruction has found on the stack again: it has passed the frame already. In code that was made by hand
/// it may be anything.
pub(super) fn again(vm: &Vm<'_>, exception: Value) -> Raised {
    // SAFETY: the frame on top runs.
    unsafe {
        let frame = vm.thread.frame.get();
        (*frame).reraised = (*frame).instruction;
    }
    if exception.is_exception() {
        return vm.py.heap().again(exception);
    }
    exc::type_error(vm.py, format_args!("exceptions must derive from BaseException"))
}

/// `RERAISE`: with an operand, the number of the instruction that first raised is below.
pub(crate) struct Reraise;

impl Instruction for Reraise {
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait. What is below the exception is a small int that `unwind` has pushed.
        unsafe {
            let exception = vm.pop();
            let raised = again(vm, exception);
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

direct! {
    /// `PUSH_EXC_INFO`: what was being handled goes below the exception, which is being handled from now on.
    PushExcInfo(py, registers, _, _) {
        let exception = registers.peek(1);
        registers.poke(1, StackRef::owned(handle(py, Some(exception.get().to_value()))));
        registers.push(exception);
        Ok(())
    }
}

/// Makes an exception the one that is being handled, or none; gives the one that was, or `None`.
#[inline(never)]
fn handle(py: &Py, exception: Option<Value>) -> Value {
    py.shared().handled().replace(exception).unwrap_or_else(none)
}

direct! {
    /// `POP_EXCEPT`
    PopExcept(py, registers, _, _) {
        let previous = registers.pop();
        let previous = if previous.refers_to(&none_ref()) { None } else { Some(previous.take()) };
        let _ = StackRef::owned(handle(py, previous)).kill();
        Ok(())
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
        Err(again(vm, exception))
    }
}

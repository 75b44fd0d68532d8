//! `CALL` of native functions, native methods and builtin types.
//!
//! Such calls are short: saving registers would be a good part of what they take. So the frame's state is not kept over the call but
//! read again from the frame, which has it while something else runs ([`Registers::at_instruction`]).

use taipan_bytecode::Opcode;
use taipan_object::native::descriptor::MethodDescriptor;
use taipan_object::native::{NativeFunction, constructor, direct};
use taipan_object::types::list::List;
use taipan_object::types::type_::TYPE;
use taipan_object::{Args, Py, PyResult, StackRef, Value};

use super::next::is_next;
use super::{CACHE, Call};
use crate::dispatch::{Fast, Flow, Registers, Vm};
use crate::ops::form::Special;
use crate::ops::{Instruction, raises};
use crate::thread::Thread;

/// `CALL` of a native function that nothing goes before.
pub(crate) struct CallNative;

impl Instruction for CallNative {
    const GENERAL: Option<Opcode> = Some(Opcode::Call);

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        let count = oparg as usize;
        // SAFETY: the contract of the trait.
        unsafe {
            match registers.peek(count + 2).exact::<NativeFunction>() {
                Some(function) if registers.peek(count + 1).is_null() => {
                    call_function(py, registers, thread, function, count)
                }
                _ => Fast::General,
            }
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { Call::slow(vm, oparg) }
    }
}

/// `CALL` of a native method; its object goes before the arguments, or is the first of them.
pub(crate) struct CallNativeMethod;

impl Instruction for CallNativeMethod {
    const GENERAL: Option<Opcode> = Some(Opcode::Call);

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        let count = oparg as usize;
        // SAFETY: the contract of the trait.
        unsafe {
            match registers.peek(count + 2).exact::<MethodDescriptor>() {
                Some(method) => call_method(py, registers, thread, method, count),
                None => Fast::General,
            }
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { Call::slow(vm, oparg) }
    }
}

/// `CALL` of a builtin type.
pub(crate) struct CallType;

impl Instruction for CallType {
    const GENERAL: Option<Opcode> = Some(Opcode::Call);

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        let count = oparg as usize;
        // SAFETY: the contract of the trait.
        unsafe {
            if !is_builtin_type(registers.peek(count + 2)) {
                return Fast::General;
            }
            construct(py, registers, thread, count)
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { Call::slow(vm, oparg) }
    }
}

/// Calls what is on the stack if it is a native function or method, and writes the form that does so.
///
/// # Safety
/// The contract of `CALL`, in its direct part.
#[inline(always)]
pub(super) unsafe fn call_any(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    count: usize,
) -> Option<Fast> {
    // SAFETY: the caller's promise.
    unsafe {
        let callable = registers.peek(count + 2);
        let bound = !registers.peek(count + 1).is_null();
        let function = callable.exact::<NativeFunction>();
        let method = callable.exact::<MethodDescriptor>();
        if function.is_some() && bound || function.is_none() && method.is_none() {
            return function.map(|_| Fast::Slow);
        }
        registers.specialise(thread, form(py, registers.top, thread, count, bound));
        if let Some(function) = function {
            return Some(call_function(py, registers, thread, function, count));
        }
        Some(call_method(py, registers, thread, method?, count))
    }
}

/// The form for a native function or method.
///
/// # Safety
/// As for [`call_any`], which says of the callable that it is one of them.
#[inline(never)]
unsafe fn form(py: &mut Py, top: *const StackRef, thread: &Thread, count: usize, bound: bool) -> Special {
    // SAFETY: the caller's promise.
    unsafe {
        let callable = top.sub(count + 2).read();
        let is_list = || top.sub(2).read().exact::<List>().is_some();
        if (count, bound) == (1, true) && is_list() && direct::find_append(thread.shared(), callable.get()) {
            Special::CallAppend
        } else if is_next(py, top, thread, count, count + usize::from(bound)) {
            Special::CallNext
        } else if callable.exact::<MethodDescriptor>().is_some() {
            Special::CallNativeMethod
        } else {
            Special::CallNative
        }
    }
}

/// Calls a native function with arguments on the stack.
///
/// # Safety
/// The contract of `CALL`, in its direct part. The function is what is called, and nothing goes before the arguments.
#[inline(always)]
unsafe fn call_function(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    function: &NativeFunction,
    count: usize,
) -> Fast {
    if py.is_deep() {
        return Fast::Slow;
    }
    // SAFETY: the caller's promise. The slots stay as they are until the call has ended.
    unsafe {
        let base = registers.top.sub(count);
        let result = match direct::prepare_function(function, base, count) {
            Some((call, this, places)) => call(py, this, places),
            None => direct::call_bound(py, registers.peek(count + 2), base, count),
        };
        end(registers, thread, Operands { taken: count + 2, owned: count }, result)
    }
}

/// Calls a native method with its object and arguments on the stack.
///
/// # Safety
/// The contract of `CALL`, in its direct part. The method is what is called.
#[inline(always)]
unsafe fn call_method(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    method: &MethodDescriptor,
    count: usize,
) -> Fast {
    // SAFETY: the caller's promise. The slots stay as they are until the call has ended.
    unsafe {
        let owned = count + usize::from(!registers.peek(count + 1).is_null());
        if owned == 0 || py.is_deep() {
            return Fast::Slow;
        }
        let base = registers.top.sub(owned);
        let result = match direct::prepare_method(method, base, owned - 1) {
            Some((call, this, places)) => call(py, this, places),
            None => direct::call_bound(py, registers.peek(count + 2), base, owned),
        };
        end(registers, thread, Operands { taken: count + 2, owned }, result)
    }
}

/// Whether a slot holds a builtin type.
///
/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(always)]
pub(super) unsafe fn is_builtin_type(slot: StackRef) -> bool {
    // SAFETY: the caller's promise.
    let object = unsafe { slot.object() };
    object.is_some_and(|it| it.type_().is(&TYPE) && it.as_type().is_some_and(|class| !class.is_heap()))
}

/// Calls a builtin type.
///
/// # Safety
/// The contract of `CALL`, in its direct part. The slots stay as they are until the call has ended.
#[inline(always)]
pub(super) unsafe fn construct(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    count: usize,
) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let callable = registers.peek(count + 2);
        if !is_builtin_type(callable) || !registers.peek(count + 1).is_null() || py.is_deep() {
            return Fast::Slow;
        }
        let result = call_type(py, callable, registers.top.sub(count), count);
        end(registers, thread, Operands { taken: count + 2, owned: count }, result)
    }
}

/// Calls a builtin type with arguments on the stack. It takes the address of its arguments, so it stays a function.
///
/// # Safety
/// [`is_builtin_type`] has said so; for the arguments as for [`direct::prepare`].
#[inline(never)]
unsafe fn call_type(py: &mut Py, callable: StackRef, base: *const StackRef, count: usize) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    unsafe { constructor::call_type(py, callable.get(), Args::from_raw(base, count, None)) }
}

/// What a call leaves on the stack: the callable, at the bottom, a null or not, and on top slots that hold something.
pub(super) struct Operands {
    /// All slots.
    pub(super) taken: usize,
    /// Those on top.
    pub(super) owned: usize,
}

/// Puts the result of a native call in the place of its operands, which are dropped from the top.
///
/// # Safety
/// The direct part of an instruction runs, and these are its operands as they were when it began.
#[inline(always)]
pub(super) unsafe fn end(
    registers: &mut Registers,
    thread: &Thread,
    operands: Operands,
    result: PyResult<Value>,
) -> Fast {
    let Operands { taken, owned } = operands;
    // SAFETY: the caller's promise. What needs Python to die is seen to after a direct part.
    unsafe {
        *registers = Registers::at_instruction(thread);
        let value = match result {
            Ok(value) => StackRef::owned(value),
            Err(raised) => {
                let _ = raises(thread, raised);
                // The optimiser must see that no other part of the instruction follows, or it keeps what that would need.
                return Fast::Raise;
            }
        };
        let first = registers.top.sub(owned);
        let mut slot = registers.top;
        while slot > first {
            slot = slot.sub(1);
            if !release(slot) {
                kill_down(slot, first);
                *registers = Registers::at_instruction(thread);
                break;
            }
        }
        let callable = registers.top.sub(taken);
        if !release(callable) {
            kill_down(callable, callable);
            *registers = Registers::at_instruction(thread);
        }
        registers.top = registers.top.sub(taken);
        registers.push(value);
        registers.skip(CACHE);
    }
    if thread.is_asked() { Fast::Check } else { Fast::Next }
}

/// Drops what a slot owns unless that is the last reference: then it says false.
///
/// # Safety
/// The slot holds something, and is not used again if the result is true.
#[inline(always)]
unsafe fn release(slot: *const StackRef) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let slot = slot.read();
        std::hint::assert_unchecked(!slot.is_null());
        slot.release_unless_last()
    }
}

/// Drops what slots own, down to the first one.
///
/// # Safety
/// The slots are not used again.
#[inline(never)]
unsafe fn kill_down(mut slot: *const StackRef, first: *const StackRef) {
    // SAFETY: the caller's promise.
    unsafe {
        while slot >= first {
            let _ = slot.read().kill();
            slot = slot.sub(1);
        }
    }
}

//! Leaving a frame.

use taipan_object::types::singletons::{as_bool, is_none, is_not_implemented};
use taipan_object::{Borrowed, Py, PyResult, Raised, StackRef, Value, exception as exc};

use super::{Fast, Instruction, arithmetic, call, compare};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::{Frame, OnReturn};
use crate::frame_object;
use crate::generator::resume;
use crate::monitoring::raising::tell_end;
use crate::thread::{DYING, Thread};
use crate::unwind::drop_slots;

/// The most locals that the fast part drops, beside the function, the result and two operands.
const MAX_LOCALS: usize = DYING - 4;

/// `RETURN_VALUE`
pub(crate) struct ReturnValue;

impl Instruction for ReturnValue {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait: the caller's frame lies below.
        unsafe {
            let frame = thread.frame.get();
            let result = registers.peek(1);
            let on_return = (*frame).on_return;
            // What most calls are: all other cases are looked at only if this is none.
            let plain = on_return == OnReturn::Push;
            if !plain && !is_expected(on_return, result.get()) {
                return Fast::Slow;
            }
            let locals = (*frame).code().locals;
            if !(*frame).object.is_null() || !(*frame).names.is_null() || locals > MAX_LOCALS {
                return Fast::Slow;
            }
            // A generator's result is never pushed.
            if !plain && !(*frame).generator.is_null() {
                resume::finish(thread);
            }
            let result = result.promote();
            let mut slot = registers.locals.add(locals);
            while slot > registers.locals {
                slot = slot.sub(1);
                thread.drop_slot(slot.read());
            }
            thread.drop_slot((*frame).function);
            let caller = frame.sub(1);
            thread.frame.set(caller);
            let (mut pc, mut top) = ((*caller).pc, (*caller).top);
            if plain {
                top.write(result);
                *registers = Registers { pc, top: top.add(1), locals: (*caller).locals };
                return if thread.is_quiet() { Fast::Next } else { Fast::BuryInCaller };
            }
            match on_return {
                // Whoever called natively lets die what waits.
                OnReturn::Leave => return give(thread, result),
                OnReturn::Push | OnReturn::Init | OnReturn::Next(_) => {}
                OnReturn::Operator(_) | OnReturn::Comparison | OnReturn::Subscript => {
                    let (left, right) = (top.sub(2).read(), top.sub(1).read());
                    top = top.sub(1);
                    top.sub(1).write(result);
                    let (first, second) = dying_order(on_return, left, right);
                    thread.drop_slot(first);
                    thread.drop_slot(second);
                }
                OnReturn::Attribute(oparg) => {
                    thread.drop_slot(top.sub(1).replace(result));
                    if oparg & 1 != 0 {
                        top.write(StackRef::NULL);
                        top = top.add(1);
                    }
                }
                OnReturn::Item(end) => {
                    pc = pc.add(end as usize);
                    thread.drop_slot(result);
                }
                OnReturn::Sent(end) => {
                    pc = pc.add(end as usize);
                    top.sub(1).write(result);
                }
            }
            *registers = Registers { pc, top, locals: (*caller).locals };
            if thread.is_quiet() { Fast::Next } else { Fast::BuryInCaller }
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let result = vm.pop();
            (*vm.thread.frame.get()).top = vm.registers.top;
            let on_return = vm.frame().on_return;
            if !vm.frame().generator.is_null() {
                resume::finish(vm.thread);
            }
            leave(vm.py, vm.thread);
            hand_over(vm, on_return, result)
        }
    }
}

/// Whether a result can be handed to the caller as it is.
#[inline(always)]
fn is_expected(on_return: OnReturn, result: Borrowed<'_>) -> bool {
    match on_return {
        // A tool may want to hear of a value that no loop looks at.
        OnReturn::Init | OnReturn::Item(_) => is_none(&result),
        OnReturn::Next(_) => false,
        OnReturn::Operator(_) => !is_not_implemented(&result),
        // Most are asked for their truth.
        OnReturn::Comparison => as_bool(&result).is_some(),
        _ => true,
    }
}

/// Gives a result to the native caller of the loop.
///
/// # Safety
/// The slot is not null, owns, and is not used again.
#[inline(always)]
pub(super) unsafe fn give(thread: &Thread, result: StackRef) -> Fast {
    // SAFETY: the caller's promise.
    let result = Some(Ok(unsafe { result.take() }));
    // There was none: nothing is dropped, for which a handler would need a stack frame.
    std::mem::forget(thread.result.replace(result));
    Fast::Leave
}

/// Gives the result of a frame that is gone to whoever waits for it.
///
/// # Safety
/// The caller's frame is on top.
pub(crate) unsafe fn hand_over(vm: &mut Vm<'_>, on_return: OnReturn, result: Value) -> Flow {
    // SAFETY: the caller's promise; it has room for the result.
    unsafe {
        // What is raised here is raised in the caller's frame.
        vm.reload();
        let (caller, py) = (vm.thread.frame.get(), &mut *vm.py);
        match on_return {
            OnReturn::Leave => return Flow::Leave(result),
            OnReturn::Push => push(caller, result),
            OnReturn::Init if is_none(&result) => {}
            OnReturn::Init => {
                let class = result.type_().name();
                return Flow::Raise(exc::type_error(
                    py,
                    format_args!("__init__() should return None, not '{class}'"),
                ));
            }
            OnReturn::Operator(asked) => {
                let (left, right) = operands(caller);
                let oparg = oparg_of(caller);
                let result = arithmetic::rest(py, oparg, asked, &left, &right, result);
                drop((left, right));
                return finish(py, caller, on_return, result);
            }
            OnReturn::Subscript => return finish(py, caller, on_return, Ok(result)),
            OnReturn::Comparison => {
                let (left, right) = operands(caller);
                let oparg = oparg_of(caller);
                let result = compare::rest(py, oparg, &left, &right, result);
                drop((left, right));
                return finish(py, caller, on_return, result);
            }
            OnReturn::Attribute(oparg) => {
                let object = (*caller).top.sub(1).replace(StackRef::owned(result));
                if oparg & 1 != 0 {
                    (*caller).top.write(StackRef::NULL);
                    (*caller).top = (*caller).top.add(1);
                }
                object.close();
            }
            OnReturn::Item(end) => {
                if !is_none(&result)
                    && let Err(raised) = tell_end(py, vm.thread, (*caller).offset(), &result)
                {
                    return Flow::Raise(raised);
                }
                (*caller).pc = (*caller).pc.add(end as usize);
            }
            OnReturn::Sent(end) => {
                (*caller).pc = (*caller).pc.add(end as usize);
                replace_top(caller, result);
            }
            OnReturn::Next(1) => {
                return Flow::Raise(exc::stop_iteration(py, Some(result).filter(|it| !is_none(it))));
            }
            OnReturn::Next(count) => {
                let default = (*caller).top.sub(1).read().get().to_value();
                finish_call(caller, count, default);
            }
        }
    }
    Flow::Switch
}

/// Gives what a generator yields, whose frame is gone, to whoever waits for it.
///
/// # Safety
/// As for [`hand_over`].
pub(crate) unsafe fn hand_over_item(vm: &mut Vm<'_>, on_return: OnReturn, item: Value) -> Flow {
    // SAFETY: the caller's promise; it has room for the item.
    unsafe {
        match on_return {
            OnReturn::Item(_) => push(vm.thread.frame.get(), item),
            OnReturn::Sent(_) => replace_top(vm.thread.frame.get(), item),
            OnReturn::Next(count) => finish_call(vm.thread.frame.get(), count, item),
            other => return hand_over(vm, other, item),
        }
    }
    Flow::Switch
}

unsafe fn push(frame: *mut Frame, value: Value) {
    // SAFETY: there is room.
    unsafe {
        (*frame).top.write(StackRef::owned(value));
        (*frame).top = (*frame).top.add(1);
    }
}

/// Puts the result of a call in the place of its operands.
///
/// # Safety
/// They are on top of the frame's stack.
unsafe fn finish_call(frame: *mut Frame, count: u32, result: Value) {
    // SAFETY: the caller's promise.
    unsafe {
        for _ in 0..call::operands(count) {
            (*frame).top = (*frame).top.sub(1);
            (*frame).top.read().close();
        }
        push(frame, result);
    }
}

/// Which of two operands dies first.
#[inline(always)]
fn dying_order(on_return: OnReturn, left: StackRef, right: StackRef) -> (StackRef, StackRef) {
    if on_return == OnReturn::Comparison { (right, left) } else { (left, right) }
}

/// The two operands that a frame waits with.
///
/// # Safety
/// It does.
unsafe fn operands(frame: *mut Frame) -> (Value, Value) {
    // SAFETY: the caller's promise.
    unsafe { ((*frame).top.sub(2).read().get().to_value(), (*frame).top.sub(1).read().get().to_value()) }
}

/// The operand of the instruction that a frame executes, which takes no more than a byte.
///
/// # Safety
/// The frame runs.
unsafe fn oparg_of(frame: *mut Frame) -> u32 {
    // SAFETY: the caller's promise.
    u32::from(unsafe { (*frame).instruction.read() } >> 8)
}

/// Puts what two operands have given in their place.
///
/// # Safety
/// The frame is on top, with the two on its stack.
unsafe fn finish(py: &mut Py, frame: *mut Frame, on_return: OnReturn, result: PyResult<Value>) -> Flow {
    let value = match result {
        Ok(value) => value,
        Err(raised) => return Flow::Raise(raised),
    };
    // SAFETY: the caller's promise.
    unsafe {
        (*frame).top = (*frame).top.sub(2);
        let (left, right) = ((*frame).top.read(), (*frame).top.add(1).read());
        push(frame, value);
        let (first, second) = dying_order(on_return, left, right);
        first.close();
        second.close();
    }
    py.drain();
    Flow::Switch
}

/// Puts a value where `None` keeps its place.
unsafe fn replace_top(frame: *mut Frame, value: Value) {
    // SAFETY: `SEND` has left its place.
    unsafe { (*frame).top.sub(1).write(StackRef::owned(value)) };
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
            resume::finish(thread);
        }
        leave(py, thread);
        py.heap().again(exception)
    }
}

//! Frames of special methods: what an operator, a subscript or an attribute calls without an instruction for the call.

use taipan_object::{Borrowed, StackRef};

use super::call::{Placed, Rest, push_placed, push_simple, takes};
use crate::dispatch::Registers;
use crate::frame::OnReturn;
use crate::function::Function;
use crate::thread::Thread;

/// Pushes the frame of a method that is called with the two operands on top, given by their depths in the order of its
/// parameters. They stay where they are until it returns. False: it is no plain function, and nothing has happened.
///
/// # Safety
/// The contract of an instruction with two operands; `behind` is the next one.
#[inline(always)]
pub(super) unsafe fn push_method(
    registers: &mut Registers,
    thread: &Thread,
    method: Borrowed<'_>,
    order: [usize; 2],
    behind: *const u16,
    on_return: OnReturn,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let operands = order.map(|depth| registers.peek(depth));
        push_with(registers, thread, method, operands, behind, on_return)
    }
}

/// The same with any two operands, which stay alive.
///
/// # Safety
/// As for [`push_method`]; the operands are not null.
#[inline(always)]
pub(super) unsafe fn push_with(
    registers: &mut Registers,
    thread: &Thread,
    method: Borrowed<'_>,
    operands: [StackRef; 2],
    behind: *const u16,
    on_return: OnReturn,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let Some(function) = method.exact::<Function>() else { return false };
        // The slots of a generator have no room for copies of the operands.
        let free = (*thread.frame.get()).free;
        let locals = if free.is_null() { registers.top } else { free };
        let code = function.code();
        if !takes(function, 2) || !thread.has_room(locals, code.slots) {
            return false;
        }
        for (index, operand) in operands.into_iter().enumerate() {
            locals.add(index).write(operand.duplicate());
        }
        let rest = Rest { pc: behind, top: registers.top };
        let method = StackRef::owned(method.to_value());
        push_placed(registers, thread, method, Placed { locals, count: 2 }, rest, on_return);
    }
    true
}

/// Pushes the frame of a function that takes the operand on top over, whose place the result takes.
///
/// # Safety
/// As for [`push_method`], with one operand.
#[inline(always)]
pub(super) unsafe fn push_getter(
    registers: &mut Registers,
    thread: &Thread,
    method: Borrowed<'_>,
    behind: *const u16,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        if !method.exact::<Function>().is_some_and(|function| takes(function, 1)) {
            return false;
        }
        let rest = Rest { pc: behind, top: registers.top.sub(1) };
        let method = StackRef::owned(method.to_value());
        if push_simple(registers, thread, method, 1, rest, OnReturn::Push) {
            return true;
        }
        method.close();
    }
    false
}

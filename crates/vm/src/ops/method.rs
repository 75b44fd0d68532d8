//! Frames of special methods: what an operator, a subscript or an attribute calls without an instruction for the call.

use taipan_object::{Borrowed, StackRef};

use super::call::{Rest, push_simple, takes};
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
    // SAFETY: the caller's promise; there is room for copies of the operands above every stack.
    unsafe {
        if !method.exact::<Function>().is_some_and(|function| takes(function, 2)) {
            return false;
        }
        let rest = Rest { pc: behind, top: registers.top };
        let operands = order.map(|depth| registers.peek(depth).duplicate());
        for operand in operands {
            registers.push(operand);
        }
        let method = StackRef::owned(method.to_value());
        if push_simple(registers, thread, method, 2, rest, on_return) {
            return true;
        }
        method.close();
        for _ in 0..2 {
            registers.pop().close();
        }
    }
    false
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

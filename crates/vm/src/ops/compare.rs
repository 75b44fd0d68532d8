//! Comparisons and membership.

use taipan_bytecode::Opcode;
use taipan_object::types::singletons::{as_bool, boolean, boolean_ref, is_not_implemented};
use taipan_object::types::str_::Str;
use taipan_object::{CompareOp as Operation, Py, PyResult, StackRef, Value, cached};

use super::form::{Special, special};
use super::jump::push_truth;
use super::method::push_method;
use super::{Fast, Instruction, flow, raises, slow_direct};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::thread::Thread;

/// `COMPARE_OP`: the comparison is in the upper bits of the operand; bit 4 asks for `True` or `False`.
pub(crate) struct Comparison;
pub(crate) use Comparison as CompareOp;

impl Comparison {
    fn operation(oparg: u32) -> Operation {
        Operation::from_number(oparg >> 5).unwrap_or(Operation::Eq)
    }
}

impl Instruction for Comparison {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe { numbers(registers, oparg).into() }
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait. The frame keeps the method.
        unsafe {
            let (left, right) = (registers.peek(2).get(), registers.peek(1).get());
            if let (Some(left), Some(right)) = (left.exact::<Str>(), right.exact::<Str>()) {
                let operation = Self::operation(oparg);
                if !matches!(operation, Operation::Eq | Operation::Ne) {
                    return order(registers, left, right, operation);
                }
                registers.specialise(thread, Special::CompareText);
                return compute(py, registers, thread, oparg);
            }
            registers.generalise(thread, Opcode::CompareOp);
            if left.type_().is_heap()
                && let Some(method) = py.comparison_method(Self::operation(oparg), left, right)
            {
                let behind = registers.pc.add(1);
                if push_method(registers, thread, method, [2, 1], behind, OnReturn::Comparison) {
                    return Fast::Next;
                }
            }
            if let Some(done) = alike(py, registers, thread, oparg) {
                return done;
            }
            compute(py, registers, thread, oparg)
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        let thread = vm.thread;
        // SAFETY: the contract of the trait.
        flow(thread, unsafe { compute(vm.py, &mut vm.registers, thread, oparg) })
    }
}

/// Compares numbers in words. False: there are others, and nothing has happened.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn numbers(registers: &mut Registers, oparg: u32) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let (left, right) = (registers.peek(2), registers.peek(1));
        let order = if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
            left.cmp(&right)
        } else if let (Some(left), Some(right)) = (left.as_small_float(), right.as_small_float()) {
            // Immediate floats are never NaN.
            left.total_cmp(&right)
        } else {
            return false;
        };
        registers.top = registers.top.sub(2);
        registers.skip(1);
        push_truth(registers, Comparison::operation(oparg).holds(order));
    }
    true
}

/// Says which of two texts comes first.
///
/// # Safety
/// The contract of the instruction, whose operands they are.
#[inline(always)]
unsafe fn order(registers: &mut Registers, left: &Str, right: &Str, operation: Operation) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let truth = operation.holds(left.order(right));
        let (left, right) = (registers.peek(2), registers.peek(1));
        registers.top = registers.top.sub(2);
        registers.skip(1);
        push_truth(registers, truth);
        let _ = right.kill();
        let _ = left.kill();
    }
    Fast::Next
}

special! {
    /// `COMPARE_OP` that asks whether two texts are equal, or whether they are not.
    CompareText of CompareOp(registers, thread, oparg) {
        let operation = Comparison::operation(oparg);
        let (first, second) = (registers.peek(2), registers.peek(1));
        let (Some(left), Some(right)) = (first.exact::<Str>(), second.exact::<Str>()) else {
            return Fast::Slow;
        };
        let equal = std::ptr::eq(left, right) || left.equals(right);
        registers.top = registers.top.sub(2);
        registers.skip(1);
        push_truth(registers, equal == (operation == Operation::Eq));
        let quiet = thread.kill(second);
        Fast::after(thread.kill(first) && quiet)
    }
}

/// Compares two operands of one native type, whose slot decides alone. Nothing if it has none, or that knows no answer.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn alike(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Option<Fast> {
    // SAFETY: the caller's promise.
    unsafe {
        let (left, right) = (registers.peek(2).get(), registers.peek(1).get());
        let class = left.type_();
        if !class.is(right.type_()) || class.is_heap() {
            return None;
        }
        let answer = class.slots.compare.get()?(py, left, right, Comparison::operation(oparg));
        if answer.as_ref().is_ok_and(is_not_implemented) {
            return None;
        }
        let answer = match answer {
            Ok(answer) => converted(py, oparg, answer),
            raised => raised,
        };
        Some(finish(registers, thread, answer))
    }
}

/// Calls what the comparison stands for.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn compute(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let answer = answer_of(py, registers.peek(2), registers.peek(1), oparg);
        finish(registers, thread, answer)
    }
}

/// Puts the answer in the place of the operands.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn finish(registers: &mut Registers, thread: &Thread, answer: PyResult<Value>) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let (left, right) = (registers.peek(2), registers.peek(1));
        match answer {
            Ok(value) => {
                registers.top = registers.top.sub(1);
                registers.poke(1, StackRef::owned(value));
                registers.skip(1);
                let _ = right.kill();
                let _ = left.kill();
                Fast::Next
            }
            Err(raised) => raises(thread, raised),
        }
    }
}

/// What `COMPARE_OP` answers. It takes addresses of locals, so it stays a function.
///
/// # Safety
/// The slots are not null, and what they hold is alive.
#[inline(never)]
unsafe fn answer_of(py: &mut Py, left: StackRef, right: StackRef, oparg: u32) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let (left, right) = unsafe { (left.get(), right.get()) };
    let value = py.compare(&left, &right, Comparison::operation(oparg))?;
    converted(py, oparg, value)
}

/// The truth of what a comparison has given, if that is what the instruction asks for. It takes the address of a local, so it stays
/// a function.
#[inline(never)]
fn converted(py: &mut Py, oparg: u32, value: Value) -> PyResult<Value> {
    if oparg & 16 == 0 || as_bool(&value).is_some() {
        return Ok(value);
    }
    py.is_true(&value).map(boolean)
}

/// What a comparison gives when the method has returned that was asked.
pub(super) fn rest(py: &mut Py, oparg: u32, left: &Value, right: &Value, result: Value) -> PyResult<Value> {
    let value = match is_not_implemented(&result) {
        true => py.comparison_rest(Comparison::operation(oparg), left, right)?,
        false => result,
    };
    converted(py, oparg, value)
}

/// `IS_OP`
pub(crate) struct IsOp;

impl Instruction for IsOp {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (left, right) = (registers.peek(2), registers.peek(1));
            let same = left.get().is(&right.get());
            registers.top = registers.top.sub(2);
            push_truth(registers, same != (oparg != 0));
            let quiet = thread.kill(right);
            Fast::after(thread.kill(left) && quiet)
        }
    }

    unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
        Flow::Next
    }
}

/// `CONTAINS_OP`
pub(crate) struct ContainsOp;

impl Instruction for ContainsOp {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (key, container) = (registers.peek(2), registers.peek(1));
            let (Some(dict), Some(name)) = (container.object(), key.object()) else { return Fast::Slow };
            let Some(found) = cached::dict_has(dict, name) else { return Fast::Slow };
            registers.top = registers.top.sub(2);
            registers.skip(1);
            push_truth(registers, found != (oparg != 0));
            let quiet = thread.kill(container);
            Fast::after(thread.kill(key) && quiet)
        }
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (key, container) = (registers.peek(2), registers.peek(1));
            let found = match py.contains(&container.get(), &key.get()) {
                Ok(found) => found,
                Err(raised) => return raises(thread, raised),
            };
            registers.top = registers.top.sub(1);
            registers.poke(1, StackRef::borrowed(&boolean_ref(found != (oparg != 0))));
            registers.skip(1);
            let _ = container.kill();
            let _ = key.kill();
        }
        Fast::Next
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { slow_direct::<Self>(vm, oparg) }
    }
}

//! Comparisons and membership.

use taipan_object::types::singletons::{as_bool, boolean, boolean_ref};
use taipan_object::types::str_::Str;
use taipan_object::{CompareOp as Operation, Py, PyResult, StackRef, Value, cached};

use super::jump::push_truth;
use super::{Fast, Instruction, raises, slow_direct};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

/// `COMPARE_OP`: the comparison is in the upper bits of the operand; bit 4 asks for `True` or `False`.
pub(crate) struct Comparison;
pub(crate) use Comparison as CompareOp;

impl Comparison {
    fn operation(oparg: u32) -> Operation {
        Operation::from_number(oparg >> 5).unwrap_or(Operation::Eq)
    }
}

impl Comparison {
    /// Whether two strings are equal.
    #[inline(always)]
    unsafe fn texts(registers: &mut Registers, oparg: u32) -> bool {
        // SAFETY: the contract of the instruction.
        unsafe {
            let operation = Self::operation(oparg);
            let (first, second) = (registers.peek(2), registers.peek(1));
            let (Some(left), Some(right)) = (first.get().exact::<Str>(), second.get().exact::<Str>()) else {
                return false;
            };
            if !matches!(operation, Operation::Eq | Operation::Ne) {
                return false;
            }
            let equal = first.get().is(&second.get()) || left.equals(right);
            // Strings are leaves: their death is quiet.
            let _ = second.kill();
            let _ = first.kill();
            registers.top = registers.top.sub(2);
            registers.skip(1);
            push_truth(registers, equal == (operation == Operation::Eq));
        }
        true
    }
}

impl Instruction for Comparison {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (left, right) = (registers.peek(2).get(), registers.peek(1).get());
            let order = if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
                left.cmp(&right)
            } else if let (Some(left), Some(right)) = (left.as_small_float(), right.as_small_float()) {
                // Immediate floats are never NaN.
                left.total_cmp(&right)
            } else {
                return Self::texts(registers, oparg).into();
            };
            registers.top = registers.top.sub(2);
            registers.skip(1);
            push_truth(registers, Self::operation(oparg).holds(order));
        }
        Fast::Next
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (left, right) = (registers.peek(2), registers.peek(1));
            match answer_of(py, left, right, oparg) {
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

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { slow_direct::<Self>(vm, oparg) }
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
    if oparg & 16 != 0 && as_bool(&value).is_none() {
        return py.is_true(&value).map(boolean);
    }
    Ok(value)
}

/// `IS_OP`
pub(crate) struct IsOp;

impl Instruction for IsOp {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (left, right) = (registers.peek(2), registers.peek(1));
            let same = left.get().is(&right.get());
            registers.top = registers.top.sub(2);
            let quiet = right.kill();
            if left.kill() && quiet {
                push_truth(registers, same != (oparg != 0));
                return Fast::Next;
            }
            registers.push(StackRef::borrowed(&boolean_ref(same != (oparg != 0))));
        }
        Fast::Drain
    }

    unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
        Flow::Next
    }
}

/// `CONTAINS_OP`
pub(crate) struct ContainsOp;

impl Instruction for ContainsOp {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (key, container) = (registers.peek(2), registers.peek(1));
            let Some(found) = cached::dict_has(container.get(), key.get()) else { return Fast::Slow };
            registers.top = registers.top.sub(2);
            registers.skip(1);
            let quiet = container.kill();
            if key.kill() && quiet {
                push_truth(registers, found != (oparg != 0));
                return Fast::Next;
            }
            registers.push(StackRef::borrowed(&boolean_ref(found != (oparg != 0))));
        }
        Fast::Drain
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

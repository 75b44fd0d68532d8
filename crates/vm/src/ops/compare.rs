//! Comparisons and membership.

use taipan_object::types::singletons::{boolean, boolean_ref};
use taipan_object::{CompareOp as Operation, StackRef};

use super::{Instruction, instruction};
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

impl Instruction for Comparison {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> bool {
        // SAFETY: the contract of the trait.
        unsafe {
            let (left, right) = (registers.peek(2).get(), registers.peek(1).get());
            let order = if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
                left.cmp(&right)
            } else if let (Some(left), Some(right)) = (left.as_small_float(), right.as_small_float()) {
                // Immediate floats are never NaN.
                left.total_cmp(&right)
            } else {
                return false;
            };
            registers.top = registers.top.sub(1);
            registers.poke(1, StackRef::borrowed(&boolean_ref(Self::operation(oparg).holds(order))));
            registers.skip(1);
        }
        true
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let (left, right) = (vm.peek(2), vm.peek(1));
            let mut result = vm.py.compare(&left, &right, Self::operation(oparg));
            if oparg & 16 != 0
                && let Ok(value) = &result
            {
                let value = value.clone();
                result = vm.py.is_true(&value).map(boolean);
            }
            match result {
                Ok(value) => {
                    vm.registers.pop().close();
                    let left = vm.registers.pop();
                    vm.push(value);
                    left.close();
                    vm.registers.skip(1);
                    Flow::Next
                }
                Err(raised) => Flow::Raise(raised),
            }
        }
    }
}

/// `IS_OP`
pub(crate) struct IsOp;

impl Instruction for IsOp {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> bool {
        // SAFETY: the contract of the trait.
        unsafe {
            let (left, right) = (registers.peek(2), registers.peek(1));
            let same = left.get().is(&right.get());
            if !right.release_unless_last() {
                return false;
            }
            if !left.release_unless_last() {
                // The right operand has been given up: what is left is the slow part's, which finds a borrow there.
                registers.poke(1, right.as_borrow());
                return false;
            }
            registers.top = registers.top.sub(1);
            registers.poke(1, StackRef::borrowed(&boolean_ref(same != (oparg != 0))));
        }
        true
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let (right, left) = (vm.registers.pop(), vm.registers.pop());
            let same = left.get().is(&right.get());
            vm.registers.push(StackRef::borrowed(&boolean_ref(same != (oparg != 0))));
            right.close();
            left.close();
        }
        Flow::Next
    }
}

instruction! {
    /// `CONTAINS_OP`
    ContainsOp(vm, oparg) {
        let (key, container) = (vm.peek(2), vm.peek(1));
        let found = vm.py.contains(&container, &key)?;
        let container = vm.registers.pop();
        let key = vm.registers.pop();
        vm.registers.push(StackRef::borrowed(&boolean_ref(found != (oparg != 0))));
        container.close();
        key.close();
        vm.registers.skip(1);
        Ok(())
    }
}

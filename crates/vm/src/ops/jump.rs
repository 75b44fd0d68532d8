//! Jumps.

use taipan_bytecode::Opcode;
use taipan_object::StackRef;
use taipan_object::types::singletons::{boolean_ref, none_ref};

use super::local::leaf;
use super::{Fast, Instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

leaf! {
    /// `JUMP_FORWARD`
    JumpForward(registers, _, oparg) {
        registers.skip(oparg as usize);
    }
}

/// `JUMP_BACKWARD_NO_INTERRUPT`: where a thread is not interrupted. In code that was made by hand, it may be the only way back of
/// a loop.
pub(crate) struct JumpBackwardNoInterrupt;

impl Instruction for JumpBackwardNoInterrupt {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        if thread.is_deep() {
            return Fast::Slow;
        }
        // SAFETY: the contract of the trait.
        unsafe {
            registers.pc = registers.pc.sub(oparg as usize);
        }
        Fast::Next
    }

    #[cold]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: as above.
        unsafe {
            vm.registers.pc = vm.registers.pc.sub(oparg as usize);
        }
        Flow::Next
    }
}

/// `JUMP_BACKWARD`: where a thread may be interrupted.
pub(crate) struct JumpBackward;

impl Instruction for JumpBackward {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        if thread.is_asked() || thread.is_deep() {
            return Fast::Slow;
        }
        // SAFETY: the contract of the trait. The jump counts from behind the cache.
        unsafe {
            registers.pc = registers.pc.add(1).sub(oparg as usize);
        }
        Fast::Next
    }

    #[cold]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: as above.
        unsafe {
            vm.registers.pc = vm.registers.pc.add(1).sub(oparg as usize);
        }
        vm.py.handle_breaker().into()
    }
}

/// Goes on behind a conditional jump, whose cache comes next.
#[inline(always)]
unsafe fn branch(registers: &mut Registers, taken: bool, distance: u32) {
    // SAFETY: the contract of the instruction; behind it comes another.
    unsafe {
        if taken {
            registers.skip(1 + distance as usize);
        } else {
            registers.skip(1);
            let next = registers.pc.read() as u8;
            registers.skip(usize::from(next == Opcode::NotTaken.number() as u8));
        }
    }
}

/// Goes on with `True` or `False`, which is what a comparison gives: most often a jump comes next, and is done at once.
#[inline(always)]
pub(super) unsafe fn push_truth(registers: &mut Registers, truth: bool) {
    // SAFETY: the contract of the instruction, whose operands and caches are gone.
    unsafe {
        let unit = registers.pc.read();
        if unit as u8 == Opcode::PopJumpIfFalse.number() as u8 {
            registers.skip(1);
            branch(registers, !truth, u32::from(unit >> 8));
        } else if unit as u8 == Opcode::PopJumpIfTrue.number() as u8 {
            registers.skip(1);
            branch(registers, truth, u32::from(unit >> 8));
        } else {
            registers.push(StackRef::borrowed(&boolean_ref(truth)));
        }
    }
}

macro_rules! branch {
    ($(#[$doc:meta])* $name:ident, $test:expr) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl Instruction for $name {
            #[inline(always)]
            unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
                // SAFETY: the contract of the trait.
                unsafe {
                    let slot = registers.peek(1);
                    let test: fn(StackRef) -> bool = $test;
                    let taken = test(slot);
                    registers.top = registers.top.sub(1);
                    branch(registers, taken, oparg);
                    Fast::after(thread.kill(slot))
                }
            }

            unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
                Flow::Next
            }
        }
    };
}

branch! {
    /// `POP_JUMP_IF_TRUE`
    PopJumpIfTrue, |slot| slot.refers_to(&boolean_ref(true))
}
branch! {
    /// `POP_JUMP_IF_FALSE`
    PopJumpIfFalse, |slot| !slot.refers_to(&boolean_ref(true))
}
branch! {
    /// `POP_JUMP_IF_NONE`
    PopJumpIfNone, |slot| slot.refers_to(&none_ref())
}
branch! {
    /// `POP_JUMP_IF_NOT_NONE`
    PopJumpIfNotNone, |slot| !slot.refers_to(&none_ref())
}

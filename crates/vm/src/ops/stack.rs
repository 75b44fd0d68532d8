//! The stack itself.

use taipan_object::StackRef;

use super::local::leaf;
use super::{Fast, Instruction};
use crate::code::Code;
use crate::dispatch::{Flow, Registers, Vm};
use crate::monitoring::code::{MARK, mark};
use crate::thread::Thread;

leaf! {
    /// `NOP`
    Nop(_registers, _, _) {}
}

leaf! {
    /// `NOT_TAKEN`: where a branch was not taken; monitoring counts it.
    NotTaken(_registers, _, _) {}
}

leaf! {
    /// `PUSH_NULL`
    PushNull(registers, _, _) {
        registers.push(StackRef::NULL);
    }
}

leaf! {
    /// `COPY`
    Copy(registers, _, oparg) {
        let slot = registers.peek(oparg as usize);
        registers.push(if slot.is_null() { slot } else { slot.duplicate() });
    }
}

leaf! {
    /// `SWAP`
    Swap(registers, _, oparg) {
        let (top, bottom) = (registers.peek(1), registers.peek(oparg as usize));
        registers.poke(1, bottom);
        registers.poke(oparg as usize, top);
    }
}

macro_rules! drop_top {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl Instruction for $name {
            #[inline(always)]
            unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
                // SAFETY: the contract of the trait.
                unsafe { Fast::after(thread.kill_any(registers.pop())) }
            }

            unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
                Flow::Next
            }
        }
    };
}

drop_top! {
    /// `POP_TOP`
    PopTop
}
drop_top! {
    /// `END_FOR`
    EndFor
}
drop_top! {
    /// `POP_ITER`
    PopIter
}

/// `END_SEND`: drops the receiver below the value.
pub(crate) struct EndSend;

impl Instruction for EndSend {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (value, receiver) = (registers.pop(), registers.peek(1));
            registers.poke(1, value);
            Fast::after(thread.kill(receiver))
        }
    }

    unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
        Flow::Next
    }
}

/// `RESUME`: the start of a function, and where it goes on after a yield. The operand tells which; a frame that waits for
/// another one is not interrupted.
pub(crate) struct Resume;

impl Resume {
    /// Whether there is nothing to be done: nobody asks the thread to stop, and tools want to hear of what they did before.
    #[inline(always)]
    pub(crate) fn passes(thread: &Thread, code: &Code) -> bool {
        !thread.is_asked() && code.version.get() == thread.monitoring().version.get()
    }
}

impl Instruction for Resume {
    #[inline(always)]
    unsafe fn fast(_: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the frame runs.
        Self::passes(thread, unsafe { (*thread.frame.get()).code() }).into()
    }

    #[cold]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the frame runs.
        let code = unsafe { vm.frame().code() };
        if code.version.get() != vm.thread.monitoring().version.get() {
            if let Err(raised) = mark(vm.py, code) {
                return Flow::Raise(raised);
            }
            // SAFETY: the unit is this instruction's, which may be marked now: then it is executed anew.
            unsafe {
                let unit = vm.registers.pc.sub(1);
                if unit.read() as u8 == MARK {
                    vm.registers.pc = unit;
                    return Flow::Next;
                }
            }
        }
        if oparg & 3 > 1 {
            return Flow::Next;
        }
        vm.py.handle_breaker().into()
    }
}

//! Locals and constants.

use taipan_object::exception as exc;
use taipan_object::{StackRef, Value};

use super::{Fast, Instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

/// The error for a local that has no value.
#[cold]
fn unbound(vm: &mut Vm<'_>, index: u32) -> Flow {
    // SAFETY: verified code.
    let name = unsafe { vm.frame().code() }.local_names.get(index as usize).cloned();
    let name = name.unwrap_or_else(taipan_object::types::singletons::none);
    Flow::Raise(vm.py.error(
        &exc::UNBOUND_LOCAL_ERROR,
        format_args!("cannot access local variable '{name}' where it is not associated with a value"),
    ))
}

/// Defines an instruction that never fails and never gives up. With `Fast`, its body says how it goes on.
macro_rules! leaf {
    ($(#[$doc:meta])* $name:ident($registers:ident, $thread:pat_param, $oparg:pat_param) $body:block) => {
        leaf! {
            $(#[$doc])*
            $name($registers, $thread, $oparg) Fast {
                $body
                Fast::Next
            }
        }
    };
    ($(#[$doc:meta])* $name:ident($registers:ident, $thread:pat_param, $oparg:pat_param) Fast $body:block) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl Instruction for $name {
            #[inline(always)]
            #[allow(unused_unsafe, reason = "some bodies need none")]
            unsafe fn fast($registers: &mut Registers, $thread: &Thread, $oparg: u32) -> Fast {
                // SAFETY: the contract of the trait.
                unsafe { $body }
            }

            unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
                Flow::Next
            }
        }
    };
}
pub(super) use leaf;

leaf! {
    /// `LOAD_FAST`
    LoadFast(registers, _, oparg) {
        let slot = registers.local(oparg).read();
        registers.push(slot.duplicate());
    }
}

leaf! {
    /// `LOAD_FAST_BORROW`
    LoadFastBorrow(registers, _, oparg) {
        let slot = registers.local(oparg).read();
        registers.push(slot.value_as_borrow());
    }
}

leaf! {
    /// `LOAD_FAST_LOAD_FAST`
    LoadFastLoadFast(registers, _, oparg) {
        let (first, second) = (registers.local(oparg >> 4).read(), registers.local(oparg & 15).read());
        registers.push(first.duplicate());
        registers.push(second.duplicate());
    }
}

leaf! {
    /// `LOAD_FAST_BORROW_LOAD_FAST_BORROW`
    LoadFastBorrowLoadFastBorrow(registers, _, oparg) {
        let (first, second) = (registers.local(oparg >> 4).read(), registers.local(oparg & 15).read());
        registers.push(first.value_as_borrow());
        registers.push(second.value_as_borrow());
    }
}

leaf! {
    /// `LOAD_FAST_AND_CLEAR`
    LoadFastAndClear(registers, _, oparg) {
        let local = registers.local(oparg);
        registers.push(local.read());
        local.write(StackRef::NULL);
    }
}

leaf! {
    /// `LOAD_CONST`: the code keeps the constant.
    LoadConst(registers, thread, oparg) {
        let code = (*thread.frame.get()).code();
        registers.push(StackRef::borrowed(code.constants.get_unchecked(oparg as usize)));
    }
}

leaf! {
    /// `LOAD_SMALL_INT`
    LoadSmallInt(registers, _, oparg) {
        registers.push(StackRef::from_word((oparg as usize) << 1 | 1));
    }
}

/// `LOAD_FAST_CHECK`
pub(crate) struct LoadFastCheck;

impl Instruction for LoadFastCheck {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = registers.local(oparg).read();
            if slot.is_null() {
                return Fast::Slow;
            }
            registers.push(slot.duplicate());
        }
        Fast::Next
    }

    #[cold]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        unbound(vm, oparg)
    }
}

/// Stores into a local and gives the old value out.
///
/// # Safety
/// As for an instruction; the slot is taken over.
#[inline(always)]
unsafe fn replace(registers: &Registers, index: u32, slot: StackRef) -> StackRef {
    // SAFETY: the caller's promise.
    unsafe { registers.local(index).replace(slot.promote()) }
}

leaf! {
    /// `STORE_FAST`
    StoreFast(registers, thread, oparg) Fast {
        let slot = registers.pop();
        Fast::after(thread.kill_any(replace(registers, oparg, slot)))
    }
}

leaf! {
    /// `STORE_FAST_LOAD_FAST`
    StoreFastLoadFast(registers, thread, oparg) Fast {
        let old = replace(registers, oparg >> 4, registers.peek(1));
        let loaded = registers.local(oparg & 15).read().duplicate();
        registers.poke(1, loaded);
        Fast::after(thread.kill_any(old))
    }
}

leaf! {
    /// `STORE_FAST_STORE_FAST`
    StoreFastStoreFast(registers, thread, oparg) Fast {
        let (first, second) = (registers.pop(), registers.pop());
        let old = replace(registers, oparg >> 4, first);
        let quiet = thread.kill_any(old);
        let old = replace(registers, oparg & 15, second);
        Fast::after(thread.kill_any(old) && quiet)
    }
}

/// `DELETE_FAST`
pub(crate) struct DeleteFast;

impl Instruction for DeleteFast {
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let old = vm.registers.local(oparg).replace(StackRef::NULL);
            if old.is_null() {
                return unbound(vm, oparg);
            }
            old.close();
        }
        Flow::Next
    }
}

/// `LOAD_COMMON_CONSTANT`: objects that the compiler refers to by number.
pub(crate) struct LoadCommonConstant;

impl Instruction for LoadCommonConstant {
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        let value: Option<Value> = match oparg {
            0 => Some(exc::ASSERTION_ERROR.to_value()),
            1 => Some(exc::NOT_IMPLEMENTED_ERROR.to_value()),
            2 => Some(taipan_object::types::tuple::TUPLE.to_value()),
            3 => crate::run::common_builtin(vm.py, 0),
            4 => crate::run::common_builtin(vm.py, 1),
            _ => None,
        };
        match value {
            // SAFETY: the contract of the trait.
            Some(value) => unsafe { vm.push(value) },
            None => return Flow::Raise(exc::system_error(vm.py, format_args!("unknown constant {oparg}"))),
        }
        Flow::Next
    }
}

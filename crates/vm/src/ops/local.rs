//! Locals and constants.

use taipan_object::exception as exc;
use taipan_object::{StackRef, Value};

use super::Instruction;
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

/// Defines an instruction that never fails and never gives up.
macro_rules! leaf {
    ($(#[$doc:meta])* $name:ident($registers:ident, $thread:pat_param, $oparg:pat_param) $body:block) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl Instruction for $name {
            #[inline(always)]
            #[allow(unused_unsafe, reason = "some bodies need none")]
            unsafe fn fast($registers: &mut Registers, $thread: &Thread, $oparg: u32) -> bool {
                // SAFETY: the contract of the trait.
                unsafe { $body }
                true
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
        registers.push(slot.as_borrow());
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
        registers.push(first.as_borrow());
        registers.push(second.as_borrow());
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
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> bool {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = registers.local(oparg).read();
            if slot.is_null() {
                return false;
            }
            registers.push(slot.duplicate());
        }
        true
    }

    #[cold]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        unbound(vm, oparg)
    }
}

/// Stores into a local; the old value is dropped afterwards.
///
/// # Safety
/// As for an instruction; the slot is taken over.
unsafe fn store(registers: &Registers, index: u32, slot: StackRef) {
    // SAFETY: the caller's promise.
    unsafe {
        let old = registers.local(index).replace(slot.promote());
        old.close();
    }
}

/// Stores into a local, if the old value does not die of it.
#[inline(always)]
unsafe fn store_fast(registers: &Registers, index: u32, slot: StackRef) -> bool {
    // SAFETY: the contract of the instruction.
    unsafe {
        let local = registers.local(index);
        if !local.read().release_quietly() {
            return false;
        }
        local.write(slot.promote());
    }
    true
}

/// `STORE_FAST`
pub(crate) struct StoreFast;

impl Instruction for StoreFast {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> bool {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = registers.peek(1);
            if !store_fast(registers, oparg, slot) {
                return false;
            }
            registers.top = registers.top.sub(1);
        }
        true
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = vm.registers.pop();
            store(&vm.registers, oparg, slot);
        }
        Flow::Next
    }
}

/// `STORE_FAST_LOAD_FAST`
pub(crate) struct StoreFastLoadFast;

impl Instruction for StoreFastLoadFast {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> bool {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = registers.peek(1);
            if !store_fast(registers, oparg >> 4, slot) {
                return false;
            }
            let loaded = registers.local(oparg & 15).read().duplicate();
            registers.poke(1, loaded);
        }
        true
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = vm.registers.pop();
            store(&vm.registers, oparg >> 4, slot);
            let loaded = vm.registers.local(oparg & 15).read().duplicate();
            vm.registers.push(loaded);
        }
        Flow::Next
    }
}

/// `STORE_FAST_STORE_FAST`
pub(crate) struct StoreFastStoreFast;

impl Instruction for StoreFastStoreFast {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> bool {
        // SAFETY: the contract of the trait.
        unsafe {
            let (first, second) = (registers.peek(1), registers.peek(2));
            if !registers.local(oparg & 15).read().is_quiet() {
                return false;
            }
            if !store_fast(registers, oparg >> 4, first) {
                return false;
            }
            registers.top = registers.top.sub(1);
            if !store_fast(registers, oparg & 15, second) {
                store(registers, oparg & 15, second);
            }
            registers.top = registers.top.sub(1);
        }
        true
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let first = vm.registers.pop();
            let second = vm.registers.pop();
            store(&vm.registers, oparg >> 4, first);
            store(&vm.registers, oparg & 15, second);
        }
        Flow::Next
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
            3 => crate::run::builtin(vm.py, "all"),
            4 => crate::run::builtin(vm.py, "any"),
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

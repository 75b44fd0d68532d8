//! Subscripts and slices.

use taipan_object::cached;
use taipan_object::types::singletons::none;

use super::{Fast, Instruction, instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

/// `STORE_SUBSCR`
pub(crate) struct StoreSubscr;

impl Instruction for StoreSubscr {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (container, key) = (registers.peek(2), registers.peek(1));
            let Some(old) = cached::replace_item(container.get(), key.get(), registers.peek(3)) else {
                return Fast::Slow;
            };
            registers.top = registers.top.sub(3);
            registers.skip(1);
            let quiet = old.kill();
            let quiet = container.kill() && quiet;
            Fast::after(key.kill() && quiet)
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let (value, container, key) = (vm.peek(3), vm.peek(2), vm.peek(1));
            if let Err(raised) = vm.py.set_item(&container, &key, &value) {
                return Flow::Raise(raised);
            }
            for _ in 0..3 {
                vm.registers.pop().close();
            }
            vm.registers.skip(1);
        }
        Flow::Next
    }
}

instruction! {
    /// `DELETE_SUBSCR`
    DeleteSubscr(vm, _) {
        let (key, container) = (vm.pop(), vm.pop());
        vm.py.delete_item(&container, &key)
    }
}

instruction! {
    /// `BINARY_SLICE`
    BinarySlice(vm, _) {
        let (stop, start, container) = (vm.pop(), vm.pop(), vm.pop());
        let slice = vm.py.heap().slice(start, stop, none())?;
        let value = vm.py.get_item(&container, &slice)?;
        vm.push(value);
        Ok(())
    }
}

instruction! {
    /// `STORE_SLICE`
    StoreSlice(vm, _) {
        let (stop, start, container, value) = (vm.pop(), vm.pop(), vm.pop(), vm.pop());
        let slice = vm.py.heap().slice(start, stop, none())?;
        vm.py.set_item(&container, &slice, &value)
    }
}

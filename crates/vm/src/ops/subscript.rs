//! Subscripts and slices.

use taipan_object::{Py, StackRef, cached};

use super::{Fast, Instruction, direct, instruction, raises, slow_direct};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

/// `STORE_SUBSCR`
pub(crate) struct StoreSubscr;

impl Instruction for StoreSubscr {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (container, key) = (registers.peek(2), registers.peek(1));
            let Some(object) = container.object() else { return Fast::Slow };
            let Some(old) = cached::replace_item(object, key, registers.peek(3)) else {
                return Fast::Slow;
            };
            registers.top = registers.top.sub(3);
            registers.skip(1);
            let quiet = thread.kill_any(old);
            let quiet = thread.kill(container) && quiet;
            Fast::after(thread.kill(key) && quiet)
        }
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let [value, container, key] = [3, 2, 1].map(|depth| registers.peek(depth).get());
            let stored = match container.type_().slots.setitem.get() {
                Some(set) => set(py, container, key, Some(value)),
                None => py.set_item(&container, &key, &value),
            };
            if let Err(raised) = stored {
                return raises(thread, raised);
            }
            for _ in 0..3 {
                let _ = registers.pop().kill();
            }
            registers.skip(1);
        }
        Fast::Next
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { slow_direct::<Self>(vm, oparg) }
    }
}

instruction! {
    /// `DELETE_SUBSCR`
    DeleteSubscr(vm, _) {
        let (key, container) = (vm.pop(), vm.pop());
        let result = vm.py.delete_item(&container, &key);
        drop(key);
        drop(container);
        result
    }
}

direct! {
    /// `BINARY_SLICE`
    BinarySlice(py, registers, _, _) {
        let (stop, start, container) = (registers.peek(1), registers.peek(2), registers.peek(3));
        let value = StackRef::owned(py.get_slice(container.get(), start.get(), stop.get())?);
        for _ in 0..3 {
            let _ = registers.pop().kill();
        }
        registers.push(value);
        Ok(())
    }
}

direct! {
    /// `STORE_SLICE`
    StoreSlice(py, registers, _, _) {
        let [stop, start, container, value] = [1, 2, 3, 4].map(|depth| registers.peek(depth).get());
        py.set_slice(container, start, stop, value)?;
        for _ in 0..4 {
            let _ = registers.pop().kill();
        }
        Ok(())
    }
}

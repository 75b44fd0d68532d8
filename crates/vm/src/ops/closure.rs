//! Cells: variables that functions share.

use taipan_object::types::cell::Cell;
use taipan_object::{Borrowed, Raised, StackRef, cached, exception as exc};

use super::global::lookup_name;
use super::{Fast, Instruction, instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

instruction! {
    /// `MAKE_CELL`
    MakeCell(vm, oparg) {
        let place = vm.registers.local(oparg);
        let value = place.read().try_get().map(Borrowed::to_value);
        let cell = vm.py.heap().cell(value)?;
        place.replace(StackRef::owned(cell)).close();
        Ok(())
    }
}

/// `COPY_FREE_VARS`: the cells of the closure become the last of the locals.
pub(crate) struct CopyFreeVars;

impl Instruction for CopyFreeVars {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        let count = oparg as usize;
        // SAFETY: the contract of the trait; the function keeps its closure. The last of the locals are the free variables.
        unsafe {
            let frame = &*thread.frame.get();
            let Some(cells) = frame.function().cells().filter(|cells| cells.len() == count) else {
                return Fast::Slow;
            };
            let first = registers.locals.add(frame.code().locals - count);
            for (index, cell) in cells.iter().enumerate() {
                first.add(index).write(StackRef::owned(cell.clone()));
            }
        }
        Fast::Next
    }

    #[cold]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        Flow::Raise(exc::system_error(vm.py, format_args!("a closure of {oparg} cells is missing")))
    }
}

/// The cell in a local.
///
/// # Safety
/// The contract of an instruction: the local is a cell or free variable.
unsafe fn cell<'a>(vm: &Vm<'_>, index: u32) -> Option<&'a Cell> {
    // SAFETY: the caller's promise.
    unsafe { vm.registers.local(index).read().try_get::<'a>() }.and_then(Borrowed::exact::<Cell>)
}

#[cold]
fn unbound(vm: &mut Vm<'_>, index: u32) -> Raised {
    // SAFETY: verified code.
    let code = unsafe { vm.frame().code() };
    let name =
        code.local_names.get(index as usize).cloned().unwrap_or_else(taipan_object::types::singletons::none);
    if (index as usize) < code.locals - code.free_variables {
        return vm.py.error(
            &exc::UNBOUND_LOCAL_ERROR,
            format_args!("cannot access local variable '{name}' where it is not associated with a value"),
        );
    }
    exc::name_error(
        vm.py,
        &exc::NAME_ERROR,
        &name,
        format_args!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        ),
    )
}

/// `LOAD_DEREF`
pub(crate) struct LoadDeref;

impl Instruction for LoadDeref {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let Some(cell) = registers.local(oparg).read().try_get() else { return Fast::Slow };
            let Some(value) = cached::content(cell) else { return Fast::Slow };
            registers.push(StackRef::owned(value.to_value()));
        }
        Fast::Next
    }

    #[cold]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        Flow::Raise(unbound(vm, oparg))
    }
}

/// `STORE_DEREF`
pub(crate) struct StoreDeref;

impl Instruction for StoreDeref {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let slot = registers.pop();
            let cell = registers.local(oparg).read().try_get();
            let old = match cell {
                Some(cell) => cached::set_content(cell, slot),
                None => slot,
            };
            Fast::after(thread.kill_any(old))
        }
    }

    unsafe fn slow(_: &mut Vm<'_>, _: u32) -> Flow {
        Flow::Next
    }
}

instruction! {
    /// `DELETE_DEREF`
    DeleteDeref(vm, oparg) {
        let old = match cell(vm, oparg) {
            Some(cell) => cell.set(vm.py, None),
            None => None,
        };
        if old.is_none() {
            return Err(unbound(vm, oparg));
        }
        Ok(())
    }
}

instruction! {
    /// `LOAD_FROM_DICT_OR_DEREF`
    LoadFromDictOrDeref(vm, oparg) {
        let names = vm.pop();
        let name = vm.frame().code().local_names.get_unchecked(oparg as usize);
        let value = match lookup_name(vm.py, &names, name)? {
            Some(value) => Some(value),
            None => cell(vm, oparg).and_then(|cell| cell.get(vm.py)),
        };
        match value {
            Some(value) => vm.push(value),
            None => return Err(unbound(vm, oparg)),
        }
        Ok(())
    }
}

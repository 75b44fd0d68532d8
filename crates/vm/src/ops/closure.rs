//! Cells: variables that functions share.

use taipan_object::types::cell::Cell;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Raised, StackRef, exception as exc};

use super::global::lookup_name;
use super::instruction;
use crate::dispatch::Vm;

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

instruction! {
    /// `COPY_FREE_VARS`: the cells of the closure become the last of the locals.
    CopyFreeVars(vm, oparg) {
        let count = oparg as usize;
        let closure = vm.frame().function().state.get(vm.py).closure.clone();
        let cells = closure.as_ref().and_then(|it| it.get::<Tuple>()).map_or(&[][..], Tuple::items);
        if cells.len() != count {
            return Err(exc::system_error(vm.py, format_args!("a closure of {count} cells is missing")));
        }
        let first = vm.frame().code().locals - count;
        for (index, cell) in cells.iter().take(count).enumerate() {
            vm.registers.local((first + index) as u32).write(StackRef::owned(cell.clone()));
        }
        Ok(())
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

instruction! {
    /// `LOAD_DEREF`
    LoadDeref(vm, oparg) {
        let value = cell(vm, oparg).and_then(|cell| cell.get(vm.py));
        match value {
            Some(value) => vm.push(value),
            None => return Err(unbound(vm, oparg)),
        }
        Ok(())
    }
}

instruction! {
    /// `STORE_DEREF`
    StoreDeref(vm, oparg) {
        let value = vm.pop();
        if let Some(cell) = cell(vm, oparg) {
            drop(cell.set(vm.py, Some(value)));
        }
        Ok(())
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

//! Attributes.

use taipan_object::{Py, PyResult, StackRef, Value};

use super::instruction;

/// Units of inline cache behind `LOAD_ATTR`.
const LOAD_CACHE: usize = 9;
/// Behind `STORE_ATTR`.
const STORE_CACHE: usize = 4;

instruction! {
    /// `LOAD_ATTR`: the name is in the upper bits; bit 0 says that it is a method that will be called, so that an object may
    /// go first instead of being bound.
    LoadAttr(vm, oparg) {
        let name = vm.name(oparg as usize >> 1);
        let owner = vm.peek(1);
        if oparg & 1 != 0 {
            let (found, takes_self) = vm.py.find_method(&owner, name)?;
            let owner = vm.registers.pop();
            vm.push(found);
            if takes_self {
                vm.registers.push(owner);
            } else {
                vm.registers.push(StackRef::NULL);
                owner.close();
            }
        } else {
            let value = vm.py.get_attribute(&owner, name)?;
            let owner = vm.registers.pop();
            vm.push(value);
            owner.close();
        }
        vm.registers.skip(LOAD_CACHE);
        Ok(())
    }
}

instruction! {
    /// `STORE_ATTR`
    StoreAttr(vm, oparg) {
        let name = vm.name(oparg as usize);
        let (value, owner) = (vm.peek(2), vm.peek(1));
        vm.py.set_attribute(&owner, name, &value)?;
        vm.registers.pop().close();
        vm.registers.pop().close();
        vm.registers.skip(STORE_CACHE);
        Ok(())
    }
}

instruction! {
    /// `DELETE_ATTR`
    DeleteAttr(vm, oparg) {
        let owner = vm.pop();
        let name = vm.name(oparg as usize);
        vm.py.delete_attribute(&owner, name)
    }
}

instruction! {
    /// `LOAD_SUPER_ATTR`: `super().name`. Bit 0: a method to be called; bit 1: `super` was called with arguments.
    LoadSuperAttr(vm, oparg) {
        let (this, class, super_) = (vm.pop(), vm.pop(), vm.pop());
        let name = vm.name(oparg as usize >> 2);
        let object = super_object(vm.py, &super_, &class, &this, oparg & 2 != 0)?;
        let value = vm.py.get_attribute(&object, name)?;
        vm.push(value);
        if oparg & 1 != 0 {
            vm.registers.push(StackRef::NULL);
        }
        vm.registers.skip(1);
        Ok(())
    }
}

fn super_object(py: &mut Py, super_: &Value, class: &Value, this: &Value, explicit: bool) -> PyResult<Value> {
    let is_super = crate::run::builtin(py, "super").is_some_and(|it| it.is(super_));
    if explicit || is_super { py.call(super_, &[class, this]) } else { py.call(super_, &[]) }
}

/// The attribute of an object's class under a special name, bound; nothing if there is none.
pub(crate) fn special(py: &mut Py, object: &Value, dunder: usize) -> PyResult<Option<(Value, bool)>> {
    let Some(found) = object.type_().special(py, dunder) else { return Ok(None) };
    if found.type_().has(taipan_object::type_::Flags::METHOD_DESCRIPTOR) {
        return Ok(Some((found, true)));
    }
    match found.type_().slots.descr_get.get() {
        Some(get) => {
            let class = object.type_().to_value();
            let bound = get(py, found.borrow(), Some(object.borrow()), Some(class.borrow()))?;
            Ok(Some((bound, false)))
        }
        None => Ok(Some((found, false))),
    }
}

//! `with`.

use taipan_object::types::singletons::none;
use taipan_object::{Args, Py, StackRef, Value, exception as exc};
use taipan_text::Name;

use super::instruction;

const SYNCHRONOUS: &str = "context manager";
const ASYNCHRONOUS: &str = "asynchronous context manager";

/// The special methods that `LOAD_SPECIAL` loads, by its operand: the name, and what the error says.
fn names(py: &Py, oparg: u32) -> (Value, &'static str) {
    match oparg {
        0 => (py.name(Name::__ENTER__).clone(), SYNCHRONOUS),
        1 => (py.name(Name::__EXIT__).clone(), SYNCHRONOUS),
        2 => (py.name(Name::__AENTER__).clone(), ASYNCHRONOUS),
        _ => (py.name(Name::__AEXIT__).clone(), ASYNCHRONOUS),
    }
}

/// Whether an object is a context manager of one kind.
fn has_both(py: &Py, owner: &Value, synchronous: bool) -> bool {
    let names =
        if synchronous { [Name::__ENTER__, Name::__EXIT__] } else { [Name::__AENTER__, Name::__AEXIT__] };
    names.into_iter().all(|name| owner.type_().lookup(py, py.name(name)).is_some())
}

instruction! {
    /// `LOAD_SPECIAL`
    LoadSpecial(vm, oparg) {
        let (name, what) = names(vm.py, oparg);
        let owner = vm.peek(1).to_value();
        match find(vm.py, &owner, &name)? {
            Some((method, takes_self)) => {
                let owner = vm.registers.pop();
                vm.push(method);
                if takes_self {
                    vm.registers.push(owner);
                } else {
                    vm.registers.push(StackRef::NULL);
                    owner.close();
                }
                Ok(())
            }
            None => {
                let (class, other_kind, other) = match what {
                    SYNCHRONOUS => (owner.type_().name(), ASYNCHRONOUS, "async with"),
                    _ => (owner.type_().name(), SYNCHRONOUS, "with"),
                };
                let hint = if has_both(vm.py, &owner, oparg >= 2) {
                    format!(" but it supports the {other_kind} protocol. Did you mean to use '{other}'?")
                } else {
                    String::new()
                };
                Err(exc::type_error(
                    vm.py,
                    format_args!(
                        "'{class}' object does not support the {what} protocol (missed {name} method){hint}"
                    ),
                ))
            }
        }
    }
}

/// What the class of an object has under a name: unbound where the object can go first.
fn find(py: &mut Py, owner: &Value, name: &Value) -> taipan_object::PyResult<Option<(Value, bool)>> {
    let Some(found) = owner.type_().lookup(py, name) else { return Ok(None) };
    if found.type_().has(taipan_object::type_::Flags::METHOD_DESCRIPTOR) {
        return Ok(Some((found, true)));
    }
    match found.type_().slots.descr_get.get() {
        Some(get) => {
            let class = owner.type_().to_value();
            get(py, found.borrow(), Some(owner.borrow()), Some(class.borrow()))
                .map(|bound| Some((bound, false)))
        }
        None => Ok(Some((found, false))),
    }
}

instruction! {
    /// `WITH_EXCEPT_START`: calls `__exit__` with the exception; stack: exit, self or null, lasti, previous, exception.
    WithExceptStart(vm, _) {
        let exception = vm.peek(1).to_value();
        let (exit, this) = (vm.peek(5).to_value(), vm.registers.peek(4));
        let class = exception.type_().to_value();
        let traceback = exception.get::<exc::BaseException>().and_then(|it| it.traceback(vm.py)).unwrap_or_else(none);
        let slots = [this.as_borrow(), StackRef::borrowed(&class), StackRef::borrowed(&exception), StackRef::borrowed(&traceback)];
        let slots = if this.is_null() { &slots[1..] } else { &slots[..] };
        let result = vm.py.call_args(&exit, Args::of(slots))?;
        vm.push(result);
        Ok(())
    }
}

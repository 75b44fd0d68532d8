//! `with`.

use taipan_object::types::singletons::none;
use taipan_object::{Args, Py, StackRef, Value, exception as exc};
use taipan_text::Name;

use super::instruction;

/// The special methods that `LOAD_SPECIAL` loads, by its operand: the name, what the error says, and whether the
/// asynchronous form may have been meant.
fn names(py: &Py, oparg: u32) -> (Value, &'static str, &'static str) {
    match oparg {
        0 => (py.name(Name::__ENTER__).clone(), "context manager", "__aenter__"),
        1 => (py.name(Name::__EXIT__).clone(), "context manager", "__aexit__"),
        2 => (py.name(Name::__AENTER__).clone(), "asynchronous context manager", "__enter__"),
        _ => (py.name(Name::__AEXIT__).clone(), "asynchronous context manager", "__exit__"),
    }
}

instruction! {
    /// `LOAD_SPECIAL`
    LoadSpecial(vm, oparg) {
        let (name, what, other) = names(vm.py, oparg);
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
                let class = owner.type_().name();
                let other = vm.py.heap().intern(other)?;
                let hint = if owner.type_().lookup(vm.py, &other).is_some() {
                    if oparg < 2 { " Did you mean 'async with'?" } else { " Did you mean 'with'?" }
                } else {
                    ""
                };
                let missing = if oparg % 2 == 1 { format!(" (missed {name} method)") } else { String::new() };
                Err(exc::type_error(
                    vm.py,
                    format_args!("'{class}' object does not support the {what} protocol{missing}{}{hint}", if hint.is_empty() { "" } else { "." }),
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

//! `with`.

use taipan_object::type_::Flags;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Py, Raised, StackRef, Value, cached, exception as exc};
use taipan_text::Name;

use super::{Fast, direct, instruction};

const SYNCHRONOUS: &str = "context manager";
const ASYNCHRONOUS: &str = "asynchronous context manager";

/// The special methods that `LOAD_SPECIAL` loads, by its operand.
static NAMES: [Name; 4] = [Name::__ENTER__, Name::__EXIT__, Name::__AENTER__, Name::__AEXIT__];

/// The name of one, and what the error says.
#[inline]
fn names(py: &Py, oparg: u32) -> (&Value, &'static str) {
    (py.name(NAMES[oparg as usize & 3]), if oparg < 2 { SYNCHRONOUS } else { ASYNCHRONOUS })
}

/// Whether an object is a context manager of one kind.
fn has_both(py: &Py, owner: &Value, synchronous: bool) -> bool {
    let names =
        if synchronous { [Name::__ENTER__, Name::__EXIT__] } else { [Name::__AENTER__, Name::__AEXIT__] };
    names.into_iter().all(|name| owner.type_().lookup(py, py.name(name)).is_some())
}

direct! {
    /// `LOAD_SPECIAL`: what the class of the object has, with the object after it where that can go first, else bound.
    LoadSpecial(py, registers, _, oparg) {
        let owner = registers.peek(1);
        let Some(found) = owner.get().type_().lookup(py, names(py, oparg).0) else {
            return Err(missing(py, &owner.get(), oparg));
        };
        if found.type_().has(Flags::METHOD_DESCRIPTOR) {
            registers.poke(1, StackRef::owned(found));
            registers.push(owner);
            return Ok(());
        }
        let method = match found.type_().slots.descr_get.get() {
            Some(get) => {
                let class = owner.get().type_().to_value();
                get(py, found.borrow(), Some(owner.get()), Some(class.borrow()))?
            }
            None => found,
        };
        registers.poke(1, StackRef::owned(method));
        registers.push(StackRef::NULL);
        let _ = owner.kill();
        Ok(())
    }
    fast(registers, thread, oparg) {
        let owner = registers.peek(1);
        let Some(object) = owner.object() else { return Fast::Slow };
        let name = NAMES[oparg as usize & 3];
        let Some(found) = cached::class_attribute(thread.shared(), object.type_(), name) else { return Fast::Slow };
        if !found.type_().has(Flags::METHOD_DESCRIPTOR) {
            return Fast::Slow;
        }
        registers.poke(1, StackRef::owned(found.to_value()));
        registers.push(owner);
        Fast::Next
    }
}

#[cold]
#[inline(never)]
fn missing(py: &mut Py, owner: &Value, oparg: u32) -> Raised {
    let class = match owner.type_().module_name(py) {
        Some(module) if module.get::<Str>().is_some_and(|module| !module.is("__main__")) => {
            format!("{module}.{}", owner.type_().qualified_name())
        }
        _ => owner.type_().qualified_name().to_string(),
    };
    let (name, what) = names(py, oparg);
    let (other_kind, other) = match what {
        SYNCHRONOUS => (ASYNCHRONOUS, "async with"),
        _ => (SYNCHRONOUS, "with"),
    };
    let hint = if has_both(py, owner, oparg >= 2) {
        format!(" but it supports the {other_kind} protocol. Did you mean to use '{other}'?")
    } else {
        String::new()
    };
    exc::type_error(
        py,
        format_args!("'{class}' object does not support the {what} protocol (missed {name} method){hint}"),
    )
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

//! Types: what an object can do, as tables of functions.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::death::Teardown;
use crate::object::Object;
use crate::py::{Py, PyResult, Shared};
use crate::value::Value;

/// The Rust data of a native type.
///
/// # Safety
/// Exactly the objects of `TYPE` and of types that derive from it carry a `Self` right after the header. Derived by the
/// macros, never written by hand outside of the kernel.
pub unsafe trait Payload: Sized + 'static {
    /// The type.
    const TYPE: &'static Type;
}

/// The values in a payload, for those who take it apart and for the collector. Derived.
pub trait Parts {
    /// Takes out the value that dies next, in CPython's order: the last item of a list first. `None` when there is no
    /// value left. What has been taken must never be given again.
    fn take_part(&mut self) -> Option<Value>;

    /// Shows every value.
    fn each_part(&self, visit: &mut Visit<'_>);
}

/// A Python type. Builtin types are static and immortal; what can change of them lives in the interpreter.
#[repr(C)]
pub struct Type {
    header: Object,
    /// The name, `__name__`.
    pub name: &'static str,
    /// The type whose payload this one's begins with.
    pub base: Option<&'static Type>,
    /// What it does.
    pub slots: Slots,
    flags: Cell<u32>,
}

// SAFETY: static types are never written to (immortal objects are not counted, and their flags are constant); heap types
// are reached through `Value`, which is not `Sync`.
unsafe impl Sync for Type {}

/// Receives the values in an object, one by one.
pub type Visit<'v> = dyn FnMut(&Value) + 'v;

/// The functions of a type. A missing one means that the type does not support the operation.
#[derive(Clone, Copy, Default)]
pub struct Slots {
    /// Takes a dead object apart as far as it goes without Python.
    pub teardown: Option<unsafe fn(NonNull<Object>, &Shared) -> Teardown>,
    /// Shows the values in an object.
    pub trace: Option<unsafe fn(NonNull<Object>, &mut Visit<'_>)>,
    /// `__del__`: runs once before the object dies.
    pub finalize: Option<fn(&mut Py, &Value)>,
    /// `repr()`
    pub repr: Option<fn(&mut Py, &Value) -> PyResult<Value>>,
}

impl Type {
    /// A builtin type, to be kept in a `static`.
    pub const fn builtin(name: &'static str, base: Option<&'static Type>, slots: Slots) -> Self {
        Self { header: Object::immortal(&TYPE), name, base, slots, flags: Cell::new(0) }
    }

    /// Whether this type is `other` or derives from it.
    #[inline]
    pub fn derives_from(&self, other: &Type) -> bool {
        let mut current = Some(self);
        while let Some(type_) = current {
            if std::ptr::eq(type_, other) {
                return true;
            }
            current = type_.base;
        }
        false
    }

    /// Whether objects of this type hold no references, so that they are freed at once.
    #[inline(always)]
    pub(crate) fn is_leaf(&self) -> bool {
        self.slots.teardown.is_none()
    }
}

/// `type`
pub static TYPE: Type =
    Type::builtin("type", None, Slots { teardown: None, trace: None, finalize: None, repr: None });

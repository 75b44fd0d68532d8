//! Calls of native functions whose arguments lie on the interpreter's stack already, as they usually do: nothing is bound, and
//! nothing is copied.

use super::bind::in_place;
use super::descriptor::MethodDescriptor;
use super::{MethodDef, NativeFunction};
use crate::args::{Args, StackRef};
use crate::py::{Py, PyResult};
use crate::types::singletons::none_ref;
use crate::value::{Borrowed, Value};

/// Calls a native function, or a method with its object as the first argument. `None`: the callable is neither, or its
/// arguments have to be bound, or are wrong; nothing has happened.
///
/// # Safety
/// `base` points to `count` slots, none of them null, that do not change until the call ends; what they hold stays alive as
/// long.
#[inline(always)]
pub unsafe fn call(
    py: &mut Py,
    callable: Borrowed<'_>,
    base: *const StackRef,
    count: usize,
) -> Option<PyResult<Value>> {
    if let Some(function) = callable.exact::<NativeFunction>() {
        let this = function.this.as_ref().map_or(none_ref(), Value::borrow);
        // SAFETY: the caller's promise.
        return unsafe { invoke(py, function.definition, this, base, count) };
    }
    let method = callable.exact::<MethodDescriptor>()?;
    // SAFETY: the caller's promise.
    unsafe {
        let this = if count == 0 { return None } else { base.read().get() };
        let class = method.class.as_ref()?.pointer();
        if !std::ptr::eq(class.as_ptr().cast(), this.type_()) {
            return None;
        }
        invoke(py, method.definition, this, base.add(1), count - 1)
    }
}

/// # Safety
/// As for [`call`].
#[inline(always)]
unsafe fn invoke(
    py: &mut Py,
    definition: &'static MethodDef,
    this: Borrowed<'_>,
    base: *const StackRef,
    count: usize,
) -> Option<PyResult<Value>> {
    let signature = definition.signature;
    if !signature.fits(count) {
        return None;
    }
    if let Err(raised) = py.check_stack("while calling a Python object") {
        return Some(Err(raised));
    }
    // SAFETY: the caller's promise.
    let args = unsafe { Args::from_raw(base, count, None) };
    Some((definition.call)(py, this, &in_place(signature, &args)))
}

//! Calls of native functions whose arguments lie on the interpreter's stack already, as they usually do: nothing is bound, and
//! nothing is copied.

use super::bind::Places;
use super::descriptor::{METHOD_DESCRIPTOR, MethodDescriptor};
use super::function::NATIVE_FUNCTION;
use super::{MethodDef, NativeFunction, PlacesFn};
use crate::args::StackRef;
use crate::type_::Type;
use crate::types::singletons::none_ref;
use crate::value::{Borrowed, Value};

/// Whether [`prepare`] may know how to call objects of a type.
#[inline(always)]
pub fn is_native(class: &Type) -> bool {
    class.is(&NATIVE_FUNCTION) || class.is(&METHOD_DESCRIPTOR)
}

/// How to call a native function, or a method with its object as the first argument: the function, and what it is to be called
/// with. `None`: the callable is neither, or its arguments have to be bound, or are wrong.
///
/// # Safety
/// `base` points to `count` slots, none of them null, that do not change until the call ends; what they hold and the callable
/// stay alive as long.
#[inline(always)]
pub unsafe fn prepare<'a>(
    callable: Borrowed<'_>,
    base: *const StackRef,
    count: usize,
) -> Option<(PlacesFn, Borrowed<'a>, Places<'a>)> {
    // SAFETY: the caller's promise. Functions and descriptors keep what they belong to.
    unsafe {
        if let Some(function) = callable.exact::<NativeFunction>() {
            let this = match &function.this {
                Some(this) => Borrowed::from_pointer(this.pointer()),
                None => none_ref(),
            };
            return places(function.definition, this, base, count);
        }
        let method = callable.exact::<MethodDescriptor>()?;
        let this = if count == 0 { return None } else { base.read().get::<'a>() };
        let class = method.class.as_ref().map(Value::pointer)?;
        if !std::ptr::eq(class.as_ptr().cast(), this.type_()) {
            return None;
        }
        places(method.definition, this, base.add(1), count - 1)
    }
}

/// # Safety
/// As for [`prepare`].
#[inline(always)]
unsafe fn places<'a>(
    definition: &'static MethodDef,
    this: Borrowed<'a>,
    base: *const StackRef,
    count: usize,
) -> Option<(PlacesFn, Borrowed<'a>, Places<'a>)> {
    let call = definition.takes(count)?;
    // SAFETY: the caller's promise.
    Some((call, this, Places(unsafe { std::slice::from_raw_parts(base, count) })))
}

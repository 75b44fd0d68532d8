//! Calls of native functions whose arguments lie on the interpreter's stack already, as they usually do: nothing is bound, and
//! nothing is copied.

use super::bind::{self, Places};
use super::descriptor::{METHOD_DESCRIPTOR, MethodDescriptor};
use super::function::NATIVE_FUNCTION;
use super::{MethodDef, NativeFunction, PlacesFn};
use crate::args::{Args, StackRef};
use crate::py::{Py, PyResult, Shared};
use crate::type_::Type;
use crate::types::list::LIST;
use crate::types::singletons::none_ref;
use crate::value::{Borrowed, Value};

/// Whether [`prepare`] may know how to call objects of a type.
#[inline(always)]
pub fn is_native(class: &Type) -> bool {
    class.is(&NATIVE_FUNCTION) || class.is(&METHOD_DESCRIPTOR)
}

/// Whether this is `list.append`, of which [`is_append`] knows from now on.
pub fn find_append(shared: &Shared, callable: Borrowed<'_>) -> bool {
    let known = callable.exact::<MethodDescriptor>().is_some_and(|method| {
        method.definition.name == "append"
            && method.class.as_ref().and_then(Value::as_type).is_some_and(|class| class.is(&LIST))
    });
    if known {
        shared.interpreter().list_append.set(callable.word());
    }
    known
}

/// Whether a slot holds the `list.append` that was found. The type keeps it as long as the interpreter lives.
#[inline(always)]
pub fn is_append(shared: &Shared, callable: StackRef) -> bool {
    callable.has_word(shared.interpreter().list_append.get())
}

/// How to call a native function, or a method with its object as the first argument: the function, and what it is to be called
/// with. `None`: the callable is neither, or its arguments have to be bound, or are wrong.
///
/// # Safety
/// [`is_native`] has said so of the callable's type. `base` points to `count` slots, none of them null, that do not change until
/// the call ends; what they hold and the callable stay alive as long.
#[inline(always)]
pub unsafe fn prepare<'a>(
    callable: Borrowed<'_>,
    base: *const StackRef,
    count: usize,
) -> Option<(PlacesFn, Borrowed<'a>, Places<'a>)> {
    // SAFETY: the caller's promise.
    unsafe {
        if let Some(function) = callable.exact::<NativeFunction>() {
            return prepare_function(function, base, count);
        }
        let method = callable.exact::<MethodDescriptor>()?;
        prepare_method(method, base, count.checked_sub(1)?)
    }
}

/// The same for a function.
///
/// # Safety
/// As for [`prepare`].
#[inline(always)]
pub unsafe fn prepare_function<'a>(
    function: &NativeFunction,
    base: *const StackRef,
    count: usize,
) -> Option<(PlacesFn, Borrowed<'a>, Places<'a>)> {
    // SAFETY: the caller's promise. Functions keep what they belong to.
    unsafe {
        let this = match &function.this {
            Some(this) => Borrowed::from_pointer(this.pointer()),
            None => none_ref(),
        };
        places(function.definition, this, base, count)
    }
}

/// The same for a method: `count` arguments lie behind its object, which is the first slot.
///
/// # Safety
/// As for [`prepare`].
#[inline(always)]
pub unsafe fn prepare_method<'a>(
    method: &MethodDescriptor,
    base: *const StackRef,
    count: usize,
) -> Option<(PlacesFn, Borrowed<'a>, Places<'a>)> {
    // SAFETY: the caller's promise. Descriptors keep what they belong to.
    unsafe {
        let slot = base.read();
        // Most are objects; what a number's type is takes longer to find.
        let of = slot.object().map_or_else(|| slot.get::<'a>().type_(), Borrowed::type_);
        let class = method.class.as_ref().map(Value::pointer)?;
        if !std::ptr::eq(class.as_ptr().cast(), of) {
            return None;
        }
        places(method.definition, slot.get(), base.add(1), count)
    }
}

/// Calls a native function whose arguments have to be bound, or are wrong. It takes the address of its arguments, so it stays a
/// function.
///
/// # Safety
/// As for [`prepare`].
#[inline(never)]
pub unsafe fn call_bound(
    py: &mut Py,
    callable: StackRef,
    base: *const StackRef,
    count: usize,
) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    unsafe {
        let (callable, args) = (callable.get(), Args::from_raw(base, count, None));
        let Some(function) = callable.exact::<NativeFunction>() else {
            return py.call_args(&callable, args);
        };
        let this = function.this.as_ref().map_or(none_ref(), Value::borrow);
        bind::invoke(py, function.definition, this, args, || function.callee())
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

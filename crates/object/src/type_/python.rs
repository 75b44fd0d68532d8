//! The functions that a class written in Python has in its slots: each calls the special method behind the slot.
//!
//! What a special method resolves to is kept with the type ([`super::state::Special`]) and renewed when a class of the MRO
//! changes, so that no name is looked up here. The parameters `D` and `E` are the numbers of the names: for a binary
//! operator the method and its reflection, for setting and deleting the one and the other.

use super::{Type, dunder};
use crate::args::Args;
use crate::buffer::{Buffer, BufferRequest};
use crate::compare::CompareOp;
use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::types::buffer_wrapper;
use crate::types::singletons::{is_none, is_not_implemented, none, not_implemented};
use crate::value::{Borrowed, Value};

/// What a special method resolves to for an object: the attribute of its class, unbound.
#[inline]
pub(crate) fn method<const D: usize>(py: &Py, this: Borrowed<'_>) -> Option<Value> {
    this.type_().special(py, D)
}

impl Type {
    /// What a special method resolves to in this type.
    #[inline]
    pub fn special(&self, py: &Py, dunder: usize) -> Option<Value> {
        if let Some(special) = &*self.state(py).special.get(py) {
            return special.get(dunder).cloned().flatten();
        }
        self.lookup(py, py.dunder(dunder))
    }
}

/// Calls a special method that was found in the class with the object first.
fn call<const N: usize>(
    py: &mut Py,
    found: &Value,
    this: Borrowed<'_>,
    args: [Borrowed<'_>; N],
) -> PyResult<Value> {
    py.call_method_value(found, this, &args)
}

/// Calls the method of a slot. That the class has it follows from the slot being filled; if it was deleted meanwhile, it is
/// an attribute error.
fn call_slot<const D: usize, const N: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    args: [Borrowed<'_>; N],
) -> PyResult<Value> {
    match method::<D>(py, this) {
        Some(found) => call(py, &found, this, args),
        None => Err(missing::<D>(py, this)),
    }
}

#[cold]
fn missing<const D: usize>(py: &mut Py, this: Borrowed<'_>) -> crate::Raised {
    let name = py.dunder(D).clone();
    exc::attribute_error(py, &this, &name)
}

#[cold]
fn not_iterable(py: &Py, this: Borrowed<'_>) -> crate::Raised {
    exc::type_error(py, format_args!("'{}' object is not iterable", this.type_().name()))
}

pub(crate) fn unary<const D: usize, const E: usize>(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    match method::<D>(py, this) {
        Some(found) if D == dunder::ITER && is_none(&found) => Err(not_iterable(py, this)),
        Some(found) if D == dunder::REPR || D == dunder::ITER => match py.call_optional(&found, this, &[])? {
            Some(result) => Ok(result),
            None if D == dunder::REPR => crate::types::object::repr(py, this),
            None => Err(not_iterable(py, this)),
        },
        Some(found) => call(py, &found, this, []),
        None if D == dunder::REPR => crate::types::object::repr(py, this),
        None if D == dunder::STR => py.repr(&this),
        None => Err(missing::<D>(py, this)),
    }
}

/// A binary operator: the left operand's method, then the right operand's reflected one. The right one is first where its
/// class derives from the left's and overrides the reflection. Asks only operands whose class has this very function.
pub(crate) fn binary<const D: usize, const E: usize>(
    py: &mut Py,
    left: Borrowed<'_>,
    right: Borrowed<'_>,
) -> PyResult<Value> {
    let (left_type, right_type) = (left.type_(), right.type_());
    let same_type = left_type.is(right_type);
    let mut ask_right = !same_type && right_type.is_python(py, D);
    if left_type.is_python(py, D) {
        if ask_right && right_type.is_subtype(py, left_type) && overrides(py, left_type, right_type, E) {
            let result = maybe(py, E, right, [left])?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
            ask_right = false;
        }
        let result = maybe(py, D, left, [right])?;
        if !is_not_implemented(&result) || same_type {
            return Ok(result);
        }
    }
    if ask_right { maybe(py, E, right, [left]) } else { Ok(not_implemented()) }
}

/// Whether a class has a method of its own in place of what the other has.
fn overrides(py: &Py, other: &Type, class: &Type, dunder: usize) -> bool {
    match (class.special(py, dunder), other.special(py, dunder)) {
        (Some(own), Some(inherited)) => !own.is(&inherited),
        (own, _) => own.is_some(),
    }
}

/// Calls a special method if there is one.
fn maybe<const N: usize>(
    py: &mut Py,
    dunder: usize,
    this: Borrowed<'_>,
    args: [Borrowed<'_>; N],
) -> PyResult<Value> {
    match this.type_().special(py, dunder) {
        Some(found) => Ok(py.call_optional(&found, this, &args)?.unwrap_or_else(not_implemented)),
        None => Ok(not_implemented()),
    }
}

pub(crate) fn ternary<const D: usize, const E: usize>(
    py: &mut Py,
    base: Borrowed<'_>,
    exponent: Borrowed<'_>,
    modulus: Borrowed<'_>,
) -> PyResult<Value> {
    if is_none(&modulus) {
        return binary::<D, E>(py, base, exponent);
    }
    let (base_type, exponent_type) = (base.type_(), exponent.type_());
    if base_type.is_python(py, D) {
        let result = maybe(py, D, base, [exponent, modulus])?;
        if !is_not_implemented(&result) || base_type.is(exponent_type) {
            return Ok(result);
        }
    }
    if exponent_type.is_python(py, D) {
        maybe(py, E, exponent, [base, modulus])
    } else {
        Ok(not_implemented())
    }
}

pub(crate) fn binary_in_place<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    value: Borrowed<'_>,
) -> PyResult<Value> {
    call_slot::<D, 1>(py, this, [value])
}

pub(crate) fn binary_in_place_power<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    value: Borrowed<'_>,
    _: Borrowed<'_>,
) -> PyResult<Value> {
    call_slot::<D, 1>(py, this, [value])
}

pub(crate) fn get_item<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    key: Borrowed<'_>,
) -> PyResult<Value> {
    call_slot::<D, 1>(py, this, [key])
}

pub(crate) fn concat<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    value: Borrowed<'_>,
) -> PyResult<Value> {
    call_slot::<D, 1>(py, this, [value])
}

pub(crate) fn repeat<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    count: isize,
) -> PyResult<Value> {
    let count = py.int(count as i64)?;
    call_slot::<D, 1>(py, this, [count.borrow()])
}

pub(crate) fn hash<const D: usize, const E: usize>(py: &mut Py, this: Borrowed<'_>) -> PyResult<i64> {
    match method::<D>(py, this) {
        Some(found)
            if !is_none(&found)
                && let Some(result) = py.call_optional(&found, this, &[])? =>
        {
            crate::types::int::hash_from_result(py, &result)
        }
        _ => Err(exc::unhashable(py, this)),
    }
}

pub(crate) fn compare<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    other: Borrowed<'_>,
    op: CompareOp,
) -> PyResult<Value> {
    maybe(py, op.dunder(), this, [other])
}

pub(crate) fn truth<const D: usize, const E: usize>(py: &mut Py, this: Borrowed<'_>) -> PyResult<bool> {
    let result = match method::<D>(py, this) {
        Some(found) => py.call_optional(&found, this, &[])?,
        None => None,
    };
    let Some(result) = result else { return truth_by_length(py, this) };
    match crate::types::singletons::as_bool(&result) {
        Some(truth) => Ok(truth),
        None => Err(exc::type_error(
            py,
            format_args!("__bool__ should return bool, returned {}", result.type_().name()),
        )),
    }
}

/// Whether an object without `__bool__` is true: if it is not empty, or if it does not say how long it is.
#[cold]
fn truth_by_length(py: &mut Py, this: Borrowed<'_>) -> PyResult<bool> {
    let Some(found) = this.type_().special(py, dunder::LEN) else { return Ok(true) };
    match py.call_optional(&found, this, &[])? {
        Some(result) => Ok(crate::protocol::convert::length_from_result(py, &result)? != 0),
        None => Ok(true),
    }
}

pub(crate) fn len<const D: usize, const E: usize>(py: &mut Py, this: Borrowed<'_>) -> PyResult<usize> {
    let result = call_slot::<D, 0>(py, this, [])?;
    crate::protocol::convert::length_from_result(py, &result)
}

pub(crate) fn contains<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    key: Borrowed<'_>,
) -> PyResult<bool> {
    match method::<D>(py, this) {
        Some(found) if is_none(&found) => {
            Err(exc::type_error(py, format_args!("'{}' object is not a container", this.type_().name())))
        }
        Some(found) => match py.call_optional(&found, this, &[key])? {
            Some(result) => py.is_true(&result),
            None => crate::protocol::iterate::contains_by_iteration(py, this, key),
        },
        None => crate::protocol::iterate::contains_by_iteration(py, this, key),
    }
}

pub(crate) fn set_item<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    key: Borrowed<'_>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    match value {
        Some(value) => call_slot::<D, 2>(py, this, [key, value]).map(drop),
        None => call_slot::<E, 1>(py, this, [key]).map(drop),
    }
}

pub(crate) fn next<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
) -> PyResult<Option<Value>> {
    match call_slot::<D, 0>(py, this, []) {
        Ok(value) => Ok(Some(value)),
        Err(raised) => exc::stop_iteration_is_end(py, raised),
    }
}

/// `__call__`, with all arguments as they came.
pub(crate) fn call_<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<Value> {
    match method::<D>(py, this) {
        Some(found) => py.call_method_args(&found, this, args),
        None => Err(missing::<D>(py, this)),
    }
}

/// `__new__`: a static method, so the class is passed along.
pub(crate) fn new<const D: usize, const E: usize>(
    py: &mut Py,
    class: &Type,
    args: Args<'_>,
) -> PyResult<Value> {
    let name = py.dunder(D).clone();
    let found = py.get_attribute(&class.borrow(), &name)?;
    py.call_with_first(&found, class.borrow(), args)
}

pub(crate) fn init<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    args: Args<'_>,
) -> PyResult<()> {
    let result = call_::<D, E>(py, this, args)?;
    if is_none(&result) {
        return Ok(());
    }
    Err(exc::type_error(py, format_args!("__init__() should return None, not '{}'", result.type_().name())))
}

/// `__del__`: what it raises is reported, not propagated.
pub(crate) fn finalize<const D: usize, const E: usize>(py: &mut Py, this: Borrowed<'_>) {
    let Some(found) = method::<D>(py, this) else { return };
    if let Err(raised) = call(py, &found, this, []) {
        py.unraisable(raised, "Exception ignored while calling deallocator", Some(&found));
    }
}

/// `__getattribute__` and, when it raises `AttributeError`, `__getattr__`.
pub(crate) fn get_attr<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    name: Borrowed<'_>,
) -> PyResult<Value> {
    let generic = py.interpreter().object_getattribute();
    let first = match method::<D>(py, this) {
        Some(found) if !generic.is_some_and(|generic| found.is(generic)) => call(py, &found, this, [name]),
        _ => match crate::protocol::attribute::generic_get(py, this, name) {
            Ok(Some(value)) => return Ok(value),
            // A descriptor may say so, too.
            Err(raised) => Err(raised),
            Ok(None) => match method::<E>(py, this) {
                // Nobody sees the exception, so it is not made.
                Some(fallback) => return call(py, &fallback, this, [name]),
                None => Err(exc::attribute_error(py, &this, &name)),
            },
        },
    };
    match (first, method::<E>(py, this)) {
        (Err(raised), Some(fallback)) if py.matches(&raised, &exc::ATTRIBUTE_ERROR) => {
            py.discard(raised);
            call(py, &fallback, this, [name])
        }
        (result, _) => result,
    }
}

pub(crate) fn set_attr<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    name: Borrowed<'_>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    match value {
        Some(value) => call_slot::<D, 2>(py, this, [name, value]).map(drop),
        None => call_slot::<E, 1>(py, this, [name]).map(drop),
    }
}

/// `__get__` is called as the class has it, and not bound: of a static method or a native function the descriptor is the
/// first argument too.
pub(crate) fn descr_get<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Option<Borrowed<'_>>,
    owner: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let none = none();
    let or_none = |value: Option<Borrowed<'_>>| value.map_or_else(|| none.clone(), |value| (*value).clone());
    let (instance, owner) = (or_none(instance), or_none(owner));
    match method::<D>(py, this) {
        Some(found) => py.call(&found, &[&this, &instance, &owner]),
        None => Err(missing::<D>(py, this)),
    }
}

pub(crate) fn descr_set<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Borrowed<'_>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    match value {
        Some(value) => call_slot::<D, 2>(py, this, [instance, value]).map(drop),
        None => call_slot::<E, 1>(py, this, [instance]).map(drop),
    }
}

/// `__buffer__`: the memoryview that it returns lends the memory on, through an object that calls `__release_buffer__` with
/// it in the end.
pub(crate) fn get_buffer<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    request: BufferRequest,
) -> PyResult<Buffer> {
    let flags = py.int(i64::from(request.0.cast_signed()))?;
    let view = call_slot::<D, 1>(py, this, [flags.borrow()])?;
    let is_view = py.interpreter().hooks().views.is_some_and(|views| view.type_().is(views.type_));
    if !is_view {
        return Err(exc::type_error(py, format_args!("__buffer__ returned non-memoryview object")));
    }
    let mut buffer = py.get_buffer(&view, request)?;
    match buffer_wrapper::new(py, &view, this) {
        Ok(wrapper) => {
            buffer.owner = wrapper;
            Ok(buffer)
        }
        Err(raised) => {
            py.release_buffer(buffer);
            Err(raised)
        }
    }
}

/// `__release_buffer__` of a class that lends memory of a native base: it is shown the memory, then the base takes it back.
pub(crate) fn release_buffer<const D: usize, const E: usize>(
    py: &mut Py,
    this: Borrowed<'_>,
    buffer: &Buffer,
) {
    if let Some(views) = py.interpreter().hooks().views {
        match (views.show)(py, this, buffer) {
            Ok(view) => {
                call_release_buffer(py, this, &view);
                (views.hide)(py, &view);
            }
            Err(raised) => py.unraisable(raised, &released_by(this), None),
        }
    }
    if let Some(release) = this.type_().native().slots.release_buffer.get() {
        release(py, this, buffer);
    }
}

/// Whether what an object's class does to take memory back is written in Python.
pub(crate) fn releases_in_python(py: &Py, this: Borrowed<'_>) -> bool {
    this.type_().is_python(py, dunder::RELEASE_BUFFER)
}

/// Calls `__release_buffer__`; what it raises is reported.
pub(crate) fn call_release_buffer(py: &mut Py, this: Borrowed<'_>, view: &Value) {
    let Some(found) = method::<{ dunder::RELEASE_BUFFER }>(py, this) else { return };
    if let Err(raised) = call(py, &found, this, [view.borrow()]) {
        py.unraisable(raised, &released_by(this), None);
    }
}

#[cold]
fn released_by(this: Borrowed<'_>) -> String {
    format!("Exception ignored in __release_buffer__ of {}", this.type_().name())
}

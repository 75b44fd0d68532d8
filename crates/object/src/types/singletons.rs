//! `None`, `True`, `False`, `NotImplemented`, `...`: static immortal objects.

use std::ptr::NonNull;

use super::int::{INT, Int};
use crate::object::{HEADER_SIZE, Object};
use crate::type_::{Memory, Type};
use crate::value::{Borrowed, Value};

const NOTHING: Memory = Memory { teardown: None, trace: None, size: None };

/// `NoneType`
pub static NONE_TYPE: Type =
    Type::with_memory("NoneType", Some(&super::object::OBJECT), HEADER_SIZE, NOTHING);
/// `NotImplementedType`
pub static NOT_IMPLEMENTED_TYPE: Type =
    Type::with_memory("NotImplementedType", Some(&super::object::OBJECT), HEADER_SIZE, NOTHING);
/// `ellipsis`
pub static ELLIPSIS_TYPE: Type =
    Type::with_memory("ellipsis", Some(&super::object::OBJECT), HEADER_SIZE, NOTHING);
/// `bool`
pub static BOOL: Type = Type::with_memory("bool", Some(&INT), HEADER_SIZE, NOTHING);

/// A static object. Nothing of it ever changes.
#[repr(C)]
struct Static<T> {
    header: Object,
    payload: T,
}

// SAFETY: immortal objects are not counted, and the payloads here do not change.
unsafe impl<T> Sync for Static<T> {}

static NONE: Static<()> = Static { header: Object::immortal(&NONE_TYPE), payload: () };
static NOT_IMPLEMENTED: Static<()> = Static { header: Object::immortal(&NOT_IMPLEMENTED_TYPE), payload: () };
static ELLIPSIS: Static<()> = Static { header: Object::immortal(&ELLIPSIS_TYPE), payload: () };
static FALSE: Static<(Int, [u64; 1])> =
    Static { header: Object::immortal(&BOOL), payload: (Int::header(false, 0), [0]) };
static TRUE: Static<(Int, [u64; 1])> =
    Static { header: Object::immortal(&BOOL), payload: (Int::header(false, 1), [1]) };

#[inline(always)]
fn borrow<T>(object: &'static Static<T>) -> Borrowed<'static> {
    let _ = &object.payload;
    // SAFETY: a static object lives forever.
    unsafe { Borrowed::from_pointer(NonNull::from_ref(object).cast()) }
}

#[inline(always)]
fn value<T>(object: &'static Static<T>) -> Value {
    // SAFETY: static objects are immortal: there is no count to hand over.
    unsafe { Value::from_counted(NonNull::from_ref(object).cast()) }
}

/// `None`
#[inline(always)]
pub fn none() -> Value {
    value(&NONE)
}

/// `None`, borrowed.
#[inline(always)]
pub fn none_ref() -> Borrowed<'static> {
    borrow(&NONE)
}

/// `NotImplemented`
#[inline(always)]
pub fn not_implemented() -> Value {
    value(&NOT_IMPLEMENTED)
}

/// `...`
#[inline(always)]
pub fn ellipsis() -> Value {
    value(&ELLIPSIS)
}

/// `True` or `False`
#[inline(always)]
pub fn boolean(truth: bool) -> Value {
    value(if truth { &TRUE } else { &FALSE })
}

/// `True` or `False`, borrowed.
#[inline(always)]
pub fn boolean_ref(truth: bool) -> Borrowed<'static> {
    borrow(if truth { &TRUE } else { &FALSE })
}

/// Whether a value is `None`.
#[inline(always)]
pub fn is_none(value: &Value) -> bool {
    value.is(&none_ref())
}

/// Whether a value is `NotImplemented`.
#[inline(always)]
pub fn is_not_implemented(value: &Value) -> bool {
    value.is(&borrow(&NOT_IMPLEMENTED))
}

/// Whether a value is `...`.
#[inline(always)]
pub fn is_ellipsis(value: &Value) -> bool {
    value.is(&borrow(&ELLIPSIS))
}

/// The truth of `True` and `False`; `None` for anything else.
#[inline(always)]
pub fn as_bool(value: &Value) -> Option<bool> {
    if value.is(&borrow(&TRUE)) {
        Some(true)
    } else if value.is(&borrow(&FALSE)) {
        Some(false)
    } else {
        None
    }
}

//! `set` and `frozenset`

mod changes;
mod construct;
pub(super) mod operations;
mod operators;
mod queries;

use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::set::{FROZENSET, SET, Set};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};
use taipan_strings::Buffer;

pub(super) const SET_DEFINITION: Definition = Definition {
    doc: Some("A collection of different hashable keys, without an order, to which keys can be added."),
    signature: Some("(iterable=(), /)"),
    flags: Flags::BASE.with(Flags::MATCH_SELF).with(Flags::WEAKLY_REFERABLE),
    slots: &[operators::Operators::SLOTS, operators::InPlace::SLOTS, construct::NewSet::SLOTS],
    methods: &[queries::Queries::METHODS, changes::Changes::METHODS],
    ..Definition::of(&SET)
};

pub(super) const FROZENSET_DEFINITION: Definition = Definition {
    doc: Some("A collection of different hashable keys, without an order, which never changes."),
    signature: Some("(iterable=(), /)"),
    flags: Flags::BASE.with(Flags::MATCH_SELF).with(Flags::WEAKLY_REFERABLE),
    slots: &[operators::Operators::SLOTS, operators::Hashing::SLOTS, construct::NewFrozenSet::SLOTS],
    methods: &[queries::Queries::METHODS],
    ..Definition::of(&FROZENSET)
};

/// The payload of a set or frozenset.
#[inline]
fn payload<'a>(py: &Py, this: Borrowed<'a>) -> PyResult<&'a Set> {
    this.any_set().ok_or_else(|| exc::system_error(py, format_args!("an object that is no set")))
}

/// `set` or `frozenset`, whichever an object is or derives from: the class of what operators and methods make of it.
fn base_class(this: Borrowed<'_>) -> &'static Type {
    if this.get::<Set>().is_some() { &SET } else { &FROZENSET }
}

/// A set like `this` with these keys.
fn like(py: &mut Py, this: Borrowed<'_>, keys: Set) -> PyResult<Value> {
    py.heap().set_of(base_class(this), keys)
}

/// A set like `this`, to which `fill` gives its keys: it is empty before.
#[inline(always)]
fn make_like(
    py: &mut Py,
    this: Borrowed<'_>,
    fill: impl FnOnce(&mut Py, &Set) -> PyResult<()>,
) -> PyResult<Value> {
    let made = like(py, this, Set::default())?;
    let set = payload(py, made.borrow())?;
    fill(py, set)?;
    Ok(made)
}

/// Items shown with commas between them.
pub(super) fn show_items(py: &mut Py, items: Vec<Value>, open: &str, close: &str) -> PyResult<Value> {
    let mut text = Buffer::new();
    text.push_str(open)?;
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            text.push_str(", ")?;
        }
        let shown = py.repr(item)?;
        if let Some(shown) = shown.get::<Str>() {
            text.extend_units(shown.units())?;
        }
    }
    text.push_str(close)?;
    py.heap().str_from_buffer(&text)
}

/// A text with something before and after it.
pub(super) fn show_text(py: &mut Py, open: &str, text: &Value, close: &str) -> PyResult<Value> {
    let mut shown = Buffer::new();
    shown.push_str(open)?;
    if let Some(text) = text.get::<Str>() {
        shown.extend_units(text.units())?;
    }
    shown.push_str(close)?;
    py.heap().str_from_buffer(&shown)
}

//! `dict`

mod construct;
mod methods;
mod operators;

use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::{DICT, Dict, OnDuplicate};
use taipan_object::types::singletons::none_ref;
use taipan_object::{Borrowed, Py, PyResult, Value};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A mapping of hashable keys to values, in the order in which the keys were added.\n\n\
         dict() is empty, dict(mapping) has the items of a mapping, dict(iterable) those of\n\
         an iterable of pairs; keyword arguments are added to them.",
    ),
    flags: Flags::BASE,
    slots: &[construct::Construct::SLOTS, operators::Operators::SLOTS],
    methods: &[methods::Methods::METHODS, construct::Construct::METHODS],
    ..Definition::of(&DICT)
};

/// The payload of a dict.
#[inline]
pub(super) fn payload<'a>(py: &Py, this: Borrowed<'a>) -> PyResult<&'a Dict> {
    this.get::<Dict>().ok_or_else(|| exc::system_error(py, format_args!("an object that is no dict")))
}

/// A plain dict with the items of a dict.
pub(super) fn copy(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let dict = payload(py, this)?;
    if this.type_().iterates_as_dict() {
        return dict.copy(py);
    }
    let copy = py.dict()?;
    payload(py, copy.borrow())?.merge_mapping(py, &this, OnDuplicate::Replace)?;
    Ok(copy)
}

/// `None` where an argument was not given.
pub(super) fn or_none(value: Option<Borrowed<'_>>) -> Value {
    value.unwrap_or(none_ref()).to_value()
}

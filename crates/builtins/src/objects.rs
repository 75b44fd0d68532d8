//! `object`, `type`, and what classes are made of: descriptors, methods, `property`, `super`.

mod annotations;
mod cell;
mod class_method;
mod dir;
mod field;
mod method;
mod object;
mod property;
mod reduce;
mod static_method;
mod super_;
mod type_;
mod wrapped;

pub(crate) use property::getter;
pub(crate) use super_::TYPE as SUPER;

use taipan_object::Value;
use taipan_object::type_::Definition;
use taipan_object::types::tuple::Tuple;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[
    object::DEFINITION,
    type_::DEFINITION,
    super_::DEFINITION,
    property::DEFINITION,
    class_method::DEFINITION,
    static_method::DEFINITION,
    method::DEFINITION,
    cell::DEFINITION,
];

/// The items of a tuple.
fn items(value: &Value) -> &[Value] {
    value.get::<Tuple>().map_or(&[], Tuple::items)
}

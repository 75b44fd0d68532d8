//! `tuple`, `list`, `range`, `slice`; their iterators are with the others.

pub(crate) mod elements;
pub(crate) mod list;
mod powersort;
pub(crate) mod range;
mod slice;
pub(crate) mod subscript;
mod tuple;

use taipan_object::type_::Definition;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] =
    &[tuple::DEFINITION, list::DEFINITION, range::DEFINITION, slice::DEFINITION];

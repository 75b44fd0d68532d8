//! `tuple`, `list`, `range`, `slice` and their iterators.

mod slice;

use taipan_object::type_::Definition;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[slice::DEFINITION];

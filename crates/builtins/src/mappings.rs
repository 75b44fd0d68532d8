//! `dict` with its views and iterators, `mappingproxy`, `set`, `frozenset`.

use taipan_object::type_::Definition;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[];

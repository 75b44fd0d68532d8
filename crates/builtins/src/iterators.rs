//! Iterators that are types of their own: `enumerate`, `zip`, `map`, `filter`, `reversed`, `callable_iterator`.

use taipan_object::type_::Definition;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[];

//! `object`, `type`, and what classes are made of: descriptors, methods, `property`, `super`.

use taipan_object::type_::Definition;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[];

//! The exceptions: constructors, attributes, texts, groups, tracebacks.

use taipan_object::type_::Definition;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[];

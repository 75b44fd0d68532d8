//! `None`, `NotImplemented`, `...`, and small types: `SimpleNamespace`, `module`, `cell`.

use taipan_object::type_::Definition;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[];

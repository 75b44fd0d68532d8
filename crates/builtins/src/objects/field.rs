//! Attributes that are fields of payloads.

use taipan_object::exception as exc;
use taipan_object::{Py, Raised};

/// The error for setting a field that can only be read.
#[cold]
pub(super) fn read_only(py: &Py) -> Raised {
    py.error(&exc::ATTRIBUTE_ERROR, format_args!("readonly attribute"))
}

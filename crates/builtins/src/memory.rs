//! `bytes`, `bytearray`, `memoryview`, and the memory that objects lend to each other.

mod byte_string;
mod bytearray;
mod bytes;
mod cases;
mod change;
mod construct;
mod convert;
mod geometry;
mod iterator;
mod lend;
mod percent;
mod search;
mod split;
mod storage;

use taipan_object::type_::Definition;
use taipan_object::{Py, PyResult};

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] =
    &[bytes::DEFINITION, bytearray::DEFINITION, iterator::BYTES_DEFINITION, iterator::BYTEARRAY_DEFINITION];

/// Warns, if option `-b` asks for it, of bytes that are taken for text.
fn warn(py: &mut Py, message: &str) -> PyResult<()> {
    match py.interpreter().hooks().bytes_warning {
        Some(warn) => warn(py, message),
        None => Ok(()),
    }
}

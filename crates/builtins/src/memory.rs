//! `bytes`, `bytearray`, `memoryview`, and the memory that objects lend to each other.

mod buffer_method;
mod byte_string;
mod bytearray;
mod bytes;
mod cases;
mod change;
pub(crate) mod construct;
mod convert;
mod geometry;
mod item_format;
mod iterator;
mod lend;
mod managed_buffer;
mod memoryview;
mod percent;
mod search;
mod split;
mod storage;

use taipan_object::type_::Definition;
use taipan_object::{Py, PyResult};

pub(crate) use buffer_method::VIEWS;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[
    bytes::DEFINITION,
    bytearray::DEFINITION,
    iterator::BYTES_DEFINITION,
    iterator::BYTEARRAY_DEFINITION,
    managed_buffer::DEFINITION,
    memoryview::DEFINITION,
    memoryview::ITERATOR_DEFINITION,
];

/// Warns, if option `-b` asks for it, of bytes that are taken for text.
fn warn(py: &mut Py, message: &str) -> PyResult<()> {
    match py.interpreter().hooks().bytes_warning {
        Some(warn) => warn(py, message),
        None => Ok(()),
    }
}

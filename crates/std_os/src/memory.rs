//! Memory of objects as bytes for the system.

use taipan_object::buffer::BufferRequest;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult};

/// Works with the bytes of an object that lends its memory.
pub(crate) fn with_bytes<R>(
    py: &mut Py,
    object: Borrowed<'_>,
    work: impl FnOnce(&mut Py, &[u8]) -> PyResult<R>,
) -> PyResult<R> {
    if let Some(bytes) = object.get::<Bytes>() {
        return work(py, bytes.data());
    }
    let buffer = py.get_buffer(&object, BufferRequest::SIMPLE)?;
    // Others may write to the memory meanwhile.
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    work(py, &bytes)
}

//! `_BytesIOBuffer`: lends the memory of a `BytesIO`, which cannot change its size meanwhile.

use std::ptr::NonNull;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::BytesIo;

/// The payload.
#[pyclass(static = BYTES_IO_BUFFER, name = "_io._BytesIOBuffer")]
pub(crate) struct BytesIoBuffer {
    /// The `BytesIO`.
    source: Value,
}

pub(crate) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[BytesIoBuffer::SLOTS],
    ..Definition::of(&BYTES_IO_BUFFER)
};

impl BytesIoBuffer {
    pub(super) fn of(py: &Py, source: Borrowed<'_>) -> PyResult<Value> {
        py.heap().object(Self { source: source.to_value() })
    }
}

#[pymethods]
impl BytesIoBuffer {
    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let stream = this.get::<Self>().and_then(|this| this.source.get::<BytesIo>());
        let Some(stream) = stream else {
            return Err(exc::type_error(py, format_args!("a bytes-like object is required")));
        };
        if stream.exports.get() == 0 {
            stream.unshare(py)?;
        }
        let (data, len) = {
            let mut own = stream.own.get_mut(py);
            (NonNull::new(own.as_mut_ptr()).unwrap_or(NonNull::dangling()), own.len())
        };
        let buffer = Buffer::of_bytes(py, this.to_value(), data, len, false, request)?;
        stream.exports.set(stream.exports.get() + 1);
        Ok(buffer)
    }

    #[pyslot]
    fn release_buffer(&self, _: &mut Py, _: &Buffer) {
        if let Some(stream) = self.source.get::<BytesIo>() {
            stream.exports.set(stream.exports.get().saturating_sub(1));
        }
    }
}

//! Memory of a stream that Python code may have to see: what a raw stream reads into, and writes from.
//!
//! It is an object that lends its bytes, so that a view of them stays harmless for as long as somebody keeps it.

use std::cell::Cell;
use std::ptr::NonNull;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

/// The payload. The vector is never resized.
#[pyclass(static = MEMORY, name = "_io._Memory", leaf)]
pub(crate) struct Memory {
    bytes: PyCell<Vec<u8>>,
    is_read_only: Cell<bool>,
}

pub(crate) const DEFINITION: Definition =
    Definition { flags: Flags::NO_INSTANCES, slots: &[Memory::SLOTS], ..Definition::of(&MEMORY) };

/// Shows `bytes` to Python code as a memoryview, which is released afterwards, and gives them back. A view of it that was kept
/// keeps that memory, and the stream gets a copy. After an error for want of memory there may be no bytes left.
pub(crate) fn show<R>(
    py: &mut Py,
    bytes: &mut Vec<u8>,
    is_read_only: bool,
    work: impl FnOnce(&mut Py, &Value) -> PyResult<R>,
) -> PyResult<R> {
    let Some(views) = py.interpreter().hooks().views else {
        return Err(exc::system_error(py, format_args!("there is no memoryview")));
    };
    let memory = Memory { bytes: PyCell::new(std::mem::take(bytes)), is_read_only: Cell::new(is_read_only) };
    let memory = py.heap().object(memory)?;
    let result = py.call(&views.type_.to_value(), &[&memory]).and_then(|view| work(py, &view));
    py.drain();
    if let Some(payload) = memory.exact::<Memory>() {
        // Whoever still holds a view of the memory keeps it; the stream goes on with a copy.
        if memory.reference_count() == Some(1) {
            *bytes = payload.bytes.replace(py, Vec::new());
        } else {
            let kept = payload.bytes.get(py);
            bytes.try_reserve_exact(kept.len())?;
            bytes.extend_from_slice(&kept);
        }
    }
    result
}

#[pymethods]
impl Memory {
    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(memory) = this.get::<Self>() else {
            return Err(exc::type_error(py, format_args!("a bytes-like object is required")));
        };
        let (data, len) = {
            let mut bytes = memory.bytes.get_mut(py);
            (NonNull::new(bytes.as_mut_ptr()).unwrap_or(NonNull::dangling()), bytes.len())
        };
        Buffer::of_bytes(py, this.to_value(), data, len, memory.is_read_only.get(), request)
    }
}

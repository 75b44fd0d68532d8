//! Memory of arguments, read as bytes.
//!
//! The memory that an object lends can change whenever Python code runs, so it is shown to a function that has no leave to
//! run any, and is given back afterwards, whatever the function says.

use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::bytearray::ByteArray;
use super::geometry::Geometry;

/// Shows the memory of a bytes-like object, whose items lie end to end.
#[inline]
pub(super) fn lend<R>(
    py: &mut Py,
    value: &Value,
    work: impl FnOnce(&Py, &[u8]) -> PyResult<R>,
) -> PyResult<R> {
    if let Some(bytes) = value.exact::<Bytes>() {
        return work(py, bytes.data());
    }
    if let Some(bytes) = value.exact::<ByteArray>() {
        return work(py, &bytes.data(py));
    }
    lend_buffer(py, value, work)
}

fn lend_buffer<R>(py: &mut Py, value: &Value, work: impl FnOnce(&Py, &[u8]) -> PyResult<R>) -> PyResult<R> {
    let buffer = py.get_buffer(value, BufferRequest::SIMPLE)?;
    let result = work(py, shown(py, &buffer));
    // What is released may drop references, so an exception waits.
    give_back(py, buffer, result)
}

/// Shows the memory of two bytes-like objects.
pub(super) fn lend_two<R>(
    py: &mut Py,
    first: &Value,
    second: &Value,
    work: impl FnOnce(&Py, &[u8], &[u8]) -> PyResult<R>,
) -> PyResult<R> {
    let first = py.get_buffer(first, BufferRequest::SIMPLE)?;
    let result = match py.get_buffer(second, BufferRequest::SIMPLE) {
        Ok(second) => {
            let result = work(py, shown(py, &first), shown(py, &second));
            give_back(py, second, result)
        }
        Err(raised) => Err(raised),
    };
    give_back(py, first, result)
}

/// Gives a buffer back, keeping an exception aside that is on its way.
pub(super) fn give_back<R>(py: &mut Py, buffer: Buffer, result: PyResult<R>) -> PyResult<R> {
    match result {
        Ok(result) => {
            py.release_buffer(buffer);
            Ok(result)
        }
        Err(raised) => {
            let exception = py.take(raised);
            py.release_buffer(buffer);
            Err(py.heap().again(exception))
        }
    }
}

/// The bytes of a buffer whose items lie end to end. Nobody can write to them while `py` is borrowed.
pub(super) fn shown<'a>(_: &'a Py, buffer: &'a Buffer) -> &'a [u8] {
    // SAFETY: the owner promises that the memory is valid until it is given back; no other code runs while the result is
    // in use, and nothing here writes meanwhile.
    unsafe { std::slice::from_raw_parts(buffer.data.as_ptr(), buffer.len) }
}

/// A copy of the memory of an object in the order of its items, wherever they lie.
pub(super) fn copy_of(py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
    let buffer = py.get_buffer(value, BufferRequest::FULL_RO)?;
    let copy = Geometry::of(py, &buffer).and_then(|geometry| {
        let mut copy = Vec::new();
        copy.try_reserve_exact(buffer.len)?;
        // SAFETY: the buffer is held, and nothing runs meanwhile.
        unsafe { geometry.copy_out(buffer.data.as_ptr(), &mut copy) };
        Ok(copy)
    });
    give_back(py, buffer, copy)
}

/// Whether an object lends its memory.
pub(super) fn is_lender(value: &Value) -> bool {
    value.type_().slots.get_buffer.get().is_some()
}

/// A number as a byte.
#[inline]
pub(super) fn byte(py: &mut Py, value: &Value) -> PyResult<u8> {
    let number = py.to_clamped(value)?;
    u8::try_from(number).map_err(|_| out_of_range(py))
}

#[cold]
fn out_of_range(py: &Py) -> Raised {
    exc::value_error(py, format_args!("byte must be in range(0, 256)"))
}

/// Shows what is searched for: a byte, or bytes.
pub(super) fn needle<R>(
    py: &mut Py,
    sub: Borrowed<'_>,
    work: impl FnOnce(&Py, &[u8]) -> PyResult<R>,
) -> PyResult<R> {
    if is_lender(&sub) {
        return lend(py, &sub, work);
    }
    if !sub.is_int() && sub.type_().slots.index.get().is_none() {
        let class = sub.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("argument should be integer or bytes-like object, not '{class}'"),
        ));
    }
    let byte = byte(py, &sub)?;
    work(py, &[byte])
}

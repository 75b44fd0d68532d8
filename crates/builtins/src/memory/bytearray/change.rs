//! What changes a `bytearray` in place: `append`, `extend`, `insert`, `pop`, `+=` and their kin.

use taipan_macros::pymethods;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::ByteArray;
use super::item::delete;
use crate::memory::byte_string::ByteString;
use crate::memory::construct::contents;
use crate::memory::convert::cannot_concatenate;
use crate::memory::lend::{byte, is_lender, lend};
use crate::sequences::subscript::place;

/// Changes in place.
pub(super) struct InPlace;

/// Puts bytes behind the others.
pub(super) fn append_all(py: &mut Py, this: &ByteArray, data: &[u8]) -> PyResult<()> {
    let end = this.storage.get(py).len();
    insert_all(py, this, end, data)
}

/// Puts bytes before the place of an index.
fn insert_all(py: &mut Py, this: &ByteArray, place: usize, data: &[u8]) -> PyResult<()> {
    if data.is_empty() {
        return Ok(());
    }
    this.check_resizable(py)?;
    let mut storage = this.storage.get_mut(py);
    let place = place.min(storage.len());
    Ok(storage.splice(place..place, data)?)
}

#[cold]
fn not_found(py: &Py) -> Raised {
    exc::value_error(py, format_args!("value not found in bytearray"))
}

#[pymethods(ByteArray)]
impl InPlace {
    #[pyslot]
    fn inplace_concat(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        let Some(bytes) = this.get::<ByteArray>() else { return Ok(this.to_value()) };
        if !is_lender(&other) {
            return Err(cannot_concatenate(py, other, this.type_().short_name()));
        }
        // While its memory is borrowed a bytearray cannot grow, so it cannot be appended to itself in this way.
        if other.get::<ByteArray>().is_some_and(|other| std::ptr::eq(other, bytes)) {
            if bytes.storage.get(py).len() > 0 {
                return Err(super::cannot_resize(py));
            }
            return Ok(this.to_value());
        }
        if let Some(data) = other.exact::<Bytes>() {
            append_all(py, bytes, data.data())?;
            return Ok(this.to_value());
        }
        let copy = lend(py, &other, |_, data| {
            let mut copy = Vec::new();
            copy.try_reserve_exact(data.len())?;
            copy.extend_from_slice(data);
            Ok(copy)
        });
        match copy {
            Ok(data) => append_all(py, bytes, &data)?,
            Err(raised) if py.matches(&raised, &exc::MEMORY_ERROR) => return Err(raised),
            Err(raised) => {
                py.discard(raised);
                return Err(cannot_concatenate(py, other, this.type_().short_name()));
            }
        }
        Ok(this.to_value())
    }

    #[pyslot]
    fn inplace_repeat(this: Borrowed<'_>, py: &mut Py, count: isize) -> PyResult<Value> {
        let Some(bytes) = this.get::<ByteArray>() else { return Ok(this.to_value()) };
        let (count, once) = (usize::try_from(count).unwrap_or(0), bytes.storage.get(py).len());
        let Some(len) = once.checked_mul(count).filter(|&len| isize::try_from(len).is_ok()) else {
            return Err(py.heap().no_memory());
        };
        bytes.resize(py, len)?;
        let mut storage = bytes.storage.get_mut(py);
        let data = storage.bytes_mut();
        let mut done = once;
        while done > 0 && done < len {
            let more = done.min(len - done);
            data.copy_within(0..more, done);
            done += more;
        }
        Ok(this.to_value())
    }

    /// Puts a byte at the end.
    #[pymethod("($self, item, /)")]
    fn append(this: &ByteArray, py: &mut Py, item: &Value) -> PyResult<()> {
        let byte = byte(py, item)?;
        this.check_resizable(py)?;
        Ok(this.storage.get_mut(py).push(byte)?)
    }

    /// Puts the bytes of an iterable, or of anything that lends its memory, at the end.
    #[pymethod("($self, iterable_of_ints, /)")]
    fn extend(this: &ByteArray, py: &mut Py, iterable: &Value) -> PyResult<()> {
        if is_lender(iterable) {
            if let Some(data) = iterable.exact::<Bytes>() {
                return append_all(py, this, data.data());
            }
            let end = this.storage.get(py).len();
            let buffer = py.get_buffer_or(iterable, BufferRequest::SIMPLE, |py| {
                let class = iterable.type_().name();
                exc::type_error(py, format_args!("can't set bytearray slice from {class}"))
            })?;
            let data = buffer.to_vec();
            py.release_buffer(buffer);
            return insert_all(py, this, end, &data);
        }
        if iterable.is_str() {
            return Err(exc::type_error(py, format_args!("expected iterable of integers; got: 'str'")));
        }
        let iterator = match py.iter(iterable) {
            Ok(iterator) => iterator,
            Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
                py.discard(raised);
                let class = iterable.type_().name();
                return Err(exc::type_error(py, format_args!("can't extend bytearray with {class}")));
            }
            Err(raised) => return Err(raised),
        };
        // What goes wrong with this is told, although nobody needs the hint here.
        let _ = py.length_hint(iterable, 0)?;
        let data = contents(py, &iterator, "bytearray")?;
        append_all(py, this, &data)
    }

    /// Puts a byte before the place of an index.
    #[pymethod("($self, index, item, /)")]
    fn insert(this: &ByteArray, py: &mut Py, index: isize, item: &Value) -> PyResult<()> {
        let byte = byte(py, item)?;
        this.check_resizable(py)?;
        let mut storage = this.storage.get_mut(py);
        let len = storage.len();
        let place = if index < 0 {
            index.saturating_add_unsigned(len).max(0).unsigned_abs()
        } else {
            index.unsigned_abs().min(len)
        };
        Ok(storage.splice(place..place, &[byte])?)
    }

    /// Takes out the byte of an index, the last one unless another is given.
    #[pymethod("($self, index=-1, /)")]
    fn pop(this: &ByteArray, py: &mut Py, index: isize) -> PyResult<i64> {
        let len = this.storage.get(py).len();
        if len == 0 {
            return Err(exc::index_error(py, format_args!("pop from empty bytearray")));
        }
        let Some(place) = place(index, len) else {
            return Err(exc::index_error(py, format_args!("pop index out of range")));
        };
        let byte = this.data(py).get(place).copied().unwrap_or(0);
        delete(py, this, place, 1, 1)?;
        Ok(byte.into())
    }

    /// Takes out the first byte of a value; ValueError if there is none.
    #[pymethod("($self, value, /)")]
    fn remove(this: &ByteArray, py: &mut Py, value: &Value) -> PyResult<()> {
        let byte = byte(py, value)?;
        let place = this.data(py).iter().position(|&other| other == byte);
        match place {
            Some(place) => delete(py, this, place, 1, 1),
            None => Err(not_found(py)),
        }
    }

    /// Takes out all bytes.
    #[pymethod]
    fn clear(this: &ByteArray, py: &mut Py) -> PyResult<()> {
        this.resize(py, 0)
    }

    /// A copy.
    #[pymethod]
    fn copy(this: &ByteArray, py: &mut Py) -> PyResult<Value> {
        ByteArray::of(py, &this.data(py))
    }

    /// Changes the number of bytes; new ones are zero.
    #[pymethod("($self, size, /)")]
    fn resize(this: &ByteArray, py: &mut Py, size: isize) -> PyResult<()> {
        match usize::try_from(size) {
            Ok(size) => this.resize(py, size),
            Err(_) => {
                Err(exc::value_error(py, format_args!("Can only resize to positive sizes, got {size}")))
            }
        }
    }

    /// Puts the bytes in the opposite order.
    #[pymethod]
    fn reverse(this: &ByteArray, py: &mut Py) {
        this.storage.get_mut(py).bytes_mut().reverse();
    }
}

//! What stands in brackets behind a `bytearray`: reading, assigning and deleting items and slices.

use taipan_macros::pymethods;
use taipan_object::types::slice::{Bounds, Indices};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::ByteArray;
use crate::memory::bytes::slice_of;
use crate::memory::construct::contents;
use crate::memory::lend::{byte, copy_of, is_lender};
use crate::sequences::subscript::{self, Subscript};

/// Items.
pub(super) struct Items;

#[cold]
fn out_of_range(py: &Py) -> Raised {
    exc::index_error(py, format_args!("bytearray index out of range"))
}

#[pymethods(ByteArray)]
impl Items {
    #[pyslot]
    fn getitem(this: &ByteArray, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        match subscript::read(py, key, "bytearray")? {
            Subscript::Index(index) => {
                let byte = {
                    let data = this.data(py);
                    subscript::place(index, data.len()).and_then(|place| data.get(place).copied())
                };
                match byte {
                    Some(byte) => py.int(byte.into()),
                    None => Err(out_of_range(py)),
                }
            }
            Subscript::Slice(bounds) => {
                let data = this.data(py);
                slice_of::<ByteArray>(py, &data, bounds.within(data.len()))
            }
        }
    }

    #[pyslot]
    fn setitem(
        this: &ByteArray,
        py: &mut Py,
        key: Borrowed<'_>,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        match (subscript::read(py, key, "bytearray")?, value) {
            (Subscript::Index(index), Some(value)) => {
                // The number is asked for before the place is known, since that may change everything.
                let byte = byte(py, &value)?;
                let place = place(py, this, index)?;
                if let Some(old) = this.storage.get_mut(py).bytes_mut().get_mut(place) {
                    *old = byte;
                }
                Ok(())
            }
            (Subscript::Index(index), None) => {
                let place = place(py, this, index)?;
                delete(py, this, place, 1, 1)
            }
            (Subscript::Slice(bounds), Some(value)) => {
                let data = assigned(py, value)?;
                assign(py, this, bounds, &data)
            }
            (Subscript::Slice(bounds), None) => {
                let indices = bounds.within(this.storage.get(py).len());
                let (first, step) = indices.ascending();
                delete(py, this, first, step, indices.count)
            }
        }
    }
}

fn place(py: &Py, this: &ByteArray, index: isize) -> PyResult<usize> {
    subscript::place(index, this.storage.get(py).len()).ok_or_else(|| out_of_range(py))
}

/// Deletes `count` bytes, each `step` behind the one before.
pub(super) fn delete(py: &mut Py, this: &ByteArray, first: usize, step: usize, count: usize) -> PyResult<()> {
    if count == 0 {
        return Ok(());
    }
    this.check_resizable(py)?;
    Ok(this.storage.get_mut(py).remove_stepped(first, step, count)?)
}

/// The bytes that are assigned to a slice.
fn assigned(py: &mut Py, value: Borrowed<'_>) -> PyResult<Vec<u8>> {
    if is_lender(&value) {
        return copy_of(py, &value);
    }
    if value.is_str()
        || value.is_int()
        || value.type_().slots.index.get().is_some()
        || value.as_float().is_some()
    {
        return Err(exc::type_error(
            py,
            format_args!("can assign only bytes, buffers, or iterables of ints in range(0, 256)"),
        ));
    }
    contents(py, &value, "bytearray")
}

fn assign(py: &mut Py, this: &ByteArray, bounds: Bounds, data: &[u8]) -> PyResult<()> {
    let indices = bounds.within(this.storage.get(py).len());
    if indices.step != 1 {
        return assign_stepped(py, this, indices, data);
    }
    let start = usize::try_from(indices.start).unwrap_or(0);
    if data.len() != indices.count {
        this.check_resizable(py)?;
    }
    Ok(this.storage.get_mut(py).splice(start..start + indices.count, data)?)
}

fn assign_stepped(py: &mut Py, this: &ByteArray, indices: Indices, data: &[u8]) -> PyResult<()> {
    if data.is_empty() {
        let (first, step) = indices.ascending();
        return delete(py, this, first, step, indices.count);
    }
    if data.len() != indices.count {
        return Err(exc::value_error(
            py,
            format_args!(
                "attempt to assign bytes of size {} to extended slice of size {}",
                data.len(),
                indices.count
            ),
        ));
    }
    let mut storage = this.storage.get_mut(py);
    let bytes = storage.bytes_mut();
    for (place, &byte) in indices.places().zip(data) {
        if let Some(old) = bytes.get_mut(place) {
            *old = byte;
        }
    }
    Ok(())
}

//! Bytes of the memory: subscripts, slices, and lending it.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::slice::{Indices, Slice};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

use super::{Access, Map};

/// The slots.
pub(super) struct Items;

/// What stands between brackets.
enum Subscript {
    /// A place, if there is one.
    Index(Option<usize>),
    Slice(Indices),
}

/// `wrong` is what is said about anything that is neither an index nor a slice.
fn subscript(py: &mut Py, map: &Map, key: Borrowed<'_>, wrong: &str) -> PyResult<Subscript> {
    if let Some(slice) = key.exact::<Slice>() {
        let bounds = py.slice_bounds(slice)?;
        return Ok(Subscript::Slice(bounds.within(map.len(py)?)));
    }
    let class = key.type_();
    if !key.is_int() && class.slots.index.get().is_none() {
        return Err(exc::type_error(py, format_args!("{wrong}")));
    }
    let index = py.index(&key)?;
    let Some(index) = index.as_i64() else {
        return Err(exc::index_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", class.name()),
        ));
    };
    let (index, len) = (index as isize, map.len(py)?);
    let place = if index < 0 { index.saturating_add_unsigned(len) } else { index };
    Ok(Subscript::Index(usize::try_from(place).ok().filter(|&place| place < len)))
}

/// The byte that an item shall be.
fn byte(py: &mut Py, value: Borrowed<'_>) -> PyResult<u8> {
    if !value.is_int() && value.type_().slots.index.get().is_none() {
        return Err(exc::type_error(py, format_args!("mmap item value must be an int")));
    }
    let number = py.index(&value)?;
    let Some(number) = number.as_i64() else {
        let class = value.type_().name();
        return Err(exc::type_error(py, format_args!("cannot fit '{class}' into an index-sized integer")));
    };
    u8::try_from(number)
        .map_err(|_| exc::value_error(py, format_args!("mmap item value must be in range(0, 256)")))
}

#[pymethods(Map)]
impl Items {
    #[pyslot]
    fn length(this: &Map, py: &mut Py) -> PyResult<usize> {
        this.len(py)
    }

    #[pyslot]
    fn getitem(this: &Map, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        this.len(py)?;
        match subscript(py, this, key, "mmap indices must be integers")? {
            Subscript::Index(Some(place)) => {
                let mut byte = [0];
                this.with(py, |mapping| mapping.read(place, &mut byte))?;
                py.int(byte[0].into())
            }
            Subscript::Index(None) => Err(exc::index_error(py, format_args!("mmap index out of range"))),
            Subscript::Slice(indices) if indices.step == 1 => {
                this.bytes(py, indices.start.unsigned_abs(), indices.count)
            }
            Subscript::Slice(indices) => {
                let mut bytes = Vec::new();
                bytes.try_reserve_exact(indices.count)?;
                this.with(py, |mapping| {
                    bytes.extend(indices.places().filter_map(|place| mapping.bytes().get(place)));
                })?;
                py.bytes(&bytes)
            }
        }
    }

    #[pyslot]
    fn setitem(this: &Map, py: &mut Py, key: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
        this.check_writable(py)?;
        match (subscript(py, this, key, "mmap indices must be integer")?, value) {
            (Subscript::Index(None), _) => Err(exc::index_error(py, format_args!("mmap index out of range"))),
            (Subscript::Index(_), None) => {
                Err(exc::type_error(py, format_args!("mmap doesn't support item deletion")))
            }
            (Subscript::Index(Some(place)), Some(value)) => {
                let byte = byte(py, value)?;
                // The value may have made the memory shorter.
                this.check_writable(py)?;
                if place >= this.len(py)? {
                    return Err(exc::index_error(py, format_args!("mmap index out of range")));
                }
                this.write(py, place, &[byte]);
                Ok(())
            }
            (Subscript::Slice(_), None) => {
                Err(exc::type_error(py, format_args!("mmap object doesn't support slice deletion")))
            }
            (Subscript::Slice(indices), Some(value)) => assign(py, this, indices, &value),
        }
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().object(MapIterator { map: PyCell::new(Some(this.to_value())), place: Cell::new(0) })
    }

    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(map) = this.get::<Map>() else {
            return Err(py.error(&exc::BUFFER_ERROR, format_args!("no memory")));
        };
        let (data, len) = map.with(py, |mapping| (mapping.address(), mapping.len()))?;
        let readonly = map.access == Access::Read;
        let buffer = Buffer::of_bytes(py, this.to_value(), data, len, readonly, request)?;
        map.exports.set(map.exports.get() + 1);
        Ok(buffer)
    }

    #[pyslot]
    fn release_buffer(this: &Map, _: &mut Py, _: &Buffer) {
        this.exports.set(this.exports.get().saturating_sub(1));
    }
}

/// Assigns to a slice, whose length stays.
fn assign(py: &mut Py, map: &Map, indices: Indices, value: &Value) -> PyResult<()> {
    let buffer = py.get_buffer(value, BufferRequest::SIMPLE)?;
    let bytes = buffer.to_vec();
    py.release_buffer(buffer);
    map.check_writable(py)?;
    let fits = indices.start.max(indices.stop).unsigned_abs() <= map.len(py)?;
    if bytes.len() != indices.count || !fits {
        return Err(exc::index_error(py, format_args!("mmap slice assignment is wrong size")));
    }
    if indices.step == 1 {
        map.write(py, indices.start.unsigned_abs(), &bytes);
        return Ok(());
    }
    for (place, byte) in indices.places().zip(bytes) {
        map.write(py, place, &[byte]);
    }
    Ok(())
}

/// The payload of what goes over a map, whose items are bytes of length 1 then.
#[pyclass(name = "mmap.iterator")]
pub(super) struct MapIterator {
    /// Nothing at the end.
    map: PyCell<Option<Value>>,
    place: Cell<usize>,
}

pub(super) const ITERATOR_DEFINITION: Definition =
    Definition { slots: &[MapIterator::SLOTS], ..Definition::of(&MAP_ITERATOR) };

#[pymethods]
impl MapIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(map) = self.map.get(py).clone() else { return Ok(None) };
        let Some(map) = map.get::<Map>() else { return Ok(None) };
        let place = self.place.get();
        if place >= map.len(py)? {
            drop(self.map.replace(py, None));
            return Ok(None);
        }
        self.place.set(place + 1);
        map.bytes(py, place, 1).map(Some)
    }
}

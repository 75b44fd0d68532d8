//! Items of a format as values, and values as items, by way of the module `struct`.

use taipan_object::buffer::Buffer;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::list::List;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_std_boot::import;

use super::geometry::Order;

/// A format, and what its items are.
pub(super) struct Format {
    packer: Value,
    /// Bytes of an item.
    pub(super) size: usize,
    /// Values that an item consists of.
    members: usize,
}

/// What the module `struct` has under a name.
fn function(py: &mut Py, name: &str) -> PyResult<Value> {
    let module = import::import(py, "struct")?;
    let name = py.heap().intern(name)?;
    py.get_attribute(&module, &name)
}

/// Bytes of an item of a format.
pub(super) fn size(py: &mut Py, format: &Value) -> PyResult<usize> {
    let calculate = function(py, "calcsize")?;
    let size = py.call(&calculate, &[format])?;
    Ok(py.to_isize(&size)?.unsigned_abs())
}

impl Format {
    pub(super) fn of(py: &mut Py, format: &Value) -> PyResult<Self> {
        let class = function(py, "Struct")?;
        let packer = py.call(&class, &[format])?;
        let name = py.heap().intern("size")?;
        let size = py.get_attribute(&packer, &name)?;
        let size = py.to_isize(&size)?.unsigned_abs();
        let mut format = Self { packer, size, members: 0 };
        let zeros = py.bytes(&vec![0; size])?;
        format.members = format.members_of(py, &zeros)?.len();
        Ok(format)
    }

    fn members_of(&self, py: &mut Py, bytes: &Value) -> PyResult<Vec<Value>> {
        let unpack = py.heap().intern("unpack")?;
        let members = py.call_method(&self.packer, &unpack, &[bytes])?;
        Ok(members.get::<Tuple>().map_or(&[][..], Tuple::items).to_vec())
    }

    /// The value of an item: a tuple if it has several members.
    pub(super) fn value(&self, py: &mut Py, bytes: &[u8]) -> PyResult<Value> {
        let bytes = py.bytes(bytes)?;
        let mut members = self.members_of(py, &bytes)?;
        match (members.len(), members.pop()) {
            (1, Some(member)) => Ok(member),
            (_, last) => py.tuple(members.into_iter().chain(last).collect::<Vec<_>>()),
        }
    }

    /// The bytes of a value.
    pub(super) fn bytes(&self, py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
        let is_sequence = value.get::<Tuple>().is_some() || value.get::<List>().is_some();
        let members = if is_sequence { py.collect(value)? } else { vec![value.clone()] };
        let is_plain =
            value.get::<Bytes>().is_some() || value.is_int() || value.type_().name().to_string() == "float";
        if members.len() != self.members || !is_sequence && !is_plain {
            return Err(exc::value_error(
                py,
                format_args!("mismatch between initializer element and format string"),
            ));
        }
        let pack = py.heap().intern("pack")?;
        let members: Vec<&Value> = members.iter().collect();
        let packed = py.call_method(&self.packer, &pack, &members)?;
        Ok(packed.get::<Bytes>().map_or(&[][..], Bytes::data).to_vec())
    }
}

/// The format of a buffer as a `str`.
pub(super) fn format_of(py: &mut Py, buffer: &Buffer) -> PyResult<Value> {
    py.str(&buffer.format.to_string_lossy())
}

/// All items of a buffer in lists of lists; the item itself if there are no dimensions.
pub(super) fn nested(
    py: &mut Py,
    format: &Format,
    buffer: &Buffer,
    place: &mut Vec<usize>,
) -> PyResult<Value> {
    let lens = buffer.lens();
    let Some(&len) = lens.get(place.len()) else {
        let bytes = buffer.item(py, place).map(<[u8]>::to_vec);
        return match bytes {
            Some(bytes) => format.value(py, &bytes),
            None => Err(exc::index_error(py, format_args!("index out of bounds"))),
        };
    };
    let mut items = Vec::new();
    for index in 0..len {
        place.push(index);
        let item = nested(py, format, buffer, place);
        place.pop();
        items.push(item?);
    }
    py.list(items)
}

/// The bytes of all items of a buffer, in an order.
pub(super) fn flat(py: &Py, buffer: &Buffer, order: Order) -> PyResult<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(buffer.len)?;
    for place in super::geometry::places(&buffer.lens(), order) {
        bytes.extend_from_slice(buffer.item(py, &place).unwrap_or(&[]));
    }
    Ok(bytes)
}

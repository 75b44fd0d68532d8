//! `staticarray`: lends the same twelve bytes to everybody, whatever is asked for.

use std::borrow::Cow;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::type_::Definition;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult, Type, Value, exception as exc};

/// The payload.
#[pyclass(name = "staticarray")]
pub(super) struct StaticArray {
    /// A `bytes` object.
    memory: Value,
}

pub(super) const DEFINITION: Definition =
    Definition { slots: &[StaticArray::SLOTS], ..Definition::of(&STATIC_ARRAY) };

#[pymethods]
impl StaticArray {
    #[pyslot("(legacy_mode=False)", name = "staticarray")]
    fn new(class: &Type, py: &mut Py, _legacy_mode: Option<Borrowed<'_>>) -> PyResult<Value> {
        let memory = py.bytes(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])?;
        py.heap().object_of(class, Self { memory })
    }

    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, _: BufferRequest) -> PyResult<Buffer> {
        let bytes =
            this.get::<Self>().and_then(|array| array.memory.get::<Bytes>()).map_or(&[][..], Bytes::data);
        let Some(data) = std::ptr::NonNull::new(bytes.as_ptr().cast_mut()) else {
            return Err(exc::system_error(py, format_args!("bytes without memory")));
        };
        Ok(Buffer {
            owner: this.to_value(),
            data,
            len: bytes.len(),
            readonly: true,
            item_size: 1,
            format: Cow::Borrowed(c"B"),
            shape: Some(Box::new([bytes.len() as isize])),
            strides: Some(Box::new([1])),
            suboffsets: None,
        })
    }
}

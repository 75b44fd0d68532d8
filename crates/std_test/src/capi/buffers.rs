//! Lending memory, and asking for it.

use std::cell::Cell;
use std::ptr::NonNull;

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::type_::Definition;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult, Type, Value, exception as exc};
use taipan_std_boot::import;

pub(super) struct Buffers;

/// The payload of a class whose objects lend four bytes and count how often.
#[pyclass(name = "testBuf")]
pub(super) struct TestBuf {
    memory: Value,
    references: Cell<usize>,
}

pub(super) const DEFINITION: Definition =
    Definition { slots: &[TestBuf::SLOTS], getset: &[TestBuf::GETSET], ..Definition::of(&TEST_BUF) };

/// The memory of a bytes object, lent by another one.
fn lend(py: &Py, owner: Value, memory: &Value, readonly: bool, request: BufferRequest) -> PyResult<Buffer> {
    let bytes = memory.get::<Bytes>().map_or(&[][..], Bytes::data);
    let data = NonNull::new(bytes.as_ptr().cast_mut()).unwrap_or(NonNull::dangling());
    Buffer::of_bytes(py, owner, data, bytes.len(), readonly, request)
}

#[pymethods]
impl TestBuf {
    #[pyslot("()", name = "testBuf")]
    fn new(class: &Type, py: &mut Py) -> PyResult<Value> {
        let memory = py.bytes(b"test")?;
        py.heap().object_of(class, Self { memory, references: Cell::new(0) })
    }

    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(own) = this.get::<Self>() else {
            return Err(exc::system_error(py, format_args!("no buffer to lend")));
        };
        let buffer = lend(py, this.to_value(), &own.memory, true, request)?;
        own.references.set(own.references.get() + 1);
        Ok(buffer)
    }

    #[pyslot]
    fn release_buffer(this: &Self, _py: &mut Py, _buffer: &Buffer) {
        this.references.set(this.references.get().saturating_sub(1));
    }

    #[pymember]
    fn references(&self) -> usize {
        self.references.get()
    }
}

#[pymodule("_testcapi")]
impl Buffers {
    /// A memoryview of a copy of bytes, lent as read only or not to whom asks with some flags.
    #[pyfunction("(source, readonly, flags, /)", hidden)]
    fn buffer_fill_info(py: &mut Py, source: Borrowed<'_>, readonly: i32, flags: i32) -> PyResult<Value> {
        let request = BufferRequest(flags.cast_unsigned());
        drop(lend(py, source.to_value(), &source, readonly != 0, request)?);
        let owner = if readonly == 0 {
            let class = py.builtin("bytearray")?;
            py.call(&class, &[&source])?
        } else {
            source.to_value()
        };
        let memoryview = py.builtin("memoryview")?;
        py.call(&memoryview, &[&owner])
    }

    /// Bytes of an item of a format.
    #[pyfunction("(format, /)", hidden)]
    fn PyBuffer_SizeFromFormat(py: &mut Py, format: Borrowed<'_>) -> PyResult<Value> {
        let module = import::import(py, "struct")?;
        let name = py.heap().intern("calcsize")?;
        py.call_method(&module, &name, &[&format])
    }

    /// Asks for memory without a place to put the answer, which is refused.
    #[pyfunction("($self, object, /)")]
    fn getbuffer_with_null_view(py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let class = object.type_().name();
        if object.type_().slots.get_buffer.get().is_none() {
            return Err(exc::type_error(py, format_args!("a bytes-like object is required, not '{class}'")));
        }
        Err(py.error(&exc::BUFFER_ERROR, format_args!("{class}: view==NULL argument is obsolete")))
    }
}

//! `BufferedWriter`: its constructor, and writing.

use taipan_macros::pymethods;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{Buffered, Random, Writer, receiver};
use crate::base::check_writable;
use crate::calls::{value_error, with_bytes};
use crate::raw::DEFAULT_BUFFER_SIZE;

pub(super) struct Construction;

#[pymethods(Writer)]
impl Construction {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Writer::default())
    }

    #[pyslot("(raw, buffer_size=DEFAULT_BUFFER_SIZE)", name = "BufferedWriter")]
    fn init(this: Borrowed<'_>, py: &mut Py, raw: Borrowed<'_>, buffer_size: Option<isize>) -> PyResult<()> {
        let Some(Writer { buffered: stream }) = this.get::<Writer>() else { return Ok(()) };
        stream.begin();
        check_writable(py, &raw)?;
        stream.readable.set(false);
        stream.writable.set(true);
        stream.set_up(py, this, raw, buffer_size.unwrap_or(DEFAULT_BUFFER_SIZE as isize))
    }
}

impl Buffered {
    /// Writes bytes.
    pub(crate) fn write(&self, py: &mut Py, this: Borrowed<'_>, bytes: &[u8]) -> PyResult<usize> {
        self.check_ready(py)?;
        let _held = self.lock.enter(py, this)?;
        // Whoever held the lock may have closed the stream.
        if self.is_closed(py)? {
            return Err(value_error(py, "write to closed file"));
        }
        self.write_bytes(py, bytes)
    }

    /// Writes what waits.
    pub(crate) fn flush(&self, py: &mut Py, this: Borrowed<'_>) -> PyResult<()> {
        self.check_open(py, "flush of closed file")?;
        let _held = self.lock.enter(py, this)?;
        self.flush_and_rewind(py)
    }
}

pub(super) struct Writing;

#[pymethods(Random)]
impl Writing {
    #[pymethod("($self, buffer, /)")]
    fn write(this: Borrowed<'_>, py: &mut Py, buffer: Borrowed<'_>) -> PyResult<usize> {
        let stream = receiver(py, this)?;
        if let Some(bytes) = buffer.get::<Bytes>() {
            return stream.write(py, this, bytes.data());
        }
        // A copy, because the raw stream may run code that changes the memory.
        let copy = with_bytes(py, &buffer, |py, buffer| {
            let mut copy = Vec::new();
            copy.try_reserve_exact(buffer.len)?;
            copy.extend_from_slice(buffer.bytes(py));
            Ok(copy)
        })?;
        stream.write(py, this, &copy)
    }

    #[pymethod("($self, /)")]
    fn flush(this: Borrowed<'_>, py: &mut Py) -> PyResult<()> {
        receiver(py, this)?.flush(py, this)
    }
}

//! `BytesIO`: a stream over bytes in memory.

mod buffer;
mod methods;
mod state;

use std::cell::Cell;

use taipan_macros::pyclass;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::{Py, PyCell, PyResult, Raised, Value, exception as exc};

use crate::base::{CLOSED_FILE, IoBase};
use crate::calls::value_error;
use crate::raw::BUFFERED_IO_BASE;
pub(crate) use buffer::{BYTES_IO_BUFFER, DEFINITION as BUFFER_DEFINITION};
pub(crate) use state::{attributes, restore_attributes};

/// The payload.
#[pyclass(static = BYTES_IO, name = "_io.BytesIO", base = BUFFERED_IO_BASE)]
#[derive(Default)]
#[repr(C)]
pub(crate) struct BytesIo {
    #[part]
    base: IoBase,
    /// A bytes object with the contents, as long as they are not changed.
    shared: PyCell<Option<Value>>,
    /// The contents, once they are changed or lent. They keep their number while they are lent.
    own: PyCell<Vec<u8>>,
    position: Cell<usize>,
    /// How many buffers are lent.
    exports: Cell<usize>,
    is_closed: Cell<bool>,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some("A buffered stream over bytes in memory."),
    signature: Some("(initial_bytes=b'')"),
    flags: Flags::BASE,
    slots: &[methods::Access::SLOTS, state::Life::SLOTS],
    methods: &[methods::Access::METHODS, state::Life::METHODS],
    getset: &[state::Life::GETSET],
    ..Definition::of(&BYTES_IO)
};

impl BytesIo {
    #[inline]
    fn check_open(&self, py: &Py) -> PyResult<()> {
        if self.is_closed.get() { Err(value_error(py, CLOSED_FILE)) } else { Ok(()) }
    }

    fn check_exports(&self, py: &Py) -> PyResult<()> {
        if self.exports.get() == 0 { Ok(()) } else { Err(exported(py)) }
    }

    /// Shows the contents.
    #[inline]
    fn with_data<R>(&self, py: &Py, work: impl FnOnce(&[u8]) -> R) -> R {
        match &*self.shared.get(py) {
            Some(shared) => work(shared.get::<Bytes>().map_or(&[][..], Bytes::data)),
            None => work(&self.own.get(py)),
        }
    }

    /// How many bytes there are.
    fn len(&self, py: &Py) -> usize {
        self.with_data(py, <[u8]>::len)
    }

    /// Makes the contents the stream's own, so that they can be changed.
    fn unshare(&self, py: &mut Py) -> PyResult<()> {
        let Some(shared) = self.shared.get(py).clone() else { return Ok(()) };
        let data = shared.get::<Bytes>().map_or(&[][..], Bytes::data);
        let mut own = Vec::new();
        own.try_reserve_exact(data.len())?;
        own.extend_from_slice(data);
        drop(self.own.replace(py, own));
        drop(self.shared.replace(py, None));
        Ok(())
    }

    /// Shows what is left from the position on, at most `limit` bytes.
    #[inline]
    fn with_rest<R>(&self, py: &Py, limit: isize, work: impl FnOnce(&[u8]) -> R) -> R {
        let start = self.position.get();
        self.with_data(py, |data| {
            let rest = data.get(start..).unwrap_or_default();
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            work(rest.get(..limit).unwrap_or(rest))
        })
    }

    /// Moves the position on.
    fn advance(&self, count: usize) {
        self.position.set(self.position.get() + count);
    }

    /// Reads at most `limit` bytes, or all that are left.
    fn read(&self, py: &mut Py, limit: isize) -> PyResult<Value> {
        // All of the contents, as one object that others may have, too.
        let all = self.shared.get(py).clone();
        if let Some(all) = all.filter(|_| self.position.get() == 0)
            && self.with_rest(py, limit, <[u8]>::len) == self.len(py)
            && self.len(py) > 1
        {
            self.advance(self.len(py));
            return Ok(all);
        }
        let heap = py.heap();
        let (bytes, count) = self.with_rest(py, limit, |rest| (heap.bytes(rest), rest.len()));
        self.advance(count);
        bytes
    }

    /// Reads a line, of at most `limit` bytes.
    fn read_line(&self, py: &mut Py, limit: isize) -> PyResult<Value> {
        let heap = py.heap();
        let (bytes, count) = self.with_rest(py, limit, |rest| {
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            (heap.bytes(rest.get(..end).unwrap_or(rest)), end)
        });
        self.advance(count);
        bytes
    }

    /// Writes bytes at the position. A gap between the end and there is filled with zeros.
    fn write(&self, py: &mut Py, bytes: &[u8]) -> PyResult<usize> {
        self.check_open(py)?;
        self.check_exports(py)?;
        if bytes.is_empty() {
            return Ok(0);
        }
        let start = self.position.get();
        let Some(end) = start.checked_add(bytes.len()).filter(|&end| isize::try_from(end).is_ok()) else {
            return Err(exc::overflow_error(py, format_args!("new buffer size too large")));
        };
        self.unshare(py)?;
        let mut own = self.own.get_mut(py);
        if start == own.len() {
            own.try_reserve(bytes.len())?;
            own.extend_from_slice(bytes);
        } else {
            if end > own.len() {
                let more = end - own.len();
                own.try_reserve(more)?;
                own.resize(end, 0);
            }
            if let Some(place) = own.get_mut(start..end) {
                place.copy_from_slice(bytes);
            }
        }
        drop(own);
        self.position.set(end);
        Ok(bytes.len())
    }
}

#[cold]
fn exported(py: &Py) -> Raised {
    py.error(&exc::BUFFER_ERROR, format_args!("Existing exports of data: object cannot be re-sized"))
}

//! The bytes that streams are given, and those that come out of them.

use std::borrow::Cow;
use std::collections::TryReserveError;

use taipan_object::buffer::BufferRequest;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Py, PyResult, Value};

/// The bytes of an object, to be looked at while others run Python: those that can change are copied.
pub(crate) fn input<'a>(py: &mut Py, data: &'a Value) -> PyResult<Cow<'a, [u8]>> {
    if let Some(bytes) = data.exact::<Bytes>() {
        return Ok(Cow::Borrowed(bytes.data()));
    }
    let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
    let mut copy = Vec::new();
    let reserved = copy.try_reserve_exact(buffer.len);
    if reserved.is_ok() {
        copy.extend_from_slice(buffer.bytes(py));
    }
    py.release_buffer(buffer);
    reserved?;
    Ok(Cow::Owned(copy))
}

/// The least that output grows by, unless its limit is nearer.
const FIRST: usize = 16 << 10;
/// The most that it grows by.
const MOST: usize = 256 << 20;

/// Output that grows up to a limit.
pub(crate) struct Output {
    pub(crate) bytes: Vec<u8>,
    limit: usize,
}

impl Output {
    /// Output of at most so many bytes, or of any number.
    pub(crate) fn new(limit: Option<usize>) -> Self {
        Self { bytes: Vec::new(), limit: limit.unwrap_or(usize::MAX) }
    }

    /// Whether the limit is reached.
    pub(crate) fn is_full(&self) -> bool {
        self.bytes.len() >= self.limit
    }

    /// How many bytes may come next, for which memory is reserved; 0 at the limit.
    pub(crate) fn room(&mut self) -> Result<usize, TryReserveError> {
        let left = self.limit.saturating_sub(self.bytes.len());
        if left > 0 && self.bytes.len() == self.bytes.capacity() {
            self.bytes.try_reserve_exact(self.bytes.len().clamp(FIRST, MOST).min(left))?;
        }
        Ok(left.min(self.bytes.capacity() - self.bytes.len()))
    }
}

/// The argument `max_length`, of which negative numbers mean any.
pub(crate) fn limit(max_length: Option<isize>) -> Option<usize> {
    max_length.and_then(|length| usize::try_from(length).ok())
}

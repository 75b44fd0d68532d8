//! What `bytes` and `bytearray` have in common, for the methods that both have: they are written once, over this trait.

use std::ops::Deref;

use taipan_object::types::bytes::Bytes;
use taipan_object::{Payload, Py, PyResult, Raised, Value, exception as exc};
use taipan_strings::Build;

use super::bytearray::ByteArray;

/// The payload of a type of byte strings.
pub(super) trait ByteString: Payload {
    /// The name of the type.
    const NAME: &'static str;

    /// The bytes. Nothing can change them while `py` is borrowed.
    fn view<'a>(&'a self, py: &'a Py) -> impl Deref<Target = [u8]> + 'a;

    /// An object of this type with some data.
    fn of(py: &Py, data: &[u8]) -> PyResult<Value>;

    /// An object of this type with data that was made for it.
    fn of_vec(py: &Py, data: Vec<u8>) -> PyResult<Value>;

    /// An object of this type with `len` bytes, written by `fill`.
    fn with(py: &Py, len: usize, fill: impl FnOnce(&mut [u8])) -> PyResult<Value>;

    /// The same data as an object of exactly this type; the object itself, if it can never change.
    fn unchanged(&self, py: &Py) -> PyResult<Value>;

    /// Does something that may run Python code, during which the number of bytes cannot change.
    fn pinned<R>(&self, py: &mut Py, work: impl FnOnce(&mut Py) -> PyResult<R>) -> PyResult<R> {
        work(py)
    }

    /// What an algorithm builds; `OverflowError` with a message if no memory could hold it.
    fn build(py: &Py, build: &(impl Build + ?Sized), too_long: &str) -> PyResult<Value> {
        match build.shape() {
            Some(shape) => Self::with(py, shape.len, |out| build.write(out)),
            None => Err(overflow(py, too_long)),
        }
    }
}

#[cold]
fn overflow(py: &Py, message: &str) -> Raised {
    exc::overflow_error(py, format_args!("{message}"))
}

impl ByteString for Bytes {
    const NAME: &'static str = "bytes";

    #[inline(always)]
    fn view<'a>(&'a self, _: &'a Py) -> impl Deref<Target = [u8]> + 'a {
        self.data()
    }

    #[inline(always)]
    fn of(py: &Py, data: &[u8]) -> PyResult<Value> {
        py.bytes(data)
    }

    fn of_vec(py: &Py, data: Vec<u8>) -> PyResult<Value> {
        py.bytes(&data)
    }

    fn with(py: &Py, len: usize, fill: impl FnOnce(&mut [u8])) -> PyResult<Value> {
        py.heap().bytes_with(len, fill)
    }

    fn unchanged(&self, py: &Py) -> PyResult<Value> {
        self.plain(py)
    }
}

impl ByteString for ByteArray {
    const NAME: &'static str = "bytearray";

    #[inline(always)]
    fn view<'a>(&'a self, py: &'a Py) -> impl Deref<Target = [u8]> + 'a {
        self.data(py)
    }

    fn of(py: &Py, data: &[u8]) -> PyResult<Value> {
        Self::with(py, data.len(), |out| out.copy_from_slice(data))
    }

    fn of_vec(py: &Py, data: Vec<u8>) -> PyResult<Value> {
        py.heap().object(Self::of_storage(data.try_into()?))
    }

    fn with(py: &Py, len: usize, fill: impl FnOnce(&mut [u8])) -> PyResult<Value> {
        let mut storage = super::storage::Storage::default();
        storage.resize(len)?;
        fill(storage.bytes_mut());
        py.heap().object(Self::of_storage(storage))
    }

    fn unchanged(&self, py: &Py) -> PyResult<Value> {
        Self::of(py, &self.data(py))
    }

    fn pinned<R>(&self, py: &mut Py, work: impl FnOnce(&mut Py) -> PyResult<R>) -> PyResult<R> {
        self.lend_to(|| work(py))
    }
}

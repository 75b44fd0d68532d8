//! `bytes`, with the data inline.
//!
//! ```text
//! header │ length │ hash plus one, 0 until it is asked for │ data │ 0
//! ```
//!
//! The zero behind the data is not part of it: it lets system calls take paths and the like as they are.

use std::cell::Cell;
use std::ptr::NonNull;

use taipan_strings::HashSecret;

use super::object::OBJECT;
use crate::heap::copy_short;
use crate::object::{HEADER_SIZE, Object};
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Memory, Payload, Type};
use crate::value::{Borrowed, Value};

/// The beginning of the payload of a bytes object; the data follows it.
#[repr(C)]
pub struct Bytes {
    len: usize,
    hash: Cell<u64>,
}

/// `bytes`
pub static BYTES: Type = Type::with_memory(
    "bytes",
    Some(&OBJECT),
    HEADER_SIZE + size_of::<Bytes>(),
    Memory { teardown: None, trace: None, size: Some(object_size) },
);

// SAFETY: bytes are made here with this payload, and types that derive from `bytes` keep it.
unsafe impl Payload for Bytes {
    const TYPE: &'static Type = &BYTES;
}

/// # Safety
/// The object is a bytes object.
unsafe fn object_size(object: NonNull<Object>) -> usize {
    // SAFETY: the caller's promise.
    unsafe { Object::payload::<Bytes>(object).as_ref() }.object_size()
}

impl Bytes {
    /// The data. It never changes, and lives as long as the object.
    #[inline(always)]
    pub fn data(&self) -> &[u8] {
        // SAFETY: as many bytes follow the payload's beginning in the same block, and never change.
        unsafe { std::slice::from_raw_parts(crate::heap::tail(self), self.len) }
    }

    /// The data and the zero behind it.
    pub fn data_with_nul(&self) -> &[u8] {
        // SAFETY: as for the data; the zero follows it.
        unsafe { std::slice::from_raw_parts(crate::heap::tail(self), self.len + 1) }
    }

    /// How many bytes.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many bytes the object takes in memory.
    pub fn object_size(&self) -> usize {
        HEADER_SIZE + size_of::<Self>() + self.len + 1
    }

    /// The object with this payload.
    pub fn as_value(&self) -> Borrowed<'_> {
        // SAFETY: a payload of this type exists nowhere but in an object, behind its header; the provenance of the heap's
        // range is exposed.
        unsafe {
            let address = std::ptr::from_ref(self).addr() - HEADER_SIZE;
            let object = std::ptr::with_exposed_provenance_mut::<Object>(address);
            Borrowed::from_pointer(NonNull::new_unchecked(object))
        }
    }

    /// The same data as plain `bytes`: itself, unless its class derives from `bytes`.
    #[inline]
    pub fn plain(&self, py: &Py) -> PyResult<Value> {
        let value = self.as_value();
        if value.type_().is(&BYTES) { Ok(value.to_value()) } else { py.heap().bytes(self.data()) }
    }

    /// The hash, equal to that of a `str` of the same Latin-1 units.
    #[inline(always)]
    pub fn hash(&self, py: &Py) -> i64 {
        match self.hash.get() {
            0 => self.compute_hash(py.interpreter().hash_secret()),
            hash => hash.wrapping_sub(1) as i64,
        }
    }

    #[cold]
    fn compute_hash(&self, secret: &HashSecret) -> i64 {
        let hash = secret.bytes(self.data());
        self.hash.set((hash as u64).wrapping_add(1));
        hash
    }
}

impl Heap {
    /// A bytes object of some data.
    #[inline]
    pub fn bytes(self, data: &[u8]) -> PyResult<Value> {
        match self.interpreter().short_bytes(data) {
            Some(value) => Ok(value),
            None => self.bytes_object(&BYTES, data),
        }
    }

    /// A bytes object of `len` bytes, which are zero before `fill` writes them.
    pub fn bytes_with(self, len: usize, fill: impl FnOnce(&mut [u8])) -> PyResult<Value> {
        if len <= 1 {
            let mut byte = [0];
            let data = byte.get_mut(..len).unwrap_or_default();
            fill(data);
            return self.bytes(data);
        }
        self.filled_bytes(&BYTES, len, |tail| {
            // SAFETY: the block has room for the data.
            let data = unsafe {
                tail.write_bytes(0, len);
                std::slice::from_raw_parts_mut(tail, len)
            };
            fill(data);
        })
    }

    /// One piece of data after the other.
    pub fn bytes_concat(self, first: &[u8], second: &[u8]) -> PyResult<Value> {
        let Some(len) = first.len().checked_add(second.len()) else { return Err(self.no_memory()) };
        if len <= 1 {
            return self.bytes(if first.is_empty() { second } else { first });
        }
        self.filled_bytes(&BYTES, len, |tail| {
            // SAFETY: the block has room for both.
            unsafe {
                copy_short(first.as_ptr(), tail, first.len());
                copy_short(second.as_ptr(), tail.add(first.len()), second.len());
            }
        })
    }

    /// A bytes object as an instance of `class`, which is `bytes` or derives from it.
    pub fn bytes_object(self, class: &Type, data: &[u8]) -> PyResult<Value> {
        self.filled_bytes(class, data.len(), |tail| {
            // SAFETY: the block has room for the data.
            unsafe { copy_short(data.as_ptr(), tail, data.len()) };
        })
    }

    fn filled_bytes(self, class: &Type, len: usize, fill: impl FnOnce(*mut u8)) -> PyResult<Value> {
        let size = (HEADER_SIZE + size_of::<Bytes>() + 1).checked_add(len);
        let Some(size) = size.filter(|&size| isize::try_from(size).is_ok()) else {
            return Err(self.no_memory());
        };
        let payload = Bytes { len, hash: Cell::new(0) };
        self.with_tail(class, size, payload, |tail: *mut u8| {
            // SAFETY: the block has room for the data and one byte more.
            unsafe { tail.add(len).write(0) };
            fill(tail);
        })
    }
}

impl Py {
    /// A bytes object of some data.
    pub fn bytes(&self, data: &[u8]) -> PyResult<Value> {
        self.heap().bytes(data)
    }
}

//! The buffer protocol: memory of an object, lent to others.

use std::ffi::CStr;
use std::ptr::NonNull;

use crate::value::Value;

/// What kind of memory is asked for; the bits are CPython's `PyBUF_*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferRequest(pub u32);

impl BufferRequest {
    /// Plain bytes, read only or not.
    pub const SIMPLE: Self = Self(0);
    /// Memory that may be written.
    pub const WRITABLE: Self = Self(1);
    /// With a format.
    pub const FORMAT: Self = Self(4);
    /// With a shape.
    pub const ND: Self = Self(8);
    /// With strides.
    pub const STRIDES: Self = Self(0x10 | 8);
    /// Everything, read only.
    pub const FULL_RO: Self = Self(0x100 | 0x10 | 8 | 4);

    /// Whether all of `other` is asked for.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Memory lent by an object. Whoever holds it must give it back through `Py::release_buffer`.
pub struct Buffer {
    /// The object that lends it, and that is kept alive for it.
    pub owner: Value,
    /// Where it begins. Stays valid until it is given back; other code may write to it meanwhile.
    pub data: NonNull<u8>,
    /// Bytes.
    pub len: usize,
    /// Whether it must not be written.
    pub readonly: bool,
    /// Bytes of an item.
    pub item_size: usize,
    /// What an item is, in the language of module `struct`.
    pub format: &'static CStr,
    /// Items in each dimension, when there is more than one or the owner says so; else it is `len / item_size`.
    pub shape: Option<Box<[isize]>>,
    /// Bytes from item to item in each dimension, when they do not lie end to end.
    pub strides: Option<Box<[isize]>>,
}

impl Buffer {
    /// A copy of the bytes, if they lie end to end.
    pub fn to_vec(&self) -> Vec<u8> {
        // SAFETY: the memory stays valid until it is given back, and nothing writes to it during the copy.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.len) }.to_vec()
    }
}

//! The buffer protocol: memory of an object, lent to others.

use std::borrow::Cow;
use std::ffi::CStr;
use std::ptr::NonNull;

use taipan_host::file::Lent;

use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::value::Value;

/// What kind of memory is asked for; the bits are CPython's `PyBUF_*`, as `inspect.BufferFlags` has them.
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
    /// With items end to end, the last dimension varying fastest.
    pub const C_CONTIGUOUS: Self = Self(0x20 | 0x10 | 8);
    /// With items end to end, the first dimension varying fastest.
    pub const F_CONTIGUOUS: Self = Self(0x40 | 0x10 | 8);
    /// With items end to end, in one of the two orders.
    pub const ANY_CONTIGUOUS: Self = Self(0x80 | 0x10 | 8);
    /// With strides and suboffsets: memory may be reached through pointers.
    pub const INDIRECT: Self = Self(0x100 | 0x10 | 8);
    /// Everything, read only.
    pub const FULL_RO: Self = Self(0x100 | 0x10 | 8 | 4);
    /// No request, but a flag of another function, which some mistake for one.
    const READ: Self = Self(0x100);
    /// The same.
    const WRITE: Self = Self(0x200);

    /// Whether all of `other` is asked for.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Memory lent by an object. Whoever holds it must give it back through `Py::release_buffer`.
pub struct Buffer {
    /// The object that lends it, and that is kept alive for it.
    pub owner: Value,
    /// Where the first item begins. Stays valid until it is given back; other code may write to it meanwhile.
    pub data: NonNull<u8>,
    /// Bytes of all items.
    pub len: usize,
    /// Whether it must not be written.
    pub readonly: bool,
    /// Bytes of an item.
    pub item_size: usize,
    /// What an item is, in the language of module `struct`.
    pub format: Cow<'static, CStr>,
    /// Items in each dimension, when there is more than one or the owner says so; else it is `len / item_size`.
    pub shape: Option<Box<[isize]>>,
    /// Bytes from item to item in each dimension, when they do not lie end to end.
    pub strides: Option<Box<[isize]>>,
    /// For each dimension: at its places lie pointers to the memory of the next one, in which this many bytes are skipped;
    /// negative where the next dimension lies in the same memory. Nothing when all of it does.
    ///
    /// ```text
    /// data ─► │ pointer │ pointer │          suboffsets [4, -1]
    ///             │         └────────► │ .... item item item
    ///             └──► │ .... item item item
    /// ```
    pub suboffsets: Option<Box<[isize]>>,
}

impl Buffer {
    /// Plain bytes. `BufferError` if they cannot be written and should be.
    pub fn of_bytes(
        py: &Py,
        owner: Value,
        data: NonNull<u8>,
        len: usize,
        readonly: bool,
        request: BufferRequest,
    ) -> PyResult<Self> {
        if matches!(request, BufferRequest::READ | BufferRequest::WRITE) {
            return Err(exc::system_error(py, format_args!("bad argument to internal function")));
        }
        if readonly && request.has(BufferRequest::WRITABLE) {
            return Err(py.error(&exc::BUFFER_ERROR, format_args!("Object is not writable.")));
        }
        let format = Cow::Borrowed(c"B");
        Ok(Self {
            owner,
            data,
            len,
            readonly,
            item_size: 1,
            format,
            shape: None,
            strides: None,
            suboffsets: None,
        })
    }

    /// The bytes, if they lie end to end. While they are looked at, no code runs that could change them.
    #[inline]
    pub fn bytes<'a>(&'a self, _: &'a Py) -> &'a [u8] {
        // SAFETY: the memory stays valid until it is given back; whoever could write to it needs leave to run code.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.len) }
    }

    /// Writes bytes from an offset on, as many as there is room for; gives how many. Nothing is written where that is not
    /// allowed.
    pub fn write(&self, _: &mut Py, offset: usize, bytes: &[u8]) -> usize {
        let Some(room) = self.len.checked_sub(offset).filter(|_| !self.readonly) else { return 0 };
        let count = bytes.len().min(room);
        // SAFETY: the memory is valid until it is given back, and nobody looks at it while `py` is borrowed mutably. The
        // bytes may be the same memory only where an object lends what it hands in here, which copies them in place.
        unsafe { std::ptr::copy(bytes.as_ptr(), self.data.as_ptr().add(offset), count) };
        count
    }

    /// The memory for a call to the system, which may write to it unless it is read only.
    pub fn lent(&self) -> Lent<'_> {
        // SAFETY: the memory stays where it is until it is given back, which takes the buffer.
        unsafe { Lent::new(self.data, self.len) }
    }

    /// How many items there are in each dimension.
    pub fn lens(&self) -> Vec<usize> {
        match &self.shape {
            Some(shape) => shape.iter().map(|&len| usize::try_from(len).unwrap_or(0)).collect(),
            None => vec![self.len.checked_div(self.item_size).unwrap_or(0)],
        }
    }

    /// How many dimensions there are.
    pub fn dimensions(&self) -> usize {
        self.shape.as_ref().map_or(1, |shape| shape.len())
    }

    /// Bytes from item to item in each dimension.
    pub fn steps(&self) -> Vec<isize> {
        if let Some(strides) = &self.strides {
            return strides.to_vec();
        }
        let mut step = self.item_size as isize;
        let mut steps: Vec<isize> = self
            .lens()
            .iter()
            .rev()
            .map(|&len| {
                let after = step.saturating_mul(len as isize);
                std::mem::replace(&mut step, after)
            })
            .collect();
        steps.reverse();
        steps
    }

    /// Where the item at a place lies, or, given indices of the first dimensions only, where what is there begins; nothing if
    /// there is no such place.
    pub fn address(&self, place: &[usize]) -> Option<*mut u8> {
        let (lens, steps) = (self.lens(), self.steps());
        if place.len() > lens.len() || steps.len() != lens.len() {
            return None;
        }
        let mut at = self.data.as_ptr();
        for (dimension, ((&index, len), step)) in place.iter().zip(lens).zip(steps).enumerate() {
            if index >= len {
                return None;
            }
            at = at.wrapping_offset((index as isize).checked_mul(step)?);
            let skipped = self.suboffsets.as_ref().and_then(|all| all.get(dimension));
            if let Some(&skipped) = skipped.filter(|&&skipped| skipped >= 0) {
                // SAFETY: as the owner promises with the suboffset, the address of other memory lies here, aligned or not.
                at = unsafe { follow(at) }.wrapping_offset(skipped);
            }
        }
        Some(at)
    }

    /// The bytes of the item at a place, which has an index for each dimension. While they are looked at, no code runs that
    /// could change them.
    pub fn item<'a>(&'a self, _: &'a Py, place: &[usize]) -> Option<&'a [u8]> {
        let address = self.address(place).filter(|_| place.len() == self.dimensions())?;
        // SAFETY: as the owner promises, an item lies at each place within the shape, and stays valid until it is given
        // back; whoever could write to it needs leave to run code.
        Some(unsafe { std::slice::from_raw_parts(address, self.item_size) })
    }

    /// Writes the item at a place. Nothing is written where that is not allowed; the answer says whether it was.
    pub fn write_item(&self, _: &mut Py, place: &[usize], bytes: &[u8]) -> bool {
        let fits = place.len() == self.dimensions() && bytes.len() == self.item_size;
        let Some(address) = self.address(place).filter(|_| fits && !self.readonly) else { return false };
        // SAFETY: as above; nobody looks at the memory while `py` is borrowed mutably.
        unsafe { std::ptr::copy(bytes.as_ptr(), address, bytes.len()) };
        true
    }

    /// A copy of the bytes, if they lie end to end.
    pub fn to_vec(&self) -> Vec<u8> {
        // SAFETY: the memory stays valid until it is given back, and nothing writes to it during the copy.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.len) }.to_vec()
    }
}

/// The memory whose address lies somewhere.
///
/// # Safety
/// It does, aligned or not, and the provenance of that memory was exposed.
#[inline]
pub unsafe fn follow(at: *const u8) -> *mut u8 {
    // SAFETY: the caller's promise.
    std::ptr::with_exposed_provenance_mut(unsafe { at.cast::<usize>().read_unaligned() })
}

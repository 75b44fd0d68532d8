//! Files as memory, and memory that has a name.
//!
//! Other processes may write to mapped memory at any time. So it is copied in and out by its address, and whoever searches it in
//! place takes any byte for possible.

use std::ffi::CStr;
use std::io;
use std::ptr::{self, NonNull};

use crate::calls::check;

/// Mapped memory.
pub struct Mapping {
    address: NonNull<u8>,
    len: usize,
}

/// What is mapped, and how; the numbers are the system's.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The open file; -1 for none.
    pub fd: i32,
    /// Bytes.
    pub len: usize,
    /// `PROT_*`
    pub protection: i32,
    /// `MAP_*`
    pub flags: i32,
    /// From where in the file.
    pub offset: i64,
}

impl Mapping {
    /// Maps a file, or fresh memory.
    pub fn new(request: Request) -> io::Result<Self> {
        // The one flag that would put it over other memory.
        if request.flags & (libc::MAP_FIXED | libc::MAP_GROWSDOWN) != 0 {
            return Err(io::Error::from_raw_os_error(libc::EINVAL));
        }
        // SAFETY: the system chooses the place, which overlaps nothing.
        let address = unsafe {
            libc::mmap(
                ptr::null_mut(),
                request.len,
                request.protection,
                request.flags,
                request.fd,
                request.offset,
            )
        };
        if address == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        match NonNull::new(address.cast()) {
            Some(address) => Ok(Self { address, len: request.len }),
            None => Err(io::ErrorKind::OutOfMemory.into()),
        }
    }

    /// Bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Where it begins.
    pub fn address(&self) -> NonNull<u8> {
        self.address
    }

    /// Makes it longer or shorter, perhaps in another place.
    pub fn resize(&mut self, len: usize) -> io::Result<()> {
        // SAFETY: the whole mapping is this one's, and nobody has its address while it can be written to here.
        let address =
            unsafe { libc::mremap(self.address.as_ptr().cast(), self.len, len, libc::MREMAP_MAYMOVE) };
        if address == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        if let Some(address) = NonNull::new(address.cast()) {
            (self.address, self.len) = (address, len);
        }
        Ok(())
    }

    /// The address of a part, if it is one.
    fn part(&self, start: usize, count: usize) -> io::Result<*mut u8> {
        if start.checked_add(count).is_none_or(|end| end > self.len) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        // SAFETY: within the mapping.
        Ok(unsafe { self.address.as_ptr().add(start) })
    }

    /// Writes a part to the file.
    pub fn flush(&self, start: usize, count: usize) -> io::Result<()> {
        let part = self.part(start, count)?;
        // SAFETY: within the mapping.
        check(unsafe { libc::msync(part.cast(), count, libc::MS_SYNC) }).map(drop)
    }

    /// `madvise`
    pub fn advise(&self, start: usize, count: usize, advice: i32) -> io::Result<()> {
        let part = self.part(start, count)?;
        // SAFETY: within the mapping, which is all that pieces of advice that take memory away can touch.
        check(unsafe { libc::madvise(part.cast(), count, advice) }).map(drop)
    }

    /// Copies bytes out, as many as there are from there on.
    pub fn read(&self, start: usize, into: &mut [u8]) {
        if let Ok(part) = self.part(start, into.len()) {
            // SAFETY: within the mapping, and not in the other memory.
            unsafe { ptr::copy_nonoverlapping(part, into.as_mut_ptr(), into.len()) };
        }
    }

    /// Copies bytes in, if there is room for them. The mapping must be one that can be written to.
    pub fn write(&mut self, start: usize, from: &[u8]) {
        if let Ok(part) = self.part(start, from.len()) {
            // SAFETY: within the mapping; what is written may come from there, too.
            unsafe { ptr::copy(from.as_ptr(), part, from.len()) };
        }
    }

    /// Copies bytes within.
    pub fn copy_within(&mut self, from: usize, to: usize, count: usize) {
        if let (Ok(from), Ok(to)) = (self.part(from, count), self.part(to, count)) {
            // SAFETY: both within the mapping.
            unsafe { ptr::copy(from, to, count) };
        }
    }

    /// All bytes, to be searched.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: mapped for as long as this exists. Who searches takes any byte for possible.
        unsafe { std::slice::from_raw_parts(self.address.as_ptr(), self.len) }
    }
}

// SAFETY: the memory belongs to no thread.
unsafe impl Send for Mapping {}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: nobody has its address any more.
        unsafe { libc::munmap(self.address.as_ptr().cast(), self.len) };
    }
}

/// Opens memory that has a name; programs that are executed do not inherit it.
pub fn open_shared(name: &CStr, flags: i32, mode: u32) -> io::Result<i32> {
    // SAFETY: the name ends with a zero.
    check(unsafe { libc::shm_open(name.as_ptr(), flags | libc::O_CLOEXEC, mode) })
}

/// Takes the name of memory away. It lives on while somebody has it.
pub fn unlink_shared(name: &CStr) -> io::Result<()> {
    // SAFETY: the name ends with a zero.
    check(unsafe { libc::shm_unlink(name.as_ptr()) }).map(drop)
}

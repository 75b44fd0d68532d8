//! Address space: a large range that belongs to nobody, pieces of which get memory when they are needed.

use std::ffi::c_void;
use std::io;
use std::ptr::{self, NonNull};

use rustix::mm::{self, Advice, MapFlags, MprotectFlags, ProtFlags};

/// A range of addresses of which no byte can be touched until it is committed. Freed when dropped.
#[derive(Debug)]
pub struct Reservation {
    base: NonNull<u8>,
    len: usize,
}

impl Reservation {
    /// Reserves `len` bytes (a multiple of the page size) that begin at a multiple of `align`, a power of two.
    /// Fails where the process may not have so much address space.
    pub fn new(len: usize, align: usize) -> io::Result<Self> {
        let wanted = len.checked_add(align).ok_or(io::ErrorKind::OutOfMemory)?;
        // SAFETY: a fresh private mapping, placed by the kernel: it overlaps nothing.
        let raw = unsafe {
            mm::mmap_anonymous(
                ptr::null_mut(),
                wanted,
                ProtFlags::empty(),
                MapFlags::PRIVATE | MapFlags::NORESERVE,
            )
        }?;
        let skipped = raw.addr().next_multiple_of(align) - raw.addr();
        let base = raw.cast::<u8>().wrapping_add(skipped);
        // SAFETY: the parts before and after the aligned range belong to the mapping and nobody has seen them.
        unsafe {
            if skipped > 0 {
                mm::munmap(raw, skipped)?;
            }
            if align - skipped > 0 {
                mm::munmap(base.wrapping_add(len).cast(), align - skipped)?;
            }
        }
        NonNull::new(base).map(|base| Self { base, len }).ok_or_else(|| io::ErrorKind::OutOfMemory.into())
    }

    /// Where the range begins.
    #[inline(always)]
    pub fn base(&self) -> NonNull<u8> {
        self.base
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no byte.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Lets bytes be read and written; fresh ones are zero. Both numbers are multiples of the page size.
    pub fn commit(&self, offset: usize, len: usize) -> io::Result<()> {
        let start = self.piece(offset, len)?;
        // SAFETY: the piece lies in our mapping, and more access takes nothing from anybody.
        unsafe { mm::mprotect(start, len, MprotectFlags::READ | MprotectFlags::WRITE) }?;
        Ok(())
    }

    /// Gives the memory of committed bytes back. They stay accessible and read as zero.
    ///
    /// # Safety
    /// Nobody may rely on what the bytes hold.
    pub unsafe fn discard(&self, offset: usize, len: usize) -> io::Result<()> {
        let start = self.piece(offset, len)?;
        // SAFETY: the piece lies in our mapping; that its content is not needed is the caller's promise.
        unsafe { mm::madvise(start, len, Advice::LinuxDontNeed) }?;
        Ok(())
    }

    fn piece(&self, offset: usize, len: usize) -> io::Result<*mut c_void> {
        let fits = offset.checked_add(len).is_some_and(|end| end <= self.len);
        if fits {
            Ok(self.base.as_ptr().wrapping_add(offset).cast())
        } else {
            Err(io::ErrorKind::InvalidInput.into())
        }
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours; whoever keeps pointers into it borrows from the reservation.
        let freed = unsafe { mm::munmap(self.base.as_ptr().cast(), self.len) };
        debug_assert!(freed.is_ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_bytes_are_zero_and_can_be_written() {
        let range = Reservation::new(1 << 30, 1 << 16).unwrap();
        assert_eq!(range.base().addr().get() % (1 << 16), 0);
        range.commit(1 << 20, 1 << 16).unwrap();
        let byte = range.base().as_ptr().wrapping_add(1 << 20);
        // SAFETY: the byte was committed and nobody else uses it.
        unsafe {
            assert_eq!(byte.read(), 0);
            byte.write(7);
            range.discard(1 << 20, 1 << 16).unwrap();
            assert_eq!(byte.read(), 0);
        }
        assert!(range.commit(1 << 30, 1 << 16).is_err());
    }
}

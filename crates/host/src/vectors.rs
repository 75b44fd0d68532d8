//! Reading and writing several pieces of memory at once.

use std::io;

use crate::calls::check;
use crate::file::Lent;

/// The pieces as the system wants them.
fn pieces(lent: &[Lent<'_>]) -> (Vec<libc::iovec>, i32) {
    let pieces: Vec<_> = lent.iter().map(|memory| memory.as_iovec()).collect();
    let count = i32::try_from(pieces.len()).unwrap_or(i32::MAX);
    (pieces, count)
}

/// Reads into memory; at an offset and with flags if they are given.
pub fn read(fd: i32, into: &[Lent<'_>], at: Option<(i64, i32)>) -> io::Result<usize> {
    let (pieces, count) = pieces(into);
    // SAFETY: the memory is lent for the call, and may be written.
    let read = unsafe {
        match at {
            None => libc::readv(fd, pieces.as_ptr(), count),
            Some((offset, 0)) => libc::preadv(fd, pieces.as_ptr(), count, offset),
            Some((offset, flags)) => libc::preadv2(fd, pieces.as_ptr(), count, offset, flags),
        }
    };
    check(read).map(isize::unsigned_abs)
}

/// Writes memory; at an offset and with flags if they are given.
pub fn write(fd: i32, from: &[Lent<'_>], at: Option<(i64, i32)>) -> io::Result<usize> {
    let (pieces, count) = pieces(from);
    // SAFETY: the memory is lent for the call.
    let written = unsafe {
        match at {
            None => libc::writev(fd, pieces.as_ptr(), count),
            Some((offset, 0)) => libc::pwritev(fd, pieces.as_ptr(), count, offset),
            Some((offset, flags)) => libc::pwritev2(fd, pieces.as_ptr(), count, offset, flags),
        }
    };
    check(written).map(isize::unsigned_abs)
}

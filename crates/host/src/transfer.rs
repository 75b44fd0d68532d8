//! Moving bytes from one descriptor to another within the system.

use std::io;
use std::ptr::{from_mut, null_mut};

use crate::calls::{check, check_number};

/// The address of an offset, or none.
fn address(offset: &mut Option<i64>) -> *mut i64 {
    offset.as_mut().map_or(null_mut(), from_mut)
}

/// `sendfile`
pub fn send_file(to: i32, from: i32, mut offset: Option<i64>, count: usize) -> io::Result<usize> {
    // SAFETY: there is an offset or none.
    check(unsafe { libc::sendfile(to, from, address(&mut offset), count) }).map(isize::unsigned_abs)
}

/// `copy_file_range`, each descriptor with an offset or none.
pub fn copy_range(from: (i32, Option<i64>), to: (i32, Option<i64>), count: usize) -> io::Result<usize> {
    let (mut start, mut end) = (from.1, to.1);
    // SAFETY: there are offsets or none.
    let copied =
        unsafe { libc::copy_file_range(from.0, address(&mut start), to.0, address(&mut end), count, 0) };
    check(copied).map(isize::unsigned_abs)
}

/// `splice`, each descriptor with an offset or none.
pub fn splice(
    from: (i32, Option<i64>),
    to: (i32, Option<i64>),
    count: usize,
    flags: u32,
) -> io::Result<usize> {
    let (mut start, mut end) = (from.1, to.1);
    // SAFETY: there are offsets or none.
    let moved = unsafe { libc::splice(from.0, address(&mut start), to.0, address(&mut end), count, flags) };
    check(moved).map(isize::unsigned_abs)
}

/// `posix_fallocate`
pub fn allocate(fd: i32, offset: i64, length: i64) -> io::Result<()> {
    // SAFETY: only numbers go in.
    check_number(unsafe { libc::posix_fallocate(fd, offset, length) })
}

/// `posix_fadvise`
pub fn advise(fd: i32, offset: i64, length: i64, advice: i32) -> io::Result<()> {
    // SAFETY: only numbers go in.
    check_number(unsafe { libc::posix_fadvise(fd, offset, length, advice) })
}

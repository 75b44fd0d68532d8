//! Calls that move bytes.

use std::io;

use super::check;

/// The most bytes that the system moves in a call.
const MOST: usize = 0x7fff_f000;

/// Reads at most so many bytes with `call`, which gets the memory for them.
fn read_with(most: usize, call: impl FnOnce(*mut libc::c_void, usize) -> isize) -> io::Result<Vec<u8>> {
    let most = most.min(MOST);
    let mut bytes = Vec::<u8>::new();
    bytes.try_reserve_exact(most).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
    let count = check(call(bytes.as_mut_ptr().cast(), most))?.unsigned_abs();
    // SAFETY: the system has written so many bytes.
    unsafe { bytes.set_len(count.min(most)) };
    Ok(bytes)
}

/// `read`, into new memory.
pub fn read(fd: i32, most: usize) -> io::Result<Vec<u8>> {
    // SAFETY: the memory has so many bytes.
    read_with(most, |data, len| unsafe { libc::read(fd, data, len) })
}

/// `pread`, into new memory.
pub fn pread(fd: i32, most: usize, offset: i64) -> io::Result<Vec<u8>> {
    // SAFETY: the memory has so many bytes.
    read_with(most, |data, len| unsafe { libc::pread(fd, data, len, offset) })
}

/// `getrandom`, into new memory.
pub fn getrandom(most: usize, flags: u32) -> io::Result<Vec<u8>> {
    // SAFETY: the memory has so many bytes.
    read_with(most, |data, len| unsafe { libc::getrandom(data, len, flags) })
}

/// `pwrite`
pub fn pwrite(fd: i32, bytes: &[u8], offset: i64) -> io::Result<usize> {
    // SAFETY: the bytes are there.
    check(unsafe { libc::pwrite(fd, bytes.as_ptr().cast(), bytes.len().min(MOST), offset) })
        .map(isize::unsigned_abs)
}

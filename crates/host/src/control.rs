//! `fcntl`, `ioctl` and locks of files.

use std::io;

use crate::calls::check;

/// More than a request for `ioctl` can say that it reads or writes.
const LARGEST: usize = 1 << 14;

/// `fcntl` with a number of 32 bits.
pub fn fcntl_number(fd: i32, command: i32, number: u32) -> io::Result<i32> {
    // SAFETY: a number of 32 bits is no address of anything in the process, should the command take it for one.
    check(unsafe { libc::fcntl(fd, command, number) })
}

/// `ioctl` with a number of 32 bits.
pub fn ioctl_number(fd: i32, request: u64, number: u32) -> io::Result<i32> {
    // SAFETY: as above.
    check(unsafe { libc::ioctl(fd, request as libc::Ioctl, number) })
}

/// Memory for a call, longer than any structure that it may fill in.
fn room(bytes: &[u8]) -> Vec<u8> {
    let mut memory = bytes.to_vec();
    memory.resize(bytes.len() + LARGEST, 0);
    memory
}

/// `fcntl` with bytes: its answer, and what became of them.
pub fn fcntl_bytes(fd: i32, command: i32, bytes: &[u8]) -> io::Result<(i32, Vec<u8>)> {
    let mut memory = room(bytes);
    // SAFETY: no command reads or writes more than there is.
    let answer = check(unsafe { libc::fcntl(fd, command, memory.as_mut_ptr()) })?;
    memory.truncate(bytes.len());
    Ok((answer, memory))
}

/// `ioctl` with bytes: its answer, and what became of them.
pub fn ioctl_bytes(fd: i32, request: u64, bytes: &[u8]) -> io::Result<(i32, Vec<u8>)> {
    let mut memory = room(bytes);
    // SAFETY: no request reads or writes more than there is; addresses among the bytes are the caller's risk.
    let answer = check(unsafe { libc::ioctl(fd, request as libc::Ioctl, memory.as_mut_ptr()) })?;
    memory.truncate(bytes.len());
    Ok((answer, memory))
}

/// Locks a whole file, or unlocks it.
pub fn flock(fd: i32, operation: i32) -> io::Result<()> {
    // SAFETY: only numbers go in.
    check(unsafe { libc::flock(fd, operation) }).map(drop)
}

/// Locks a part of a file, or unlocks it. `kind` is one of `F_RDLCK`, `F_WRLCK`, `F_UNLCK`.
pub fn lock(fd: i32, wait: bool, kind: i16, whence: i16, start: i64, length: i64) -> io::Result<()> {
    let lock = libc::flock { l_type: kind, l_whence: whence, l_start: start, l_len: length, l_pid: 0 };
    let command = if wait { libc::F_SETLKW } else { libc::F_SETLK };
    // SAFETY: the structure is complete.
    check(unsafe { libc::fcntl(fd, command, &raw const lock) }).map(drop)
}

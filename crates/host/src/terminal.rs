//! Terminals.

use std::ffi::{CStr, c_char};
use std::io;
use std::ptr::null_mut;

use crate::calls::{check, filled};

/// Columns and lines of a terminal window.
pub fn size(fd: i32) -> io::Result<(u16, u16)> {
    // SAFETY: the call fills in what it is given.
    let size: libc::winsize = filled(|place| unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, place) })?;
    Ok((size.ws_col, size.ws_row))
}

unsafe extern "C" {
    fn ctermid(name: *mut c_char) -> *mut c_char;
}

/// The path of the terminal that controls the process.
pub fn controlling() -> Vec<u8> {
    // Longer than `L_ctermid`.
    let mut name = [0; 64];
    // SAFETY: there is room for the name, which ends with a zero byte.
    unsafe {
        ctermid(name.as_mut_ptr());
        CStr::from_ptr(name.as_ptr()).to_bytes().to_vec()
    }
}

/// Opens a new pair of terminals, master and slave, which executed programs do not inherit.
pub fn open_pair() -> io::Result<[i32; 2]> {
    let (mut master, mut slave) = (-1, -1);
    // SAFETY: the call fills in two numbers.
    check(unsafe { libc::openpty(&raw mut master, &raw mut slave, null_mut(), null_mut(), null_mut()) })?;
    for fd in [master, slave] {
        // SAFETY: only numbers go in.
        check(unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) })?;
    }
    Ok([master, slave])
}

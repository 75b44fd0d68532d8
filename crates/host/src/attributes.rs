//! Extended attributes of files.

use std::ffi::CStr;
use std::io;

use crate::calls::check;

/// Which file is meant.
#[derive(Clone, Copy)]
pub enum File<'a> {
    /// That of a path, links followed or not.
    Path(&'a CStr, bool),
    /// An open one.
    Open(i32),
}

/// What a call gives that fills a buffer, which is made larger as long as it is too small.
fn read(call: impl Fn(*mut u8, usize) -> isize) -> io::Result<Vec<u8>> {
    for size in [256, 0x10000] {
        let mut buffer = vec![0; size];
        match check(call(buffer.as_mut_ptr(), size)) {
            Ok(length) => {
                buffer.truncate(length.unsigned_abs());
                return Ok(buffer);
            }
            Err(error) if error.raw_os_error() == Some(libc::ERANGE) => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from_raw_os_error(libc::ERANGE))
}

/// The value of an attribute.
pub fn get(file: File<'_>, name: &CStr) -> io::Result<Vec<u8>> {
    let name = name.as_ptr();
    // SAFETY: the texts end with a zero byte, and the calls write no more than the buffer holds.
    read(|data, size| unsafe {
        match file {
            File::Path(path, true) => libc::getxattr(path.as_ptr(), name, data.cast(), size),
            File::Path(path, false) => libc::lgetxattr(path.as_ptr(), name, data.cast(), size),
            File::Open(fd) => libc::fgetxattr(fd, name, data.cast(), size),
        }
    })
}

/// The names of the attributes, each with a zero byte after it.
pub fn list(file: File<'_>) -> io::Result<Vec<u8>> {
    // SAFETY: the path ends with a zero byte, and the calls write no more than the buffer holds.
    read(|data, size| unsafe {
        match file {
            File::Path(path, true) => libc::listxattr(path.as_ptr(), data.cast(), size),
            File::Path(path, false) => libc::llistxattr(path.as_ptr(), data.cast(), size),
            File::Open(fd) => libc::flistxattr(fd, data.cast(), size),
        }
    })
}

/// Sets an attribute.
pub fn set(file: File<'_>, name: &CStr, value: &[u8], flags: i32) -> io::Result<()> {
    let (name, data, size) = (name.as_ptr(), value.as_ptr().cast(), value.len());
    // SAFETY: the texts end with a zero byte, and the value is there.
    check(unsafe {
        match file {
            File::Path(path, true) => libc::setxattr(path.as_ptr(), name, data, size, flags),
            File::Path(path, false) => libc::lsetxattr(path.as_ptr(), name, data, size, flags),
            File::Open(fd) => libc::fsetxattr(fd, name, data, size, flags),
        }
    })
    .map(drop)
}

/// Removes an attribute.
pub fn remove(file: File<'_>, name: &CStr) -> io::Result<()> {
    // SAFETY: the texts end with a zero byte.
    check(unsafe {
        match file {
            File::Path(path, true) => libc::removexattr(path.as_ptr(), name.as_ptr()),
            File::Path(path, false) => libc::lremovexattr(path.as_ptr(), name.as_ptr()),
            File::Open(fd) => libc::fremovexattr(fd, name.as_ptr()),
        }
    })
    .map(drop)
}

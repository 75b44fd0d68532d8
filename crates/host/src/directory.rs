//! The entries of a directory.

use std::ffi::CStr;
use std::io;
use std::ptr::NonNull;

/// An open directory.
pub struct Directory(NonNull<libc::DIR>);

// SAFETY: the stream is used by one thread at a time, whichever that is.
unsafe impl Send for Directory {}

/// What a directory says about an entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub name: Vec<u8>,
    /// The number of its inode.
    pub inode: u64,
    /// Its kind, a `DT_` number.
    pub kind: u8,
}

impl Directory {
    /// Opens a directory.
    pub fn open(path: &CStr) -> io::Result<Self> {
        // SAFETY: the path ends with a zero byte.
        NonNull::new(unsafe { libc::opendir(path.as_ptr()) }).map(Self).ok_or_else(io::Error::last_os_error)
    }

    /// Reads an open directory from its beginning, through a descriptor that is closed in the end.
    pub fn of_descriptor(fd: i32) -> io::Result<Self> {
        // SAFETY: only numbers go in; a descriptor that is no directory is refused.
        unsafe {
            let own = super::calls::check(libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0))?;
            match NonNull::new(libc::fdopendir(own)) {
                Some(stream) => {
                    libc::rewinddir(stream.as_ptr());
                    Ok(Self(stream))
                }
                None => {
                    let error = io::Error::last_os_error();
                    libc::close(own);
                    Err(error)
                }
            }
        }
    }

    /// The next entry; `.` and `..` are left out.
    pub fn next(&mut self) -> io::Result<Option<Entry>> {
        loop {
            // SAFETY: the stream is open; the entry is valid until the next call.
            let entry = unsafe {
                *libc::__errno_location() = 0;
                match NonNull::new(libc::readdir64(self.0.as_ptr())) {
                    Some(entry) => entry,
                    None => {
                        let error = io::Error::last_os_error();
                        return if error.raw_os_error() == Some(0) { Ok(None) } else { Err(error) };
                    }
                }
            };
            // SAFETY: as above; the name ends with a zero byte.
            let (name, inode, kind) = unsafe {
                let entry = entry.as_ptr();
                let name = CStr::from_ptr((&raw const (*entry).d_name).cast());
                (name.to_bytes(), (*entry).d_ino, (*entry).d_type)
            };
            if name != b"." && name != b".." {
                return Ok(Some(Entry { name: name.to_vec(), inode, kind }));
            }
        }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // SAFETY: the stream is open and not used any more.
        unsafe {
            libc::rewinddir(self.0.as_ptr());
            libc::closedir(self.0.as_ptr());
        }
    }
}

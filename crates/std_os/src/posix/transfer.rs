//! Reading and writing open files by their descriptors.

use taipan_host::calls as host;
use taipan_host::file::write_lent;
use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::calls;
use crate::memory::with_bytes;
use crate::path::PathOrFile;

/// The number of bytes to read; the system takes no negative one.
fn length(py: &Py, length: isize) -> PyResult<usize> {
    match usize::try_from(length) {
        Ok(length) => Ok(length),
        Err(_) => Err(py.os_error(libc::EINVAL, None)),
    }
}

/// Transfers.
pub(super) struct Transfer;

#[pymodule("posix")]
impl Transfer {
    /// Reads at most so many bytes from a descriptor; gives bytes.
    #[pyfunction("(fd, length, /)")]
    fn read(py: &mut Py, fd: i32, length: isize) -> PyResult<Value> {
        let length = self::length(py, length)?;
        let bytes = calls::run(py, || host::read(fd, length))?;
        py.bytes(&bytes)
    }

    /// Reads at most so many bytes from an offset of an open file, whose position stays; gives bytes.
    #[pyfunction("(fd, length, offset, /)")]
    fn pread(py: &mut Py, fd: i32, length: isize, offset: i64) -> PyResult<Value> {
        let length = self::length(py, length)?;
        let bytes = calls::run(py, || host::pread(fd, length, offset))?;
        py.bytes(&bytes)
    }

    /// Writes bytes to a descriptor; gives how many it took.
    #[pyfunction("(fd, data, /)")]
    fn write(py: &mut Py, fd: i32, data: Borrowed<'_>) -> PyResult<usize> {
        let memory = py.get_buffer(&data, BufferRequest::SIMPLE)?;
        let lent = memory.lent();
        let result = calls::run(py, || write_lent(fd, lent));
        py.release_buffer(memory);
        result
    }

    /// Writes bytes at an offset of an open file, whose position stays; gives how many it took.
    #[pyfunction("(fd, buffer, offset, /)")]
    fn pwrite(py: &mut Py, fd: i32, buffer: Borrowed<'_>, offset: i64) -> PyResult<usize> {
        with_bytes(py, buffer, |py, bytes| calls::run(py, || host::pwrite(fd, bytes, offset)))
    }

    /// Moves the position of an open file and gives it, in bytes from the beginning.
    ///
    ///   fd
    ///     An open file descriptor, as open() gives it.
    ///   position
    ///     Where to, seen from whence.
    ///   whence
    ///     From where on: SEEK_SET (0, the beginning), SEEK_CUR (1, the current
    ///     position), SEEK_END (2, the end), SEEK_HOLE or SEEK_DATA.
    #[pyfunction("(fd, position, whence, /)")]
    fn lseek(py: &mut Py, fd: i32, position: i64, whence: i32) -> PyResult<i64> {
        let result = py.detach(|| host::lseek(fd, position, whence));
        calls::done(py, result)
    }

    /// Makes a file so many bytes long.
    ///
    /// The path may be an open file.
    #[pyfunction("(path, length)")]
    fn truncate(py: &mut Py, path: PathOrFile, length: i64) -> PyResult<()> {
        let shown = py.int(length)?;
        py.audit("os.truncate", &[&path.0.object, &shown])?;
        match path.0.descriptor() {
            Some(fd) => calls::run(py, || host::ftruncate(fd, length)).map(drop),
            None => path.0.run(py, |target| host::truncate(target.name(), length)).map(drop),
        }
    }

    /// Makes an open file so many bytes long.
    #[pyfunction("(fd, length, /)")]
    fn ftruncate(py: &mut Py, fd: i32, length: i64) -> PyResult<()> {
        super::audit_numbers(py, "os.truncate", &[fd.into(), length])?;
        calls::run(py, || host::ftruncate(fd, length)).map(drop)
    }
}

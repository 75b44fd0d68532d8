//! Open files: opening and closing them, and what their descriptors are like.

use std::io;

use taipan_host::calls as host;
use taipan_macros::pymodule;
use taipan_object::{Py, PyResult, Value};

use crate::arguments::{DirFd, Fd};
use crate::calls;
use crate::path::{AnyPath, decoded};

/// Sets or clears one of the flags of a descriptor or its open file.
fn set_flag(fd: i32, commands: (i32, i32), flag: i32, on: bool) -> io::Result<()> {
    let old = host::fcntl_get(fd, commands.0)?;
    let new = if on { old | flag } else { old & !flag };
    if new != old {
        host::fcntl_set(fd, commands.1, new.into())?;
    }
    Ok(())
}

/// Lets programs that the process executes inherit a descriptor, or not.
pub(crate) fn set_inheritable(fd: i32, inheritable: bool) -> io::Result<()> {
    set_flag(fd, (libc::F_GETFD, libc::F_SETFD), libc::FD_CLOEXEC, !inheritable)
}

/// Makes reads and writes of an open file wait, or fail at once.
pub(crate) fn set_blocking(fd: i32, blocking: bool) -> io::Result<()> {
    set_flag(fd, (libc::F_GETFL, libc::F_SETFL), libc::O_NONBLOCK, !blocking)
}

/// Two descriptors as a tuple.
fn pair(py: &Py, [first, second]: [i32; 2]) -> PyResult<Value> {
    let ends = [py.int(first.into())?, py.int(second.into())?];
    py.tuple(ends)
}

/// Open files.
pub(super) struct OpenFiles;

#[pymodule("posix")]
impl OpenFiles {
    /// Opens a file and gives its descriptor, which other programs do not inherit.
    ///
    /// dir_fd may be an open directory, which a relative path starts from.
    #[pyfunction("(path, flags, mode=511, *, dir_fd=None)")]
    fn open(py: &mut Py, path: AnyPath, flags: i32, mode: i32, dir_fd: Option<DirFd>) -> PyResult<i32> {
        let path = &path.0;
        let flags = flags | libc::O_CLOEXEC;
        let (none, shown) = (taipan_object::types::singletons::none(), py.int(flags.into())?);
        py.audit("open", &[&path.object, &none, &shown])?;
        let directory = DirFd::number(dir_fd);
        path.run(py, |target| host::openat(directory, target.name(), flags, mode as u32))
    }

    /// Closes a descriptor.
    #[pyfunction("(fd)")]
    fn close(py: &mut Py, fd: i32) -> PyResult<()> {
        // After a signal it is closed, too: trying again might close somebody else's.
        match py.detach(|| host::close(fd)) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => calls::done(py, Err(error)),
            _ => Ok(()),
        }
    }

    /// Closes all descriptors from fd_low to before fd_high; errors are ignored.
    #[pyfunction("(fd_low, fd_high, /)")]
    fn closerange(py: &mut Py, fd_low: i32, fd_high: i32) {
        py.detach(|| host::close_range(fd_low, fd_high));
    }

    /// Gives another descriptor of the same open file, which other programs do not inherit.
    #[pyfunction("(fd, /)")]
    fn dup(py: &mut Py, fd: i32) -> PyResult<i32> {
        let result = host::fcntl_set(fd, libc::F_DUPFD_CLOEXEC, 0);
        calls::done(py, result)
    }

    /// Makes fd2 a descriptor of the open file that fd is one of.
    #[pyfunction("(fd, fd2, inheritable=True)")]
    fn dup2(py: &mut Py, fd: i32, fd2: i32, inheritable: bool) -> PyResult<i32> {
        let result = py.detach(|| {
            if inheritable || fd == fd2 {
                let result = host::dup2(fd, fd2)?;
                if !inheritable {
                    set_inheritable(fd2, false)?;
                }
                return Ok(result);
            }
            host::dup3(fd, fd2, libc::O_CLOEXEC)
        });
        calls::done(py, result)
    }

    /// Makes a pipe; gives the descriptors of its ends for reading and for writing.
    #[pyfunction("()")]
    fn pipe(py: &mut Py) -> PyResult<Value> {
        let ends = calls::done(py, host::pipe2(libc::O_CLOEXEC))?;
        pair(py, ends)
    }

    /// Makes a pipe with flags, any of O_NONBLOCK and O_CLOEXEC; gives the descriptors of its ends
    /// for reading and for writing.
    #[pyfunction("(flags, /)")]
    fn pipe2(py: &mut Py, flags: i32) -> PyResult<Value> {
        let ends = calls::done(py, host::pipe2(flags))?;
        pair(py, ends)
    }

    /// Tells whether a descriptor is that of a terminal.
    #[pyfunction("(fd, /)")]
    fn isatty(py: &mut Py, fd: i32) -> bool {
        py.detach(|| host::isatty(fd))
    }

    /// Gives the name of the encoding of a terminal, None for anything else.
    #[pyfunction("(fd)")]
    fn device_encoding(py: &mut Py, fd: i32) -> Option<&'static str> {
        py.detach(|| host::isatty(fd)).then_some("utf-8")
    }

    /// Tells whether programs that the process executes inherit a descriptor.
    #[pyfunction("(fd, /)")]
    fn get_inheritable(py: &mut Py, fd: i32) -> PyResult<bool> {
        let flags = calls::done(py, host::fcntl_get(fd, libc::F_GETFD))?;
        Ok(flags & libc::FD_CLOEXEC == 0)
    }

    /// Lets programs that the process executes inherit a descriptor, or not.
    #[pyfunction("(fd, inheritable, /)")]
    fn set_inheritable(py: &mut Py, fd: i32, inheritable: i32) -> PyResult<()> {
        calls::done(py, set_inheritable(fd, inheritable != 0))
    }

    /// Tells whether reads and writes of an open file wait.
    #[pyfunction("(fd, /)")]
    fn get_blocking(py: &mut Py, fd: i32) -> PyResult<bool> {
        let flags = calls::done(py, host::fcntl_get(fd, libc::F_GETFL))?;
        Ok(flags & libc::O_NONBLOCK == 0)
    }

    /// Makes reads and writes of an open file wait, or fail at once where they would.
    #[pyfunction("(fd, blocking, /)")]
    fn set_blocking(py: &mut Py, fd: i32, blocking: bool) -> PyResult<()> {
        calls::done(py, set_blocking(fd, blocking))
    }

    /// Forces what was written to an open file onto its device.
    #[pyfunction("(fd)")]
    fn fsync(py: &mut Py, fd: Fd) -> PyResult<()> {
        calls::run(py, || host::fsync(fd.0)).map(drop)
    }

    /// Forces what was written to an open file onto its device, but not all of its metadata.
    #[pyfunction("(fd)")]
    fn fdatasync(py: &mut Py, fd: Fd) -> PyResult<()> {
        calls::run(py, || host::fdatasync(fd.0)).map(drop)
    }

    /// Locks, tests or unlocks a part of an open file.
    ///
    ///   fd
    ///     An open file descriptor.
    ///   command
    ///     One of F_LOCK, F_TLOCK, F_ULOCK or F_TEST.
    ///   length
    ///     The number of bytes to lock, starting at the current position.
    #[pyfunction("(fd, command, length, /)")]
    fn lockf(py: &mut Py, fd: i32, command: i32, length: i64) -> PyResult<()> {
        let shown = [i64::from(fd), command.into(), length];
        super::audit_numbers(py, "os.lockf", &shown)?;
        calls::run(py, || host::lockf(fd, command, length)).map(drop)
    }

    /// Gives the path of the terminal of a descriptor.
    #[pyfunction("(fd, /)")]
    fn ttyname(py: &mut Py, fd: i32) -> PyResult<Value> {
        let name = calls::done(py, host::ttyname(fd))?;
        decoded(py, &name)
    }
}

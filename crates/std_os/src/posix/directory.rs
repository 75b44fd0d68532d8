//! Directories: making, removing and listing them, and the working directory.

use taipan_host::calls as host;
use taipan_host::directory::Directory;
use taipan_macros::pymodule;
use taipan_object::{Py, PyResult, Raised, Value};

use crate::arguments::{DirFd, Fd};
use crate::calls;
use crate::path::{AnyPath, Path, PathOrFile, PathOrFileOrNone, Target, decoded};

/// Opens the directory that is to be listed.
pub(super) fn open(target: &Target) -> std::io::Result<Directory> {
    match target {
        Target::Name(name) => Directory::open(name),
        Target::Descriptor(fd) => Directory::of_descriptor(*fd),
    }
}

/// The exception for a directory that cannot be opened: a number that is no descriptor is not named.
#[cold]
pub(super) fn failure(py: &Py, path: &Path, error: &std::io::Error) -> Raised {
    let is_stale = path.descriptor().is_some() && error.raw_os_error() == Some(libc::EBADF);
    if is_stale { calls::failure(py, error, [None, None]) } else { path.failure(py, error) }
}

/// Bytes as a name: bytes where the directory was given so.
pub(super) fn name(py: &mut Py, name: &[u8], as_bytes: bool) -> PyResult<Value> {
    if as_bytes { py.bytes(name) } else { decoded(py, name) }
}

/// Directories.
pub(super) struct Directories;

#[pymodule("posix")]
impl Directories {
    /// Gives a list of the names of the entries of a directory.
    ///
    /// path may be a str, bytes, path-like object or open directory; None is the working
    /// directory. The names are bytes if the path is. They come in no order, and without
    /// '.' and '..'.
    #[pyfunction("(path=None)")]
    fn listdir(py: &mut Py, path: Option<PathOrFileOrNone>) -> PyResult<Value> {
        let path = path.map_or_else(Path::here, |path| path.0);
        py.audit("os.listdir", &[&path.object])?;
        let as_bytes = path.is_bytes();
        let result = calls::call(py, || {
            let mut directory = open(&path.target)?;
            let mut names = Vec::new();
            while let Some(entry) = directory.next()? {
                names.push(entry.name);
            }
            Ok(names)
        })?;
        let names = result.map_err(|error| failure(py, &path, &error))?;
        let mut list = Vec::new();
        list.try_reserve_exact(names.len())?;
        for entry in names {
            list.push(name(py, &entry, as_bytes)?);
        }
        py.list(list)
    }

    /// Makes a directory.
    ///
    /// mode is reduced by the process's umask. dir_fd may be an open directory, which a
    /// relative path starts from.
    #[pyfunction("(path, mode=511, *, dir_fd=None)")]
    fn mkdir(py: &mut Py, path: AnyPath, mode: i32, dir_fd: Option<DirFd>) -> PyResult<()> {
        super::audit_with(py, "os.mkdir", &path.0, &[mode.into(), DirFd::shown(dir_fd)])?;
        let directory = DirFd::number(dir_fd);
        path.0.run(py, |target| host::mkdirat(directory, target.name(), mode as u32)).map(drop)
    }

    /// Removes an empty directory.
    ///
    /// dir_fd may be an open directory, which a relative path starts from.
    #[pyfunction("(path, *, dir_fd=None)")]
    fn rmdir(py: &mut Py, path: AnyPath, dir_fd: Option<DirFd>) -> PyResult<()> {
        super::audit_with(py, "os.rmdir", &path.0, &[DirFd::shown(dir_fd)])?;
        let directory = DirFd::number(dir_fd);
        path.0.run(py, |target| host::unlinkat(directory, target.name(), libc::AT_REMOVEDIR)).map(drop)
    }

    /// Makes a directory the working directory.
    ///
    /// path may be a str, bytes, path-like object or open directory.
    #[pyfunction("(path)")]
    fn chdir(py: &mut Py, path: PathOrFile) -> PyResult<()> {
        py.audit("os.chdir", &[&path.0.object])?;
        path.0
            .run(py, |target| match target {
                Target::Name(name) => host::chdir(name),
                Target::Descriptor(fd) => host::fchdir(*fd),
            })
            .map(drop)
    }

    /// Makes an open directory the working directory.
    #[pyfunction("(fd)")]
    fn fchdir(py: &mut Py, fd: Fd) -> PyResult<()> {
        let shown = py.int(fd.0.into())?;
        py.audit("os.chdir", &[&shown])?;
        calls::run(py, || host::fchdir(fd.0)).map(drop)
    }

    /// Makes a directory the root directory of the process.
    #[pyfunction("(path)")]
    fn chroot(py: &mut Py, path: AnyPath) -> PyResult<()> {
        path.0.run(py, |target| host::chroot(target.name())).map(drop)
    }

    /// Gives the working directory as a str.
    #[pyfunction("()")]
    fn getcwd(py: &mut Py) -> PyResult<Value> {
        let path = calls::run(py, host::getcwd)?;
        decoded(py, &path)
    }

    /// Gives the working directory as bytes.
    #[pyfunction("()")]
    fn getcwdb(py: &mut Py) -> PyResult<Value> {
        let path = calls::run(py, host::getcwd)?;
        py.bytes(&path)
    }
}

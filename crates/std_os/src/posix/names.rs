//! Names of files: removing, renaming and linking them.

use taipan_host::calls as host;
use taipan_macros::pymodule;
use taipan_object::{Py, PyResult, Value};

use super::audit_with;
use super::directory::name;
use crate::arguments::DirFd;
use crate::calls;
use crate::path::{AnyPath, Path};

fn remove(py: &mut Py, path: &Path, directory: Option<DirFd>) -> PyResult<()> {
    audit_with(py, "os.remove", path, &[DirFd::shown(directory)])?;
    let directory = DirFd::number(directory);
    path.run(py, |target| host::unlinkat(directory, target.name(), 0)).map(drop)
}

fn rename(
    py: &mut Py,
    from: &Path,
    to: &Path,
    from_directory: Option<DirFd>,
    to_directory: Option<DirFd>,
) -> PyResult<()> {
    let shown = [py.int(DirFd::shown(from_directory))?, py.int(DirFd::shown(to_directory))?];
    py.audit("os.rename", &[&from.object, &to.object, &shown[0], &shown[1]])?;
    let directories = (DirFd::number(from_directory), DirFd::number(to_directory));
    two_names(py, from, to, |from, to| host::renameat(directories.0, from, directories.1, to))
}

/// Makes a call about two names.
fn two_names(
    py: &mut Py,
    from: &Path,
    to: &Path,
    work: impl Fn(&std::ffi::CStr, &std::ffi::CStr) -> std::io::Result<i32> + Sync,
) -> PyResult<()> {
    let targets = (&from.target, &to.target);
    match calls::call(py, || work(targets.0.name(), targets.1.name()))? {
        Ok(_) => Ok(()),
        Err(error) => Err(from.failure_with(to, py, &error)),
    }
}

/// Names.
pub(super) struct Names;

#[pymodule("posix")]
impl Names {
    /// Removes a file: the same as remove().
    ///
    /// dir_fd may be an open directory, which a relative path starts from.
    #[pyfunction("(path, *, dir_fd=None)")]
    fn unlink(py: &mut Py, path: AnyPath, dir_fd: Option<DirFd>) -> PyResult<()> {
        remove(py, &path.0, dir_fd)
    }

    /// Removes a file: the same as unlink().
    ///
    /// dir_fd may be an open directory, which a relative path starts from.
    #[pyfunction("(path, *, dir_fd=None)")]
    fn remove(py: &mut Py, path: AnyPath, dir_fd: Option<DirFd>) -> PyResult<()> {
        remove(py, &path.0, dir_fd)
    }

    /// Renames a file or directory.
    ///
    /// src_dir_fd and dst_dir_fd may be open directories, which relative paths start from.
    #[pyfunction("(src, dst, *, src_dir_fd=None, dst_dir_fd=None)")]
    fn rename(
        py: &mut Py,
        src: AnyPath,
        dst: AnyPath,
        src_dir_fd: Option<DirFd>,
        dst_dir_fd: Option<DirFd>,
    ) -> PyResult<()> {
        rename(py, &src.0, &dst.0, src_dir_fd, dst_dir_fd)
    }

    /// Renames a file or directory; what has the new name already is replaced.
    ///
    /// src_dir_fd and dst_dir_fd may be open directories, which relative paths start from.
    #[pyfunction("(src, dst, *, src_dir_fd=None, dst_dir_fd=None)")]
    fn replace(
        py: &mut Py,
        src: AnyPath,
        dst: AnyPath,
        src_dir_fd: Option<DirFd>,
        dst_dir_fd: Option<DirFd>,
    ) -> PyResult<()> {
        rename(py, &src.0, &dst.0, src_dir_fd, dst_dir_fd)
    }

    /// Makes a hard link to a file.
    ///
    /// src_dir_fd and dst_dir_fd may be open directories, which relative paths start from.
    /// If follow_symlinks is false and the source is a symbolic link, the new name is one
    /// of the link itself.
    #[pyfunction(
        "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None,\n     follow_symlinks=(os.name != 'nt'))"
    )]
    fn link(
        py: &mut Py,
        src: AnyPath,
        dst: AnyPath,
        src_dir_fd: Option<DirFd>,
        dst_dir_fd: Option<DirFd>,
        follow_symlinks: Option<bool>,
    ) -> PyResult<()> {
        let (from, to) = (&src.0, &dst.0);
        let shown = [py.int(DirFd::shown(src_dir_fd))?, py.int(DirFd::shown(dst_dir_fd))?];
        py.audit("os.link", &[&from.object, &to.object, &shown[0], &shown[1]])?;
        let directories = (DirFd::number(src_dir_fd), DirFd::number(dst_dir_fd));
        let flags = if follow_symlinks.unwrap_or(true) { libc::AT_SYMLINK_FOLLOW } else { 0 };
        two_names(py, from, to, |from, to| host::linkat(directories.0, from, directories.1, to, flags))
    }

    /// Makes a symbolic link dst that leads to src.
    ///
    /// target_is_directory has a meaning on Windows only. dir_fd may be an open directory,
    /// which a relative dst starts from.
    #[pyfunction("(src, dst, target_is_directory=False, *, dir_fd=None)")]
    fn symlink(
        py: &mut Py,
        src: AnyPath,
        dst: AnyPath,
        _target_is_directory: bool,
        dir_fd: Option<DirFd>,
    ) -> PyResult<()> {
        let (from, to) = (&src.0, &dst.0);
        let shown = py.int(DirFd::shown(dir_fd))?;
        py.audit("os.symlink", &[&from.object, &to.object, &shown])?;
        let directory = DirFd::number(dir_fd);
        two_names(py, from, to, |from, to| host::symlinkat(from, directory, to))
    }

    /// Gives where a symbolic link leads.
    ///
    /// It is bytes if the path is. dir_fd may be an open directory, which a relative path
    /// starts from.
    #[pyfunction("(path, *, dir_fd=None)")]
    fn readlink(py: &mut Py, path: AnyPath, dir_fd: Option<DirFd>) -> PyResult<Value> {
        let directory = DirFd::number(dir_fd);
        let target = path.0.run(py, |target| host::readlinkat(directory, target.name()))?;
        name(py, &target, path.0.is_bytes())
    }
}

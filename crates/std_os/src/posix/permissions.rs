//! Who may do what with files: permissions and owners.

use taipan_host::calls as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult};

use super::audit_with;
use super::stat::{follow_flag, only_for_names};
use crate::arguments::{DirFd, Group, User};
use crate::calls;
use crate::path::{AnyPath, Path, PathOrFile, Target};

fn change_owner(
    py: &mut Py,
    path: &Path,
    user: User,
    group: Group,
    directory: Option<DirFd>,
    follow: bool,
) -> PyResult<()> {
    audit_with(py, "os.chown", path, &[shown(user.0), shown(group.0), DirFd::shown(directory)])?;
    let (directory, flags) = (DirFd::number(directory), follow_flag(follow));
    path.run(py, |target| match target {
        Target::Name(name) => host::fchownat(directory, name, user.0, group.0, flags),
        Target::Descriptor(fd) => host::fchown(*fd, user.0, group.0),
    })
    .map(drop)
}

/// The number of a user or group for audit hooks.
fn shown(number: u32) -> i64 {
    if number == u32::MAX { -1 } else { number.into() }
}

/// Permissions.
pub(super) struct Permissions;

#[pymodule("posix")]
impl Permissions {
    /// Tells whether the real user may access a file.
    ///
    ///   path
    ///     A str, bytes or path-like object.
    ///   mode
    ///     F_OK to ask whether it exists, or any of R_OK, W_OK and X_OK together.
    ///   dir_fd
    ///     An open directory, which a relative path starts from.
    ///   effective_ids
    ///     Ask for the effective user instead.
    ///   follow_symlinks
    ///     If false, a symbolic link is asked about itself.
    ///
    /// The answer may be out of date as soon as it is given: better try to use the file.
    #[pyfunction(
        "($module, /, path, mode, *, dir_fd=None, effective_ids=False,\n       follow_symlinks=True)"
    )]
    fn access(
        py: &mut Py,
        path: AnyPath,
        mode: i32,
        dir_fd: Option<DirFd>,
        effective_ids: bool,
        follow_symlinks: bool,
    ) -> PyResult<bool> {
        let ids = if effective_ids { libc::AT_EACCESS } else { 0 };
        let (directory, flags) = (DirFd::number(dir_fd), follow_flag(follow_symlinks) | ids);
        let target = &path.0.target;
        Ok(py.detach(|| host::faccessat(directory, target.name(), mode, flags)).is_ok())
    }

    /// Changes the permissions of a file.
    ///
    ///   path
    ///     A str, bytes, path-like object or open file descriptor.
    ///   mode
    ///     The permissions, as bits.
    ///   dir_fd
    ///     An open directory, which a relative path starts from.
    ///   follow_symlinks
    ///     If false, the permissions of a symbolic link itself are changed, where the
    ///     system has such.
    #[pyfunction("($module, /, path, mode, *, dir_fd=None,\n      follow_symlinks=(os.name != 'nt'))")]
    fn chmod(
        py: &mut Py,
        path: PathOrFile,
        mode: i32,
        dir_fd: Option<DirFd>,
        follow_symlinks: Option<bool>,
    ) -> PyResult<()> {
        let (path, follow) = (&path.0, follow_symlinks.unwrap_or(true));
        audit_with(py, "os.chmod", path, &[mode.into(), DirFd::shown(dir_fd)])?;
        let (directory, flags) = (DirFd::number(dir_fd), follow_flag(follow));
        let target = &path.target;
        let result = calls::call(py, || match target {
            Target::Name(name) => host::fchmodat(directory, name, mode as u32, flags),
            Target::Descriptor(fd) => host::fchmod(*fd, mode as u32),
        })?;
        match result {
            Ok(_) => Ok(()),
            Err(error) if !follow && error.raw_os_error() == Some(libc::EOPNOTSUPP) => Err(py.error(
                &exc::NOT_IMPLEMENTED_ERROR,
                format_args!("chmod: follow_symlinks unavailable on this platform"),
            )),
            Err(error) => Err(path.failure(py, &error)),
        }
    }

    /// Changes the permissions of an open file.
    #[pyfunction("(fd, mode)")]
    fn fchmod(py: &mut Py, fd: i32, mode: i32) -> PyResult<()> {
        let shown = [py.int(fd.into())?, py.int(mode.into())?, py.int(-1)?];
        py.audit("os.chmod", &[&shown[0], &shown[1], &shown[2]])?;
        calls::run(py, || host::fchmod(fd, mode as u32)).map(drop)
    }

    /// Changes the owner and group of a file; -1 leaves one of them as it is.
    ///
    ///   path
    ///     A str, bytes, path-like object or open file descriptor.
    ///   dir_fd
    ///     An open directory, which a relative path starts from.
    ///   follow_symlinks
    ///     If false, the owner of a symbolic link itself is changed.
    #[pyfunction("(path, uid, gid, *, dir_fd=None, follow_symlinks=True)")]
    fn chown(
        py: &mut Py,
        path: PathOrFile,
        uid: User,
        gid: Group,
        dir_fd: Option<DirFd>,
        follow_symlinks: bool,
    ) -> PyResult<()> {
        only_for_names(py, "chown", &path.0, dir_fd, follow_symlinks)?;
        change_owner(py, &path.0, uid, gid, dir_fd, follow_symlinks)
    }

    /// Changes the owner and group of a file, of a symbolic link itself.
    #[pyfunction("(path, uid, gid)")]
    fn lchown(py: &mut Py, path: AnyPath, uid: User, gid: Group) -> PyResult<()> {
        change_owner(py, &path.0, uid, gid, None, false)
    }

    /// Changes the owner and group of an open file.
    #[pyfunction("(fd, uid, gid)")]
    fn fchown(py: &mut Py, fd: i32, uid: User, gid: Group) -> PyResult<()> {
        let numbers = [i64::from(fd), shown(uid.0), shown(gid.0), -1];
        super::audit_numbers(py, "os.chown", &numbers)?;
        calls::run(py, || host::fchown(fd, uid.0, gid.0)).map(drop)
    }

    /// Sets the process's mask of permissions that new files do not get; gives the old one.
    #[pyfunction("(mask, /)")]
    fn umask(mask: i32) -> i64 {
        host::umask(mask as u32).into()
    }

    /// Forces everything that was written to files onto their devices.
    #[pyfunction("()")]
    fn sync(py: &mut Py) {
        py.detach(host::sync);
    }
}

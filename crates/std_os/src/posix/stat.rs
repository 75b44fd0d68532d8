//! What files are: `stat` and `statvfs`.

use taipan_host::calls as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Py, PyResult, Type, Value};

use crate::arguments::{DirFd, from_identity, from_u64};
use crate::calls;
use crate::path::{AnyPath, Path, PathOrFile, Target};

/// `os.stat_result`
pub(crate) static STAT_RESULT: Type = struct_sequence::class::<StatResult>("os.stat_result");

/// The fields of `os.stat_result`.
pub(crate) struct StatResult;

/// Where the whole seconds of the times lie, and where their floats do.
const SECONDS: usize = 7;
const FLOATS: usize = 10;

impl StructSequence for StatResult {
    const TYPE: &'static Type = &STAT_RESULT;
    const DOC: &'static str = "What stat(), fstat() and lstat() say about a file.\n\nAs a tuple it has ten whole numbers: mode, inode, device, links, user, group, size and\nthree times in seconds. Everything else is reached by names.";
    const FIELDS: &'static [Field] = &[
        Field::new("st_mode", "kind of the file and permissions"),
        Field::new("st_ino", "inode"),
        Field::new("st_dev", "device the file lies on"),
        Field::new("st_nlink", "number of hard links"),
        Field::new("st_uid", "user who owns the file"),
        Field::new("st_gid", "group that owns the file"),
        Field::new("st_size", "size in bytes"),
        Field::unnamed("time of last access in whole seconds"),
        Field::unnamed("time of last modification in whole seconds"),
        Field::unnamed("time of last change of status in whole seconds"),
        Field::new("st_atime", "time of last access"),
        Field::new("st_mtime", "time of last modification"),
        Field::new("st_ctime", "time of last change of status"),
        Field::new("st_atime_ns", "time of last access in nanoseconds"),
        Field::new("st_mtime_ns", "time of last modification in nanoseconds"),
        Field::new("st_ctime_ns", "time of last change of status in nanoseconds"),
        Field::new("st_blksize", "size of blocks for efficient input and output"),
        Field::new("st_blocks", "number of blocks that are allocated"),
        Field::new("st_rdev", "kind of device, if the file is one"),
    ];
    const SHOWN: usize = 10;

    fn complete(values: &mut [Value]) {
        for index in 0..3 {
            if values.get(FLOATS + index).is_some_and(is_none)
                && let Some(seconds) = values.get(SECONDS + index).cloned()
            {
                values[FLOATS + index] = seconds;
            }
        }
    }
}

/// `os.statvfs_result`
pub(crate) static STATVFS_RESULT: Type = struct_sequence::class::<StatvfsResult>("os.statvfs_result");

/// The fields of `os.statvfs_result`.
pub(crate) struct StatvfsResult;

impl StructSequence for StatvfsResult {
    const TYPE: &'static Type = &STATVFS_RESULT;
    const DOC: &'static str =
        "What statvfs() and fstatvfs() say about a file system: a tuple of ten numbers with names.";
    const FIELDS: &'static [Field] = &[
        Field::new("f_bsize", ""),
        Field::new("f_frsize", ""),
        Field::new("f_blocks", ""),
        Field::new("f_bfree", ""),
        Field::new("f_bavail", ""),
        Field::new("f_files", ""),
        Field::new("f_ffree", ""),
        Field::new("f_favail", ""),
        Field::new("f_flag", ""),
        Field::new("f_namemax", ""),
        Field::new("f_fsid", ""),
    ];
    const SHOWN: usize = 10;
}

/// A number of nanoseconds that may not fit into 64 bits.
pub(crate) fn nanoseconds(py: &mut Py, seconds: i64, nanos: i64) -> PyResult<Value> {
    const SECOND: i64 = 1_000_000_000;
    if let Some(sum) = seconds.checked_mul(SECOND).and_then(|product| product.checked_add(nanos)) {
        return py.int(sum);
    }
    let (seconds, second, nanos) = (py.int(seconds)?, py.int(SECOND)?, py.int(nanos)?);
    let product = py.binary(Operator::Multiply, &seconds, &second)?;
    py.binary(Operator::Add, &product, &nanos)
}

fn device(py: &Py, number: u64) -> PyResult<Value> {
    if number == u64::MAX { py.int(-1) } else { from_u64(py, number) }
}

/// A stat result.
pub(crate) fn stat_result(py: &mut Py, status: &libc::stat) -> PyResult<Value> {
    let times = [
        (status.st_atime, status.st_atime_nsec),
        (status.st_mtime, status.st_mtime_nsec),
        (status.st_ctime, status.st_ctime_nsec),
    ];
    let float = |py: &Py, (seconds, nanos): (i64, i64)| py.float(seconds as f64 + 1e-9 * nanos as f64);
    let nanos = |py: &mut Py, (seconds, nanos): (i64, i64)| nanoseconds(py, seconds, nanos);
    let values = [
        py.int(status.st_mode.into())?,
        from_u64(py, status.st_ino)?,
        device(py, status.st_dev)?,
        from_u64(py, status.st_nlink)?,
        from_identity(py, status.st_uid)?,
        from_identity(py, status.st_gid)?,
        py.int(status.st_size)?,
        py.int(times[0].0)?,
        py.int(times[1].0)?,
        py.int(times[2].0)?,
        float(py, times[0])?,
        float(py, times[1])?,
        float(py, times[2])?,
        nanos(py, times[0])?,
        nanos(py, times[1])?,
        nanos(py, times[2])?,
        py.int(status.st_blksize)?,
        py.int(status.st_blocks)?,
        device(py, status.st_rdev)?,
    ];
    py.heap().struct_sequence::<StatResult, 19>(values)
}

fn statvfs_result(py: &mut Py, status: &libc::statvfs) -> PyResult<Value> {
    let numbers = [
        status.f_bsize,
        status.f_frsize,
        status.f_blocks,
        status.f_bfree,
        status.f_bavail,
        status.f_files,
        status.f_ffree,
        status.f_favail,
        status.f_flag,
        status.f_namemax,
        status.f_fsid,
    ];
    let mut values = std::array::from_fn(|_| none());
    for (value, number) in values.iter_mut().zip(numbers) {
        *value = from_u64(py, number)?;
    }
    py.heap().struct_sequence::<StatvfsResult, 11>(values)
}

/// Fails where an open file is given together with what only names can have.
pub(super) fn only_for_names(
    py: &Py,
    function: &str,
    path: &Path,
    directory: Option<DirFd>,
    follow: bool,
) -> PyResult<()> {
    if path.descriptor().is_none() {
        return Ok(());
    }
    if DirFd::is_given(directory) {
        let matter = match function {
            "chown" => "both dir_fd and fd",
            _ => "dir_fd without matching path",
        };
        return Err(exc::value_error(py, format_args!("{function}: can't specify {matter}")));
    }
    if !follow {
        return Err(exc::value_error(
            py,
            format_args!("{function}: cannot use fd and follow_symlinks together"),
        ));
    }
    Ok(())
}

/// The flag for a call that takes a name.
pub(super) fn follow_flag(follow: bool) -> i32 {
    if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW }
}

fn stat(py: &mut Py, path: &Path, directory: Option<DirFd>, follow: bool) -> PyResult<Value> {
    let (directory, flags) = (DirFd::number(directory), follow_flag(follow));
    let status = path.run(py, |target| match target {
        Target::Name(name) => host::fstatat(directory, name, flags),
        Target::Descriptor(fd) => host::fstat(*fd),
    })?;
    stat_result(py, &status)
}

/// Asking about files.
pub(super) struct Stat;

#[pymodule("posix")]
impl Stat {
    /// Asks the system about a file.
    ///
    ///   path
    ///     A str, bytes, path-like object or open file descriptor.
    ///   dir_fd
    ///     An open directory, which a relative path starts from.
    ///   follow_symlinks
    ///     If false, and the path is that of a symbolic link, the answer is about the
    ///     link.
    ///
    /// dir_fd and follow_symlinks are for names only, not for open files.
    #[pyfunction("(path, *, dir_fd=None, follow_symlinks=True)")]
    fn stat(py: &mut Py, path: PathOrFile, dir_fd: Option<DirFd>, follow_symlinks: bool) -> PyResult<Value> {
        only_for_names(py, "stat", &path.0, dir_fd, follow_symlinks)?;
        stat(py, &path.0, dir_fd, follow_symlinks)
    }

    /// Asks the system about a file, without following symbolic links.
    ///
    /// The same as stat(path, dir_fd=dir_fd, follow_symlinks=False).
    #[pyfunction("(path, *, dir_fd=None)")]
    fn lstat(py: &mut Py, path: AnyPath, dir_fd: Option<DirFd>) -> PyResult<Value> {
        stat(py, &path.0, dir_fd, false)
    }

    /// Asks the system about an open file.
    #[pyfunction("(fd)")]
    fn fstat(py: &mut Py, fd: i32) -> PyResult<Value> {
        let status = calls::run(py, || host::fstat(fd))?;
        stat_result(py, &status)
    }

    /// Asks the system about the file system that a file lies on.
    ///
    /// The path may be an open file.
    #[pyfunction("(path)")]
    fn statvfs(py: &mut Py, path: PathOrFile) -> PyResult<Value> {
        let status = path.0.run(py, |target| match target {
            Target::Name(name) => host::statvfs(name),
            Target::Descriptor(fd) => host::fstatvfs(*fd),
        })?;
        statvfs_result(py, &status)
    }

    /// Asks the system about the file system that an open file lies on.
    #[pyfunction("(fd, /)")]
    fn fstatvfs(py: &mut Py, fd: i32) -> PyResult<Value> {
        let status = calls::run(py, || host::fstatvfs(fd))?;
        statvfs_result(py, &status)
    }
}

//! Extended attributes of files.

use taipan_host::attributes::{self as host, File};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::memory::with_bytes;
use crate::path::{AnyPath, Path, PathOrFile, PathOrFileOrNone, Target, decoded};

/// The file that a path means.
fn file(target: &Target, follow: bool) -> File<'_> {
    match target {
        Target::Name(name) => File::Path(name, follow),
        Target::Descriptor(fd) => File::Open(*fd),
    }
}

fn check_follow(py: &Py, function: &str, path: &Path, follow: bool) -> PyResult<()> {
    if path.descriptor().is_some() && !follow {
        return Err(exc::value_error(
            py,
            format_args!("{function}: cannot use fd and follow_symlinks together"),
        ));
    }
    Ok(())
}

/// Extended attributes.
pub(super) struct Attributes;

#[pymodule("posix")]
impl Attributes {
    /// Gives the value of an extended attribute of a file, bytes.
    ///
    /// path may be a str, bytes, path-like object or open file descriptor. If follow_symlinks
    /// is false, a symbolic link is asked itself.
    #[pyfunction("(path, attribute, *, follow_symlinks=True)")]
    fn getxattr(py: &mut Py, path: PathOrFile, attribute: AnyPath, follow_symlinks: bool) -> PyResult<Value> {
        check_follow(py, "getxattr", &path.0, follow_symlinks)?;
        py.audit("os.getxattr", &[&path.0.object, &attribute.0.object])?;
        let name = &attribute.0.target;
        let value = path.0.run(py, |target| host::get(file(target, follow_symlinks), name.name()))?;
        py.bytes(&value)
    }

    /// Sets an extended attribute of a file.
    ///
    /// path may be a str, bytes, path-like object or open file descriptor. If follow_symlinks
    /// is false, the attribute is that of a symbolic link itself. flags may be XATTR_CREATE or
    /// XATTR_REPLACE.
    #[pyfunction("($module, /, path, attribute, value, flags=0, *,\n         follow_symlinks=True)")]
    fn setxattr(
        py: &mut Py,
        path: PathOrFile,
        attribute: AnyPath,
        value: Borrowed<'_>,
        flags: i32,
        follow_symlinks: bool,
    ) -> PyResult<()> {
        let name = &attribute.0.target;
        with_bytes(py, value, |py, bytes| {
            check_follow(py, "setxattr", &path.0, follow_symlinks)?;
            let (shown, number) = (py.bytes(bytes)?, py.int(flags.into())?);
            py.audit("os.setxattr", &[&path.0.object, &attribute.0.object, &shown, &number])?;
            path.0.run(py, |target| host::set(file(target, follow_symlinks), name.name(), bytes, flags))
        })
    }

    /// Removes an extended attribute of a file.
    ///
    /// path may be a str, bytes, path-like object or open file descriptor. If follow_symlinks
    /// is false, the attribute is that of a symbolic link itself.
    #[pyfunction("(path, attribute, *, follow_symlinks=True)")]
    fn removexattr(py: &mut Py, path: PathOrFile, attribute: AnyPath, follow_symlinks: bool) -> PyResult<()> {
        check_follow(py, "removexattr", &path.0, follow_symlinks)?;
        py.audit("os.removexattr", &[&path.0.object, &attribute.0.object])?;
        let name = &attribute.0.target;
        path.0.run(py, |target| host::remove(file(target, follow_symlinks), name.name()))
    }

    /// Gives a list of the names of the extended attributes of a file.
    ///
    /// path may be a str, bytes, path-like object or open file descriptor; None is the working
    /// directory. If follow_symlinks is false, a symbolic link is asked itself.
    #[pyfunction("(path=None, *, follow_symlinks=True)")]
    fn listxattr(py: &mut Py, path: Option<PathOrFileOrNone>, follow_symlinks: bool) -> PyResult<Value> {
        let path = path.map_or_else(Path::here, |path| path.0);
        check_follow(py, "listxattr", &path, follow_symlinks)?;
        py.audit("os.listxattr", &[&path.object])?;
        let names = path.run(py, |target| host::list(file(target, follow_symlinks)))?;
        let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        let names: PyResult<Vec<Value>> = names.map(|name| decoded(py, name)).collect();
        py.list(names?)
    }
}

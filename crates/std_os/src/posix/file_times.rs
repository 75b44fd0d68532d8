//! Setting the times of files.

use taipan_host::calls as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::stat::{follow_flag, only_for_names};
use crate::arguments::DirFd;
use crate::path::{PathOrFile, Target};
use crate::time::convert::{Rounding, timespec};

/// The two members of a tuple.
fn two(value: Borrowed<'_>) -> Option<&[Value; 2]> {
    value.get::<Tuple>().and_then(|tuple| tuple.items().try_into().ok())
}

/// Nanoseconds as seconds and the rest.
fn from_nanos(py: &mut Py, nanos: &Value) -> PyResult<libc::timespec> {
    let second = py.int(crate::time::convert::SECOND)?;
    let nanos = py.index(nanos)?;
    let seconds = py.binary(Operator::FloorDivide, &nanos, &second)?;
    let rest = py.binary(Operator::Remainder, &nanos, &second)?;
    let tv_nsec = py.to_i64(&rest)?;
    match seconds.as_i64() {
        Some(tv_sec) => Ok(libc::timespec { tv_sec, tv_nsec }),
        None => Err(exc::overflow_error(py, format_args!("timestamp out of range for platform time_t"))),
    }
}

/// Times of files.
pub(super) struct FileTimes;

#[pymodule("posix")]
impl FileTimes {
    /// Sets when a file was last accessed and modified.
    ///
    ///   path
    ///     A str, bytes, path-like object or open file descriptor.
    ///   times
    ///     A tuple of two numbers of seconds, for access and modification; None means now.
    ///   ns
    ///     The same as whole numbers of nanoseconds, in place of times.
    ///   dir_fd
    ///     An open directory, which a relative path starts from.
    ///   follow_symlinks
    ///     If false, the times of a symbolic link itself are set.
    #[pyfunction(
        "($module, /, path, times=None, *, ns=<unrepresentable>,\n      dir_fd=None, follow_symlinks=True)"
    )]
    fn utime(
        py: &mut Py,
        path: PathOrFile,
        times: Option<Borrowed<'_>>,
        ns: Option<Borrowed<'_>>,
        dir_fd: Option<DirFd>,
        follow_symlinks: bool,
    ) -> PyResult<()> {
        let path = &path.0;
        let given = times.filter(|times| !is_none(times));
        let shown = [
            given.map_or_else(none, Borrowed::to_value),
            ns.map_or_else(none, Borrowed::to_value),
            py.int(DirFd::shown(dir_fd))?,
        ];
        if given.is_some() && ns.is_some() {
            return Err(exc::value_error(
                py,
                format_args!("utime: you may specify either 'times' or 'ns' but not both"),
            ));
        }
        let times = match (given, ns) {
            (Some(times), _) => {
                let Some([accessed, modified]) = two(times) else {
                    return Err(exc::type_error(
                        py,
                        format_args!("utime: 'times' must be either a tuple of two ints or None"),
                    ));
                };
                let accessed = timespec(py, accessed.borrow(), Rounding::Floor)?;
                Some([accessed, timespec(py, modified.borrow(), Rounding::Floor)?])
            }
            (None, Some(nanos)) => {
                let Some([accessed, modified]) = two(nanos) else {
                    return Err(exc::type_error(py, format_args!("utime: 'ns' must be a tuple of two ints")));
                };
                let accessed = from_nanos(py, accessed)?;
                Some([accessed, from_nanos(py, modified)?])
            }
            (None, None) => None,
        };
        only_for_names(py, "utime", path, dir_fd, follow_symlinks)?;
        py.audit("os.utime", &[&path.object, &shown[0], &shown[1], &shown[2]])?;
        let (directory, flags) = (DirFd::number(dir_fd), follow_flag(follow_symlinks));
        path.run(py, |target| match target {
            Target::Name(name) => host::utimensat(directory, name, times.as_ref(), flags),
            Target::Descriptor(fd) => host::futimens(*fd, times.as_ref()),
        })
        .map(drop)
    }
}

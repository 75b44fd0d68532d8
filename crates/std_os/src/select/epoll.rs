//! `select.epoll`

use std::cell::Cell;

use taipan_host::calls::close;
use taipan_host::poll::{epoll_control, epoll_create, epoll_wait};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::deadline;
use super::sets::timeout;
use crate::arguments::Fd;
use crate::calls;
use crate::time::convert::SECOND;

/// The descriptor, -1 once it is closed.
#[pyclass(static = EPOLL, name = "select.epoll", leaf)]
pub(super) struct Epoll {
    fd: Cell<i32>,
}

impl Drop for Epoll {
    fn drop(&mut self) {
        let fd = self.fd.replace(-1);
        if fd >= 0 {
            // Nobody is left to be told of an error.
            drop(close(fd));
        }
    }
}

/// Bits of events as an unsigned int.
fn events(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<u32> {
    let Some(value) = value else {
        return Ok((libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT).cast_unsigned());
    };
    match py.index(&value)?.as_i64() {
        Some(number) => Ok(number as u32),
        None => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C long"))),
    }
}

impl Epoll {
    fn open(&self, py: &Py) -> PyResult<i32> {
        match self.fd.get() {
            -1 => Err(exc::value_error(py, format_args!("I/O operation on closed epoll object"))),
            fd => Ok(fd),
        }
    }

    fn control(&self, py: &mut Py, operation: i32, fd: Fd, events: u32) -> PyResult<()> {
        let epoll = self.open(py)?;
        let result = py.detach(|| epoll_control(epoll, operation, fd.0, events));
        calls::done(py, result)
    }
}

#[pymethods]
impl Epoll {
    #[pyslot("(sizehint=-1, flags=0)", name = "epoll")]
    fn new(class: &Type, py: &mut Py, sizehint: i32, flags: i32) -> PyResult<Value> {
        if sizehint != -1 && sizehint <= 0 {
            return Err(exc::value_error(py, format_args!("negative sizehint")));
        }
        if flags != 0 && flags != libc::EPOLL_CLOEXEC {
            return Err(py.error(&exc::OS_ERROR, format_args!("invalid flags")));
        }
        let fd = calls::done(py, epoll_create())?;
        py.heap().object_of(class, Self { fd: Cell::new(fd) })
    }

    /// Makes an object of the descriptor of one.
    #[pyclassmethod("($type, fd, /)")]
    fn fromfd(class: &Type, py: &mut Py, fd: i32) -> PyResult<Value> {
        py.heap().object_of(class, Self { fd: Cell::new(fd) })
    }

    /// Closes the descriptor; nothing else can be done then.
    #[pymethod("($self, /)")]
    fn close(&self, py: &mut Py) -> PyResult<()> {
        let fd = self.fd.replace(-1);
        if fd < 0 {
            return Ok(());
        }
        let result = py.detach(|| close(fd));
        calls::done(py, result).map(drop)
    }

    /// True if the object is closed.
    #[pygetter]
    fn closed(&self) -> bool {
        self.fd.get() < 0
    }

    /// Gives the descriptor.
    #[pymethod("($self, /)")]
    fn fileno(&self, py: &mut Py) -> PyResult<i32> {
        self.open(py)
    }

    /// Watches a file.
    ///
    ///   fd
    ///     A descriptor or an object with a fileno() method.
    ///   eventmask
    ///     The events to wait for, as bits.
    #[pymethod(
        "(fd, eventmask=<unrepresentable>)",
        text = "($self, /, fd,\n         eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)"
    )]
    fn register(&self, py: &mut Py, fd: Fd, eventmask: Option<Borrowed<'_>>) -> PyResult<()> {
        let events = events(py, eventmask)?;
        self.control(py, libc::EPOLL_CTL_ADD, fd, events)
    }

    /// Waits for other events of a file that is watched.
    ///
    ///   fd
    ///     A descriptor or an object with a fileno() method.
    ///   eventmask
    ///     The events to wait for, as bits.
    #[pymethod("($self, /, fd, eventmask)")]
    fn modify(&self, py: &mut Py, fd: Fd, eventmask: Borrowed<'_>) -> PyResult<()> {
        let events = events(py, Some(eventmask))?;
        self.control(py, libc::EPOLL_CTL_MOD, fd, events)
    }

    /// Watches a file no more.
    #[pymethod("($self, /, fd)")]
    fn unregister(&self, py: &mut Py, fd: Fd) -> PyResult<()> {
        self.control(py, libc::EPOLL_CTL_DEL, fd, 0)
    }

    /// Waits until something happens to a file that is watched.
    ///
    ///   timeout
    ///     How many seconds, with fractions; None waits forever.
    ///   maxevents
    ///     How many events to give at most; -1 for no limit.
    ///
    /// Gives a list of tuples of a descriptor and its events.
    #[pymethod("($self, /, timeout=None, maxevents=-1)")]
    fn poll(&self, py: &mut Py, timeout: Option<Borrowed<'_>>, maxevents: i32) -> PyResult<Value> {
        let epoll = self.open(py)?;
        let nanos = self::timeout(py, timeout, SECOND, "an integer")?.filter(|&nanos| nanos >= 0);
        if nanos.is_some_and(|nanos| nanos / 1_000_000 > i64::from(i32::MAX)) {
            return Err(exc::overflow_error(py, format_args!("timeout is too large")));
        }
        let most = match maxevents {
            -1 => libc::FD_SETSIZE as i32 - 1,
            1.. => maxevents,
            _ => {
                return Err(exc::value_error(
                    py,
                    format_args!("maxevents must be greater than 0, got {maxevents}"),
                ));
            }
        };
        let ready =
            deadline::wait(py, nanos, |nanos| epoll_wait(epoll, most, deadline::milliseconds(nanos)))?;
        let mut list = Vec::new();
        for (fd, events) in ready.unwrap_or_default() {
            let pair = [py.int(fd.into())?, py.int(events.into())?];
            list.push(py.tuple(pair)?);
        }
        py.list(list)
    }

    /// Gives the object itself.
    #[pymethod("($self, /)")]
    fn __enter__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if let Some(epoll) = this.get::<Self>() {
            epoll.open(py)?;
        }
        Ok(this.to_value())
    }

    /// Closes the descriptor.
    #[pymethod("($self, exc_type=None, exc_value=None, exc_tb=None, /)")]
    fn __exit__(
        &self,
        py: &mut Py,
        _exc_type: Option<Borrowed<'_>>,
        _exc_value: Option<Borrowed<'_>>,
        _exc_tb: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        self.close(py)
    }
}

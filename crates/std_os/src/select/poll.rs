//! `select.poll`

use std::cell::Cell;

use taipan_host::poll::poll;
use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

use super::deadline;
use super::sets::timeout;
use crate::arguments::Fd;

/// The files that are watched, with their events, in the order in which they were registered.
#[pyclass(static = POLL, name = "select.poll", leaf)]
pub(super) struct Poll {
    files: PyCell<Vec<(i32, i16)>>,
    /// Whether somebody waits.
    running: Cell<bool>,
}

/// Bits of events as an unsigned short.
fn events(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<i16> {
    let Some(value) = value else { return Ok(libc::POLLIN | libc::POLLPRI | libc::POLLOUT) };
    let number = py.index(&value)?;
    let mut limb = [0];
    if number.as_int(&mut limb).is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("Cannot convert negative int")));
    }
    match number.as_i64().and_then(|number| u16::try_from(number).ok()) {
        Some(bits) => Ok(bits.cast_signed()),
        None => Err(exc::overflow_error(py, format_args!("Python int too large for C unsigned short"))),
    }
}

#[pymethods]
impl Poll {
    /// Watches a file.
    ///
    ///   fd
    ///     A descriptor or an object with a fileno() method.
    ///   eventmask
    ///     The events to wait for, as bits.
    #[pymethod(
        "(fd, eventmask=<unrepresentable>, /)",
        text = "($self, fd,\n         eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)"
    )]
    fn register(&self, py: &mut Py, fd: Fd, eventmask: Option<Borrowed<'_>>) -> PyResult<()> {
        let events = events(py, eventmask)?;
        let mut files = self.files.get_mut(py);
        match files.iter_mut().find(|file| file.0 == fd.0) {
            Some(file) => file.1 = events,
            None => files.push((fd.0, events)),
        }
        Ok(())
    }

    /// Waits for other events of a file that is watched.
    #[pymethod("($self, fd, eventmask, /)")]
    fn modify(&self, py: &mut Py, fd: Fd, eventmask: Borrowed<'_>) -> PyResult<()> {
        let events = events(py, Some(eventmask))?;
        if let Some(file) = self.files.get_mut(py).iter_mut().find(|file| file.0 == fd.0) {
            file.1 = events;
            return Ok(());
        }
        Err(py.os_error(libc::ENOENT, None))
    }

    /// Watches a file no more.
    #[pymethod("($self, fd, /)")]
    fn unregister(&self, py: &mut Py, fd: Fd) -> PyResult<()> {
        let mut files = self.files.get_mut(py);
        if let Some(at) = files.iter().position(|file| file.0 == fd.0) {
            files.remove(at);
            return Ok(());
        }
        drop(files);
        let fd = py.int(fd.0.into())?;
        Err(exc::key_error(py, &fd))
    }

    /// Waits until something happens to a file that is watched.
    ///
    /// timeout is in milliseconds; None waits forever. Gives a list of tuples of a descriptor
    /// and its events.
    #[pymethod("($self, timeout=None, /)")]
    fn poll(&self, py: &mut Py, timeout: Option<Borrowed<'_>>) -> PyResult<Value> {
        let nanos = milliseconds(py, timeout)?;
        if self.running.get() {
            return Err(exc::runtime_error(py, format_args!("concurrent poll() invocation")));
        }
        let mut watched: Vec<libc::pollfd> = {
            let files = self.files.get(py);
            files.iter().map(|&(fd, events)| libc::pollfd { fd, events, revents: 0 }).collect()
        };
        self.running.set(true);
        let result = deadline::wait(py, nanos, |nanos| poll(&mut watched, deadline::milliseconds(nanos)));
        self.running.set(false);
        if result?.is_none() {
            return py.list(Vec::new());
        }
        let mut ready = Vec::new();
        for file in watched.iter().filter(|file| file.revents != 0) {
            let pair = [py.int(file.fd.into())?, py.int((file.revents.cast_unsigned()).into())?];
            ready.push(py.tuple(pair)?);
        }
        py.list(ready)
    }
}

/// Nanoseconds of a number of milliseconds; forever for `None` and negative numbers.
fn milliseconds(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<Option<i64>> {
    const MILLISECOND: i64 = 1_000_000;
    match timeout(py, value, MILLISECOND, "an integer")? {
        Some(nanos) if nanos / MILLISECOND > i64::from(i32::MAX) => {
            Err(exc::overflow_error(py, format_args!("timeout is too large")))
        }
        nanos => Ok(nanos.filter(|&nanos| nanos >= 0)),
    }
}

/// `poll`
pub(super) struct Polling;

#[pymodule("select")]
impl Polling {
    /// Gives a new object that watches any number of files.
    #[pyfunction("()")]
    fn poll(py: &mut Py) -> PyResult<Value> {
        py.heap().object(Poll { files: PyCell::new(Vec::new()), running: Cell::new(false) })
    }
}

//! Descriptors that are no files: events, timers, memory.

use taipan_host::{calls as host, clock, events};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Place};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::stat::nanoseconds as whole;
use crate::arguments::{Fd, from_u64};
use crate::calls;
use crate::path::FsEncoded;
use crate::time::convert::{Rounding, nanoseconds, whole_nanoseconds};

/// A C unsigned int.
struct Unsigned(u32);
/// A C unsigned long long.
struct Unsigned64(u64);

/// A number without a sign that fits into 64 bits; the error speaks of `kind`.
fn unsigned(py: &mut Py, value: Borrowed<'_>, most: u64, kind: &str) -> PyResult<u64> {
    let number = py.index(&value)?;
    let mut limb = [0];
    match number.as_int(&mut limb) {
        Some(number) if number.negative => {
            Err(exc::value_error(py, format_args!("Cannot convert negative int")))
        }
        number => match number.and_then(|number| number.to_u64()).filter(|&number| number <= most) {
            Some(number) => Ok(number),
            None => Err(exc::overflow_error(py, format_args!("Python int too large for C {kind}"))),
        },
    }
}

impl FromArg<'_> for Unsigned {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        unsigned(py, value, u32::MAX.into(), "unsigned int").map(|number| Self(number as u32))
    }
}

impl FromArg<'_> for Unsigned64 {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        unsigned(py, value, u64::MAX, "unsigned long long").map(Self)
    }
}

/// Two times as floats of seconds.
fn in_seconds(py: &Py, times: [libc::timespec; 2]) -> PyResult<Value> {
    let [value, interval] = times.map(|time| py.float(time.tv_sec as f64 + 1e-9 * time.tv_nsec as f64));
    let values = [value?, interval?];
    py.tuple(values)
}

/// Two times as numbers of nanoseconds.
fn in_nanoseconds(py: &mut Py, times: [libc::timespec; 2]) -> PyResult<Value> {
    let [value, interval] = times.map(|time| whole(py, time.tv_sec, time.tv_nsec));
    let values = [value?, interval?];
    py.tuple(values)
}

/// Events.
pub(super) struct Events;

#[pymodule("posix")]
impl Events {
    /// Makes a descriptor that counts events.
    #[pyfunction("(initval, flags=<unrepresentable>)", text = "($module, /, initval, flags=EFD_CLOEXEC)")]
    fn eventfd(py: &mut Py, initval: Unsigned, flags: Option<i32>) -> PyResult<i32> {
        calls::done(py, host::eventfd(initval.0, flags.unwrap_or(libc::EFD_CLOEXEC)))
    }

    /// Takes what an event descriptor has counted.
    #[pyfunction("(fd)")]
    fn eventfd_read(py: &mut Py, fd: Fd) -> PyResult<Value> {
        let result = py.detach(|| events::read_event(fd.0));
        let count = calls::done(py, result)?;
        from_u64(py, count)
    }

    /// Adds to what an event descriptor has counted.
    #[pyfunction("(fd, value)")]
    fn eventfd_write(py: &mut Py, fd: Fd, value: Unsigned64) -> PyResult<()> {
        let result = py.detach(|| events::write_event(fd.0, value.0));
        calls::done(py, result)
    }

    /// Makes a file in memory that has no path.
    #[pyfunction("(name, flags=<unrepresentable>)", text = "($module, /, name, flags=MFD_CLOEXEC)")]
    fn memfd_create(py: &mut Py, name: FsEncoded, flags: Option<Borrowed<'_>>) -> PyResult<i32> {
        let flags = match flags {
            Some(flags) => py.index(&flags)?.as_i64().unwrap_or(0) as u32,
            None => libc::MFD_CLOEXEC,
        };
        let result = py.detach(|| host::memfd_create(&name.0, flags));
        calls::done(py, result)
    }

    /// Makes a descriptor of a timer.
    ///
    ///   clockid
    ///     The clock that it goes by, one of time.CLOCK_*.
    ///   flags
    ///     0, or TFD_NONBLOCK and TFD_CLOEXEC.
    #[pyfunction("(clockid, /, *, flags=0)")]
    fn timerfd_create(py: &mut Py, clockid: i32, flags: i32) -> PyResult<i32> {
        // The descriptor is never inherited.
        calls::done(py, host::timerfd_create(clockid, flags | libc::TFD_CLOEXEC))
    }

    /// Gives how many seconds a timer has left, and how many it goes each time.
    #[pyfunction("(fd, /)")]
    fn timerfd_gettime(py: &mut Py, fd: Fd) -> PyResult<Value> {
        let times = calls::done(py, events::timer(fd.0))?;
        in_seconds(py, times)
    }

    /// Gives how many nanoseconds a timer has left, and how many it goes each time.
    #[pyfunction("(fd, /)")]
    fn timerfd_gettime_ns(py: &mut Py, fd: Fd) -> PyResult<Value> {
        let times = calls::done(py, events::timer(fd.0))?;
        in_nanoseconds(py, times)
    }

    /// Sets a timer; gives what it was before, in seconds.
    ///
    ///   fd
    ///     The descriptor of the timer.
    ///   flags
    ///     0, or TFD_TIMER_ABSTIME and TFD_TIMER_CANCEL_ON_SET.
    ///   initial
    ///     In how many seconds, or when, it ends first; 0 stops it.
    ///   interval
    ///     How many seconds it goes each time after that; 0 for no other time.
    #[pyfunction("(fd, /, *, flags=0, initial=0.0, interval=0.0)")]
    fn timerfd_settime(
        py: &mut Py,
        fd: Fd,
        flags: i32,
        initial: Option<Borrowed<'_>>,
        interval: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let mut times = [0; 2];
        for (time, value) in times.iter_mut().zip([initial, interval]) {
            if let Some(value) = value {
                let seconds = py.to_f64(&value)?;
                let seconds = py.float(seconds)?;
                *time = nanoseconds(py, seconds.borrow(), Rounding::Floor)?;
            }
        }
        let old = calls::done(py, events::set_timer(fd.0, flags, times.map(clock::from_nanos)))?;
        in_seconds(py, old)
    }

    /// Sets a timer; gives what it was before, in nanoseconds.
    ///
    ///   fd
    ///     The descriptor of the timer.
    ///   flags
    ///     0, or TFD_TIMER_ABSTIME and TFD_TIMER_CANCEL_ON_SET.
    ///   initial
    ///     In how many nanoseconds, or when, it ends first; 0 stops it.
    ///   interval
    ///     How many nanoseconds it goes each time after that; 0 for no other time.
    #[pyfunction("(fd, /, *, flags=0, initial=0, interval=0)")]
    fn timerfd_settime_ns(
        py: &mut Py,
        fd: Fd,
        flags: i32,
        initial: Option<Borrowed<'_>>,
        interval: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let mut times = [0; 2];
        for (time, value) in times.iter_mut().zip([initial, interval]) {
            if let Some(value) = value {
                let value = py.index(&value)?;
                *time = whole_nanoseconds(py, value.borrow())?;
            }
        }
        let old = calls::done(py, events::set_timer(fd.0, flags, times.map(clock::from_nanos)))?;
        in_nanoseconds(py, old)
    }
}

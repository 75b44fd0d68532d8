//! Clocks, and sleeping.

use taipan_host::clock;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Place};
use taipan_object::types::singletons::boolean;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::convert::{Rounding, nanoseconds, to_seconds, whole_nanoseconds};
use crate::arguments::counted;
use crate::calls;

/// Which clock.
struct Clock(i32);

impl FromArg<'_> for Clock {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        clock_number(py, value).map(Self)
    }
}

fn clock_number(py: &mut Py, value: Borrowed<'_>) -> PyResult<i32> {
    let number = if value.is_int() || value.type_().slots.index.get().is_some() {
        py.index(&value)?.as_i64().and_then(|number| i32::try_from(number).ok())
    } else {
        None
    };
    match number {
        Some(number) => Ok(number),
        None => {
            Err(exc::type_error(py, format_args!("clk_id should be integer, not {}", value.type_().name())))
        }
    }
}

fn nanos(py: &Py, clock: i32) -> PyResult<i64> {
    calls::done(py, clock::now(clock))
}

fn seconds(py: &Py, clock: i32) -> PyResult<f64> {
    nanos(py, clock).map(to_seconds)
}

/// Clocks.
pub(super) struct Clocks;

#[pymodule("time")]
impl Clocks {
    /// time() -> floating-point number
    ///
    /// Gives the number of seconds since the epoch, with fractions.
    #[pyfunction("()", text = "($self, /)")]
    fn time(py: &mut Py) -> PyResult<f64> {
        seconds(py, libc::CLOCK_REALTIME)
    }

    /// time_ns() -> int
    ///
    /// Gives the number of nanoseconds since the epoch.
    #[pyfunction("()", text = "($self, /)")]
    fn time_ns(py: &mut Py) -> PyResult<i64> {
        nanos(py, libc::CLOCK_REALTIME)
    }

    /// monotonic() -> float
    ///
    /// Gives what a clock shows that never goes back, in seconds.
    #[pyfunction("()", text = "($self, /)")]
    fn monotonic(py: &mut Py) -> PyResult<f64> {
        seconds(py, libc::CLOCK_MONOTONIC)
    }

    /// monotonic_ns() -> int
    ///
    /// Gives what a clock shows that never goes back, in nanoseconds.
    #[pyfunction("()", text = "($self, /)")]
    fn monotonic_ns(py: &mut Py) -> PyResult<i64> {
        nanos(py, libc::CLOCK_MONOTONIC)
    }

    /// perf_counter() -> float
    ///
    /// Gives what the finest clock for measuring shows, in seconds.
    #[pyfunction("()", text = "($self, /)")]
    fn perf_counter(py: &mut Py) -> PyResult<f64> {
        seconds(py, libc::CLOCK_MONOTONIC)
    }

    /// perf_counter_ns() -> int
    ///
    /// Gives what the finest clock for measuring shows, in nanoseconds.
    #[pyfunction("()", text = "($self, /)")]
    fn perf_counter_ns(py: &mut Py) -> PyResult<i64> {
        nanos(py, libc::CLOCK_MONOTONIC)
    }

    /// process_time() -> float
    ///
    /// Gives the processor time of the process, its own and the system's, in seconds.
    #[pyfunction("()", text = "($self, /)")]
    fn process_time(py: &mut Py) -> PyResult<f64> {
        seconds(py, libc::CLOCK_PROCESS_CPUTIME_ID)
    }

    /// process_time_ns() -> int
    ///
    /// Gives the processor time of the process, its own and the system's, in nanoseconds.
    #[pyfunction("()", text = "($self, /)")]
    fn process_time_ns(py: &mut Py) -> PyResult<i64> {
        nanos(py, libc::CLOCK_PROCESS_CPUTIME_ID)
    }

    /// thread_time() -> float
    ///
    /// Gives the processor time of the thread, its own and the system's, in seconds.
    #[pyfunction("()", text = "($self, /)")]
    fn thread_time(py: &mut Py) -> PyResult<f64> {
        seconds(py, libc::CLOCK_THREAD_CPUTIME_ID)
    }

    /// thread_time_ns() -> int
    ///
    /// Gives the processor time of the thread, its own and the system's, in nanoseconds.
    #[pyfunction("()", text = "($self, /)")]
    fn thread_time_ns(py: &mut Py) -> PyResult<i64> {
        nanos(py, libc::CLOCK_THREAD_CPUTIME_ID)
    }

    /// Gives what a clock shows, in seconds.
    #[pyfunction("(clk_id, /)")]
    fn clock_gettime(py: &mut Py, clk_id: Clock) -> PyResult<f64> {
        seconds(py, clk_id.0)
    }

    /// Gives what a clock shows, in nanoseconds.
    #[pyfunction("(clk_id, /)")]
    fn clock_gettime_ns(py: &mut Py, clk_id: Clock) -> PyResult<i64> {
        nanos(py, clk_id.0)
    }

    /// clock_settime(clk_id, time)
    ///
    /// Sets a clock to a number of seconds.
    #[pyfunction("(*args)", hidden)]
    fn clock_settime(py: &mut Py, args: Args<'_>) -> PyResult<()> {
        counted(py, "clock_settime", args, 2, 2)?;
        let (Some(clock), Some(time)) = (args.get(0), args.get(1)) else { return Ok(()) };
        let clock = clock_number(py, clock)?;
        let time = nanoseconds(py, time, Rounding::Floor)?;
        calls::done(py, clock::set(clock, time))
    }

    /// clock_settime_ns(clk_id, time)
    ///
    /// Sets a clock to a number of nanoseconds.
    #[pyfunction("(*args)", hidden)]
    fn clock_settime_ns(py: &mut Py, args: Args<'_>) -> PyResult<()> {
        counted(py, "clock_settime_ns", args, 2, 2)?;
        let (Some(clock), Some(time)) = (args.get(0), args.get(1)) else { return Ok(()) };
        let clock = clock_number(py, clock)?;
        let time = whole_nanoseconds(py, time)?;
        calls::done(py, clock::set(clock, time))
    }

    /// clock_getres(clk_id) -> floating-point number
    ///
    /// Gives how finely a clock goes, in seconds.
    #[pyfunction("(*args)", hidden)]
    fn clock_getres(py: &mut Py, args: Args<'_>) -> PyResult<f64> {
        counted(py, "clock_getres", args, 1, 1)?;
        let Some(clock) = args.get(0) else { return Ok(0.0) };
        let clock = clock_number(py, clock)?;
        calls::done(py, clock::resolution(clock)).map(to_seconds)
    }

    /// pthread_getcpuclockid(thread_id) -> int
    ///
    /// Gives the clock of the processor time of the thread that asks, whose number is given.
    #[pyfunction("(*args)", hidden)]
    fn pthread_getcpuclockid(py: &mut Py, args: Args<'_>) -> PyResult<i32> {
        counted(py, "pthread_getcpuclockid", args, 1, 1)?;
        let Some(thread) = args.get(0) else { return Ok(0) };
        let thread = py.index(&thread)?;
        // The library would trust the number of any other thread.
        let own = thread.as_i64().and_then(|number| usize::try_from(number).ok());
        if own != Some(taipan_host::thread::identity()) {
            return Err(py.os_error(libc::ESRCH, None));
        }
        calls::done(py, clock::of_this_thread())
    }

    /// sleep(seconds)
    ///
    /// Does nothing for a number of seconds, which may have fractions. A signal whose handler
    /// raises ends it.
    #[pyfunction("(object, /)", text = "($self, object, /)")]
    fn sleep(py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        py.audit("time.sleep", &[&object])?;
        let time = nanoseconds(py, object, Rounding::Up)?;
        if time < 0 {
            return Err(exc::value_error(py, format_args!("sleep length must be non-negative")));
        }
        let deadline = nanos(py, libc::CLOCK_MONOTONIC)?.saturating_add(time);
        calls::run(py, || clock::sleep_until(deadline))
    }

    /// get_clock_info(name: str) -> dict
    ///
    /// Says how a clock is read and what can be expected of it: a namespace with
    /// implementation, monotonic, adjustable and resolution.
    #[pyfunction("(*args)", hidden)]
    fn get_clock_info(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        counted(py, "get_clock_info", args, 1, 1)?;
        let name: &Str = crate::arguments::text(py, "get_clock_info", args, 0)?;
        let known = [
            ("time", "CLOCK_REALTIME", libc::CLOCK_REALTIME),
            ("monotonic", "CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
            ("perf_counter", "CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
            ("process_time", "CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
            ("thread_time", "CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
        ];
        let Some((_, source, number)) = known.into_iter().find(|(known, ..)| name.is(known)) else {
            return Err(exc::value_error(py, format_args!("unknown clock")));
        };
        let wall = number == libc::CLOCK_REALTIME;
        let resolution = calls::done(py, clock::resolution(number)).map(to_seconds)?;
        let values = [
            ("implementation", py.text(format_args!("clock_gettime({source})"))?),
            ("monotonic", boolean(!wall)),
            ("adjustable", boolean(wall)),
            ("resolution", py.float(resolution)?),
        ];
        namespace(py, &values)
    }
}

/// A `types.SimpleNamespace`.
fn namespace(py: &mut Py, values: &[(&str, Value)]) -> PyResult<Value> {
    let (import, module) = (py.builtin("__import__")?, py.str("sys")?);
    let sys = py.call(&import, &[&module])?;
    let name = py.heap().intern("implementation")?;
    let class = py.get_attribute(&sys, &name)?.type_().to_value();
    let mut named = Vec::new();
    for (name, value) in values {
        named.push((py.heap().intern(name)?, value.clone()));
    }
    let named: Vec<(&Value, &Value)> = named.iter().map(|(name, value)| (name, value)).collect();
    py.call_with(&class, &[], &named)
}

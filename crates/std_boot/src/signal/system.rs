//! The system's functions for signals: masks, timers, waiting, sending.

use std::collections::BTreeSet;
use std::io;
use std::time::{Duration, Instant};

use taipan_host::signal::{self, COUNT, Set};
use taipan_macros::pymodule;
use taipan_object::type_::{Definition, Type};
use taipan_object::types::set::Set as Keys;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::struct_sequence::{Field, StructSequence, class, definition};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value, exception as exc};

use super::handlers::check;

/// `signal.struct_siginfo`
pub(super) static SIGINFO: Type = class::<SigInfo>("signal.struct_siginfo");

pub(super) struct SigInfo;

impl StructSequence for SigInfo {
    const TYPE: &'static Type = &SIGINFO;
    const DOC: &'static str = "What came with a signal.";
    const FIELDS: &'static [Field] = &[
        Field::new("si_signo", "signal number"),
        Field::new("si_code", "signal code"),
        Field::new("si_errno", "errno associated with this signal"),
        Field::new("si_pid", "sending process ID"),
        Field::new("si_uid", "real user ID of sending process"),
        Field::new("si_status", "exit value or signal"),
        Field::new("si_band", "band event for SIGPOLL"),
    ];
}

pub(super) static DEFINITIONS: &[Definition] = &[definition::<SigInfo>()];

/// `signal.ItimerError`
#[derive(Default)]
struct TimerError(PyCell<Option<Value>>);

pub(super) fn set_timer_error(py: &mut Py, error: Value) {
    drop(py.state::<TimerError>().0.replace(py, Some(error)));
}

fn timer_error(py: &mut Py, error: &io::Error) -> Raised {
    let raised = py.io_error(error, None);
    let class = py.state::<TimerError>().0.get(py).clone();
    let Some(class) = class else { return raised };
    let exception = py.take(raised);
    let made = exc::args::args(py, &exception).and_then(|args| {
        let args: Vec<Value> = args
            .get::<taipan_object::types::tuple::Tuple>()
            .map(|it| it.items().to_vec())
            .unwrap_or_default();
        py.call_tuple(&class, &args, None)
    });
    match made {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}

/// A set of signals from an iterable of numbers.
fn set(py: &mut Py, numbers: &Value) -> PyResult<Set> {
    let mut set = Set::new();
    py.for_each(numbers, |py, item| {
        let number = py.index(&item)?.as_i64().unwrap_or(-1);
        let known = i32::try_from(number).ok().filter(|&it| it > 0 && (it as usize) < COUNT);
        match known {
            Some(number) => {
                set.add(number);
                Ok(())
            }
            None => Err(exc::value_error(
                py,
                format_args!("signal number {number} out of range [1; {}]", COUNT - 1),
            )),
        }
    })?;
    Ok(set)
}

/// A set of numbers.
fn numbers(py: &mut Py, set: Set) -> PyResult<Value> {
    let keys = Keys::default();
    for number in set.numbers().collect::<BTreeSet<_>>() {
        let number = py.int(number.into())?;
        keys.add(py, &number)?;
    }
    py.heap().set(keys)
}

fn info(py: &mut Py, info: signal::Info) -> PyResult<Value> {
    let values = [
        py.int(info.number.into())?,
        py.int(info.code.into())?,
        py.int(info.errno.into())?,
        py.int(info.pid.into())?,
        py.int(info.uid.into())?,
        py.int(info.status.into())?,
        py.int(info.band)?,
    ];
    py.heap().struct_sequence::<SigInfo, 7>(values)
}

fn pair(py: &mut Py, (first, second): signal::Timer) -> PyResult<Value> {
    let values = [py.float(first)?, py.float(second)?];
    py.tuple(values)
}

pub(super) struct System;

#[pymodule("_signal")]
impl System {
    /// Has SIGALRM sent after so many seconds; 0 takes it back. Returns the seconds that were left of the last time.
    #[pyfunction("(seconds, /)")]
    fn alarm(seconds: i32) -> i64 {
        signal::alarm(seconds.cast_unsigned()).into()
    }

    /// Waits until a signal arrives.
    #[pyfunction]
    fn pause(py: &mut Py) -> PyResult<()> {
        py.detach(signal::pause);
        py.check_signals()
    }

    /// Sets a timer that goes off after so many seconds, and then each interval if that is not 0. Returns what it was.
    #[pyfunction("(which, seconds, interval=0.0, /)")]
    fn setitimer(py: &mut Py, which: i32, seconds: f64, interval: Option<f64>) -> PyResult<Value> {
        match signal::set_timer(which, (seconds, interval.unwrap_or(0.0))) {
            Ok(old) => pair(py, old),
            Err(error) => Err(timer_error(py, &error)),
        }
    }

    /// What a timer is set to: seconds that are left, and the interval.
    #[pyfunction("(which, /)")]
    fn getitimer(py: &mut Py, which: i32) -> PyResult<Value> {
        match signal::timer(which) {
            Ok(value) => pair(py, value),
            Err(error) => Err(timer_error(py, &error)),
        }
    }

    /// Says whether a signal interrupts system calls (True), or whether they go on after its handler.
    #[pyfunction("(signalnum, flag, /)")]
    fn siginterrupt(py: &mut Py, signalnum: i32, flag: bool) -> PyResult<()> {
        check(py, signalnum)?;
        signal::set_interrupting(signalnum, flag).map_err(|error| py.io_error(&error, None))
    }

    /// Sends a signal to a thread of this process.
    #[pyfunction("(thread_id, signalnum, /)")]
    fn pthread_kill(py: &mut Py, thread_id: usize, signalnum: i32) -> PyResult<()> {
        if let Err(error) = signal::send_to_thread(thread_id, signalnum) {
            return Err(py.io_error(&error, None));
        }
        py.check_signals()
    }

    /// Sends a signal to the process that a file descriptor stands for.
    #[pyfunction("(pidfd, signalnum, siginfo=None, flags=0, /)")]
    fn pidfd_send_signal(
        py: &mut Py,
        pidfd: i32,
        signalnum: i32,
        siginfo: Borrowed<'_>,
        flags: Option<i32>,
    ) -> PyResult<()> {
        if !is_none(&siginfo) {
            return Err(exc::type_error(py, format_args!("siginfo must be None")));
        }
        signal::send_to_file(pidfd, signalnum, flags.unwrap_or(0).cast_unsigned())
            .map_err(|error| py.io_error(&error, None))
    }

    /// Changes which signals are kept from this thread. Returns those before.
    #[pyfunction("(how, mask, /)")]
    fn pthread_sigmask(py: &mut Py, how: i32, mask: Borrowed<'_>) -> PyResult<Value> {
        let mask = set(py, &mask)?;
        match signal::mask(how, &mask) {
            Ok(old) => {
                py.check_signals()?;
                numbers(py, old)
            }
            Err(error) => Err(py.io_error(&error, None)),
        }
    }

    /// The signals that have arrived and are kept from this thread.
    #[pyfunction]
    fn sigpending(py: &mut Py) -> PyResult<Value> {
        match signal::pending() {
            Ok(set) => numbers(py, set),
            Err(error) => Err(py.io_error(&error, None)),
        }
    }

    /// Waits for one of the signals and returns its number.
    #[pyfunction("(sigset, /)")]
    fn sigwait(py: &mut Py, sigset: Borrowed<'_>) -> PyResult<i64> {
        let set = set(py, &sigset)?;
        match py.detach(|| signal::wait(&set)) {
            Ok(number) => Ok(number.into()),
            Err(error) => Err(py.io_error(&error, None)),
        }
    }

    /// Waits for one of the signals and returns what came with it.
    #[pyfunction("(sigset, /)")]
    fn sigwaitinfo(py: &mut Py, sigset: Borrowed<'_>) -> PyResult<Value> {
        let set = set(py, &sigset)?;
        wait(py, &set, None)
    }

    /// Waits for one of the signals, at most so many seconds. Returns what came with it, or None.
    #[pyfunction("(sigset, timeout, /)")]
    fn sigtimedwait(py: &mut Py, sigset: Borrowed<'_>, timeout: f64) -> PyResult<Value> {
        let set = set(py, &sigset)?;
        match Duration::try_from_secs_f64(timeout) {
            Ok(timeout) => wait(py, &set, Some(timeout)),
            Err(_) if timeout < 0.0 => {
                Err(exc::value_error(py, format_args!("timeout must be non-negative")))
            }
            Err(_) => {
                Err(exc::overflow_error(py, format_args!("timestamp too large to convert to C PyTime_t")))
            }
        }
    }

    /// What the system calls a signal; None if it has no name for it.
    #[pyfunction("(signalnum, /)")]
    fn strsignal(py: &mut Py, signalnum: i32) -> PyResult<Option<String>> {
        check(py, signalnum)?;
        Ok(signal::describe(signalnum).filter(|text| !text.starts_with("Unknown signal")))
    }

    /// The signals that programs may use.
    #[pyfunction]
    fn valid_signals(py: &mut Py) -> PyResult<Value> {
        numbers(py, Set::all())
    }
}

/// Waits for a signal of the set; interruptions by others are not the end of it.
fn wait(py: &mut Py, set: &Set, timeout: Option<Duration>) -> PyResult<Value> {
    let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        match py.detach(|| signal::wait_info(set, left)) {
            Ok(Some(found)) => return info(py, found),
            Ok(None) => return Ok(none()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => py.check_signals()?,
            Err(error) => return Err(py.io_error(&error, None)),
        }
    }
}

//! `faulthandler`: reports of where a program is, when it fails, after a time, or when a signal asks for one.
//!
//! The reports are written by `taipan_host::fault`, out of signal handlers; here is only what is asked for, and the files that
//! have to stay open for it.

mod tests;

use std::cell::Cell;

use taipan_host::fault::{self, Out, Reporter, Settings, UserSettings, Watch, Whose};
use taipan_host::file;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::FromArg;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

use crate::arguments::{int, warn_of_bool};
use crate::time::convert::{Rounding, nanoseconds};

/// The module.
pub(crate) static FAULTHANDLER: ModuleDef = ModuleDef {
    doc: Some(
        "Reports of where all threads are: when the process fails, after a time, or when a signal arrives.",
    ),
    functions: &[FaultHandler::FUNCTIONS, tests::Failures::FUNCTIONS],
    ..ModuleDef::of("faulthandler")
};

/// The files that reports will be written to. They must not be closed meanwhile.
#[derive(Default)]
struct Files {
    fatal: PyCell<Option<Value>>,
    later: PyCell<Option<Value>>,
    users: PyCell<Vec<(i32, Option<Value>)>>,
    /// Whether this interpreter asked for any report: other interpreters leave them alone when they end.
    asked: Cell<bool>,
}

impl Drop for Files {
    /// The interpreter ends.
    fn drop(&mut self) {
        if self.asked.get() {
            fault::disable();
            fault::cancel();
            fault::unregister_all();
        }
    }
}

/// Who knows the threads.
fn reporter(py: &Py) -> PyResult<&'static Reporter> {
    match py.interpreter().hooks().evaluation {
        Some(hooks) => Ok(hooks.reporter),
        None => Err(exc::runtime_error(py, format_args!("there is no interpreter to report on"))),
    }
}

/// Where a report goes.
struct Target {
    number: i32,
    /// What has to stay open.
    file: Option<Value>,
}

/// The file that a report goes to: a number, an object with `fileno()`, or standard error.
fn target(py: &mut Py, file: Option<Borrowed<'_>>) -> PyResult<Target> {
    let file = match file.filter(|file| !is_none(file)) {
        Some(file) => file.to_value(),
        None => standard_error(py)?,
    };
    if file.is_int() {
        warn_of_bool(py, file.borrow())?;
        let number = int(py, &file)?;
        return if file::is_open(number) {
            Ok(Target { number, file: None })
        } else {
            Err(exc::value_error(py, format_args!("file is not a valid file descriptor")))
        };
    }
    let [fileno, flush] = ["fileno", "flush"].map(|name| py.heap().intern(name));
    let number = py.call_method(&file, &fileno?, &[])?;
    let number = number.as_i64().and_then(|number| i32::try_from(number).ok()).filter(|&number| number >= 0);
    let Some(number) = number else {
        return Err(exc::runtime_error(py, format_args!("file.fileno() is not a valid file descriptor")));
    };
    // What cannot be flushed does not hinder the report.
    if let Err(raised) = py.call_method(&file, &flush?, &[]) {
        py.discard(raised);
    }
    Ok(Target { number, file: Some(file) })
}

fn standard_error(py: &mut Py) -> PyResult<Value> {
    let name = py.heap().intern("stderr")?;
    let found = match py.interpreter().hooks().sys_attribute {
        Some(attribute) => attribute(py, &name)?,
        None => None,
    };
    match found {
        Some(file) if is_none(&file) => Err(exc::runtime_error(py, format_args!("sys.stderr is None"))),
        Some(file) => Ok(file),
        None => Err(exc::runtime_error(py, format_args!("lost sys.stderr"))),
    }
}

fn enable(py: &mut Py, target: Target, all_threads: bool, native_stack: bool) -> PyResult<()> {
    let reporter = reporter(py)?;
    let files = py.state::<Files>();
    files.asked.set(true);
    let old = files.fatal.replace(py, target.file);
    let settings = Settings { file: target.number, all_threads, native_stack, reporter };
    let result = fault::enable(settings).map_err(|error| py.io_error(&error, None));
    drop(old);
    result
}

/// A signal that a report can be asked for with.
fn user_signal(py: &Py, number: i32) -> PyResult<i32> {
    if [libc::SIGSEGV, libc::SIGFPE, libc::SIGABRT, libc::SIGBUS, libc::SIGILL].contains(&number) {
        return Err(exc::runtime_error(
            py,
            format_args!("signal {number} cannot be registered, use enable() instead"),
        ));
    }
    let known = usize::try_from(number).is_ok_and(|number| (1..taipan_host::signal::COUNT).contains(&number));
    if known { Ok(number) } else { Err(exc::value_error(py, format_args!("signal number out of range"))) }
}

/// What a report after a time begins with.
fn header(nanos: i64) -> String {
    let micros = (nanos / 1000).unsigned_abs();
    let (seconds, micros) = (micros / 1_000_000, micros % 1_000_000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if micros == 0 {
        format!("Timeout ({hours}:{minutes:02}:{seconds:02})!\n")
    } else {
        format!("Timeout ({hours}:{minutes:02}:{seconds:02}.{micros:06})!\n")
    }
}

/// The number of a signal.
struct Number(i32);

impl FromArg<'_> for Number {
    fn from_arg(
        py: &mut Py,
        value: Borrowed<'_>,
        _: &'static taipan_object::native::Place,
    ) -> PyResult<Self> {
        let number = py.index(&value)?;
        match number.as_i64().and_then(|number| i32::try_from(number).ok()) {
            Some(number) => Ok(Self(number)),
            None => {
                let mut limb = [0];
                let negative = number.as_int(&mut limb).is_some_and(|number| number.negative);
                let how = if negative { "less than minimum" } else { "greater than maximum" };
                Err(exc::overflow_error(py, format_args!("signed integer is {how}")))
            }
        }
    }
}

pub(crate) struct FaultHandler;

#[pymodule("faulthandler")]
impl FaultHandler {
    /// Has a report written to a file when the process fails.
    #[pyfunction(
        "(file=sys.stderr, all_threads=True, c_stack=True)",
        text = "($module, /, file=sys.stderr, all_threads=True)"
    )]
    fn enable(py: &mut Py, file: Option<Borrowed<'_>>, all_threads: bool, c_stack: bool) -> PyResult<()> {
        let target = target(py, file)?;
        enable(py, target, all_threads, c_stack)
    }

    /// Has no more report written when the process fails. Returns whether one would have been.
    #[pyfunction("()")]
    fn disable(py: &mut Py) -> bool {
        let enabled = fault::disable();
        let files = py.state::<Files>();
        drop(files.fatal.replace(py, None));
        enabled
    }

    /// Whether a report is written when the process fails.
    #[pyfunction("()")]
    fn is_enabled(_py: &mut Py) -> bool {
        fault::is_enabled()
    }

    /// Writes to a file where this thread is, or all are.
    #[pyfunction("(file=sys.stderr, all_threads=True)")]
    fn dump_traceback(py: &mut Py, file: Option<Borrowed<'_>>, all_threads: bool) -> PyResult<()> {
        let (target, reporter) = (target(py, file)?, reporter(py)?);
        (reporter.threads)(Out::new(target.number), if all_threads { Whose::All } else { Whose::This });
        Ok(())
    }

    /// Writes the native stack of this thread to a file.
    #[pyfunction("(file=sys.stderr)")]
    fn dump_c_stack(py: &mut Py, file: Option<Borrowed<'_>>) -> PyResult<()> {
        let target = target(py, file)?;
        fault::report_native_stack(Out::new(target.number));
        Ok(())
    }

    /// Writes where all threads are to a file, after so many seconds; again and again if repeat is true. If exit is true, the
    /// process ends at once after that.
    #[pyfunction("(timeout, repeat=False, file=sys.stderr, exit=False)")]
    fn dump_traceback_later(
        py: &mut Py,
        timeout: Borrowed<'_>,
        repeat: bool,
        file: Option<Borrowed<'_>>,
        exit: bool,
    ) -> PyResult<()> {
        let nanos = nanoseconds(py, timeout, Rounding::Up)?;
        let nanos = nanos.checked_add(999).map_or(nanos, |nanos| nanos - nanos % 1000);
        if nanos <= 0 {
            return Err(exc::value_error(py, format_args!("timeout must be greater than 0")));
        }
        let (target, reporter) = (target(py, file)?, reporter(py)?);
        let watch = Watch {
            timeout: std::time::Duration::from_nanos(nanos.unsigned_abs()),
            repeat,
            exit,
            file: target.number,
            header: header(nanos),
            reporter,
        };
        let files = py.state::<Files>();
        files.asked.set(true);
        if fault::watch(watch).is_err() {
            return Err(exc::runtime_error(py, format_args!("unable to start watchdog thread")));
        }
        drop(files.later.replace(py, target.file));
        Ok(())
    }

    /// Calls off what dump_traceback_later() was asked for.
    #[pyfunction("()")]
    fn cancel_dump_traceback_later(py: &mut Py) {
        fault::cancel();
        let files = py.state::<Files>();
        drop(files.later.replace(py, None));
    }

    /// Writes where this thread is, or all are, to a file whenever a signal arrives. If chain is true, the handler before is
    /// called as well.
    #[pyfunction("(signum, file=sys.stderr, all_threads=True, chain=False)")]
    fn register(
        py: &mut Py,
        signum: Number,
        file: Option<Borrowed<'_>>,
        all_threads: bool,
        chain: bool,
    ) -> PyResult<()> {
        let number = user_signal(py, signum.0)?;
        let (target, reporter) = (target(py, file)?, reporter(py)?);
        let settings = UserSettings { file: target.number, all_threads, chain, reporter };
        if let Err(error) = fault::register(number, settings) {
            return Err(py.io_error(&error, None));
        }
        let files = py.state::<Files>();
        files.asked.set(true);
        let mut users = files.users.get_mut(py);
        let old = match users.iter_mut().find(|(user, _)| *user == number) {
            Some((_, old)) => std::mem::replace(old, target.file),
            None => {
                users.push((number, target.file));
                None
            }
        };
        drop(users);
        drop(old);
        Ok(())
    }

    /// Has nothing more written when a signal arrives. Returns whether something would have been.
    #[pyfunction("(signum, /)")]
    fn unregister(py: &mut Py, signum: Number) -> PyResult<bool> {
        let number = user_signal(py, signum.0)?;
        let was = fault::unregister(number);
        let files = py.state::<Files>();
        let mut users = files.users.get_mut(py);
        let old = users.iter().position(|(user, _)| *user == number).map(|index| users.swap_remove(index));
        drop(users);
        drop(old);
        Ok(was)
    }
}

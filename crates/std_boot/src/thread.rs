//! The module `_thread`: threads, locks, and what belongs to one thread.

mod handle;
mod local;
mod lock;
mod recursive;
mod report;
mod rlock;
mod start;

use std::os::unix::ffi::OsStrExt as _;
use std::time::Duration;

use taipan_macros::pymodule;
use taipan_object::type_::install::install;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

pub use local::leave;
pub(crate) use recursive::Recursive;
pub(crate) use start::after_fork;

pub(crate) static THREAD: ModuleDef = ModuleDef {
    doc: Some("Threads at their lowest level: starting them, locks, and data of one thread."),
    functions: &[Thread::FUNCTIONS, start::Start::FUNCTIONS, report::Report::FUNCTIONS],
    definitions: &[
        lock::DEFINITIONS,
        rlock::DEFINITIONS,
        handle::DEFINITIONS,
        local::DEFINITIONS,
        report::DEFINITIONS,
    ],
    types: &[&lock::LOCK, &rlock::RLOCK, &handle::THREAD_HANDLE, &local::LOCAL, &report::EXCEPT_HOOK_ARGS],
    constants: &[
        ("LockType", |_| Ok(lock::LOCK.to_value())),
        ("error", |_| Ok(exc::RUNTIME_ERROR.to_value())),
        ("TIMEOUT_MAX", |py| py.float(TIMEOUT_MAX)),
        ("_NAME_MAXLEN", |py| py.int(taipan_host::thread::MAX_NAME as i64)),
    ],
    exec: Some(start::note_main_thread),
    ..ModuleDef::of("_thread")
};

/// The longest time to wait, in seconds: what fits nanoseconds in 63 bits.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// An `RLock` for native code, which may need it before the module is imported.
pub(crate) fn new_rlock(py: &mut Py) -> PyResult<Value> {
    install(py, rlock::DEFINITIONS)?;
    py.call(&rlock::RLOCK.to_value(), &[])
}

struct Thread;

#[pymodule("_thread")]
impl Thread {
    /// A new lock.
    #[pyfunction]
    fn allocate_lock(py: &mut Py) -> PyResult<Value> {
        lock::new(py)
    }

    /// A new lock: an old name of allocate_lock.
    #[pyfunction]
    fn allocate(py: &mut Py) -> PyResult<Value> {
        lock::new(py)
    }

    /// A number that no other running thread has.
    #[pyfunction]
    fn get_ident() -> usize {
        taipan_host::thread::identity()
    }

    /// The number that the operating system gave the thread.
    #[pyfunction]
    fn get_native_id() -> i64 {
        taipan_host::thread::native_id()
    }

    /// Whether this is the interpreter that the process started with.
    #[pyfunction]
    fn _is_main_interpreter(py: &mut Py) -> bool {
        py.interpreter().is_main()
    }

    /// Whether threads may be left running when the program ends.
    #[pyfunction]
    fn daemon_threads_allowed(py: &mut Py) -> bool {
        py.interpreter().config().allow_daemon_threads
    }

    /// Ends the thread by raising SystemExit.
    #[pyfunction]
    fn exit(py: &mut Py) -> PyResult<Value> {
        Err(leave_thread(py))
    }

    /// Ends the thread by raising SystemExit: an old name of exit.
    #[pyfunction]
    fn exit_thread(py: &mut Py) -> PyResult<Value> {
        Err(leave_thread(py))
    }

    /// Makes the main thread handle a signal as if it had arrived.
    #[pyfunction("(signum=signal.SIGINT, /)")]
    fn interrupt_main(py: &mut Py, signum: Option<i32>) -> PyResult<()> {
        const SIGINT: i32 = 2;
        let number = signum.unwrap_or(SIGINT);
        if crate::signal::is_left_to_system(py, number) {
            return Ok(());
        }
        if taipan_host::signal::trip(number) {
            return Ok(());
        }
        Err(exc::value_error(py, format_args!("signal number out of range")))
    }

    /// Gives the thread a name in the operating system.
    #[pyfunction("(name)")]
    fn set_name(py: &mut Py, name: Borrowed<'_>) -> PyResult<()> {
        if name.get::<Str>().is_none() {
            let class = name.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("set_name() argument 'name' must be str, not {class}"),
            ));
        }
        let encoded = py.encode(&name, None, Some("replace"))?;
        let bytes = encoded.get::<Bytes>().map(Bytes::data).unwrap_or_default();
        taipan_host::thread::set_name(bytes.split(|&byte| byte == 0).next().unwrap_or_default());
        Ok(())
    }

    /// The name of the thread in the operating system.
    #[pyfunction]
    fn _get_name(py: &mut Py) -> PyResult<Value> {
        crate::config::os_text(py, std::ffi::OsStr::from_bytes(&taipan_host::thread::name()))
    }
}

fn leave_thread(py: &mut Py) -> Raised {
    py.error(&exc::SYSTEM_EXIT, format_args!(""))
}

/// How long to wait for a lock: as the arguments of `acquire` say.
#[derive(Clone, Copy)]
enum Patience {
    /// Not at all.
    None,
    /// For so long.
    For(Duration),
    /// Until it is there.
    Forever,
}

/// Reads the arguments of `acquire`.
fn patience(py: &mut Py, blocking: bool, timeout: f64) -> PyResult<Patience> {
    if timeout.is_nan() {
        return Err(exc::value_error(py, format_args!("Invalid value NaN (not a number)")));
    }
    if !blocking && timeout != -1.0 {
        return Err(exc::value_error(py, format_args!("can't specify a timeout for a non-blocking call")));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(exc::value_error(py, format_args!("timeout value must be a non-negative number")));
    }
    if timeout > TIMEOUT_MAX {
        return Err(exc::overflow_error(py, format_args!("timeout value is too large")));
    }
    Ok(match blocking {
        false => Patience::None,
        true if timeout < 0.0 => Patience::Forever,
        true => Patience::For(Duration::from_secs_f64(timeout)),
    })
}

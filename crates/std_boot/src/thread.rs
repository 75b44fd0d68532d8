//! The module `_thread`: locks, and who runs.

mod lock;
mod rlock;

use std::time::Duration;

use taipan_macros::pymodule;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyResult, Value, exception as exc};

pub(crate) static THREAD: ModuleDef = ModuleDef {
    doc: Some("Threads at their lowest level: locks and identities."),
    functions: &[Thread::FUNCTIONS],
    definitions: &[lock::DEFINITIONS, rlock::DEFINITIONS],
    types: &[&lock::LOCK, &rlock::RLOCK],
    constants: &[
        ("LockType", |_| Ok(lock::LOCK.to_value())),
        ("error", |_| Ok(exc::RUNTIME_ERROR.to_value())),
        ("TIMEOUT_MAX", |py| py.float(TIMEOUT_MAX)),
    ],
    ..ModuleDef::of("_thread")
};

/// The longest time to wait, in seconds: what fits nanoseconds in 63 bits.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

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
    fn _is_main_interpreter() -> bool {
        true
    }
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

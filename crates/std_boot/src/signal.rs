//! The module `_signal`: handlers written in Python, and the system's functions for signals.
//!
//! A handler of the system only notes that a signal has arrived and asks the main thread's interpreter to look, which then
//! calls Python's handlers between two instructions.

mod handlers;
mod system;

use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyResult, Value, exception as exc};

pub(crate) use handlers::is_left_to_system;
pub use handlers::{finish, handle_arrived, start};

pub(crate) static SIGNAL: ModuleDef = ModuleDef {
    doc: Some(
        "Signals: handlers written in Python, and the system's functions for them.\n\nA handler is called with the number of the signal and the frame that was interrupted, on the main\nthread, between two instructions.",
    ),
    functions: &[handlers::Handlers::FUNCTIONS, system::System::FUNCTIONS],
    definitions: &[system::DEFINITIONS],
    types: &[&system::SIGINFO],
    exec: Some(complete),
    ..ModuleDef::of("_signal")
};

/// Constants of Linux on all machines but a few.
const NUMBERS: &[(&str, i64)] = &[
    ("SIG_DFL", 0),
    ("SIG_IGN", 1),
    ("SIG_BLOCK", 0),
    ("SIG_UNBLOCK", 1),
    ("SIG_SETMASK", 2),
    ("NSIG", 65),
    ("ITIMER_REAL", 0),
    ("ITIMER_VIRTUAL", 1),
    ("ITIMER_PROF", 2),
    ("SIGHUP", 1),
    ("SIGINT", 2),
    ("SIGQUIT", 3),
    ("SIGILL", 4),
    ("SIGTRAP", 5),
    ("SIGABRT", 6),
    ("SIGIOT", 6),
    ("SIGBUS", 7),
    ("SIGFPE", 8),
    ("SIGKILL", 9),
    ("SIGUSR1", 10),
    ("SIGSEGV", 11),
    ("SIGUSR2", 12),
    ("SIGPIPE", 13),
    ("SIGALRM", 14),
    ("SIGTERM", 15),
    ("SIGSTKFLT", 16),
    ("SIGCHLD", 17),
    ("SIGCLD", 17),
    ("SIGCONT", 18),
    ("SIGSTOP", 19),
    ("SIGTSTP", 20),
    ("SIGTTIN", 21),
    ("SIGTTOU", 22),
    ("SIGURG", 23),
    ("SIGXCPU", 24),
    ("SIGXFSZ", 25),
    ("SIGVTALRM", 26),
    ("SIGPROF", 27),
    ("SIGWINCH", 28),
    ("SIGIO", 29),
    ("SIGPOLL", 29),
    ("SIGPWR", 30),
    ("SIGSYS", 31),
    ("SIGRTMIN", 34),
    ("SIGRTMAX", 64),
];

fn complete(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(payload) = module.get::<Module>() else { return Ok(()) };
    for &(name, number) in NUMBERS {
        let number = py.int(number)?;
        payload.set(py, name, number)?;
    }
    let error = py.exception_class("signal.ItimerError", &exc::OS_ERROR)?;
    payload.set(py, "ItimerError", error.clone())?;
    system::set_timer_error(py, error);
    handlers::complete(py, payload)
}

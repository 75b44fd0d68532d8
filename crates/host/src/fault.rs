//! What is done when the process fails: a report of where all threads are, written by a handler of the signal that ends it.
//!
//! A handler may allocate nothing, wait for nothing, and trust nothing that it finds: the process may be broken, and other
//! threads go on. So it writes straight to a file (`out`), and reads the interpreter's data by way of the system (`peek`),
//! which says where there is no memory instead of failing again. Which data that are only the interpreter knows: it
//! provides a [`Reporter`].

pub mod crash;
mod native;
mod out;
pub mod peek;
mod signals;
mod user;
mod watchdog;

pub use native::{prepare as prepare_native_stack, report as report_native_stack};
pub use out::Out;
pub use signals::{Settings, disable, enable, is_enabled};
pub use user::{UserSettings, register, unregister, unregister_all};
pub use watchdog::{Watch, cancel, watch};

/// What the interpreter knows of its threads. The functions can be called in a signal handler.
#[derive(Debug)]
pub struct Reporter {
    /// Writes where threads are.
    pub threads: fn(Out, Whose),
    /// Writes which native modules are imported that are not the library's.
    pub modules: fn(Out),
}

/// Which threads a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The one that asks.
    This,
    /// All; the one that asks is the current one.
    All,
    /// All; the one that holds the interpreter's lock is the current one, for a report by a thread that is none of Python's.
    Others,
}

/// Ends the process because the interpreter cannot go on: says so, and where it was.
pub fn fatal(reporter: &Reporter, function: &str, message: &[u8]) -> ! {
    const STDERR: i32 = 2;
    let out = Out::new(STDERR);
    out.text("Fatal Python error: ");
    out.text(function);
    out.text(": ");
    out.bytes(message);
    out.text("\nPython runtime state: initialized\n\n");
    (reporter.threads)(out, Whose::All);
    (reporter.modules)(out);
    // The report has been made: the handler would only make another.
    disable();
    crash::abort()
}

//! Functions with which a process fails on purpose, for tests of what it writes then.

use std::thread;

use taipan_host::fault::{self, crash};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult};

/// The most bytes of the stack that are used to fail for the lack of it.
const MOST_STACK: usize = 100 << 20;

pub(super) struct Failures;

#[pymodule("faulthandler")]
impl Failures {
    /// Reads memory that is not there.
    #[pyfunction("()")]
    fn _read_null(_py: &mut Py) {
        crash::read_null();
    }

    /// Sends the process SIGSEGV; without the interpreter's lock if release_gil is true.
    #[pyfunction("(release_gil=False, /)")]
    fn _sigsegv(py: &mut Py, release_gil: bool) {
        if release_gil {
            py.detach(crash::segmentation_fault);
        } else {
            crash::segmentation_fault();
        }
    }

    /// Ends the process with SIGABRT.
    #[pyfunction("()")]
    fn _sigabrt(_py: &mut Py) {
        crash::abort();
    }

    /// Sends the process SIGFPE.
    #[pyfunction("()")]
    fn _sigfpe(_py: &mut Py) {
        crash::floating_point_error();
    }

    /// Ends the process out of a thread that Python does not know.
    #[pyfunction("()")]
    fn _fatal_error_c_thread(py: &mut Py) -> PyResult<()> {
        let reporter = super::reporter(py)?;
        let fail = || fault::fatal(reporter, "faulthandler_fatal_error_thread", b"in new thread");
        match thread::Builder::new().spawn(fail) {
            Ok(thread) => {
                // It ends the process.
                let _ = thread.join();
                Ok(())
            }
            Err(_) => Err(exc::runtime_error(py, format_args!("unable to start the thread"))),
        }
    }

    /// Calls functions until the stack is used up.
    #[pyfunction("()")]
    fn _stack_overflow(py: &mut Py) -> PyResult<()> {
        let (bytes, calls) = crash::overflow_stack(MOST_STACK);
        Err(exc::runtime_error(
            py,
            format_args!(
                "unable to raise a stack overflow (allocated {bytes} bytes on the stack, {calls} recursive calls)"
            ),
        ))
    }
}

//! Threads that native code starts.

use std::thread;

use taipan_macros::pymodule;
use taipan_object::gil::Parcel;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

/// The native stack of such a thread, in bytes.
const STACK: usize = 16 << 20;
/// What its native code needs besides, in bytes.
const RESERVE: usize = 512 << 10;

/// The thread that nobody has waited for yet.
#[derive(Default)]
struct Temporary(PyCell<Option<thread::JoinHandle<()>>>);

pub(super) struct Threads;

#[pymodule("_testcapi")]
impl Threads {
    /// Calls a function in a thread that nothing else runs in. What it raises is reported.
    #[pyfunction("(callback, wait=True, /)", hidden)]
    fn call_in_temporary_c_thread(py: &mut Py, callback: Value, wait: Option<bool>) -> PyResult<()> {
        let (entrance, parcel) = (py.entrance(), Parcel::new(callback));
        let spawned = thread::Builder::new().stack_size(STACK + RESERVE).spawn(move || {
            let Some(mut py) = entrance.enter(STACK) else { return };
            if let Some(callback) = parcel.open(&py) {
                if let Err(raised) = py.call(&callback, &[]) {
                    py.unraisable(raised, "Exception ignored in", Some(&callback));
                }
                drop(callback);
            }
            taipan_std_boot::thread::leave(&mut py);
        });
        let Ok(handle) = spawned else {
            return Err(exc::runtime_error(py, format_args!("unable to start the thread")));
        };
        if wait == Some(false) {
            *py.state::<Temporary>().0.get_mut(py) = Some(handle);
        } else {
            // That it panicked it has said itself.
            let _ = py.detach(|| handle.join().is_ok());
        }
        Ok(())
    }

    /// Waits for the thread that call_in_temporary_c_thread() has not waited for.
    #[pyfunction("()", hidden)]
    fn join_temporary_c_thread(py: &mut Py) {
        let handle = py.state::<Temporary>().0.get_mut(py).take();
        if let Some(handle) = handle {
            let _ = py.detach(|| handle.join().is_ok());
        }
    }

    /// Calls a function that does not come back, because the interpreter ends meanwhile.
    #[pyfunction("(callback, /)", hidden)]
    fn finalize_thread_hang(py: &mut Py, callback: Borrowed<'_>) -> PyResult<()> {
        py.call(&callback, &[]).map(drop)
    }
}

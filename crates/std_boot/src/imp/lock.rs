//! The import lock: held while a module is looked for, by one thread as often as it likes.

use std::cell::Cell;

use taipan_macros::pymodule;
use taipan_object::{Py, PyResult, exception as exc};

/// How often the lock is held. Threads of one interpreter take turns, and nothing between acquiring and releasing waits.
#[derive(Default)]
struct ImportLock(Cell<usize>);

pub(super) struct Lock;

#[pymodule("_imp")]
impl Lock {
    /// Whether the import lock is held.
    #[pyfunction]
    fn lock_held(py: &mut Py) -> bool {
        py.state::<ImportLock>().0.get() > 0
    }

    /// Acquires the import lock.
    #[pyfunction]
    fn acquire_lock(py: &mut Py) {
        let state = py.state::<ImportLock>();
        state.0.set(state.0.get() + 1);
    }

    /// Releases the import lock.
    #[pyfunction]
    fn release_lock(py: &mut Py) -> PyResult<()> {
        let state = py.state::<ImportLock>();
        match state.0.get().checked_sub(1) {
            Some(count) => {
                state.0.set(count);
                Ok(())
            }
            None => Err(exc::runtime_error(py, format_args!("not holding the import lock"))),
        }
    }
}

//! The import lock: held while a module is looked for, by one thread as often as it likes. A process forks with it held, so that the
//! child sees no module that another thread has half made.

use taipan_macros::pymodule;
use taipan_object::{Py, PyResult, exception as exc};

use crate::thread::Recursive;

#[derive(Default)]
struct ImportLock(Recursive);

/// Before a fork.
pub(crate) fn before_fork(py: &mut Py) {
    let state = py.state::<ImportLock>();
    if let Err(raised) = state.0.take_undisturbed(py) {
        py.unraisable(raised, "Exception ignored before a fork", None);
    }
}

/// After a fork, in the parent.
pub(crate) fn after_fork_in_parent(py: &mut Py) {
    py.state::<ImportLock>().0.give_back();
}

/// After a fork, in the child.
pub(crate) fn after_fork(py: &mut Py) {
    let state = py.state::<ImportLock>();
    state.0.renew();
    state.0.give_back();
}

pub(super) struct Lock;

#[pymodule("_imp")]
impl Lock {
    /// Whether the import lock is held.
    #[pyfunction]
    fn lock_held(py: &mut Py) -> bool {
        py.state::<ImportLock>().0.is_locked()
    }

    /// Acquires the import lock.
    #[pyfunction]
    fn acquire_lock(py: &mut Py) -> PyResult<()> {
        py.state::<ImportLock>().0.take_undisturbed(py)
    }

    /// Releases the import lock.
    #[pyfunction]
    fn release_lock(py: &mut Py) -> PyResult<()> {
        if py.state::<ImportLock>().0.give_back() {
            return Ok(());
        }
        Err(exc::runtime_error(py, format_args!("not holding the import lock")))
    }
}

//! The lock of a buffer: one call at a time changes it.
//!
//! All threads of an interpreter hold its GIL while they run, so whoever finds the lock taken is the one that took it: a raw
//! stream, or a signal handler, calls the buffer that called it. Where another thread can have been let in between, this is
//! the place to wait for it.

use std::cell::Cell;

use taipan_object::{Borrowed, Py, PyResult, Raised, exception as exc};

/// Whether somebody is at work.
#[derive(Default)]
pub(super) struct Lock(Cell<bool>);

/// Says that the lock is held, and gives it up when it is dropped.
pub(super) struct Held<'a>(&'a Cell<bool>);

impl Lock {
    /// Takes the lock for a call of `this`. `RuntimeError` if this very call is what holds it.
    #[inline]
    pub(super) fn enter<'a>(&'a self, py: &mut Py, this: Borrowed<'_>) -> PyResult<Held<'a>> {
        if self.0.replace(true) {
            return Err(reentrant(py, this));
        }
        Ok(Held(&self.0))
    }

    /// Forgets who holds it: the stream is set up anew.
    pub(super) fn reset(&self) {
        self.0.set(false);
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

#[cold]
fn reentrant(py: &mut Py, this: Borrowed<'_>) -> Raised {
    match py.repr(&this) {
        Ok(shown) => exc::runtime_error(py, format_args!("reentrant call inside {shown}")),
        Err(raised) => raised,
    }
}

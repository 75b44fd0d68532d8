//! State that one thread at a time works with, while others run Python: digests, compressors.

use std::sync::{Mutex, PoisonError, TryLockError};

use crate::py::Py;

/// Less data than this is not worth letting others run meanwhile.
const LARGE: usize = 2 << 10;

/// The state. Whoever works with it does not run Python, so nobody who waits for it has what that thread needs.
pub struct Exclusive<T>(Mutex<T>);

impl<T: Send> Exclusive<T> {
    /// A state that nobody works with yet.
    pub const fn new(state: T) -> Self {
        Self(Mutex::new(state))
    }

    /// Works with the state on so many bytes of data. Other threads run Python while there are many, or while it has to wait.
    pub fn with<R: Send>(&self, py: &mut Py, size: usize, work: impl FnOnce(&mut T) -> R + Send) -> R {
        if size < LARGE {
            match self.0.try_lock() {
                Ok(mut state) => return work(&mut state),
                Err(TryLockError::Poisoned(state)) => return work(&mut state.into_inner()),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        py.detach(|| work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// The state, when nobody works with it any more.
    pub fn into_inner(self) -> T {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the state is like.
    pub fn look<R: Send>(&self, py: &mut Py, at: impl FnOnce(&T) -> R + Send) -> R {
        self.with(py, 0, |state| at(state))
    }
}

/// Works on so many bytes of data; other threads run Python while there are many.
pub fn detached<R: Send>(py: &mut Py, size: usize, work: impl FnOnce() -> R + Send) -> R {
    if size < LARGE { work() } else { py.detach(work) }
}

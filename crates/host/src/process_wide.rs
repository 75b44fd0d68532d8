//! What the C library keeps for the whole process without guarding it: environment, time zone, locale.
//!
//! Each interpreter has a lock of its own, so two of them may use it at once. Whatever reads or changes it takes this guard for
//! as long as the call lasts.

use std::sync::{Mutex, MutexGuard, PoisonError};

static GUARD: Mutex<()> = Mutex::new(());

/// Keeps others from using it.
pub(crate) fn guard() -> MutexGuard<'static, ()> {
    GUARD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does something, like forking, while no other thread uses it.
pub fn undisturbed<R>(work: impl FnOnce() -> R) -> R {
    let _guard = guard();
    work()
}

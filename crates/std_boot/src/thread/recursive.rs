//! A lock that its thread may take again: what `RLock` and the import lock are.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use taipan_object::{Py, PyResult, exception as exc};

use super::Patience;
use super::lock::Gate;

/// The lock. Its fields are those of whoever holds it, and change with the GIL held.
#[derive(Default)]
pub(crate) struct Recursive {
    gate: RefCell<Arc<Gate>>,
    /// The thread that has it; 0 for none.
    owner: Cell<usize>,
    /// How often it has it.
    count: Cell<usize>,
}

impl Recursive {
    pub(crate) fn is_mine(&self) -> bool {
        self.count.get() > 0 && self.owner.get() == taipan_host::thread::identity()
    }

    pub(crate) fn is_locked(&self) -> bool {
        self.gate.borrow().is_locked()
    }

    /// The thread that has it, and how often.
    pub(super) fn holder(&self) -> (usize, usize) {
        (self.owner.get(), self.count.get())
    }

    /// Takes the lock, or takes it once more. Returns whether this thread has it; signals are handled while it waits.
    pub(super) fn take(&self, py: &mut Py, patience: Patience) -> PyResult<bool> {
        if self.is_mine() {
            return self.take_again(py).map(|()| true);
        }
        let gate = self.gate.borrow().clone();
        if !gate.acquire(py, patience)? {
            return Ok(false);
        }
        self.hold(taipan_host::thread::identity(), 1);
        Ok(true)
    }

    /// The same, however long it takes; signals wait.
    pub(crate) fn take_undisturbed(&self, py: &mut Py) -> PyResult<()> {
        if self.is_mine() {
            return self.take_again(py);
        }
        let gate = self.gate.borrow().clone();
        gate.wait(py);
        self.hold(taipan_host::thread::identity(), 1);
        Ok(())
    }

    fn take_again(&self, py: &Py) -> PyResult<()> {
        match self.count.get().checked_add(1) {
            Some(count) => {
                self.count.set(count);
                Ok(())
            }
            None => Err(exc::overflow_error(py, format_args!("Internal lock count overflowed"))),
        }
    }

    /// Waits for the lock, which is that thread's then, so often.
    pub(super) fn restore(&self, py: &mut Py, owner: usize, count: usize) -> PyResult<()> {
        let gate = self.gate.borrow().clone();
        gate.acquire(py, Patience::Forever)?;
        self.hold(owner, count);
        Ok(())
    }

    /// Gives the lock back once. False: this thread does not have it.
    pub(crate) fn give_back(&self) -> bool {
        if !self.is_mine() {
            return false;
        }
        match self.count.get() {
            1 => self.free(),
            count => self.count.set(count - 1),
        }
        true
    }

    /// Gives the lock back altogether.
    pub(super) fn free(&self) {
        self.hold(0, 0);
        self.gate.borrow().release();
    }

    /// Makes the lock free in a child process.
    pub(super) fn reset(&self) {
        self.hold(0, 0);
        self.renew();
    }

    /// In a child process: the lock is as it was, without the threads that waited for it. The fork may have come while one of
    /// them had the gate's own mutex.
    pub(crate) fn renew(&self) {
        let gate = Gate::default();
        if self.count.get() > 0 {
            gate.try_acquire();
        }
        self.gate.replace(Arc::new(gate));
    }

    fn hold(&self, owner: usize, count: usize) {
        self.owner.set(owner);
        self.count.set(count);
    }
}

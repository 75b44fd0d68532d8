//! The lock of a buffer: one call at a time changes it.
//!
//! A call that reaches the raw stream may let other threads run, or call the buffer again itself. Threads wait for each other
//! here; a call that would wait for itself fails. All fields are only touched by the thread that holds the interpreter's lock,
//! except for the gate, at which threads wait without it.

use std::cell::{Cell, OnceCell};
use std::ptr;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use taipan_object::{Borrowed, Py, PyResult, Raised, exception as exc};

/// Which thread is at work.
#[derive(Default)]
pub(super) struct Lock {
    /// The address of the thread's state; 0 for nobody.
    holder: Cell<usize>,
    /// How many threads wait.
    waiting: Cell<usize>,
    /// Where they wait, once any has to.
    gate: OnceCell<Arc<Gate>>,
}

/// Says that the lock is held, and gives it up when it is dropped.
pub(super) struct Held<'a>(&'a Lock);

/// Opens for those that wait whenever the lock was given up.
#[derive(Default)]
struct Gate {
    turns: Mutex<u64>,
    opened: Condvar,
}

/// How long a thread waits before it looks whether the interpreter ends: then the holder will never give the lock up.
const PATIENCE: Duration = Duration::from_millis(200);

impl Gate {
    fn turn(&self) -> u64 {
        *self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the gate has opened since a turn.
    fn wait(&self, turn: u64) {
        let turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if *turns == turn {
            drop(self.opened.wait_timeout(turns, PATIENCE));
        }
    }

    fn open(&self) {
        *self.turns.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.opened.notify_all();
    }
}

impl Lock {
    /// Takes the lock for a call of `this`, when other threads have given it up. `RuntimeError` if this very thread has it.
    #[inline]
    pub(super) fn enter<'a>(&'a self, py: &mut Py, this: Borrowed<'_>) -> PyResult<Held<'a>> {
        let me = ptr::from_ref(py.shared()).addr();
        if self.holder.get() != 0 {
            self.wait(py, this, me)?;
        }
        self.holder.set(me);
        Ok(Held(self))
    }

    #[cold]
    fn wait(&self, py: &mut Py, this: Borrowed<'_>, me: usize) -> PyResult<()> {
        while self.holder.get() != 0 {
            if self.holder.get() == me {
                return Err(reentrant(py, this));
            }
            let gate = self.gate.get_or_init(Arc::default).clone();
            self.waiting.set(self.waiting.get() + 1);
            let turn = gate.turn();
            py.detach(|| gate.wait(turn));
            self.waiting.set(self.waiting.get().saturating_sub(1));
            if py.interpreter().is_ending() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Forgets who holds it: the stream is set up anew.
    pub(super) fn reset(&self) {
        self.holder.set(0);
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.holder.set(0);
        if self.0.waiting.get() > 0
            && let Some(gate) = self.0.gate.get()
        {
            gate.open();
        }
    }
}

#[cold]
fn reentrant(py: &mut Py, this: Borrowed<'_>) -> Raised {
    match py.repr(&this) {
        Ok(shown) => exc::runtime_error(py, format_args!("reentrant call inside {shown}")),
        Err(raised) => raised,
    }
}

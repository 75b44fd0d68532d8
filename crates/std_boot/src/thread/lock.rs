//! `_thread.lock`.

use std::cell::RefCell;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use super::{Patience, patience};

/// A lock that any thread may release.
#[pyclass(static = LOCK, name = "_thread.lock", base = OBJECT)]
pub(super) struct Lock {
    gate: RefCell<Arc<Gate>>,
}

/// What threads wait at.
#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<GateState>,
    released: Condvar,
}

#[derive(Default)]
struct GateState {
    locked: bool,
    /// How many threads wait: to wake nobody would be a system call all the same.
    waiting: usize,
}

/// How often a thread that waits looks whether a signal has arrived.
const LOOK: Duration = Duration::from_millis(50);

impl Gate {
    fn state(&self) -> MutexGuard<'_, GateState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the lock if it is free.
    pub(super) fn try_acquire(&self) -> bool {
        !std::mem::replace(&mut self.state().locked, true)
    }

    /// Waits for the lock until a point in time.
    fn acquire_until(&self, end: Instant) -> bool {
        let mut state = self.state();
        while state.locked {
            let now = Instant::now();
            if now >= end {
                return false;
            }
            state.waiting += 1;
            state = self.released.wait_timeout(state, end - now).unwrap_or_else(PoisonError::into_inner).0;
            state.waiting -= 1;
        }
        state.locked = true;
        true
    }

    /// Gives the lock back. False if nobody had it.
    pub(super) fn release(&self) -> bool {
        let mut state = self.state();
        let was = std::mem::replace(&mut state.locked, false);
        let waiting = state.waiting > 0;
        drop(state);
        if waiting {
            self.released.notify_one();
        }
        was
    }

    pub(super) fn is_locked(&self) -> bool {
        self.state().locked
    }

    /// Waits for the lock with other threads running meanwhile; signals wait, too.
    pub(super) fn wait(&self, py: &mut Py) {
        while !self.try_acquire() && !py.detach(|| self.acquire_until(Instant::now() + LOOK)) {}
    }

    /// Waits for the lock with other threads running meanwhile; signals are handled.
    pub(super) fn acquire(&self, py: &mut Py, patience: Patience) -> PyResult<bool> {
        if self.try_acquire() {
            return Ok(true);
        }
        let end = match patience {
            Patience::None => return Ok(false),
            Patience::For(time) => Instant::now().checked_add(time),
            Patience::Forever => None,
        };
        loop {
            let next = Instant::now() + LOOK;
            let until = end.map_or(next, |end| end.min(next));
            if py.detach(|| self.acquire_until(until)) {
                return Ok(true);
            }
            py.check_signals()?;
            if end.is_some_and(|end| Instant::now() >= end) {
                return Ok(false);
            }
        }
    }
}

pub(super) static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("A lock: one thread at a time has it, any thread may release it."),
    signature: Some("()"),
    flags: Flags::WEAKLY_REFERABLE,
    slots: &[Lock::SLOTS],
    methods: &[Lock::METHODS],
    ..Definition::of(&LOCK)
}];

/// A new lock.
pub(super) fn new(py: &mut Py) -> PyResult<Value> {
    py.heap().object(Lock { gate: RefCell::default() })
}

#[pymethods]
impl Lock {
    #[pyslot]
    fn new(_class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if !args.is_empty() || args.has_keywords() {
            return Err(exc::type_error(py, format_args!("lock() takes no arguments")));
        }
        new(py)
    }

    /// Takes the lock, waiting for it if blocking, for at most timeout seconds unless that is -1. Returns whether it has it.
    #[pymethod("($self, /, blocking=True, timeout=-1)")]
    fn acquire(&self, py: &mut Py, blocking: Option<bool>, timeout: Option<f64>) -> PyResult<bool> {
        let patience = patience(py, blocking.unwrap_or(true), timeout.unwrap_or(-1.0))?;
        let gate = self.gate.borrow().clone();
        gate.acquire(py, patience)
    }

    /// The same as acquire().
    #[pymethod("($self, /, blocking=True, timeout=-1)")]
    fn acquire_lock(&self, py: &mut Py, blocking: Option<bool>, timeout: Option<f64>) -> PyResult<bool> {
        self.acquire(py, blocking, timeout)
    }

    /// Gives the lock back; one of the threads that wait gets it.
    #[pymethod("($self, /)")]
    fn release(&self, py: &mut Py) -> PyResult<()> {
        if self.gate.borrow().release() {
            return Ok(());
        }
        Err(exc::runtime_error(py, format_args!("release unlocked lock")))
    }

    /// The same as release().
    #[pymethod("($self, /)")]
    fn release_lock(&self, py: &mut Py) -> PyResult<()> {
        self.release(py)
    }

    /// Whether somebody has the lock.
    #[pymethod("($self, /)")]
    fn locked(&self, _py: &mut Py) -> bool {
        self.gate.borrow().is_locked()
    }

    /// The same as locked().
    #[pymethod("($self, /)")]
    fn locked_lock(&self, _py: &mut Py) -> bool {
        self.gate.borrow().is_locked()
    }

    /// Takes the lock.
    #[pymethod("($self, /)")]
    fn __enter__(&self, py: &mut Py) -> PyResult<bool> {
        self.acquire(py, None, None)
    }

    /// Gives the lock back.
    #[pymethod("($self, /, *exc_info)")]
    fn __exit__(&self, py: &mut Py, _exc_info: Args<'_>) -> PyResult<()> {
        self.release(py)
    }

    /// Makes the lock free in a child process.
    #[pymethod("($self, /)")]
    fn _at_fork_reinit(&self, _py: &mut Py) {
        // The fork may have come while a thread that waited had the gate's own mutex.
        self.gate.replace(Arc::default());
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let state = match this.get::<Self>() {
            Some(lock) if lock.gate.borrow().is_locked() => "locked",
            _ => "unlocked",
        };
        let class = this.type_().name();
        py.text(format_args!("<{state} {class} object at {:#x}>", this.word()))
    }
}

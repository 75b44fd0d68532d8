//! `_thread.RLock`: a lock that its thread may take again.

use std::cell::Cell;
use std::sync::Arc;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use super::lock::Gate;
use super::{Patience, patience};

/// A lock with an owner.
#[pyclass(static = RLOCK, name = "_thread.RLock", base = OBJECT)]
pub(super) struct RLock {
    gate: Arc<Gate>,
    /// The thread that has it; 0 for none.
    owner: Cell<usize>,
    /// How often it has it.
    count: Cell<usize>,
}

pub(super) static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("A lock that the thread that has it may take again; it is free when it was released as often."),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    slots: &[RLock::SLOTS],
    methods: &[RLock::METHODS],
    ..Definition::of(&RLOCK)
}];

impl RLock {
    fn is_mine(&self) -> bool {
        self.count.get() > 0 && self.owner.get() == taipan_host::thread::identity()
    }

    fn take(&self, py: &mut Py, patience: Patience) -> PyResult<bool> {
        if self.is_mine() {
            let Some(count) = self.count.get().checked_add(1) else {
                return Err(exc::overflow_error(py, format_args!("Internal lock count overflowed")));
            };
            self.count.set(count);
            return Ok(true);
        }
        let gate = self.gate.clone();
        if !gate.acquire(py, patience)? {
            return Ok(false);
        }
        self.owner.set(taipan_host::thread::identity());
        self.count.set(1);
        Ok(true)
    }

    fn free(&self) {
        self.owner.set(0);
        self.count.set(0);
        self.gate.release();
    }
}

#[pymethods]
impl RLock {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        // What a class with an `__init__` of its own is called with is for that.
        let init = |class: &Type| class.slots.init.get().map(|init| init as usize);
        if (!args.is_empty() || args.has_keywords()) && (class.is(&RLOCK) || init(class) == init(&RLOCK)) {
            py.warn(
                &exc::DEPRECATION_WARNING,
                format_args!("Passing arguments to RLock is deprecated and will be removed in 3.15"),
            )?;
        }
        let lock = Self { gate: Arc::default(), owner: Cell::new(0), count: Cell::new(0) };
        py.heap().object_of(class, lock)
    }

    /// Takes the lock, once more if the thread has it already. Returns whether it has it.
    #[pymethod("($self, /, blocking=True, timeout=-1)")]
    fn acquire(&self, py: &mut Py, blocking: Option<bool>, timeout: Option<f64>) -> PyResult<bool> {
        let patience = patience(py, blocking.unwrap_or(true), timeout.unwrap_or(-1.0))?;
        self.take(py, patience)
    }

    /// Gives the lock back once.
    #[pymethod("($self, /)")]
    fn release(&self, py: &mut Py) -> PyResult<()> {
        if !self.is_mine() {
            return Err(exc::runtime_error(py, format_args!("cannot release un-acquired lock")));
        }
        match self.count.get() {
            1 => self.free(),
            count => self.count.set(count - 1),
        }
        Ok(())
    }

    /// Whether somebody has the lock.
    #[pymethod("($self, /)")]
    fn locked(&self, _py: &mut Py) -> bool {
        self.gate.is_locked()
    }

    /// Takes the lock.
    #[pymethod("($self, /)")]
    fn __enter__(&self, py: &mut Py) -> PyResult<bool> {
        self.take(py, Patience::Forever)
    }

    /// Gives the lock back once.
    #[pymethod("($self, /, *exc_info)")]
    fn __exit__(&self, py: &mut Py, _exc_info: Args<'_>) -> PyResult<()> {
        self.release(py)
    }

    /// Whether this thread has the lock.
    #[pymethod("($self, /)")]
    fn _is_owned(&self, _py: &mut Py) -> bool {
        self.is_mine()
    }

    /// How often this thread has the lock.
    #[pymethod("($self, /)")]
    fn _recursion_count(&self, _py: &mut Py) -> usize {
        if self.is_mine() { self.count.get() } else { 0 }
    }

    /// Gives the lock back altogether, and says how to have it again.
    #[pymethod("($self, /)")]
    fn _release_save(&self, py: &mut Py) -> PyResult<Value> {
        if self.count.get() == 0 {
            return Err(exc::runtime_error(py, format_args!("cannot release un-acquired lock")));
        }
        let state = [py.int(self.count.get() as i64)?, py.int(self.owner.get() as i64)?];
        self.free();
        py.tuple(state)
    }

    /// Takes the lock as often as it was had before.
    #[pymethod("($self, state, /)")]
    fn _acquire_restore(&self, py: &mut Py, state: Borrowed<'_>) -> PyResult<()> {
        let parts = state.get::<Tuple>().map(Tuple::items);
        let Some([count, owner]) = parts else {
            return Err(exc::type_error(py, format_args!("expected a tuple of count and owner")));
        };
        let (count, owner) = (py.to_i64(count)?, py.to_i64(owner)?);
        let gate = self.gate.clone();
        gate.acquire(py, Patience::Forever)?;
        self.owner.set(usize::try_from(owner).unwrap_or(0));
        self.count.set(usize::try_from(count).unwrap_or(1));
        Ok(())
    }

    /// Makes the lock free in a child process.
    #[pymethod("($self, /)")]
    fn _at_fork_reinit(&self, _py: &mut Py) {
        self.free();
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().name();
        let (owner, count, locked) = match this.get::<Self>() {
            Some(lock) => (lock.owner.get(), lock.count.get(), lock.gate.is_locked()),
            None => (0, 0, false),
        };
        let state = if locked { "locked" } else { "unlocked" };
        py.text(format_args!("<{state} {class} object owner={owner} count={count} at {:#x}>", this.word()))
    }
}

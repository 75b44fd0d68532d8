//! `_thread.RLock`: a lock that its thread may take again.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value, exception as exc};

use super::recursive::Recursive;
use super::{Patience, patience};

/// A lock with an owner.
#[pyclass(static = RLOCK, name = "_thread.RLock", base = OBJECT)]
pub(super) struct RLock {
    lock: Recursive,
}

pub(super) static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("A lock that the thread that has it may take again; it is free when it was released as often."),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    slots: &[RLock::SLOTS],
    methods: &[RLock::METHODS],
    ..Definition::of(&RLOCK)
}];

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
        py.heap().object_of(class, Self { lock: Recursive::default() })
    }

    /// Takes the lock, once more if the thread has it already. Returns whether it has it.
    #[pymethod("($self, /, blocking=True, timeout=-1)")]
    fn acquire(&self, py: &mut Py, blocking: Option<bool>, timeout: Option<f64>) -> PyResult<bool> {
        let patience = patience(py, blocking.unwrap_or(true), timeout.unwrap_or(-1.0))?;
        self.lock.take(py, patience)
    }

    /// Gives the lock back once.
    #[pymethod("($self, /)")]
    fn release(&self, py: &mut Py) -> PyResult<()> {
        if self.lock.give_back() { Ok(()) } else { Err(not_acquired(py)) }
    }

    /// Whether somebody has the lock.
    #[pymethod("($self, /)")]
    fn locked(&self, _py: &mut Py) -> bool {
        self.lock.is_locked()
    }

    /// Takes the lock.
    #[pymethod("($self, /)")]
    fn __enter__(&self, py: &mut Py) -> PyResult<bool> {
        self.lock.take(py, Patience::Forever)
    }

    /// Gives the lock back once.
    #[pymethod("($self, /, *exc_info)")]
    fn __exit__(&self, py: &mut Py, _exc_info: Args<'_>) -> PyResult<()> {
        self.release(py)
    }

    /// Whether this thread has the lock.
    #[pymethod("($self, /)")]
    fn _is_owned(&self, _py: &mut Py) -> bool {
        self.lock.is_mine()
    }

    /// How often this thread has the lock.
    #[pymethod("($self, /)")]
    fn _recursion_count(&self, _py: &mut Py) -> usize {
        if self.lock.is_mine() { self.lock.holder().1 } else { 0 }
    }

    /// Gives the lock back altogether, and says how to have it again.
    #[pymethod("($self, /)")]
    fn _release_save(&self, py: &mut Py) -> PyResult<Value> {
        let (owner, count) = self.lock.holder();
        if count == 0 {
            return Err(not_acquired(py));
        }
        let state = [py.int(count as i64)?, py.int(owner as i64)?];
        self.lock.free();
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
        self.lock.restore(py, usize::try_from(owner).unwrap_or(0), usize::try_from(count).unwrap_or(1))
    }

    /// Makes the lock free in a child process.
    #[pymethod("($self, /)")]
    fn _at_fork_reinit(&self, _py: &mut Py) {
        self.lock.reset();
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().name();
        let lock = this.get::<Self>().map(|this| &this.lock);
        let ((owner, count), locked) = lock.map_or(((0, 0), false), |lock| (lock.holder(), lock.is_locked()));
        let state = if locked { "locked" } else { "unlocked" };
        py.text(format_args!("<{state} {class} object owner={owner} count={count} at {:#x}>", this.word()))
    }
}

#[cold]
fn not_acquired(py: &Py) -> Raised {
    exc::runtime_error(py, format_args!("cannot release un-acquired lock"))
}

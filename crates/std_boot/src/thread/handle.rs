//! `_thread._ThreadHandle`: a thread that others can wait for.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::Definition;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

/// The handle.
#[pyclass(static = THREAD_HANDLE, name = "_thread._ThreadHandle", base = OBJECT, leaf)]
pub(super) struct ThreadHandle {
    pub(super) thread: Arc<Thread>,
}

/// What is known of the thread, by itself and by those who wait for it.
#[derive(Default)]
pub(super) struct Thread {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Copy, Default)]
struct State {
    identity: usize,
    phase: Phase,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Phase {
    #[default]
    NotStarted,
    Starting,
    Running,
    Done,
}

/// How often a thread that waits looks whether a signal has arrived.
const LOOK: Duration = Duration::from_millis(50);

impl Thread {
    fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }

    /// Claims the handle for a thread that is about to start. False if it has one.
    pub(super) fn claim(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let free = state.phase == Phase::NotStarted;
        if free {
            state.phase = Phase::Starting;
        }
        free
    }

    /// Gives the claim up: the thread could not start.
    pub(super) fn unclaim(&self) {
        self.change(|state| state.phase = Phase::NotStarted);
    }

    /// Says which thread it is.
    pub(super) fn run(&self, identity: usize) {
        self.change(|state| *state = State { identity, phase: Phase::Running });
    }

    /// Says that the thread is over.
    pub(super) fn finish(&self) {
        self.change(|state| state.phase = Phase::Done);
    }

    /// In a child process: only the thread that forked is there.
    pub(super) fn after_fork(&self, survivor: usize) {
        // One that was about to change it in the parent never lets the lock go.
        if let Ok(mut state) = self.state.try_lock()
            && state.identity != survivor
            && state.phase != Phase::NotStarted
        {
            state.phase = Phase::Done;
        }
    }

    /// Waits until the thread has its identity.
    pub(super) fn wait_until_started(&self) -> usize {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.phase == Phase::Starting {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.identity
    }

    /// Waits until the thread is over, or until a point in time. Whether it is over.
    fn wait_until(&self, end: Instant) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.phase != Phase::Done {
            let now = Instant::now();
            if now >= end {
                return false;
            }
            state = self.changed.wait_timeout(state, end - now).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Waits until the thread is over, at most for a time; signals are handled meanwhile.
    pub(super) fn join(&self, py: &mut Py, timeout: Option<Duration>) -> PyResult<()> {
        let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            let next = Instant::now() + LOOK;
            let until = end.map_or(next, |end| end.min(next));
            if self.state().phase == Phase::Done || py.detach(|| self.wait_until(until)) {
                return Ok(());
            }
            py.check_signals()?;
            if end.is_some_and(|end| Instant::now() >= end) {
                return Ok(());
            }
        }
    }
}

pub(super) static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("A thread that others can wait for."),
    slots: &[ThreadHandle::SLOTS],
    methods: &[ThreadHandle::METHODS],
    getset: &[ThreadHandle::GETSET],
    ..Definition::of(&THREAD_HANDLE)
}];

/// A handle without a thread.
pub(super) fn new(py: &mut Py) -> PyResult<Value> {
    py.heap().object(ThreadHandle { thread: Arc::default() })
}

#[pymethods]
impl ThreadHandle {
    #[pyslot]
    fn new(_class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if !args.is_empty() || args.has_keywords() {
            return Err(exc::type_error(py, format_args!("_ThreadHandle() takes no arguments")));
        }
        new(py)
    }

    /// Waits until the thread is over, at most for timeout seconds where that is given and not negative.
    #[pymethod("($self, timeout=None, /)")]
    fn join(&self, py: &mut Py, timeout: Borrowed<'_>) -> PyResult<()> {
        let timeout = match is_none(&timeout) {
            true => None,
            false => Some(py.to_f64(&timeout)?).filter(|&seconds| seconds >= 0.0),
        };
        let state = self.thread.state();
        match state.phase {
            Phase::NotStarted => return Err(exc::runtime_error(py, format_args!("thread not started"))),
            Phase::Done => return Ok(()),
            _ if state.identity == taipan_host::thread::identity() => {
                return Err(exc::runtime_error(py, format_args!("Cannot join current thread")));
            }
            // Other threads do not run any more, and cannot end.
            _ if py.interpreter().is_ending() => {
                return Err(py.error(
                    &exc::PYTHON_FINALIZATION_ERROR,
                    format_args!("cannot join thread at Python shutdown"),
                ));
            }
            _ => {}
        }
        let timeout = timeout.map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
        let thread = self.thread.clone();
        thread.join(py, timeout)
    }

    /// Whether the thread is over.
    #[pymethod("($self, /)")]
    fn is_done(&self, _py: &mut Py) -> bool {
        self.thread.state().phase == Phase::Done
    }

    /// Says that the thread is over.
    #[pymethod("($self, /)")]
    fn _set_done(&self, py: &mut Py) -> PyResult<()> {
        if self.thread.state().phase == Phase::NotStarted {
            return Err(exc::runtime_error(py, format_args!("thread not started")));
        }
        self.thread.finish();
        Ok(())
    }

    /// The number of the thread.
    #[pygetter]
    fn ident(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let identity = this.get::<Self>().map_or(0, |handle| handle.thread.state().identity);
        py.int_from_usize(identity)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().name();
        let identity = this.get::<Self>().map_or(0, |handle| handle.thread.state().identity);
        py.text(format_args!("<{class} object: ident={identity}>"))
    }
}

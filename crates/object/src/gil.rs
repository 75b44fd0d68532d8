//! The lock that one thread of an interpreter holds while it works with objects, and how threads get in.
//!
//! A thread that wants it waits for the switch interval; when the same thread still has it then, that one's breaker is asked
//! for it, and its interpreter gives it up at the next safe place. Whoever gave it up so waits until another one really has
//! it, or a thread that never blocks would take it back at once.

use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::breaker;
use crate::interpreter::Interpreter;
use crate::py::{Py, Shared};
use crate::value::Value;

/// The lock.
pub(crate) struct Gil {
    state: Mutex<State>,
    /// The address of the breaker of the thread that has it; 0 for nobody. It changes with the state's lock only, but may be
    /// read without.
    holder: AtomicUsize,
    /// It was given up.
    freed: Condvar,
    /// Another thread has it.
    taken: Condvar,
    /// `sys.getswitchinterval()` in microseconds.
    interval: AtomicU64,
}

#[derive(Default)]
struct State {
    /// How often it has changed hands.
    switches: u64,
    /// How many threads wait for it.
    waiting: usize,
    /// How many threads gave it up for another one, and wait until that has it.
    yielding: usize,
}

impl Default for Gil {
    fn default() -> Self {
        Self {
            state: Mutex::default(),
            holder: AtomicUsize::new(0),
            freed: Condvar::new(),
            taken: Condvar::new(),
            interval: AtomicU64::new(5000),
        }
    }
}

impl Gil {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The address of the breaker of the thread that has it; 0 for nobody.
    pub(crate) fn holder(&self) -> usize {
        self.holder.load(Ordering::Relaxed)
    }

    /// Where that is noted, for those who look from outside.
    pub(crate) fn holder_place(&self) -> *const usize {
        self.holder.as_ptr()
    }

    /// Waits for it.
    pub(crate) fn acquire(&self, thread: &Shared) {
        let mut state = self.lock();
        state.waiting += 1;
        while self.holder() != 0 {
            let before = state.switches;
            let interval = Duration::from_micros(self.interval.load(Ordering::Relaxed).max(1));
            let (guard, waited) =
                self.freed.wait_timeout(state, interval).unwrap_or_else(PoisonError::into_inner);
            state = guard;
            if waited.timed_out() && self.holder() != 0 && state.switches == before {
                // SAFETY: the holder's state lives at least until it has given the lock up, which needs `state`.
                let breaker = unsafe { &*ptr::with_exposed_provenance::<AtomicU32>(self.holder()) };
                breaker.fetch_or(breaker::GIVE_WAY, Ordering::Relaxed);
            }
        }
        state.waiting -= 1;
        self.holder.store(ptr::from_ref(thread.breaker()).expose_provenance(), Ordering::Relaxed);
        state.switches += 1;
        let yielding = state.yielding > 0;
        thread.unask(breaker::GIVE_WAY);
        drop(state);
        if yielding {
            self.taken.notify_all();
        }
    }

    /// Gives it up. Waking nobody would be a system call all the same, so it is only done where somebody waits.
    pub(crate) fn release(&self) {
        let state = self.lock();
        self.holder.store(0, Ordering::Relaxed);
        let waiting = state.waiting > 0;
        drop(state);
        if waiting {
            self.freed.notify_one();
        }
    }

    /// Lets another thread have it that waits.
    pub(crate) fn give_way(&self, thread: &Shared) {
        thread.unask(breaker::GIVE_WAY);
        let mut state = self.lock();
        if state.waiting == 0 {
            return;
        }
        self.holder.store(0, Ordering::Relaxed);
        let mine = state.switches;
        self.freed.notify_one();
        state.yielding += 1;
        while state.switches == mine && state.waiting > 0 {
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.yielding -= 1;
        drop(state);
        self.acquire(thread);
    }
}

/// A way into an interpreter for another thread. As long as there is one, the interpreter's memory stays.
pub struct Entrance(NonNull<Interpreter>);

// SAFETY: an interpreter is only touched by the thread that has its lock, which `enter` takes; and it lives until the last
// thread has left it and nobody has a way into it.
unsafe impl Send for Entrance {}

impl Drop for Entrance {
    fn drop(&mut self) {
        // SAFETY: the interpreter is alive as long as the visitor is counted.
        unsafe { self.0.as_ref() }.uncount_visitor();
    }
}

impl Entrance {
    /// A way into an interpreter.
    ///
    /// # Safety
    /// The interpreter is alive, and cannot go before this has returned.
    pub(crate) unsafe fn of(interpreter: NonNull<Interpreter>) -> Self {
        // SAFETY: the caller's promise.
        unsafe { interpreter.as_ref() }.count_visitor();
        Self(interpreter)
    }

    /// Waits for the interpreter and attaches this thread to it, which has so many bytes of stack from here on. `None` when the
    /// interpreter ends: the thread has nothing to do there any more.
    pub fn enter(self, stack: usize) -> Option<Py> {
        Py::attached(self.0, stack)
    }
}

/// A value on its way from one thread of an interpreter to another.
pub struct Parcel(Option<Value>);

// SAFETY: the value cannot be reached before a thread that is attached to the interpreter opens the parcel.
unsafe impl Send for Parcel {}

impl Parcel {
    /// Packs a value.
    pub fn new(value: Value) -> Self {
        Self(Some(value))
    }

    /// The value. `_py` is the proof that the thread is attached.
    pub fn open(mut self, _py: &Py) -> Option<Value> {
        self.0.take()
    }
}

impl Drop for Parcel {
    fn drop(&mut self) {
        // Nobody may count here: the thread need not be attached.
        std::mem::forget(self.0.take());
    }
}

impl Py {
    /// A way into this interpreter for another thread.
    pub fn entrance(&self) -> Entrance {
        // SAFETY: this thread is attached to it.
        unsafe { Entrance::of(NonNull::from(self.interpreter())) }
    }

    /// Does work that blocks and touches no object: its closure can be sent to another thread, and values cannot. Other threads
    /// run Python meanwhile. What is dead dies first.
    pub fn detach<R: Send>(&mut self, work: impl FnOnce() -> R + Send) -> R {
        struct Attach<'a>(&'a Shared);
        impl Drop for Attach<'_> {
            fn drop(&mut self) {
                self.0.interpreter().gil().acquire(self.0);
            }
        }
        self.drain();
        let shared = self.shared();
        shared.interpreter().gil().release();
        let attach = Attach(shared);
        let result = work();
        drop(attach);
        self.stop_if_ending();
        result
    }

    /// A thread that comes back while the interpreter ends stays outside for good: its objects may be gone.
    pub(crate) fn stop_if_ending(&self) {
        if self.interpreter().is_ending_for(self.shared()) {
            self.interpreter().gil().release();
            loop {
                std::thread::park();
            }
        }
    }

    /// Where it is noted who has the lock: the address of that thread's breaker, or 0. The place is never freed, so that a signal
    /// handler may look there.
    pub fn lock_holder(&self) -> *const usize {
        self.interpreter().gil().holder_place()
    }

    /// `sys.getswitchinterval()`
    pub fn switch_interval(&self) -> Duration {
        Duration::from_micros(self.interpreter().gil().interval.load(Ordering::Relaxed))
    }

    /// `sys.setswitchinterval()`
    pub fn set_switch_interval(&self, interval: Duration) {
        let micros = u64::try_from(interval.as_micros()).unwrap_or(u64::MAX);
        self.interpreter().gil().interval.store(micros.max(1), Ordering::Relaxed);
    }
}

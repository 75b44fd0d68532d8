//! The threads of an interpreter.

use std::cell::Cell;
use std::ptr::{self, NonNull};

use super::Interpreter;
use crate::gil::Gil;
use crate::py::Shared;

/// Its threads, in the order in which they came. Only the thread that has the interpreter's lock looks.
pub(super) struct Threads {
    /// The lock. It is never freed, since a thread that comes late may still wait for it.
    gil: Cell<&'static Gil>,
    all: Cell<Vec<NonNull<Shared>>>,
    /// The thread that made the main interpreter, or that ends another one.
    owner: Cell<*const Shared>,
    /// Whether only the owner may go on.
    ending: Cell<bool>,
}

impl Threads {
    /// No threads, with a lock of their own unless one is given.
    pub(super) fn new(lock: Option<&'static Gil>) -> Self {
        Self {
            gil: Cell::new(lock.unwrap_or_else(|| Box::leak(Box::default()))),
            all: Cell::default(),
            owner: Cell::new(ptr::null()),
            ending: Cell::new(false),
        }
    }
}

impl Interpreter {
    /// The lock that a thread holds while it works with objects.
    pub(crate) fn gil(&self) -> &'static Gil {
        self.threads.gil.get()
    }

    pub(crate) fn set_owner(&self, thread: &Shared) {
        self.threads.owner.set(ptr::from_ref(thread));
    }

    /// Whether a thread made the interpreter or ends it.
    pub(crate) fn is_owner(&self, thread: &Shared) -> bool {
        ptr::eq(self.threads.owner.get(), thread)
    }

    /// Whether a thread is the one that the process runs its program on, in the main interpreter.
    pub fn is_main_thread(&self, thread: &Shared) -> bool {
        self.is_main() && self.is_owner(thread)
    }

    /// Says that the interpreter ends: threads other than the one that owns it stop where they next ask for its lock.
    pub fn end(&self) {
        self.threads.ending.set(true);
    }

    /// Whether the interpreter ends.
    pub fn is_ending(&self) -> bool {
        self.threads.ending.get()
    }

    /// Whether a thread must stop because the interpreter ends.
    pub(crate) fn is_ending_for(&self, thread: &Shared) -> bool {
        self.threads.ending.get() && !self.is_owner(thread)
    }

    pub(crate) fn add_thread(&self, thread: NonNull<Shared>) {
        let mut all = self.threads.all.take();
        all.push(thread);
        self.threads.all.set(all);
    }

    /// Takes a thread from the list. True if it was the last.
    pub(crate) fn remove_thread(&self, thread: NonNull<Shared>) -> bool {
        let mut all = self.threads.all.take();
        all.retain(|&it| it != thread);
        let last = all.is_empty();
        self.threads.all.set(all);
        last
    }

    /// Calls a function for each thread.
    pub fn each_thread(&self, mut visit: impl FnMut(&Shared)) {
        let all = self.threads.all.take();
        for thread in &all {
            // SAFETY: a thread takes itself from the list before its state goes.
            visit(unsafe { thread.as_ref() });
        }
        self.threads.all.set(all);
    }

    /// Whether a thread may fork the process: it must have the lock of every interpreter that it goes on in, or their objects
    /// might be in the middle of a change that another thread makes.
    pub fn may_fork(&self, thread: &Shared) -> bool {
        let mut outer = thread.outer();
        while let Some(thread) = outer {
            if !ptr::eq(thread.interpreter().gil(), self.gil()) {
                return false;
            }
            outer = thread.outer();
        }
        true
    }

    /// In a child process only the thread that forked exists: the others are forgotten, and the lock is its own.
    pub fn after_fork(&self, thread: &Shared) {
        // The parent's other threads may have been about to change the old one.
        let gil: &'static Gil = Box::leak(Box::default());
        let (mut survivors, mut state) = (Vec::new(), Some(thread));
        while let Some(thread) = state {
            let interpreter = thread.interpreter();
            survivors.push(interpreter.id());
            interpreter.threads.all.set(vec![NonNull::from(thread)]);
            interpreter.threads.gil.set(gil);
            if interpreter.is_main() {
                interpreter.set_owner(thread);
            }
            state = thread.outer();
        }
        self.runtime().after_fork(&survivors);
        self.gil().acquire(thread);
    }
}

//! The exceptions that are being handled: one level for each generator that runs, and one at the bottom for everything
//! else.
//!
//! ```text
//! Shared ─► level of the inner generator ─► level of the outer one ─► bottom
//! ```
//!
//! An `except` block puts its exception into the top level, and the one that was there on the value stack. A generator takes
//! its level along when it yields. What is being handled is the exception of the first level that has one.

use std::cell::Cell;
use std::ptr;

use crate::args::StackRef;
use crate::py::Shared;
use crate::value::Value;

/// What is being handled in one level.
pub struct Handled {
    exception: Cell<Option<Value>>,
    below: Cell<*const Handled>,
}

impl Default for Handled {
    fn default() -> Self {
        Self { exception: Cell::new(None), below: Cell::new(ptr::null()) }
    }
}

impl Handled {
    /// Puts another exception in, or none, and gives the old one out.
    pub fn replace(&self, exception: Option<Value>) -> Option<Value> {
        self.exception.replace(exception)
    }

    /// The same with slots: one that owns, or null.
    ///
    /// # Safety
    /// The slot is not used again, and holds an exception if it is not null.
    #[inline(always)]
    pub unsafe fn exchange(&self, exception: StackRef) -> StackRef {
        // SAFETY: a value is the same word as a slot that owns it, and none the same as an empty slot.
        unsafe { self.exception.as_ptr().cast::<StackRef>().replace(exception) }
    }

    /// The exception.
    pub fn get(&self) -> Option<Value> {
        let exception = self.exception.take();
        self.exception.set(exception.clone());
        exception
    }
}

impl Shared {
    /// The top level.
    #[inline(always)]
    pub fn handled(&self) -> &Handled {
        // SAFETY: a level is taken off before it goes away; the bottom is ours.
        unsafe { self.handled_top.get().as_ref() }.unwrap_or(&self.handled_bottom)
    }

    /// The exception that is being handled.
    pub fn handled_exception(&self) -> Option<Value> {
        let mut level = self.handled_top.get();
        // SAFETY: as above.
        while let Some(current) = unsafe { level.as_ref() } {
            if let Some(exception) = current.get() {
                return Some(exception);
            }
            level = current.below.get();
        }
        self.handled_bottom.get()
    }
}

impl Shared {
    /// Puts a level on top.
    ///
    /// # Safety
    /// The level stays where it is until [`Self::pop_handled`] takes it off. The caller has the interpreter's lock.
    #[inline(always)]
    pub unsafe fn push_handled(&self, level: &Handled) {
        level.below.set(self.handled_top.replace(level));
    }

    /// Takes the top level off.
    #[inline(always)]
    pub fn pop_handled(&self) {
        // SAFETY: levels are taken off before they go away.
        if let Some(top) = unsafe { self.handled_top.get().as_ref() } {
            self.handled_top.set(top.below.replace(ptr::null()));
        }
    }
}

//! `set_iterator`: its payload, whose keys the interpreter's loop takes without a call.
//!
//! It ends with an error when the set has another length than when it began, each time again.

use std::cell::Cell;

use crate::args::StackRef;
use crate::cell::PyCell;
use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::object::OBJECT;
use crate::value::{Borrowed, Value};

/// The payload.
pub struct SetIterator {
    /// The set; nothing at the end.
    set: PyCell<Option<Value>>,
    /// The length that the set has to have; `None` when it had another.
    expected: Cell<Option<usize>>,
    position: Cell<usize>,
    /// How many keys are still to come.
    left: Cell<usize>,
}

/// `set_iterator`
pub static SET_ITERATOR: Type = Type::of::<SetIterator>("set_iterator", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for SetIterator {
    const TYPE: &'static Type = &SET_ITERATOR;
}

impl Parts for SetIterator {
    fn take_part(&mut self) -> Option<Value> {
        self.set.exclusive().take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.set.peek() }.iter().for_each(visit);
    }
}

impl SetIterator {
    /// An iterator over a set.
    pub fn over(py: &Py, set: Borrowed<'_>) -> PyResult<Value> {
        let len = set.any_set().map_or(0, |set| set.len(py));
        py.heap().object(Self {
            set: PyCell::new(Some(set.to_value())),
            expected: Cell::new(Some(len)),
            position: Cell::new(0),
            left: Cell::new(len),
        })
    }

    /// Another one that stands where this one does.
    #[must_use]
    pub fn duplicate(&self, py: &Py) -> Self {
        Self {
            set: PyCell::new(self.set.get(py).clone()),
            expected: self.expected.clone(),
            position: self.position.clone(),
            left: self.left.clone(),
        }
    }

    /// The next key, if there is one.
    ///
    /// # Safety
    /// No borrow of the cells exists.
    #[inline(always)]
    pub(crate) unsafe fn next_at_once(&self) -> Option<StackRef> {
        // SAFETY: the caller's promise.
        unsafe {
            let table = self.set.peek().as_ref()?.borrow().exact_set()?.table.peek();
            if self.expected.get() != Some(table.used()) {
                return None;
            }
            let (place, key, _) = table.next(self.position.get())?;
            self.advance_to(place);
            Some(StackRef::owned(key.clone()))
        }
    }

    #[inline(always)]
    fn advance_to(&self, place: usize) {
        self.position.set(place + 1);
        self.left.set(self.left.get().saturating_sub(1));
    }

    /// Goes one key further.
    pub fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let found = {
            let set = self.set.get(py);
            let Some(set) = set.as_ref().and_then(|set| set.borrow().any_set()) else { return Ok(None) };
            if self.expected.get() == Some(set.len(py)) {
                Ok(set.next(py, self.position.get()))
            } else {
                Err(())
            }
        };
        match found {
            Ok(Some(entry)) => {
                self.advance_to(entry.position);
                Ok(Some(entry.key))
            }
            Ok(None) => {
                drop(self.set.replace(py, None));
                Ok(None)
            }
            Err(()) => {
                self.expected.set(None);
                Err(exc::runtime_error(py, format_args!("Set changed size during iteration")))
            }
        }
    }

    /// How many keys are still to come, as far as that is known.
    pub fn length_hint(&self, py: &Py) -> usize {
        let set = self.set.get(py);
        let len = set.as_ref().and_then(|set| set.borrow().any_set()).map(|set| set.len(py));
        if len.is_some() && len == self.expected.get() { self.left.get() } else { 0 }
    }
}

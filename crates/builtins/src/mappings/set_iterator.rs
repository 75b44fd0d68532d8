//! `set_iterator`: goes over the keys of a set or frozenset. It ends with an error when the set has another length than
//! when it began, each time again.

use std::cell::Cell;

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Parts, Payload, Visit};
use taipan_object::types::object::OBJECT;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use super::reduce_to_list;

/// The payload.
pub(super) struct SetIterator {
    /// The set; nothing at the end.
    set: PyCell<Option<Value>>,
    /// The length that the set has to have; `None` when it had another.
    expected: Cell<Option<usize>>,
    position: Cell<usize>,
    /// How many keys are still to come.
    left: Cell<usize>,
}

static SET_ITERATOR: Type = Type::of::<SetIterator>("set_iterator", Some(&OBJECT));

pub(super) const DEFINITION: Definition = Definition {
    slots: &[SetIterator::SLOTS],
    methods: &[SetIterator::METHODS],
    ..Definition::of(&SET_ITERATOR)
};

// SAFETY: only made here; the type cannot be derived from.
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
    pub(super) fn over(py: &mut Py, set: Borrowed<'_>) -> PyResult<Value> {
        let len = set.any_set().map_or(0, |set| set.len(py));
        py.heap().object(Self {
            set: PyCell::new(Some(set.to_value())),
            expected: Cell::new(Some(len)),
            position: Cell::new(0),
            left: Cell::new(len),
        })
    }

    /// Goes one key further.
    fn advance(&self, py: &mut Py) -> PyResult<Option<Value>> {
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
                self.position.set(entry.position + 1);
                self.left.set(self.left.get().saturating_sub(1));
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
}

#[pymethods]
impl SetIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>, _: &mut Py) -> PyResult<Value> {
        Ok(this.to_value())
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        self.advance(py)
    }

    /// How many keys are still to come, as far as that is known.
    #[pymethod("($self, /)", name = "__length_hint__")]
    fn length_hint(&self, py: &mut Py) -> usize {
        let set = self.set.get(py);
        let len = set.as_ref().and_then(|set| set.borrow().any_set()).map(|set| set.len(py));
        if len.is_some() && len == self.expected.get() { self.left.get() } else { 0 }
    }

    /// What pickles the iterator.
    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(&self, py: &mut Py) -> PyResult<Value> {
        let copy = Self {
            set: PyCell::new(self.set.get(py).clone()),
            expected: self.expected.clone(),
            position: self.position.clone(),
            left: self.left.clone(),
        };
        let mut rest = Vec::new();
        while let Some(key) = copy.advance(py)? {
            rest.try_reserve(1)?;
            rest.push(key);
        }
        reduce_to_list(py, rest)
    }
}

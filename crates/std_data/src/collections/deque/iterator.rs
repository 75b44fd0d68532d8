//! Iterators over deques.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{Deque, mutated};
use crate::arguments::{itself, reduced};

pub(in crate::collections) const FORWARD: Definition = Definition {
    slots: &[DequeIterator::SLOTS],
    methods: &[DequeIterator::METHODS],
    ..Definition::of(&DEQUE_ITERATOR)
};

pub(in crate::collections) const REVERSE: Definition = Definition {
    slots: &[DequeReverseIterator::SLOTS],
    methods: &[DequeReverseIterator::METHODS],
    ..Definition::of(&DEQUE_REVERSE_ITERATOR)
};

/// An iterator over a deque.
pub(super) fn forward(py: &mut Py, deque: Borrowed<'_>) -> PyResult<Value> {
    let cursor = Cursor::new(py, deque);
    py.heap().object(DequeIterator { deque: deque.to_value(), cursor })
}

/// An iterator over a deque, the last item first.
pub(super) fn reverse(py: &mut Py, deque: Borrowed<'_>) -> PyResult<Value> {
    let cursor = Cursor::new(py, deque);
    py.heap().object(DequeReverseIterator { deque: deque.to_value(), cursor })
}

/// How far an iterator has come.
struct Cursor {
    /// The number of changes that the deque had at the beginning.
    changes: u64,
    left: Cell<usize>,
}

impl Cursor {
    fn new(py: &Py, deque: Borrowed<'_>) -> Self {
        let (changes, len) =
            deque.get::<Deque>().map_or((0, 0), |deque| (deque.changes.get(), deque.len(py)));
        Self { changes, left: Cell::new(len) }
    }

    /// The item at the place that `place` makes of the length and what is left.
    #[inline]
    fn next(
        &self,
        py: &mut Py,
        deque: &Value,
        place: impl Fn(usize, usize) -> usize,
    ) -> PyResult<Option<Value>> {
        let Some(deque) = deque.get::<Deque>() else { return Ok(None) };
        if deque.changes.get() != self.changes {
            self.left.set(0);
            return Err(mutated(py));
        }
        let left = self.left.get();
        if left == 0 {
            return Ok(None);
        }
        self.left.set(left - 1);
        let items = deque.items.get(py);
        Ok(items.get(place(items.len(), left)).cloned())
    }

    /// What pickles make the iterator of: the deque, and how many items were given.
    fn reduce(&self, py: &mut Py, this: Borrowed<'_>, deque: &Value) -> PyResult<Value> {
        let len = deque.get::<Deque>().map_or(0, |deque| deque.len(py));
        let given = py.int_from_usize(len.saturating_sub(self.left.get()))?;
        reduced(py, this.type_().to_value(), vec![deque.clone(), given], [])
    }
}

/// The deque and the number of items to skip that a constructor is given.
fn arguments<'a>(py: &mut Py, args: Args<'a>) -> PyResult<(Borrowed<'a>, isize)> {
    let count = args.len();
    let Some(deque) = args.get(0) else {
        return Err(exc::type_error(py, format_args!("function takes at least 1 argument (0 given)")));
    };
    if count > 2 {
        return Err(exc::type_error(py, format_args!("function takes at most 2 arguments ({count} given)")));
    }
    if deque.get::<Deque>().is_none() {
        let given = deque.type_().name();
        return Err(exc::type_error(py, format_args!("argument 1 must be collections.deque, not {given}")));
    }
    let skipped = match args.get(1) {
        Some(index) => py.to_isize(&index)?,
        None => 0,
    };
    Ok((deque, skipped))
}

macro_rules! iterator {
    ($Payload:ident, $place:expr) => {
        #[pymethods]
        impl $Payload {
            #[pyslot]
            fn new(_: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
                let (deque, skipped) = arguments(py, args)?;
                let cursor = Cursor::new(py, deque);
                let left = cursor.left.get().saturating_sub(usize::try_from(skipped).unwrap_or(0));
                cursor.left.set(left);
                py.heap().object(Self { deque: deque.to_value(), cursor })
            }

            #[pyslot]
            fn iter(this: Borrowed<'_>) -> Value {
                itself(this)
            }

            #[pyslot]
            fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
                self.cursor.next(py, &self.deque, $place)
            }

            /// How many items are still to come.
            #[pymethod("($self, /)")]
            fn __length_hint__(&self) -> usize {
                self.cursor.left.get()
            }

            /// What pickles make it of.
            #[pymethod("($self, /)")]
            fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                match this.get::<Self>() {
                    Some(own) => own.cursor.reduce(py, this, &own.deque),
                    None => Ok(this.to_value()),
                }
            }
        }
    };
}

/// The payload.
#[pyclass(name = "collections._deque_iterator")]
pub(crate) struct DequeIterator {
    deque: Value,
    cursor: Cursor,
}

/// The payload.
#[pyclass(name = "collections._deque_reverse_iterator")]
pub(crate) struct DequeReverseIterator {
    deque: Value,
    cursor: Cursor,
}

iterator!(DequeIterator, |len, left| len - left);
iterator!(DequeReverseIterator, |_, left| left - 1);

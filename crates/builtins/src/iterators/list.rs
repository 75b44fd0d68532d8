//! `list_iterator` and `list_reverseiterator`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::list::{LIST_ITERATOR, List, ListIterator};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

use super::{iter_function, itself, reduced, state_index};

pub(super) const FORWARD: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[Forward::SLOTS],
    methods: &[Forward::METHODS],
    ..Definition::of(&LIST_ITERATOR)
};

pub(super) const BACKWARD: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[Backward::SLOTS],
    methods: &[Backward::METHODS],
    ..Definition::of(&LIST_REVERSE_ITERATOR)
};

/// From the first item to the last.
struct Forward;

#[pymethods(ListIterator)]
impl Forward {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &ListIterator, py: &mut Py) -> PyResult<Option<Value>> {
        Ok(this.next(py))
    }

    /// How many items are left.
    #[pymethod("($self, /)")]
    fn __length_hint__(this: &ListIterator, py: &mut Py) -> usize {
        length_of(py, &this.list).saturating_sub(this.index.get())
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: &ListIterator, py: &mut Py) -> PyResult<Value> {
        let iter = iter_function(py)?;
        let list = this.list.get(py).clone();
        match list {
            Some(list) => {
                let index = py.int_from_usize(this.index.get())?;
                reduced(py, iter, vec![list], Some(index))
            }
            None => {
                let empty = py.list(Vec::new())?;
                reduced(py, iter, vec![empty], None)
            }
        }
    }

    /// Goes on from an index.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &ListIterator, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let Ok(index) = usize::try_from(state_index(py, object)?) else {
            // Before the beginning there is nothing, as behind the end.
            drop(this.list.replace(py, None));
            return Ok(());
        };
        let length = length_of(py, &this.list);
        if this.list.get(py).is_some() {
            this.index.set(index.min(length));
        }
        Ok(())
    }
}

fn length_of(py: &Py, list: &PyCell<Option<Value>>) -> usize {
    list.get(py).as_ref().and_then(|list| list.get::<List>()).map_or(0, |list| list.len(py))
}

/// The payload of an iterator from the last item to the first.
#[pyclass(static = LIST_REVERSE_ITERATOR, name = "list_reverseiterator")]
pub(crate) struct ListReverseIterator {
    /// The list; nothing at the end.
    list: PyCell<Option<Value>>,
    /// The next index, plus one.
    left: Cell<usize>,
}

/// `reversed(list)`
pub(crate) fn reversed(py: &mut Py, list: Borrowed<'_>) -> PyResult<Value> {
    let left = Cell::new(list.get::<List>().map_or(0, |list| list.len(py)));
    py.heap().object(ListReverseIterator { list: PyCell::new(Some(list.to_value())), left })
}

/// From the last item to the first.
struct Backward;

#[pymethods(ListReverseIterator)]
impl Backward {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &ListReverseIterator, py: &mut Py) -> PyResult<Option<Value>> {
        let item = match (&*this.list.get(py), this.left.get().checked_sub(1)) {
            (Some(list), Some(index)) => {
                this.left.set(index);
                list.get::<List>().and_then(|list| list.item(py, index))
            }
            _ => None,
        };
        if item.is_none() {
            this.left.set(0);
            drop(this.list.replace(py, None));
        }
        Ok(item)
    }

    /// How many items are left.
    #[pymethod("($self, /)")]
    fn __length_hint__(this: &ListReverseIterator, py: &mut Py) -> usize {
        // A list that has become too short ends the iteration.
        if length_of(py, &this.list) < this.left.get() { 0 } else { this.left.get() }
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: &ListReverseIterator, py: &mut Py) -> PyResult<Value> {
        let reversed = py.running_builtin("reversed")?;
        let list = this.list.get(py).clone();
        match (list, this.left.get().checked_sub(1)) {
            (Some(list), Some(index)) => {
                let index = py.int_from_usize(index)?;
                reduced(py, reversed, vec![list], Some(index))
            }
            _ => {
                let empty = py.list(Vec::new())?;
                reduced(py, reversed, vec![empty], None)
            }
        }
    }

    /// Goes on from an index.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &ListReverseIterator, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let index = state_index(py, object)?.max(-1);
        let length = length_of(py, &this.list);
        if this.list.get(py).is_some() {
            this.left.set(index.saturating_add(1).unsigned_abs().min(length));
        }
        Ok(())
    }
}

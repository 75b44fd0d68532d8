//! Changing a deque.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::{Deque, make_room};

/// Adding, removing, moving.
pub(super) struct Change;

#[pymethods(Deque)]
impl Change {
    /// Adds an item on the right.
    #[pymethod("($self, item, /)")]
    fn append(this: &Deque, py: &mut Py, item: Borrowed<'_>) -> PyResult<()> {
        this.push_back(py, item.to_value())
    }

    /// Adds an item on the left.
    #[pymethod("($self, item, /)")]
    fn appendleft(this: &Deque, py: &mut Py, item: Borrowed<'_>) -> PyResult<()> {
        this.push_front(py, item.to_value())
    }

    /// Adds the items of an iterable on the right.
    #[pymethod("($self, iterable, /)")]
    fn extend(this: &Deque, py: &mut Py, iterable: &Value) -> PyResult<()> {
        this.extend(py, iterable, Deque::push_back)
    }

    /// Adds the items of an iterable on the left, one after the other, so that the last one comes first.
    #[pymethod("($self, iterable, /)")]
    fn extendleft(this: &Deque, py: &mut Py, iterable: &Value) -> PyResult<()> {
        this.extend(py, iterable, Deque::push_front)
    }

    /// Removes the item on the right and returns it.
    #[pymethod("($self, /)")]
    fn pop(this: &Deque, py: &mut Py) -> PyResult<Value> {
        let item = this.items.get_mut(py).pop_back();
        popped(py, this, item)
    }

    /// Removes the item on the left and returns it.
    #[pymethod("($self, /)")]
    fn popleft(this: &Deque, py: &mut Py) -> PyResult<Value> {
        let item = this.items.get_mut(py).pop_front();
        popped(py, this, item)
    }

    /// Puts an item before that at an index.
    #[pymethod("($self, index, value, /)")]
    fn insert(this: &Deque, py: &mut Py, index: isize, value: Borrowed<'_>) -> PyResult<()> {
        let len = this.len(py);
        if this.limit.get() == Some(len) {
            return Err(exc::index_error(py, format_args!("deque already at its maximum size")));
        }
        let place = if index < 0 { index.saturating_add_unsigned(len).max(0) } else { index };
        let mut items = this.items.get_mut(py);
        make_room(&mut items)?;
        items.insert(place.unsigned_abs().min(len), value.to_value());
        drop(items);
        this.note_change();
        Ok(())
    }

    /// Moves all items n steps to the right; what leaves on one side comes back on the other. Negative steps go left.
    #[pymethod("($self, n=1, /)")]
    fn rotate(this: &Deque, py: &mut Py, n: isize) {
        let mut items = this.items.get_mut(py);
        let len = items.len();
        if len > 1 {
            let steps = n.unsigned_abs() % len;
            if n < 0 {
                items.rotate_left(steps);
            } else {
                items.rotate_right(steps);
            }
            drop(items);
            this.note_change();
        }
    }

    /// Turns the order of the items around.
    #[pymethod("($self, /)")]
    fn reverse(this: &Deque, py: &mut Py) {
        this.items.get_mut(py).make_contiguous().reverse();
    }

    /// Removes all items.
    #[pymethod("($self, /)")]
    fn clear(this: &Deque, py: &mut Py) {
        this.clear(py);
    }
}

#[inline]
fn popped(py: &Py, deque: &Deque, item: Option<Value>) -> PyResult<Value> {
    match item {
        Some(item) => {
            deque.note_change();
            Ok(item)
        }
        None => Err(empty(py)),
    }
}

#[cold]
fn empty(py: &Py) -> Raised {
    exc::index_error(py, format_args!("pop from an empty deque"))
}

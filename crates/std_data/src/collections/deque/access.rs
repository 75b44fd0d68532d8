//! Reading and setting items of a deque, and searching it.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::{Deque, mutated};

/// Subscripts and searches.
pub(super) struct Access;

#[pymethods(Deque)]
impl Access {
    #[pyslot]
    fn length(this: &Deque, py: &mut Py) -> usize {
        this.len(py)
    }

    #[pyslot]
    fn getitem(this: &Deque, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        let index = index(py, key)?;
        match place(index, this.len(py)).and_then(|place| this.item(py, place)) {
            Some(item) => Ok(item),
            None => Err(out_of_range(py)),
        }
    }

    #[pyslot]
    fn setitem(this: &Deque, py: &mut Py, key: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let index = index(py, key)?;
        let Some(place) = place(index, this.len(py)) else { return Err(out_of_range(py)) };
        let Some(value) = value else {
            this.remove_at(py, place);
            return Ok(());
        };
        let mut items = this.items.get_mut(py);
        let old = items.get_mut(place).map(|item| std::mem::replace(item, value.to_value()));
        drop(items);
        drop(old);
        Ok(())
    }

    #[pyslot]
    fn contains(this: &Deque, py: &mut Py, value: &Value) -> PyResult<bool> {
        find(py, this, value, 0, usize::MAX, false).map(|place| place.is_some())
    }

    /// How many items are equal to a value.
    #[pymethod("($self, value, /)")]
    fn count(this: &Deque, py: &mut Py, value: &Value) -> PyResult<usize> {
        let changes = this.changes.get();
        let (mut count, mut at) = (0, 0);
        while let Some(item) = this.item(py, at) {
            count += usize::from(py.equal(&item, value)?);
            drop(item);
            py.drain();
            if this.changes.get() != changes {
                return Err(mutated(py));
            }
            at += 1;
        }
        Ok(count)
    }

    /// The index of the first item that is equal to a value, between start and stop. ValueError if there is none.
    #[pymethod(
        "($self, value, start=<unrepresentable>, stop=<unrepresentable>, /)",
        text = "($self, value, [start, [stop]])"
    )]
    fn index(
        this: &Deque,
        py: &mut Py,
        value: &Value,
        start: Option<Borrowed<'_>>,
        stop: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let start = limit(py, start, 0)?;
        let stop = limit(py, stop, isize::MAX)?;
        let len = this.len(py);
        let clip = |place: isize| {
            if place < 0 { place.saturating_add_unsigned(len).max(0) } else { place }.unsigned_abs().min(len)
        };
        match find(py, this, value, clip(start), clip(stop), false)? {
            Some(place) => Ok(place),
            None => Err(exc::value_error(py, format_args!("deque.index(x): x not in deque"))),
        }
    }

    /// Removes the first item that is equal to a value. ValueError if there is none.
    #[pymethod("($self, value, /)")]
    fn remove(this: &Deque, py: &mut Py, value: &Value) -> PyResult<()> {
        match find(py, this, value, 0, usize::MAX, true)? {
            Some(place) => {
                this.remove_at(py, place);
                Ok(())
            }
            None => Err(exc::value_error(py, format_args!("deque.remove(x): x not in deque"))),
        }
    }
}

impl Deque {
    /// Removes the item at a place that there is.
    fn remove_at(&self, py: &mut Py, place: usize) {
        let old = self.items.get_mut(py).remove(place);
        self.note_change();
        drop(old);
    }
}

/// The place of the first item that is equal to a value. A search that changes the deque ends with an error, `removing`
/// also where the item was found.
fn find(
    py: &mut Py,
    deque: &Deque,
    value: &Value,
    start: usize,
    stop: usize,
    removing: bool,
) -> PyResult<Option<usize>> {
    let changes = deque.changes.get();
    for place in start..stop {
        let Some(item) = deque.item(py, place) else { break };
        let equal = py.equal(&item, value)?;
        drop(item);
        py.drain();
        match (equal, deque.changes.get() == changes) {
            (true, true) => return Ok(Some(place)),
            (true, false) if !removing => return Ok(Some(place)),
            (false, true) => {}
            _ if removing => return Err(mutated_during_remove(py)),
            _ => return Err(mutated(py)),
        }
    }
    Ok(None)
}

#[cold]
fn mutated_during_remove(py: &Py) -> Raised {
    exc::index_error(py, format_args!("deque mutated during iteration"))
}

/// A subscript.
#[inline]
fn index(py: &mut Py, key: Borrowed<'_>) -> PyResult<isize> {
    match key.as_small_int() {
        Some(index) => Ok(index as isize),
        None => long_index(py, key),
    }
}

#[cold]
fn long_index(py: &mut Py, key: Borrowed<'_>) -> PyResult<isize> {
    let class = key.type_();
    if !key.is_int() && class.slots.index.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("sequence index must be integer, not '{}'", class.name()),
        ));
    }
    let index = py.index(&key)?;
    match index.as_i64() {
        Some(index) => Ok(index as isize),
        None => Err(exc::index_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", class.name()),
        )),
    }
}

/// The place that an index means.
#[inline]
fn place(index: isize, len: usize) -> Option<usize> {
    if index < 0 {
        len.checked_sub(index.unsigned_abs())
    } else {
        Some(index.unsigned_abs()).filter(|&place| place < len)
    }
}

#[cold]
fn out_of_range(py: &Py) -> Raised {
    exc::index_error(py, format_args!("deque index out of range"))
}

/// The argument `start` or `stop` of a search.
fn limit(py: &mut Py, value: Option<Borrowed<'_>>, default: isize) -> PyResult<isize> {
    let Some(value) = value else { return Ok(default) };
    if !value.is_int() && value.type_().slots.index.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("slice indices must be integers or have an __index__ method"),
        ));
    }
    py.to_clamped(&value)
}

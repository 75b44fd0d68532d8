//! The methods of `list`, sorting apart.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::list::{List, grow, shrink};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::{extend, items, sort};
use crate::sequences::{elements, subscript};

/// The methods.
pub(super) struct Methods;

#[pymethods(List)]
impl Methods {
    /// An iterator over the items from the last one to the first.
    #[pymethod("($self, /)")]
    fn __reversed__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        crate::iterators::list::reversed(py, this)
    }

    /// The bytes that the list takes in memory.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> usize {
        let capacity = this.get::<List>().map_or(0, |list| list.items.get(py).capacity());
        this.type_().instance_size() + capacity * size_of::<Value>()
    }

    /// Removes all items.
    #[pymethod("($self, /)")]
    fn clear(this: &List, py: &mut Py) {
        items::release(this.items.replace(py, Vec::new()));
    }

    /// A list of the same items.
    #[pymethod("($self, /)")]
    fn copy(this: &List, py: &mut Py) -> PyResult<Value> {
        let items = this.items.get(py);
        let mut copy = Vec::new();
        copy.try_reserve_exact(items.len())?;
        copy.extend_from_slice(&items);
        py.list(copy)
    }

    /// Puts an object at the end.
    #[pymethod("($self, object, /)")]
    fn append(this: &List, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        this.append(py, object.to_value())
    }

    /// Puts an object before the item at an index.
    #[pymethod("($self, index, object, /)")]
    fn insert(this: &List, py: &mut Py, index: isize, object: Borrowed<'_>) -> PyResult<()> {
        let mut items = this.items.get_mut(py);
        let len = items.len();
        if len == items.capacity() {
            grow(&mut items, 1)?;
        }
        let place = if index < 0 { index.saturating_add_unsigned(len).max(0) } else { index };
        items.insert((place as usize).min(len), object.to_value());
        Ok(())
    }

    /// Puts the items of an iterable at the end.
    #[pymethod("($self, iterable, /)")]
    fn extend(this: &List, py: &mut Py, iterable: Borrowed<'_>) -> PyResult<()> {
        extend(py, this, iterable)
    }

    /// Removes the item at an index and returns it.
    ///
    /// Raises IndexError if there is no such item.
    #[pymethod("($self, index=-1, /)")]
    fn pop(this: &List, py: &mut Py, index: isize) -> PyResult<Value> {
        let mut items = this.items.get_mut(py);
        let Some(place) = subscript::place(index, items.len()) else {
            let empty = items.is_empty();
            drop(items);
            let message = if empty { "pop from empty list" } else { "pop index out of range" };
            return Err(exc::index_error(py, format_args!("{message}")));
        };
        let item = items.remove(place);
        shrink(&mut items);
        Ok(item)
    }

    /// Removes the first item that is equal to a value.
    ///
    /// Raises ValueError if there is none.
    #[pymethod("($self, value, /)")]
    fn remove(this: &List, py: &mut Py, value: Borrowed<'_>) -> PyResult<()> {
        let place = elements::find(py, this, value, 0, usize::MAX)?;
        let mut items = this.items.get_mut(py);
        // The comparison may have shortened the list.
        let old = match place {
            Some(place) if place < items.len() => Some(items.remove(place)),
            _ => None,
        };
        shrink(&mut items);
        drop(items);
        drop(old);
        match place {
            Some(_) => Ok(()),
            None => Err(exc::value_error(py, format_args!("list.remove(x): x not in list"))),
        }
    }

    /// The place of the first item that is equal to a value.
    ///
    /// Raises ValueError if there is none.
    #[pymethod("($self, value, start=0, stop=sys.maxsize, /)")]
    fn index(
        this: &List,
        py: &mut Py,
        value: Borrowed<'_>,
        start: Option<Borrowed<'_>>,
        stop: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let (start, stop) = subscript::search_range(py, start, stop, |py| this.len(py))?;
        match elements::find(py, this, value, start, stop)? {
            Some(place) => Ok(place),
            None => Err(exc::value_error(py, format_args!("list.index(x): x not in list"))),
        }
    }

    /// How many items are equal to a value.
    #[pymethod("($self, value, /)")]
    fn count(this: &List, py: &mut Py, value: Borrowed<'_>) -> PyResult<usize> {
        elements::count(py, this, value)
    }

    /// Turns the order of the items round.
    #[pymethod("($self, /)")]
    fn reverse(this: &List, py: &mut Py) {
        this.items.get_mut(py).reverse();
    }

    /// Sorts the items in place, in ascending order.
    ///
    /// Equal items keep their order. A key is a function that gives what is compared in the place of each item; with reverse
    /// the order is descending.
    #[pymethod("($self, /, *, key=None, reverse=False)")]
    fn sort(this: &List, py: &mut Py, key: Option<Borrowed<'_>>, reverse: bool) -> PyResult<()> {
        sort::sort_list(py, this, key, reverse)
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        crate::arguments::generic_alias(py, class, object)
    }
}

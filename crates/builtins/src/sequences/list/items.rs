//! `list[…]`: reading, writing and deleting items and slices.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::list::{List, shrink};
use taipan_object::types::slice::Bounds;
use taipan_object::{Borrowed, LastFirst, Py, PyResult, Value};

use crate::sequences::subscript::{self, Subscript};

/// Subscripts.
pub(super) struct Items;

#[pymethods(List)]
impl Items {
    #[pyslot]
    fn getitem(this: &List, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        get(this, py, key)
    }

    #[pyslot]
    fn setitem(this: &List, py: &mut Py, key: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match (subscript::read(py, key, "list")?, value) {
            (Subscript::Index(index), Some(value)) => set_item(this, py, index, value.to_value()),
            (Subscript::Index(index), None) => delete_item(this, py, index),
            (Subscript::Slice(bounds), Some(value)) => set_slice(this, py, bounds, value),
            (Subscript::Slice(bounds), None) => delete_slice(this, py, bounds),
        }
    }

    /// The item at an index, or a list of the items in a slice.
    #[pymethod("($self, index, /)")]
    fn __getitem__(this: &List, py: &mut Py, index: Borrowed<'_>) -> PyResult<Value> {
        get(this, py, index)
    }
}

#[inline]
fn get(list: &List, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
    match subscript::read(py, key, "list")? {
        Subscript::Index(index) => {
            let items = list.items.get(py);
            match subscript::place(index, items.len()).and_then(|place| items.get(place)) {
                Some(item) => Ok(item.clone()),
                None => Err(exc::index_error(py, format_args!("list index out of range"))),
            }
        }
        Subscript::Slice(bounds) => {
            let items = list.items.get(py);
            let indices = bounds.within(items.len());
            if indices.step == 1 {
                let start = indices.start as usize;
                return py.heap().list_of(items.get(start..start + indices.count).unwrap_or_default());
            }
            let selected = select(&items, bounds)?;
            py.list(selected)
        }
    }
}

/// The items in a slice.
pub(crate) fn select(items: &[Value], bounds: Bounds) -> PyResult<Vec<Value>> {
    let indices = bounds.within(items.len());
    let mut selected = Vec::new();
    selected.try_reserve_exact(indices.count)?;
    if indices.step == 1 {
        let start = indices.start as usize;
        selected.extend_from_slice(items.get(start..start + indices.count).unwrap_or_default());
    } else {
        selected.extend(indices.places().filter_map(|place| items.get(place).cloned()));
    }
    Ok(selected)
}

#[inline]
fn set_item(list: &List, py: &mut Py, index: isize, value: Value) -> PyResult<()> {
    let mut items = list.items.get_mut(py);
    let len = items.len();
    if let Some(place) = subscript::place(index, len).and_then(|place| items.get_mut(place)) {
        let old = std::mem::replace(place, value);
        drop(items);
        drop(old);
        return Ok(());
    }
    drop(items);
    Err(out_of_range(py))
}

fn delete_item(list: &List, py: &mut Py, index: isize) -> PyResult<()> {
    let mut items = list.items.get_mut(py);
    let Some(place) = subscript::place(index, items.len()) else {
        drop(items);
        return Err(out_of_range(py));
    };
    let old = items.remove(place);
    shrink(&mut items);
    drop(items);
    drop(old);
    Ok(())
}

#[cold]
fn out_of_range(py: &Py) -> taipan_object::Raised {
    exc::index_error(py, format_args!("list assignment index out of range"))
}

fn set_slice(list: &List, py: &mut Py, bounds: Bounds, value: Borrowed<'_>) -> PyResult<()> {
    if bounds.are_contiguous()
        && let Some(done) = list.replace_part(py, bounds, value)
    {
        return done;
    }
    let new = new_items(py, value)?;
    let mut items = list.items.get_mut(py);
    let indices = bounds.within(items.len());
    if indices.step == 1 {
        let start = indices.start as usize;
        let old = replace(&mut items, start, indices.count, new)?;
        drop(items);
        release(old);
        return Ok(());
    }
    if new.len() != indices.count {
        drop(items);
        let new = LastFirst(new);
        return Err(exc::value_error(
            py,
            format_args!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                new.0.len(),
                indices.count
            ),
        ));
    }
    let mut old = new;
    for (place, item) in indices.places().zip(&mut old) {
        if let Some(place) = items.get_mut(place) {
            std::mem::swap(place, item);
        }
    }
    drop(items);
    drop(old);
    Ok(())
}

/// What is assigned to a slice: any iterable, the list itself included.
fn new_items(py: &mut Py, value: Borrowed<'_>) -> PyResult<Vec<Value>> {
    py.sequence_or(&value, |py| exc::type_error(py, format_args!("must assign iterable to extended slice")))
}

/// Puts new items in the place of `count` others, which are given back.
fn replace(items: &mut Vec<Value>, start: usize, count: usize, new: Vec<Value>) -> PyResult<Vec<Value>> {
    let mut old = Vec::new();
    old.try_reserve_exact(count)?;
    items.try_reserve(new.len().saturating_sub(count))?;
    old.extend(items.splice(start..start + count, new));
    shrink(items);
    Ok(old)
}

/// Lets items go as CPython does: the last one first.
pub(crate) fn release(mut items: Vec<Value>) {
    while items.pop().is_some() {}
}

fn delete_slice(list: &List, py: &mut Py, bounds: Bounds) -> PyResult<()> {
    let mut items = list.items.get_mut(py);
    let indices = bounds.within(items.len());
    if indices.count == 0 {
        return Ok(());
    }
    let (first, step) = indices.ascending();
    let mut old = Vec::new();
    old.try_reserve_exact(indices.count)?;
    if step == 1 {
        old.extend(items.drain(first..first + indices.count));
        old.reverse();
    } else {
        // What stays moves down over what goes.
        let (mut place, end) = (0, first + (indices.count - 1) * step);
        let goes = |place: usize| (first..=end).contains(&place) && (place - first).is_multiple_of(step);
        old.extend(items.extract_if(.., |_| {
            place += 1;
            goes(place - 1)
        }));
    }
    shrink(&mut items);
    drop(items);
    drop(old);
    Ok(())
}

//! An element as a sequence of its children.

use taipan_macros::pymethods;
use taipan_object::types::slice::Slice;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::element::Element;
use super::{require_element, signature};

impl Element {
    /// The child at a place.
    pub(super) fn child(&self, py: &Py, index: usize) -> Option<Value> {
        self.children.get(py).get(index).cloned()
    }

    /// Puts a child, which must be an element, at the end.
    pub(super) fn append(&self, py: &mut Py, child: Value) -> PyResult<()> {
        require_element(py, &child)?;
        let mut children = self.children.get_mut(py);
        children.try_reserve(1)?;
        children.push(child);
        drop(children);
        Ok(())
    }

    /// The place that an index means.
    fn place(&self, py: &Py, index: isize) -> Option<usize> {
        let len = self.children.get(py).len();
        let index = if index < 0 { index.checked_add_unsigned(len)? } else { index };
        usize::try_from(index).ok().filter(|&index| index < len)
    }
}

/// Methods and slots.
pub(super) struct Children;

#[pymethods(Element)]
impl Children {
    #[pyslot]
    fn length(this: &Element, py: &mut Py) -> usize {
        this.children.get(py).len()
    }

    #[pyslot]
    fn truth(this: &Element, py: &mut Py) -> PyResult<bool> {
        py.warn(
            &exc::DEPRECATION_WARNING,
            format_args!(
                "Testing an element's truth value will always return True in future versions.  Use specific 'len(elem)' \
                 or 'elem is not None' test instead."
            ),
        )?;
        Ok(!this.children.get(py).is_empty())
    }

    #[pyslot]
    fn getitem(this: &Element, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        if let Some(slice) = key.get::<Slice>() {
            let bounds = py.slice_bounds(slice)?;
            let children = this.children.get(py);
            let places = bounds.within(children.len()).places();
            let selected: Vec<Value> = places.filter_map(|place| children.get(place).cloned()).collect();
            drop(children);
            return py.list(selected);
        }
        let index = index(py, &key)?;
        match this.place(py, index).and_then(|place| this.child(py, place)) {
            Some(child) => Ok(child),
            None => Err(exc::index_error(py, format_args!("child index out of range"))),
        }
    }

    #[pyslot]
    fn setitem(this: &Element, py: &mut Py, key: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
        if let Some(slice) = key.get::<Slice>() {
            return match value {
                Some(value) => assign(py, this, slice, &value),
                None => delete(py, this, slice),
            };
        }
        let index = index(py, &key)?;
        let Some(place) = this.place(py, index) else {
            return Err(exc::index_error(py, format_args!("child assignment index out of range")));
        };
        if let Some(value) = value {
            require_element(py, &value)?;
        }
        let mut children = this.children.get_mut(py);
        let old = match (value, children.get_mut(place)) {
            (Some(value), Some(child)) => Some(std::mem::replace(child, value.to_value())),
            (None, Some(_)) => Some(children.remove(place)),
            (_, None) => None,
        };
        drop(children);
        drop(old);
        Ok(())
    }

    /// Puts a child at the end.
    #[pymethod("($self, subelement, /)", name = "append")]
    fn append(this: &Element, py: &mut Py, subelement: Borrowed<'_>) -> PyResult<()> {
        signature::require(py, "append() argument 1", subelement)?;
        this.append(py, subelement.to_value())
    }

    /// Puts the elements of a sequence at the end.
    #[pymethod("($self, elements, /)")]
    fn extend(this: &Element, py: &mut Py, elements: &Value) -> PyResult<()> {
        for element in sequence(py, elements, "'elements' must be an iterable")? {
            this.append(py, element)?;
        }
        Ok(())
    }

    /// Puts a child before the one with a number.
    #[pymethod("($self, index, subelement, /)")]
    fn insert(this: &Element, py: &mut Py, index: isize, subelement: Borrowed<'_>) -> PyResult<()> {
        signature::require(py, "insert() argument 2", subelement)?;
        let mut children = this.children.get_mut(py);
        let len = children.len();
        let index = if index < 0 { index.saturating_add_unsigned(len).max(0) } else { index };
        children.try_reserve(1)?;
        children.insert(index.unsigned_abs().min(len), subelement.to_value());
        drop(children);
        Ok(())
    }

    /// Removes the first child that is equal to an element. ValueError if there is none.
    #[pymethod("($self, subelement, /)")]
    fn remove(this: &Element, py: &mut Py, subelement: Borrowed<'_>) -> PyResult<()> {
        signature::require(py, "remove() argument", subelement)?;
        let mut place = 0;
        loop {
            let Some(child) = this.child(py, place) else {
                return Err(exc::value_error(py, format_args!("Element.remove(x): element not found")));
            };
            if child.word() == subelement.word() || py.equal(&child, &subelement)? {
                break;
            }
            place += 1;
        }
        // The comparison may have changed the children: what goes is what now stands at the place, if anything does.
        py.drain();
        let mut children = this.children.get_mut(py);
        let old = (place < children.len()).then(|| children.remove(place));
        drop(children);
        drop(old);
        Ok(())
    }
}

/// An index.
fn index(py: &mut Py, key: &Value) -> PyResult<isize> {
    match py.slice_index(key) {
        Ok(Some(_)) => py.to_isize(key),
        Ok(None) => Err(bad_index(py)),
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            Err(bad_index(py))
        }
        Err(raised) => Err(raised),
    }
}

#[cold]
fn bad_index(py: &Py) -> Raised {
    exc::type_error(py, format_args!("element indices must be integers"))
}

/// The items of an iterable, with a message for what is none.
pub(super) fn sequence(py: &mut Py, value: &Value, message: &str) -> PyResult<Vec<Value>> {
    py.sequence_or(value, |py| exc::type_error(py, format_args!("{message}")))
}

/// Deletes the children that a slice selects.
fn delete(py: &mut Py, element: &Element, slice: &Slice) -> PyResult<()> {
    let bounds = py.slice_bounds(slice)?;
    let mut children = element.children.get_mut(py);
    let selected = bounds.within(children.len());
    if selected.count == 0 {
        return Ok(());
    }
    let (first, step) = selected.ascending();
    let last = first + (selected.count - 1) * step;
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    kept.try_reserve_exact(children.len())?;
    gone.try_reserve_exact(selected.count)?;
    for (place, child) in children.drain(..).enumerate() {
        let is_selected = (first..=last).contains(&place) && (place - first).is_multiple_of(step);
        if is_selected { gone.push(child) } else { kept.push(child) }
    }
    *children = kept;
    drop(children);
    drop(gone);
    Ok(())
}

/// Puts others in the place of the children that a slice selects.
fn assign(py: &mut Py, element: &Element, slice: &Slice, value: &Value) -> PyResult<()> {
    let bounds = py.slice_bounds(slice)?;
    let new = sequence(py, value, "assignment expects an iterable")?;
    let selected = bounds.within(element.children.get(py).len());
    if selected.step != 1 && new.len() != selected.count {
        let (given, wanted) = (new.len(), selected.count);
        return Err(exc::value_error(
            py,
            format_args!("attempt to assign sequence of size {given} to extended slice of size {wanted}"),
        ));
    }
    for child in &new {
        require_element(py, child)?;
    }
    let mut children = element.children.get_mut(py);
    let mut old = Vec::new();
    old.try_reserve_exact(selected.count)?;
    if selected.step == 1 {
        children.try_reserve(new.len().saturating_sub(selected.count))?;
        let start = usize::try_from(selected.start).unwrap_or(0).min(children.len());
        old.extend(children.splice(start..start + selected.count, new));
    } else {
        for (place, child) in selected.places().zip(new) {
            if let Some(at) = children.get_mut(place) {
                old.push(std::mem::replace(at, child));
            }
        }
    }
    drop(children);
    drop(old);
    Ok(())
}

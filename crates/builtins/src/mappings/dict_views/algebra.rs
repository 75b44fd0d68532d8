//! Views of keys and items as sets: comparison and the operators, whose results are sets.

use taipan_object::types::dict::views::{DictItems, DictKeys};
use taipan_object::types::dict::{DICT, Dict};
use taipan_object::types::set::Set;
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

use super::super::set::operations;

/// The dict behind a view that is a set.
fn dict_behind(view: Borrowed<'_>) -> Option<Borrowed<'_>> {
    match (view.get::<DictKeys>(), view.get::<DictItems>()) {
        (Some(keys), _) => Some(keys.dict_object()),
        (_, Some(items)) => Some(items.dict_object()),
        _ => None,
    }
}

pub(super) fn compare(
    py: &mut Py,
    this: Borrowed<'_>,
    other: Borrowed<'_>,
    op: CompareOp,
) -> PyResult<Value> {
    if other.any_set().is_none() && dict_behind(other).is_none() {
        return Ok(not_implemented());
    }
    let (own, theirs) = (py.len(&this)?, py.len(&other)?);
    let holds = match op {
        CompareOp::Eq | CompareOp::Ne => own == theirs && all_in(py, this, other)?,
        CompareOp::Lt => own < theirs && all_in(py, this, other)?,
        CompareOp::Le => own <= theirs && all_in(py, this, other)?,
        CompareOp::Gt => own > theirs && all_in(py, other, this)?,
        CompareOp::Ge => own >= theirs && all_in(py, other, this)?,
    };
    Ok(boolean(holds != (op == CompareOp::Ne)))
}

/// Whether all items of one are in the other.
fn all_in(py: &mut Py, one: Borrowed<'_>, other: Borrowed<'_>) -> PyResult<bool> {
    let iterator = py.iter(&one)?;
    while let Some(item) = py.next(&iterator)? {
        if !py.contains(&other, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A set of what an operand has. Of a view of the keys of a plain dict the hashes need not be asked for.
fn to_set(py: &mut Py, operand: Borrowed<'_>) -> PyResult<Set> {
    let set = Set::default();
    match operand.get::<DictKeys>().map(DictKeys::dict_object) {
        Some(dict) if dict.type_().is(&DICT) => set.update(py, &dict)?,
        _ => set.update(py, &operand)?,
    }
    Ok(set)
}

pub(super) fn difference(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    let set = to_set(py, left)?;
    operations::difference_update(py, &set, right)?;
    py.heap().set(set)
}

pub(super) fn union(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    let set = to_set(py, left)?;
    set.update(py, &right)?;
    py.heap().set(set)
}

pub(super) fn intersection(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    let (mut view, mut other) = if dict_behind(left).is_some() { (left, right) } else { (right, left) };
    let len = py.len(&view)?;
    if let Some(set) = other.exact::<Set>()
        && len <= set.len(py)
    {
        let common = operations::intersection(py, set, view)?;
        return py.heap().set(common);
    }
    if dict_behind(other).is_some() && py.len(&other)? > len {
        (view, other) = (other, view);
    }
    let common = Set::default();
    let iterator = py.iter(&other)?;
    while let Some(item) = py.next(&iterator)? {
        if py.contains(&view, &item)? {
            common.add(py, &item)?;
        }
    }
    py.heap().set(common)
}

pub(super) fn symmetric_difference(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    if let (Some(left), Some(right)) = (left.get::<DictItems>(), right.get::<DictItems>()) {
        return items_in_one_only(py, left.dict_object(), right.dict_object());
    }
    let set = to_set(py, left)?;
    operations::symmetric_difference_update(py, &set, right)?;
    py.heap().set(set)
}

/// The items of two dicts that only one of them has. Values are compared, but only where they must be are they hashed.
fn items_in_one_only(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    let result = Set::default();
    let (Some(first), Some(second)) = (left.get::<Dict>(), right.get::<Dict>()) else {
        return py.heap().set(result);
    };
    let rest = first.copy(py)?;
    let Some(rest) = rest.exact::<Dict>() else { return py.heap().set(result) };
    let mut at = 0;
    while let Some(entry) = second.next_entry(py, at) {
        at = entry.position + 1;
        let found = rest.get_hashed(py, &entry.key, entry.hash)?;
        let same = match &found {
            Some(found) => py.equal(found, &entry.value)?,
            None => false,
        };
        if same {
            drop(rest.remove_hashed(py, &entry.key, entry.hash)?);
        } else {
            let pair = py.heap().pair(entry.key, entry.value)?;
            result.add(py, &pair)?;
        }
    }
    let mut at = 0;
    while let Some((key, value, next)) = rest.next(py, at) {
        at = next;
        let pair = py.heap().pair(key, value)?;
        result.add(py, &pair)?;
    }
    py.heap().set(result)
}

pub(super) fn is_disjoint(py: &mut Py, this: Borrowed<'_>, other: Borrowed<'_>) -> PyResult<bool> {
    let own = py.len(&this)?;
    if this.is(&other) {
        return Ok(own == 0);
    }
    let (mut container, mut items) = (this, other);
    if (other.exact_set().is_some() || dict_behind(other).is_some()) && py.len(&other)? > own {
        (container, items) = (other, this);
    }
    let iterator = py.iter(&items)?;
    while let Some(item) = py.next(&iterator)? {
        if py.contains(&container, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

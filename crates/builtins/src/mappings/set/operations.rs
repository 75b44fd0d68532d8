//! The algorithms of sets: which operand is gone over, and which is asked, is CPython's choice, because the order of the
//! result and the calls of `__eq__` follow from it.

use taipan_object::exception as exc;
use taipan_object::types::dict::Dict;
use taipan_object::types::set::Set;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// Runs `body` with each key of a set and its hash, while the set may change.
fn each_key(
    py: &mut Py,
    set: &Set,
    mut body: impl FnMut(&mut Py, Value, i64) -> PyResult<bool>,
) -> PyResult<bool> {
    let mut at = 0;
    while let Some(entry) = set.next(py, at) {
        at = entry.position + 1;
        if !body(py, entry.key, entry.hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The same for a dict.
fn each_dict_key(
    py: &mut Py,
    dict: &Dict,
    mut body: impl FnMut(&mut Py, Value, i64) -> PyResult<()>,
) -> PyResult<()> {
    let mut at = 0;
    while let Some(entry) = dict.next_entry(py, at) {
        at = entry.position + 1;
        body(py, entry.key, entry.hash)?;
    }
    Ok(())
}

/// What `in`, `remove` and `discard` hash a key with: a set is taken for a frozenset with the same keys. `None`: as usual.
fn hash_of_set(py: &mut Py, key: &Value, raised: taipan_object::Raised) -> PyResult<i64> {
    match key.get::<Set>() {
        Some(set) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            Ok(set.hash_of_keys(py))
        }
        _ => Err(raised),
    }
}

/// `key in set`
pub(super) fn contains(py: &mut Py, set: &Set, key: &Value) -> PyResult<bool> {
    match set.contains(py, key) {
        Err(raised) => {
            let hash = hash_of_set(py, key, raised)?;
            set.contains_hashed(py, key, hash)
        }
        found => found,
    }
}

/// Removes a key; whether it was there.
pub(super) fn discard(py: &mut Py, set: &Set, key: &Value) -> PyResult<bool> {
    let removed = match set.remove(py, key) {
        Err(raised) => {
            let hash = hash_of_set(py, key, raised)?;
            set.remove_hashed(py, key, hash)?
        }
        removed => removed?,
    };
    Ok(removed.is_some())
}

/// The keys that are in both.
pub(in crate::mappings) fn intersection(py: &mut Py, set: &Set, other: Borrowed<'_>) -> PyResult<Set> {
    let result = Set::default();
    intersect(py, &result, set, other)?;
    Ok(result)
}

/// Gives a set that is empty, and that nobody else changes, the keys that are in both.
pub(super) fn intersect(py: &mut Py, result: &Set, set: &Set, other: Borrowed<'_>) -> PyResult<()> {
    let Some(second) = other.any_set() else {
        return py.for_each(&other, |py, key| {
            let hash = py.hash(&key)?;
            if set.contains_hashed(py, &key, hash)? {
                result.add_hashed(py, &key, hash)?;
            }
            Ok(())
        });
    };
    if std::ptr::eq(set, second) {
        return result.copy(py, set);
    }
    let (smaller, larger) = if second.len(py) > set.len(py) { (set, second) } else { (second, set) };
    if result.select(py, smaller, larger, true)? {
        return Ok(());
    }
    each_key(py, smaller, |py, key, hash| {
        if larger.contains_hashed(py, &key, hash)? {
            result.add_hashed(py, &key, hash)?;
        }
        Ok(true)
    })
    .map(drop)
}

/// Gives such a set the keys of the one that the other does not have.
pub(super) fn subtract(py: &mut Py, result: &Set, set: &Set, other: Borrowed<'_>) -> PyResult<()> {
    let (second, dict) = (other.any_set(), other.exact::<Dict>());
    let count = match (second, dict) {
        (Some(second), _) => Some(second.len(py)),
        (None, Some(dict)) => Some(dict.len(py)),
        (None, None) => None,
    };
    if count.is_none_or(|count| set.len(py) >> 2 > count) {
        result.copy(py, set)?;
        return difference_update(py, result, other);
    }
    if let Some(second) = second
        && result.select(py, set, second, false)?
    {
        return Ok(());
    }
    each_key(py, set, |py, key, hash| {
        let found = match (second, dict) {
            (Some(second), _) => second.contains_hashed(py, &key, hash)?,
            (None, Some(dict)) => dict.contains_hashed(py, &key, hash)?,
            (None, None) => false,
        };
        if !found {
            result.add_hashed(py, &key, hash)?;
        }
        Ok(true)
    })
    .map(drop)
}

/// Removes the keys that the other has.
pub(in crate::mappings) fn difference_update(py: &mut Py, set: &Set, other: Borrowed<'_>) -> PyResult<()> {
    let Some(second) = other.any_set() else {
        py.for_each(&other, |py, key| set.remove(py, &key).map(drop))?;
        return set.purge(py);
    };
    if std::ptr::eq(set, second) {
        set.clear(py);
        return Ok(());
    }
    let common;
    let second = if second.len(py) >> 3 > set.len(py) {
        common = intersection(py, set, other)?;
        &common
    } else {
        second
    };
    each_key(py, second, |py, key, hash| {
        drop(set.remove_hashed(py, &key, hash)?);
        Ok(true)
    })?;
    set.purge(py)
}

/// Leaves the keys that only one of both has.
pub(in crate::mappings) fn symmetric_difference_update(
    py: &mut Py,
    set: &Set,
    other: Borrowed<'_>,
) -> PyResult<()> {
    let turn = |py: &mut Py, key: Value, hash: i64| -> PyResult<bool> {
        if set.remove_hashed(py, &key, hash)?.is_none() {
            set.add_hashed(py, &key, hash)?;
        }
        Ok(true)
    };
    if let Some(dict) = other.exact::<Dict>() {
        return each_dict_key(py, dict, |py, key, hash| turn(py, key, hash).map(drop));
    }
    let own;
    let second = match other.any_set() {
        Some(second) if std::ptr::eq(set, second) => {
            set.clear(py);
            return Ok(());
        }
        Some(second) => second,
        None => {
            own = Set::default();
            own.update(py, &other)?;
            &own
        }
    };
    each_key(py, second, turn).map(drop)
}

/// Gives a set that is empty, and that nobody else changes, the keys that only one of both has.
pub(super) fn differ(py: &mut Py, result: &Set, set: Borrowed<'_>, other: Borrowed<'_>) -> PyResult<()> {
    result.update(py, &other)?;
    symmetric_difference_update(py, result, set)
}

/// Whether all keys of one set are in another.
pub(super) fn all_in(py: &mut Py, set: &Set, other: &Set) -> PyResult<bool> {
    if set.len(py) > other.len(py) {
        return Ok(false);
    }
    if let Some(known) = set.is_within(py, other) {
        return Ok(known);
    }
    each_key(py, set, |py, key, hash| other.contains_hashed(py, &key, hash))
}

/// Whether all keys of the set are in an iterable.
pub(super) fn is_subset(py: &mut Py, set: &Set, other: Borrowed<'_>) -> PyResult<bool> {
    match other.any_set() {
        Some(other) => all_in(py, set, other),
        None => {
            let common = intersection(py, set, other)?;
            Ok(common.len(py) == set.len(py))
        }
    }
}

/// Whether all items of an iterable are in the set.
pub(super) fn is_superset(py: &mut Py, set: &Set, other: Borrowed<'_>) -> PyResult<bool> {
    match other.any_set() {
        Some(other) => all_in(py, other, set),
        None => all_items(py, other, |py, key| set.contains(py, key)),
    }
}

/// Whether no item of an iterable is in the set.
pub(super) fn is_disjoint(py: &mut Py, set: &Set, other: Borrowed<'_>) -> PyResult<bool> {
    if other.any_set().is_some_and(|other| std::ptr::eq(set, other)) {
        return Ok(set.is_empty(py));
    }
    let Some(second) = other.exact_set() else {
        return all_items(py, other, |py, key| Ok(!set.contains(py, key)?));
    };
    let (smaller, larger) = if second.len(py) > set.len(py) { (set, second) } else { (second, set) };
    each_key(py, smaller, |py, key, hash| Ok(!larger.contains_hashed(py, &key, hash)?))
}

/// Whether something holds for all items; the first for which it does not ends the iteration.
fn all_items(
    py: &mut Py,
    iterable: Borrowed<'_>,
    mut holds: impl FnMut(&mut Py, &Value) -> PyResult<bool>,
) -> PyResult<bool> {
    let iterator = py.iter(&iterable)?;
    while let Some(item) = py.next(&iterator)? {
        if !holds(py, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

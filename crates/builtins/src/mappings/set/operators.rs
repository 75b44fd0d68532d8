//! What the language does with sets: `in`, the operators, comparison, iteration, `repr`, `hash`.

use taipan_macros::pymethods;
use taipan_object::types::set::iterator::SetIterator;
use taipan_object::types::set::{FrozenSet, SET, Set};
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

use super::{make_like, operations, payload, show_items};

/// The slots of both types.
pub(super) struct Operators;

#[pymethods(Set)]
impl Operators {
    #[pyslot]
    fn length(this: Borrowed<'_>, py: &mut Py) -> PyResult<usize> {
        Ok(payload(py, this)?.len(py))
    }

    #[pyslot]
    fn contains(this: Borrowed<'_>, py: &mut Py, key: &Value) -> PyResult<bool> {
        operations::contains(py, payload(py, this)?, key)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        SetIterator::over(py, this)
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let (Some(first), Some(second)) = (left.any_set(), right.any_set()) else {
            return Ok(not_implemented());
        };
        make_like(py, left, |py, result| result.unite(py, first, second))
    }

    #[pyslot]
    fn and(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let (Some(first), Some(_)) = (left.any_set(), right.any_set()) else { return Ok(not_implemented()) };
        make_like(py, left, |py, result| operations::intersect(py, result, first, right))
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let (Some(first), Some(_)) = (left.any_set(), right.any_set()) else { return Ok(not_implemented()) };
        make_like(py, left, |py, result| operations::subtract(py, result, first, right))
    }

    #[pyslot]
    fn xor(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        if left.any_set().is_none() || right.any_set().is_none() {
            return Ok(not_implemented());
        }
        make_like(py, left, |py, result| operations::differ(py, result, left, right))
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let (own, Some(other)) = (payload(py, this)?, other.any_set()) else { return Ok(not_implemented()) };
        let (len, other_len) = (own.len(py), other.len(py));
        Ok(boolean(match op {
            CompareOp::Eq => equal(py, own, other)?,
            CompareOp::Ne => !equal(py, own, other)?,
            CompareOp::Le => operations::all_in(py, own, other)?,
            CompareOp::Ge => operations::all_in(py, other, own)?,
            CompareOp::Lt => len < other_len && operations::all_in(py, own, other)?,
            CompareOp::Gt => len > other_len && operations::all_in(py, other, own)?,
        }))
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let name = this.type_().name();
        let Some(guard) = py.enter_repr(this) else { return py.text(format_args!("{name}(...)")) };
        let result = show(py, this);
        py.leave_repr(guard);
        result
    }
}

/// Whether two sets have the same keys. Hashes that are known tell frozensets apart.
fn equal(py: &mut Py, set: &Set, other: &Set) -> PyResult<bool> {
    if set.len(py) != other.len(py) {
        return Ok(false);
    }
    if let (Some(own), Some(theirs)) = (set.known_hash(), other.known_hash())
        && own != theirs
    {
        return Ok(false);
    }
    operations::all_in(py, set, other)
}

fn show(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let keys = payload(py, this)?.keys(py)?;
    let class = this.type_();
    let name = class.name().to_string();
    match (keys.is_empty(), class.is(&SET)) {
        (true, _) => py.text(format_args!("{name}()")),
        (false, true) => show_items(py, keys, "{", "}"),
        (false, false) => show_items(py, keys, &format!("{name}({{"), "})"),
    }
}

/// The slots of `frozenset` alone.
pub(super) struct Hashing;

#[pymethods(FrozenSet)]
impl Hashing {
    #[pyslot]
    fn hash(this: Borrowed<'_>, py: &mut Py) -> PyResult<i64> {
        Ok(payload(py, this)?.frozen_hash(py))
    }
}

/// The slots of `set` alone: operators that change it, for another set.
pub(super) struct InPlace;

#[pymethods(Set)]
impl InPlace {
    #[pyslot]
    fn inplace_or(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        let Some(second) = other.any_set() else { return Ok(not_implemented()) };
        payload(py, this)?.merge(py, second)?;
        Ok(this.to_value())
    }

    #[pyslot]
    fn inplace_and(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        if other.any_set().is_none() {
            return Ok(not_implemented());
        }
        let set = payload(py, this)?;
        let result = operations::intersection(py, set, other)?;
        set.take_from(py, result);
        Ok(this.to_value())
    }

    #[pyslot]
    fn inplace_subtract(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        if other.any_set().is_none() {
            return Ok(not_implemented());
        }
        operations::difference_update(py, payload(py, this)?, other)?;
        Ok(this.to_value())
    }

    #[pyslot]
    fn inplace_xor(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        if other.any_set().is_none() {
            return Ok(not_implemented());
        }
        operations::symmetric_difference_update(py, payload(py, this)?, other)?;
        Ok(this.to_value())
    }
}

//! The methods that `set` and `frozenset` share: questions, and sets made of sets.

use taipan_macros::pymethods;
use taipan_object::types::set::{FrozenSet, Set};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};
use taipan_text::Name;

use super::super::class_getitem;
use super::{like, make_like, operations, payload};

/// What does not change the set.
pub(super) struct Queries;

#[pymethods(Set)]
impl Queries {
    /// Whether the set has a key.
    #[pymethod("($self, object, /)", name = "__contains__")]
    fn contains(this: Borrowed<'_>, py: &mut Py, key: &Value) -> PyResult<bool> {
        operations::contains(py, payload(py, this)?, key)
    }

    /// A set with the same keys.
    #[pymethod("($self, /)")]
    fn copy(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        // What never changes can be its own copy.
        if this.exact::<FrozenSet>().is_some() {
            return Ok(this.to_value());
        }
        let set = payload(py, this)?;
        make_like(py, this, |py, result| result.copy(py, set))
    }

    /// The keys that no other of the iterables has.
    #[pymethod("($self, /, *others)")]
    fn difference(this: Borrowed<'_>, py: &mut Py, others: Args<'_>) -> PyResult<Value> {
        let set = payload(py, this)?;
        let mut others = others.iter();
        make_like(py, this, |py, result| {
            match others.next() {
                Some(first) => operations::subtract(py, result, set, first)?,
                None => result.copy(py, set)?,
            }
            others.try_for_each(|other| operations::difference_update(py, result, other))
        })
    }

    /// The keys that all of the iterables have.
    #[pymethod("($self, /, *others)")]
    fn intersection(this: Borrowed<'_>, py: &mut Py, others: Args<'_>) -> PyResult<Value> {
        let result = common(py, payload(py, this)?, others)?;
        like(py, this, result)
    }

    /// Whether there is no key that an iterable has too.
    #[pymethod("($self, other, /)")]
    fn isdisjoint(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<bool> {
        operations::is_disjoint(py, payload(py, this)?, other)
    }

    /// Whether an iterable has all keys of the set.
    #[pymethod("($self, other, /)")]
    fn issubset(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<bool> {
        operations::is_subset(py, payload(py, this)?, other)
    }

    /// Whether the set has all items of an iterable.
    #[pymethod("($self, other, /)")]
    fn issuperset(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<bool> {
        operations::is_superset(py, payload(py, this)?, other)
    }

    /// What pickles the set.
    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let keys = payload(py, this)?.keys(py)?;
        let keys = py.list(keys)?;
        let arguments = py.tuple([keys])?;
        let name = py.name(Name::__GETSTATE__).clone();
        let state = py.call_method(&this, &name, &[])?;
        py.tuple([this.type_().to_value(), arguments, state])
    }

    /// The bytes that the set takes, without its keys.
    #[pymethod("($self, /)", name = "__sizeof__")]
    fn size_of(this: Borrowed<'_>, py: &mut Py) -> PyResult<usize> {
        Ok(this.type_().instance_size() + payload(py, this)?.table_bytes(py))
    }

    /// The keys that only one of the set and an iterable has.
    #[pymethod("($self, other, /)")]
    fn symmetric_difference(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<Value> {
        make_like(py, this, |py, result| operations::differ(py, result, this, other))
    }

    /// The keys that any of the iterables has.
    #[pymethod("($self, /, *others)")]
    fn union(this: Borrowed<'_>, py: &mut Py, others: Args<'_>) -> PyResult<Value> {
        let set = payload(py, this)?;
        make_like(py, this, |py, result| {
            result.copy(py, set)?;
            others.iter().try_for_each(|other| result.update(py, &other))
        })
    }

    /// See PEP 585.
    #[pyclassmethod("($type, object, /)", name = "__class_getitem__")]
    fn class_getitem(class: &Type, py: &mut Py, arguments: Borrowed<'_>) -> PyResult<Value> {
        class_getitem(py, class, arguments)
    }
}

/// The keys that a set and all of some iterables have.
pub(super) fn common(py: &mut Py, set: &Set, others: Args<'_>) -> PyResult<Set> {
    let mut others = others.iter();
    let Some(first) = others.next() else { return set.duplicate(py) };
    let mut result = operations::intersection(py, set, first)?;
    for other in others {
        result = operations::intersection(py, &result, other)?;
    }
    Ok(result)
}

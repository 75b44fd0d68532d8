//! The methods of `set` that change it.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::set::Set;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::operations;
use super::queries::common;

/// Adding and removing.
pub(super) struct Changes;

#[pymethods(Set)]
impl Changes {
    /// Adds a key.
    #[pymethod("($self, object, /)")]
    fn add(this: &Set, py: &mut Py, key: &Value) -> PyResult<()> {
        this.add(py, key).map(drop)
    }

    /// Removes everything.
    #[pymethod("($self, /)")]
    fn clear(this: &Set, py: &mut Py) -> PyResult<()> {
        this.clear(py);
        Ok(())
    }

    /// Removes a key, if it is there.
    #[pymethod("($self, object, /)")]
    fn discard(this: &Set, py: &mut Py, key: &Value) -> PyResult<()> {
        operations::discard(py, this, key).map(drop)
    }

    /// Removes the keys that any of the iterables has.
    #[pymethod("($self, /, *others)")]
    fn difference_update(this: &Set, py: &mut Py, others: Args<'_>) -> PyResult<()> {
        others.iter().try_for_each(|other| operations::difference_update(py, this, other))
    }

    /// Leaves the keys that all of the iterables have.
    #[pymethod("($self, /, *others)")]
    fn intersection_update(this: &Set, py: &mut Py, others: Args<'_>) -> PyResult<()> {
        let result = common(py, this, others)?;
        this.take_from(py, result);
        Ok(())
    }

    /// Removes some key and gives it.
    #[pymethod("($self, /)")]
    fn pop(this: &Set, py: &mut Py) -> PyResult<Value> {
        match this.pop(py) {
            Some(key) => Ok(key),
            None => Err(py.error(&exc::KEY_ERROR, format_args!("pop from an empty set"))),
        }
    }

    /// Removes a key; KeyError if it is not there.
    #[pymethod("($self, object, /)")]
    fn remove(this: &Set, py: &mut Py, key: &Value) -> PyResult<()> {
        if operations::discard(py, this, key)? { Ok(()) } else { Err(exc::key_error(py, key)) }
    }

    /// Leaves the keys that only one of the set and an iterable has.
    #[pymethod("($self, other, /)")]
    fn symmetric_difference_update(this: &Set, py: &mut Py, other: Borrowed<'_>) -> PyResult<()> {
        operations::symmetric_difference_update(py, this, other)
    }

    /// Adds the items of iterables.
    #[pymethod("($self, /, *others)")]
    fn update(this: &Set, py: &mut Py, others: Args<'_>) -> PyResult<()> {
        others.iter().try_for_each(|other| this.update(py, &other))
    }
}

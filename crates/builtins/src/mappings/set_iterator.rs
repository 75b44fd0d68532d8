//! `set_iterator`: goes over the keys of a set or frozenset.

use taipan_macros::pymethods;
use taipan_object::type_::Definition;
use taipan_object::types::set::iterator::{SET_ITERATOR, SetIterator};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::reduce_to_list;

pub(super) const DEFINITION: Definition =
    Definition { slots: &[Core::SLOTS], methods: &[Core::METHODS], ..Definition::of(&SET_ITERATOR) };

struct Core;

#[pymethods(SetIterator)]
impl Core {
    #[pyslot]
    fn iter(this: Borrowed<'_>, _: &mut Py) -> PyResult<Value> {
        Ok(this.to_value())
    }

    #[pyslot]
    fn next(this: &SetIterator, py: &mut Py) -> PyResult<Option<Value>> {
        this.next(py)
    }

    /// How many keys are still to come, as far as that is known.
    #[pymethod("($self, /)", name = "__length_hint__")]
    fn length_hint(this: &SetIterator, py: &mut Py) -> usize {
        this.length_hint(py)
    }

    /// What pickles the iterator.
    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(this: &SetIterator, py: &mut Py) -> PyResult<Value> {
        let copy = this.duplicate(py);
        let mut rest = Vec::new();
        while let Some(key) = copy.next(py)? {
            rest.try_reserve(1)?;
            rest.push(key);
        }
        reduce_to_list(py, rest)
    }
}

//! `tuple_iterator`

use taipan_macros::pymethods;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::tuple::{TUPLE_ITERATOR, Tuple, TupleIterator};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{iter_function, itself, reduced, state_index};

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[Forward::SLOTS],
    methods: &[Forward::METHODS],
    ..Definition::of(&TUPLE_ITERATOR)
};

/// From the first item to the last.
struct Forward;

#[pymethods(TupleIterator)]
impl Forward {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &TupleIterator, py: &mut Py) -> PyResult<Option<Value>> {
        Ok(this.next(py))
    }

    /// How many items are left.
    #[pymethod("($self, /)")]
    fn __length_hint__(this: &TupleIterator, py: &mut Py) -> usize {
        length(this, py).saturating_sub(this.index.get())
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: &TupleIterator, py: &mut Py) -> PyResult<Value> {
        let iter = iter_function(py)?;
        let tuple = this.tuple.get(py).clone();
        match tuple {
            Some(tuple) => {
                let index = py.int_from_usize(this.index.get())?;
                reduced(py, iter, vec![tuple], Some(index))
            }
            None => {
                let empty = py.tuple([])?;
                reduced(py, iter, vec![empty], None)
            }
        }
    }

    /// Goes on from an index.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &TupleIterator, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let index = state_index(py, object)?.max(0) as usize;
        let length = length(this, py);
        this.index.set(index.min(length));
        Ok(())
    }
}

fn length(this: &TupleIterator, py: &Py) -> usize {
    this.tuple.get(py).as_ref().and_then(|tuple| tuple.get::<Tuple>()).map_or(0, Tuple::len)
}

//! The iterator over an array.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

use super::Array;
use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    slots: &[ArrayIterator::SLOTS],
    methods: &[ArrayIterator::METHODS],
    ..Definition::of(&ARRAY_ITERATOR)
};

/// The payload.
#[pyclass(name = "array.arrayiterator")]
pub(crate) struct ArrayIterator {
    /// Nothing at the end.
    array: PyCell<Option<Value>>,
    place: Cell<usize>,
}

/// An iterator over an array.
pub(super) fn over(py: &mut Py, array: Borrowed<'_>) -> PyResult<Value> {
    py.heap().object(ArrayIterator { array: PyCell::new(Some(array.to_value())), place: Cell::new(0) })
}

#[pymethods]
impl ArrayIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let place = self.place.get();
        let item = {
            let array = self.array.get(py);
            array.as_ref().and_then(|array| array.get::<Array>()?.item(py, place))
        };
        match item {
            Some(item) => {
                self.place.set(place + 1);
                item.map(Some)
            }
            None => {
                drop(self.array.replace(py, None));
                Ok(None)
            }
        }
    }

    /// What pickles make it of.
    #[pymethod("($self, /)")]
    fn __reduce__(&self, py: &mut Py) -> PyResult<Value> {
        let iter = py.running_builtin("iter")?;
        let array = self.array.get(py).clone();
        match array {
            Some(array) => {
                let (arguments, place) = (py.tuple([array])?, py.int_from_usize(self.place.get())?);
                py.tuple([iter, arguments, place])
            }
            None => {
                let empty = py.tuple([])?;
                let arguments = py.tuple([empty])?;
                py.tuple([iter, arguments])
            }
        }
    }

    /// Goes on from an index.
    #[pymethod("($self, state, /)")]
    fn __setstate__(&self, py: &mut Py, state: &Value) -> PyResult<()> {
        if !state.is_int() {
            return Err(exc::type_error(py, format_args!("an integer is required")));
        }
        let place = py.to_isize(state)?;
        let len = self.array.get(py).as_ref().and_then(|it| Some(it.get::<Array>()?.len(py))).unwrap_or(0);
        self.place.set(usize::try_from(place).unwrap_or(0).min(len));
        Ok(())
    }
}

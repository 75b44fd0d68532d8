//! `callable_iterator`: what `iter(function, sentinel)` makes.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

/// The payload.
#[pyclass(static = CALL_ITERATOR, name = "callable_iterator")]
pub(super) struct CallIterator {
    /// The function, and what it returns in the end; nothing after that.
    source: PyCell<Option<(Value, Value)>>,
}

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[CallIterator::SLOTS],
    methods: &[CallIterator::METHODS],
    ..Definition::of(&CALL_ITERATOR)
};

pub(super) fn new(py: &mut Py, function: Borrowed<'_>, sentinel: Borrowed<'_>) -> PyResult<Value> {
    let source = PyCell::new(Some((function.to_value(), sentinel.to_value())));
    py.heap().object(CallIterator { source })
}

#[pymethods]
impl CallIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let Some((function, sentinel)) = self.source.get(py).clone() else { return Ok(None) };
        match py.call(&function, &[]) {
            Ok(value) => {
                // The call itself may have used the iterator up.
                if self.source.get(py).is_none() {
                    return Ok(None);
                }
                if py.equal(&sentinel, &value)? {
                    self.end(py);
                    return Ok(None);
                }
                Ok(Some(value))
            }
            Err(raised) if py.matches(&raised, &exc::STOP_ITERATION) => {
                py.discard(raised);
                self.end(py);
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    /// How the iterator is pickled.
    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(&self, py: &mut Py) -> PyResult<Value> {
        let iter = py.running_builtin("iter")?;
        let source = self.source.get(py).clone();
        let args = match source {
            Some((function, sentinel)) => py.tuple([function, sentinel])?,
            None => {
                let empty = py.tuple([])?;
                py.tuple([empty])?
            }
        };
        py.tuple([iter, args])
    }
}

impl CallIterator {
    fn end(&self, py: &mut Py) {
        drop(self.source.replace(py, None));
    }
}

//! `iterator`, over anything with `__getitem__`: its attributes. What it does is in the kernel.

use taipan_macros::pymethods;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::seq_iter::{SEQ_ITER, SeqIter};
use taipan_object::types::singletons::not_implemented;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{iter_function, reduced, state_index};

pub(super) const DEFINITION: Definition =
    Definition { flags: Flags::NO_INSTANCES, methods: &[Methods::METHODS], ..Definition::of(&SEQ_ITER) };

/// The methods.
struct Methods;

#[pymethods(SeqIter)]
impl Methods {
    /// How many items are left, if the sequence has a length.
    #[pymethod("($self, /)")]
    fn __length_hint__(this: &SeqIter, py: &mut Py) -> PyResult<Value> {
        let sequence = this.sequence.get(py).clone();
        let Some(sequence) = sequence else { return py.int(0) };
        if sequence.type_().slots.length.get().is_none() {
            return Ok(not_implemented());
        }
        let length = py.len(&sequence)?;
        let left = i64::try_from(length).unwrap_or(i64::MAX).saturating_sub(this.index.get());
        py.int(left.max(0))
    }

    /// What pickles make the iterator of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: &SeqIter, py: &mut Py) -> PyResult<Value> {
        let iter = iter_function(py)?;
        let sequence = this.sequence.get(py).clone();
        match sequence {
            Some(sequence) => {
                let index = py.int(this.index.get())?;
                reduced(py, iter, vec![sequence], Some(index))
            }
            None => {
                let empty = py.tuple([])?;
                reduced(py, iter, vec![empty], None)
            }
        }
    }

    /// Goes on from an index.
    #[pymethod("($self, object, /)")]
    fn __setstate__(this: &SeqIter, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        let index = state_index(py, object)?;
        if this.sequence.get(py).is_some() {
            this.index.set(index.max(0) as i64);
        }
        Ok(())
    }
}

//! `iterator`: goes over anything that has `__getitem__`, by index, until `IndexError` or `StopIteration`.

use std::cell::Cell;

use super::object::OBJECT;
use crate::cell::PyCell;
use crate::exception as exc;
use crate::py::{Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The payload.
pub struct SeqIter {
    /// The sequence; nothing at the end.
    pub sequence: PyCell<Option<Value>>,
    /// The next index.
    pub index: Cell<i64>,
}

/// `iterator`
pub static SEQ_ITER: Type = Type::of::<SeqIter>("iterator", Some(&OBJECT));

// SAFETY: only made here; the type cannot be derived from.
unsafe impl Payload for SeqIter {
    const TYPE: &'static Type = &SEQ_ITER;
}

impl Parts for SeqIter {
    fn take_part(&mut self) -> Option<Value> {
        self.sequence.exclusive().take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.sequence.peek() }.iter().for_each(visit);
    }
}

/// An iterator over a sequence.
pub(crate) fn new(py: &mut Py, sequence: &Value) -> PyResult<Value> {
    py.heap().object(SeqIter { sequence: PyCell::new(Some(sequence.clone())), index: Cell::new(0) })
}

/// `__next__`
pub(crate) fn next(py: &mut Py, this: Borrowed<'_>) -> PyResult<Option<Value>> {
    let Some(iterator) = this.exact::<SeqIter>() else { return Ok(None) };
    let Some(sequence) = iterator.sequence.get(py).clone() else { return Ok(None) };
    if iterator.index.get() == i64::MAX {
        return Err(exc::overflow_error(py, format_args!("iter index too large")));
    }
    let index = py.int(iterator.index.get())?;
    match py.get_item(&sequence, &index) {
        Ok(item) => {
            iterator.index.set(iterator.index.get().saturating_add(1));
            Ok(Some(item))
        }
        Err(raised)
            if py.matches(&raised, &exc::INDEX_ERROR) || py.matches(&raised, &exc::STOP_ITERATION) =>
        {
            py.discard(raised);
            drop(iterator.sequence.replace(py, None));
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// `__iter__`
pub(crate) fn iter(_: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    Ok(this.to_value())
}

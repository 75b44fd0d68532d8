//! `batched`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over tuples of n items of the iterable each. The last one may have fewer, unless\n\
         strict is true: then it raises ValueError.",
    ),
    signature: Some("(iterable, n, *, strict=False)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&BATCHED)
};

/// The payload.
#[pyclass(name = "itertools.batched")]
pub(crate) struct Batched {
    /// Nothing at the end.
    iterator: PyCell<Option<Value>>,
    count: usize,
    strict: Cell<bool>,
}

/// What is reserved for a batch at first: the iterable may have far fewer items than a batch.
const FIRST_ROOM: usize = 64;

/// All of it.
struct Core;

#[pymethods(Batched)]
impl Core {
    #[pyslot("(iterable, n, *, strict=False)", name = "batched")]
    fn new(class: &Type, py: &mut Py, iterable: &Value, n: isize, strict: bool) -> PyResult<Value> {
        let Some(count) = usize::try_from(n).ok().filter(|&count| count > 0) else {
            return Err(exc::value_error(py, format_args!("n must be at least one")));
        };
        let iterator = PyCell::new(Some(py.iter(iterable)?));
        py.heap().object_of(class, Batched { iterator, count, strict: Cell::new(strict) })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Batched, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(iterator) = this.iterator.get(py).clone() else { return Ok(None) };
        let mut batch = Vec::new();
        batch.try_reserve_exact(this.count.min(FIRST_ROOM))?;
        while batch.len() < this.count {
            let Some(item) = py.next(&iterator)? else {
                return finish(py, this, batch);
            };
            if batch.len() == batch.capacity() {
                batch.try_reserve(1)?;
            }
            batch.push(item);
        }
        py.tuple(batch).map(Some)
    }
}

/// The last batch.
#[cold]
fn finish(py: &mut Py, this: &Batched, batch: Vec<Value>) -> PyResult<Option<Value>> {
    drop(this.iterator.replace(py, None));
    match batch.len() {
        0 => Ok(None),
        _ if this.strict.get() => Err(exc::value_error(py, format_args!("batched(): incomplete batch"))),
        _ => py.tuple(batch).map(Some),
    }
}

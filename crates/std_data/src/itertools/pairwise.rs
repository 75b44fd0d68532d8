//! `pairwise`

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An iterator over pairs of an item and the one after it."),
    signature: Some("(iterable, /)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&PAIRWISE)
};

/// The payload.
#[pyclass(name = "itertools.pairwise")]
pub(crate) struct Pairwise {
    /// Nothing at the end.
    iterator: PyCell<Option<Value>>,
    /// The item that begins the next pair.
    last: PyCell<Option<Value>>,
}

impl Pairwise {
    /// The next item. At the end, or where there is an error, everything is let go.
    fn step(&self, py: &mut Py, iterator: &Value) -> PyResult<Option<Value>> {
        let item = py.next(iterator);
        if !matches!(item, Ok(Some(_))) {
            let (iterator, last) = (self.iterator.replace(py, None), self.last.replace(py, None));
            drop((iterator, last));
        }
        item
    }
}

/// All of it.
struct Core;

#[pymethods(Pairwise)]
impl Core {
    #[pyslot("(iterable, /)", name = "pairwise")]
    fn new(class: &Type, py: &mut Py, iterable: &Value) -> PyResult<Value> {
        let iterator = PyCell::new(Some(py.iter(iterable)?));
        py.heap().object_of(class, Pairwise { iterator, last: PyCell::new(None) })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Pairwise, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(iterator) = this.iterator.get(py).clone() else { return Ok(None) };
        let mut last = this.last.get(py).clone();
        if last.is_none() {
            let Some(first) = this.step(py, &iterator)? else { return Ok(None) };
            drop(this.last.replace(py, Some(first.clone())));
            // While the first item was made, a pair may have been asked for that used the iterator up.
            if this.iterator.get(py).is_none() {
                drop(this.last.replace(py, None));
                return Ok(None);
            }
            last = Some(first);
        }
        let Some(item) = this.step(py, &iterator)? else { return Ok(None) };
        drop(this.last.replace(py, Some(item.clone())));
        match last {
            Some(last) => py.heap().pair(last, item).map(Some),
            None => Ok(None),
        }
    }
}

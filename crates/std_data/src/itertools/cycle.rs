//! `cycle`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::list::grow;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An iterator over the items of the iterable, and then over the same items again and again."),
    signature: Some("(iterable, /)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&CYCLE)
};

/// The payload.
#[pyclass(name = "itertools.cycle")]
pub(crate) struct Cycle {
    /// What is iterated over the first time; nothing after that.
    iterator: PyCell<Option<Value>>,
    saved: PyCell<Vec<Value>>,
    /// The next of the saved items.
    index: Cell<usize>,
}

/// All of it.
struct Core;

#[pymethods(Cycle)]
impl Core {
    #[pyslot("(iterable, /)", name = "cycle")]
    fn new(class: &Type, py: &mut Py, iterable: &Value) -> PyResult<Value> {
        let iterator = PyCell::new(Some(py.iter(iterable)?));
        let saved = PyCell::new(Vec::new());
        py.heap().object_of(class, Cycle { iterator, saved, index: Cell::new(0) })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Cycle, py: &mut Py) -> PyResult<Option<Value>> {
        let iterator = this.iterator.get(py).clone();
        if let Some(iterator) = iterator {
            if let Some(item) = py.next(&iterator)? {
                let mut saved = this.saved.get_mut(py);
                if saved.len() == saved.capacity() {
                    grow(&mut saved, 1)?;
                }
                saved.push(item.clone());
                return Ok(Some(item));
            }
            drop(this.iterator.replace(py, None));
        }
        let saved = this.saved.get(py);
        let index = this.index.get();
        let item = saved.get(index).cloned();
        this.index.set(if index + 1 >= saved.len() { 0 } else { index + 1 });
        Ok(item)
    }
}

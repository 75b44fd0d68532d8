//! `list`

use super::object::OBJECT;
use crate::cell::PyCell;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::value::Value;

/// The payload of a list.
#[derive(Default)]
pub struct List {
    /// The items.
    pub items: PyCell<Vec<Value>>,
}

/// `list`
pub static LIST: Type = Type::of::<List>("list", Some(&OBJECT));

// SAFETY: lists are made with this payload, and types that derive from `list` keep it.
unsafe impl Payload for List {
    const TYPE: &'static Type = &LIST;
}

impl Parts for List {
    fn take_part(&mut self) -> Option<Value> {
        self.items.exclusive().pop()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.items.peek() }.iter().for_each(visit);
    }
}

impl List {
    /// The item at an index.
    pub fn item(&self, py: &Py, index: usize) -> Option<Value> {
        self.items.get(py).get(index).cloned()
    }

    /// How many items there are.
    pub fn len(&self, py: &Py) -> usize {
        self.items.get(py).len()
    }

    /// Puts an item at the end.
    pub fn append(&self, py: &mut Py, item: Value) -> PyResult<()> {
        let mut items = self.items.get_mut(py);
        items.try_reserve(1)?;
        items.push(item);
        Ok(())
    }
}

impl Heap {
    /// A list of items.
    pub fn list(self, items: Vec<Value>) -> PyResult<Value> {
        self.object(List { items: PyCell::new(items) })
    }
}

impl Py {
    /// A list of items.
    pub fn list(&self, items: Vec<Value>) -> PyResult<Value> {
        self.heap().list(items)
    }
}

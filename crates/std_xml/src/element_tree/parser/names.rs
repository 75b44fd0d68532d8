//! Names of elements and attributes as the strings that trees have: each is made once.

use std::collections::HashMap;

use taipan_object::type_::parts::Part;
use taipan_object::{Py, PyResult, Value, Visit};

/// The names that a document has had so far.
#[derive(Default)]
pub(super) struct Names {
    /// Where the string of each name is.
    places: HashMap<String, usize>,
    values: Vec<Value>,
}

impl Part for Names {
    fn take(&mut self) -> Option<Value> {
        self.values.pop()
    }

    fn each(&self, visit: &mut Visit<'_>) {
        self.values.iter().for_each(visit);
    }
}

impl Names {
    /// The string for a name, in which a namespace stands before a brace that closes.
    pub(super) fn get(&mut self, heap: &Py, name: &str) -> PyResult<Value> {
        if let Some(value) = self.places.get(name).and_then(|&place| self.values.get(place)) {
            return Ok(value.clone());
        }
        let value = if name.contains('}') { heap.text(format_args!("{{{name}"))? } else { heap.str(name)? };
        self.places.try_reserve(1)?;
        self.values.try_reserve(1)?;
        self.places.insert(name.to_owned(), self.values.len());
        self.values.push(value.clone());
        Ok(value)
    }
}

//! A set of classes.

use taipan_object::types::set::Set;
use taipan_object::{Parts, Py, PyCell, PyResult, Value, Visit};

/// The classes; nothing until there is one.
#[derive(Default)]
pub(super) struct Classes(PyCell<Option<Value>>);

impl Parts for Classes {
    fn take_part(&mut self) -> Option<Value> {
        self.0.exclusive().take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        taipan_object::type_::parts::Part::each(&self.0, visit);
    }
}

impl Classes {
    fn set(&self, py: &Py) -> Option<Value> {
        self.0.get(py).clone()
    }

    pub(super) fn contains(&self, py: &mut Py, class: &Value) -> PyResult<bool> {
        let set = self.set(py);
        match set.as_ref().and_then(|set| set.exact::<Set>()) {
            Some(set) => set.contains(py, class),
            None => Ok(false),
        }
    }

    pub(super) fn add(&self, py: &mut Py, class: &Value) -> PyResult<()> {
        let set = match self.set(py) {
            Some(set) => set,
            None => {
                let set = py.heap().set(Set::default())?;
                drop(self.0.replace(py, Some(set.clone())));
                set
            }
        };
        if let Some(set) = set.exact::<Set>() {
            set.add(py, class)?;
        }
        Ok(())
    }

    pub(super) fn clear(&self, py: &mut Py) {
        drop(self.0.replace(py, None));
    }

    /// The classes as they are now.
    pub(super) fn all(&self, py: &Py) -> PyResult<Vec<Value>> {
        let set = self.set(py);
        set.as_ref().and_then(|set| set.exact::<Set>()).map_or_else(|| Ok(Vec::new()), |set| set.keys(py))
    }

    /// A set of the same classes.
    pub(super) fn copy(&self, py: &Py) -> PyResult<Value> {
        let set = self.set(py);
        let copy = match set.as_ref().and_then(|set| set.exact::<Set>()) {
            Some(set) => set.duplicate(py)?,
            None => Set::default(),
        };
        py.heap().set(copy)
    }
}

//! A value that is computed when it is first asked for: bounds, constraints, defaults and values of the syntax of PEP 695.

use taipan_object::types::singletons::none;
use taipan_object::{Parts, Py, PyCell, PyResult, Value, Visit};

use super::evaluator;

/// A value, or the function that computes it, or neither.
#[derive(Default)]
pub(super) struct Lazy {
    value: PyCell<Option<Value>>,
    /// Called without arguments for the value.
    compute: PyCell<Option<Value>>,
}

impl Parts for Lazy {
    fn take_part(&mut self) -> Option<Value> {
        self.value.exclusive().take().or_else(|| self.compute.exclusive().take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        taipan_object::type_::parts::Part::each(&self.value, visit);
        taipan_object::type_::parts::Part::each(&self.compute, visit);
    }
}

impl Lazy {
    /// What is there already.
    pub(super) fn of(value: Option<Value>) -> Self {
        Self { value: PyCell::new(value), compute: PyCell::default() }
    }

    /// What a function computes.
    pub(super) fn computed(function: Option<Value>) -> Self {
        Self { value: PyCell::default(), compute: PyCell::new(function) }
    }

    /// The value as far as it is known.
    pub(super) fn known(&self, py: &Py) -> Option<Value> {
        self.value.get(py).clone()
    }

    /// The function that computes it, if there is one.
    pub(super) fn function(&self, py: &Py) -> Option<Value> {
        self.compute.get(py).clone()
    }

    /// Gives it a function, which computes it from then on.
    pub(super) fn set_function(&self, py: &mut Py, function: Value) {
        drop(self.compute.replace(py, Some(function)));
    }

    /// The value, computed if it has not been before; nothing if there is none.
    pub(super) fn get(&self, py: &mut Py) -> PyResult<Option<Value>> {
        if let Some(value) = self.known(py) {
            return Ok(Some(value));
        }
        let Some(function) = self.function(py) else { return Ok(None) };
        let value = py.call(&function, &[])?;
        drop(self.value.replace(py, Some(value.clone())));
        Ok(Some(value))
    }

    /// What computes the value in a format of `annotationlib`; `None` if there is none.
    pub(super) fn evaluator(&self, py: &mut Py) -> PyResult<Value> {
        match (self.function(py), self.known(py)) {
            (Some(function), _) => Ok(function),
            (None, Some(value)) => evaluator::new(py, value),
            (None, None) => Ok(none()),
        }
    }
}

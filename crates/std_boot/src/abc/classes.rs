//! A set of classes that does not keep them alive.

use taipan_macros::pymodule;
use taipan_object::native::NativeFunction;
use taipan_object::type_::dunder;
use taipan_object::types::set::Set;
use taipan_object::types::weakref::REFERENCE;
use taipan_object::{Parts, Py, PyCell, PyResult, Value, Visit, weak};

/// A set of weak references to the classes; nothing until there is one.
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
        let Some(set) = set.as_ref().and_then(|set| set.exact::<Set>()).filter(|set| !set.is_empty(py))
        else {
            return Ok(false);
        };
        let metaclass = class.type_();
        if !metaclass.is_python(py, dunder::HASH) && !metaclass.is_python(py, dunder::LT) {
            // Classes that are compared by identity are found without a reference to ask with.
            let hash = py.hash(class)?;
            let is_of_class = |key: &Value| key.as_weakref().is_some_and(|it| it.is_of(class));
            return Ok(set.any_hashed(py, hash, is_of_class));
        }
        // A reference is equal to another one to the same class.
        let reference = weak::plain(py, class.borrow())?;
        set.contains(py, &reference)
    }

    /// Adds a class, which takes itself out when it dies.
    pub(super) fn add(&self, py: &mut Py, class: &Value) -> PyResult<()> {
        let set = match self.set(py) {
            Some(set) => set,
            None => {
                let set = py.heap().set(Set::default())?;
                drop(self.0.replace(py, Some(set.clone())));
                set
            }
        };
        let of_set = weak::plain(py, set.borrow())?;
        let callback = py.heap().native_function(&Callback::FUNCTIONS[0], Some(of_set), None)?;
        let reference = weak::reference(py, &REFERENCE, class.borrow(), Some(callback))?;
        if let Some(set) = set.exact::<Set>() {
            set.add(py, &reference)?;
        }
        Ok(())
    }

    pub(super) fn clear(&self, py: &mut Py) {
        drop(self.0.replace(py, None));
    }

    /// The classes as they are now.
    pub(super) fn all(&self, py: &Py) -> PyResult<Vec<Value>> {
        let set = self.set(py);
        let Some(set) = set.as_ref().and_then(|set| set.exact::<Set>()) else { return Ok(Vec::new()) };
        let references = set.keys(py)?;
        Ok(references.iter().filter_map(|it| it.as_weakref().and_then(|it| it.target(py))).collect())
    }

    /// A set of the references.
    pub(super) fn copy(&self, py: &Py) -> PyResult<Value> {
        let set = self.set(py);
        let copy = match set.as_ref().and_then(|set| set.exact::<Set>()) {
            Some(set) => set.duplicate(py)?,
            None => Set::default(),
        };
        py.heap().set(copy)
    }
}

/// What is called when a class dies.
struct Callback;

#[pymodule("_abc")]
impl Callback {
    /// Takes the reference to a dead class out of the set that the function belongs to.
    #[pyfunction("(reference, /)")]
    fn _destroy(of_set: &Value, py: &mut Py, reference: &Value) -> PyResult<()> {
        let set = of_set.as_weakref().and_then(|of_set| of_set.target(py));
        if let Some(set) = set.as_ref().and_then(|set| set.exact::<Set>()) {
            drop(set.remove(py, reference)?);
        }
        Ok(())
    }
}

/// Whether a function is the one that takes dead classes out of a set.
pub fn is_own_callback(function: &Value) -> bool {
    function.exact::<NativeFunction>().is_some_and(|function| {
        let is_of_set = function.this.as_ref().is_some_and(|this| this.as_weakref().is_some());
        is_of_set && function.definition.name == Callback::FUNCTIONS[0].name
    })
}

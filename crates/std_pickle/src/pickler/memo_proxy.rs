//! `PicklerMemoProxy`: the memo of a pickler as Python sees it.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags, Function};
use taipan_object::types::dict::{DICT, Dict};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::Pickler;
use crate::memo::Memo;

/// The payload.
#[pyclass(name = "_pickle.PicklerMemoProxy")]
pub(crate) struct PicklerMemoProxy {
    /// The pickler; `None` for an object that was made of the class.
    pickler: Value,
}

pub(crate) const DEFINITION: Definition = Definition {
    flags: Flags::BASE,
    slots: &[PicklerMemoProxy::SLOTS, &[Function::Hash(unhashable)]],
    methods: &[PicklerMemoProxy::METHODS],
    constants: &[("__hash__", |_| Ok(taipan_object::types::singletons::none()))],
    ..Definition::of(&PICKLER_MEMO_PROXY)
};

fn unhashable(py: &mut Py, this: Borrowed<'_>) -> PyResult<i64> {
    Err(taipan_object::exception::unhashable(py, this))
}

impl PicklerMemoProxy {
    pub(super) fn of(py: &Py, pickler: Borrowed<'_>) -> PyResult<Value> {
        py.heap().object(Self { pickler: pickler.to_value() })
    }

    pub(super) fn pickler(&self) -> Option<&Pickler> {
        self.pickler.get::<Pickler>()
    }

    /// From the address of each object to its number and itself.
    fn contents(&self, py: &mut Py) -> PyResult<Value> {
        let entries: Vec<(Value, usize)> = match self.pickler() {
            Some(pickler) => {
                pickler.memo.get(py).entries().map(|(object, number)| (object.clone(), number)).collect()
            }
            None => Vec::new(),
        };
        let contents = py.dict()?;
        if let Some(dict) = contents.get::<Dict>() {
            for (object, number) in entries {
                let (key, number) = (py.int_from_usize(object.word())?, py.int_from_usize(number)?);
                let entry = py.tuple([number, object])?;
                dict.set(py, &key, entry)?;
            }
        }
        Ok(contents)
    }
}

#[pymethods]
impl PicklerMemoProxy {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: taipan_object::Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self { pickler: taipan_object::types::singletons::none() })
    }

    /// Forgets everything.
    #[pymethod("($self, /)")]
    fn clear(&self, py: &mut Py) {
        if let Some(pickler) = self.pickler() {
            drop(pickler.memo.replace(py, Memo::default()));
        }
    }

    /// The memo as a dict: number and object by the object's address.
    #[pymethod("($self, /)")]
    fn copy(&self, py: &mut Py) -> PyResult<Value> {
        self.contents(py)
    }

    /// For pickles: a dict.
    #[pymethod("($self, /)", name = "__reduce__")]
    fn reduce(&self, py: &mut Py) -> PyResult<Value> {
        let contents = self.contents(py)?;
        let arguments = py.tuple([contents])?;
        py.tuple([DICT.to_value(), arguments])
    }
}

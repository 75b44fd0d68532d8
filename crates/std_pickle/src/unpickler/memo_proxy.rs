//! `UnpicklerMemoProxy`: the memo of an unpickler as Python sees it.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags, Function};
use taipan_object::types::dict::{DICT, Dict};
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::Unpickler;
use super::memo::Memo;

/// The payload.
#[pyclass(name = "_pickle.UnpicklerMemoProxy")]
pub(crate) struct UnpicklerMemoProxy {
    /// The unpickler; `None` for an object that was made of the class.
    unpickler: Value,
}

pub(crate) const DEFINITION: Definition = Definition {
    flags: Flags::BASE,
    slots: &[UnpicklerMemoProxy::SLOTS, &[Function::Hash(unhashable)]],
    methods: &[UnpicklerMemoProxy::METHODS],
    constants: &[("__hash__", |_| Ok(none()))],
    ..Definition::of(&UNPICKLER_MEMO_PROXY)
};

fn unhashable(py: &mut Py, this: Borrowed<'_>) -> PyResult<i64> {
    Err(taipan_object::exception::unhashable(py, this))
}

impl UnpicklerMemoProxy {
    pub(super) fn of(py: &Py, unpickler: Borrowed<'_>) -> PyResult<Value> {
        py.heap().object(Self { unpickler: unpickler.to_value() })
    }

    pub(super) fn unpickler(&self) -> Option<&Unpickler> {
        self.unpickler.get::<Unpickler>()
    }

    /// The objects by their numbers.
    fn contents(&self, py: &mut Py) -> PyResult<Value> {
        let entries: Vec<(usize, Value)> = match self.unpickler() {
            Some(unpickler) => {
                let memo = unpickler.memo.get(py);
                memo.entries().map(|(number, value)| (number, value.clone())).collect()
            }
            None => Vec::new(),
        };
        let contents = py.dict()?;
        if let Some(dict) = contents.get::<Dict>() {
            for (number, value) in entries {
                let key = py.int_from_usize(number)?;
                dict.set(py, &key, value)?;
            }
        }
        Ok(contents)
    }
}

#[pymethods]
impl UnpicklerMemoProxy {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: taipan_object::Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self { unpickler: none() })
    }

    /// Forgets everything.
    #[pymethod("($self, /)")]
    fn clear(&self, py: &mut Py) {
        if let Some(unpickler) = self.unpickler() {
            drop(unpickler.memo.replace(py, Memo::default()));
        }
    }

    /// The memo as a dict.
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

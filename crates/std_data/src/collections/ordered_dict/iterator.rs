//! `odict_iterator`: over keys, values or items of an `OrderedDict`, in its order or backwards.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value};

use super::{OrderedDict, mutated};
use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    slots: &[OdictIterator::SLOTS],
    methods: &[OdictIterator::METHODS],
    ..Definition::of(&ODICT_ITERATOR)
};

/// What an iterator gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    Keys,
    Values,
    Items,
}

/// The payload.
#[pyclass(name = "odict_iterator")]
pub(crate) struct OdictIterator {
    /// Nothing at the end.
    dict: PyCell<Option<Value>>,
    gives: Gives,
    backwards: bool,
    /// The next node.
    node: Cell<Option<u32>>,
    /// Changes of the order, and keys in the dict, when it began.
    changes: u64,
    len: usize,
}

/// An iterator over an `OrderedDict`.
pub(super) fn over(py: &mut Py, dict: Borrowed<'_>, gives: Gives, backwards: bool) -> PyResult<Value> {
    let Some(own) = dict.get::<OrderedDict>() else { return Ok(dict.to_value()) };
    let (node, changes) = {
        let order = own.order.get(py);
        (if backwards { order.last() } else { order.first() }, order.changes())
    };
    let len = own.dict.len(py);
    let dict = PyCell::new(Some(dict.to_value()));
    py.heap().object(OdictIterator { dict, gives, backwards, node: Cell::new(node), changes, len })
}

impl OdictIterator {
    fn step(&self, py: &mut Py, dict: &OrderedDict) -> PyResult<Option<Value>> {
        let Some(node) = self.node.get() else { return Ok(None) };
        if dict.order.get(py).changes() != self.changes {
            return Err(mutated(py));
        }
        if dict.dict.len(py) != self.len {
            return Err(exc::runtime_error(py, format_args!("OrderedDict changed size during iteration")));
        }
        let Some(entry) = dict.entry_of(py, node)? else { return Err(missing(py, dict, node)) };
        let (key, next) = {
            let order = dict.order.get(py);
            let next = if self.backwards { order.before(node) } else { order.after(node) };
            (order.key(node).cloned(), next)
        };
        self.node.set(next);
        let Some(key) = key else { return Ok(None) };
        if self.gives == Gives::Keys {
            return Ok(Some(key));
        }
        let Some(value) = dict.dict.entry_value(py, entry) else { return Err(exc::key_error(py, &key)) };
        if self.gives == Gives::Values {
            return Ok(Some(value));
        }
        py.heap().pair(key, value).map(Some)
    }
}

#[cold]
fn missing(py: &Py, dict: &OrderedDict, node: u32) -> Raised {
    match dict.order.get(py).key(node) {
        Some(key) => exc::key_error(py, key),
        None => mutated(py),
    }
}

#[pymethods]
impl OdictIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(dict) = self.dict.get(py).clone() else { return Ok(None) };
        let Some(own) = dict.get::<OrderedDict>() else { return Ok(None) };
        let item = self.step(py, own);
        if !matches!(item, Ok(Some(_))) {
            drop(self.dict.replace(py, None));
        }
        item
    }

    /// What pickles the iterator: iter and a list of what is left.
    #[pymethod("($self, /)")]
    fn __reduce__(&self, py: &mut Py) -> PyResult<Value> {
        let copy = Self { dict: PyCell::new(self.dict.get(py).clone()), node: self.node.clone(), ..*self };
        let copy = py.heap().object(copy)?;
        let rest = py.collect(&copy)?;
        let rest = py.list(rest)?;
        let iter = py.running_builtin("iter")?;
        let arguments = py.tuple([rest])?;
        py.tuple([iter, arguments])
    }
}

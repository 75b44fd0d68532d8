//! `groupby`, and the iterators over its groups.
//!
//! Groups share the iterator of the `groupby` that they came from: going on to the next group skips what is left of the
//! one before, and an older group is at its end.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An iterator over pairs of a key and an iterator over the items in a row that have that key.\n\n\
         The key of an item is what the function key returns for it; without one, the item itself.",
    ),
    signature: Some("(iterable, key=None)"),
    flags: Flags::BASE,
    slots: &[GroupBy::SLOTS],
    ..Definition::of(&GROUPBY)
};

pub(super) const GROUPER_DEFINITION: Definition =
    Definition { slots: &[Grouper::SLOTS], ..Definition::of(&GROUPER) };

/// The payload.
#[pyclass(static = GROUPBY, name = "itertools.groupby")]
pub(crate) struct GroupBy {
    iterator: Value,
    key_function: Option<Value>,
    /// The key of the group that was given out last.
    target_key: PyCell<Option<Value>>,
    /// The key of the current item.
    current_key: PyCell<Option<Value>>,
    /// The item that was read last and not given out yet.
    current: PyCell<Option<Value>>,
    /// The group that was given out last, as a token: a new one for each.
    group: PyCell<u64>,
}

impl GroupBy {
    /// Reads the next item and its key. False at the end.
    fn step(&self, py: &mut Py) -> PyResult<bool> {
        let Some(item) = py.next(&self.iterator)? else { return Ok(false) };
        let key = match &self.key_function {
            None => item.clone(),
            Some(function) => py.call(function, &[&item])?,
        };
        drop(self.current.replace(py, Some(item)));
        drop(self.current_key.replace(py, Some(key)));
        Ok(true)
    }

    /// Whether the current item belongs to a group with a key. `None`: there is no current item.
    fn current_has(&self, py: &mut Py, key: &Value) -> PyResult<Option<bool>> {
        let Some(current) = self.current_key.get(py).clone() else { return Ok(None) };
        py.equal(key, &current).map(Some)
    }

    fn token(&self, py: &Py) -> u64 {
        *self.group.get(py)
    }
}

#[pymethods]
impl GroupBy {
    #[pyslot("(iterable, key=None)", name = "groupby")]
    fn new(class: &Type, py: &mut Py, iterable: &Value, key: Borrowed<'_>) -> PyResult<Value> {
        let iterator = py.iter(iterable)?;
        let key_function = Some(key.to_value()).filter(|key| !is_none(key));
        let new = Self {
            iterator,
            key_function,
            target_key: PyCell::default(),
            current_key: PyCell::default(),
            current: PyCell::default(),
            group: PyCell::default(),
        };
        py.heap().object_of(class, new)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(own) = this.get::<Self>() else { return Ok(None) };
        *own.group.get_mut(py) += 1;
        loop {
            let target = own.target_key.get(py).clone();
            match target {
                // The first group begins with the first item.
                None if own.current_key.get(py).is_some() => break,
                Some(target) if own.current_has(py, &target)? == Some(false) => break,
                _ => {}
            }
            if !own.step(py)? {
                return Ok(None);
            }
        }
        *own.group.get_mut(py) += 1;
        let key = own.current_key.get(py).clone();
        drop(own.target_key.replace(py, key.clone()));
        let Some(key) = key else { return Ok(None) };
        let group = Grouper { parent: this.to_value(), key: key.clone(), token: own.token(py) };
        let group = py.heap().object(group)?;
        py.heap().pair(key, group).map(Some)
    }
}

/// The payload.
#[pyclass(static = GROUPER, name = "itertools._grouper")]
pub(crate) struct Grouper {
    /// The `groupby`.
    parent: Value,
    key: Value,
    /// Which of its groups this is.
    token: u64,
}

#[pymethods]
impl Grouper {
    #[pyslot("(parent, tgtkey, /)", name = "_grouper")]
    fn new(class: &Type, py: &mut Py, parent: Borrowed<'_>, tgtkey: Borrowed<'_>) -> PyResult<Value> {
        let Some(groups) = parent.get::<GroupBy>() else {
            let given = parent.type_().name();
            return Err(taipan_object::exception::type_error(
                py,
                format_args!("_grouper() argument 1 must be itertools.groupby, not {given}"),
            ));
        };
        *groups.group.get_mut(py) += 1;
        let token = groups.token(py);
        py.heap().object_of(class, Self { parent: parent.to_value(), key: tgtkey.to_value(), token })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(parent) = self.parent.get::<GroupBy>() else { return Ok(None) };
        if parent.token(py) != self.token {
            return Ok(None);
        }
        if parent.current.get(py).is_none() && !parent.step(py)? {
            return Ok(None);
        }
        if parent.current_has(py, &self.key)? != Some(true) {
            return Ok(None);
        }
        Ok(parent.current.replace(py, None))
    }
}

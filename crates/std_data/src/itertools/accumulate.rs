//! `accumulate`

use taipan_macros::{pyclass, pymethods};
use taipan_object::protocol::number::Operator;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An iterator over running totals: of sums, or of what func(total, item) returns."),
    signature: Some("(iterable, func=None, *, initial=None)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&ACCUMULATE)
};

/// The payload.
#[pyclass(name = "itertools.accumulate")]
pub(crate) struct Accumulate {
    iterator: Value,
    /// Adds, if there is none.
    function: Option<Value>,
    /// The last total; nothing before the first item.
    total: PyCell<Option<Value>>,
    /// A first total that is still to be given out.
    initial: PyCell<Option<Value>>,
}

/// All of it.
struct Core;

#[pymethods(Accumulate)]
impl Core {
    #[pyslot("(iterable, func=None, *, initial=None)", name = "accumulate")]
    fn new(
        class: &Type,
        py: &mut Py,
        iterable: &Value,
        func: Borrowed<'_>,
        initial: Borrowed<'_>,
    ) -> PyResult<Value> {
        let given = |value: Borrowed<'_>| Some(value.to_value()).filter(|value| !is_none(value));
        let (function, initial) = (given(func), PyCell::new(given(initial)));
        let iterator = py.iter(iterable)?;
        py.heap().object_of(class, Accumulate { iterator, function, total: PyCell::new(None), initial })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Accumulate, py: &mut Py) -> PyResult<Option<Value>> {
        let initial = this.initial.replace(py, None);
        if initial.is_some() {
            drop(this.total.replace(py, initial.clone()));
            return Ok(initial);
        }
        let Some(item) = py.next(&this.iterator)? else { return Ok(None) };
        let total = this.total.get(py).clone();
        let total = match (total, &this.function) {
            (None, _) => item,
            (Some(total), None) => py.binary(Operator::Add, &total, &item)?,
            (Some(total), Some(function)) => py.call(function, &[&total, &item])?,
        };
        drop(this.total.replace(py, Some(total.clone())));
        Ok(Some(total))
    }
}

//! `count`

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::complex::COMPLEX;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use crate::arguments::itself;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("An iterator without end over start, start + step, start + 2*step and so on."),
    signature: Some("(start=0, step=1)"),
    flags: Flags::BASE,
    slots: &[Core::SLOTS],
    ..Definition::of(&COUNT)
};

/// The payload.
#[pyclass(name = "itertools.count")]
pub(crate) struct Count {
    /// The next value.
    next: PyCell<Value>,
    step: Value,
}

/// All of it.
struct Core;

#[pymethods(Count)]
impl Core {
    #[pyslot("(start=0, step=1)", name = "count")]
    fn new(
        class: &Type,
        py: &mut Py,
        start: Option<Borrowed<'_>>,
        step: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let numeric = |value: Option<Borrowed<'_>>| value.is_none_or(is_number);
        if !numeric(start) || !numeric(step) {
            return Err(exc::type_error(py, format_args!("a number is required")));
        }
        let next = start.map_or_else(|| py.int(0), |start| Ok(start.to_value()))?;
        let step = step.map_or_else(|| py.int(1), |step| Ok(step.to_value()))?;
        py.heap().object_of(class, Count { next: PyCell::new(next), step })
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        itself(this)
    }

    #[pyslot]
    fn next(this: &Count, py: &mut Py) -> PyResult<Option<Value>> {
        let current = this.next.get(py).clone();
        let next = match (current.as_small_int(), this.step.as_small_int()) {
            // Two ints of 63 bits do not overflow 64.
            (Some(current), Some(step)) => py.int(current + step)?,
            _ => py.binary(Operator::Add, &current, &this.step)?,
        };
        drop(this.next.replace(py, next));
        Ok(Some(current))
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(count) = this.get::<Count>() else { return Ok(this.to_value()) };
        let next = count.next.get(py).clone();
        let next = py.repr(&next)?;
        let name = this.type_().state(py).name.get(py).clone();
        if count.step.is_int() && count.step.as_i64() == Some(1) {
            return py.text(format_args!("{name}({next})"));
        }
        let step = py.repr(&count.step)?;
        py.text(format_args!("{name}({next}, {step})"))
    }
}

/// Whether a value is a number, as far as its class tells.
fn is_number(value: Borrowed<'_>) -> bool {
    let class = value.type_();
    class.slots.index.get().is_some()
        || class.slots.int.get().is_some()
        || class.slots.float.get().is_some()
        || class.carries(&COMPLEX)
}

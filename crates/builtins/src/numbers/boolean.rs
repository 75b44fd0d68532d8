//! `bool`: an int with a text and bit operators of its own.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::type_::Definition;
use taipan_object::types::int::{INT, Int};
use taipan_object::types::singletons::{BOOL, as_bool, boolean, not_implemented};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("The truth of an object: True or False, which are the only instances. They are ints, 1 and 0."),
    signature: Some("(object=False, /)"),
    slots: &[Truth::SLOTS],
    ..Definition::of(&BOOL)
};

pub(crate) struct Truth;

#[pymethods(Int)]
impl Truth {
    #[pyslot("(object=False, /)", name = "bool")]
    fn new(_class: &Type, py: &mut Py, object: Option<Borrowed<'_>>) -> PyResult<Value> {
        match object {
            Some(object) => py.is_true(&object).map(boolean),
            None => Ok(boolean(false)),
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().intern(if as_bool(&this) == Some(true) { "True" } else { "False" })
    }

    #[pyslot]
    fn and(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both(left, right) {
            Some((a, b)) => Ok(boolean(a & b)),
            None => of_ints(py, Operator::And, left, right),
        }
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both(left, right) {
            Some((a, b)) => Ok(boolean(a | b)),
            None => of_ints(py, Operator::Or, left, right),
        }
    }

    #[pyslot]
    fn xor(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both(left, right) {
            Some((a, b)) => Ok(boolean(a ^ b)),
            None => of_ints(py, Operator::Xor, left, right),
        }
    }

    #[pyslot]
    fn invert(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.warn(
            &exc::DEPRECATION_WARNING,
            format_args!(
                "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the \
                 bitwise inversion of the underlying int object and is usually not what you expect from negating a \
                 bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise \
                 inversion of the underlying int."
            ),
        )?;
        match INT.slots.invert.get() {
            Some(invert) => invert(py, this),
            None => Ok(not_implemented()),
        }
    }
}

fn both(left: Borrowed<'_>, right: Borrowed<'_>) -> Option<(bool, bool)> {
    Some((as_bool(&left)?, as_bool(&right)?))
}

/// What `int` makes of it where one operand is no bool.
fn of_ints(py: &mut Py, op: Operator, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    let slots = &INT.slots;
    let slot = match op {
        Operator::And => slots.and.get(),
        Operator::Or => slots.or.get(),
        _ => slots.xor.get(),
    };
    match slot {
        Some(slot) => slot(py, left, right),
        None => Ok(not_implemented()),
    }
}

//! `float`

mod arithmetic;
mod methods;
mod new;
mod value;

use taipan_num::int;
use taipan_object::type_::Definition;
use taipan_object::types::float::{FLOAT, Float};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::failure::too_large_for_float;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("The floating-point number that a number or a text stands for."),
    signature: Some("(x=0, /)"),
    slots: &[value::Basics::SLOTS, arithmetic::Arithmetic::SLOTS, new::Construction::SLOTS],
    methods: &[methods::Methods::METHODS],
    getset: &[methods::Methods::GETSET],
    ..Definition::of(&FLOAT)
};

/// The number as the machine's.
#[inline(always)]
pub(super) fn of(this: Borrowed<'_>) -> f64 {
    this.as_float().unwrap_or(0.0)
}

/// The operand of an operator, a float or an int; none for anything else. An int may be too large.
#[inline(always)]
pub(super) fn operand(py: &Py, value: Borrowed<'_>) -> PyResult<Option<f64>> {
    match value.as_float() {
        Some(float) => Ok(Some(float)),
        None => int_operand(py, value),
    }
}

#[inline]
fn int_operand(py: &Py, value: Borrowed<'_>) -> PyResult<Option<f64>> {
    if let Some(small) = value.as_small_int() {
        return Ok(Some(small as f64));
    }
    match value.as_int(&mut [0]).map(int::to_f64) {
        None => Ok(None),
        Some(Ok(float)) => Ok(Some(float)),
        Some(Err(_)) => Err(too_large_for_float(py)),
    }
}

/// The number as an exact float: the value itself if it is one.
pub(super) fn exact(py: &Py, this: Borrowed<'_>) -> PyResult<Value> {
    if this.is_exact_float() { Ok(this.to_value()) } else { py.float(of(this)) }
}

/// A float as an instance of a class.
pub(super) fn of_class(py: &Py, class: &Type, float: Value) -> PyResult<Value> {
    if class.is(&FLOAT) {
        return Ok(float);
    }
    py.heap().object_of(class, Float(of(float.borrow())))
}

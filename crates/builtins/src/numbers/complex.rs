//! `complex`

mod arithmetic;
mod methods;
mod new;
mod value;

use taipan_num::complex::{Complex as Number, Operand};
use taipan_object::type_::Definition;
use taipan_object::types::complex::{COMPLEX, Complex};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::float;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("A complex number: that of a text, of a single number, or of its real and its imaginary part."),
    signature: Some("(real=0, imag=0)"),
    slots: &[value::Basics::SLOTS, arithmetic::Arithmetic::SLOTS, new::Construction::SLOTS],
    methods: &[methods::Methods::METHODS],
    getset: &[methods::Methods::GETSET],
    ..Definition::of(&COMPLEX)
};

/// The number.
fn of(this: Borrowed<'_>) -> Number {
    this.as_complex().unwrap_or(Number::new(0.0, 0.0))
}

/// The operand of an operator: a complex number, a float or an int; none for anything else. An int may be too large.
fn operand(py: &Py, value: Borrowed<'_>) -> PyResult<Option<Operand>> {
    match value.as_complex() {
        Some(number) => Ok(Some(Operand::Complex(number))),
        None => Ok(float::operand(py, value)?.map(Operand::Real)),
    }
}

/// The number as an exact complex: the value itself if it is one.
fn exact(py: &Py, this: Borrowed<'_>) -> PyResult<Value> {
    if this.type_().is(&COMPLEX) { Ok(this.to_value()) } else { made(py, of(this)) }
}

/// The value of a number.
fn made(py: &Py, Number { real, imag }: Number) -> PyResult<Value> {
    py.complex(real, imag)
}

/// A complex number as an instance of a class.
fn of_class(py: &Py, class: &Type, number: Number) -> PyResult<Value> {
    py.heap().object_of(class, Complex(number))
}

//! Arithmetic of complex numbers, and of complex and real ones.

use taipan_macros::pymethods;
use taipan_num::Error;
use taipan_num::complex::{self, Complex as Number, Operand};
use taipan_object::exception as exc;
use taipan_object::types::complex::Complex;
use taipan_object::types::singletons::{is_none, not_implemented};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{exact, made, of, operand};
use crate::numbers::failure::raise;

pub(crate) struct Arithmetic;

#[pymethods(Complex)]
impl Arithmetic {
    #[pyslot]
    fn add(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, |a, b| Ok(complex::add(a, b)))
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, |a, b| Ok(complex::subtract(a, b)))
    }

    #[pyslot]
    fn multiply(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, |a, b| Ok(complex::multiply(a, b)))
    }

    #[pyslot]
    fn true_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, complex::divide)
    }

    #[pyslot]
    fn power(
        base: Borrowed<'_>,
        py: &mut Py,
        exponent: Borrowed<'_>,
        modulus: Borrowed<'_>,
    ) -> PyResult<Value> {
        let (Some(base), Some(exponent)) = (operand(py, base)?, operand(py, exponent)?) else {
            return Ok(not_implemented());
        };
        if !is_none(&modulus) {
            return Err(exc::value_error(py, format_args!("complex modulo")));
        }
        match complex::power(base, exponent) {
            Ok(power) => made(py, power),
            Err(Error::ZeroDivision) => {
                Err(exc::zero_division(py, format_args!("zero to a negative or complex power")))
            }
            Err(_) => Err(exc::overflow_error(py, format_args!("complex exponentiation"))),
        }
    }

    #[pyslot]
    fn negative(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Number { real, imag } = of(this);
        py.complex(-real, -imag)
    }

    #[pyslot]
    fn positive(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    #[pyslot]
    fn absolute(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Number { real, imag } = of(this);
        let length = real.hypot(imag);
        if length.is_infinite() && real.is_finite() && imag.is_finite() {
            return Err(exc::overflow_error(py, format_args!("absolute value too large")));
        }
        py.float(length)
    }
}

fn combine(
    py: &Py,
    left: Borrowed<'_>,
    right: Borrowed<'_>,
    operation: impl FnOnce(Operand, Operand) -> Result<Number, Error>,
) -> PyResult<Value> {
    let (Some(a), Some(b)) = (operand(py, left)?, operand(py, right)?) else { return Ok(not_implemented()) };
    match operation(a, b) {
        Ok(result) => made(py, result),
        Err(error) => Err(raise(py, error)),
    }
}

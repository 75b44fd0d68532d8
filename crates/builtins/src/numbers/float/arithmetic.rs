//! Arithmetic of floats, and of floats and ints.

use taipan_macros::pymethods;
use taipan_num::complex::{self, Complex, Operand};
use taipan_num::{Error, float};
use taipan_object::exception::{self as exc, BaseException};
use taipan_object::types::float::Float;
use taipan_object::types::singletons::{is_none, not_implemented};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::{exact, of, operand};
use crate::numbers::failure::{raise, zero_to_negative_power};

pub(crate) struct Arithmetic;

#[pymethods(Float)]
impl Arithmetic {
    #[pyslot]
    fn add(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, |a, b| Ok(a + b))
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, |a, b| Ok(a - b))
    }

    #[pyslot]
    fn multiply(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, |a, b| Ok(a * b))
    }

    #[pyslot]
    fn true_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, float::divide)
    }

    #[pyslot]
    fn floor_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, float::floor_divide)
    }

    #[pyslot]
    fn remainder(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        combine(py, left, right, float::modulo)
    }

    #[pyslot]
    fn divmod(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        let (Some(a), Some(b)) = (operand(py, left)?, operand(py, right)?) else {
            return Ok(not_implemented());
        };
        let (quotient, remainder) = float::divide_modulo(a, b).map_err(|error| raise(py, error))?;
        let pair = [py.float(quotient)?, py.float(remainder)?];
        py.tuple(pair)
    }

    #[pyslot]
    fn power(
        base: Borrowed<'_>,
        py: &mut Py,
        exponent: Borrowed<'_>,
        modulus: Borrowed<'_>,
    ) -> PyResult<Value> {
        if !is_none(&modulus) {
            return Err(exc::type_error(
                py,
                format_args!("pow() 3rd argument not allowed unless all arguments are integers"),
            ));
        }
        let (Some(base), Some(exponent)) = (operand(py, base)?, operand(py, exponent)?) else {
            return Ok(not_implemented());
        };
        power(py, base, exponent)
    }

    #[pyslot]
    fn negative(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.float(-of(this))
    }

    #[pyslot]
    fn positive(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    #[pyslot]
    fn absolute(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.float(of(this).abs())
    }
}

#[inline(always)]
fn combine(
    py: &Py,
    left: Borrowed<'_>,
    right: Borrowed<'_>,
    operation: impl FnOnce(f64, f64) -> Result<f64, Error>,
) -> PyResult<Value> {
    let (Some(a), Some(b)) = (operand(py, left)?, operand(py, right)?) else { return Ok(not_implemented()) };
    match operation(a, b) {
        Ok(result) => py.float(result),
        Err(error) => Err(raise(py, error)),
    }
}

fn power(py: &Py, base: f64, exponent: f64) -> PyResult<Value> {
    match float::power(base, exponent) {
        Ok(power) => py.float(power),
        Err(Error::Complex) => {
            let operand = |real| Operand::Complex(Complex::new(real, 0.0));
            match complex::power(operand(base), operand(exponent)) {
                Ok(power) => py.complex(power.real, power.imag),
                Err(_) => Err(exc::overflow_error(py, format_args!("complex exponentiation"))),
            }
        }
        Err(Error::ZeroDivision) => Err(zero_to_negative_power(py)),
        Err(_) => Err(out_of_range(py)),
    }
}

/// `OverflowError` as C's `errno` words it.
#[cold]
fn out_of_range(py: &Py) -> Raised {
    /// C's `ERANGE`
    const RANGE: i64 = 34;

    let make = || -> PyResult<Value> {
        let args = [py.int(RANGE)?, py.str("Numerical result out of range")?];
        let args = py.tuple(args)?;
        py.heap().exception(&exc::OVERFLOW_ERROR, BaseException::with_args(args))
    };
    match make() {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}

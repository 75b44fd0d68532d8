//! Logarithms, also of ints that are too large for floats.

use std::f64::consts;

use taipan_host::libm;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::outside;

/// The functions.
pub(super) struct Logarithms;

#[pymodule("math")]
impl Logarithms {
    /// log(x, [base=math.e])
    /// The logarithm of x to a base, by default the natural one.
    #[pyfunction("(*args)", hidden)]
    fn log(py: &mut Py, args: Args<'_>) -> PyResult<f64> {
        let count = args.len();
        let Some(x) = args.get(0) else {
            return Err(exc::type_error(py, format_args!("log expected at least 1 argument, got 0")));
        };
        if count > 2 {
            return Err(exc::type_error(py, format_args!("log expected at most 2 arguments, got {count}")));
        }
        let numerator = logarithm(py, x, libm::log, consts::LN_2)?;
        let Some(base) = args.get(1) else { return Ok(numerator) };
        let denominator = logarithm(py, base, libm::log, consts::LN_2)?;
        if denominator == 0.0 {
            return Err(exc::zero_division(py, format_args!("division by zero")));
        }
        Ok(numerator / denominator)
    }

    /// The logarithm of x to base 2.
    #[pyfunction("(x, /)")]
    fn log2(py: &mut Py, x: Borrowed<'_>) -> PyResult<f64> {
        logarithm(py, x, libm::log2, 1.0)
    }

    /// The logarithm of x to base 10.
    #[pyfunction("(x, /)")]
    fn log10(py: &mut Py, x: Borrowed<'_>) -> PyResult<f64> {
        logarithm(py, x, libm::log10, libm::log10(2.0))
    }
}

/// A logarithm; `of_two` is that of 2.
#[inline]
fn logarithm(py: &mut Py, x: Borrowed<'_>, function: fn(f64) -> f64, of_two: f64) -> PyResult<f64> {
    if x.is_int() {
        return of_int(py, &x, function, of_two);
    }
    let float = py.to_f64(&x)?;
    if float > 0.0 {
        return Ok(if float.is_finite() { function(float) } else { float });
    }
    if float.is_nan() { Ok(float) } else { Err(outside(py, "expected a positive input", float)) }
}

fn of_int(py: &mut Py, x: &Value, function: fn(f64) -> f64, of_two: f64) -> PyResult<f64> {
    let mut limb = [0];
    let Some(int) = x.as_int(&mut limb) else { return Ok(0.0) };
    if int.negative || int.is_zero() {
        return Err(exc::value_error(py, format_args!("expected a positive input")));
    }
    if let Ok(float) = taipan_num::int::to_f64(int) {
        return Ok(function(float));
    }
    // x = fraction * 2**bits, with a fraction between a half and one.
    let bits = taipan_num::int::bit_length(int);
    let (fraction, bits) = super::parts::fraction_of(int, bits);
    Ok(function(fraction) + of_two * bits as f64)
}

//! Functions of two or three real numbers: powers, remainders, angles.

use taipan_host::libm;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult};

use super::{domain_error, range_error};

/// The functions.
pub(super) struct Powers;

#[pymodule("math")]
impl Powers {
    /// The angle of the point (x, y) in radians, with the sign of y, between -pi and pi.
    #[pyfunction("(y, x, /)")]
    fn atan2(y: f64, x: f64) -> f64 {
        libm::atan2(y, x)
    }

    /// The absolute value of x with the sign of y.
    #[pyfunction("(x, y, /)")]
    fn copysign(x: f64, y: f64) -> f64 {
        x.copysign(y)
    }

    /// The remainder of x / y as C computes it, with the sign of x. x % y has the sign of y.
    #[pyfunction("(x, y, /)")]
    fn fmod(py: &mut Py, x: f64, y: f64) -> PyResult<f64> {
        if y.is_infinite() && x.is_finite() {
            return Ok(x);
        }
        let result = libm::fmod(x, y);
        if result.is_nan() && !x.is_nan() && !y.is_nan() {
            return Err(domain_error(py));
        }
        Ok(result)
    }

    /// The difference of x to the nearest multiple of y; of two that are as near, the even one.
    #[pyfunction("(x, y, /)")]
    fn remainder(py: &mut Py, x: f64, y: f64) -> PyResult<f64> {
        let result = ieee_remainder(x, y);
        if result.is_nan() && !x.is_nan() && !y.is_nan() {
            return Err(domain_error(py));
        }
        Ok(result)
    }

    /// x raised to the power y, as floats.
    #[pyfunction("(x, y, /)")]
    fn pow(py: &mut Py, x: f64, y: f64) -> PyResult<f64> {
        if x.is_finite() && y.is_finite() {
            let result = libm::pow(x, y);
            return match result {
                _ if result.is_nan() => Err(domain_error(py)),
                _ if result.is_infinite() && x == 0.0 => Err(domain_error(py)),
                _ if result.is_infinite() => Err(range_error(py)),
                _ => Ok(result),
            };
        }
        if y == f64::NEG_INFINITY && x == 0.0 {
            return Ok(f64::INFINITY);
        }
        Ok(libm::pow(x, y))
    }

    /// x * y + z, rounded once.
    #[pyfunction("(x, y, z, /)")]
    fn fma(py: &mut Py, x: f64, y: f64, z: f64) -> PyResult<f64> {
        let result = x.mul_add(y, z);
        if result.is_finite() {
            return Ok(result);
        }
        if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
            return Err(exc::value_error(py, format_args!("invalid operation in fma")));
        }
        if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
            return Err(exc::overflow_error(py, format_args!("overflow in fma")));
        }
        Ok(result)
    }
}

/// The remainder of IEEE 754, made of exact steps.
fn ieee_remainder(x: f64, y: f64) -> f64 {
    if x.is_finite() && y.is_finite() {
        if y == 0.0 {
            return f64::NAN;
        }
        let (dividend, divisor) = (x.abs(), y.abs());
        let m = libm::fmod(dividend, divisor);
        // How far the next multiple is; the subtraction decides the comparison correctly also where it is not exact.
        let c = divisor - m;
        let result = if m < c {
            m
        } else if m > c {
            -c
        } else {
            // Half way: the multiple is m below the dividend, and even if half of it is a multiple too.
            m - 2.0 * libm::fmod(0.5 * (dividend - m), divisor)
        };
        return 1.0_f64.copysign(x) * result;
    }
    match () {
        () if x.is_nan() => x,
        () if y.is_nan() => y,
        () if x.is_infinite() => f64::NAN,
        () => x,
    }
}

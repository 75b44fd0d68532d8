//! Polar coordinates, and whether two numbers are close to each other.

use taipan_host::libm::{atan2, cos, hypot, sin};
use taipan_macros::pymodule;
use taipan_num::complex::Complex;
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult, Value};

use super::hyperbolic::at_angle;
use super::special::{self, kind};
use super::{Failure, Outcome, answer, complex};

/// The functions.
pub(super) struct Polar;

#[pymodule("cmath")]
impl Polar {
    /// The angle of z, between -pi and pi.
    #[pyfunction("(z, /)")]
    fn phase(py: &mut Py, z: &Value) -> PyResult<f64> {
        let z = complex(py, z)?;
        let phase = atan2(z.imag, z.real);
        // The C library says that the angle is too small to be exact, which CPython takes for an error.
        if z.imag != 0.0 && z.imag.is_finite() && z.real.is_finite() && phase.abs() < f64::MIN_POSITIVE {
            return Err(Failure::Range.raise(py));
        }
        Ok(phase)
    }

    /// The polar coordinates of z: its size and its angle.
    #[pyfunction("(z, /)")]
    fn polar(py: &mut Py, z: &Value) -> PyResult<Value> {
        let z = complex(py, z)?;
        let size = hypot(z.real, z.imag);
        if size.is_infinite() && z.real.is_finite() && z.imag.is_finite() {
            return Err(Failure::Range.raise(py));
        }
        let parts = [py.float(size)?, py.float(atan2(z.imag, z.real))?];
        py.tuple(parts)
    }

    /// The number of two polar coordinates.
    #[pyfunction("(r, phi, /)")]
    fn rect(py: &mut Py, r: f64, phi: f64) -> PyResult<Value> {
        answer(py, rect(r, phi))
    }

    /// Whether a and b are close to each other.
    ///
    /// They may differ by rel_tol times the larger one, or by abs_tol. NaN is close to nothing, an infinity to itself only.
    #[pyfunction("(a, b, *, rel_tol=1e-09, abs_tol=0.0)")]
    fn isclose(py: &mut Py, a: &Value, b: &Value, rel_tol: f64, abs_tol: f64) -> PyResult<bool> {
        let (a, b) = (complex(py, a)?, complex(py, b)?);
        if rel_tol < 0.0 || abs_tol < 0.0 {
            return Err(exc::value_error(py, format_args!("tolerances must be non-negative")));
        }
        if a == b {
            return Ok(true);
        }
        if [a.real, a.imag, b.real, b.imag].iter().any(|part| part.is_infinite()) {
            return Ok(false);
        }
        let size = |z: Complex| hypot(z.real, z.imag);
        let difference = size(Complex::new(a.real - b.real, a.imag - b.imag));
        Ok(difference <= rel_tol * size(b) || difference <= rel_tol * size(a) || difference <= abs_tol)
    }
}

fn rect(r: f64, phi: f64) -> Outcome {
    if r.is_finite() && phi.is_finite() {
        // Without this, a zero could lose its sign.
        return Ok(if phi == 0.0 {
            Complex::new(r, r * phi)
        } else {
            Complex::new(r * cos(phi), r * sin(phi))
        });
    }
    if r != 0.0 && !r.is_nan() && phi.is_infinite() {
        return Err(Failure::Domain);
    }
    if r.is_infinite() && phi.is_finite() && phi != 0.0 {
        let z = at_angle(f64::INFINITY, phi);
        return Ok(if r > 0.0 { z } else { Complex::new(-z.real, -z.imag) });
    }
    let (real, imag) = special::RECT[kind(r)][kind(phi)];
    Ok(Complex::new(real, imag))
}

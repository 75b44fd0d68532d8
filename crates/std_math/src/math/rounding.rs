//! Rounding to whole numbers, and questions about a number.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// The functions.
pub(super) struct Rounding;

#[pymodule("math")]
impl Rounding {
    /// The largest int that is not above x.
    #[pyfunction("(x, /)")]
    fn floor(py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        round(py, x, "__floor__", f64::floor)
    }

    /// The smallest int that is not below x.
    #[pyfunction("(x, /)")]
    fn ceil(py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        round(py, x, "__ceil__", f64::ceil)
    }

    /// The int that is next to x in the direction of zero, as __trunc__ gives it.
    #[pyfunction("(x, /)")]
    fn trunc(py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        if x.is_exact_float()
            && let Some(float) = x.as_float()
        {
            return to_int(py, float.trunc());
        }
        match special(py, x, "__trunc__")? {
            Some(int) => Ok(int),
            None => {
                let class = x.type_().name();
                Err(exc::type_error(py, format_args!("type {class} doesn't define __trunc__ method")))
            }
        }
    }

    /// Whether x is neither infinite nor NaN.
    #[pyfunction("(x, /)")]
    fn isfinite(x: f64) -> bool {
        x.is_finite()
    }

    /// Whether x is infinite.
    #[pyfunction("(x, /)")]
    fn isinf(x: f64) -> bool {
        x.is_infinite()
    }

    /// Whether x is NaN.
    #[pyfunction("(x, /)")]
    fn isnan(x: f64) -> bool {
        x.is_nan()
    }

    /// Whether a and b are close to each other.
    ///
    /// They may differ by rel_tol times the larger one, or by abs_tol. NaN is close to nothing, an infinity to itself only.
    #[pyfunction("(a, b, *, rel_tol=1e-09, abs_tol=0.0)")]
    fn isclose(py: &mut Py, a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> PyResult<bool> {
        if rel_tol < 0.0 || abs_tol < 0.0 {
            return Err(exc::value_error(py, format_args!("tolerances must be non-negative")));
        }
        if a == b {
            return Ok(true);
        }
        if a.is_infinite() || b.is_infinite() {
            return Ok(false);
        }
        let difference = (b - a).abs();
        Ok(difference <= (rel_tol * b).abs() || difference <= (rel_tol * a).abs() || difference <= abs_tol)
    }
}

/// Rounds a float, or asks a special method, or makes a float of it.
#[inline]
fn round(py: &mut Py, x: Borrowed<'_>, method: &str, rounded: fn(f64) -> f64) -> PyResult<Value> {
    if x.as_small_int().is_some() {
        return Ok(x.to_value());
    }
    if !x.is_exact_float()
        && let Some(int) = special(py, x, method)?
    {
        return Ok(int);
    }
    let float = py.to_f64(&x)?;
    to_int(py, rounded(float))
}

/// What a special method of the class gives.
fn special(py: &mut Py, x: Borrowed<'_>, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    match x.type_().lookup(py, &name) {
        Some(method) => py.call_optional(&method, x, &[]),
        None => Ok(None),
    }
}

/// A whole number.
#[inline]
fn to_int(py: &Py, float: f64) -> PyResult<Value> {
    // Floats of this size are ints of 64 bits exactly.
    if float.abs() < 9e18 {
        return py.int(float as i64);
    }
    match taipan_num::int::from_f64(float) {
        Ok(int) => py.int_from_big(&int),
        Err(_) if float.is_nan() => {
            Err(exc::value_error(py, format_args!("cannot convert float NaN to integer")))
        }
        Err(_) => Err(exc::overflow_error(py, format_args!("cannot convert float infinity to integer"))),
    }
}

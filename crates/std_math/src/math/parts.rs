//! The parts that a float is made of.

use taipan_host::libm;
use taipan_macros::pymodule;
use taipan_num::int::IntRef;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::range_error;

/// The functions.
pub(super) struct Parts;

#[pymodule("math")]
impl Parts {
    /// The pair (m, e) of which x is m * 2**e, where m is between a half and one, or both are zero.
    #[pyfunction("(x, /)")]
    fn frexp(py: &mut Py, x: f64) -> PyResult<Value> {
        let (fraction, exponent) = if x.is_finite() && x != 0.0 { libm::frexp(x) } else { (x, 0) };
        let parts = [py.float(fraction)?, py.int(i64::from(exponent))?];
        py.tuple(parts)
    }

    /// x * 2**i: the inverse of frexp().
    #[pyfunction("(x, i, /)")]
    fn ldexp(py: &mut Py, x: f64, i: Borrowed<'_>) -> PyResult<f64> {
        if !i.is_int() {
            return Err(exc::type_error(py, format_args!("Expected an int as second argument to ldexp.")));
        }
        if x == 0.0 || !x.is_finite() {
            return Ok(x);
        }
        let exponent = py.to_clamped(&i)?;
        let limit = i32::MAX as isize;
        let exponent = exponent.clamp(-limit, limit) as i32;
        let result = libm::ldexp(x, exponent);
        if result.is_infinite() { Err(range_error(py)) } else { Ok(result) }
    }

    /// The fractional and the whole part of x, both with its sign.
    #[pyfunction("(x, /)")]
    fn modf(py: &mut Py, x: f64) -> PyResult<Value> {
        let whole = x.trunc();
        let fraction = match x {
            _ if x.is_infinite() => 0.0_f64.copysign(x),
            _ => (x - whole).copysign(x),
        };
        let parts = [py.float(if x.is_nan() { x } else { fraction })?, py.float(whole)?];
        py.tuple(parts)
    }
}

/// A number of so many bits as a fraction between a half and one, rounded to even, and the power of 2 to multiply it by.
pub(super) fn fraction_of(int: IntRef<'_>, bits: u64) -> (f64, u64) {
    // The top 64 bits, the lowest of which stands for all below it too.
    let top = int.limbs.len() - 1;
    let shift = int.limbs[top].leading_zeros();
    let next = if top > 0 { int.limbs[top - 1] } else { 0 };
    let mut head = int.limbs[top] << shift;
    let mut rest = next;
    if shift > 0 {
        head |= next >> (64 - shift);
        rest = next << shift;
    }
    let sticky = rest != 0 || int.limbs.iter().rev().skip(2).any(|&limb| limb != 0);
    let fraction = (head | u64::from(sticky)) as f64 / 18_446_744_073_709_551_616.0;
    if fraction == 1.0 { (0.5, bits + 1) } else { (fraction, bits) }
}

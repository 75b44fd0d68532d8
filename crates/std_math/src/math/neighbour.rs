//! Floats that are next to each other.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult};

/// The functions.
pub(super) struct Neighbours;

#[pymodule("math")]
impl Neighbours {
    /// The float that is so many steps after x in the direction of y, but not beyond y. Without steps: the next one.
    #[pyfunction("(x, y, /, *, steps=None)")]
    fn nextafter(py: &mut Py, x: f64, y: f64, steps: Borrowed<'_>) -> PyResult<f64> {
        if is_none(&steps) {
            return Ok(next(x, y));
        }
        let steps = py.index(&steps)?;
        let mut limb = [0];
        let count = steps.as_int(&mut limb);
        if count.is_some_and(|count| count.negative) {
            return Err(exc::value_error(py, format_args!("steps must be a non-negative integer")));
        }
        Ok(step(x, y, count.and_then(taipan_num::int::IntRef::to_u64).unwrap_or(u64::MAX)))
    }

    /// The distance of x to the next float that is farther from zero.
    #[pyfunction("(x, /)")]
    fn ulp(x: f64) -> f64 {
        if x.is_nan() {
            return x;
        }
        let x = x.abs();
        if x.is_infinite() {
            return x;
        }
        let next = step(x, f64::INFINITY, 1);
        if next.is_infinite() { x - step(x, f64::NEG_INFINITY, 1) } else { next - x }
    }
}

const SIGN: u64 = 1 << 63;

/// The next float from x in the direction of y. On its way to zero it keeps its sign.
fn next(x: f64, y: f64) -> f64 {
    let last = x.abs().to_bits() == 1 && x != y && (y == 0.0 || (x > 0.0) != (y > 0.0));
    if last && !y.is_nan() { 0.0_f64.copysign(x) } else { step(x, y, 1) }
}

/// Goes so many steps from x in the direction of y, at most to y. Without the sign, the bits of floats are numbers in their
/// order.
fn step(x: f64, y: f64, steps: u64) -> f64 {
    if steps == 0 || x.is_nan() {
        return x;
    }
    if x == y || y.is_nan() {
        return y;
    }
    let (from, to) = (x.to_bits(), y.to_bits());
    let (distance_x, distance_y) = (from & !SIGN, to & !SIGN);
    let bits = if (from ^ to) & SIGN != 0 {
        // Through zero; the two distances have 63 bits each.
        if distance_x + distance_y <= steps {
            to
        } else if distance_x < steps {
            (to & SIGN) | (steps - distance_x)
        } else {
            from - steps
        }
    } else if distance_x > distance_y {
        if distance_x - distance_y >= steps { from - steps } else { to }
    } else if distance_y - distance_x >= steps {
        from + steps
    } else {
        to
    };
    f64::from_bits(bits)
}

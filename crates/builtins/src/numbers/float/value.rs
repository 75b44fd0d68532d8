//! What a float is: as text, truth, hash, in order, and as another number.

use std::cmp::Ordering;

use taipan_macros::pymethods;
use taipan_num::{float, int};
use taipan_object::protocol::compare::hash_of_address;
use taipan_object::types::float::Float;
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};
use taipan_strings::Units;

use super::{exact, of};
use crate::numbers::int::made;

pub(crate) struct Basics;

#[pymethods(Float)]
impl Basics {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.heap().str_from_units(Units::Ascii(float::repr(of(this)).as_bytes()))
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>, _: &mut Py) -> PyResult<i64> {
        Ok(float::hash(of(this)).unwrap_or_else(|| hash_of_address(this.word())))
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, _: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        let this = of(this);
        let order = match other.as_float() {
            Some(other) => this.partial_cmp(&other),
            None => match other.as_int(&mut [0]) {
                Some(other) => int::compare_float(other, this).map(Ordering::reverse),
                None => return Ok(not_implemented()),
            },
        };
        // A NaN has no order: it only differs.
        Ok(boolean(order.map_or(op == CompareOp::Ne, |order| op.holds(order))))
    }

    #[pyslot]
    fn truth(this: Borrowed<'_>, _: &mut Py) -> PyResult<bool> {
        Ok(of(this) != 0.0)
    }

    #[pyslot]
    fn int(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        whole(py, of(this))
    }

    #[pyslot]
    fn float(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }
}

/// The integer part.
#[inline]
pub(super) fn whole(py: &Py, value: f64) -> PyResult<Value> {
    /// Floats below this size fit an int of the machine.
    const MACHINE: f64 = (1_u64 << 62) as f64;

    if value.abs() < MACHINE { py.int(value as i64) } else { made(py, int::from_f64(value)) }
}

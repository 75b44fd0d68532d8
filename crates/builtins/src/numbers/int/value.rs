//! What an int is: as text, truth, hash, in order, and as another number.

use taipan_format::digits::Decimal;
use taipan_macros::pymethods;
use taipan_num::int;
use taipan_object::types::int::Int;
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};
use taipan_strings::Units;

use super::{both_small, exact, with_both};
use crate::numbers::failure::{raise, too_large_for_float};

pub(crate) struct Basics;

#[pymethods(Int)]
impl Basics {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        decimal(py, this)
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>, _: &mut Py) -> PyResult<i64> {
        Ok(this.as_int(&mut [0]).map_or(0, int::hash))
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, _: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        if let Some((a, b)) = both_small(this, other) {
            return Ok(boolean(op.holds(a.cmp(&b))));
        }
        Ok(match with_both(this, other, int::compare) {
            Some(order) => boolean(op.holds(order)),
            None => not_implemented(),
        })
    }

    #[pyslot]
    fn truth(this: Borrowed<'_>, _: &mut Py) -> PyResult<bool> {
        Ok(this.as_int(&mut [0]).is_some_and(|int| !int.is_zero()))
    }

    #[pyslot]
    fn int(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    #[pyslot]
    fn index(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exact(py, this)
    }

    #[pyslot]
    fn float(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match this.as_int(&mut [0]).map(int::to_f64) {
            Some(Ok(float)) => py.float(float),
            _ => Err(too_large_for_float(py)),
        }
    }
}

/// The decimal text of an int.
pub(crate) fn decimal(py: &Py, this: Borrowed<'_>) -> PyResult<Value> {
    if let Some(small) = this.as_small_int() {
        return py.heap().str_from_units(Units::Ascii(Decimal::new(small).digits()));
    }
    let mut limb = [0];
    let Some(int) = this.as_int(&mut limb) else { return Ok(not_implemented()) };
    match int::to_decimal(int, py.interpreter().digit_limit()) {
        Ok(text) => py.heap().str_from_units(Units::Ascii(text.as_bytes())),
        Err(error) => Err(raise(py, error)),
    }
}

//! Operators on the bits of ints.

use taipan_macros::pymethods;
use taipan_num::{Error, int};
use taipan_object::exception as exc;
use taipan_object::types::int::Int;
use taipan_object::types::singletons::not_implemented;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{apply, both_small, combine, made, with_both};

pub(crate) struct Bits;

#[pymethods(Int)]
impl Bits {
    #[pyslot]
    fn lshift(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        if let Some((value, count @ 0..=62)) = both_small(left, right) {
            let shifted = value << count;
            if shifted >> count == value {
                return py.int(shifted);
            }
        }
        match with_both(left, right, int::left_shift) {
            None => Ok(not_implemented()),
            Some(Err(Error::Overflow)) => {
                Err(exc::overflow_error(py, format_args!("too many digits in integer")))
            }
            Some(result) => made(py, result),
        }
    }

    #[pyslot]
    fn rshift(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right) {
            Some((value, count @ 0..)) => py.int(value >> count.min(63)),
            _ => combine(py, left, right, int::right_shift),
        }
    }

    #[pyslot]
    fn and(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right) {
            Some((a, b)) => py.int(a & b),
            None => combine(py, left, right, int::and),
        }
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right) {
            Some((a, b)) => py.int(a | b),
            None => combine(py, left, right, int::or),
        }
    }

    #[pyslot]
    fn xor(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        match both_small(left, right) {
            Some((a, b)) => py.int(a ^ b),
            None => combine(py, left, right, int::xor),
        }
    }

    #[pyslot]
    fn invert(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match this.as_small_int() {
            Some(small) => py.int(!small),
            None => apply(py, this, int::invert),
        }
    }
}

//! What a complex number is: as text, truth, hash, and equal to others.

use std::cmp::Ordering;

use taipan_macros::pymethods;
use taipan_num::complex::{self, Complex as Number};
use taipan_num::int;
use taipan_object::protocol::compare::hash_of_address;
use taipan_object::types::complex::Complex;
use taipan_object::types::singletons::{boolean, not_implemented};
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

use super::of;

pub(crate) struct Basics;

#[pymethods(Complex)]
impl Basics {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.str(&complex::repr(of(this)))
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>, _: &mut Py) -> PyResult<i64> {
        Ok(complex::hash(of(this), hash_of_address(this.word())))
    }

    #[pyslot]
    fn compare(this: Borrowed<'_>, _: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        Ok(match (op, equal(of(this), other)) {
            (CompareOp::Eq, Some(equal)) => boolean(equal),
            (CompareOp::Ne, Some(equal)) => boolean(!equal),
            _ => not_implemented(),
        })
    }

    #[pyslot]
    fn truth(this: Borrowed<'_>, _: &mut Py) -> PyResult<bool> {
        let Number { real, imag } = of(this);
        Ok(real != 0.0 || imag != 0.0)
    }
}

/// Whether a complex number is equal to another number; none if that is something else.
fn equal(Number { real, imag }: Number, other: Borrowed<'_>) -> Option<bool> {
    if let Some(other) = other.as_complex() {
        return Some(real == other.real && imag == other.imag);
    }
    if let Some(other) = other.as_float() {
        return Some(imag == 0.0 && real == other);
    }
    let order = int::compare_float(other.as_int(&mut [0])?, real);
    Some(imag == 0.0 && order == Some(Ordering::Equal))
}

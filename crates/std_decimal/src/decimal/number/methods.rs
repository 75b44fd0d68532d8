//! Methods of `Decimal` that are operations of the arithmetic, in the current context or another.

use taipan_decimal::Context as Limits;
use taipan_macros::pymethods;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{Number, binary_method, unary_method};

pub(super) struct Unary;

#[pymethods(Number)]
impl Unary {
    /// e to the power of the number.
    #[pymethod("($self, /, context=None)")]
    fn exp(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::exp)
    }

    /// The natural logarithm.
    #[pymethod("($self, /, context=None)")]
    fn ln(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::ln)
    }

    /// The logarithm to base ten.
    #[pymethod("($self, /, context=None)")]
    fn log10(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::log10)
    }

    /// The largest number of the context below this one.
    #[pymethod("($self, /, context=None)")]
    fn next_minus(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::next_minus)
    }

    /// The smallest number of the context above this one.
    #[pymethod("($self, /, context=None)")]
    fn next_plus(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::next_plus)
    }

    /// The number rounded, without zeros at its end.
    #[pymethod("($self, /, context=None)")]
    fn normalize(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::reduce)
    }

    /// The square root.
    #[pymethod("($self, /, context=None)")]
    fn sqrt(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::square_root)
    }

    /// The exponent of the first digit.
    #[pymethod("($self, /, context=None)")]
    fn logb(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::logb)
    }

    /// 1 where the number has 0, for digits that are all 0 or 1.
    #[pymethod("($self, /, context=None)")]
    fn logical_invert(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
        unary_method(this, py, context, Limits::logical_invert)
    }
}

pub(super) struct Binary;

#[pymethods(Number)]
impl Binary {
    /// -1, 0 or 1 as this number is less than, equal to or greater than the other; NaN if one is NaN.
    #[pymethod("($self, /, other, context=None)")]
    fn compare(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::compare)
    }

    /// As compare(), but every NaN signals.
    #[pymethod("($self, /, other, context=None)")]
    fn compare_signal(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::compare_signal)
    }

    /// The larger of both numbers; a number rather than NaN.
    #[pymethod("($self, /, other, context=None)")]
    fn max(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::max)
    }

    /// The number with the larger magnitude.
    #[pymethod("($self, /, other, context=None)")]
    fn max_mag(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::max_magnitude)
    }

    /// The smaller of both numbers; a number rather than NaN.
    #[pymethod("($self, /, other, context=None)")]
    fn min(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::min)
    }

    /// The number with the smaller magnitude.
    #[pymethod("($self, /, other, context=None)")]
    fn min_mag(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::min_magnitude)
    }

    /// The number of the context next to this one, in the direction of the other.
    #[pymethod("($self, /, other, context=None)")]
    fn next_toward(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::next_toward)
    }

    /// What is left of this number by the other, nearest to zero.
    #[pymethod("($self, /, other, context=None)")]
    fn remainder_near(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::remainder_near)
    }

    /// 1 where both numbers have 1, for digits that are all 0 or 1.
    #[pymethod("($self, /, other, context=None)")]
    fn logical_and(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::logical_and)
    }

    /// 1 where one of both numbers has 1, for digits that are all 0 or 1.
    #[pymethod("($self, /, other, context=None)")]
    fn logical_or(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::logical_or)
    }

    /// 1 where one of both numbers has 1 and the other 0, for digits that are all 0 or 1.
    #[pymethod("($self, /, other, context=None)")]
    fn logical_xor(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::logical_xor)
    }

    /// The digits rotated by as many places as the other number says, to the left if that is positive.
    #[pymethod("($self, /, other, context=None)")]
    fn rotate(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::rotate)
    }

    /// The number with the other one, an integer, added to its exponent.
    #[pymethod("($self, /, other, context=None)")]
    fn scaleb(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::scaleb)
    }

    /// The digits shifted by as many places as the other number says, to the left if that is positive.
    #[pymethod("($self, /, other, context=None)")]
    fn shift(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        binary_method(this, py, other, context, Limits::shift)
    }
}

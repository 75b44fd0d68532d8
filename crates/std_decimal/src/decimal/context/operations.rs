//! Methods of `Context` that are operations of the arithmetic.

use taipan_decimal::Context as Limits;
use taipan_macros::pymethods;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::Context;
use super::methods::{binary, unary};

pub(super) struct Operations;

#[pymethods(Context)]
impl Operations {
    /// The magnitude of x.
    #[pymethod("($self, x, /)")]
    fn abs(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::absolute)
    }

    /// e to the power of x.
    #[pymethod("($self, x, /)")]
    fn exp(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::exp)
    }

    /// The natural logarithm of x.
    #[pymethod("($self, x, /)")]
    fn ln(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::ln)
    }

    /// The logarithm of x to base ten.
    #[pymethod("($self, x, /)")]
    fn log10(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::log10)
    }

    /// -x
    #[pymethod("($self, x, /)")]
    fn minus(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::minus)
    }

    /// The largest number below x.
    #[pymethod("($self, x, /)")]
    fn next_minus(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::next_minus)
    }

    /// The smallest number above x.
    #[pymethod("($self, x, /)")]
    fn next_plus(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::next_plus)
    }

    /// x without zeros at its end.
    #[pymethod("($self, x, /)")]
    fn normalize(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::reduce)
    }

    /// +x
    #[pymethod("($self, x, /)")]
    fn plus(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::plus)
    }

    /// x as an integer; rounding is not noted.
    #[pymethod("($self, x, /)")]
    fn to_integral(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::round_to_integer)
    }

    /// x as an integer; rounding is noted.
    #[pymethod("($self, x, /)")]
    fn to_integral_exact(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::round_to_integer_exactly)
    }

    /// x as an integer; rounding is not noted.
    #[pymethod("($self, x, /)")]
    fn to_integral_value(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::round_to_integer)
    }

    /// The square root of x.
    #[pymethod("($self, x, /)")]
    fn sqrt(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::square_root)
    }

    /// The exponent of the first digit of x.
    #[pymethod("($self, x, /)")]
    fn logb(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::logb)
    }

    /// 1 where x has 0, for digits that are all 0 or 1.
    #[pymethod("($self, x, /)")]
    fn logical_invert(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        unary(this, py, x, Limits::logical_invert)
    }

    /// x + y
    #[pymethod("($self, x, y, /)")]
    fn add(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::add)
    }

    /// -1, 0 or 1 as x is less than, equal to or greater than y.
    #[pymethod("($self, x, y, /)")]
    fn compare(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::compare)
    }

    /// As compare(), but every NaN signals.
    #[pymethod("($self, x, y, /)")]
    fn compare_signal(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::compare_signal)
    }

    /// x / y
    #[pymethod("($self, x, y, /)")]
    fn divide(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::divide)
    }

    /// The integer part of x / y.
    #[pymethod("($self, x, y, /)")]
    fn divide_int(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::divide_integer)
    }

    /// The larger of x and y.
    #[pymethod("($self, x, y, /)")]
    fn max(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::max)
    }

    /// The one of x and y with the larger magnitude.
    #[pymethod("($self, x, y, /)")]
    fn max_mag(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::max_magnitude)
    }

    /// The smaller of x and y.
    #[pymethod("($self, x, y, /)")]
    fn min(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::min)
    }

    /// The one of x and y with the smaller magnitude.
    #[pymethod("($self, x, y, /)")]
    fn min_mag(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::min_magnitude)
    }

    /// x * y
    #[pymethod("($self, x, y, /)")]
    fn multiply(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::multiply)
    }

    /// The number next to x, in the direction of y.
    #[pymethod("($self, x, y, /)")]
    fn next_toward(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::next_toward)
    }

    /// x with the exponent of y.
    #[pymethod("($self, x, y, /)")]
    fn quantize(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::quantize)
    }

    /// What the integer part of x / y leaves.
    #[pymethod("($self, x, y, /)")]
    fn remainder(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::remainder)
    }

    /// What the integer nearest to x / y leaves.
    #[pymethod("($self, x, y, /)")]
    fn remainder_near(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::remainder_near)
    }

    /// x - y
    #[pymethod("($self, x, y, /)")]
    fn subtract(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::subtract)
    }

    /// 1 where both have 1, for digits that are all 0 or 1.
    #[pymethod("($self, x, y, /)")]
    fn logical_and(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::logical_and)
    }

    /// 1 where one has 1, for digits that are all 0 or 1.
    #[pymethod("($self, x, y, /)")]
    fn logical_or(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::logical_or)
    }

    /// 1 where one has 1 and the other 0, for digits that are all 0 or 1.
    #[pymethod("($self, x, y, /)")]
    fn logical_xor(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::logical_xor)
    }

    /// The digits of x rotated by y places.
    #[pymethod("($self, x, y, /)")]
    fn rotate(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::rotate)
    }

    /// x with y added to its exponent.
    #[pymethod("($self, x, y, /)")]
    fn scaleb(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::scaleb)
    }

    /// The digits of x shifted by y places.
    #[pymethod("($self, x, y, /)")]
    fn shift(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        binary(this, py, x, y, Limits::shift)
    }
}

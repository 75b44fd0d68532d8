//! Methods of `Decimal` that need no arithmetic, and `quantize`.

use taipan_decimal::Decimal;
use taipan_macros::pymethods;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::convert::{chosen_rounding, signed};
use super::operators::order_number;
use super::{Number, chosen, new_number, payload, required};
use crate::decimal::context::no_room;

pub(super) struct Plain;

#[pymethods(Number)]
impl Plain {
    /// The number with the exponent of exp.
    ///
    ///     >>> Decimal('2.71828').quantize(Decimal('.01'))
    ///     Decimal('2.72')
    #[pymethod("($self, /, exp, rounding=None, context=None)")]
    fn quantize(
        this: &Number,
        py: &mut Py,
        exp: Borrowed<'_>,
        rounding: Option<Borrowed<'_>>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let context = chosen(py, context)?;
        let own = payload(py, &context)?;
        let rounding = chosen_rounding(py, rounding, own.limits())?;
        let exp = required(py, exp)?;
        own.compute(py, |limits, status| limits.rounded(rounding).quantize(&this.value, &exp, status))
    }

    /// The number times other, plus third, rounded once.
    ///
    ///     >>> Decimal(4).fma(5, 6)
    ///     Decimal('26')
    #[pymethod("($self, /, other, third, context=None)")]
    fn fma(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        third: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let context = chosen(py, context)?;
        let other = required(py, other)?;
        let third = required(py, third)?;
        let own = payload(py, &context)?;
        own.compute(py, |limits, status| limits.fused_multiply_add(&this.value, &other, &third, status))
    }

    /// Whether it is canonical, as every one is.
    #[pymethod("($self, /)")]
    fn is_canonical(_: &Number) -> bool {
        true
    }

    /// Whether it is a number, neither infinity nor NaN.
    #[pymethod("($self, /)")]
    fn is_finite(this: &Number) -> bool {
        this.value.is_finite()
    }

    /// Whether it is infinity.
    #[pymethod("($self, /)")]
    fn is_infinite(this: &Number) -> bool {
        this.value.is_infinite()
    }

    /// Whether it is NaN.
    #[pymethod("($self, /)")]
    fn is_nan(this: &Number) -> bool {
        this.value.is_nan()
    }

    /// Whether it is a NaN that does not signal.
    #[pymethod("($self, /)")]
    fn is_qnan(this: &Number) -> bool {
        this.value.is_quiet()
    }

    /// Whether it is negative, zero with a minus sign included.
    #[pymethod("($self, /)")]
    fn is_signed(this: &Number) -> bool {
        this.value.is_negative()
    }

    /// Whether it is a NaN that signals.
    #[pymethod("($self, /)")]
    fn is_snan(this: &Number) -> bool {
        this.value.is_signaling()
    }

    /// Whether it is zero.
    #[pymethod("($self, /)")]
    fn is_zero(this: &Number) -> bool {
        this.value.is_zero()
    }

    /// Whether it is a normal number of the context.
    #[pymethod("($self, /, context=None)")]
    fn is_normal(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<bool> {
        let context = chosen(py, context)?;
        Ok(this.value.is_normal(&payload(py, &context)?.limits()))
    }

    /// Whether it is a subnormal number of the context.
    #[pymethod("($self, /, context=None)")]
    fn is_subnormal(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<bool> {
        let context = chosen(py, context)?;
        Ok(this.value.is_subnormal(&payload(py, &context)?.limits()))
    }

    /// The exponent of the first digit; 0 for infinity and NaN.
    #[pymethod("($self, /)")]
    fn adjusted(this: &Number) -> i64 {
        if this.value.is_special() { 0 } else { this.value.adjusted() }
    }

    /// The number itself.
    #[pymethod("($self, /)")]
    fn canonical(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    /// The number itself, which is its own complex conjugate.
    #[pymethod("($self, /)")]
    fn conjugate(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    /// Ten, the base of all numbers.
    #[pymethod("($self, /)")]
    fn radix(_: &Number, py: &mut Py) -> PyResult<Value> {
        new_number(py, Decimal::from_i64(10))
    }

    /// The number without its sign.
    #[pymethod("($self, /)")]
    fn copy_abs(this: &Number, py: &mut Py) -> PyResult<Value> {
        signed(py, &this.value, false)
    }

    /// The number with the other sign.
    #[pymethod("($self, /)")]
    fn copy_negate(this: &Number, py: &mut Py) -> PyResult<Value> {
        signed(py, &this.value, !this.value.is_negative())
    }

    /// The number with the sign of the other one.
    ///
    ///     >>> Decimal('3.25').copy_sign(Decimal(-1))
    ///     Decimal('-3.25')
    #[pymethod("($self, /, other, context=None)")]
    fn copy_sign(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        chosen(py, context)?;
        let other = required(py, other)?;
        signed(py, &this.value, other.is_negative())
    }

    /// What kind of number it is: +Normal, -Zero, sNaN and so on.
    #[pymethod("($self, /, context=None)")]
    fn number_class(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<&'static str> {
        let context = chosen(py, context)?;
        Ok(this.value.number_class(&payload(py, &context)?.limits()))
    }

    /// Compares with the other number in an order of all values, NaN and trailing zeros included.
    ///
    ///     >>> Decimal('7.50').compare_total(Decimal('7.5'))
    ///     Decimal('-1')
    #[pymethod("($self, /, other, context=None)")]
    fn compare_total(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        chosen(py, context)?;
        let other = required(py, other)?;
        let order = no_room(py, this.value.compare_total(&other))?;
        new_number(py, order_number(order))
    }

    /// As compare_total(), without the signs.
    #[pymethod("($self, /, other, context=None)")]
    fn compare_total_mag(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        chosen(py, context)?;
        let other = required(py, other)?;
        let order = no_room(py, this.value.compare_total_magnitude(&other))?;
        new_number(py, order_number(order))
    }

    /// Whether both numbers have the same exponent.
    #[pymethod("($self, /, other, context=None)")]
    fn same_quantum(
        this: &Number,
        py: &mut Py,
        other: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<bool> {
        chosen(py, context)?;
        let other = required(py, other)?;
        Ok(this.value.same_quantum(&other))
    }

    /// The number itself, which never changes.
    #[pymethod("($self, /)")]
    fn __copy__(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    /// The number itself, which never changes.
    #[pymethod("($self, object, /)", name = "__deepcopy__")]
    fn __deepcopy__(this: Borrowed<'_>, _: &mut Py, _object: Borrowed<'_>) -> Value {
        this.to_value()
    }

    /// Bytes of the number in memory.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> PyResult<usize> {
        let _ = py;
        let outside = this.get::<Number>().map_or(0, |number| number.value.heap_size());
        Ok(this.type_().instance_size() + outside)
    }

    /// The number itself, which is all of its complex value.
    #[pygetter]
    fn real(this: Borrowed<'_>, _: &mut Py) -> Value {
        this.to_value()
    }

    /// Zero.
    #[pygetter]
    fn imag(_: &Number, py: &mut Py) -> PyResult<Value> {
        new_number(py, Decimal::ZERO)
    }
}

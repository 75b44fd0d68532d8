//! Methods of `Context` that are not operations of the arithmetic, or more than one.

use std::ops::Deref;

use taipan_decimal::{Answer, Context as Limits, Decimal, Status};
use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{Context, no_room};
use crate::decimal::number::{self, DECIMAL, Number, new_number, required};

/// Applies an operation to one number.
pub(super) fn unary(
    context: &Context,
    py: &mut Py,
    x: Borrowed<'_>,
    operation: fn(&Limits, &Decimal, &mut Status) -> Answer,
) -> PyResult<Value> {
    let x = required(py, x)?;
    context.compute(py, |limits, status| operation(limits, &x, status))
}

/// Applies an operation to two numbers.
#[inline]
pub(super) fn binary(
    context: &Context,
    py: &mut Py,
    x: Borrowed<'_>,
    y: Borrowed<'_>,
    operation: fn(&Limits, &Decimal, &Decimal, &mut Status) -> Answer,
) -> PyResult<Value> {
    let x = required(py, x)?;
    let y = required(py, y)?;
    context.compute(py, |limits, status| operation(limits, &x, &y, status))
}

/// `TypeError` for anything but a `Decimal`, an int included.
fn number_only(py: &Py, x: Borrowed<'_>) -> PyResult<()> {
    if x.get::<Number>().is_some() {
        return Ok(());
    }
    Err(exc::type_error(py, format_args!("argument must be a Decimal")))
}

pub(super) struct Methods;

#[pymethods(Context)]
#[allow(non_snake_case, reason = "names in Python")]
impl Methods {
    /// Integer part and rest of x / y.
    #[pymethod("($self, x, y, /)")]
    fn divmod(this: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        let x = required(py, x)?;
        let y = required(py, y)?;
        number::divide_modulo(py, this, &x, &y)
    }

    /// a to the power of b; with modulo, an exact power of integers modulo it.
    #[pymethod("($self, /, a, b, modulo=None)")]
    fn power(
        this: &Context,
        py: &mut Py,
        a: Borrowed<'_>,
        b: Borrowed<'_>,
        modulo: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let a = required(py, a)?;
        let b = required(py, b)?;
        match modulo.filter(|modulo| !is_none(modulo)) {
            None => this.compute(py, |limits, status| limits.power(&a, &b, status)),
            Some(modulo) => {
                let modulo = required(py, modulo)?;
                this.compute(py, |limits, status| limits.power_modulo(&a, &b, &modulo, status))
            }
        }
    }

    /// x * y + z, rounded once.
    #[pymethod("($self, x, y, z, /)")]
    fn fma(
        this: &Context,
        py: &mut Py,
        x: Borrowed<'_>,
        y: Borrowed<'_>,
        z: Borrowed<'_>,
    ) -> PyResult<Value> {
        let x = required(py, x)?;
        let y = required(py, y)?;
        let z = required(py, z)?;
        this.compute(py, |limits, status| limits.fused_multiply_add(&x, &y, &z, status))
    }

    /// The smallest exponent of a subnormal number.
    #[pymethod("($self, /)")]
    fn Etiny(this: &Context) -> i64 {
        this.limits().etiny()
    }

    /// The largest exponent of a number with all digits.
    #[pymethod("($self, /)")]
    fn Etop(this: &Context) -> i64 {
        this.limits().etop()
    }

    /// Ten, the base of all numbers.
    #[pymethod("($self, /)")]
    fn radix(_: &Context, py: &mut Py) -> PyResult<Value> {
        new_number(py, Decimal::from_i64(10))
    }

    /// Whether x is canonical, as every one is.
    #[pymethod("($self, x, /)")]
    fn is_canonical(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        number_only(py, x)?;
        Ok(true)
    }

    /// Whether x is a number, neither infinity nor NaN.
    #[pymethod("($self, x, /)")]
    fn is_finite(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        let x = required(py, x)?;
        Ok(x.is_finite())
    }

    /// Whether x is infinity.
    #[pymethod("($self, x, /)")]
    fn is_infinite(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        let x = required(py, x)?;
        Ok(x.is_infinite())
    }

    /// Whether x is NaN.
    #[pymethod("($self, x, /)")]
    fn is_nan(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        let x = required(py, x)?;
        Ok(x.is_nan())
    }

    /// Whether x is a NaN that does not signal.
    #[pymethod("($self, x, /)")]
    fn is_qnan(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        let x = required(py, x)?;
        Ok(x.is_quiet())
    }

    /// Whether x is negative, zero with a minus sign included.
    #[pymethod("($self, x, /)")]
    fn is_signed(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        let x = required(py, x)?;
        Ok(x.is_negative())
    }

    /// Whether x is a NaN that signals.
    #[pymethod("($self, x, /)")]
    fn is_snan(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        let x = required(py, x)?;
        Ok(x.is_signaling())
    }

    /// Whether x is zero.
    #[pymethod("($self, x, /)")]
    fn is_zero(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        let x = required(py, x)?;
        Ok(x.is_zero())
    }

    /// Whether x is a normal number of the context.
    #[pymethod("($self, x, /)")]
    fn is_normal(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        Ok(required(py, x)?.is_normal(&this.limits()))
    }

    /// Whether x is a subnormal number of the context.
    #[pymethod("($self, x, /)")]
    fn is_subnormal(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<bool> {
        Ok(required(py, x)?.is_subnormal(&this.limits()))
    }

    /// x rounded by the context.
    #[pymethod("($self, object, /)")]
    fn _apply(this: &Context, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let x = required(py, object)?;
        this.compute(py, |limits, status| limits.finish(x.copied()?, status))
    }

    /// x itself.
    #[pymethod("($self, x, /)")]
    fn canonical(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        number_only(py, x)?;
        Ok(x.to_value())
    }

    /// x without its sign.
    #[pymethod("($self, x, /)")]
    fn copy_abs(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        let x = required(py, x)?;
        let copy = no_room(py, x.copied())?;
        new_number(py, copy.with_sign(false))
    }

    /// x as a Decimal.
    #[pymethod("($self, x, /)")]
    fn copy_decimal(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        if x.get::<Number>().is_some() {
            return Ok(x.to_value());
        }
        let x = required(py, x)?;
        let copy = no_room(py, x.copied())?;
        new_number(py, copy)
    }

    /// x with the other sign.
    #[pymethod("($self, x, /)")]
    fn copy_negate(_: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<Value> {
        let x = required(py, x)?;
        let copy = no_room(py, x.copied())?;
        let negative = copy.is_negative();
        new_number(py, copy.with_sign(!negative))
    }

    /// x with the sign of y.
    #[pymethod("($self, x, y, /)")]
    fn copy_sign(_: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        let x = required(py, x)?;
        let y = required(py, y)?;
        let copy = no_room(py, x.copied())?;
        new_number(py, copy.with_sign(y.is_negative()))
    }

    /// What kind of number x is.
    #[pymethod("($self, x, /)")]
    fn number_class(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<&'static str> {
        Ok(required(py, x)?.number_class(&this.limits()))
    }

    /// x as text.
    #[pymethod("($self, x, /)")]
    fn to_sci_string(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<String> {
        let x = required(py, x)?;
        no_room(py, x.to_scientific(this.capitals()))
    }

    /// x as text, with an exponent that is a multiple of three.
    #[pymethod("($self, x, /)")]
    fn to_eng_string(this: &Context, py: &mut Py, x: Borrowed<'_>) -> PyResult<String> {
        let x = required(py, x)?;
        no_room(py, x.to_engineering(this.capitals()))
    }

    /// Compares x and y in an order of all values, NaN and trailing zeros included.
    #[pymethod("($self, x, y, /)")]
    fn compare_total(_: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        let x = required(py, x)?;
        let y = required(py, y)?;
        let order = no_room(py, x.compare_total(&y))?;
        new_number(py, order.into())
    }

    /// As compare_total(), without the signs.
    #[pymethod("($self, x, y, /)")]
    fn compare_total_mag(_: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<Value> {
        let x = required(py, x)?;
        let y = required(py, y)?;
        let order = no_room(py, x.compare_total_magnitude(&y))?;
        new_number(py, order.into())
    }

    /// Whether x and y have the same exponent.
    #[pymethod("($self, x, y, /)")]
    fn same_quantum(_: &Context, py: &mut Py, x: Borrowed<'_>, y: Borrowed<'_>) -> PyResult<bool> {
        let x = required(py, x)?;
        let y = required(py, y)?;
        Ok(x.deref().same_quantum(&y))
    }

    /// A number made of num, and rounded by the context.
    #[pymethod("($self, num=\"0\", /)")]
    fn create_decimal(this: &Context, py: &mut Py, num: Option<Borrowed<'_>>) -> PyResult<Value> {
        match num {
            Some(num) => number::create(py, this, num),
            None => new_number(py, Decimal::ZERO),
        }
    }

    /// A number made of a float or int, and rounded by the context.
    #[pymethod("($self, f, /)")]
    fn create_decimal_from_float(this: &Context, py: &mut Py, f: Borrowed<'_>) -> PyResult<Value> {
        let number = number::of_real(py, f)?;
        super::rounded(py, this, &DECIMAL, number)
    }
}

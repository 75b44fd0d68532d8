//! Operators of `Decimal`: arithmetic and comparison, with ints too.

use std::cmp::Ordering;

use taipan_decimal::{Answer, Context as Limits, Decimal, Status};
use taipan_macros::pymethods;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

use super::{Number, Operand, operand, payload};
use crate::decimal::context::{Context, no_room};
use crate::decimal::{current, import_from};

pub(super) struct Operators;

/// Applies an operation of the current context to two operands, one of which is a `Decimal`.
#[inline(always)]
fn operate(
    left: Borrowed<'_>,
    py: &mut Py,
    right: Borrowed<'_>,
    operation: impl FnOnce(&Limits, &Decimal, &Decimal, &mut Status) -> Answer,
) -> PyResult<Option<Value>> {
    let (Some(a), Some(b)) = (operand(py, left)?, operand(py, right)?) else { return Ok(None) };
    let context = current::get(py)?;
    payload(py, &context)?.compute(py, |limits, status| operation(limits, &a, &b, status)).map(Some)
}

fn alone(
    this: &Number,
    py: &mut Py,
    operation: fn(&Limits, &Decimal, &mut Status) -> Answer,
) -> PyResult<Value> {
    let context = current::get(py)?;
    payload(py, &context)?.compute(py, |limits, status| operation(limits, &this.value, status))
}

#[pymethods(Number)]
impl Operators {
    #[pyslot]
    fn add(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        operate(left, py, right, Limits::add)
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        operate(left, py, right, Limits::subtract)
    }

    #[pyslot]
    fn multiply(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        operate(left, py, right, Limits::multiply)
    }

    #[pyslot]
    fn true_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        operate(left, py, right, Limits::divide)
    }

    #[pyslot]
    fn floor_divide(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        operate(left, py, right, Limits::divide_integer)
    }

    #[pyslot]
    fn remainder(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        operate(left, py, right, Limits::remainder)
    }

    #[pyslot]
    fn divmod(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Option<Value>> {
        let (Some(a), Some(b)) = (operand(py, left)?, operand(py, right)?) else { return Ok(None) };
        let context = current::get(py)?;
        super::divide_modulo(py, payload(py, &context)?, &a, &b).map(Some)
    }

    #[pyslot]
    fn power(
        base: Borrowed<'_>,
        py: &mut Py,
        exponent: Borrowed<'_>,
        modulus: Borrowed<'_>,
    ) -> PyResult<Value> {
        let result = if is_none(&modulus) {
            operate(base, py, exponent, Limits::power)?
        } else {
            match operand(py, modulus)? {
                None => None,
                Some(modulus) => operate(base, py, exponent, |limits, a, b, status| {
                    limits.power_modulo(a, b, &modulus, status)
                })?,
            }
        };
        Ok(result.unwrap_or_else(taipan_object::types::singletons::not_implemented))
    }

    #[pyslot]
    fn negative(this: &Number, py: &mut Py) -> PyResult<Value> {
        alone(this, py, Limits::minus)
    }

    #[pyslot]
    fn positive(this: &Number, py: &mut Py) -> PyResult<Value> {
        alone(this, py, Limits::plus)
    }

    #[pyslot]
    fn absolute(this: &Number, py: &mut Py) -> PyResult<Value> {
        alone(this, py, Limits::absolute)
    }

    #[pyslot]
    fn truth(this: &Number) -> bool {
        !this.value.is_zero()
    }

    #[pyslot]
    fn compare(this: &Number, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Option<bool>> {
        if let Some(other) = other.get::<Number>() {
            return compare(py, &this.value, &other.value, op).map(Some);
        }
        match comparable(py, this, other, op)? {
            None => Ok(None),
            Some((a, b)) => compare(py, &a, &b, op).map(Some),
        }
    }
}

/// Compares two numbers. A NaN is an invalid operation where order is asked for, one that signals always.
#[inline]
fn compare(py: &mut Py, a: &Decimal, b: &Decimal, op: CompareOp) -> PyResult<bool> {
    match no_room(py, a.compare(b))? {
        Some(order) => Ok(op.holds(order)),
        None => compare_nan(py, a, b, op),
    }
}

#[cold]
fn compare_nan(py: &mut Py, a: &Decimal, b: &Decimal, op: CompareOp) -> PyResult<bool> {
    let is_equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if !is_equality || a.is_signaling() || b.is_signaling() {
        let context = current::get(py)?;
        payload(py, &context)?.note(py, Status::INVALID_OPERATION)?;
    }
    Ok(op == CompareOp::Ne)
}

type Pair<'a> = (Operand<'a>, Operand<'a>);

/// Both sides of a comparison with something that is no `Decimal`.
fn comparable<'a>(
    py: &mut Py,
    this: &'a Number,
    other: Borrowed<'a>,
    op: CompareOp,
) -> PyResult<Option<Pair<'a>>> {
    if let Some(other) = operand(py, other)? {
        return Ok(Some((Operand::Shared(&this.value), other)));
    }
    let is_equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let real = match (other.as_float(), other.as_complex()) {
        (Some(real), _) => Some(real),
        (None, Some(complex)) => {
            if !is_equality || complex.imag != 0.0 {
                return Ok(None);
            }
            Some(complex.real)
        }
        _ => None,
    };
    if let Some(real) = real {
        let context = current::get(py)?;
        let context = payload(py, &context)?;
        if is_equality {
            // Noted, but not raised: equality with anything is allowed.
            context.note_quietly(Status::FLOAT_OPERATION);
        } else {
            context.note(py, Status::FLOAT_OPERATION)?;
        }
        let other = no_room(py, Decimal::from_f64(real))?;
        return Ok(Some((Operand::Shared(&this.value), Operand::Made(other))));
    }
    rational(py, this, other)
}

/// A fraction p/q is compared as self * q with p.
fn rational<'a>(py: &mut Py, this: &'a Number, other: Borrowed<'a>) -> PyResult<Option<Pair<'a>>> {
    let class = import_from(py, "numbers", "Rational")?;
    let is_instance = py.builtin("isinstance")?;
    let answer = py.call(&is_instance, &[&other, &class])?;
    if !py.is_true(&answer)? {
        return Ok(None);
    }
    let name = py.heap().intern("denominator")?;
    let denominator = py.get_attribute(&other, &name)?;
    let name = py.heap().intern("numerator")?;
    let numerator = py.get_attribute(&other, &name)?;
    let (Some(denominator), Some(numerator)) = (integer(py, &denominator)?, integer(py, &numerator)?) else {
        return Err(taipan_object::exception::type_error(
            py,
            format_args!("numerator and denominator must be integers"),
        ));
    };
    if this.value.is_special() {
        return Ok(Some((Operand::Shared(&this.value), Operand::Made(numerator))));
    }
    let mut exact = Status::NONE;
    // Without limits for the exponent, which is moved by nothing here.
    let product = no_room(py, Limits::MAX.multiply(&this.value, &denominator, &mut exact))?;
    Ok(Some((Operand::Made(product), Operand::Made(numerator))))
}

fn integer(py: &Py, value: &Value) -> PyResult<Option<Decimal>> {
    match value.as_int(&mut [0]) {
        Some(int) => no_room(py, Decimal::from_int(int)).map(Some),
        None => Ok(None),
    }
}

impl Context {
    /// Notes conditions that must not raise.
    fn note_quietly(&self, status: Status) {
        self.set_flags(self.raised() | status);
    }
}

/// -1, 0 or 1 as a number.
pub(super) fn order_number(order: Ordering) -> Decimal {
    order.into()
}

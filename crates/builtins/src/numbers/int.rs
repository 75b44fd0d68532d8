//! `int`

mod arithmetic;
mod bits;
mod bytes;
mod methods;
mod new;
mod value;

use taipan_num::Error;
use taipan_num::int::{Int as Big, IntRef};
use taipan_object::type_::Definition;
use taipan_object::types::int::{INT, Limb};
use taipan_object::types::singletons::not_implemented;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::failure::raise;

pub(crate) use value::decimal;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "int([x]) -> integer\n\
        int(x, base=10) -> integer\n\n\
        The whole number that x stands for: what x.__int__() or x.__index__() returns, or the number that a text or\n\
        bytes spell in a base from 2 to 36. The base 0 takes the base from a prefix, as in Python's literals. Without\n\
        an argument, 0.\n\n    \
            >>> int('0x1f', base=0)\n    \
            31",
    ),
    slots: &[
        value::Basics::SLOTS,
        arithmetic::Arithmetic::SLOTS,
        bits::Bits::SLOTS,
        new::Construction::SLOTS,
    ],
    methods: &[methods::Methods::METHODS, bytes::Conversion::METHODS],
    getset: &[methods::Methods::GETSET],
    ..Definition::of(&INT)
};

/// The result of an operation on one int.
pub(super) fn apply(
    py: &Py,
    this: Borrowed<'_>,
    operation: impl FnOnce(IntRef<'_>) -> Result<Big, Error>,
) -> PyResult<Value> {
    made(py, operation(this.as_int(&mut [0]).unwrap_or(IntRef::ZERO)))
}

/// The result of an operation on two ints of any size; `NotImplemented` if one of them is something else.
pub(super) fn combine(
    py: &Py,
    left: Borrowed<'_>,
    right: Borrowed<'_>,
    operation: impl FnOnce(IntRef<'_>, IntRef<'_>) -> Result<Big, Error>,
) -> PyResult<Value> {
    match with_both(left, right, operation) {
        Some(result) => made(py, result),
        None => Ok(not_implemented()),
    }
}

/// Gives an operation two ints of any size, if both are ints.
pub(super) fn with_both<R>(
    left: Borrowed<'_>,
    right: Borrowed<'_>,
    operation: impl FnOnce(IntRef<'_>, IntRef<'_>) -> R,
) -> Option<R> {
    let (mut a, mut b): (Limb, Limb) = ([0], [0]);
    Some(operation(left.as_int(&mut a)?, right.as_int(&mut b)?))
}

/// Two ints that are immediate.
#[inline(always)]
pub(super) fn both_small(left: Borrowed<'_>, right: Borrowed<'_>) -> Option<(i64, i64)> {
    Some((left.as_small_int()?, right.as_small_int()?))
}

/// The value of a result.
#[inline]
pub(super) fn made(py: &Py, result: Result<Big, Error>) -> PyResult<Value> {
    match result {
        Ok(int) => py.int_from_big(&int),
        Err(error) => Err(raise(py, error)),
    }
}

/// The number as an exact int: the value itself if it is one.
#[inline]
pub(super) fn exact(py: &Py, this: Borrowed<'_>) -> PyResult<Value> {
    if this.is_exact_int() {
        return Ok(this.to_value());
    }
    py.heap().big_int(this.as_int(&mut [0]).unwrap_or(IntRef::ZERO))
}

/// The int as an instance of a class.
pub(super) fn of_class(py: &Py, class: &Type, int: Value) -> PyResult<Value> {
    if class.is(&INT) {
        return Ok(int);
    }
    py.heap().int_object(class, int.as_int(&mut [0]).unwrap_or(IntRef::ZERO))
}

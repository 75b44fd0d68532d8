//! What proxies do: whatever the object does. Each operation finds the object first, and those of operands that are proxies
//! themselves.

use taipan_macros::pymethods;

use super::Proxy;
use crate::args::Args;
use crate::compare::CompareOp;
use crate::exception as exc;
use crate::protocol::number::Operator;
use crate::py::{Py, PyResult};
use crate::type_::{Function, SlotId};
use crate::types::singletons::is_none;
use crate::value::{Borrowed, Value};
use crate::weak;

/// Both kinds of proxies.
pub(super) static SLOTS: &[Function] = &[
    Function::Getattr(getattr),
    Function::Setattr(setattr),
    Function::Repr(repr),
    Function::Str(str_),
    Function::Compare(compare),
    Function::Iter(iter),
    Function::Next(next),
    Function::Length(length),
    Function::Contains(contains),
    Function::Getitem(getitem),
    Function::Setitem(setitem),
    Function::Truth(truth),
    Function::Add(binary::<{ Operator::Add as u8 }>),
    Function::Subtract(binary::<{ Operator::Subtract as u8 }>),
    Function::Multiply(binary::<{ Operator::Multiply as u8 }>),
    Function::Remainder(binary::<{ Operator::Remainder as u8 }>),
    Function::Lshift(binary::<{ Operator::Lshift as u8 }>),
    Function::Rshift(binary::<{ Operator::Rshift as u8 }>),
    Function::And(binary::<{ Operator::And as u8 }>),
    Function::Xor(binary::<{ Operator::Xor as u8 }>),
    Function::Or(binary::<{ Operator::Or as u8 }>),
    Function::FloorDivide(binary::<{ Operator::FloorDivide as u8 }>),
    Function::TrueDivide(binary::<{ Operator::TrueDivide as u8 }>),
    Function::MatrixMultiply(binary::<{ Operator::MatrixMultiply as u8 }>),
    Function::Divmod(divmod),
    Function::Power(power),
    Function::InplaceAdd(in_place::<{ Operator::Add as u8 }>),
    Function::InplaceSubtract(in_place::<{ Operator::Subtract as u8 }>),
    Function::InplaceMultiply(in_place::<{ Operator::Multiply as u8 }>),
    Function::InplaceRemainder(in_place::<{ Operator::Remainder as u8 }>),
    Function::InplaceLshift(in_place::<{ Operator::Lshift as u8 }>),
    Function::InplaceRshift(in_place::<{ Operator::Rshift as u8 }>),
    Function::InplaceAnd(in_place::<{ Operator::And as u8 }>),
    Function::InplaceXor(in_place::<{ Operator::Xor as u8 }>),
    Function::InplaceOr(in_place::<{ Operator::Or as u8 }>),
    Function::InplaceFloorDivide(in_place::<{ Operator::FloorDivide as u8 }>),
    Function::InplaceTrueDivide(in_place::<{ Operator::TrueDivide as u8 }>),
    Function::InplaceMatrixMultiply(in_place::<{ Operator::MatrixMultiply as u8 }>),
    Function::InplacePower(in_place_power),
    Function::Negative(negative),
    Function::Positive(positive),
    Function::Absolute(absolute),
    Function::Invert(invert),
    Function::Int(int),
    Function::Float(float),
    Function::Index(index),
];

/// A proxy of something that can be called.
pub(super) static CALL: &[Function] = &[Function::Call(call)];

/// The object of a proxy, which is there; anything else is itself.
fn unwrap(py: &mut Py, value: Borrowed<'_>) -> PyResult<Value> {
    if !weak::is_proxy(value.type_()) {
        return Ok(value.to_value());
    }
    match value.as_weakref().and_then(|proxy| proxy.target(py)) {
        Some(target) => Ok(target),
        None => {
            Err(py.error(&exc::REFERENCE_ERROR, format_args!("weakly-referenced object no longer exists")))
        }
    }
}

fn getattr(py: &mut Py, this: Borrowed<'_>, name: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.get_attribute(&target, &name)
}

fn setattr(py: &mut Py, this: Borrowed<'_>, name: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
    let target = unwrap(py, this)?;
    match value {
        Some(value) => py.set_attribute(&target, &name, &value),
        None => py.delete_attribute(&target, &name),
    }
}

fn repr(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let at = this.word();
    match this.as_weakref().and_then(|proxy| proxy.target(py)) {
        Some(target) => {
            let (class, target_at) = (target.type_().full_name(py), target.word());
            py.text(format_args!("<weakproxy at {at:#x}; to '{class}' at {target_at:#x}>"))
        }
        None => py.text(format_args!("<weakproxy at {at:#x}; dead>")),
    }
}

fn str_(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.to_str(&target)
}

fn compare(py: &mut Py, this: Borrowed<'_>, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
    let (left, right) = (unwrap(py, this)?, unwrap(py, other)?);
    py.compare(&left, &right, op)
}

fn iter(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.iter(&target)
}

fn next(py: &mut Py, this: Borrowed<'_>) -> PyResult<Option<Value>> {
    let target = unwrap(py, this)?;
    if target.type_().slots.next.get().is_none() {
        let class = target.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("Weakref proxy referenced a non-iterator '{class}' object"),
        ));
    }
    py.next(&target)
}

fn length(py: &mut Py, this: Borrowed<'_>) -> PyResult<usize> {
    let target = unwrap(py, this)?;
    py.len(&target)
}

fn contains(py: &mut Py, this: Borrowed<'_>, value: Borrowed<'_>) -> PyResult<bool> {
    let target = unwrap(py, this)?;
    py.contains(&target, &value)
}

fn getitem(py: &mut Py, this: Borrowed<'_>, key: Borrowed<'_>) -> PyResult<Value> {
    let (target, key) = (unwrap(py, this)?, unwrap(py, key)?);
    py.get_item(&target, &key)
}

fn setitem(py: &mut Py, this: Borrowed<'_>, key: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
    let target = unwrap(py, this)?;
    match value {
        Some(value) => py.set_item(&target, &key, &value),
        None => py.delete_item(&target, &key),
    }
}

fn truth(py: &mut Py, this: Borrowed<'_>) -> PyResult<bool> {
    let target = unwrap(py, this)?;
    py.is_true(&target)
}

fn binary<const OPERATOR: u8>(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    let (left, right) = (unwrap(py, left)?, unwrap(py, right)?);
    py.binary(operator(OPERATOR), &left, &right)
}

fn in_place<const OPERATOR: u8>(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    let (left, right) = (unwrap(py, left)?, unwrap(py, right)?);
    py.in_place(operator(OPERATOR), &left, &right)
}

fn operator(number: u8) -> Operator {
    Operator::from_number(u32::from(number)).unwrap_or(Operator::Add)
}

fn divmod(py: &mut Py, left: Borrowed<'_>, right: Borrowed<'_>) -> PyResult<Value> {
    let (left, right) = (unwrap(py, left)?, unwrap(py, right)?);
    py.binary(Operator::Divmod, &left, &right)
}

fn power(py: &mut Py, base: Borrowed<'_>, exponent: Borrowed<'_>, modulus: Borrowed<'_>) -> PyResult<Value> {
    let (base, exponent) = (unwrap(py, base)?, unwrap(py, exponent)?);
    let modulus = if is_none(&modulus) { modulus.to_value() } else { unwrap(py, modulus)? };
    py.power(&base, &exponent, &modulus)
}

fn in_place_power(
    py: &mut Py,
    base: Borrowed<'_>,
    exponent: Borrowed<'_>,
    modulus: Borrowed<'_>,
) -> PyResult<Value> {
    if !is_none(&modulus) {
        return power(py, base, exponent, modulus);
    }
    in_place::<{ Operator::Power as u8 }>(py, base, exponent)
}

fn negative(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.unary(SlotId::Negative, &target)
}

fn positive(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.unary(SlotId::Positive, &target)
}

fn absolute(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.unary(SlotId::Absolute, &target)
}

fn invert(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.unary(SlotId::Invert, &target)
}

fn int(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    let class = crate::types::int::INT.to_value();
    py.call(&class, &[&target])
}

fn float(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    let class = crate::types::float::FLOAT.to_value();
    py.call(&class, &[&target])
}

fn index(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.index(&target)
}

fn call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    py.call_args(&target, args)
}

fn call_special(py: &mut Py, this: Borrowed<'_>, name: &str) -> PyResult<Value> {
    let target = unwrap(py, this)?;
    let name = py.heap().intern(name)?;
    py.call_method(&target, &name, &[])
}

/// What only a proxy of something that cannot be called has.
pub(super) struct Methods;

#[pymethods(Proxy)]
impl Methods {
    /// What bytes() makes of the object.
    #[pymethod("($self, /)")]
    fn __bytes__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        call_special(py, this, "__bytes__")
    }

    /// An iterator over the object from its end.
    #[pymethod("($self, /)")]
    fn __reversed__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        call_special(py, this, "__reversed__")
    }
}

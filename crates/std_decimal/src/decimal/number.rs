//! `Decimal`: the object around a number.

mod construct;
mod convert;
mod format;
mod methods;
mod operators;
mod plain;

use std::cell::Cell;
use std::ops::Deref;

use taipan_decimal::{Answer, Context as Limits, Decimal, Status};
use taipan_macros::pyclass;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};

use super::context::{Context, no_room};
use super::current;

pub(super) use construct::{create, of_real};

/// The payload.
#[pyclass(static = DECIMAL, name = "decimal.Decimal", leaf)]
pub(crate) struct Number {
    value: Decimal,
    /// The hash, once it was asked for; -1 is none.
    hash: Cell<i64>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "The decimal number that an int, a float, a text or a tuple (sign, digits, exponent) stands for, with all its digits. \
         The context is only asked what to do with a value that stands for none.",
    ),
    signature: Some("(value=\"0\", context=None)"),
    flags: Flags::BASE,
    slots: &[construct::Construction::SLOTS, operators::Operators::SLOTS, convert::Conversion::SLOTS],
    methods: &[
        methods::Unary::METHODS,
        methods::Binary::METHODS,
        plain::Plain::METHODS,
        convert::Conversion::METHODS,
        construct::Construction::METHODS,
        format::Formatting::METHODS,
    ],
    getset: &[plain::Plain::GETSET],
    ..Definition::of(&DECIMAL)
};

impl Number {
    #[inline(always)]
    fn of(value: Decimal) -> Self {
        Self { value, hash: Cell::new(-1) }
    }
}

/// A `Decimal`.
#[inline]
pub(super) fn new_number(py: &Py, value: Decimal) -> PyResult<Value> {
    py.heap().object(Number::of(value))
}

/// An instance of a class that derives from `Decimal`, or of that itself.
pub(super) fn of_class(py: &Py, class: &Type, value: Decimal) -> PyResult<Value> {
    if class.is(&DECIMAL) { new_number(py, value) } else { py.heap().object_of(class, Number::of(value)) }
}

/// An operand: a number itself, or what an int was made.
pub(super) enum Operand<'a> {
    Shared(&'a Decimal),
    Made(Decimal),
}

impl Deref for Operand<'_> {
    type Target = Decimal;

    #[inline(always)]
    fn deref(&self) -> &Decimal {
        match self {
            Self::Shared(number) => number,
            Self::Made(number) => number,
        }
    }
}

/// The operand that a `Decimal` or int is; none for anything else.
#[inline]
pub(super) fn operand<'a>(py: &Py, value: Borrowed<'a>) -> PyResult<Option<Operand<'a>>> {
    if let Some(number) = value.get::<Number>() {
        return Ok(Some(Operand::Shared(&number.value)));
    }
    if let Some(small) = value.as_small_int() {
        return Ok(Some(Operand::Made(Decimal::from_i64(small))));
    }
    match value.as_int(&mut [0]) {
        Some(int) => Ok(Some(Operand::Made(no_room(py, Decimal::from_int(int))?))),
        None => Ok(None),
    }
}

/// The operand that a `Decimal` or int is, or `TypeError`.
#[inline]
pub(super) fn required<'a>(py: &Py, value: Borrowed<'a>) -> PyResult<Operand<'a>> {
    match operand(py, value)? {
        Some(operand) => Ok(operand),
        None => Err(unsupported(py, value)),
    }
}

#[cold]
fn unsupported(py: &Py, value: Borrowed<'_>) -> Raised {
    let class = value.type_().name();
    exc::type_error(py, format_args!("conversion from {class} to Decimal is not supported"))
}

/// The context that a method was given, or the current one.
#[inline]
fn chosen(py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<Value> {
    match context.filter(|context| !is_none(context)) {
        None => current::get(py),
        Some(context) if context.get::<Context>().is_some() => Ok(context.to_value()),
        Some(_) => Err(exc::type_error(py, format_args!("optional argument must be a context"))),
    }
}

/// The payload of a value that is known to be a context.
#[inline(always)]
fn payload<'a>(py: &Py, context: &'a Value) -> PyResult<&'a Context> {
    match context.get::<Context>() {
        Some(context) => Ok(context),
        None => Err(exc::type_error(py, format_args!("argument must be a context"))),
    }
}

/// A method that is an operation on one number.
fn unary_method(
    this: &Number,
    py: &mut Py,
    context: Option<Borrowed<'_>>,
    operation: fn(&Limits, &Decimal, &mut Status) -> Answer,
) -> PyResult<Value> {
    let context = chosen(py, context)?;
    payload(py, &context)?.compute(py, |limits, status| operation(limits, &this.value, status))
}

/// A method that is an operation on two numbers.
fn binary_method(
    this: &Number,
    py: &mut Py,
    other: Borrowed<'_>,
    context: Option<Borrowed<'_>>,
    operation: fn(&Limits, &Decimal, &Decimal, &mut Status) -> Answer,
) -> PyResult<Value> {
    let context = chosen(py, context)?;
    let other = required(py, other)?;
    payload(py, &context)?.compute(py, |limits, status| operation(limits, &this.value, &other, status))
}

/// Integer part and rest, as a tuple.
pub(super) fn divide_modulo(py: &mut Py, context: &Context, a: &Decimal, b: &Decimal) -> PyResult<Value> {
    let mut status = Status::NONE;
    let (quotient, rest) = no_room(py, context.limits().divide_modulo(a, b, &mut status))?;
    context.note(py, status)?;
    let pair = [new_number(py, quotient)?, new_number(py, rest)?];
    py.tuple(pair)
}

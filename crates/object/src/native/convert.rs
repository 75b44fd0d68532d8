//! From the arguments of a call to Rust, and from Rust to the result, with CPython's errors.

use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::type_::{Payload, Type};
use crate::types::singletons::{boolean, is_none, none, not_implemented};
use crate::types::type_::TYPE;
use crate::value::{Borrowed, Value};

/// Which argument of which function.
#[derive(Debug)]
pub struct Place {
    /// The function's name.
    pub function: &'static str,
    /// The argument.
    pub argument: Argument,
}

/// An argument, as errors speak of it.
#[derive(Debug)]
pub enum Argument {
    /// The only one there is.
    Only,
    /// One of several that are given by position, counted from 1.
    Number(usize),
    /// One that can be given by name.
    Named(&'static str),
}

/// What an argument can be converted to.
pub trait FromArg<'a>: Sized {
    /// Converts an argument; `place` says which, for the error.
    fn from_arg(py: &mut Py, value: Borrowed<'a>, place: &'static Place) -> PyResult<Self>;
}

/// What a result can be made of.
pub trait IntoValue {
    /// The result as a value.
    fn into_value(self, py: &Py) -> PyResult<Value>;
}

/// The answer of an operator, which may know none: that is `NotImplemented`.
pub trait IntoAnswer {
    /// The answer as a value.
    fn into_answer(self, py: &Py) -> PyResult<Value>;
}

impl<T: IntoValue> IntoAnswer for Option<T> {
    #[inline]
    fn into_answer(self, py: &Py) -> PyResult<Value> {
        self.map_or_else(|| Ok(not_implemented()), |value| value.into_value(py))
    }
}

impl<T: IntoValue> IntoAnswer for PyResult<Option<T>> {
    #[inline]
    fn into_answer(self, py: &Py) -> PyResult<Value> {
        self?.into_answer(py)
    }
}

/// `TypeError`: an argument must be something else.
#[cold]
#[inline(never)]
pub fn bad_argument(py: &Py, place: &Place, expected: &str, value: Borrowed<'_>) -> Raised {
    let (function, given) = (place.function, given(value));
    match place.argument {
        Argument::Only => {
            exc::type_error(py, format_args!("{function}() argument must be {expected}, not {given}"))
        }
        Argument::Number(number) => exc::type_error(
            py,
            format_args!("{function}() argument {number} must be {expected}, not {given}"),
        ),
        Argument::Named(name) => exc::type_error(
            py,
            format_args!("{function}() argument '{name}' must be {expected}, not {given}"),
        ),
    }
}

/// What errors call an unsuitable argument: `None`, or its class.
#[cold]
pub fn given(value: Borrowed<'_>) -> String {
    if is_none(&value) { "None".to_owned() } else { value.type_().name().to_string() }
}

/// `TypeError`: a method was called with an object that it is not for. Descriptors have checked that already, so it takes a
/// type whose objects do not have the payload.
#[cold]
#[inline(never)]
pub fn wrong_receiver(py: &Py, name: &str, object: Borrowed<'_>) -> Raised {
    exc::type_error(
        py,
        format_args!("descriptor '{name}' doesn't apply to a '{}' object", object.type_().name()),
    )
}

impl<'a> FromArg<'a> for Borrowed<'a> {
    #[inline(always)]
    fn from_arg(_: &mut Py, value: Borrowed<'a>, _: &'static Place) -> PyResult<Self> {
        Ok(value)
    }
}

impl<'a> FromArg<'a> for Value {
    #[inline(always)]
    fn from_arg(_: &mut Py, value: Borrowed<'a>, _: &'static Place) -> PyResult<Self> {
        Ok(value.to_value())
    }
}

/// A payload: the argument must be of its type, or of one that derives from it.
impl<'a, T: Payload> FromArg<'a> for &'a T {
    #[inline]
    fn from_arg(py: &mut Py, value: Borrowed<'a>, place: &'static Place) -> PyResult<Self> {
        match value.get::<T>() {
            Some(payload) => Ok(payload),
            None => Err(bad_argument(py, place, T::TYPE.short_name(), value)),
        }
    }
}

impl<'a> FromArg<'a> for &'a Type {
    #[inline]
    fn from_arg(py: &mut Py, value: Borrowed<'a>, place: &'static Place) -> PyResult<Self> {
        match value.as_type() {
            Some(class) => Ok(class),
            None => Err(bad_argument(py, place, TYPE.short_name(), value)),
        }
    }
}

impl FromArg<'_> for bool {
    #[inline]
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        py.is_true(&value)
    }
}

impl FromArg<'_> for i64 {
    #[inline]
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        py.to_i64(&value)
    }
}

impl FromArg<'_> for isize {
    #[inline]
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        py.to_isize(&value)
    }
}

impl FromArg<'_> for i32 {
    #[inline]
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        let number = py.index(&value)?.as_i64().and_then(|number| Self::try_from(number).ok());
        match number {
            Some(number) => Ok(number),
            None => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int"))),
        }
    }
}

impl FromArg<'_> for usize {
    #[inline]
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        let int = py.index(&value)?;
        let mut limb = [0];
        let number = int.as_int(&mut limb);
        match number {
            Some(number) if number.negative => {
                Err(exc::overflow_error(py, format_args!("can't convert negative value to size_t")))
            }
            Some(number) => match number.to_u64() {
                Some(number) => Ok(number as Self),
                None => {
                    Err(exc::overflow_error(py, format_args!("Python int too large to convert to C size_t")))
                }
            },
            None => Ok(0),
        }
    }
}

impl FromArg<'_> for f64 {
    #[inline]
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        py.to_f64(&value)
    }
}

impl<T: IntoValue> IntoValue for PyResult<T> {
    #[inline(always)]
    fn into_value(self, py: &Py) -> PyResult<Value> {
        self?.into_value(py)
    }
}

/// `None` for nothing.
impl<T: IntoValue> IntoValue for Option<T> {
    #[inline]
    fn into_value(self, py: &Py) -> PyResult<Value> {
        self.map_or_else(|| Ok(none()), |value| value.into_value(py))
    }
}

/// Makes a value with an expression of `self` and `py`.
macro_rules! into_value {
    ($($type_:ty: |$this:ident, $py:tt| $value:expr;)*) => {$(
        impl IntoValue for $type_ {
            #[inline]
            fn into_value(self, $py: &Py) -> PyResult<Value> {
                let $this = self;
                $value
            }
        }
    )*};
}

into_value! {
    Value: |this, _| Ok(this);
    Borrowed<'_>: |this, _| Ok(this.to_value());
    &Value: |this, _| Ok(this.clone());
    &Type: |this, _| Ok(this.to_value());
    (): |_this, _| Ok(none());
    bool: |this, _| Ok(boolean(this));
    i64: |this, py| py.int(this);
    i32: |this, py| py.int(this.into());
    u32: |this, py| py.int(this.into());
    u8: |this, py| py.int(this.into());
    isize: |this, py| py.int(this as i64);
    usize: |this, py| py.int_from_usize(this);
    u64: |this, py| py.int_from_usize(this as usize);
    f64: |this, py| py.float(this);
    String: |this, py| py.str(&this);
    &str: |this, py| py.str(this);
}

impl<A: IntoValue, B: IntoValue> IntoValue for (A, B) {
    fn into_value(self, py: &Py) -> PyResult<Value> {
        let items = [self.0.into_value(py)?, self.1.into_value(py)?];
        py.tuple(items)
    }
}

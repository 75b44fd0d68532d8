//! Making a `Decimal` of other objects: exactly, or rounded by a context.

use taipan_decimal::{Context as Limits, Decimal, Status, parse};
use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::Flags;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};

use super::{DECIMAL, Number, chosen, new_number, of_class, payload, unsupported};
use crate::decimal::context::{Context, no_room, rounded};
use crate::decimal::is_exactly;

pub(super) struct Construction;

#[pymethods(Number)]
impl Construction {
    #[pyslot("(value='0', context=None)", name = "Decimal")]
    fn new(
        class: &Type,
        py: &mut Py,
        value: Option<Borrowed<'_>>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let Some(value) = value else {
            chosen(py, context)?;
            return of_class(py, class, Decimal::ZERO);
        };
        if let Some(number) = value.get::<Number>() {
            chosen(py, context)?;
            if class.is(&DECIMAL) && is_exactly(value, &DECIMAL) {
                return Ok(value.to_value());
            }
            let copy = no_room(py, number.value.copied())?;
            return of_class(py, class, copy);
        }
        if let Some(int) = value.as_int(&mut [0]) {
            chosen(py, context)?;
            let number = no_room(py, Decimal::from_int(int))?;
            return of_class(py, class, number);
        }
        let context = chosen(py, context)?;
        exact(py, class, payload(py, &context)?, value)
    }

    /// The number that a float or int is, with all its digits.
    ///
    ///     >>> Decimal.from_float(0.3)
    ///     Decimal('0.299999999999999988897769753748434595763683319091796875')
    ///     >>> Decimal.from_float(float("-inf"))
    ///     Decimal('-Infinity')
    ///     >>> Decimal.from_float(float("nan"))
    ///     Decimal('NaN')
    ///     >>> Decimal.from_float(7)
    ///     Decimal('7')
    #[pyclassmethod("($type, f, /)")]
    fn from_float(class: &Type, py: &mut Py, f: Borrowed<'_>) -> PyResult<Value> {
        let number = of_real(py, f)?;
        of_subclass(py, class, number)
    }

    /// The number that a float, int or Decimal is, but not a text.
    ///
    ///     >>> Decimal.from_number(7)
    ///     Decimal('7')
    ///     >>> Decimal.from_number(0.5)
    ///     Decimal('0.5')
    ///     >>> Decimal.from_number(Decimal('2.50'))
    ///     Decimal('2.50')
    #[pyclassmethod("($type, number, /)")]
    fn from_number(class: &Type, py: &mut Py, number: Borrowed<'_>) -> PyResult<Value> {
        if let Some(own) = number.get::<Number>() {
            if class.is(&DECIMAL) && is_exactly(number, &DECIMAL) {
                return Ok(number.to_value());
            }
            let copy = no_room(py, own.value.copied())?;
            return of_subclass(py, class, copy);
        }
        if !number.is_int() && number.as_float().is_none() {
            return Err(unsupported(py, number));
        }
        let number = of_real(py, number)?;
        of_subclass(py, class, number)
    }
}

/// A number by the constructor of a class.
fn of_subclass(py: &mut Py, class: &Type, number: Decimal) -> PyResult<Value> {
    let number = new_number(py, number)?;
    if class.is(&DECIMAL) { Ok(number) } else { py.call(&class.to_value(), &[&number]) }
}

/// The number that a float or int is.
pub(in crate::decimal) fn of_real(py: &Py, value: Borrowed<'_>) -> PyResult<Decimal> {
    if let Some(int) = value.as_int(&mut [0]) {
        return no_room(py, Decimal::from_int(int));
    }
    match value.as_float() {
        Some(real) => no_room(py, Decimal::from_f64(real)),
        None => Err(exc::type_error(py, format_args!("argument must be int or float"))),
    }
}

/// A number with all its digits, of what is neither a `Decimal` nor an int.
fn exact(py: &mut Py, class: &Type, context: &Context, value: Borrowed<'_>) -> PyResult<Value> {
    let number = if let Some(text) = value.get::<Str>() {
        match read_exactly(text) {
            Some(ascii) => read(py, &ascii)?,
            None => None,
        }
    } else if let Some(real) = value.as_float() {
        context.note(py, Status::FLOAT_OPERATION)?;
        let number = no_room(py, Decimal::from_f64(real))?;
        return of_class(py, class, number);
    } else if value.type_().has(Flags::TUPLE) || value.type_().has(Flags::LIST) {
        Some(of_tuple(py, value)?)
    } else {
        return Err(unsupported(py, value));
    };
    let mut status = Status::NONE;
    let number = match number {
        None => {
            status |= Status::CONVERSION_SYNTAX;
            Decimal::nan()
        }
        Some(number) => {
            let number = no_room(py, Limits::MAX.finish(number, &mut status))?;
            if status.has(Status::INEXACT | Status::ROUNDED | Status::CLAMPED) {
                status = Status::INVALID_OPERATION;
                Decimal::nan()
            } else {
                status = status & Status::ERRORS;
                number
            }
        }
    };
    context.note(py, status)?;
    of_class(py, class, number)
}

/// A number rounded by a context.
pub(in crate::decimal) fn create(py: &mut Py, context: &Context, value: Borrowed<'_>) -> PyResult<Value> {
    let number = if let Some(number) = value.get::<Number>() {
        no_room(py, number.value.copied())?
    } else if let Some(text) = value.get::<Str>() {
        let known = match text.as_ascii() {
            Some(ascii) => read(py, ascii.as_bytes())?,
            None => match to_ascii(text, false) {
                Some(ascii) => read(py, &ascii)?,
                None => None,
            },
        };
        match known {
            Some(number) => number,
            None => {
                context.note(py, Status::CONVERSION_SYNTAX)?;
                return new_number(py, Decimal::nan());
            }
        }
    } else if value.is_int() {
        of_real(py, value)?
    } else if value.as_float().is_some() {
        context.note(py, Status::FLOAT_OPERATION)?;
        of_real(py, value)?
    } else if value.type_().has(Flags::TUPLE) || value.type_().has(Flags::LIST) {
        of_tuple(py, value)?
    } else {
        return Err(unsupported(py, value));
    };
    rounded(py, context, &DECIMAL, number)
}

fn read(py: &Py, ascii: &[u8]) -> PyResult<Option<Decimal>> {
    no_room(py, parse(ascii))
}

/// A text without spaces around it and underscores in it, its digits of any script as ASCII.
fn read_exactly(text: &Str) -> Option<std::borrow::Cow<'_, [u8]>> {
    if let Some(ascii) = text.as_ascii() {
        let trimmed = ascii.trim_matches(|c| matches!(c, ' ' | '\t'..='\r' | '\x1c'..='\x1f'));
        if !trimmed.contains('_') {
            return Some(trimmed.as_bytes().into());
        }
    }
    to_ascii(text, true).map(Into::into)
}

/// The text as ASCII; `None`: there is something in it that no number has.
fn to_ascii(text: &Str, is_lenient: bool) -> Option<Vec<u8>> {
    let points: Vec<u32> = text.code_points().collect();
    let mut points = points.as_slice();
    if is_lenient {
        while let [first, rest @ ..] = points
            && taipan_unicode::is_whitespace(*first)
        {
            points = rest;
        }
        while let [rest @ .., last] = points
            && taipan_unicode::is_whitespace(*last)
        {
            points = rest;
        }
    }
    let mut ascii = Vec::with_capacity(points.len());
    for &point in points {
        match u8::try_from(point) {
            Ok(b'_') if is_lenient => {}
            Ok(byte) if byte.is_ascii() => ascii.push(byte),
            _ => ascii.push(b'0' + taipan_unicode::decimal_digit(point)?),
        }
    }
    Some(ascii)
}

/// The number of a tuple `(sign, digits, exponent)`.
fn of_tuple(py: &mut Py, value: Borrowed<'_>) -> PyResult<Decimal> {
    let items = py.collect(&value)?;
    let [sign, digits, exponent] = items.as_slice() else {
        return Err(exc::value_error(py, format_args!("argument must be a sequence of length 3")));
    };
    let negative = match (sign.is_int(), sign.as_i64()) {
        (true, Some(0)) => false,
        (true, Some(1)) => true,
        _ => return Err(exc::value_error(py, format_args!("sign must be an integer with the value 0 or 1"))),
    };
    let kind = match exponent.get::<Str>() {
        Some(kind) => match ["F", "n", "N"].into_iter().find(|known| kind.is(known)) {
            Some(kind) => Some(kind),
            None => {
                return Err(exc::value_error(
                    py,
                    format_args!("string argument in the third position must be 'F', 'n' or 'N'"),
                ));
            }
        },
        None => None,
    };
    let exponent = match kind {
        Some(_) => 0,
        None if !exponent.is_int() => {
            return Err(exc::value_error(py, format_args!("exponent must be an integer")));
        }
        None => exponent.as_i64().ok_or_else(|| {
            exc::overflow_error(py, format_args!("Python int too large to convert to C ssize_t"))
        })?,
    };
    let digits = read_digits(py, digits)?;
    let number = match kind {
        Some("F") => Ok(Decimal::infinity(negative)),
        Some(kind) => Decimal::nan_from_digits(negative, kind == "N", &digits),
        None => Decimal::from_digits(negative, &digits, bounded(exponent)),
    };
    no_room(py, number)
}

/// An exponent that is not so far out of bounds that sums with it overflow.
fn bounded(exponent: i64) -> i64 {
    exponent.clamp(4 * Limits::MIN_EMIN, 4 * Limits::MAX_EMAX)
}

fn read_digits(py: &mut Py, digits: &Value) -> PyResult<Vec<u8>> {
    let wrong =
        |py: &Py| -> Raised { exc::value_error(py, format_args!("coefficient must be a tuple of digits")) };
    if digits.get::<Tuple>().is_none() && !digits.type_().has(Flags::LIST) {
        return Err(wrong(py));
    }
    let items = py.collect(digits)?;
    let mut values = Vec::new();
    values.try_reserve_exact(items.len())?;
    for item in &items {
        match (item.is_int(), item.as_i64()) {
            (true, Some(digit @ 0..=9)) => values.push(digit as u8),
            _ => return Err(wrong(py)),
        }
    }
    Ok(values)
}

/// Whether an argument was left out or is None.
pub(super) fn is_absent(value: Option<Borrowed<'_>>) -> bool {
    value.is_none_or(|value| is_none(&value))
}

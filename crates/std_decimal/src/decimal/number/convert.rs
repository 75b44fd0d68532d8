//! What a `Decimal` becomes: int, float, complex, text, hash, tuple.

use taipan_decimal::{Class, Context as Limits, Decimal, Rounding, Status};
use taipan_macros::pymethods;
use taipan_num::int::{self, Int, IntRef};
use taipan_object::exception as exc;
use taipan_object::protocol::compare::hash_of_address;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::construct::is_absent;
use super::{Number, new_number, payload};
use crate::decimal::context::no_room;
use crate::decimal::{State, current};

pub(super) struct Conversion;

/// The number as text, with the capitals of the current context.
fn text(py: &mut Py, number: &Decimal) -> PyResult<String> {
    let context = current::get(py)?;
    let capitals = payload(py, &context)?.capitals();
    no_room(py, number.to_scientific(capitals))
}

/// The integer part.
fn integer(py: &mut Py, number: &Decimal) -> PyResult<Value> {
    match number.class() {
        Class::Finite => {}
        Class::Infinite => {
            return Err(exc::overflow_error(py, format_args!("cannot convert Infinity to integer")));
        }
        Class::Quiet | Class::Signaling => {
            return Err(exc::value_error(py, format_args!("cannot convert NaN to integer")));
        }
    }
    if let (0, Some(small)) = (number.exponent(), number.to_i64()) {
        return py.int(small);
    }
    let (negative, limbs) = no_room(py, number.to_limbs())?;
    py.heap().big_int(IntRef::new(negative, &limbs))
}

/// An integer by a rounding.
fn rounded(py: &mut Py, number: &Decimal, rounding: Rounding) -> PyResult<Value> {
    let mut ignored = Status::NONE;
    let whole = no_room(py, Limits::MAX.rounded(rounding).round_to_integer(number, &mut ignored))?;
    integer(py, &whole)
}

/// The nearest float.
fn float(py: &mut Py, number: &Decimal) -> PyResult<f64> {
    if let Some(exact) = number.to_f64_exactly() {
        return Ok(exact);
    }
    if number.is_nan() {
        if number.is_signaling() {
            return Err(exc::value_error(py, format_args!("cannot convert signaling NaN to float")));
        }
        return Ok(if number.is_negative() { -f64::NAN } else { f64::NAN });
    }
    let text = no_room(py, number.to_scientific(false))?;
    Ok(text.parse().unwrap_or(f64::NAN))
}

#[pymethods(Number)]
impl Conversion {
    #[pyslot]
    fn str(this: &Number, py: &mut Py) -> PyResult<String> {
        text(py, &this.value)
    }

    #[pyslot]
    fn repr(this: &Number, py: &mut Py) -> PyResult<String> {
        Ok(format!("Decimal('{}')", text(py, &this.value)?))
    }

    #[pyslot]
    fn hash(this: Borrowed<'_>, py: &mut Py) -> PyResult<i64> {
        let Some(own) = this.get::<Number>() else { return Ok(hash_of_address(this.word())) };
        if own.hash.get() == -1 {
            let hash = match own.value.class() {
                Class::Signaling => {
                    return Err(exc::type_error(py, format_args!("Cannot hash a signaling NaN value")));
                }
                Class::Quiet => hash_of_address(this.word()),
                Class::Finite | Class::Infinite => own.value.hash(),
            };
            own.hash.set(hash);
        }
        Ok(own.hash.get())
    }

    #[pyslot]
    fn int(this: &Number, py: &mut Py) -> PyResult<Value> {
        integer(py, &this.value)
    }

    #[pyslot]
    fn float(this: &Number, py: &mut Py) -> PyResult<Value> {
        let real = float(py, &this.value)?;
        py.float(real)
    }

    /// The number as a complex one.
    #[pymethod("($self, /)")]
    fn __complex__(this: &Number, py: &mut Py) -> PyResult<Value> {
        let real = float(py, &this.value)?;
        py.complex(real, 0.0)
    }

    /// The integer part, as an int.
    #[pymethod("($self, /)")]
    fn __trunc__(this: &Number, py: &mut Py) -> PyResult<Value> {
        integer(py, &this.value)
    }

    /// The largest int that is not above the number.
    #[pymethod("($self, /)")]
    fn __floor__(this: &Number, py: &mut Py) -> PyResult<Value> {
        rounded(py, &this.value, Rounding::Floor)
    }

    /// The smallest int that is not below the number.
    #[pymethod("($self, /)")]
    fn __ceil__(this: &Number, py: &mut Py) -> PyResult<Value> {
        rounded(py, &this.value, Rounding::Ceiling)
    }

    /// The nearest int, the even one of two; with ndigits, the nearest number with so many places.
    #[pymethod("($self, ndigits=None, /)", hidden)]
    fn __round__(this: &Number, py: &mut Py, ndigits: Option<Borrowed<'_>>) -> PyResult<Value> {
        let Some(digits) = ndigits else { return rounded(py, &this.value, Rounding::HalfEven) };
        if !digits.is_int() {
            return Err(exc::type_error(py, format_args!("optional arg must be an integer")));
        }
        let Some(places) = digits.as_i64() else {
            return Err(exc::overflow_error(
                py,
                format_args!("Python int too large to convert to C ssize_t"),
            ));
        };
        let context = current::get(py)?;
        let unit = Decimal::power_of_ten(places.checked_neg().unwrap_or(i64::MAX));
        payload(py, &context)?.compute(py, |limits, status| limits.quantize(&this.value, &unit, status))
    }

    /// Sign, digits and exponent.
    #[pymethod("($self, /)")]
    fn as_tuple(this: &Number, py: &mut Py) -> PyResult<Value> {
        let number = &this.value;
        let exponent = match number.class() {
            Class::Finite => py.int(number.exponent())?,
            Class::Infinite => py.str("F")?,
            Class::Quiet => py.str("n")?,
            Class::Signaling => py.str("N")?,
        };
        let shown = if number.is_nan() && !number.has_payload() {
            String::new()
        } else {
            no_room(py, number.coefficient_digits())?
        };
        let mut digits = Vec::new();
        digits.try_reserve_exact(shown.len())?;
        for digit in shown.bytes() {
            digits.push(py.int(i64::from(digit - b'0'))?);
        }
        let (sign, digits) = (py.int(number.is_negative().into())?, py.tuple(digits)?);
        let class = py.state::<State>().tuple.get(py).clone();
        match class {
            Some(class) => py.call(&class, &[&sign, &digits, &exponent]),
            None => py.tuple([sign, digits, exponent]),
        }
    }

    /// A pair of ints whose quotient is the number, in lowest terms, the second positive.
    #[pymethod("($self, /)")]
    fn as_integer_ratio(this: &Number, py: &mut Py) -> PyResult<Value> {
        let number = &this.value;
        if number.is_nan() {
            return Err(exc::value_error(py, format_args!("cannot convert NaN to integer ratio")));
        }
        if number.is_infinite() {
            return Err(exc::overflow_error(py, format_args!("cannot convert Infinity to integer ratio")));
        }
        if number.is_zero() || number.exponent() >= 0 {
            let whole = if number.is_zero() { py.int(0)? } else { integer(py, number)? };
            let one = py.int(1)?;
            return py.tuple([whole, one]);
        }
        let limbs = no_room(py, number.coefficient_limbs())?;
        let (_, power) = no_room(py, Decimal::power_of_ten(-number.exponent()).to_limbs())?;
        let numerator = IntRef::new(number.is_negative(), &limbs);
        match lowest_terms(numerator, IntRef::new(false, &power)) {
            Ok((numerator, denominator)) => {
                let pair = [py.int_from_big(&numerator)?, py.int_from_big(&denominator)?];
                py.tuple(pair)
            }
            Err(_) => Err(memory(py)),
        }
    }

    /// What pickle makes the number of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let text = py.to_str(&this)?;
        let arguments = py.tuple([text])?;
        py.tuple([this.type_().to_value(), arguments])
    }

    /// The number as text, with an exponent that is a multiple of three.
    #[pymethod("($self, /, context=None)")]
    fn to_eng_string(this: &Number, py: &mut Py, context: Option<Borrowed<'_>>) -> PyResult<String> {
        let context = super::chosen(py, context)?;
        let capitals = payload(py, &context)?.capitals();
        no_room(py, this.value.to_engineering(capitals))
    }

    /// The number as an integer; rounding is not noted.
    #[pymethod("($self, /, rounding=None, context=None)")]
    fn to_integral(
        this: &Number,
        py: &mut Py,
        rounding: Option<Borrowed<'_>>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        to_integral(this, py, rounding, context, Limits::round_to_integer)
    }

    /// The number as an integer; rounding is not noted.
    #[pymethod("($self, /, rounding=None, context=None)")]
    fn to_integral_value(
        this: &Number,
        py: &mut Py,
        rounding: Option<Borrowed<'_>>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        to_integral(this, py, rounding, context, Limits::round_to_integer)
    }

    /// The number as an integer; rounding is noted.
    #[pymethod("($self, /, rounding=None, context=None)")]
    fn to_integral_exact(
        this: &Number,
        py: &mut Py,
        rounding: Option<Borrowed<'_>>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        to_integral(this, py, rounding, context, Limits::round_to_integer_exactly)
    }
}

/// An operation with a rounding of its own.
fn to_integral(
    this: &Number,
    py: &mut Py,
    rounding: Option<Borrowed<'_>>,
    context: Option<Borrowed<'_>>,
    operation: fn(&Limits, &Decimal, &mut Status) -> taipan_decimal::Answer,
) -> PyResult<Value> {
    let context = super::chosen(py, context)?;
    let own = payload(py, &context)?;
    let rounding = chosen_rounding(py, rounding, own.limits())?;
    own.compute(py, |limits, status| operation(&limits.rounded(rounding), &this.value, status))
}

/// The rounding that a method was given, or that of the context.
pub(super) fn chosen_rounding(
    py: &mut Py,
    rounding: Option<Borrowed<'_>>,
    limits: Limits,
) -> PyResult<Rounding> {
    match rounding {
        Some(name) if !is_absent(rounding) => crate::decimal::context::rounding(py, name),
        _ => Ok(limits.rounding),
    }
}

fn lowest_terms(numerator: IntRef<'_>, denominator: IntRef<'_>) -> Result<(Int, Int), taipan_num::Error> {
    let divisor = int::gcd(numerator, denominator)?;
    Ok((int::floor_divide(numerator, divisor.as_ref())?, int::floor_divide(denominator, divisor.as_ref())?))
}

#[cold]
fn memory(py: &Py) -> Raised {
    py.heap().no_memory()
}

/// A copy of a number with another sign.
pub(super) fn signed(py: &Py, number: &Decimal, negative: bool) -> PyResult<Value> {
    let copy = no_room(py, number.copied())?;
    new_number(py, copy.with_sign(negative))
}

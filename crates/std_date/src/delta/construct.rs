//! Making spans of numbers of days, hours and so on.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::protocol::number::Operator;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{Delta, exact, new_of};
use crate::arguments::{self, Named, Parameters};
use crate::span::{DAY, SECOND, Span};

const PARAMETERS: Parameters = Parameters {
    function: Some("__new__"),
    names: &["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"],
    required: 0,
    positional: 7,
};

/// How many microseconds each of them has.
const UNITS: [i64; 7] = [DAY, SECOND, 1, 1000, 60 * SECOND, 3600 * SECOND, 7 * DAY];

/// The order in which they are added up: rounding and errors show it.
const ORDER: [usize; 7] = [2, 3, 1, 4, 5, 0, 6];

/// The constructor.
pub(super) struct New;

#[pymethods(Delta)]
impl New {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let mut parts = [None; 7];
        if args.len() <= parts.len() && !args.has_keywords() {
            for (index, part) in parts.iter_mut().enumerate() {
                *part = args.get(index);
            }
        } else {
            let keywords = Named::of(args.keywords());
            arguments::each(py, &PARAMETERS, args, &keywords, |_, index, value| {
                if let Some(part) = parts.get_mut(index) {
                    *part = Some(value);
                }
                Ok(())
            })?;
        }
        match sum(&parts).and_then(Span::of_microseconds) {
            Some(span) => new_of(py, class, span),
            None => sum_python(py, class, &parts),
        }
    }
}

/// The sum in microseconds of whole numbers and floats, if it can be had with the machine's numbers.
fn sum(parts: &[Option<Borrowed<'_>>; 7]) -> Option<i128> {
    let (mut whole, mut rest) = (0_i128, 0.0);
    for index in ORDER {
        let (Some(number), unit) = (parts[index], UNITS[index]) else { continue };
        if let Some(number) = number.as_small_int() {
            whole = whole.checked_add(i128::from(number) * i128::from(unit))?;
        } else {
            let (number, fraction) = split(number.exact_float()?)?;
            whole = whole.checked_add(number.checked_mul(unit.into())?)?;
            if fraction != 0.0 {
                let (number, fraction) = split(fraction * unit as f64)?;
                whole = whole.checked_add(number)?;
                rest += fraction;
            }
        }
    }
    Some(if rest == 0.0 { whole } else { whole + rounded(rest, whole % 2 != 0) })
}

/// The whole part of a float and the rest, if the whole one is not too large.
fn split(number: f64) -> Option<(i128, f64)> {
    const LIMIT: f64 = (1_u64 << 62) as f64;
    (number.abs() < LIMIT).then(|| (number.trunc() as i128, number.fract()))
}

/// A few microseconds rounded to a whole number; a half so that the sum becomes even.
fn rounded(rest: f64, odd: bool) -> i128 {
    let whole = rest.round();
    if (whole - rest).abs() == 0.5 {
        let odd = f64::from(u8::from(odd));
        return (2.0 * ((rest + odd) * 0.5).round() - odd) as i128;
    }
    whole as i128
}

/// The sum with Python's numbers.
#[cold]
fn sum_python(py: &mut Py, class: &Type, parts: &[Option<Borrowed<'_>>; 7]) -> PyResult<Value> {
    let (mut whole, mut rest) = (py.int(0)?, 0.0);
    for index in ORDER {
        let Some(number) = parts[index] else { continue };
        let unit = py.int(UNITS[index])?;
        if number.is_int() {
            let product = py.binary(Operator::Multiply, &number, &unit)?;
            whole = py.binary(Operator::Add, &whole, &product)?;
        } else if let Some(number) = number.as_float() {
            let product = whole_number(py, number)?;
            let product = py.binary(Operator::Multiply, &product, &unit)?;
            whole = py.binary(Operator::Add, &whole, &product)?;
            let fraction = number.fract() * UNITS[index] as f64;
            if fraction != 0.0 {
                let more = whole_number(py, fraction)?;
                whole = py.binary(Operator::Add, &whole, &more)?;
                rest += fraction.fract();
            }
        } else {
            let (name, given) = (PARAMETERS.names[index], number.type_().name());
            return Err(exc::type_error(
                py,
                format_args!("unsupported type for timedelta {name} component: {given}"),
            ));
        }
    }
    if rest != 0.0 {
        let one = py.int(1)?;
        let odd = py.binary(Operator::And, &whole, &one)?;
        let odd = py.is_true(&odd)?;
        let rest = exact::int(py, rounded(rest, odd))?;
        whole = py.binary(Operator::Add, &whole, &rest)?;
    }
    exact::from_python(py, class, &whole)
}

/// `int(number)`, rounded towards zero.
fn whole_number(py: &mut Py, number: f64) -> PyResult<Value> {
    let (int, number) = (py.builtin("int")?, py.float(number)?);
    py.call(&int, &[&number])
}

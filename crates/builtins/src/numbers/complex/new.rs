//! `complex(x)` and `complex(real, imag)`.

use taipan_macros::pymethods;
use taipan_num::Error;
use taipan_num::complex::{self, Complex as Number};
use taipan_object::exception as exc;
use taipan_object::native::bind::bind_new;
use taipan_object::native::{Bound, Parameter, ParameterKind, Signature};
use taipan_object::types::complex::{COMPLEX, Complex};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};

use super::of_class;
use crate::numbers::digits;
use crate::numbers::failure::raise;

pub(crate) struct Construction;

const fn part(name: &'static str) -> Parameter {
    Parameter { name, kind: ParameterKind::Positional, required: false }
}

static SIGNATURE: Signature =
    Signature::new(Some("(real=0, imag=0)"), &[part("real"), part("imag")], false, false);

#[pymethods(Complex)]
impl Construction {
    /// A single argument by position may be more than a real part.
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        match args.get(0) {
            Some(x) if args.len() == 1 && !args.has_keywords() => of_one(py, class, x),
            _ => bind_new(py, COMPLEX.short_name(), &SIGNATURE, class, args, of_parts),
        }
    }
}

fn of_one(py: &mut Py, class: &Type, x: Borrowed<'_>) -> PyResult<Value> {
    if class.is(&COMPLEX) && x.type_().is(&COMPLEX) {
        return Ok(x.to_value());
    }
    if let Some(text) = x.get::<Str>() {
        let number = of_text(py, text, &x)?;
        return of_class(py, class, number);
    }
    let number = match special(py, x)? {
        Some(number) => number,
        None if is_real(x) => Number::new(py.to_f64(&x)?, 0.0),
        None => {
            let given = full_name(py, x.type_())?;
            return Err(exc::type_error(
                py,
                format_args!("complex() argument must be a string or a number, not {given}"),
            ));
        }
    };
    of_class(py, class, number)
}

fn of_text(py: &mut Py, text: &Str, subject: &Value) -> PyResult<Number> {
    let digits = digits::ascii(text.units())?;
    match complex::parse(&digits) {
        Ok(number) => Ok(number),
        Err(Error::Malformed) if has_stray_underscore(&digits) => {
            let shown = py.repr(subject)?;
            Err(exc::value_error(py, format_args!("could not convert string to complex: {shown}")))
        }
        Err(Error::Malformed) => {
            Err(exc::value_error(py, format_args!("complex() arg is a malformed string")))
        }
        Err(error) => Err(raise(py, error)),
    }
}

/// Whether an underscore does not stand between two digits, before the first character that is part of no number.
fn has_stray_underscore(text: &[u8]) -> bool {
    let known = text.split(|&byte| byte == b'?').next().unwrap_or(text);
    let is_digit =
        |index: Option<usize>| index.and_then(|index| text.get(index)).is_some_and(u8::is_ascii_digit);
    known
        .iter()
        .enumerate()
        .any(|(at, &byte)| byte == b'_' && !(is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1))))
}

/// `real + imag * 1j`, where either may be complex itself, though that is deprecated.
fn of_parts(py: &mut Py, class: &Type, bound: &Bound<'_>) -> PyResult<Value> {
    let (real, imag) = (bound.get(0), bound.get(1));
    let own = match real {
        Some(real) => special(py, real)?,
        None => None,
    };
    if let Some(real) = real.filter(|&real| own.is_none() && !is_real(real)) {
        return Err(not_real(py, "real", real));
    }
    if let Some(imag) = imag.filter(|&imag| !is_real(imag) && imag.as_complex().is_none()) {
        return Err(not_real(py, "imag", imag));
    }
    let mut number = match (real, own) {
        (None, _) => Number::new(0.0, 0.0),
        (Some(real), Some(own)) => {
            if !is_real(real) {
                warn_of_complex(py, "real", real)?;
            }
            own
        }
        (Some(real), None) => Number::new(py.to_f64(&real)?, 0.0),
    };
    if let Some(imag) = imag {
        match imag.as_complex() {
            Some(part) => {
                warn_of_complex(py, "imag", imag)?;
                number.real -= part.imag;
                number.imag = if own.is_some() { part.real + number.imag } else { part.real };
            }
            None => {
                let part = py.to_f64(&imag)?;
                number.imag = if own.is_some() { part + number.imag } else { part };
            }
        }
    }
    of_class(py, class, number)
}

/// What `__complex__` of an object returns; nothing if its class has none.
pub(super) fn special(py: &mut Py, x: Borrowed<'_>) -> PyResult<Option<Number>> {
    if x.type_().is(&COMPLEX) {
        return Ok(x.as_complex());
    }
    if x.as_small_int().is_some() || x.is_exact_float() {
        return Ok(None);
    }
    let name = py.heap().intern("__complex__")?;
    let Some(method) = x.type_().lookup(py, &name) else { return Ok(None) };
    let result = py.call_unbound(&method, x, &[])?;
    let Some(number) = result.as_complex() else {
        return Err(exc::type_error(
            py,
            format_args!("__complex__ returned non-complex (type {})", result.type_().name()),
        ));
    };
    if !result.type_().is(&COMPLEX) {
        py.warn_of_subclass("__complex__", "complex", &result)?;
    }
    Ok(Some(number))
}

/// Whether an object has a float.
fn is_real(x: Borrowed<'_>) -> bool {
    let slots = &x.type_().slots;
    slots.float.get().is_some() || slots.index.get().is_some()
}

#[cold]
fn not_real(py: &mut Py, part: &str, x: Borrowed<'_>) -> Raised {
    match full_name(py, x.type_()) {
        Ok(given) => exc::type_error(
            py,
            format_args!("complex() argument '{part}' must be a real number, not {given}"),
        ),
        Err(raised) => raised,
    }
}

#[cold]
fn warn_of_complex(py: &mut Py, part: &str, x: Borrowed<'_>) -> PyResult<()> {
    let given = full_name(py, x.type_())?;
    py.warn(
        &exc::DEPRECATION_WARNING,
        format_args!("complex() argument '{part}' must be a real number, not {given}"),
    )
}

/// The name of a class with that of its module, unless everybody knows that.
fn full_name(py: &mut Py, class: &Type) -> PyResult<String> {
    let name = class.qualified_name();
    let key = py.heap().intern("__module__")?;
    let module = py.find_attribute(&class.to_value(), &key)?;
    Ok(match module.as_ref().and_then(|module| module.get::<Str>()) {
        Some(module) if !module.is("builtins") && !module.is("__main__") => {
            format!("{}.{name}", module.to_utf8())
        }
        _ => name.to_string(),
    })
}

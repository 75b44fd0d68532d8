//! Numbers under a format specification.

use taipan_format::digits::Decimal;
use taipan_format::{
    FormatSpec, Grouping, IntPresentation, Radix, SpecError, Target, format_char, format_complex,
    format_float, format_int,
};
use taipan_num::complex::Complex;
use taipan_num::{Error, int};
use taipan_object::exception as exc;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::failure::{raise, too_large_for_float};
use crate::text::spec::spec_error;

/// How the type `n` writes numbers: as the locale `C` does, which programs start with.
const LOCALE: Grouping<'static, [u8]> = Grouping { decimal_point: b".", thousands_sep: b"", grouping: &[] };

/// A parsed specification, which is ASCII as a rule.
fn parse(spec: &Str, target: Target) -> Result<FormatSpec, SpecError> {
    match spec.as_ascii() {
        Some(ascii) => FormatSpec::parse(ascii.as_bytes(), target),
        None => FormatSpec::parse(spec, target),
    }
}

/// An int.
pub(super) fn of_int(py: &mut Py, this: Borrowed<'_>, spec: &Str) -> PyResult<Value> {
    let parsed = parse(spec, Target::Int)
        .and_then(|parsed| parsed.int_presentation().map(|presentation| (parsed, presentation)));
    let (parsed, presentation) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return Err(spec_error(py, error, spec, &this)),
    };
    finish(py, this, spec, |py, out| match presentation {
        IntPresentation::Digits(Radix::Decimal) if let Some(small) = this.as_small_int() => {
            Ok(format_int(Decimal::new(small).digits(), Radix::Decimal, &parsed, &LOCALE, out)?)
        }
        IntPresentation::Digits(radix) => {
            let digits = digits(py, this, radix).map_err(|error| Failure::Raised(raise(py, error)))?;
            Ok(format_int(digits.as_bytes(), radix, &parsed, &LOCALE, out)?)
        }
        IntPresentation::Character => match this.as_i64() {
            Some(point) => Ok(format_char(point, &parsed, out)?),
            None => {
                let message = "Python int too large to convert to C long";
                Err(Failure::Raised(exc::overflow_error(py, format_args!("{message}"))))
            }
        },
        IntPresentation::Float => match this.as_int(&mut [0]).map(int::to_f64) {
            Some(Ok(float)) => Ok(format_float(float, &parsed, &LOCALE, out)?),
            _ => Err(Failure::Raised(too_large_for_float(py))),
        },
    })
}

/// A float.
pub(super) fn of_float(py: &mut Py, this: Borrowed<'_>, value: f64, spec: &Str) -> PyResult<Value> {
    finish(py, this, spec, |_, out| {
        let parsed = parse(spec, Target::Float)?;
        Ok(format_float(value, &parsed, &LOCALE, out)?)
    })
}

/// A complex number.
pub(super) fn of_complex(py: &mut Py, this: Borrowed<'_>, value: Complex, spec: &Str) -> PyResult<Value> {
    finish(py, this, spec, |_, out| {
        let parsed = parse(spec, Target::Float)?;
        Ok(format_complex(value.real, value.imag, &parsed, &LOCALE, out)?)
    })
}

/// The digits of an int in a base.
fn digits(py: &Py, this: Borrowed<'_>, radix: Radix) -> Result<String, Error> {
    let mut limb = [0];
    let int = this.as_int(&mut limb).unwrap_or(taipan_num::IntRef::ZERO);
    match radix {
        Radix::Binary => int::to_radix(int, 2),
        Radix::Octal => int::to_radix(int, 8),
        Radix::Decimal => int::to_decimal(int, py.interpreter().digit_limit()),
        Radix::Hexadecimal => int::to_radix(int, 16),
    }
}

/// Why a number was not written.
enum Failure {
    /// The specification is not one for it.
    Spec(SpecError),
    /// Something else.
    Raised(Raised),
}

impl From<SpecError> for Failure {
    fn from(error: SpecError) -> Self {
        Self::Spec(error)
    }
}

fn finish(
    py: &mut Py,
    this: Borrowed<'_>,
    spec: &Str,
    write: impl FnOnce(&Py, &mut StrBuilder) -> Result<(), Failure>,
) -> PyResult<Value> {
    let mut out = StrBuilder::new();
    match write(py, &mut out) {
        Ok(()) => out.finish(py),
        Err(Failure::Spec(error)) => Err(spec_error(py, error, spec, &this)),
        Err(Failure::Raised(raised)) => Err(raised),
    }
}

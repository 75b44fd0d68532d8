//! A `float` or `complex` under a specification.

use taipan_num::float;
use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use crate::integer::zero_fill;
use crate::number::{Grouping, Layout, Number, Padding, Parts};
use crate::{Align, FormatSpec, Sign, SpecError};

/// What is to be known of a float: its digits by a code of C's `printf`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FloatCode {
    /// `e`, `f`, `g`, their upper case forms, or `r` for the shortest digits that read back as the value.
    pub code: u8,
    /// Digits behind the point, or for `g` in all; of no meaning for `r`.
    pub precision: usize,
    /// Keep the point, and for `g` the zeros at the end.
    pub alternate: bool,
    /// Append `.0` to what looks like an integer.
    pub add_dot_0: bool,
    /// Show what rounds to zero without a sign.
    pub coerce_negative_zero: bool,
}

/// The digits of a float: ASCII such as `-1.5e+10`, `inf`, `nan`.
pub fn float_digits(value: f64, code: FloatCode) -> Result<String, OutOfMemory> {
    let format = float::Format {
        alternate: code.alternate,
        add_dot_0: code.add_dot_0,
        coerce_negative_zero: code.coerce_negative_zero,
        ..float::Format::of_code(code.code, code.precision).unwrap_or(float::Format::REPR)
    };
    float::format(value, format).map_err(|_| OutOfMemory)
}

/// The precision of `e`, `f`, `g` and `%` where none is given.
pub(crate) const DEFAULT_PRECISION: usize = 6;

/// C's `INT_MAX`.
pub(crate) const LARGEST_PRECISION: usize = i32::MAX as usize;

/// More digits of a float are refused: C's `int` has to count what is around them, too.
pub(crate) const MOST_FLOAT_DIGITS: usize = LARGEST_PRECISION - 1024;

impl FloatCode {
    fn of(spec: &FormatSpec) -> Result<Self, SpecError> {
        let code = match u8::try_from(spec.code) {
            Ok(0) if spec.precision.is_some() => b'g',
            Ok(0) => b'r',
            Ok(b'n') => b'g',
            Ok(b'%') => b'f',
            Ok(code @ (b'e' | b'E' | b'f' | b'F' | b'g' | b'G')) => code,
            _ => return Err(SpecError::UnknownCode(spec.code)),
        };
        if spec.precision.is_some_and(|precision| precision > LARGEST_PRECISION) {
            return Err(SpecError::PrecisionTooBig);
        }
        Ok(Self {
            code,
            precision: spec.precision.unwrap_or(DEFAULT_PRECISION),
            alternate: spec.alternate,
            add_dot_0: spec.code == 0,
            coerce_negative_zero: spec.coerce_negative_zero,
        })
    }
}

fn digits_of(value: f64, code: FloatCode) -> Result<String, SpecError> {
    if code.precision > MOST_FLOAT_DIGITS {
        return Err(SpecError::PrecisionTooBig);
    }
    Ok(float_digits(value, code)?)
}

/// Writes a float.
pub fn format_float<U: CodeUnits + ?Sized>(
    value: f64,
    spec: &FormatSpec,
    locale: &Grouping<'_, U>,
    out: &mut impl TextSink,
) -> Result<(), SpecError> {
    let code = FloatCode::of(spec)?;
    let percent = spec.code == u32::from(b'%');
    let mut text = digits_of(if percent { value * 100.0 } else { value }, code)?;
    if percent {
        text.try_reserve(1).map_err(|_| OutOfMemory)?;
        text.push('%');
    }
    let layout = Layout::new(spec, locale);
    let number = Number::new(Parts::of_float(text.as_bytes()), &layout, spec.sign, zero_fill(spec), false)?;
    Ok(number.write_in_field(spec, out)?)
}

/// Writes a complex number. Without a type it looks as `str()` shows it: in parentheses, or as its imaginary part alone
/// where the real part is a positive zero.
pub fn format_complex<U: CodeUnits + ?Sized>(
    real: f64,
    imag: f64,
    spec: &FormatSpec,
    locale: &Grouping<'_, U>,
    out: &mut impl TextSink,
) -> Result<(), SpecError> {
    if spec.code == u32::from(b'%') {
        return Err(SpecError::UnknownCode(spec.code));
    }
    let code = FloatCode { add_dot_0: false, ..FloatCode::of(spec)? };
    if spec.fill == u32::from(b'0') {
        return Err(SpecError::ZeroPaddingOfComplex);
    }
    if spec.align == Align::AfterSign {
        return Err(SpecError::AlignOfComplex);
    }
    let imag_only = spec.code == 0 && real == 0.0 && real.is_sign_positive();
    let parentheses = spec.code == 0 && !imag_only;

    let layout = Layout::new(spec, locale);
    let (real, imag) = (digits_of(real, code)?, digits_of(imag, code)?);
    let imag_sign = if imag_only { spec.sign } else { Some(Sign::Plus) };
    let real = Number::new(Parts::of_float(real.as_bytes()), &layout, spec.sign, 0, false)?;
    let imag = Number::new(Parts::of_float(imag.as_bytes()), &layout, imag_sign, 0, false)?;

    let real_width = if imag_only { 0 } else { real.width };
    let width = real_width + imag.width + 1 + 2 * usize::from(parentheses);
    let padding = Padding::of(width, spec);
    out.reserve(padding.total(width)?)?;
    out.fill(spec.fill, padding.before);
    if parentheses {
        out.push(b'('.into());
    }
    if !imag_only {
        real.write(spec.fill, 0, out);
    }
    imag.write(spec.fill, 0, out);
    out.push(b'j'.into());
    if parentheses {
        out.push(b')'.into());
    }
    out.fill(spec.fill, padding.after);
    Ok(())
}

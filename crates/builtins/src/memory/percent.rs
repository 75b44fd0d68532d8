//! The `%` operator of `bytes` and `bytearray`.

use taipan_format::float_digits;
use taipan_format::percent::{
    Conversion, Directive, Flavor, PercentError, Piece, Reader, format_number, format_text,
};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};

use super::bytearray::ByteArray;
use super::construct::bytes_method;
use super::lend::{copy_of, is_lender};
use crate::text::percent::{Operands, full_name, int_digits, is_mapping, percent_error};

/// `format % arguments`
pub(super) fn format(py: &mut Py, format: &[u8], arguments: &Value) -> PyResult<Vec<u8>> {
    let is_text =
        arguments.is_str() || arguments.get::<Bytes>().is_some() || arguments.get::<ByteArray>().is_some();
    let key = |py: &Py, range| py.bytes(format.get(range).unwrap_or_default());
    let mut operands = Operands::new(py, arguments, is_mapping(arguments) && !is_text, &key);
    let mut reader = Reader::new(format, Flavor::Bytes);
    let mut out = Vec::new();
    loop {
        let piece = reader.next(&mut operands);
        match piece.map_err(|failure| failure.raise(operands.py))? {
            None => break,
            Some(Piece::Literal(range)) => append(&mut out, format.get(range).unwrap_or_default())?,
            Some(Piece::Directive(directive)) => {
                let value = operands.take().map_err(|error| percent_error(operands.py, error))?;
                show(operands.py, &value, &directive, &mut out)?;
            }
        }
    }
    if operands.has_left() {
        return Err(percent_error(operands.py, PercentError::NotAllConverted(Flavor::Bytes)));
    }
    Ok(out)
}

fn append(out: &mut Vec<u8>, bytes: &[u8]) -> PyResult<()> {
    out.try_reserve(bytes.len())?;
    out.extend_from_slice(bytes);
    Ok(())
}

/// Writes an argument as its directive says.
fn show(py: &mut Py, value: &Value, directive: &Directive, out: &mut Vec<u8>) -> PyResult<()> {
    let conversion = directive.conversion(Flavor::Bytes).map_err(|error| percent_error(py, error))?;
    let data = match conversion {
        Conversion::Bytes | Conversion::Str => data_of(py, value)?,
        Conversion::Ascii | Conversion::Repr => {
            let text = py.ascii(value)?;
            text.get::<Str>().and_then(Str::as_ascii).unwrap_or_default().as_bytes().to_vec()
        }
        Conversion::Character => vec![character(py, value)?],
        Conversion::Int(code) => {
            let digits = int_digits(py, value, code)?;
            return format_number(digits.as_bytes(), conversion, directive, out)
                .map_err(|error| percent_error(py, error));
        }
        Conversion::Float(code) => {
            let number = float(py, value)?;
            let digits = directive
                .float_code(code)
                .and_then(|code| float_digits(number, code).map_err(PercentError::from))
                .map_err(|error| percent_error(py, error))?;
            return format_number(digits.as_bytes(), conversion, directive, out)
                .map_err(|error| percent_error(py, error));
        }
    };
    format_text(data.as_slice(), conversion, directive, out).map_err(|_| py.heap().no_memory())
}

/// The argument of `%b`: bytes, what `__bytes__` gives, or memory that is lent.
fn data_of(py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = value.get::<Bytes>() {
        return Ok(bytes.data().to_vec());
    }
    if let Some(bytes) = value.get::<ByteArray>() {
        return Ok(bytes.data(py).to_vec());
    }
    if let Some(bytes) = bytes_method(py, value)? {
        return Ok(bytes.get::<Bytes>().map_or_else(Vec::new, |bytes| bytes.data().to_vec()));
    }
    if is_lender(value) {
        return copy_of(py, value);
    }
    let class = value.type_().name();
    Err(exc::type_error(
        py,
        format_args!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{class}'"
        ),
    ))
}

/// The argument of `%c`.
fn character(py: &mut Py, value: &Value) -> PyResult<u8> {
    let (first, len, kind) = if let Some(bytes) = value.get::<Bytes>() {
        (bytes.data().first().copied(), bytes.len(), "bytes")
    } else if let Some(bytes) = value.get::<ByteArray>() {
        let data = bytes.data(py);
        (data.first().copied(), data.len(), "bytearray")
    } else {
        if !value.is_int() && value.type_().slots.index.get().is_none() {
            let class = full_name(py, value.type_());
            return Err(wrong_character(py, format_args!("{class}")));
        }
        let number = py.to_clamped(value)?;
        return u8::try_from(number)
            .map_err(|_| percent_error(py, PercentError::NotACharacter(Flavor::Bytes)));
    };
    match (first, len) {
        (Some(byte), 1) => Ok(byte),
        _ => Err(wrong_character(py, format_args!("a {kind} object of length {len}"))),
    }
}

#[cold]
fn wrong_character(py: &Py, given: std::fmt::Arguments<'_>) -> Raised {
    exc::type_error(py, format_args!("%c requires an integer in range(256) or a single byte, not {given}"))
}

fn float(py: &mut Py, value: &Value) -> PyResult<f64> {
    py.to_f64(value).map_err(|raised| {
        // Whatever is wrong with the number.
        py.discard(raised);
        exc::type_error(py, format_args!("float argument required, not {}", value.type_().name()))
    })
}

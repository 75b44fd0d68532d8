//! From values to bytes.

use taipan_num::float::half_of_float;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::complex::COMPLEX;
use taipan_object::{Py, PyResult, Raised, Value};

use super::error;
use super::layout::{Field, Kind, Layout};
use crate::calls;

/// The bytes that values are stored as. There are as many as the layout has.
pub(super) fn pack(py: &mut Py, layout: &Layout, values: &[Value]) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    out.try_reserve_exact(layout.size)?;
    out.resize(layout.size, 0);
    let mut values = values.iter();
    for field in &layout.fields {
        let (length, repeat) = match field.kind {
            Kind::Bytes | Kind::Pascal => (field.repeat, 1),
            _ => (field.size, field.repeat),
        };
        for index in 0..repeat {
            let start = field.offset + index * length;
            let (Some(place), Some(value)) = (out.get_mut(start..start + length), values.next()) else {
                break;
            };
            if let Err(raised) = store(py, field, value, place, layout.little) {
                // A number that only something larger could hold.
                if value.is_int() && py.matches(&raised, &exc::OVERFLOW_ERROR) {
                    py.discard(raised);
                    return Err(error(py, format_args!("int too large to convert")));
                }
                return Err(raised);
            }
        }
    }
    Ok(out)
}

fn store(py: &mut Py, field: &Field, value: &Value, place: &mut [u8], little: bool) -> PyResult<()> {
    match field.kind {
        Kind::Signed | Kind::Unsigned => {
            let word = whole(py, field, value)?;
            put(place, word, little);
        }
        Kind::Pointer => {
            let int = integer(py, value)?;
            let mut limb = [0];
            let number = int.as_int(&mut limb);
            let word = match number {
                Some(number) if number.negative => int.as_i64().map(|word| word as u64),
                Some(number) => number.to_u64(),
                None => None,
            };
            let Some(word) = word else {
                return Err(error(py, format_args!("int too large to convert")));
            };
            put(place, word, little);
        }
        Kind::Bool => put(place, py.is_true(value)?.into(), little),
        Kind::Char => match value.get::<Bytes>().map(Bytes::data) {
            Some(&[byte]) => put(place, byte.into(), little),
            _ => {
                return Err(error(py, format_args!("char format requires a bytes object of length 1")));
            }
        },
        Kind::Bytes => with_bytes(py, field, value, |bytes| {
            let length = bytes.len().min(place.len());
            copy(place, bytes, length);
        })?,
        Kind::Pascal => with_bytes(py, field, value, |bytes| {
            if let Some((head, place)) = place.split_first_mut() {
                let length = bytes.len().min(place.len());
                *head = u8::try_from(length).unwrap_or(u8::MAX);
                copy(place, bytes, length);
            }
        })?,
        Kind::Half => {
            let number = float(py, value)?;
            match half_of_float(number) {
                Some(half) => put(place, half.into(), little),
                None => return Err(too_large(py, field)),
            }
        }
        Kind::Single => {
            let number = float(py, value)?;
            put(place, single(py, field, number)?.into(), little);
        }
        Kind::Double => put(place, float(py, value)?.to_bits(), little),
        Kind::SingleComplex | Kind::DoubleComplex => {
            let (real, imaginary) = complex(py, value)?;
            let (first, second) = place.split_at_mut(place.len() / 2);
            for (place, part) in [(first, real), (second, imaginary)] {
                let word = match field.kind {
                    Kind::SingleComplex => single(py, field, part)?.into(),
                    _ => part.to_bits(),
                };
                put(place, word, little);
            }
        }
    }
    Ok(())
}

fn copy(place: &mut [u8], bytes: &[u8], length: usize) {
    if let (Some(place), Some(bytes)) = (place.get_mut(..length), bytes.get(..length)) {
        place.copy_from_slice(bytes);
    }
}

/// Stores the low bytes of a word.
#[inline]
fn put(place: &mut [u8], word: u64, little: bool) {
    if little {
        place.iter_mut().zip(word.to_le_bytes()).for_each(|(place, byte)| *place = byte);
    } else {
        place.iter_mut().rev().zip(word.to_le_bytes()).for_each(|(place, byte)| *place = byte);
    }
}

/// The value as an int.
fn integer(py: &mut Py, value: &Value) -> PyResult<Value> {
    if value.is_int() {
        return Ok(value.clone());
    }
    if value.type_().slots.index.get().is_none() {
        return Err(error(py, format_args!("required argument is not an integer")));
    }
    py.index(value)
}

/// The bits of an integer that fits into the field.
#[inline]
fn whole(py: &mut Py, field: &Field, value: &Value) -> PyResult<u64> {
    let bits = 8 * field.size as u32;
    let fits = |number: i64| match field.kind {
        Kind::Signed => bits == 64 || number >> (bits - 1) == 0 || number >> (bits - 1) == -1,
        _ => number >= 0 && (bits == 64 || number >> bits == 0),
    };
    if let Some(number) = value.as_small_int()
        && fits(number)
    {
        return Ok(number as u64);
    }
    let int = integer(py, value)?;
    let mut limb = [0];
    let word = match int.as_i64() {
        Some(number) => Some(number as u64).filter(|_| fits(number)),
        None if field.kind == Kind::Unsigned && bits == 64 => {
            int.as_int(&mut limb).filter(|number| !number.negative).and_then(|number| number.to_u64())
        }
        None => None,
    };
    word.ok_or_else(|| out_of_range(py, field))
}

#[cold]
fn out_of_range(py: &mut Py, field: &Field) -> Raised {
    let bits = 8 * field.size as u32;
    let letter = char::from(field.letter);
    if field.kind == Kind::Signed {
        let (least, most) = (i64::MIN >> (64 - bits), i64::MAX >> (64 - bits));
        return error(py, format_args!("'{letter}' format requires {least} <= number <= {most}"));
    }
    let most = u64::MAX >> (64 - bits);
    error(py, format_args!("'{letter}' format requires 0 <= number <= {most}"))
}

fn float(py: &mut Py, value: &Value) -> PyResult<f64> {
    match py.to_f64(value) {
        Ok(number) => Ok(number),
        Err(raised) => {
            py.discard(raised);
            Err(error(py, format_args!("required argument is not a float")))
        }
    }
}

fn complex(py: &mut Py, value: &Value) -> PyResult<(f64, f64)> {
    let made = if value.as_complex().is_some() {
        Ok(value.clone())
    } else if value.is_str() {
        return Err(error(py, format_args!("required argument is not a complex")));
    } else {
        py.call(&COMPLEX.to_value(), &[value])
    };
    match made.map(|made| made.as_complex()) {
        Ok(Some(number)) => Ok((number.real, number.imag)),
        Ok(None) => Err(error(py, format_args!("required argument is not a complex"))),
        Err(raised) => {
            py.discard(raised);
            Err(error(py, format_args!("required argument is not a complex")))
        }
    }
}

/// The bits of the nearest float of 32 bits. A NaN keeps its bits, as far as there is room.
fn single(py: &Py, field: &Field, number: f64) -> PyResult<u32> {
    if number.is_nan() {
        let sign = (number.to_bits() >> 63 << 31) as u32;
        let fraction = (number.to_bits() >> 29) as u32 & 0x7f_ffff;
        return Ok(sign | 0x7f80_0000 | if fraction == 0 { 0x40_0000 } else { fraction });
    }
    #[expect(clippy::cast_possible_truncation, reason = "rounding is what is wanted")]
    let single = number as f32;
    if single.is_infinite() && number.is_finite() {
        return Err(too_large(py, field));
    }
    Ok(single.to_bits())
}

#[cold]
fn too_large(py: &Py, field: &Field) -> Raised {
    let letter = char::from(field.letter.to_ascii_lowercase());
    exc::overflow_error(py, format_args!("float too large to pack with {letter} format"))
}

/// Shows the bytes of a `bytes` or `bytearray`.
fn with_bytes(py: &mut Py, field: &Field, value: &Value, work: impl FnOnce(&[u8])) -> PyResult<()> {
    let is_bytes = value.get::<Bytes>().is_some() || value.type_().native().builtin_name() == "bytearray";
    if !is_bytes {
        let letter = char::from(field.letter);
        return Err(error(py, format_args!("argument for '{letter}' must be a bytes object")));
    }
    calls::lend(py, value, |_, bytes| {
        work(bytes);
        Ok(())
    })
}

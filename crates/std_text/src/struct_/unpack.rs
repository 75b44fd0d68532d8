//! From bytes to values.

use taipan_num::float::half_to_float;
use taipan_object::types::singletons::boolean;
use taipan_object::{Py, PyResult, Value};

use super::layout::{Field, Kind, Layout};

/// The values that bytes stand for, at least as many as the layout has.
pub(super) fn unpack(py: &Py, layout: &Layout, bytes: &[u8]) -> PyResult<Value> {
    let mut values = Vec::new();
    values.try_reserve_exact(layout.count)?;
    for field in &layout.fields {
        let (length, repeat) = match field.kind {
            Kind::Bytes | Kind::Pascal => (field.repeat, 1),
            _ => (field.size, field.repeat),
        };
        for index in 0..repeat {
            let start = field.offset + index * length;
            let Some(item) = bytes.get(start..start + length) else { break };
            values.push(value(py, field, item, layout.little)?);
        }
    }
    py.tuple(values)
}

fn value(py: &Py, field: &Field, item: &[u8], little: bool) -> PyResult<Value> {
    match field.kind {
        Kind::Signed => {
            let bits = 64 - 8 * item.len() as u32;
            py.int((word(item, little) << bits) as i64 >> bits)
        }
        Kind::Unsigned | Kind::Pointer => py.int_from_usize(word(item, little) as usize),
        Kind::Bool => Ok(boolean(item != [0])),
        Kind::Char | Kind::Bytes => py.bytes(item),
        Kind::Pascal => {
            let text = item.get(1..).unwrap_or_default();
            let length = item.first().map_or(0, |&length| usize::from(length)).min(text.len());
            py.bytes(text.get(..length).unwrap_or_default())
        }
        Kind::Half => py.float(half_to_float(word(item, little) as u16)),
        Kind::Single => py.float(single(word(item, little) as u32)),
        Kind::Double => py.float(f64::from_bits(word(item, little))),
        Kind::SingleComplex | Kind::DoubleComplex => {
            let (real, imaginary) = item.split_at_checked(item.len() / 2).unwrap_or_default();
            let part = |part: &[u8]| match field.kind {
                Kind::SingleComplex => single(word(part, little) as u32),
                _ => f64::from_bits(word(part, little)),
            };
            complex(py, part(real), part(imaginary))
        }
    }
}

fn complex(py: &Py, real: f64, imaginary: f64) -> PyResult<Value> {
    py.heap().complex(real, imaginary)
}

/// The bits of up to eight bytes.
#[inline]
fn word(item: &[u8], little: bool) -> u64 {
    let word = match *item {
        [a] => return a.into(),
        [a, b] => u64::from(u16::from_le_bytes([a, b])) << 48,
        [a, b, c, d] => u64::from(u32::from_le_bytes([a, b, c, d])) << 32,
        [a, b, c, d, e, f, g, h] => u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        _ => {
            let shift = |word: u64, &byte: &u8| word << 8 | u64::from(byte);
            return if little { item.iter().rev().fold(0, shift) } else { item.iter().fold(0, shift) };
        }
    };
    // The bytes lie at the upper end of the word, the first one lowest.
    if little { word >> (64 - 8 * item.len()) } else { word.swap_bytes() }
}

/// A float of 32 bits. A NaN keeps its bits, also the one that says whether it is quiet.
fn single(bits: u32) -> f64 {
    let number = f32::from_bits(bits);
    if number.is_nan() {
        let sign = u64::from(bits >> 31) << 63;
        return f64::from_bits(sign | 0x7ff << 52 | u64::from(bits & 0x7f_ffff) << 29);
    }
    number.into()
}

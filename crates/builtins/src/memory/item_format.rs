//! Items of memory by their format: a single character as in module `struct`, in the machine's own size and order.

use std::ffi::CStr;

use taipan_num::float::{half_of_float, half_to_float};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::boolean;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};

/// A native format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ItemFormat(u8);

/// Every native format, as it is written with and without `@`.
const FORMATS: [(u8, &CStr, &CStr); 19] = [
    (b'c', c"c", c"@c"),
    (b'b', c"b", c"@b"),
    (b'B', c"B", c"@B"),
    (b'h', c"h", c"@h"),
    (b'H', c"H", c"@H"),
    (b'i', c"i", c"@i"),
    (b'I', c"I", c"@I"),
    (b'l', c"l", c"@l"),
    (b'L', c"L", c"@L"),
    (b'q', c"q", c"@q"),
    (b'Q', c"Q", c"@Q"),
    (b'n', c"n", c"@n"),
    (b'N', c"N", c"@N"),
    (b'f', c"f", c"@f"),
    (b'd', c"d", c"@d"),
    (b'e', c"e", c"@e"),
    (b'?', c"?", c"@?"),
    (b'P', c"P", c"@P"),
    // Ends the table.
    (0, c"", c"@"),
];

impl ItemFormat {
    /// The format that a text is, if it is a native one of a single character.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        match *text.strip_prefix(b"@").unwrap_or(text) {
            [code] if code != 0 && FORMATS.iter().any(|&(known, ..)| known == code) => Some(Self(code)),
            _ => None,
        }
    }

    /// The format as a static text, as it was written.
    pub(super) fn text(self, with_at: bool) -> &'static CStr {
        let entry = FORMATS.iter().find(|&&(code, ..)| code == self.0);
        entry.map_or(c"B", |&(_, plain, prefixed)| if with_at { prefixed } else { plain })
    }

    /// Bytes of an item.
    pub(super) fn size(self) -> usize {
        match self.0 {
            b'h' | b'H' | b'e' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' => size_of::<std::ffi::c_long>(),
            b'q' | b'Q' | b'd' => 8,
            b'n' | b'N' | b'P' => size_of::<usize>(),
            _ => 1,
        }
    }

    /// Whether items are single bytes, as numbers or characters.
    pub(super) fn is_byte(self) -> bool {
        matches!(self.0, b'b' | b'B' | b'c')
    }

    /// Whether items with the same bytes are equal and others are not.
    pub(super) fn is_equal_by_bytes(self) -> bool {
        !matches!(self.0, b'f' | b'd' | b'e' | b'?')
    }

    /// The item as a value.
    #[inline]
    pub(super) fn unpack(self, py: &Py, item: &[u8]) -> PyResult<Value> {
        match self.0 {
            b'B' => py.int(item.first().copied().unwrap_or(0).into()),
            b'c' => py.bytes(item),
            b'?' => Ok(boolean(item.iter().any(|&byte| byte != 0))),
            b'f' => py.float(f32::from_bits(word(item) as u32).into()),
            b'd' => py.float(f64::from_bits(word(item))),
            b'e' => py.float(half_to_float(word(item) as u16)),
            b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => py.int(signed(item)),
            _ => py.int_from_usize(word(item) as usize),
        }
    }

    /// The bytes of a value as an item, of which the first [`Self::size`] count. Runs Python.
    pub(super) fn pack(self, py: &mut Py, value: &Value, shown: &str) -> PyResult<[u8; 8]> {
        let packed = match self.0 {
            b'c' => {
                let Some(bytes) = value.get::<Bytes>() else { return Err(invalid_type(py, shown)) };
                let &[byte] = bytes.data() else { return Err(invalid_value(py, shown)) };
                return Ok([byte, 0, 0, 0, 0, 0, 0, 0]);
            }
            b'?' => return Ok([u8::from(py.is_true(value)?), 0, 0, 0, 0, 0, 0, 0]),
            b'f' | b'd' | b'e' => self.pack_float(py, value),
            _ => self.pack_int(py, value),
        };
        match packed {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(invalid_value(py, shown)),
            Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
                py.discard(raised);
                Err(invalid_type(py, shown))
            }
            Err(raised)
                if py.matches(&raised, &exc::OVERFLOW_ERROR) || py.matches(&raised, &exc::VALUE_ERROR) =>
            {
                py.discard(raised);
                Err(invalid_value(py, shown))
            }
            Err(raised) => Err(raised),
        }
    }

    fn pack_float(self, py: &mut Py, value: &Value) -> PyResult<Option<[u8; 8]>> {
        let number = py.to_f64(value)?;
        let mut bytes = [0; 8];
        match self.0 {
            b'd' => bytes = number.to_ne_bytes(),
            b'f' => put(&mut bytes, &(number as f32).to_ne_bytes()),
            _ => match half_of_float(number) {
                Some(half) => put(&mut bytes, &half.to_ne_bytes()),
                None => return Ok(None),
            },
        }
        Ok(Some(bytes))
    }

    /// Nothing if the number does not fit.
    fn pack_int(self, py: &mut Py, value: &Value) -> PyResult<Option<[u8; 8]>> {
        let int = py.index(value)?;
        let bits = 8 * self.size() as u32;
        let is_signed = matches!(self.0, b'b' | b'h' | b'i' | b'l' | b'q' | b'n');
        let word = match int.as_i64() {
            Some(number) => {
                let fits = if is_signed {
                    number >> (bits - 1) == number >> 63
                } else if self.0 == b'P' {
                    // The address of a pointer may be given as a negative number.
                    true
                } else {
                    number >= 0 && (bits == 64 || number >> bits == 0)
                };
                if !fits {
                    return Ok(None);
                }
                number.cast_unsigned()
            }
            None if is_signed || bits < 64 => return Ok(None),
            None => {
                let mut limb = [0];
                let number = int.as_int(&mut limb).filter(|number| !number.negative);
                let Some(word) = number.and_then(|number| number.to_u64()) else { return Ok(None) };
                word
            }
        };
        let mut bytes = [0; 8];
        match self.size() {
            1 => put(&mut bytes, &(word as u8).to_ne_bytes()),
            2 => put(&mut bytes, &(word as u16).to_ne_bytes()),
            4 => put(&mut bytes, &(word as u32).to_ne_bytes()),
            _ => bytes = word.to_ne_bytes(),
        }
        Ok(Some(bytes))
    }
}

fn put(bytes: &mut [u8; 8], item: &[u8]) {
    for (place, &byte) in bytes.iter_mut().zip(item) {
        *place = byte;
    }
}

/// The unsigned number that an item is.
fn word(item: &[u8]) -> u64 {
    match *item {
        [a] => a.into(),
        [a, b] => u16::from_ne_bytes([a, b]).into(),
        [a, b, c, d] => u32::from_ne_bytes([a, b, c, d]).into(),
        [a, b, c, d, e, f, g, h] => u64::from_ne_bytes([a, b, c, d, e, f, g, h]),
        _ => 0,
    }
}

fn signed(item: &[u8]) -> i64 {
    match *item {
        [a] => i8::from_ne_bytes([a]).into(),
        [a, b] => i16::from_ne_bytes([a, b]).into(),
        [a, b, c, d] => i32::from_ne_bytes([a, b, c, d]).into(),
        _ => word(item).cast_signed(),
    }
}

#[cold]
fn invalid_type(py: &Py, format: &str) -> Raised {
    exc::type_error(py, format_args!("memoryview: invalid type for format '{format}'"))
}

#[cold]
fn invalid_value(py: &Py, format: &str) -> Raised {
    exc::value_error(py, format_args!("memoryview: invalid value for format '{format}'"))
}

//! Type codes: what an item is, and how it becomes a value and back. Items have their low bytes first, as on every machine
//! that Taipan runs on.

use std::fmt;

use taipan_num::int::IntRef;
use taipan_object::exception as exc;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Value};

use super::Format;

/// All of them, as the module shows them.
pub(super) const ALL: &str = "bBuwhHiIlLqQfd";

/// The machine type of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TypeCode(u8);

impl fmt::Display for TypeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        char::from(self.0).fmt(f)
    }
}

impl TypeCode {
    /// The code that a character is.
    pub(super) fn of(code: char) -> Option<Self> {
        ALL.contains(code).then_some(Self(code as u8))
    }

    /// The last code of ints that are so large and so signed.
    pub(super) fn of_ints(size: usize, signed: bool) -> Option<Self> {
        let mut codes = ALL.bytes().map(Self).filter(|code| code.is_int());
        codes.rfind(|code| code.size() == size && code.is_signed() == signed)
    }

    /// Bytes of an item.
    pub(super) const fn size(self) -> usize {
        match self.0 {
            b'b' | b'B' => 1,
            b'h' | b'H' => 2,
            b'l' | b'L' => size_of::<std::ffi::c_long>(),
            b'q' | b'Q' | b'd' => 8,
            _ => 4,
        }
    }

    /// Whether items are characters.
    pub(super) const fn is_text(self) -> bool {
        matches!(self.0, b'u' | b'w')
    }

    /// Whether items are floats.
    pub(super) const fn is_float(self) -> bool {
        matches!(self.0, b'f' | b'd')
    }

    /// Whether items are ints.
    pub(super) const fn is_int(self) -> bool {
        !self.is_text() && !self.is_float()
    }

    /// Whether items can be negative ints.
    pub(super) const fn is_signed(self) -> bool {
        matches!(self.0, b'b' | b'h' | b'i' | b'l' | b'q')
    }

    /// The format for `memoryview`.
    pub(super) fn format(self) -> Format {
        match self.0 {
            b'b' => c"b",
            b'B' => c"B",
            b'u' | b'w' => c"w",
            b'h' => c"h",
            b'H' => c"H",
            b'i' => c"i",
            b'I' => c"I",
            b'l' => c"l",
            b'L' => c"L",
            b'q' => c"q",
            b'Q' => c"Q",
            b'f' => c"f",
            _ => c"d",
        }
    }

    /// The item at a place, as a word.
    #[inline(always)]
    pub(super) fn read(self, bytes: &[u8], place: usize) -> Option<u64> {
        Some(match self.size() {
            1 => (*bytes.get(place)?).into(),
            2 => u16::from_le_bytes(*bytes.as_chunks().0.get(place)?).into(),
            4 => u32::from_le_bytes(*bytes.as_chunks().0.get(place)?).into(),
            _ => u64::from_le_bytes(*bytes.as_chunks().0.get(place)?),
        })
    }

    /// Writes the item at a place, if there is one.
    #[inline(always)]
    pub(super) fn write(self, bytes: &mut [u8], place: usize, word: u64) -> Option<()> {
        match self.size() {
            1 => *bytes.get_mut(place)? = word as u8,
            2 => *bytes.as_chunks_mut().0.get_mut(place)? = (word as u16).to_le_bytes(),
            4 => *bytes.as_chunks_mut().0.get_mut(place)? = (word as u32).to_le_bytes(),
            _ => *bytes.as_chunks_mut().0.get_mut(place)? = word.to_le_bytes(),
        }
        Some(())
    }

    /// An item as a value.
    #[inline]
    pub(super) fn unpack(self, py: &Py, word: u64) -> PyResult<Value> {
        match self.0 {
            b'f' => py.float(f32::from_bits(word as u32).into()),
            b'd' => py.float(f64::from_bits(word)),
            b'u' | b'w' => py.heap().character(word as u32),
            _ if self.is_signed() => {
                let unused = 64 - 8 * self.size() as u32;
                py.int(word.cast_signed() << unused >> unused)
            }
            _ => py.int_from_usize(word as usize),
        }
    }

    /// A value as an item, which is in the low bytes of the result. Runs Python.
    #[inline]
    pub(super) fn pack(self, py: &mut Py, value: &Value) -> PyResult<u64> {
        match self.0 {
            b'f' => Ok((py.to_f64(value)? as f32).to_bits().into()),
            b'd' => Ok(py.to_f64(value)?.to_bits()),
            b'u' | b'w' => character(py, value).map(u64::from),
            _ => match value.as_small_int().filter(|&small| self.holds(small.into())) {
                Some(small) => Ok(small.cast_unsigned()),
                None => self.pack_int(py, value),
            },
        }
    }

    /// Whether an int is among those that items can be.
    #[inline]
    fn holds(self, int: i128) -> bool {
        let bits = 8 * self.size() as u32;
        let (least, most) = if self.is_signed() {
            (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1)
        } else {
            (0, (1_i128 << bits) - 1)
        };
        (least..=most).contains(&int)
    }

    /// An int as a word.
    fn pack_int(self, py: &mut Py, value: &Value) -> PyResult<u64> {
        let int = py.index(value)?;
        let mut limb = [0];
        let Some(number) = int.as_int(&mut limb) else { return Ok(0) };
        match number.to_i128() {
            Some(whole) if self.holds(whole) => Ok(whole as u64),
            _ => Err(self.out_of_range(py, number)),
        }
    }

    /// `OverflowError`, in the words of the C function that reads such an int.
    #[cold]
    fn out_of_range(self, py: &Py, number: IntRef<'_>) -> Raised {
        let small = number.to_i64();
        let side = if number.negative { "less than minimum" } else { "greater than maximum" };
        let in_int = small.is_some_and(|small| i32::try_from(small).is_ok());
        let in_short = small.is_some_and(|small| i16::try_from(small).is_ok());
        let message = match self.0 {
            b'q' => "int too big to convert".to_owned(),
            b'Q' if number.negative => "can't convert negative int to unsigned".to_owned(),
            b'Q' => "int too big to convert".to_owned(),
            b'I' | b'L' if number.negative => "can't convert negative value to unsigned int".to_owned(),
            b'L' => "Python int too large to convert to C unsigned long".to_owned(),
            b'I' if number.to_u64().is_none() => {
                "Python int too large to convert to C unsigned long".to_owned()
            }
            b'I' => "unsigned int is greater than maximum".to_owned(),
            _ if small.is_none() || self.0 == b'l' => "Python int too large to convert to C long".to_owned(),
            b'b' if in_short => format!("signed char is {side}"),
            b'B' => format!("unsigned byte integer is {side}"),
            b'b' | b'h' => format!("signed short integer is {side}"),
            b'H' if in_int => format!("unsigned short is {side}"),
            _ => format!("signed integer is {side}"),
        };
        exc::overflow_error(py, format_args!("{message}"))
    }
}

fn character(py: &mut Py, value: &Value) -> PyResult<u32> {
    let Some(text) = value.get::<Str>() else {
        let given = value.type_().name();
        return Err(exc::type_error(py, format_args!("array item must be a unicode character, not {given}")));
    };
    match (text.len(), text.code_point(0)) {
        (1, Some(point)) => Ok(point),
        (count, _) => Err(exc::type_error(
            py,
            format_args!("array item must be a unicode character, not a string of length {count}"),
        )),
    }
}

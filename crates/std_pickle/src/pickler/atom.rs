//! Writing numbers and truth values.

use taipan_num::float;
use taipan_num::int::{ByteOrder, bit_length, to_bytes};
use taipan_object::types::int::INT;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::save::Saver;
use crate::opcode::{
    BINFLOAT, BININT, BININT1, BININT2, FLOAT, INT as INT_OPCODE, LONG, LONG1, LONG4, NEWFALSE, NEWTRUE,
};

impl Saver<'_> {
    pub(super) fn save_truth(&mut self, truth: bool) -> PyResult<()> {
        if self.protocol >= 2 {
            return self.out.put([if truth { NEWTRUE } else { NEWFALSE }]);
        }
        self.out.put([INT_OPCODE, b'0', if truth { b'1' } else { b'0' }, b'\n'])
    }

    #[inline]
    pub(super) fn save_small_int(&mut self, number: i64) -> PyResult<()> {
        if !self.binary {
            return match i32::try_from(number) {
                Ok(number) => self.write_line(INT_OPCODE, format_args!("{number}")),
                Err(_) => self.write_line(LONG, format_args!("{number}L")),
            };
        }
        if let Ok(byte) = u8::try_from(number) {
            return self.out.put([BININT1, byte]);
        }
        if let Ok(word) = u16::try_from(number) {
            let [low, high] = word.to_le_bytes();
            return self.out.put([BININT2, low, high]);
        }
        if let Ok(word) = i32::try_from(number) {
            return self.write_counted(BININT, word.to_le_bytes());
        }
        if self.protocol < 2 {
            return self.write_line(LONG, format_args!("{number}L"));
        }
        // As few bytes as hold the number and its sign.
        let unused = if number < 0 { number.leading_ones() } else { number.leading_zeros() };
        let count = 8 - (unused as usize - 1) / 8;
        let bytes = number.to_le_bytes();
        self.out.put([LONG1, count as u8])?;
        self.out.write(bytes.get(..count).unwrap_or(&bytes))
    }

    /// An int that is an object.
    pub(super) fn save_long(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if let Some(number) = value.as_i64() {
            return self.save_small_int(number);
        }
        if self.protocol < 2 {
            let shown = match INT.slots.repr.get() {
                Some(repr) => repr(py, value.borrow())?,
                None => py.repr(value)?,
            };
            let digits = shown.get::<Str>().and_then(Str::as_ascii).unwrap_or_default();
            return self.write_line(LONG, format_args!("{digits}L"));
        }
        let limb = &mut [0];
        let Some(number) = value.as_int(limb) else { return Ok(()) };
        let Ok(mut count) = usize::try_from(bit_length(number) / 8 + 1) else {
            return Err(too_large(py));
        };
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(count)?;
        bytes.resize(count, 0);
        if to_bytes(number, &mut bytes, ByteOrder::Little, true).is_err() {
            return Err(too_large(py));
        }
        // A sign that the byte before says already.
        if let [.., before, 0xff] = *bytes
            && before & 0x80 != 0
        {
            count -= 1;
        }
        match (u8::try_from(count), i32::try_from(count)) {
            (Ok(count), _) => self.out.put([LONG1, count])?,
            (_, Ok(count)) => self.write_counted(LONG4, count.to_le_bytes())?,
            _ => return Err(too_large(py)),
        }
        self.out.write(bytes.get(..count).unwrap_or(&bytes))
    }

    pub(super) fn save_float(&mut self, number: f64) -> PyResult<()> {
        if !self.binary {
            return self.write_line(FLOAT, format_args!("{}", float::repr(number)));
        }
        let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
        self.out.put([BINFLOAT, a, b, c, d, e, f, g, h])
    }
}

#[cold]
fn too_large(py: &Py) -> taipan_object::Raised {
    exc::overflow_error(py, format_args!("int too large to pickle"))
}

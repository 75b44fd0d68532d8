//! Writing strings, bytes and other memory.

use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::types::bytes::{BYTES, Bytes};
use taipan_object::types::str_::{Str, push_wtf8};
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_strings::Units;

use super::save::Saver;
use crate::opcode::{
    BINBYTES, BINBYTES8, BINUNICODE, BINUNICODE8, BYTEARRAY8, NEXT_BUFFER, READONLY_BUFFER, SHORT_BINBYTES,
    SHORT_BINUNICODE, UNICODE,
};
use crate::output::FRAME_SIZE;
use crate::pickle_buffer::{PickleBuffer, is_contiguous};

impl Saver<'_> {
    pub(super) fn save_text(&mut self, py: &mut Py, value: &Value, text: &Str) -> PyResult<()> {
        if !self.binary {
            self.write_escaped(text)?;
            return self.remember(py, value);
        }
        match text.units() {
            Units::Ascii(bytes) => self.write_text(py, bytes)?,
            units => {
                let size = utf8_len(units);
                if size <= u8::MAX.into() && self.protocol >= 4 {
                    self.out.put([SHORT_BINUNICODE, size as u8])?;
                    self.out.write_with(size, |bytes| push_utf8(bytes, units))?;
                } else {
                    let mut bytes = Vec::new();
                    bytes.try_reserve_exact(size)?;
                    push_utf8(&mut bytes, units);
                    self.write_text(py, &bytes)?;
                }
            }
        }
        self.remember(py, value)
    }

    /// A string in UTF-8, surrogates included.
    #[inline]
    fn write_text(&mut self, py: &mut Py, bytes: &[u8]) -> PyResult<()> {
        match (u8::try_from(bytes.len()), u32::try_from(bytes.len())) {
            (Ok(size), _) if self.protocol >= 4 => {
                self.out.put([SHORT_BINUNICODE, size])?;
                self.out.write(bytes)
            }
            (_, Ok(size)) => {
                let [a, b, c, d] = size.to_le_bytes();
                self.write_large(py, &[BINUNICODE, a, b, c, d], bytes, None)
            }
            _ if self.protocol >= 4 => self.write_large(py, &long_header(BINUNICODE8, bytes), bytes, None),
            _ => Err(exc::overflow_error(
                py,
                format_args!("serializing a string larger than 4 GiB requires pickle protocol 4 or higher"),
            )),
        }
    }

    /// A string for protocol 0: Latin-1 with escapes for everything else and for what would end the line.
    fn write_escaped(&mut self, text: &Str) -> PyResult<()> {
        self.out.put([UNICODE])?;
        for point in text.code_points() {
            match (point, u8::try_from(point)) {
                (0x1_0000.., _) => self.out.write(format!("\\U{point:08x}").as_bytes())?,
                (0x5c | 0 | 0x0a | 0x0d | 0x1a, _) | (_, Err(_)) => {
                    self.out.write(format!("\\u{point:04x}").as_bytes())?;
                }
                (_, Ok(byte)) => self.out.put([byte])?,
            }
        }
        self.out.put([b'\n'])
    }

    /// Bytes before protocol 3 are the result of encoding a string.
    pub(super) fn save_bytes(&mut self, py: &mut Py, value: &Value, bytes: &Bytes) -> PyResult<()> {
        if self.protocol >= 3 {
            return self.write_bytes(py, value, bytes.data(), Some(value));
        }
        py.check_stack("while pickling an object")?;
        if bytes.is_empty() {
            let nothing = self.library.nothing.clone();
            return self.save_reduction(py, &[BYTES.to_value(), nothing], Some(value));
        }
        let data = bytes.data();
        let text = if data.is_ascii() {
            py.heap().str_from_units(Units::Ascii(data))?
        } else {
            py.heap().str_from_units(Units::Latin1(data))?
        };
        let arguments = py.tuple([text, self.library.latin1.clone()])?;
        self.save_reduction(py, &[self.library.encode.clone(), arguments], Some(value))
    }

    /// Writes memory that cannot change, as bytes; `whole` is an object that has the same bytes.
    fn write_bytes(
        &mut self,
        py: &mut Py,
        value: &Value,
        bytes: &[u8],
        whole: Option<&Value>,
    ) -> PyResult<()> {
        match (u8::try_from(bytes.len()), u32::try_from(bytes.len())) {
            (Ok(size), _) => {
                self.out.put([SHORT_BINBYTES, size])?;
                self.out.write(bytes)?;
            }
            (_, Ok(size)) => {
                let [a, b, c, d] = size.to_le_bytes();
                self.write_large(py, &[BINBYTES, a, b, c, d], bytes, whole)?;
            }
            _ if self.protocol >= 4 => {
                self.write_large(py, &long_header(BINBYTES8, bytes), bytes, whole)?;
            }
            _ => {
                return Err(exc::overflow_error(
                    py,
                    format_args!(
                        "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher"
                    ),
                ));
            }
        }
        self.remember(py, value)
    }

    /// Writes memory that can change, as a bytearray.
    fn write_bytearray(&mut self, py: &mut Py, value: &Value, bytes: &[u8]) -> PyResult<()> {
        self.write_large(py, &long_header(BYTEARRAY8, bytes), bytes, None)?;
        self.remember(py, value)
    }

    /// Bytearrays before protocol 5 are made of bytes.
    pub(super) fn save_bytearray(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        let bytes = copy(py, value)?;
        if self.protocol >= 5 {
            return self.write_bytearray(py, value, &bytes);
        }
        let arguments = if bytes.is_empty() {
            self.library.nothing.clone()
        } else {
            let bytes = py.bytes(&bytes)?;
            py.tuple([bytes])?
        };
        self.save_reduction(py, &[self.library.bytearray.clone(), arguments], Some(value))
    }

    /// Writes the memory of a buffer, or nothing but that it is passed beside the pickle.
    pub(super) fn save_buffer(&mut self, py: &mut Py, value: &Value, buffer: &PickleBuffer) -> PyResult<()> {
        if self.protocol < 5 {
            return Err(self.error(py, format_args!("PickleBuffer can only be pickled with protocol >= 5")));
        }
        let lent = buffer.lend(py)?;
        let result = self.save_lent(py, value, &lent);
        match result {
            Ok(()) => py.release_buffer(lent),
            Err(raised) => {
                let exception = py.take(raised);
                py.release_buffer(lent);
                return Err(py.heap().again(exception));
            }
        }
        Ok(())
    }

    fn save_lent(&mut self, py: &mut Py, value: &Value, lent: &Buffer) -> PyResult<()> {
        if !is_contiguous(lent) {
            return Err(self.error(
                py,
                format_args!("PickleBuffer can not be pickled when pointing to a non-contiguous buffer"),
            ));
        }
        if let Some(callback) = self.buffer_callback.clone() {
            let answer = self.ask(py, |py| py.call(&callback, &[value]))?;
            if !py.is_true(&answer)? {
                self.out.put([NEXT_BUFFER])?;
                return if lent.readonly { self.out.put([READONLY_BUFFER]) } else { Ok(()) };
            }
        }
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(lent.len)?;
        bytes.extend_from_slice(lent.bytes(py));
        if lent.readonly {
            self.write_bytes(py, value, &bytes, None)
        } else {
            self.write_bytearray(py, value, &bytes)
        }
    }

    /// Bytes with a header. Many go past the frames, and straight to the file.
    fn write_large(
        &mut self,
        py: &mut Py,
        header: &[u8],
        bytes: &[u8],
        whole: Option<&Value>,
    ) -> PyResult<()> {
        if bytes.len() < FRAME_SIZE {
            self.out.write(header)?;
            return self.out.write(bytes);
        }
        let is_framed = self.out.is_framed();
        self.out.end_frame();
        self.out.set_framed(false);
        self.out.write(header)?;
        match self.write.clone() {
            Some(write) => {
                self.flush(py)?;
                let whole = match whole {
                    Some(whole) => whole.clone(),
                    None => py.bytes(bytes)?,
                };
                drop(self.ask(py, |py| py.call(&write, &[&whole]))?);
            }
            None => self.out.write(bytes)?,
        }
        self.out.set_framed(is_framed);
        Ok(())
    }
}

fn long_header(opcode: u8, bytes: &[u8]) -> [u8; 9] {
    let [a, b, c, d, e, f, g, h] = (bytes.len() as u64).to_le_bytes();
    [opcode, a, b, c, d, e, f, g, h]
}

/// A copy of an object's memory.
fn copy(py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
    let buffer = py.get_buffer(value, BufferRequest::SIMPLE)?;
    let mut copy = Vec::new();
    let reserved = copy.try_reserve_exact(buffer.len);
    if reserved.is_ok() {
        copy.extend_from_slice(buffer.bytes(py));
    }
    py.release_buffer(buffer);
    reserved?;
    Ok(copy)
}

/// Bytes of a text in UTF-8, surrogates included.
fn utf8_len(units: Units<'_>) -> usize {
    fn of(point: u32) -> usize {
        match point {
            ..0x80 => 1,
            0x80..0x800 => 2,
            0x800..0x1_0000 => 3,
            _ => 4,
        }
    }
    match units {
        Units::Ascii(units) => units.len(),
        Units::Latin1(units) => units.iter().map(|&unit| of(unit.into())).sum(),
        Units::Ucs2(units) => units.iter().map(|&unit| of(unit.into())).sum(),
        Units::Ucs4(units) => units.iter().map(|&unit| of(unit)).sum(),
    }
}

fn push_utf8(bytes: &mut Vec<u8>, units: Units<'_>) {
    match units {
        Units::Ascii(units) => bytes.extend_from_slice(units),
        Units::Latin1(units) => units.iter().for_each(|&unit| push_wtf8(bytes, unit.into())),
        Units::Ucs2(units) => units.iter().for_each(|&unit| push_wtf8(bytes, unit.into())),
        Units::Ucs4(units) => units.iter().for_each(|&unit| push_wtf8(bytes, unit)),
    }
}

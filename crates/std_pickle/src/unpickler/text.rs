//! Reading strings, bytes and other memory.

use taipan_object::protocol::codec::Codec;
use taipan_object::types::singletons::as_bool;
use taipan_object::{Py, PyResult, Value};
use taipan_strings::Units;

use super::input::Input;
use super::load::Loader;
use crate::pickle_buffer::memory_view;

impl<I: Input> Loader<'_, I> {
    /// A string in UTF-8, in which surrogates may stand.
    #[inline]
    pub(super) fn load_text(&mut self, py: &mut Py, size: usize) -> PyResult<()> {
        let text = self.input.payload(py, self.library, size, |py, bytes| {
            if bytes.is_ascii() {
                return py.heap().str_from_units(Units::Ascii(bytes));
            }
            py.decode(bytes, Some("utf-8"), Some("surrogatepass"))
        })?;
        self.push(text)
    }

    /// A string in Latin-1 with escapes, up to the end of the line.
    pub(super) fn load_escaped(&mut self, py: &mut Py) -> PyResult<()> {
        let line = self.take_line(py)?.to_vec();
        let decoded = py.decode_with(Codec::RawUnicodeEscape, &line, None, true)?;
        self.push(decoded.text)
    }

    /// A string of Python 2 as its `repr`.
    pub(super) fn load_string(&mut self, py: &mut Py) -> PyResult<()> {
        let library = self.library;
        let line = self.take_line(py)?;
        let quoted = match line {
            [first @ (b'\'' | b'"'), middle @ .., last] if first == last => middle.to_vec(),
            _ => {
                return Err(crate::calls::raise(
                    py,
                    &library.unpickling_error,
                    format_args!("the STRING opcode argument must be quoted"),
                ));
            }
        };
        let decode = crate::calls::import_from(py, "_codecs", "escape_decode")?;
        let quoted = py.bytes(&quoted)?;
        let decoded = py.call(&decode, &[&quoted])?;
        let decoded = decoded.get::<taipan_object::types::tuple::Tuple>().and_then(|it| it.items().first());
        let bytes = match decoded.and_then(|it| it.get::<taipan_object::types::bytes::Bytes>()) {
            Some(bytes) => bytes.data().to_vec(),
            None => Vec::new(),
        };
        let text = self.old_string(py, &bytes)?;
        self.push(text)
    }

    /// A string of Python 2, with its length.
    pub(super) fn load_binstring(&mut self, py: &mut Py, size: i32) -> PyResult<()> {
        let Ok(size) = usize::try_from(size) else {
            return Err(self.error(py, format_args!("BINSTRING pickle has negative byte count")));
        };
        let settings = self.settings;
        let text = self.input.payload(py, self.library, size, |py, bytes| {
            old_string(py, bytes, &settings.encoding, &settings.errors)
        })?;
        self.push(text)
    }

    fn old_string(&self, py: &mut Py, bytes: &[u8]) -> PyResult<Value> {
        old_string(py, bytes, &self.settings.encoding, &self.settings.errors)
    }

    pub(super) fn load_bytes(&mut self, py: &mut Py, size: usize) -> PyResult<()> {
        let bytes = self.input.payload(py, self.library, size, |py, bytes| py.bytes(bytes))?;
        self.push(bytes)
    }

    pub(super) fn load_bytearray(&mut self, py: &mut Py, size: usize) -> PyResult<()> {
        let library = self.library;
        let value = self.input.payload(py, library, size, |py, bytes| {
            let bytes = py.bytes(bytes)?;
            py.call(&library.bytearray, &[&bytes])
        })?;
        self.push(value)
    }

    /// Memory that was passed beside the pickle.
    pub(super) fn load_next_buffer(&mut self, py: &mut Py) -> PyResult<()> {
        let Some(buffers) = self.settings.buffers.clone() else {
            return Err(self.error(
                py,
                format_args!("pickle stream refers to out-of-band data but no *buffers* argument was given"),
            ));
        };
        match py.next(&buffers)? {
            Some(buffer) => self.push(buffer),
            None => Err(self.error(py, format_args!("not enough out-of-band buffers"))),
        }
    }

    /// The memory on top must not be written.
    pub(super) fn load_readonly_buffer(&mut self, py: &mut Py) -> PyResult<()> {
        let buffer = self.top(py)?.clone();
        let view = memory_view(py, &buffer)?;
        let name = py.heap().intern("readonly")?;
        let is_readonly = py.get_attribute(&view, &name)?;
        if as_bool(&is_readonly) != Some(true) {
            let view = py.call_method(&view, &self.library.names.to_readonly, &[])?;
            drop(self.pop(py)?);
            self.push(view)?;
        }
        Ok(())
    }
}

/// A string of Python 2: text, or bytes if that is what the encoding says.
fn old_string(py: &mut Py, bytes: &[u8], encoding: &str, errors: &str) -> PyResult<Value> {
    if encoding == "bytes" { py.bytes(bytes) } else { py.decode(bytes, Some(encoding), Some(errors)) }
}

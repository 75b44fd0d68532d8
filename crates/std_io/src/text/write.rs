//! Writing of `TextIOWrapper`.

use taipan_macros::pymethods;
use taipan_object::protocol::codec::Codec;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use super::{TextWrapper, receiver};
use crate::buffered::exactly;
use crate::calls::{call, retry, unsupported};
use crate::newlines::find;
use crate::string_io::translate;

pub(super) struct Writing;

impl TextWrapper {
    /// Gives the buffer what waits to be written.
    #[inline]
    pub(super) fn write_pending(&self, py: &mut Py) -> PyResult<()> {
        if self.pending.get(py).is_empty() { Ok(()) } else { self.write_out(py) }
    }

    fn write_out(&self, py: &mut Py) -> PyResult<()> {
        let buffer = self.attached(py)?;
        let mut pending = self.pending.replace(py, Vec::new());
        if let Some(stream) = exactly(&buffer).filter(|stream| stream.can_be_written()) {
            let result = retry(py, |py| stream.write(py, buffer.borrow(), &pending));
            // The memory is used again.
            pending.clear();
            if self.pending.get(py).is_empty() {
                drop(self.pending.replace(py, pending));
            }
            return result.map(drop);
        }
        let bytes = py.bytes(&pending)?;
        retry(py, |py| call(py, &buffer, Name::WRITE, &[&bytes])).map(drop)
    }

    /// Writes a text; the stream is known to be open.
    fn write_text(&self, py: &mut Py, this: Borrowed<'_>, buffer: &Value, text: &Value) -> PyResult<()> {
        let Some(codec) = self.known_encoder(py) else { return Err(unsupported(py, "not writable")) };
        let Some(units) = text.get::<Str>() else { return Ok(()) };
        let end_of_line = self.newline.get().written();
        let has_end =
            (end_of_line.is_some() || self.line_buffering.get()) && find(units.units(), 0, '\n').is_some();
        let flush = self.line_buffering.get() && (has_end || find(units.units(), 0, '\r').is_some());
        if let Some(end) = end_of_line.filter(|_| has_end) {
            let is_plain = text.exact::<Str>().is_some();
            let text = if is_plain {
                py.heap().str_part(translate(units.units(), end)?.as_units())?
            } else {
                replace(py, text, end)?
            };
            // The method of a class may have done anything to the stream.
            let buffer = self.attached(py)?;
            self.check_open(py, this, &buffer)?;
            let Some(codec) = self.known_encoder(py) else { return Err(unsupported(py, "not writable")) };
            return self.write_encoded(py, &buffer, &text, codec, flush);
        }
        self.write_encoded(py, buffer, text, codec, flush)
    }

    /// Encodes a text, of which the ends of lines are what they should be, and has it wait or writes it.
    #[inline]
    fn write_encoded(
        &self,
        py: &mut Py,
        buffer: &Value,
        text: &Value,
        codec: Option<Codec>,
        flush: bool,
    ) -> PyResult<()> {
        let Some(units) = text.get::<Str>() else { return Ok(()) };
        let encoded = self.encode(py, text, units, codec)?;
        self.add(py, encoded.data())?;
        if self.pending.get(py).len() >= self.chunk_size.get() || flush || self.write_through.get() {
            self.write_pending(py)?;
        }
        if flush {
            call(py, buffer, Name::FLUSH, &[])?;
        }
        if self.snapshot.get(py).is_some() {
            self.forget_decoded(py);
            self.forget_snapshot(py);
        }
        if self.has_decoder(py) {
            self.reset_decoder(py)?;
        }
        Ok(())
    }

    /// Puts bytes behind those that wait, which are written first if both are more than a chunk.
    #[inline]
    fn add(&self, py: &mut Py, data: &[u8]) -> PyResult<()> {
        let waiting = self.pending.get(py).len();
        if waiting > 0 && waiting + data.len() > self.chunk_size.get() {
            // The buffer may write to the stream itself meanwhile.
            while !self.pending.get(py).is_empty() {
                self.write_out(py)?;
            }
        }
        let mut pending = self.pending.get_mut(py);
        pending.try_reserve(data.len())?;
        pending.extend_from_slice(data);
        Ok(())
    }
}

/// The text with other ends of lines, by the method of its class.
fn replace(py: &mut Py, text: &Value, end_of_line: &str) -> PyResult<Value> {
    let (from, to) = (py.str("\n")?, py.str(end_of_line)?);
    let replaced = call(py, text, Name::REPLACE, &[&from, &to])?;
    if replaced.is_str() {
        return Ok(replaced);
    }
    let class = replaced.type_().name();
    Err(exc::type_error(py, format_args!("replace() should return a str, not {class}")))
}

#[pymethods(TextWrapper)]
impl Writing {
    #[pymethod("($self, text, /)")]
    fn write(this: Borrowed<'_>, py: &mut Py, text: Borrowed<'_>) -> PyResult<usize> {
        let Some(units) = text.get::<Str>() else {
            let class = text.type_().name();
            return Err(exc::type_error(py, format_args!("write() argument must be str, not {class}")));
        };
        let stream = receiver(py, this)?;
        let buffer = stream.attached(py)?;
        stream.check_open(py, this, &buffer)?;
        stream.write_text(py, this, &buffer, &text)?;
        Ok(units.len())
    }
}

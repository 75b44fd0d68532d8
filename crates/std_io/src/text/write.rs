//! Writing of `TextIOWrapper`.

use taipan_macros::pymethods;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

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
        retry(py, |py| call(py, &buffer, "write", &[&bytes])).map(drop)
    }

    /// Writes a text; the stream is known to be open.
    fn write_text(&self, py: &mut Py, buffer: &Value, text: &Value) -> PyResult<()> {
        let Some(codec) = self.known_encoder(py) else { return Err(unsupported(py, "not writable")) };
        let Some(units) = text.get::<Str>() else { return Ok(()) };
        let end_of_line = self.newline.get().written();
        let has_end =
            (end_of_line.is_some() || self.line_buffering.get()) && find(units.units(), 0, '\n').is_some();
        let flush = self.line_buffering.get() && (has_end || find(units.units(), 0, '\r').is_some());
        let translated = match end_of_line.filter(|_| has_end) {
            Some(end) => {
                let translated = translate(units.units(), end)?;
                Some(py.heap().str_part(translated.as_units())?)
            }
            None => None,
        };
        let text = translated.as_ref().unwrap_or(text);
        let units = text.get::<Str>().unwrap_or(units);
        let encoded = self.encode(py, text, units, codec)?;
        self.add(py, encoded.data())?;
        if self.pending.get(py).len() >= self.chunk_size.get() || flush || self.write_through.get() {
            self.write_pending(py)?;
        }
        if flush {
            call(py, buffer, "flush", &[])?;
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
            self.write_out(py)?;
        }
        let mut pending = self.pending.get_mut(py);
        pending.try_reserve(data.len())?;
        pending.extend_from_slice(data);
        Ok(())
    }
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
        stream.write_text(py, &buffer, &text)?;
        Ok(units.len())
    }
}

//! Reading of `TextIOWrapper`.

use taipan_macros::pymethods;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_strings::Buffer;
use taipan_text::Name;

use super::{Snapshot, TEXT_IO_WRAPPER, TextWrapper, receiver};
use crate::buffered::exactly;
use crate::calls::{self, call, retry, unsupported, with_bytes};
use crate::line_ends::{LineEnd, Newline};
use crate::string_io::check_line;

pub(super) struct Reading;

fn length(text: &Value) -> usize {
    text.get::<Str>().map_or(0, Str::len)
}

impl TextWrapper {
    fn check_readable(&self, py: &mut Py) -> PyResult<()> {
        if self.has_decoder(py) { Ok(()) } else { Err(unsupported(py, "not readable")) }
    }

    /// What the buffer gives, once asked.
    fn read_input(&self, py: &mut Py, buffer: &Value, size: usize) -> PyResult<Value> {
        if let Some(stream) = exactly(buffer).filter(|stream| stream.can_be_read()) {
            return stream.read1(py, buffer.borrow(), isize::try_from(size).unwrap_or(isize::MAX));
        }
        let size = py.int_from_usize(size)?;
        call(py, buffer, if self.has_read1.get() { Name::READ1 } else { Name::READ }, &[&size])
    }

    /// Reads and decodes the next chunk, which takes the place of what was decoded before. False at the end of the stream.
    /// `hint` is how many characters are wanted.
    pub(super) fn read_chunk(&self, py: &mut Py, buffer: &Value, hint: usize) -> PyResult<bool> {
        self.check_readable(py)?;
        let state = if self.telling.get() { Some(self.decoder_state(py)?) } else { None };
        let wanted = if hint > 0 { (self.ratio.get().max(1.0) * hint as f64) as usize } else { 0 };
        let input = self.read_input(py, buffer, self.chunk_size.get().max(wanted))?;
        let (text, count, input) = match input.get::<Bytes>() {
            Some(bytes) => {
                let text = self.decode(py, &input, bytes.data(), bytes.is_empty())?;
                (text, bytes.len(), input)
            }
            None => {
                let bytes = self.copy_of_input(py, &input)?;
                let data = bytes.get::<Bytes>().map_or(&[][..], Bytes::data);
                let text = self.decode(py, &input, data, data.is_empty())?;
                (text, data.len(), bytes)
            }
        };
        let characters = length(&text);
        self.set_decoded(py, text);
        self.ratio.set(if characters > 0 { count as f64 / characters as f64 } else { 0.0 });
        if let Some(state) = state {
            let input = if state.kept.is_empty() {
                input
            } else {
                let mut all = state.kept;
                let data = input.get::<Bytes>().map_or(&[][..], Bytes::data);
                all.try_reserve_exact(data.len())?;
                all.extend_from_slice(data);
                py.bytes(&all)?
            };
            drop(self.snapshot.replace(py, Some(Snapshot { flags: state.flags, input })));
        }
        Ok(count > 0 || characters > 0)
    }

    #[cold]
    fn copy_of_input(&self, py: &mut Py, input: &Value) -> PyResult<Value> {
        let buffer = py.get_buffer_or(input, BufferRequest::SIMPLE, |py| {
            let method = if self.has_read1.get() { "read1" } else { "read" };
            let class = input.type_().name();
            exc::type_error(
                py,
                format_args!("underlying {method}() should have returned a bytes-like object, not '{class}'"),
            )
        })?;
        py.copy_and_release(buffer)
    }

    /// The decoded text of which some is left.
    #[inline]
    fn left(&self, py: &Py) -> Option<Value> {
        let decoded = self.decoded.get(py);
        decoded.as_ref().filter(|text| length(text) > self.decoded_used.get()).cloned()
    }

    /// Takes at most so many of the decoded characters.
    fn take_decoded(&self, py: &mut Py, limit: Option<usize>) -> PyResult<Value> {
        let Some(decoded) = self.decoded.get(py).clone() else { return py.str("") };
        let Some(text) = decoded.get::<Str>() else { return Ok(decoded) };
        let start = self.decoded_used.get();
        let end = limit.map_or(text.len(), |limit| start.saturating_add(limit).min(text.len()));
        self.decoded_used.set(end);
        if start == 0 && end == text.len() {
            return Ok(decoded);
        }
        py.heap().str_slice(text, start..end)
    }

    /// A line, or as much of it as a limit allows.
    #[inline]
    pub(super) fn read_line(&self, py: &mut Py, this: Borrowed<'_>, limit: Option<usize>) -> PyResult<Value> {
        let buffer = self.attached(py)?;
        self.check_open(py, this, &buffer)?;
        self.write_pending(py)?;
        // Nearly always the line is there, whole.
        if limit.is_none()
            && let Some(decoded) = &*self.decoded.get(py)
            && let Some(text) = decoded.exact::<Str>()
            && let LineEnd::Found(end) = self.newline.get().find_end(text.units(), self.decoded_used.get())
        {
            let start = self.decoded_used.replace(end);
            return py.heap().str_slice(text, start..end);
        }
        self.collect_line(py, &buffer, limit.unwrap_or(usize::MAX))
    }

    /// A line that may lie in several chunks.
    fn collect_line(&self, py: &mut Py, buffer: &Value, limit: usize) -> PyResult<Value> {
        let newline = self.newline.get();
        let mut line = Buffer::new();
        let mut after_return = false;
        loop {
            let Some(decoded) = self.next_decoded(py, buffer)? else {
                self.forget_snapshot(py);
                break;
            };
            let Some(text) = decoded.get::<Str>().map(Str::units) else { break };
            let start = self.decoded_used.get();
            let found = if after_return && text.get(start) == Some(0xa) {
                LineEnd::Found(start + 1)
            } else {
                newline.find_end(text, start)
            };
            let most = start.saturating_add(limit - line.len());
            let (end, is_complete) = match found {
                LineEnd::Found(end) => (end.min(most), true),
                LineEnd::Missing => (text.len().min(most), text.len() >= most),
            };
            if is_complete {
                self.decoded_used.set(end);
                if line.is_empty() {
                    return match decoded.exact::<Str>() {
                        Some(text) => py.heap().str_slice(text, start..end),
                        None => py.heap().str_part(text.slice(start..end)),
                    };
                }
                line.extend_units(text.slice(start..end))?;
                break;
            }
            line.extend_units(text.slice(start..end))?;
            // Half of `\r\n` may be the last of a chunk.
            after_return = newline == Newline::ReturnLineFeed && text.last() == Some(0xd);
            self.forget_decoded(py);
        }
        py.heap().str_part(line.as_units())
    }

    /// The decoded text of which some is left, read if need be; nothing at the end of the stream.
    fn next_decoded(&self, py: &mut Py, buffer: &Value) -> PyResult<Option<Value>> {
        loop {
            if let Some(text) = self.left(py) {
                return Ok(Some(text));
            }
            self.forget_decoded(py);
            if !retry(py, |py| self.read_chunk(py, buffer, 0))? {
                self.forget_decoded(py);
                return Ok(None);
            }
        }
    }

    /// All that is left.
    fn read_all(&self, py: &mut Py, buffer: &Value) -> PyResult<Value> {
        let bytes = call(py, buffer, Name::READ, &[])?;
        if is_none(&bytes) {
            return Err(py.error(&exc::BLOCKING_IO_ERROR, format_args!("Read returned None.")));
        }
        let decoded = match bytes.get::<Bytes>() {
            Some(data) => self.decode(py, &bytes, data.data(), true)?,
            None => {
                let copy = with_bytes(py, &bytes, |py, buffer| py.bytes(buffer.bytes(py)))?;
                self.decode(py, &bytes, copy.get::<Bytes>().map_or(&[][..], Bytes::data), true)?
            }
        };
        let before = self.take_decoded(py, None)?;
        if self.snapshot.get(py).is_some() {
            self.forget_decoded(py);
            self.forget_snapshot(py);
        }
        match (before.get::<Str>(), decoded.get::<Str>()) {
            (Some(first), Some(_)) if first.is_empty() => Ok(decoded),
            (Some(first), Some(second)) => py.heap().str_concat(first, second),
            _ => Ok(decoded),
        }
    }

    /// So many characters, or as many as there are.
    fn read_some(&self, py: &mut Py, buffer: &Value, count: usize) -> PyResult<Value> {
        let first = self.take_decoded(py, Some(count))?;
        let mut left = count - length(&first);
        if left == 0 {
            return Ok(first);
        }
        let mut all = Buffer::new();
        if let Some(text) = first.get::<Str>() {
            all.extend_units(text.units())?;
        }
        while left > 0 && retry(py, |py| self.read_chunk(py, buffer, left))? {
            let piece = self.take_decoded(py, Some(left))?;
            let Some(text) = piece.get::<Str>() else { break };
            left -= text.len();
            all.extend_units(text.units())?;
        }
        py.heap().str_part(all.as_units())
    }
}

#[pymethods(TextWrapper)]
impl Reading {
    #[pyslot]
    fn next(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        let stream = receiver(py, this)?;
        stream.attached(py)?;
        stream.telling.set(false);
        let line = if this.type_().is(&TEXT_IO_WRAPPER) {
            stream.read_line(py, this, None)?
        } else {
            let line = call(py, &this, Name::READLINE, &[])?;
            check_line(py, &line)?;
            line
        };
        if length(&line) > 0 {
            return Ok(Some(line));
        }
        stream.forget_snapshot(py);
        stream.telling.set(stream.seekable.get());
        Ok(None)
    }

    #[pymethod("($self, size=-1, /)")]
    fn read(this: Borrowed<'_>, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = calls::size(py, size)?;
        let stream = receiver(py, this)?;
        let buffer = stream.attached(py)?;
        stream.check_open(py, this, &buffer)?;
        stream.check_readable(py)?;
        stream.write_pending(py)?;
        match usize::try_from(size) {
            Ok(count) => stream.read_some(py, &buffer, count),
            Err(_) => stream.read_all(py, &buffer),
        }
    }

    #[pymethod("($self, size=-1, /)")]
    fn readline(this: Borrowed<'_>, py: &mut Py, size: isize) -> PyResult<Value> {
        receiver(py, this)?.read_line(py, this, usize::try_from(size).ok())
    }
}

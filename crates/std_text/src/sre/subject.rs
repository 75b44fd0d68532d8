//! What is searched: the characters of a `str`, or the bytes of an object that lends its memory.

use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_sre::{Machine, Outcome, Program};
use taipan_strings::Units;

/// A text or bytes. What holds memory of others must be given back.
pub(super) struct Subject {
    string: Value,
    /// The memory, unless the value is a `str` or exactly `bytes`.
    buffer: Option<Buffer>,
    len: usize,
    is_bytes: bool,
}

impl Subject {
    /// Asks an object for its characters.
    pub(super) fn of(py: &mut Py, string: &Value) -> PyResult<Self> {
        if let Some(text) = string.get::<Str>() {
            return Ok(Self { string: string.clone(), buffer: None, len: text.len(), is_bytes: false });
        }
        if let Some(bytes) = string.exact::<Bytes>() {
            return Ok(Self { string: string.clone(), buffer: None, len: bytes.len(), is_bytes: true });
        }
        let buffer = py.get_buffer_or(string, BufferRequest::SIMPLE, |py| {
            let class = string.type_().name();
            exc::type_error(py, format_args!("expected string or bytes-like object, got '{class}'"))
        })?;
        Ok(Self { string: string.clone(), len: buffer.len, buffer: Some(buffer), is_bytes: true })
    }

    /// Gives memory back that was lent.
    pub(super) fn give_back(self, py: &mut Py) {
        if let Some(buffer) = self.buffer {
            py.release_buffer(buffer);
        }
    }

    /// Gives memory back, with an exception that is on its way kept aside.
    pub(super) fn finish<R>(self, py: &mut Py, result: PyResult<R>) -> PyResult<R> {
        let Some(buffer) = self.buffer else { return result };
        match result {
            Ok(result) => {
                py.release_buffer(buffer);
                Ok(result)
            }
            Err(raised) => {
                let exception = py.take(raised);
                py.release_buffer(buffer);
                Err(py.heap().again(exception))
            }
        }
    }

    pub(super) fn string(&self) -> &Value {
        &self.string
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn is_bytes(&self) -> bool {
        self.is_bytes
    }

    /// The characters, bytes as those of Latin-1.
    #[inline]
    pub(super) fn units<'a>(&'a self, py: &'a Py) -> Units<'a> {
        if let Some(text) = self.string.get::<Str>() {
            return text.units();
        }
        match (&self.buffer, self.string.exact::<Bytes>()) {
            (Some(buffer), _) => Units::Latin1(buffer.bytes(py)),
            (None, Some(bytes)) => Units::Latin1(bytes.data()),
            (None, None) => Units::EMPTY,
        }
    }

    /// A part as an object; places behind the end are taken for the end.
    #[inline]
    pub(super) fn part(&self, py: &Py, start: usize, end: usize) -> PyResult<Value> {
        let end = end.min(self.len);
        let start = start.min(end);
        if let Some(text) = self.string.get::<Str>() {
            return py.heap().str_slice(text, start..end);
        }
        if start == 0 && end == self.len && self.buffer.is_none() {
            return Ok(self.string.clone());
        }
        match self.units(py).slice(start..end) {
            Units::Latin1(bytes) | Units::Ascii(bytes) => py.bytes(bytes),
            _ => py.bytes(&[]),
        }
    }

    /// Runs a machine up to `end`, as long as it takes. Signals are handled meanwhile.
    #[inline]
    pub(super) fn run(
        &self,
        py: &mut Py,
        machine: &mut Machine,
        program: &Program,
        end: usize,
    ) -> PyResult<bool> {
        loop {
            let outcome = match self.units(py) {
                Units::Ascii(units) | Units::Latin1(units) => {
                    machine.run(program, units.get(..end).unwrap_or(units))
                }
                Units::Ucs2(units) => machine.run(program, units.get(..end).unwrap_or(units)),
                Units::Ucs4(units) => machine.run(program, units.get(..end).unwrap_or(units)),
            };
            match outcome {
                Outcome::Matched => return Ok(true),
                Outcome::Failed => return Ok(false),
                Outcome::Paused => py.check_signals()?,
                Outcome::NoMemory => return Err(py.heap().no_memory()),
            }
        }
    }
}

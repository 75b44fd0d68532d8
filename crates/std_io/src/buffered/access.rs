//! The buffer itself, and what moves between it and the raw stream.

use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};
use taipan_text::Name;

use super::Buffered;
use crate::calls::{self, call, retry};
use crate::memory;
use crate::raw::{invalid_length, raw_read_into};

/// An offset in the buffer as an index.
fn index(offset: i64) -> usize {
    usize::try_from(offset).unwrap_or(0)
}

impl Buffered {
    /// How many bytes can be read from the buffer.
    #[inline]
    pub(super) fn ahead(&self, py: &Py) -> usize {
        match self.read_end.get().filter(|_| self.readable.get()) {
            Some(end) if !self.buffer.get(py).is_empty() => index(end - self.pos.get()),
            _ => 0,
        }
    }

    /// Shows the bytes that can be read from the buffer.
    #[inline]
    pub(super) fn with_ahead<R>(&self, py: &Py, work: impl FnOnce(&[u8]) -> R) -> R {
        let buffer = self.buffer.get(py);
        let end = self.read_end.get().filter(|_| self.readable.get());
        let range = end.map_or(0..0, |end| index(self.pos.get())..index(end));
        work(buffer.get(range).unwrap_or_default())
    }

    /// Takes bytes from the front of those that can be read; there are as many.
    #[inline]
    pub(super) fn take_ahead(&self, py: &mut Py, count: usize) -> PyResult<Value> {
        let heap = py.heap();
        let bytes = self.with_ahead(py, |ahead| heap.bytes(ahead.get(..count).unwrap_or(ahead)))?;
        self.advance(count);
        Ok(bytes)
    }

    /// Moves the position over bytes of the buffer.
    #[inline]
    pub(super) fn advance(&self, count: usize) {
        self.pos.set(self.pos.get() + count as i64);
    }

    /// Takes the buffer out, to be given to the raw stream. It has to be put back.
    fn take_buffer(&self, py: &mut Py) -> PyResult<Vec<u8>> {
        let mut buffer = self.buffer.replace(py, Vec::new());
        if buffer.len() != self.size.get() {
            buffer = zeros(self.size.get())?;
        }
        Ok(buffer)
    }

    fn put_buffer(&self, py: &mut Py, buffer: Vec<u8>) {
        drop(self.buffer.replace(py, buffer));
    }

    /// Does something with the buffer.
    pub(super) fn with_buffer<R>(&self, py: &mut Py, work: impl FnOnce(&mut [u8]) -> R) -> PyResult<R> {
        if self.buffer.get(py).len() != self.size.get() {
            let buffer = self.take_buffer(py)?;
            self.put_buffer(py, buffer);
        }
        Ok(work(&mut self.buffer.get_mut(py)))
    }

    /// Reads from the raw stream, once. Nothing: there is nothing yet.
    pub(super) fn read_raw(&self, py: &mut Py, into: &mut [u8]) -> PyResult<Option<usize>> {
        let raw = self.raw(py)?;
        let read = match self.plain_file(&raw) {
            Some(file) => file.read_into(py, into)?,
            None => {
                let mut memory = zeros(into.len())?;
                let read = raw_read_into(py, &raw, &mut memory)?;
                let count = read.unwrap_or(0);
                if let (Some(into), Some(from)) = (into.get_mut(..count), memory.get(..count)) {
                    into.copy_from_slice(from);
                }
                read
            }
        };
        self.raw_moved(read);
        Ok(read)
    }

    fn raw_moved(&self, count: Option<usize>) {
        if let (Some(position), Some(count)) = (self.raw_position.get(), count) {
            self.raw_position.set(position.checked_add_unsigned(count as u64));
        }
    }

    /// Reads into the buffer, behind what is there. Nothing: there is nothing yet.
    pub(super) fn fill(&self, py: &mut Py) -> PyResult<Option<usize>> {
        let start = if self.has_read_buffer() { index(self.read_end.get().unwrap_or(0)) } else { 0 };
        let mut buffer = self.take_buffer(py)?;
        let read = self.read_raw(py, buffer.get_mut(start..).unwrap_or_default());
        self.put_buffer(py, buffer);
        let read = read?;
        if let Some(count) = read.filter(|&count| count > 0) {
            let end = (start + count) as i64;
            self.read_end.set(Some(end));
            self.raw_pos.set(end);
        }
        Ok(read)
    }

    /// Writes to the raw stream, once; gives how many bytes it took. Nothing: it takes none now.
    fn write_raw(&self, py: &mut Py, bytes: &[u8]) -> PyResult<Option<usize>> {
        let raw = self.raw(py)?;
        let written = match self.plain_file(&raw) {
            Some(file) => file.write_from(py, bytes)?,
            None => {
                let mut memory = Vec::new();
                memory.try_reserve_exact(bytes.len())?;
                memory.extend_from_slice(bytes);
                let written = memory::show(py, &mut memory, true, |py, view| {
                    retry(py, |py| call(py, &raw, Name::WRITE, &[view]))
                })?;
                if is_none(&written) {
                    None
                } else {
                    // Whatever cannot be a length is reported as one that is wrong.
                    let written = calls::count(py, &written).unwrap_or_else(|raised| {
                        py.discard(raised);
                        -1
                    });
                    match usize::try_from(written).ok().filter(|&written| written <= bytes.len()) {
                        Some(written) => Some(written),
                        None => return Err(invalid_length(py, "write", written, bytes.len())),
                    }
                }
            }
        };
        self.raw_moved(written);
        Ok(written)
    }

    /// Writes what waits in the buffer. `BlockingIOError` if the raw stream does not take it now.
    pub(super) fn flush_writes(&self, py: &mut Py) -> PyResult<()> {
        let Some(end) = self.write_end.get().filter(|_| self.writable.get()) else {
            self.reset_write();
            return Ok(());
        };
        if self.write_pos.get() != end {
            let rewind = self.raw_offset() + (self.pos.get() - self.write_pos.get());
            if rewind != 0 {
                self.seek_raw(py, -rewind, 1)?;
                self.raw_pos.set(self.raw_pos.get() - rewind);
            }
            while self.write_pos.get() < end {
                let range = index(self.write_pos.get())..index(end);
                let buffer = self.take_buffer(py)?;
                let written = self.write_raw(py, buffer.get(range).unwrap_or_default());
                self.put_buffer(py, buffer);
                let Some(written) = written? else { return Err(would_block(py, 0)) };
                self.write_pos.set(self.write_pos.get() + written as i64);
                self.raw_pos.set(self.write_pos.get());
                // A call that a signal cut short has succeeded; its handler runs before the next one waits.
                py.check_signals()?;
            }
        }
        self.reset_write();
        Ok(())
    }

    /// `write`, of which the lock is held.
    pub(super) fn write_bytes(&self, py: &mut Py, bytes: &[u8]) -> PyResult<usize> {
        if !self.has_read_buffer() && !self.has_write_buffer() {
            self.pos.set(0);
            self.raw_pos.set(0);
        }
        let room = self.size.get().saturating_sub(index(self.pos.get()));
        if bytes.len() <= room {
            self.put(py, self.pos.get(), bytes)?;
            if !self.has_write_buffer() || self.write_pos.get() > self.pos.get() {
                self.write_pos.set(self.pos.get());
            }
            self.move_to(self.pos.get() + bytes.len() as i64);
            if self.write_end.get().is_none_or(|end| self.pos.get() > end) {
                self.write_end.set(Some(self.pos.get()));
            }
            return Ok(bytes.len());
        }
        if let Err(raised) = self.flush_writes(py) {
            if !py.matches(&raised, &exc::BLOCKING_IO_ERROR) {
                return Err(raised);
            }
            py.discard(raised);
            return self.keep_what_fits(py, bytes);
        }
        // What was read and not changed may have moved the raw stream ahead.
        let offset = self.raw_offset();
        if offset != 0 {
            self.seek_raw(py, -offset, 1)?;
            self.raw_pos.set(self.raw_pos.get() - offset);
        }
        self.write_through(py, bytes)
    }

    /// Copies bytes into the buffer, where there is room.
    fn put(&self, py: &mut Py, at: i64, bytes: &[u8]) -> PyResult<()> {
        self.with_buffer(py, |buffer| {
            let at = index(at);
            if let Some(place) = buffer.get_mut(at..at + bytes.len()) {
                place.copy_from_slice(bytes);
            }
        })
    }

    /// Of a write whose raw stream takes nothing now: the buffer takes as much as there is room for.
    #[cold]
    fn keep_what_fits(&self, py: &mut Py, bytes: &[u8]) -> PyResult<usize> {
        if self.readable.get() {
            self.reset_read();
        }
        let start = self.write_pos.get();
        let end = self.write_end.get().unwrap_or(start);
        self.with_buffer(py, |buffer| buffer.copy_within(index(start)..index(end), 0))?;
        self.write_pos.set(0);
        self.raw_pos.set(self.raw_pos.get() - start);
        self.pos.set(self.pos.get() - start);
        let end = end - start;
        let room = self.size.get().saturating_sub(index(end));
        let (kept, rest) = bytes.split_at(room.min(bytes.len()));
        self.put(py, end, kept)?;
        self.write_end.set(Some(end + kept.len() as i64));
        self.pos.set(self.pos.get() + kept.len() as i64);
        if rest.is_empty() { Ok(bytes.len()) } else { Err(would_block(py, kept.len())) }
    }

    /// Of a write that finds the buffer empty: what does not fit into it goes to the raw stream.
    fn write_through(&self, py: &mut Py, bytes: &[u8]) -> PyResult<usize> {
        let mut rest = bytes;
        while rest.len() > self.size.get() {
            match self.write_raw(py, rest)? {
                Some(written) => rest = rest.get(written..).unwrap_or_default(),
                None => {
                    let (kept, _) = rest.split_at(self.size.get());
                    self.put(py, 0, kept)?;
                    self.raw_pos.set(0);
                    self.move_to(kept.len() as i64);
                    self.write_end.set(Some(kept.len() as i64));
                    let written = bytes.len() - rest.len() + kept.len();
                    return Err(would_block(py, written));
                }
            }
            py.check_signals()?;
        }
        if self.readable.get() {
            self.reset_read();
        }
        if !rest.is_empty() {
            self.put(py, 0, rest)?;
        }
        self.write_pos.set(0);
        self.write_end.set(Some(rest.len() as i64));
        self.move_to(rest.len() as i64);
        self.raw_pos.set(0);
        Ok(bytes.len())
    }

    /// Whether the value is bytes, and those.
    pub(super) fn bytes_of(value: &Value) -> Option<&[u8]> {
        value.get::<Bytes>().map(Bytes::data)
    }
}

/// So many zeros.
pub(super) fn zeros(count: usize) -> PyResult<Vec<u8>> {
    let mut zeros = Vec::new();
    zeros.try_reserve_exact(count)?;
    zeros.resize(count, 0);
    Ok(zeros)
}

/// `BlockingIOError` of a write that could not be completed.
#[cold]
fn would_block(py: &mut Py, written: usize) -> Raised {
    let raise = |py: &mut Py| -> PyResult<Raised> {
        let errno = py.int(taipan_host::errno::WOULD_BLOCK.into())?;
        let message = py.str("write could not complete without blocking")?;
        let written = py.int_from_usize(written)?;
        let exception = py.call(&exc::BLOCKING_IO_ERROR.to_value(), &[&errno, &message, &written])?;
        Ok(py.heap().raise(exception))
    };
    raise(py).unwrap_or_else(|raised| raised)
}

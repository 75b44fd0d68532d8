//! `BufferedReader`: its constructor, and reading.

use taipan_macros::pymethods;
use taipan_object::native::Argument;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};
use taipan_text::Name;

use super::access::zeros;
use super::{Buffered, Random, Reader, exactly, receiver};
use crate::base::check_readable;
use crate::calls::{self, call, check_bytes, find, value_error, with_writable};
use crate::raw::DEFAULT_BUFFER_SIZE;

pub(super) struct Construction;

#[pymethods(Reader)]
impl Construction {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Reader::default())
    }

    #[pyslot("(raw, buffer_size=DEFAULT_BUFFER_SIZE)", name = "BufferedReader")]
    fn init(this: Borrowed<'_>, py: &mut Py, raw: Borrowed<'_>, buffer_size: Option<isize>) -> PyResult<()> {
        let Some(Reader { buffered: stream }) = this.get::<Reader>() else { return Ok(()) };
        stream.begin();
        check_readable(py, &raw)?;
        stream.readable.set(true);
        stream.writable.set(false);
        stream.set_up(py, this, raw, buffer_size.unwrap_or(DEFAULT_BUFFER_SIZE as isize))
    }
}

impl Buffered {
    /// `read1`: bytes of the buffer, or else what one call to the raw stream gives.
    pub(crate) fn read1(&self, py: &mut Py, this: Borrowed<'_>, size: isize) -> PyResult<Value> {
        self.check_ready(py)?;
        let size = usize::try_from(size).unwrap_or(self.size.get());
        self.check_open(py, "read of closed file")?;
        if size == 0 {
            return py.bytes(&[]);
        }
        let ahead = self.ahead(py);
        if ahead > 0 {
            return self.take_ahead(py, ahead.min(size));
        }
        let mut bytes = zeros(size)?;
        let read = {
            let _held = self.lock.enter(py, this)?;
            if self.writable.get() {
                self.flush_and_rewind(py)?;
            }
            self.reset_read();
            self.read_raw(py, &mut bytes)?
        };
        py.bytes(bytes.get(..read.unwrap_or(0)).unwrap_or_default())
    }

    /// `read()`: everything.
    fn read_all(&self, py: &mut Py) -> PyResult<Value> {
        let mut all = self.with_ahead(py, |ahead| -> PyResult<Vec<u8>> {
            let mut all = Vec::new();
            all.try_reserve_exact(ahead.len())?;
            all.extend_from_slice(ahead);
            Ok(all)
        })?;
        self.advance(all.len());
        if self.writable.get() {
            self.flush_and_rewind(py)?;
        }
        self.reset_read();
        let raw = self.raw(py)?;
        if let Some(file) = self.plain_file(&raw) {
            let was_empty = all.is_empty();
            let position = self.raw_position.take();
            let before = all.len();
            file.readable_or_fail(py)?;
            let has_read = file.read_all(py, &mut all)?;
            self.raw_position
                .set(position.and_then(|it| it.checked_add_unsigned((all.len() - before) as u64)));
            return if has_read || !was_empty { py.bytes(&all) } else { Ok(none()) };
        }
        if let Some(read_all) = find(py, &raw, Name::READALL)? {
            let rest = py.call(&read_all, &[])?;
            if is_none(&rest) {
                return if all.is_empty() { Ok(rest) } else { py.bytes(&all) };
            }
            let Some(data) = Self::bytes_of(&rest) else {
                return Err(exc::type_error(py, format_args!("readall() should return bytes")));
            };
            if all.is_empty() {
                return Ok(rest);
            }
            append(&mut all, data)?;
            return py.bytes(&all);
        }
        loop {
            let bytes = call(py, &raw, Name::READ, &[])?;
            let data = if is_none(&bytes) { Some(&[][..]) } else { Self::bytes_of(&bytes) };
            let Some(data) = data else {
                return Err(exc::type_error(py, format_args!("read() should return bytes")));
            };
            if data.is_empty() {
                return if all.is_empty() { Ok(bytes) } else { py.bytes(&all) };
            }
            if let Some(position) = self.raw_position.get() {
                self.raw_position.set(position.checked_add_unsigned(data.len() as u64));
            }
            append(&mut all, data)?;
        }
    }

    /// `read(size)` of more than the buffer has: until there are so many bytes, or the end, or nothing yet.
    fn read_more(&self, py: &mut Py, size: usize) -> PyResult<Value> {
        let mut out = zeros(size)?;
        let mut written = self.with_ahead(py, |ahead| {
            if let Some(place) = out.get_mut(..ahead.len()) {
                place.copy_from_slice(ahead);
            }
            ahead.len()
        });
        self.advance(written);
        if self.writable.get() {
            self.flush_and_rewind(py)?;
        }
        self.reset_read();
        // Whole blocks are read past the buffer, so that what follows is read as a block, too.
        while size > written {
            let whole = (size - written) / self.size.get() * self.size.get();
            if whole == 0 {
                break;
            }
            let place = out.get_mut(written..written + whole).unwrap_or_default();
            match self.read_raw(py, place)? {
                Some(count) if count > 0 => written += count,
                read => return partial(py, &out, written, read),
            }
        }
        self.pos.set(0);
        self.raw_pos.set(0);
        self.read_end.set(Some(0));
        // No more calls than it takes: the next might wait forever.
        while size > written && self.read_end.get().is_some_and(|end| (end as usize) < self.size.get()) {
            let count = match self.fill(py)? {
                Some(count) if count > 0 => count.min(size - written),
                read => return partial(py, &out, written, read),
            };
            self.with_ahead(py, |ahead| {
                if let (Some(place), Some(data)) = (out.get_mut(written..written + count), ahead.get(..count))
                {
                    place.copy_from_slice(data);
                }
            });
            self.advance(count);
            written += count;
        }
        py.bytes(&out)
    }

    /// A line, or as much of it as a limit allows.
    fn read_line(&self, py: &mut Py, this: Borrowed<'_>, limit: Option<usize>) -> PyResult<Value> {
        self.check_open(py, "readline of closed file")?;
        let (found, ahead) = self.with_ahead(py, |ahead| {
            let part = limit.and_then(|limit| ahead.get(..limit)).unwrap_or(ahead);
            (end_of_line(part), part.len())
        });
        if let Some(end) = found {
            return self.take_ahead(py, end);
        }
        if limit == Some(ahead) {
            return self.take_ahead(py, ahead);
        }
        let _held = self.lock.enter(py, this)?;
        let mut line = Vec::new();
        self.move_ahead(py, &mut line, ahead)?;
        if self.writable.get() {
            self.flush_and_rewind(py)?;
        }
        loop {
            self.reset_read();
            match self.fill(py)? {
                Some(count) if count > 0 => self.pos.set(0),
                _ => break,
            }
            let left = limit.map(|limit| limit.saturating_sub(line.len()));
            let (end, is_complete) = self.with_ahead(py, |ahead| {
                let part = left.and_then(|left| ahead.get(..left)).unwrap_or(ahead);
                match end_of_line(part) {
                    Some(end) => (end, true),
                    None => (part.len(), left == Some(part.len())),
                }
            });
            self.move_ahead(py, &mut line, end)?;
            if is_complete {
                break;
            }
        }
        py.bytes(&line)
    }

    /// Moves bytes of the buffer to the end of others.
    fn move_ahead(&self, py: &Py, to: &mut Vec<u8>, count: usize) -> PyResult<()> {
        self.with_ahead(py, |ahead| append(to, ahead.get(..count).unwrap_or(ahead)))?;
        self.advance(count);
        Ok(())
    }

    /// `readinto` and, where one call to the raw stream must do, `readinto1`.
    fn read_into(
        &self,
        py: &mut Py,
        this: Borrowed<'_>,
        buffer: &taipan_object::buffer::Buffer,
        once: bool,
    ) -> PyResult<Option<usize>> {
        self.check_open(py, "readinto of closed file")?;
        let mut written = 0;
        let ahead = self.ahead(py).min(buffer.len);
        if ahead > 0 {
            self.hand_out(py, buffer, 0, ahead)?;
            written = ahead;
        }
        if written == buffer.len {
            return Ok(Some(written));
        }
        let _held = self.lock.enter(py, this)?;
        if self.writable.get() {
            self.flush_and_rewind(py)?;
        }
        self.reset_read();
        self.pos.set(0);
        while written < buffer.len {
            let left = buffer.len - written;
            let read = if left > self.size.get() {
                let mut bytes = zeros(left)?;
                let read = self.read_raw(py, &mut bytes)?;
                buffer.write(py, written, bytes.get(..read.unwrap_or(0)).unwrap_or_default());
                read
            } else if once && written > 0 {
                break;
            } else {
                let read = self.fill(py)?;
                let count = read.unwrap_or(0).min(left);
                self.hand_out(py, buffer, written, count)?;
                if count > 0 {
                    written += count;
                    if once {
                        break;
                    }
                    continue;
                }
                read
            };
            match read {
                Some(0) => break,
                Some(count) => written += count,
                None if written > 0 => break,
                None => return Ok(None),
            }
            if once {
                break;
            }
        }
        Ok(Some(written))
    }

    /// Moves bytes of the buffer to memory of the caller's.
    fn hand_out(
        &self,
        py: &mut Py,
        to: &taipan_object::buffer::Buffer,
        at: usize,
        count: usize,
    ) -> PyResult<()> {
        let own = self.buffer.replace(py, Vec::new());
        let start = usize::try_from(self.pos.get()).unwrap_or(0);
        to.write(py, at, own.get(start..start + count).unwrap_or_default());
        drop(self.buffer.replace(py, own));
        self.advance(count);
        Ok(())
    }
}

fn end_of_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr(b'\n', bytes).map(|at| at + 1)
}

fn append(all: &mut Vec<u8>, more: &[u8]) -> PyResult<()> {
    all.try_reserve(more.len())?;
    all.extend_from_slice(more);
    Ok(())
}

/// What a read gives that came to the end, or to a place where there is nothing yet.
fn partial(py: &Py, out: &[u8], written: usize, read: Option<usize>) -> PyResult<Value> {
    if read.is_none() && written == 0 {
        return Ok(none());
    }
    py.bytes(out.get(..written).unwrap_or(out))
}

pub(super) struct Reading;

#[pymethods(Random)]
impl Reading {
    #[pyslot]
    fn next(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        let stream = receiver(py, this)?;
        stream.check_ready(py)?;
        let line = if exactly(&this).is_some() {
            stream.read_line(py, this, None)?
        } else {
            let line = call(py, &this, Name::READLINE, &[])?;
            check_bytes(py, &line, "readline")?;
            line
        };
        let is_empty = line.get::<Bytes>().is_none_or(Bytes::is_empty);
        Ok(if is_empty { None } else { Some(line) })
    }

    #[pymethod("($self, size=-1, /)")]
    fn read(this: Borrowed<'_>, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = calls::size(py, size)?;
        let stream = receiver(py, this)?;
        stream.check_ready(py)?;
        if size < -1 {
            return Err(value_error(py, "read length must be non-negative or -1"));
        }
        stream.check_open(py, "read of closed file")?;
        let Ok(size) = usize::try_from(size) else {
            let _held = stream.lock.enter(py, this)?;
            return stream.read_all(py);
        };
        if size <= stream.ahead(py) {
            return stream.take_ahead(py, size);
        }
        let _held = stream.lock.enter(py, this)?;
        stream.read_more(py, size)
    }

    #[pymethod("($self, size=-1, /)")]
    fn read1(this: Borrowed<'_>, py: &mut Py, size: isize) -> PyResult<Value> {
        receiver(py, this)?.read1(py, this, size)
    }

    #[pymethod("($self, buffer, /)")]
    fn readinto(this: Borrowed<'_>, py: &mut Py, buffer: Borrowed<'_>) -> PyResult<Option<usize>> {
        let stream = receiver(py, this)?;
        with_writable(py, "readinto", Argument::Only, buffer, |py, buffer| {
            stream.read_into(py, this, buffer, false)
        })
    }

    #[pymethod("($self, buffer, /)")]
    fn readinto1(this: Borrowed<'_>, py: &mut Py, buffer: Borrowed<'_>) -> PyResult<Option<usize>> {
        let stream = receiver(py, this)?;
        with_writable(py, "readinto1", Argument::Only, buffer, |py, buffer| {
            stream.read_into(py, this, buffer, true)
        })
    }

    #[pymethod("($self, size=-1, /)")]
    fn readline(this: Borrowed<'_>, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let limit = calls::size(py, size)?;
        let stream = receiver(py, this)?;
        stream.check_ready(py)?;
        stream.read_line(py, this, usize::try_from(limit).ok())
    }

    #[pymethod("($self, size=0, /)")]
    fn peek(this: Borrowed<'_>, py: &mut Py, _size: isize) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        stream.check_open(py, "peek of closed file")?;
        let _held = stream.lock.enter(py, this)?;
        if stream.writable.get() {
            stream.flush_and_rewind(py)?;
        }
        if stream.ahead(py) == 0 {
            stream.reset_read();
            let read = stream.fill(py)?;
            stream.pos.set(0);
            if read.unwrap_or(0) == 0 {
                return py.bytes(&[]);
            }
        }
        let heap = py.heap();
        stream.with_ahead(py, |ahead| heap.bytes(ahead))
    }
}

/// What `flush` means where nothing is written.
pub(super) struct Flushing;

#[pymethods(Reader)]
impl Flushing {
    #[pymethod("($self, /)")]
    fn flush(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let raw = receiver(py, this)?.raw(py)?;
        call(py, &raw, Name::FLUSH, &[])
    }
}

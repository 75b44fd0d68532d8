//! Where the bytes of a pickle come from: memory, or a file that is read no further than the pickle goes.
//!
//! A length that a pickle says is compared with what is there before memory is asked for; of a file, large parts are read
//! piece by piece.

use taipan_object::buffer::BufferRequest;
use taipan_object::type_::parts::Part;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Py, PyResult, Raised, Value, Visit, exception as exc};

use crate::calls::raise;
use crate::library::Library;

/// A source of bytes.
pub(super) trait Input {
    /// The next `count` bytes; `UnpicklingError` if there are fewer.
    fn take(&mut self, py: &mut Py, library: &Library, count: usize) -> PyResult<&[u8]>;

    /// The bytes up to the end of the line, which is one of them.
    fn line(&mut self, py: &mut Py, library: &Library) -> PyResult<&[u8]>;

    /// The next `count` bytes, many perhaps, which are shown to a function.
    fn payload<R>(
        &mut self,
        py: &mut Py,
        library: &Library,
        count: usize,
        work: impl FnOnce(&mut Py, &[u8]) -> PyResult<R>,
    ) -> PyResult<R>;

    /// Begins a frame of `count` bytes, which must be there. No part of the pickle may lie across its end.
    fn begin_frame(&mut self, py: &mut Py, library: &Library, count: usize) -> PyResult<()>;

    /// Gives back what was read in advance.
    fn finish(&mut self, py: &mut Py) -> PyResult<()>;
}

#[cold]
fn truncated(py: &mut Py, library: &Library) -> Raised {
    raise(py, &library.unpickling_error, format_args!("pickle data was truncated"))
}

#[cold]
fn frame_too_short(py: &mut Py, library: &Library) -> Raised {
    raise(py, &library.unpickling_error, format_args!("pickle exhausted before end of frame"))
}

#[cold]
fn frame_too_early(py: &mut Py, library: &Library) -> Raised {
    raise(py, &library.unpickling_error, format_args!("beginning of a new frame before end of current frame"))
}

/// Bytes in memory.
pub(super) struct Memory<'d> {
    /// What is left of the frame, or of everything.
    rest: &'d [u8],
    /// What follows the frame.
    after: Option<&'d [u8]>,
}

impl<'d> Memory<'d> {
    pub(super) fn of(data: &'d [u8]) -> Self {
        Self { rest: data, after: None }
    }

    /// Goes on behind the frame, if all of it was used and there is one; else there is not enough.
    #[cold]
    #[inline(never)]
    fn leave_frame(&mut self, py: &mut Py, library: &Library) -> PyResult<()> {
        match self.after {
            Some(after) if self.rest.is_empty() => {
                self.rest = after;
                self.after = None;
                Ok(())
            }
            Some(_) => Err(frame_too_short(py, library)),
            None => Err(truncated(py, library)),
        }
    }
}

impl Input for Memory<'_> {
    #[inline(always)]
    fn take(&mut self, py: &mut Py, library: &Library, count: usize) -> PyResult<&[u8]> {
        loop {
            if let Some((taken, rest)) = self.rest.split_at_checked(count) {
                self.rest = rest;
                return Ok(taken);
            }
            self.leave_frame(py, library)?;
        }
    }

    fn line(&mut self, py: &mut Py, library: &Library) -> PyResult<&[u8]> {
        loop {
            if let Some(end) = memchr::memchr(b'\n', self.rest) {
                return self.take(py, library, end + 1);
            }
            self.leave_frame(py, library)?;
        }
    }

    #[inline]
    fn payload<R>(
        &mut self,
        py: &mut Py,
        library: &Library,
        count: usize,
        work: impl FnOnce(&mut Py, &[u8]) -> PyResult<R>,
    ) -> PyResult<R> {
        let bytes = self.take(py, library, count)?;
        work(py, bytes)
    }

    fn begin_frame(&mut self, py: &mut Py, library: &Library, count: usize) -> PyResult<()> {
        if let Some(after) = self.after.take() {
            if !self.rest.is_empty() {
                return Err(frame_too_early(py, library));
            }
            self.rest = after;
        }
        match self.rest.split_at_checked(count) {
            Some((frame, after)) => {
                self.rest = frame;
                self.after = Some(after);
                Ok(())
            }
            None => Err(truncated(py, library)),
        }
    }

    fn finish(&mut self, _: &mut Py) -> PyResult<()> {
        Ok(())
    }
}

/// A binary file.
pub(crate) struct File {
    read: Value,
    readline: Value,
    readinto: Option<Value>,
    /// Looks at bytes without reading them.
    peek: Option<Value>,
    /// What was read or looked at last.
    chunk: Vec<u8>,
    /// How much of it was used.
    used: usize,
    /// From where on it was only looked at.
    peeked: usize,
    /// How far it may be used: to the end of the frame, or of all.
    limit: usize,
    is_framed: bool,
}

/// As many bytes are looked at in advance.
const PREFETCH: usize = 128 << 10;
/// As many bytes of a large part are read at once, as long as no more have come.
const PIECE: usize = 1 << 20;

impl Part for File {
    fn take(&mut self) -> Option<Value> {
        self.peek
            .take()
            .or_else(|| self.readinto.take())
            .or_else(|| Part::take(&mut self.readline).or_else(|| Part::take(&mut self.read)))
    }

    fn each(&self, visit: &mut Visit<'_>) {
        visit(&self.read);
        visit(&self.readline);
        self.readinto.iter().chain(&self.peek).for_each(visit);
    }
}

impl File {
    /// What reads from a file.
    pub(super) fn of(py: &mut Py, library: &Library, file: &Value) -> PyResult<Self> {
        let names = &library.names;
        let peek = py.find_attribute(file, &names.peek)?;
        let readinto = py.find_attribute(file, &names.readinto)?;
        let read = py.find_attribute(file, &names.read)?;
        let readline = py.find_attribute(file, &names.readline)?;
        let (Some(read), Some(readline)) = (read, readline) else {
            return Err(exc::type_error(py, format_args!("file must have 'read' and 'readline' attributes")));
        };
        Ok(Self {
            read,
            readline,
            readinto,
            peek,
            chunk: Vec::new(),
            used: 0,
            peeked: 0,
            limit: 0,
            is_framed: false,
        })
    }

    /// Bytes of memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.chunk.capacity()
    }

    /// How many bytes are at hand.
    #[inline]
    fn at_hand(&self) -> usize {
        self.limit - self.used
    }

    /// Goes on behind the frame, if all of it was used.
    fn leave_frame(&mut self, py: &mut Py, library: &Library) -> PyResult<()> {
        if self.is_framed {
            if self.at_hand() > 0 {
                return Err(frame_too_short(py, library));
            }
            self.is_framed = false;
            self.limit = self.chunk.len();
        }
        Ok(())
    }

    /// Takes off the chunk what is left of what has been read, and not only looked at.
    fn take_left(&mut self) -> Vec<u8> {
        self.chunk.get(self.used..self.peeked).unwrap_or_default().to_vec()
    }

    /// Puts bytes in front of the chunk, all of which has been read.
    fn put_before(&mut self, left: Vec<u8>) {
        if !left.is_empty() {
            self.chunk.splice(0..0, left);
        }
        self.peeked = self.chunk.len();
        self.limit = self.chunk.len();
    }

    /// Reads what was used and only looked at before.
    fn skip_used(&mut self, py: &mut Py) -> PyResult<()> {
        let Some(count) = self.used.checked_sub(self.peeked).filter(|&count| count > 0) else {
            return Ok(());
        };
        let count = py.int_from_usize(count)?;
        drop(py.call(&self.read, &[&count])?);
        self.peeked = self.used;
        Ok(())
    }

    /// Takes what a method of the file returned for the next chunk.
    fn set_chunk(&mut self, py: &mut Py, data: &Value) -> PyResult<()> {
        self.chunk.clear();
        self.used = 0;
        let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
        let reserved = self.chunk.try_reserve(buffer.len);
        if reserved.is_ok() {
            self.chunk.extend_from_slice(buffer.bytes(py));
        }
        py.release_buffer(buffer);
        reserved?;
        self.peeked = self.chunk.len();
        self.limit = self.chunk.len();
        Ok(())
    }

    /// Gets a chunk that begins with the next `count` bytes, or with what is left of them.
    #[cold]
    fn refill(&mut self, py: &mut Py, library: &Library, count: usize) -> PyResult<()> {
        self.leave_frame(py, library)?;
        if self.at_hand() >= count {
            return Ok(());
        }
        self.skip_used(py)?;
        let left = self.take_left();
        let missing = count.saturating_sub(left.len());
        if left.is_empty()
            && missing < PREFETCH
            && let Some(peek) = self.peek.clone()
        {
            let wanted = py.int_from_usize(PREFETCH)?;
            match py.call(&peek, &[&wanted]) {
                Ok(data) => {
                    self.set_chunk(py, &data)?;
                    self.peeked = 0;
                    if self.chunk.len() >= missing {
                        return Ok(());
                    }
                }
                Err(raised) if py.matches(&raised, &exc::NOT_IMPLEMENTED_ERROR) => {
                    py.discard(raised);
                    self.peek = None;
                }
                Err(raised) => return Err(raised),
            }
        }
        let wanted = py.int_from_usize(missing)?;
        let data = py.call(&self.read, &[&wanted])?;
        self.set_chunk(py, &data)?;
        self.put_before(left);
        if self.chunk.len() < count {
            return Err(truncated(py, library));
        }
        Ok(())
    }

    /// How many bytes the line has that comes next, if its end is at hand.
    fn find_line_end(&self) -> Option<usize> {
        let rest = self.chunk.get(self.used..self.limit).unwrap_or_default();
        memchr::memchr(b'\n', rest).map(|end| end + 1)
    }

    /// Reads `count` bytes past the chunk, piece by piece.
    fn read_large(&mut self, py: &mut Py, library: &Library, count: usize) -> PyResult<Vec<u8>> {
        let mut all = Vec::new();
        self.leave_frame(py, library)?;
        let at_hand = self.at_hand().min(count);
        all.try_reserve(at_hand)?;
        all.extend_from_slice(self.chunk.get(self.used..self.used + at_hand).unwrap_or_default());
        self.used += at_hand;
        self.skip_used(py)?;
        while all.len() < count {
            let piece = (count - all.len()).min(all.len().max(PIECE));
            match self.readinto.clone() {
                Some(readinto) => read_into(py, library, &readinto, piece, &mut all)?,
                None => self.read_piece(py, library, piece, &mut all)?,
            }
        }
        Ok(all)
    }

    fn read_piece(
        &mut self,
        py: &mut Py,
        library: &Library,
        piece: usize,
        all: &mut Vec<u8>,
    ) -> PyResult<()> {
        let wanted = py.int_from_usize(piece)?;
        let data = py.call(&self.read, &[&wanted])?;
        let Some(bytes) = data.get::<Bytes>() else {
            let class = py.repr(&data.type_().to_value())?;
            return Err(exc::value_error(py, format_args!("read() returned non-bytes object ({class})")));
        };
        match bytes.data().get(..piece) {
            Some(data) => {
                all.try_reserve(piece)?;
                all.extend_from_slice(data);
                Ok(())
            }
            None => Err(truncated(py, library)),
        }
    }
}

/// Lets `readinto` write `piece` bytes.
fn read_into(
    py: &mut Py,
    library: &Library,
    readinto: &Value,
    piece: usize,
    all: &mut Vec<u8>,
) -> PyResult<()> {
    let size = py.int_from_usize(piece)?;
    let target = py.call(&library.bytearray, &[&size])?;
    let view = crate::pickle_buffer::memory_view(py, &target)?;
    let count = py.call(readinto, &[&view])?;
    drop(view);
    py.drain();
    let count = py.to_isize(&count)?;
    let Ok(count) = usize::try_from(count) else {
        return Err(exc::value_error(py, format_args!("readinto() returned negative size")));
    };
    if count < piece {
        return Err(truncated(py, library));
    }
    let buffer = py.get_buffer(&target, BufferRequest::SIMPLE)?;
    let reserved = all.try_reserve(piece);
    if reserved.is_ok() {
        all.extend_from_slice(buffer.bytes(py).get(..piece).unwrap_or_default());
    }
    py.release_buffer(buffer);
    reserved?;
    Ok(())
}

impl Input for File {
    #[inline]
    fn take(&mut self, py: &mut Py, library: &Library, count: usize) -> PyResult<&[u8]> {
        if self.at_hand() < count {
            self.refill(py, library, count)?;
        }
        let start = self.used;
        self.used += count;
        Ok(self.chunk.get(start..self.used).unwrap_or_default())
    }

    fn line(&mut self, py: &mut Py, library: &Library) -> PyResult<&[u8]> {
        let mut found = self.find_line_end();
        if found.is_none() {
            self.leave_frame(py, library)?;
            found = self.find_line_end();
        }
        if found.is_none() {
            self.skip_used(py)?;
            let left = self.take_left();
            let data = py.call(&self.readline, &[])?;
            self.set_chunk(py, &data)?;
            self.put_before(left);
            found = self.chunk.ends_with(b"\n").then_some(self.chunk.len());
        }
        match found {
            Some(count) => Input::take(self, py, library, count),
            None => Err(truncated(py, library)),
        }
    }

    fn payload<R>(
        &mut self,
        py: &mut Py,
        library: &Library,
        count: usize,
        work: impl FnOnce(&mut Py, &[u8]) -> PyResult<R>,
    ) -> PyResult<R> {
        if self.at_hand() < count {
            let bytes = self.read_large(py, library, count)?;
            return work(py, &bytes);
        }
        let bytes = Input::take(self, py, library, count)?;
        work(py, bytes)
    }

    fn begin_frame(&mut self, py: &mut Py, library: &Library, count: usize) -> PyResult<()> {
        if self.is_framed && self.at_hand() > 0 {
            return Err(frame_too_early(py, library));
        }
        Input::take(self, py, library, count)?;
        self.used -= count;
        self.is_framed = true;
        self.limit = self.used + count;
        Ok(())
    }

    fn finish(&mut self, py: &mut Py) -> PyResult<()> {
        self.is_framed = false;
        self.limit = self.chunk.len();
        self.skip_used(py)
    }
}

//! Buffers on top of raw streams: `BufferedReader`, `BufferedWriter`, `BufferedRandom` and `BufferedRWPair`.
//!
//! ```text
//! buffer   0 ──────────── pos ───────────── read_end ─────── size       bytes up to read_end are those of the raw stream
//!                  write_pos ── write_end                              of these the raw stream does not know yet
//! raw_pos                                                              where the raw stream stands
//! ```
//!
//! The three classes have one payload. Whoever changes it holds its [`Lock`]: code of the raw stream may run in between,
//! and call the buffer again.

mod access;
mod lock;
mod pair;
mod position;
mod random;
mod reader;
mod shared;
mod writer;

use std::cell::Cell;

use taipan_macros::pyclass;
use taipan_object::type_::parts::Part;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Parts, Py, PyCell, PyResult, Raised, Value, Visit, exception as exc};
use taipan_text::Name;

use crate::base::IoBase;
use crate::calls::{self, is_closed, value_error};
use crate::file::{self, FileIo};
use crate::raw::BUFFERED_IO_BASE;
use lock::Lock;
pub(crate) use pair::{DEFINITION as PAIR_DEFINITION, PAIR};

/// What the payload of each class begins with.
#[derive(Default)]
#[repr(C)]
pub(crate) struct Buffered {
    base: IoBase,
    raw: PyCell<Option<Value>>,
    phase: Cell<Phase>,
    readable: Cell<bool>,
    writable: Cell<bool>,
    /// `_finalizing`
    finalizing: Cell<bool>,
    /// The stream was closed, and the buffer given up.
    released: Cell<bool>,
    /// The stream is exactly of one of the classes here, on a `FileIO`: whether it is closed needs no call.
    is_plain: Cell<bool>,
    lock: Lock,
    /// The buffer, once it is needed; empty while the raw stream has it.
    buffer: PyCell<Vec<u8>>,
    /// How many bytes the buffer has.
    size: Cell<usize>,
    /// The position of the stream, in the buffer.
    pos: Cell<i64>,
    /// That of the raw stream, in the buffer; below zero where the buffer says nothing about it.
    raw_pos: Cell<i64>,
    /// Where the bytes end that were read; nothing where there are none.
    read_end: Cell<Option<i64>>,
    /// Where the bytes begin that are to be written.
    write_pos: Cell<i64>,
    /// Where they end; nothing where there are none.
    write_end: Cell<Option<i64>>,
    /// The position of the raw stream in its file, as far as it is known.
    raw_position: Cell<Option<i64>>,
}

impl Parts for Buffered {
    fn take_part(&mut self) -> Option<Value> {
        self.raw.take().or_else(|| self.base.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.raw.each(visit);
        self.base.each(visit);
    }
}

/// Whether a stream can be used.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Phase {
    /// `__init__` has not succeeded.
    #[default]
    New,
    Ready,
    /// The raw stream was taken away.
    Detached,
}

macro_rules! class {
    ($(#[$doc:meta])* $payload:ident, $type_:ident, $name:literal) => {
        $(#[$doc])*
        #[pyclass(static = $type_, name = $name, base = BUFFERED_IO_BASE)]
        #[derive(Default)]
        #[repr(C)]
        pub(crate) struct $payload {
            #[part]
            buffered: Buffered,
        }
    };
}

class! {
    /// A buffer to read from.
    Reader, BUFFERED_READER, "_io.BufferedReader"
}
class! {
    /// A buffer to write to.
    Writer, BUFFERED_WRITER, "_io.BufferedWriter"
}
class! {
    /// A buffer for both, over a raw stream with positions.
    Random, BUFFERED_RANDOM, "_io.BufferedRandom"
}

pub(crate) const READER_DEFINITION: Definition = Definition {
    doc: Some("A buffer over a raw stream that can be read."),
    signature: Some("(raw, buffer_size=DEFAULT_BUFFER_SIZE)"),
    flags: Flags::BASE,
    slots: &[reader::Construction::SLOTS, shared::Shared::SLOTS, reader::Reading::SLOTS],
    methods: &[
        shared::Shared::METHODS,
        shared::Readable::METHODS,
        reader::Reading::METHODS,
        reader::Flushing::METHODS,
        position::Position::METHODS,
    ],
    getset: &[shared::Shared::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&BUFFERED_READER)
};

pub(crate) const WRITER_DEFINITION: Definition = Definition {
    doc: Some(
        "A buffer over a raw stream that can be written to.\n\nWhat is written waits until the buffer is full or flushed.",
    ),
    signature: Some("(raw, buffer_size=DEFAULT_BUFFER_SIZE)"),
    flags: Flags::BASE,
    slots: &[writer::Construction::SLOTS, shared::Shared::SLOTS],
    methods: &[
        shared::Shared::METHODS,
        shared::Writable::METHODS,
        writer::Writing::METHODS,
        position::Position::METHODS,
    ],
    getset: &[shared::Shared::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&BUFFERED_WRITER)
};

pub(crate) const RANDOM_DEFINITION: Definition = Definition {
    doc: Some("A buffer over a raw stream that can be read, written to and moved in."),
    signature: Some("(raw, buffer_size=DEFAULT_BUFFER_SIZE)"),
    flags: Flags::BASE,
    slots: &[random::Construction::SLOTS, shared::Shared::SLOTS, reader::Reading::SLOTS],
    methods: &[
        shared::Shared::METHODS,
        shared::Readable::METHODS,
        shared::Writable::METHODS,
        reader::Reading::METHODS,
        writer::Writing::METHODS,
        position::Position::METHODS,
    ],
    getset: &[shared::Shared::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&BUFFERED_RANDOM)
};

/// The payload of a stream of any of the three classes.
pub(crate) fn buffered(this: Borrowed<'_>) -> Option<&Buffered> {
    this.get::<Reader>()
        .map(|it| &it.buffered)
        .or_else(|| this.get::<Writer>().map(|it| &it.buffered))
        .or_else(|| this.get::<Random>().map(|it| &it.buffered))
}

/// The payload of a stream that is exactly of one of the three classes, so that its methods are those of here.
pub(crate) fn exactly(this: &Value) -> Option<&Buffered> {
    this.exact::<Reader>()
        .map(|it| &it.buffered)
        .or_else(|| this.exact::<Writer>().map(|it| &it.buffered))
        .or_else(|| this.exact::<Random>().map(|it| &it.buffered))
}

/// The payload of the receiver of a method.
fn receiver<'a>(py: &Py, this: Borrowed<'a>) -> PyResult<&'a Buffered> {
    match buffered(this) {
        Some(buffered) => Ok(buffered),
        None => Err(exc::type_error(py, format_args!("a buffered stream is required"))),
    }
}

impl Buffered {
    /// The raw stream. `ValueError` if there is none.
    pub(crate) fn raw(&self, py: &Py) -> PyResult<Value> {
        let raw = self.raw.get(py).clone();
        match raw.filter(|_| self.phase.get() == Phase::Ready) {
            Some(raw) => Ok(raw),
            None => Err(self.unusable(py)),
        }
    }

    #[cold]
    fn unusable(&self, py: &Py) -> Raised {
        value_error(
            py,
            if self.phase.get() == Phase::Detached {
                "raw stream has been detached"
            } else {
                "I/O operation on uninitialized object"
            },
        )
    }

    fn check_ready(&self, py: &Py) -> PyResult<()> {
        if self.phase.get() == Phase::Ready { Ok(()) } else { Err(self.unusable(py)) }
    }

    /// The raw stream, if it is a plain file.
    fn plain_file<'a>(&self, raw: &'a Value) -> Option<&'a FileIo> {
        file::exact(raw)
    }

    /// Whether the file below is closed, if a plain file is there and the stream has methods of here.
    #[inline]
    pub(crate) fn is_file_closed(&self, py: &Py) -> Option<bool> {
        if !self.is_plain.get() || self.phase.get() != Phase::Ready {
            return None;
        }
        self.raw.get(py).as_ref().and_then(file::exact).map(FileIo::is_closed)
    }

    /// Whether the stream was made to be read.
    pub(crate) fn can_be_read(&self) -> bool {
        self.readable.get()
    }

    /// Whether the stream was made to be written to.
    pub(crate) fn can_be_written(&self) -> bool {
        self.writable.get()
    }

    /// Whether the raw stream is closed.
    fn is_closed(&self, py: &mut Py) -> PyResult<bool> {
        if self.released.get() {
            return Ok(true);
        }
        let raw = self.raw(py)?;
        match file::exact(&raw).filter(|_| self.is_plain.get()) {
            Some(file) => Ok(file.is_closed()),
            None => is_closed(py, &raw),
        }
    }

    /// Fails if the stream is closed, unless there are bytes in the buffer.
    fn check_open(&self, py: &mut Py, message: &str) -> PyResult<()> {
        self.check_ready(py)?;
        if self.is_closed(py)? && self.ahead(py) == 0 { Err(value_error(py, message)) } else { Ok(()) }
    }

    /// Sets the stream up, of which `raw` has been checked.
    fn set_up(&self, py: &mut Py, this: Borrowed<'_>, raw: Borrowed<'_>, size: isize) -> PyResult<()> {
        drop(self.raw.replace(py, Some(raw.to_value())));
        let Some(size) = usize::try_from(size).ok().filter(|&size| size > 0) else {
            return Err(value_error(py, "buffer size must be strictly positive"));
        };
        // Nobody could ever fill it, so say so at once, as one that is allocated now does.
        let mut test: Vec<u8> = Vec::new();
        test.try_reserve_exact(size)?;
        drop(test);
        drop(self.buffer.replace(py, Vec::new()));
        self.size.set(size);
        self.released.set(false);
        self.lock.reset();
        self.raw_position.set(None);
        if let Err(raised) = self.ask_raw_position(py, &raw) {
            py.discard(raised);
        }
        self.pos.set(0);
        self.reset_read();
        self.reset_write();
        self.is_plain.set(exactly(&this).is_some() && file::exact(&raw).is_some());
        self.phase.set(Phase::Ready);
        Ok(())
    }

    /// Begins to set the stream up anew.
    fn begin(&self) {
        self.phase.set(Phase::New);
    }

    fn reset_read(&self) {
        self.read_end.set(None);
    }

    fn reset_write(&self) {
        self.write_pos.set(0);
        self.write_end.set(None);
    }

    /// Where the raw stream says that it stands.
    fn ask_raw_position(&self, py: &mut Py, raw: &Value) -> PyResult<i64> {
        let position = match self.plain_file(raw) {
            Some(file) => file.seek_to(py, 0, 1)?,
            None => {
                let position = calls::call(py, raw, Name::TELL, &[])?;
                valid_position(py, &position)?
            }
        };
        self.raw_position.set(Some(position));
        Ok(position)
    }

    /// Moves the raw stream.
    fn seek_raw(&self, py: &mut Py, offset: i64, whence: i32) -> PyResult<i64> {
        let raw = self.raw(py)?;
        let position = match self.plain_file(&raw) {
            Some(file) => file.seek_to(py, offset, whence)?,
            None => {
                let (offset, whence) = (py.int(offset)?, py.int(whence.into())?);
                let position = calls::call(py, &raw, Name::SEEK, &[&offset, &whence])?;
                valid_position(py, &position)?
            }
        };
        self.raw_position.set(Some(position));
        Ok(position)
    }

    fn has_read_buffer(&self) -> bool {
        self.readable.get() && self.read_end.get().is_some()
    }

    fn has_write_buffer(&self) -> bool {
        self.writable.get() && self.write_end.get().is_some()
    }

    /// How far the raw stream is ahead of the stream.
    fn raw_offset(&self) -> i64 {
        let known = (self.has_read_buffer() || self.has_write_buffer()) && self.raw_pos.get() >= 0;
        if known { self.raw_pos.get() - self.pos.get() } else { 0 }
    }

    fn move_to(&self, pos: i64) {
        self.pos.set(pos);
        if self.has_read_buffer() && self.read_end.get().is_some_and(|end| end < pos) {
            self.read_end.set(Some(pos));
        }
    }

    /// Writes what waits, and has the raw stream stand where the stream stands.
    fn flush_and_rewind(&self, py: &mut Py) -> PyResult<()> {
        self.flush_writes(py)?;
        if self.readable.get() {
            let moved = self.seek_raw(py, -self.raw_offset(), 1);
            self.reset_read();
            moved?;
        }
        Ok(())
    }
}

fn valid_position(py: &mut Py, position: &Value) -> PyResult<i64> {
    let position = calls::offset(py, position)?;
    if position < 0 {
        return Err(py.error(&exc::OS_ERROR, format_args!("Raw stream returned invalid position {position}")));
    }
    Ok(position)
}

//! `TextIOWrapper`: text on top of a stream of bytes.
//!
//! ```text
//! reading   buffer ──read1──► input ──decoder──► decoded ──► lines, characters
//!                                │
//!                             snapshot: the decoder's state before the input, and the input: what tell() needs
//!
//! writing   text ──encoder──► pending ──write──► buffer
//! ```

mod attributes;
pub(crate) mod codec;
mod configure;
mod decoder;
mod encoder;
mod life;
mod position;
mod read;
mod write;

use std::cell::Cell;

use taipan_macros::pyclass;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value};

use crate::base::{CLOSED_FILE, IoBase, TEXT_IO_BASE, check_closed};
use crate::calls::value_error;
use crate::line_ends::Newline;
use decoder::Decoder;
use encoder::Encoder;

/// The payload.
#[pyclass(static = TEXT_IO_WRAPPER, name = "_io.TextIOWrapper", base = TEXT_IO_BASE)]
#[derive(Default)]
#[repr(C)]
pub(crate) struct TextWrapper {
    #[part]
    base: IoBase,
    phase: Cell<Phase>,
    /// The stream of bytes.
    buffer: PyCell<Option<Value>>,
    /// `encoding`, a `str`.
    encoding: PyCell<Option<Value>>,
    /// `errors`, a `str`.
    errors: PyCell<Option<Value>>,
    #[part]
    encoder: PyCell<Option<Encoder>>,
    #[part]
    decoder: PyCell<Option<Decoder>>,
    newline: Cell<Newline>,
    line_buffering: Cell<bool>,
    write_through: Cell<bool>,
    /// Whether the buffer has positions.
    seekable: Cell<bool>,
    /// Whether positions are known: not while the stream is iterated over.
    telling: Cell<bool>,
    has_read1: Cell<bool>,
    /// `_finalizing`
    finalizing: Cell<bool>,
    /// How many bytes are read at a time, and may wait to be written.
    chunk_size: Cell<usize>,
    /// Text that was decoded and of which so much has been read.
    decoded: PyCell<Option<Value>>,
    decoded_used: Cell<usize>,
    /// What `decoded` was made of.
    #[part]
    snapshot: PyCell<Option<Snapshot>>,
    /// Bytes per character in what was decoded last.
    ratio: Cell<f64>,
    /// Bytes that wait to be written.
    pending: PyCell<Vec<u8>>,
}

/// The state of the decoder at a point where it kept no bytes, and the bytes that it was given since.
struct Snapshot {
    /// An int.
    flags: Value,
    /// A bytes object.
    input: Value,
}

impl taipan_object::type_::parts::Part for Snapshot {
    fn take(&mut self) -> Option<Value> {
        taipan_object::type_::parts::Part::take(&mut self.flags)
            .or_else(|| taipan_object::type_::parts::Part::take(&mut self.input))
    }

    fn each(&self, visit: &mut taipan_object::Visit<'_>) {
        visit(&self.flags);
        visit(&self.input);
    }
}

/// Whether a stream can be used.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Phase {
    /// `__init__` has not succeeded.
    #[default]
    New,
    Ready,
    /// The buffer was taken away.
    Detached,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "Text on top of a buffered stream of bytes.\n\n\
         The encoding is that of the bytes; without one, it is that of the locale. errors says what is\n\
         done about what cannot be converted, 'strict' if nothing else is said.\n\n\
         newline says how lines end: None, '', '\\n', '\\r' or '\\r\\n'. When text is read, lines end with any\n\
         of '\\n', '\\r' and '\\r\\n' if it is None or '', and with None all of these become '\\n'; else they\n\
         end with just that. When text is written, '\\n' becomes what the system uses if it is None,\n\
         stays if it is '' or '\\n', and else becomes that.\n\n\
         With line_buffering, whatever has the end of a line is flushed when it is written.",
    ),
    signature: Some(
        "(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)",
    ),
    flags: Flags::BASE,
    slots: &[life::Life::SLOTS, read::Reading::SLOTS, attributes::Attributes::SLOTS],
    methods: &[
        life::Life::METHODS,
        configure::Configuration::METHODS,
        read::Reading::METHODS,
        write::Writing::METHODS,
        position::Position::METHODS,
    ],
    getset: &[attributes::Attributes::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&TEXT_IO_WRAPPER)
};

impl TextWrapper {
    /// Fails unless `__init__` has succeeded.
    fn check_ready(&self, py: &Py) -> PyResult<()> {
        if self.phase.get() == Phase::New { Err(self.unusable(py)) } else { Ok(()) }
    }

    /// The stream of bytes. `ValueError` if there is none.
    #[inline]
    pub(crate) fn attached(&self, py: &Py) -> PyResult<Value> {
        let buffer = self.buffer.get(py);
        match &*buffer {
            Some(buffer) if self.phase.get() == Phase::Ready => Ok(buffer.clone()),
            _ => Err(self.unusable(py)),
        }
    }

    #[cold]
    fn unusable(&self, py: &Py) -> Raised {
        value_error(
            py,
            if self.phase.get() == Phase::Detached {
                "underlying buffer has been detached"
            } else {
                "I/O operation on uninitialized object"
            },
        )
    }

    /// Fails if the stream is closed.
    #[inline]
    fn check_open(&self, py: &mut Py, this: Borrowed<'_>, buffer: &Value) -> PyResult<()> {
        if this.type_().is(&TEXT_IO_WRAPPER) {
            let plain = crate::buffered::exactly(buffer).and_then(|stream| stream.is_file_closed(py));
            let closed = match plain {
                Some(closed) => closed,
                None => crate::calls::is_closed(py, buffer)?,
            };
            return if closed { Err(value_error(py, CLOSED_FILE)) } else { Ok(()) };
        }
        check_closed(py, &this)
    }

    /// The name of the error handler.
    fn errors_name(&self, py: &Py) -> Option<Value> {
        self.errors.get(py).clone()
    }

    /// Forgets what was decoded.
    fn forget_decoded(&self, py: &mut Py) {
        drop(self.decoded.replace(py, None));
        self.decoded_used.set(0);
    }

    fn forget_snapshot(&self, py: &mut Py) {
        drop(self.snapshot.replace(py, None));
    }

    fn set_decoded(&self, py: &mut Py, text: Value) {
        drop(self.decoded.replace(py, Some(text)));
        self.decoded_used.set(0);
    }
}

/// The payload of the receiver of a method.
fn receiver<'a>(py: &Py, this: Borrowed<'a>) -> PyResult<&'a TextWrapper> {
    match this.get::<TextWrapper>() {
        Some(stream) => Ok(stream),
        None => Err(taipan_object::exception::type_error(py, format_args!("a stream of text is required"))),
    }
}

//! `_IOBase`: what all streams have, and `_TextIOBase`, which adds nothing but names.

use std::mem::offset_of;

use taipan_macros::{pyclass, pymethods};
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{boolean, none};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value, exception as exc, instance};
use taipan_text::Name;

use crate::calls::{self, call, check_bytes, find, is_closed, retry, unsupported, value_error};

/// The payload, with which those of all streams begin.
#[pyclass(static = IO_BASE, name = "_io._IOBase")]
#[derive(Default)]
#[repr(C)]
pub(crate) struct IoBase {
    /// The attributes, a dict once there are any.
    dict: PyCell<Option<Value>>,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "What all streams of bytes and text derive from.\n\n\
         There is no public constructor. Methods that a derived class does not provide raise\n\
         UnsupportedOperation. A stream can be iterated over line by line, and is a context\n\
         manager that closes it.",
    ),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    dict: HEADER_SIZE + offset_of!(IoBase, dict),
    slots: &[Base::SLOTS],
    methods: &[Base::METHODS],
    getset: &[Base::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&IO_BASE)
};

/// The attribute that says that a stream was closed which keeps no other record of it.
const CLOSED: Name = Name::IO_BASE_CLOSED;

/// The error of everything that needs an open stream.
pub(crate) const CLOSED_FILE: &str = "I/O operation on closed file.";

impl IoBase {
    /// A copy of the attributes, a dict, if there ever were any.
    pub(crate) fn attributes(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let dict = self.dict.get(py).clone();
        dict.as_ref().and_then(Value::get::<Dict>).map(|dict| dict.copy(py)).transpose()
    }
}

/// Makes an object of a type that adds nothing to `_IOBase`. Arguments are for an `__init__` of its own.
pub(crate) fn new_base(py: &mut Py, class: &Type, args: Args<'_>) -> PyResult<Value> {
    let init = |class: &Type| class.slots.init.get().map(|init| init as usize);
    let new = |class: &Type| class.slots.new.get().map(|new| new as usize);
    if !args.is_empty() || args.has_keywords() {
        if new(class) != new(class.native()) {
            return Err(exc::type_error(
                py,
                format_args!("object.__new__() takes exactly one argument (the type to instantiate)"),
            ));
        }
        if init(class) == init(&OBJECT) {
            return Err(exc::type_error(py, format_args!("{}() takes no arguments", class.name())));
        }
    }
    py.heap().object_of(class, IoBase::default())
}

/// Fails if the stream is closed, as its attribute says.
pub(crate) fn check_closed(py: &mut Py, this: &Value) -> PyResult<()> {
    if is_closed(py, this)? { Err(value_error(py, CLOSED_FILE)) } else { Ok(()) }
}

/// Fails unless a method of the stream returns `True` itself.
fn check_able(py: &mut Py, this: &Value, method: Name, message: &str) -> PyResult<Value> {
    let able = call(py, this, method, &[])?;
    if able.is(&boolean(true)) { Ok(able) } else { Err(unsupported(py, message)) }
}

/// Fails unless the stream is seekable.
pub(crate) fn check_seekable(py: &mut Py, this: &Value) -> PyResult<Value> {
    check_able(py, this, Name::SEEKABLE, "File or stream is not seekable.")
}

/// Fails unless the stream is readable.
pub(crate) fn check_readable(py: &mut Py, this: &Value) -> PyResult<Value> {
    check_able(py, this, Name::READABLE, "File or stream is not readable.")
}

/// Fails unless the stream is writable.
pub(crate) fn check_writable(py: &mut Py, this: &Value) -> PyResult<Value> {
    check_able(py, this, Name::WRITABLE, "File or stream is not writable.")
}

/// `_IOBase.close`, for those that extend it.
pub(crate) fn close(py: &mut Py, this: Borrowed<'_>) -> PyResult<()> {
    if find(py, &this, CLOSED)?.is_some() {
        return Ok(());
    }
    let flushed = call(py, &this, Name::FLUSH, &[]);
    calls::then(py, flushed, |py| {
        let name = py.name(CLOSED).clone();
        py.set_attribute(&this, &name, &boolean(true))
    })
}

/// The lines of a stream of which `next` was called on: nothing at the end.
pub(crate) fn next_line(py: &mut Py, this: &Value) -> PyResult<Option<Value>> {
    let line = call(py, this, Name::READLINE, &[])?;
    Ok(if py.len(&line)? == 0 { None } else { Some(line) })
}

/// What dies closes itself. Its own method is called, which may be written in Python.
fn finalize(py: &mut Py, this: Borrowed<'_>) {
    // An object whose `closed` cannot be read was not set up.
    let closed = match is_closed(py, &this) {
        Ok(closed) => closed,
        Err(raised) => {
            py.discard(raised);
            true
        }
    };
    if closed {
        return;
    }
    let set = py.heap().intern("_finalizing");
    if let Err(raised) = set.and_then(|name| py.set_attribute(&this, &name, &boolean(true))) {
        py.discard(raised);
    }
    if let Err(raised) = call(py, &this, Name::CLOSE, &[]) {
        report(py, raised, &this);
    }
}

/// Reports an exception from the end of a stream, where nobody waits for it.
pub(crate) fn report(py: &mut Py, raised: Raised, stream: &Value) {
    let exception = py.take(raised);
    let shown = match py.repr(stream) {
        Ok(shown) => shown.to_string(),
        Err(raised) => {
            py.discard(raised);
            "<object repr() failed>".to_owned()
        }
    };
    let raised = py.heap().again(exception);
    py.unraisable(raised, &format!("Exception ignored while finalizing file {shown}"), None);
}

/// A line of a stream of which nothing is known but `read` and, perhaps, `peek`, which says how much can be read at once
/// without going beyond the line.
fn read_line(py: &mut Py, this: &Value, limit: isize) -> PyResult<Value> {
    let peek = find(py, this, Name::PEEK)?;
    let mut line: Vec<u8> = Vec::new();
    while limit < 0 || line.len() < limit.unsigned_abs() {
        let mut wanted = 1;
        if let Some(peek) = &peek {
            let one = py.int(1)?;
            let ahead = retry(py, |py| py.call(peek, &[&one]))?;
            check_bytes(py, &ahead, "peek")?;
            if let Some(ahead) = ahead.get::<Bytes>().map(Bytes::data).filter(|ahead| !ahead.is_empty()) {
                wanted = ahead.iter().position(|&byte| byte == b'\n').map_or(ahead.len(), |at| at + 1);
                if limit >= 0 {
                    wanted = wanted.min(limit.unsigned_abs() - line.len());
                }
            }
        }
        let wanted = py.int_from_usize(wanted)?;
        let bytes = retry(py, |py| call(py, this, Name::READ, &[&wanted]))?;
        check_bytes(py, &bytes, "read")?;
        let data = bytes.get::<Bytes>().map_or(&[][..], Bytes::data);
        line.try_reserve(data.len())?;
        line.extend_from_slice(data);
        if data.is_empty() || line.ends_with(b"\n") {
            break;
        }
    }
    py.bytes(&line)
}

/// Everything.
struct Base;

#[pymethods(IoBase)]
impl Base {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        new_base(py, class, args)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        check_closed(py, &this)?;
        Ok(this.to_value())
    }

    #[pyslot]
    fn next(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        next_line(py, &this)
    }

    #[pyslot]
    fn finalize(this: Borrowed<'_>, py: &mut Py) {
        finalize(py, this);
    }

    /// Moves to a position, which counts from the start (0), from here (1) or from the end (2).
    ///
    /// Returns the new position from the start.
    #[pymethod("($self, offset, whence=os.SEEK_SET, /)")]
    fn seek(
        _this: Borrowed<'_>,
        py: &mut Py,
        _offset: Borrowed<'_>,
        _whence: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        Err(unsupported(py, "seek"))
    }

    /// The position.
    #[pymethod("($self, /)")]
    fn tell(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let (zero, one) = (py.int(0)?, py.int(1)?);
        call(py, &this, Name::SEEK, &[&zero, &one])
    }

    /// Makes the file so many bytes long, or cuts it off at the position.
    ///
    /// The position stays. Returns the new length.
    #[pymethod("($self, size=None, /)")]
    fn truncate(_this: Borrowed<'_>, py: &mut Py, _size: Option<Borrowed<'_>>) -> PyResult<Value> {
        Err(unsupported(py, "truncate"))
    }

    /// Writes what waits in buffers, if there are any.
    #[pymethod("($self, /)")]
    fn flush(this: Borrowed<'_>, py: &mut Py) -> PyResult<()> {
        if find(py, &this, CLOSED)?.is_some() {
            return Err(value_error(py, CLOSED_FILE));
        }
        Ok(())
    }

    /// Flushes and closes the stream. Closing it again does nothing.
    #[pymethod("($self, /)")]
    fn close(this: Borrowed<'_>, py: &mut Py) -> PyResult<()> {
        close(py, this)
    }

    /// Whether positions can be moved to.
    #[pymethod("($self, /)")]
    fn seekable(_this: Borrowed<'_>) -> bool {
        false
    }

    /// Whether the stream can be read.
    #[pymethod("($self, /)")]
    fn readable(_this: Borrowed<'_>) -> bool {
        false
    }

    /// Whether the stream can be written to.
    #[pymethod("($self, /)")]
    fn writable(_this: Borrowed<'_>) -> bool {
        false
    }

    #[pymethod("($self, /)", name = "_checkClosed")]
    fn check_closed(this: Borrowed<'_>, py: &mut Py) -> PyResult<()> {
        check_closed(py, &this)
    }

    #[pymethod("($self, /)", name = "_checkSeekable")]
    fn check_seekable(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        check_seekable(py, &this)
    }

    #[pymethod("($self, /)", name = "_checkReadable")]
    fn check_readable(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        check_readable(py, &this)
    }

    #[pymethod("($self, /)", name = "_checkWritable")]
    fn check_writable(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        check_writable(py, &this)
    }

    /// The number by which the system knows the file. OSError if there is none.
    #[pymethod("($self, /)")]
    fn fileno(_this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Err(unsupported(py, "fileno"))
    }

    /// Whether somebody sits at the other end: false where that is not known.
    #[pymethod("($self, /)")]
    fn isatty(this: Borrowed<'_>, py: &mut Py) -> PyResult<bool> {
        check_closed(py, &this)?;
        Ok(false)
    }

    /// The stream itself, for a with statement.
    #[pymethod("($self, /)")]
    fn __enter__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        check_closed(py, &this)?;
        Ok(this.to_value())
    }

    /// Closes the stream.
    #[pymethod("($self, /, *args)", hidden)]
    fn __exit__(this: Borrowed<'_>, py: &mut Py, _args: Args<'_>) -> PyResult<Value> {
        call(py, &this, Name::CLOSE, &[])
    }

    /// A line, or as much of it as a limit allows; empty at the end of the stream.
    #[pymethod("($self, size=-1, /)")]
    fn readline(this: Borrowed<'_>, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let limit = calls::size(py, size)?;
        read_line(py, &this, limit)
    }

    /// The lines that are left, as a list.
    ///
    /// With a hint, no more are read once that many bytes or characters have been.
    #[pymethod("($self, hint=-1, /)")]
    fn readlines(this: Borrowed<'_>, py: &mut Py, hint: Option<Borrowed<'_>>) -> PyResult<Value> {
        let hint = calls::size(py, hint)?;
        let lines = py.list(Vec::new())?;
        if hint <= 0 {
            call(py, &lines, Name::EXTEND, &[&this])?;
            return Ok(lines);
        }
        let iterator = py.iter(&this)?;
        let mut items = Vec::new();
        let mut length = 0_usize;
        while let Some(line) = py.next(&iterator)? {
            length = length.saturating_add(py.len(&line)?);
            items.try_reserve(1)?;
            items.push(line);
            if length > hint.unsigned_abs() {
                break;
            }
        }
        py.list(items)
    }

    /// Writes each of several lines. Ends of lines are not added.
    #[pymethod("($self, lines, /)")]
    fn writelines(this: Borrowed<'_>, py: &mut Py, lines: Borrowed<'_>) -> PyResult<()> {
        check_closed(py, &this)?;
        let iterator = py.iter(&lines)?;
        while let Some(line) = py.next(&iterator)? {
            retry(py, |py| call(py, &this, Name::WRITE, &[&line]))?;
        }
        Ok(())
    }

    #[pygetter(name = "__dict__")]
    fn attributes(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        instance::dict(py, this)
    }

    #[pysetter(name = "__dict__")]
    fn set_attributes(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        instance::set_dict_attribute(py, this, value)
    }

    #[pygetter]
    fn closed(this: Borrowed<'_>, py: &mut Py) -> PyResult<bool> {
        Ok(find(py, &this, CLOSED)?.is_some())
    }
}

/// `_TextIOBase`
pub(crate) static TEXT_IO_BASE: Type = Type::of::<IoBase>("_io._TextIOBase", Some(&IO_BASE));

pub(crate) const TEXT_DEFINITION: Definition = Definition {
    doc: Some(
        "What streams of text derive from.\n\n\
         They read and write characters, line by line where that is wanted. There is no\n\
         public constructor.",
    ),
    flags: Flags::BASE,
    slots: &[TextBase::SLOTS],
    methods: &[TextBase::METHODS],
    getset: &[TextBase::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&TEXT_IO_BASE)
};

struct TextBase;

#[pymethods(IoBase)]
impl TextBase {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        new_base(py, class, args)
    }

    /// Separates the buffer from the text on top of it, which cannot be used any more, and returns it.
    #[pymethod("($self, /)")]
    fn detach(_this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Err(unsupported(py, "detach"))
    }

    /// At most so many characters, or all that are left.
    #[pymethod("($self, size=-1, /)")]
    fn read(_this: Borrowed<'_>, py: &mut Py, _size: i32) -> PyResult<Value> {
        Err(unsupported(py, "read"))
    }

    /// A line; empty at the end.
    #[pymethod("($self, size=-1, /)")]
    fn readline(_this: Borrowed<'_>, py: &mut Py, _size: i32) -> PyResult<Value> {
        Err(unsupported(py, "readline"))
    }

    /// Writes text, and returns how many characters that were.
    #[pymethod("($self, s, /)")]
    fn write(_this: Borrowed<'_>, py: &mut Py, _s: Borrowed<'_>) -> PyResult<Value> {
        Err(unsupported(py, "write"))
    }

    /// The encoding of the bytes below. None where there are none.
    #[pygetter]
    fn encoding(_this: Borrowed<'_>) -> Value {
        none()
    }

    /// The ends of lines that have been read so far: a string, a tuple of several, or None.
    #[pygetter]
    fn newlines(_this: Borrowed<'_>) -> Value {
        none()
    }

    /// What is done about characters or bytes that cannot be converted.
    #[pygetter]
    fn errors(_this: Borrowed<'_>) -> Value {
        none()
    }
}

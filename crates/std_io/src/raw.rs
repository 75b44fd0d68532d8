//! `_RawIOBase` and `_BufferedIOBase`: streams of bytes, without a buffer and with one.

use taipan_macros::pymethods;
use taipan_object::native::Argument;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};
use taipan_text::Name;

use crate::base::{IO_BASE, IoBase, new_base};
use crate::calls::{self, call, retry, unsupported, value_error, with_writable};
use crate::memory;

/// How many bytes are read or written at a time where nothing else is said.
pub(crate) const DEFAULT_BUFFER_SIZE: usize = 128 * 1024;

/// `_RawIOBase`
pub(crate) static RAW_IO_BASE: Type = Type::of::<IoBase>("_io._RawIOBase", Some(&IO_BASE));

pub(crate) const RAW_DEFINITION: Definition = Definition {
    doc: Some("What streams of bytes without a buffer derive from."),
    flags: Flags::BASE,
    slots: &[Raw::SLOTS],
    methods: &[Raw::METHODS],
    unseen: &["__new__"],
    ..Definition::of(&RAW_IO_BASE)
};

struct Raw;

#[pymethods(IoBase)]
impl Raw {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        new_base(py, class, args)
    }

    #[pymethod("($self, size=-1, /)")]
    fn read(this: Borrowed<'_>, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = match size {
            Some(size) => calls::count(py, &size)?,
            None => -1,
        };
        let Ok(size) = usize::try_from(size) else { return call(py, &this, Name::READALL, &[]) };
        let into = py.builtin("bytearray")?;
        let wanted = py.int_from_usize(size)?;
        let into = py.call(&into, &[&wanted])?;
        let read = call(py, &this, Name::READINTO, &[&into])?;
        if is_none(&read) {
            return Ok(read);
        }
        let read = calls::count(py, &read)?;
        match usize::try_from(read).ok().filter(|&read| read <= size) {
            Some(read) => calls::with_bytes(py, &into, |py, buffer| {
                let data = buffer.bytes(py);
                py.bytes(data.get(..read).unwrap_or(data))
            }),
            None => {
                Err(exc::value_error(py, format_args!("readinto returned {read} outside buffer size {size}")))
            }
        }
    }

    /// Reads until the end, by as many calls as it takes.
    #[pymethod("($self, /)")]
    fn readall(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let mut all: Vec<u8> = Vec::new();
        let mut is_first = true;
        let size = py.int_from_usize(DEFAULT_BUFFER_SIZE)?;
        loop {
            let bytes = retry(py, |py| call(py, &this, Name::READ, &[&size]))?;
            if is_none(&bytes) && is_first {
                return Ok(bytes);
            }
            if is_none(&bytes) {
                break;
            }
            let Some(data) = bytes.get::<Bytes>() else {
                return Err(exc::type_error(py, format_args!("read() should return bytes")));
            };
            if data.is_empty() {
                break;
            }
            all.try_reserve(data.len())?;
            all.extend_from_slice(data.data());
            is_first = false;
        }
        py.bytes(&all)
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn readinto(_this: Borrowed<'_>, py: &mut Py, _args: Args<'_>) -> PyResult<Value> {
        Err(not_implemented(py))
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn write(_this: Borrowed<'_>, py: &mut Py, _args: Args<'_>) -> PyResult<Value> {
        Err(not_implemented(py))
    }
}

fn not_implemented(py: &Py) -> taipan_object::Raised {
    py.heap().error_about(&exc::NOT_IMPLEMENTED_ERROR, None)
}

/// `_BufferedIOBase`
pub(crate) static BUFFERED_IO_BASE: Type = Type::of::<IoBase>("_io._BufferedIOBase", Some(&IO_BASE));

pub(crate) const BUFFERED_DEFINITION: Definition = Definition {
    doc: Some(
        "What streams of bytes with a buffer derive from.\n\n\
         Unlike those without one, read() and readinto() may call the system several times to\n\
         get all that was asked for, and write() takes everything or raises BlockingIOError.",
    ),
    flags: Flags::BASE,
    slots: &[Buffered::SLOTS],
    methods: &[Buffered::METHODS],
    unseen: &["__new__"],
    ..Definition::of(&BUFFERED_IO_BASE)
};

struct Buffered;

#[pymethods(IoBase)]
impl Buffered {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        new_base(py, class, args)
    }

    /// Separates the raw stream from the buffer on top of it, which cannot be used any more, and returns it.
    #[pymethod("($self, /)")]
    fn detach(_this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Err(unsupported(py, "detach"))
    }

    /// At most so many bytes, or all that are left.
    ///
    /// Fewer are returned only at the end, or where a terminal or connection has no more yet. None: there is nothing yet.
    #[pymethod("($self, size=-1, /)")]
    fn read(_this: Borrowed<'_>, py: &mut Py, _size: i32) -> PyResult<Value> {
        Err(unsupported(py, "read"))
    }

    /// At most so many bytes, by at most one call to the raw stream.
    #[pymethod("($self, size=-1, /)")]
    fn read1(_this: Borrowed<'_>, py: &mut Py, _size: i32) -> PyResult<Value> {
        Err(unsupported(py, "read1"))
    }

    #[pymethod("($self, buffer, /)")]
    fn readinto(this: Borrowed<'_>, py: &mut Py, buffer: Borrowed<'_>) -> PyResult<Value> {
        read_into(py, this, buffer, "readinto", Name::READ)
    }

    #[pymethod("($self, buffer, /)")]
    fn readinto1(this: Borrowed<'_>, py: &mut Py, buffer: Borrowed<'_>) -> PyResult<Value> {
        read_into(py, this, buffer, "readinto1", Name::READ1)
    }

    /// Writes bytes, and returns how many that were: all of them.
    ///
    /// They may wait in a buffer until it is flushed. BlockingIOError if they cannot be written now.
    #[pymethod("($self, b, /)")]
    fn write(_this: Borrowed<'_>, py: &mut Py, _b: Borrowed<'_>) -> PyResult<Value> {
        Err(unsupported(py, "write"))
    }
}

fn read_into(
    py: &mut Py,
    this: Borrowed<'_>,
    buffer: Borrowed<'_>,
    function: &'static str,
    method: Name,
) -> PyResult<Value> {
    with_writable(py, function, Argument::Only, buffer, |py, buffer| {
        let wanted = py.int_from_usize(buffer.len)?;
        let bytes = call(py, &this, method, &[&wanted])?;
        let Some(data) = bytes.get::<Bytes>() else {
            return Err(value_error(py, "read() should return bytes"));
        };
        if data.len() > buffer.len {
            return Err(exc::value_error(
                py,
                format_args!(
                    "read() returned too much data: {} bytes requested, {} returned",
                    buffer.len,
                    data.len()
                ),
            ));
        }
        let written = buffer.write(py, 0, data.data());
        py.int_from_usize(written)
    })
}

/// Calls `readinto` of a raw stream with `into`, of which the first bytes are then those that were read. `None`: there are
/// none yet.
pub(crate) fn raw_read_into(py: &mut Py, raw: &Value, into: &mut Vec<u8>) -> PyResult<Option<usize>> {
    let len = into.len();
    let read =
        memory::show(py, into, false, |py, view| retry(py, |py| call(py, raw, Name::READINTO, &[view])))?;
    if is_none(&read) {
        return Ok(None);
    }
    let read = match calls::count(py, &read) {
        Ok(read) => read,
        Err(raised) => {
            let cause = py.take(raised);
            let error = py.error(&exc::OS_ERROR, format_args!("raw readinto() failed"));
            let error = py.take(error);
            exc::set_cause(py, &error, Some(cause.clone()));
            let name = py.heap().intern("__context__")?;
            py.set_attribute(&error, &name, &cause)?;
            return Err(py.heap().again(error));
        }
    };
    match usize::try_from(read).ok().filter(|&read| read <= len) {
        Some(read) => Ok(Some(read)),
        None => Err(invalid_length(py, "readinto", read, len)),
    }
}

/// `OSError` for a raw stream that says it has read or written what it cannot have.
#[cold]
pub(crate) fn invalid_length(py: &Py, method: &str, given: isize, len: usize) -> taipan_object::Raised {
    py.error(
        &exc::OS_ERROR,
        format_args!("raw {method}() returned invalid length {given} (should have been between 0 and {len})"),
    )
}

//! `BufferedRWPair`: a reader and a writer that look like one stream.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};
use taipan_text::Name;

use super::{BUFFERED_READER, BUFFERED_WRITER};
use crate::base::{IoBase, check_readable, check_writable};
use crate::calls::{self, attribute, value_error};
use crate::raw::{BUFFERED_IO_BASE, DEFAULT_BUFFER_SIZE};

/// The payload.
#[pyclass(static = PAIR, name = "_io.BufferedRWPair", base = BUFFERED_IO_BASE)]
#[derive(Default)]
#[repr(C)]
pub(crate) struct Pair {
    #[part]
    base: IoBase,
    reader: PyCell<Option<Value>>,
    writer: PyCell<Option<Value>>,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "A buffer over two raw streams, one to read from and one to write to.\n\n\
         It is for connections that have a stream for each direction. There are no positions.",
    ),
    signature: Some("(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)"),
    flags: Flags::BASE,
    slots: &[Pair::SLOTS],
    methods: &[Pair::METHODS],
    getset: &[Pair::GETSET],
    unseen: &["__new__"],
    ..Definition::of(&PAIR)
};

/// The reader or writer of a pair that is set up.
fn half(py: &Py, half: &PyCell<Option<Value>>) -> PyResult<Value> {
    let half = half.get(py).clone();
    match half {
        Some(half) => Ok(half),
        None => Err(value_error(py, "I/O operation on uninitialized object")),
    }
}

/// Calls a method of one of them.
fn pass_on(py: &mut Py, to: &PyCell<Option<Value>>, method: Name, args: Args<'_>) -> PyResult<Value> {
    let stream = half(py, to)?;
    let method = attribute(py, &stream, method)?;
    py.call_args(&method, args)
}

#[pymethods]
impl Pair {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self::default())
    }

    #[pyslot("(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)", name = "BufferedRWPair")]
    fn init(
        &self,
        py: &mut Py,
        reader: Borrowed<'_>,
        writer: Borrowed<'_>,
        buffer_size: Option<isize>,
    ) -> PyResult<()> {
        check_readable(py, &reader)?;
        check_writable(py, &writer)?;
        let size = py.int(buffer_size.unwrap_or(DEFAULT_BUFFER_SIZE as isize) as i64)?;
        let reader = py.call(&BUFFERED_READER.to_value(), &[&reader, &size])?;
        let writer = py.call(&BUFFERED_WRITER.to_value(), &[&writer, &size])?;
        drop(self.reader.replace(py, Some(reader)));
        drop(self.writer.replace(py, Some(writer)));
        Ok(())
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn read(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        pass_on(py, &self.reader, Name::READ, args)
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn peek(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        pass_on(py, &self.reader, Name::PEEK, args)
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn read1(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        pass_on(py, &self.reader, Name::READ1, args)
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn readinto(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        pass_on(py, &self.reader, Name::READINTO, args)
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn readinto1(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        pass_on(py, &self.reader, Name::READINTO1, args)
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn write(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        pass_on(py, &self.writer, Name::WRITE, args)
    }

    #[pymethod("($self, /)")]
    fn flush(&self, py: &mut Py) -> PyResult<Value> {
        pass_on(py, &self.writer, Name::FLUSH, Args::EMPTY)
    }

    #[pymethod("($self, /)")]
    fn readable(&self, py: &mut Py) -> PyResult<Value> {
        pass_on(py, &self.reader, Name::READABLE, Args::EMPTY)
    }

    #[pymethod("($self, /)")]
    fn writable(&self, py: &mut Py) -> PyResult<Value> {
        pass_on(py, &self.writer, Name::WRITABLE, Args::EMPTY)
    }

    #[pymethod("($self, /)")]
    fn close(&self, py: &mut Py) -> PyResult<Value> {
        let written = pass_on(py, &self.writer, Name::CLOSE, Args::EMPTY);
        calls::then(py, written, |py| pass_on(py, &self.reader, Name::CLOSE, Args::EMPTY))
    }

    #[pymethod("($self, /)")]
    fn isatty(&self, py: &mut Py) -> PyResult<Value> {
        let answer = pass_on(py, &self.writer, Name::ISATTY, Args::EMPTY)?;
        if py.is_true(&answer)? {
            return Ok(answer);
        }
        pass_on(py, &self.reader, Name::ISATTY, Args::EMPTY)
    }

    #[pygetter]
    fn closed(&self, py: &mut Py) -> PyResult<Value> {
        let writer = self.writer.get(py).clone();
        match writer {
            Some(writer) => attribute(py, &writer, Name::CLOSED),
            None => Err(exc::runtime_error(
                py,
                format_args!("the BufferedRWPair object is being garbage-collected"),
            )),
        }
    }
}

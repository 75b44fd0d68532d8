//! Readers and writers over streams of bytes.

use taipan_macros::{pyclass, pymethods};
use taipan_object::native::Keywords;
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::type_::parts::Part;
use taipan_object::type_::{Definition, Flags, Visit};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::StrBuilder;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use crate::codec;
use crate::convert;
use crate::incremental::{Decoding, Encoding, errors_of, set_errors};

/// The payload of `MultibyteStreamReader`.
#[pyclass(static = STREAM_READER, name = "_multibytecodec.MultibyteStreamReader", base = OBJECT)]
pub(crate) struct StreamReader {
    stream: Value,
    decoding: Decoding,
}

/// The payload of `MultibyteStreamWriter`.
#[pyclass(static = STREAM_WRITER, name = "_multibytecodec.MultibyteStreamWriter", base = OBJECT)]
pub(crate) struct StreamWriter {
    stream: Value,
    encoding: Encoding,
}

macro_rules! no_parts {
    ($($name:ident),*) => {$(
        /// It has no values.
        impl Part for $name {
            fn take(&mut self) -> Option<Value> {
                None
            }

            fn each(&self, _: &mut Visit<'_>) {}
        }
    )*};
}
no_parts!(Decoding, Encoding);

pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        flags: Flags::BASE,
        slots: &[StreamReader::SLOTS],
        methods: &[StreamReader::METHODS],
        getset: &[StreamReader::GETSET],
        ..Definition::of(&STREAM_READER)
    },
    Definition {
        flags: Flags::BASE,
        slots: &[StreamWriter::SLOTS],
        methods: &[StreamWriter::METHODS],
        getset: &[StreamWriter::GETSET],
        ..Definition::of(&STREAM_WRITER)
    },
];

impl StreamReader {
    /// Decodes what a method of the stream gives: all, or about so many bytes, but at least one character.
    fn read_by(&self, py: &mut Py, method: &str, size: isize) -> PyResult<Value> {
        let mut out = StrBuilder::new();
        if size == 0 {
            return out.finish(py);
        }
        let name = py.heap().intern(method)?;
        let mut size = size;
        loop {
            let piece = if size < 0 {
                py.call_method(&self.stream, &name, &[])?
            } else {
                let size = py.int(i64::try_from(size).unwrap_or(i64::MAX))?;
                py.call_method(&self.stream, &name, &[&size])?
            };
            let Some(bytes) = piece.get::<Bytes>() else {
                let class = piece.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("stream function returned a non-bytes object ({class})"),
                ));
            };
            let is_final = bytes.is_empty() || size < 0;
            let read = self.decoding.decode(py, bytes.data(), is_final, false, &mut out)?;
            if size < 0 || !out.is_empty() || read == 0 {
                return out.finish(py);
            }
            // The beginning of a code: one byte more decides.
            size = 1;
        }
    }
}

/// How much to read; a negative number for all.
fn size_of_argument(py: &mut Py, size: Borrowed<'_>) -> PyResult<isize> {
    if is_none(&size) {
        return Ok(-1);
    }
    if !size.is_int() {
        return Err(exc::type_error(py, format_args!("arg 1 must be an integer")));
    }
    py.to_isize(&size)
}

#[pymethods]
impl StreamReader {
    #[pyslot("(stream, errors='strict')", name = "StreamReader")]
    fn new(class: &Type, py: &mut Py, stream: Borrowed<'_>, errors: Option<Borrowed<'_>>) -> PyResult<Value> {
        let errors = errors_of(py, errors, "StreamReader", 2)?;
        let codec = codec::of_class(py, class)?;
        let decoding = Decoding::new(codec, errors);
        py.heap().object_of(class, Self { stream: stream.to_value(), decoding })
    }

    #[pyslot("(*args, **kwargs)", name = "MultibyteStreamReader")]
    fn init(_this: Borrowed<'_>, _py: &mut Py, _args: Args<'_>, _kwargs: Keywords<'_>) -> PyResult<()> {
        Ok(())
    }

    /// Reads and decodes all, or about so many bytes.
    #[pymethod("($self, sizeobj=None, /)")]
    fn read(&self, py: &mut Py, sizeobj: Borrowed<'_>) -> PyResult<Value> {
        let size = size_of_argument(py, sizeobj)?;
        self.read_by(py, "read", size)
    }

    /// Reads and decodes a line.
    #[pymethod("($self, sizeobj=None, /)")]
    fn readline(&self, py: &mut Py, sizeobj: Borrowed<'_>) -> PyResult<Value> {
        let size = size_of_argument(py, sizeobj)?;
        self.read_by(py, "readline", size)
    }

    /// Reads and decodes lines: all, or those of about so many bytes.
    #[pymethod("($self, sizehintobj=None, /)")]
    fn readlines(&self, py: &mut Py, sizehintobj: Borrowed<'_>) -> PyResult<Value> {
        let size = size_of_argument(py, sizehintobj)?;
        let text = self.read_by(py, "read", size)?;
        let (name, keep) = (py.heap().intern("splitlines")?, py.int(1)?);
        py.call_method(&text, &name, &[&keep])
    }

    /// Forgets what was kept.
    #[pymethod("($self, /)")]
    fn reset(&self, py: &mut Py) {
        self.decoding.reset(py);
    }

    #[pymember]
    fn stream(&self) -> Value {
        self.stream.clone()
    }

    /// The name of the handler of bytes that cannot be decoded.
    #[pygetter]
    fn errors(&self, py: &mut Py) -> String {
        self.decoding.errors.get(py).clone()
    }

    #[pysetter]
    fn set_errors(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        set_errors(py, &self.decoding.errors, value)
    }
}

impl StreamWriter {
    fn write_text(&self, py: &mut Py, text: &Value) -> PyResult<()> {
        let bytes = self.encoding.encode(py, text, false)?;
        self.write_bytes(py, &bytes)
    }

    fn write_bytes(&self, py: &mut Py, bytes: &Value) -> PyResult<()> {
        let name = py.heap().intern("write")?;
        py.call_method(&self.stream, &name, &[bytes]).map(drop)
    }
}

#[pymethods]
impl StreamWriter {
    #[pyslot("(stream, errors='strict')", name = "StreamWriter")]
    fn new(class: &Type, py: &mut Py, stream: Borrowed<'_>, errors: Option<Borrowed<'_>>) -> PyResult<Value> {
        let errors = errors_of(py, errors, "StreamWriter", 2)?;
        let codec = codec::of_class(py, class)?;
        let encoding = Encoding::new(codec, errors);
        py.heap().object_of(class, Self { stream: stream.to_value(), encoding })
    }

    #[pyslot("(*args, **kwargs)", name = "MultibyteStreamWriter")]
    fn init(_this: Borrowed<'_>, _py: &mut Py, _args: Args<'_>, _kwargs: Keywords<'_>) -> PyResult<()> {
        Ok(())
    }

    /// Encodes and writes a text.
    #[pymethod("($self, strobj, /)")]
    fn write(&self, py: &mut Py, strobj: &Value) -> PyResult<()> {
        self.write_text(py, strobj)
    }

    /// Encodes and writes the texts of a sequence.
    #[pymethod("($self, lines, /)")]
    fn writelines(&self, py: &mut Py, lines: &Value) -> PyResult<()> {
        if !is_sequence(lines) {
            return Err(exc::type_error(py, format_args!("arg must be a sequence object")));
        }
        let mut index = 0;
        // Writing runs Python code, which may change the sequence.
        while index < py.len(lines)? {
            let key = py.int_from_usize(index)?;
            let line = py.get_item(lines, &key)?;
            self.write_text(py, &line)?;
            index += 1;
        }
        Ok(())
    }

    /// Writes what was kept, and what brings readers back to the start.
    #[pymethod("($self, /)")]
    fn reset(&self, py: &mut Py) -> PyResult<()> {
        let bytes = self.encoding.finish(py)?;
        if convert::data(&bytes).is_empty() { Ok(()) } else { self.write_bytes(py, &bytes) }
    }

    #[pymember]
    fn stream(&self) -> Value {
        self.stream.clone()
    }

    /// The name of the handler of characters that cannot be encoded.
    #[pygetter]
    fn errors(&self, py: &mut Py) -> String {
        self.encoding.errors.get(py).clone()
    }

    #[pysetter]
    fn set_errors(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        set_errors(py, &self.encoding.errors, value)
    }
}

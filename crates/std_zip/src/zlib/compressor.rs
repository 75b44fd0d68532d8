//! What `zlib.compressobj` makes.

use taipan_host::compression::zlib::{Code, Flush, Options, Stream};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::error::Failure;
use super::{deflate, dictionary, not_made};
use crate::data;
use taipan_object::exclusive::Exclusive;

/// The payload.
#[pyclass(static = COMPRESS, name = "zlib.Compress", leaf)]
pub(super) struct Compress {
    /// Nothing when the stream has ended.
    stream: Exclusive<Option<Stream>>,
}

pub(super) const DEFINITION: Definition =
    Definition { flags: Flags::NO_INSTANCES, methods: &[Compress::METHODS], ..Definition::of(&COMPRESS) };

/// An object that compresses.
pub(super) fn make(py: &mut Py, options: &Options, zdict: Option<&Value>) -> PyResult<Value> {
    let dictionary = dictionary(py, zdict)?;
    let mut stream = match Stream::deflate(options) {
        Ok(stream) => stream,
        Err(code) => return Err(not_made(py, code, "compression")),
    };
    if zdict.is_some() {
        match stream.set_dictionary(&dictionary) {
            Code::OK => {}
            Code::STREAM_ERROR => return Err(exc::value_error(py, format_args!("Invalid dictionary"))),
            _ => return Err(exc::value_error(py, format_args!("deflateSetDictionary()"))),
        }
    }
    py.heap().object(Compress { stream: Exclusive::new(Some(stream)) })
}

#[pymethods]
impl Compress {
    /// What compression gives of data so far; the rest is kept for later.
    #[pymethod("($self, data, /)")]
    fn compress(&self, py: &mut Py, data: &Value) -> PyResult<Value> {
        let input = data::input(py, data)?;
        let result = self.stream.with(py, input.len(), |stream| match stream {
            Some(stream) => deflate(stream, &input, Flush::NO),
            None => Err(Failure::ENDED),
        });
        match result {
            Ok(bytes) => py.bytes(&bytes),
            Err(failure) => Err(failure.raise(py, "while compressing data", "compressing")),
        }
    }

    /// What compression has kept.
    ///
    ///   mode
    ///     Z_FINISH, which ends the stream, or another one of the constants Z_…_FLUSH.
    #[pymethod("($self, mode=zlib.Z_FINISH, /)")]
    fn flush(&self, py: &mut Py, mode: Option<i32>) -> PyResult<Value> {
        let flush = mode.map_or(Flush::FINISH, Flush);
        if flush == Flush::NO {
            return py.bytes(b"");
        }
        let result = self.stream.with(py, usize::MAX, |stream| {
            let bytes = deflate(stream.as_mut().ok_or(Failure::ENDED)?, b"", flush)?;
            if flush == Flush::FINISH {
                *stream = None;
            }
            Ok::<_, Failure>(bytes)
        });
        match result {
            Ok(bytes) => py.bytes(&bytes),
            Err(failure) => Err(failure.raise(py, "while flushing", "compressing")),
        }
    }

    /// An object that goes on from the same place.
    #[pymethod("($self, /)")]
    fn copy(&self, py: &mut Py) -> PyResult<Value> {
        let copy =
            self.stream.with(py, usize::MAX, |stream| stream.as_mut().map(Stream::try_clone).transpose());
        match copy {
            Ok(Some(stream)) => py.heap().object(Self { stream: Exclusive::new(Some(stream)) }),
            Ok(None) | Err(Code::STREAM_ERROR) => {
                Err(exc::value_error(py, format_args!("Inconsistent stream state")))
            }
            Err(Code::MEM_ERROR) => Err(not_made(py, Code::MEM_ERROR, "compression")),
            Err(code) => {
                Err(Failure::Library(code, None).raise(py, "while copying compression object", "compressing"))
            }
        }
    }

    #[pymethod("($self, /)")]
    fn __copy__(&self, py: &mut Py) -> PyResult<Value> {
        self.copy(py)
    }

    #[pymethod("($self, memo, /)")]
    fn __deepcopy__(&self, py: &mut Py, _memo: Borrowed<'_>) -> PyResult<Value> {
        self.copy(py)
    }
}

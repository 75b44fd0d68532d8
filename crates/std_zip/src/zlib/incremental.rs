//! `zlib._ZlibDecompressor`, which keeps the input that it does not need yet.

use taipan_host::compression::zlib::{Code, Flush, Stream};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::error::{DECOMPRESSING, Failure, Stopped};
use super::{WINDOW, decoding_stream, lazy_dictionary};
use crate::data;
use crate::incremental::{Decoder, Incremental};
use crate::number::formatted_int;
use taipan_object::exclusive::Exclusive;

/// The payload.
#[pyclass(static = ZLIB_DECOMPRESSOR, name = "zlib._ZlibDecompressor", leaf)]
pub(super) struct ZlibDecompressor {
    state: Exclusive<Incremental<Inflating>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An object that decompresses data as it comes.\n\n  wbits\n    The size of the window, and what is around the \
         data.\n  zdict\n    The bytes that the compressor was given as zdict.",
    ),
    signature: Some("(wbits=15, zdict=b'')"),
    slots: &[ZlibDecompressor::SLOTS],
    methods: &[ZlibDecompressor::METHODS],
    getset: &[ZlibDecompressor::GETSET],
    ..Definition::of(&ZLIB_DECOMPRESSOR)
};

struct Inflating {
    stream: Stream,
    dictionary: Vec<u8>,
}

impl Decoder for Inflating {
    type Error = Stopped;

    fn step(&mut self, input: &mut &[u8], output: &mut Vec<u8>, room: usize) -> Result<bool, Self::Error> {
        let code = self.stream.step(input, output, room, Flush::SYNC);
        match code {
            Code::STREAM_END => Ok(true),
            Code::OK | Code::BUF_ERROR => Ok(false),
            Code::NEED_DICT if !self.dictionary.is_empty() => {
                match self.stream.set_dictionary(&self.dictionary) {
                    Code::OK => self.step(input, output, room),
                    code => Err(Failure::of(&self.stream, code).when("while setting zdict")),
                }
            }
            code => Err(Failure::of(&self.stream, code).when(DECOMPRESSING)),
        }
    }
}

#[pymethods]
impl ZlibDecompressor {
    #[pyslot("(wbits=15, zdict=b'')", name = "_ZlibDecompressor")]
    fn new(
        class: &Type,
        py: &mut Py,
        wbits: Option<Borrowed<'_>>,
        zdict: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let window_bits = match wbits {
            Some(bits) => formatted_int(py, &bits)?,
            None => WINDOW,
        };
        let dictionary = lazy_dictionary(py, window_bits, zdict.as_deref())?;
        let stream = decoding_stream(py, window_bits, &dictionary)?;
        let state = Exclusive::new(Incremental::new(Inflating { stream, dictionary }));
        py.heap().object_of(class, Self { state })
    }

    /// What decompression gives of data, as bytes.
    ///
    /// With max_length, at most so many; needs_input is false when there is more that can be had with empty data. Once the
    /// end is reached (eof), what follows is in unused_data.
    #[pymethod("($self, /, data, max_length=-1)")]
    fn decompress(&self, py: &mut Py, data: &Value, max_length: Option<isize>) -> PyResult<Value> {
        let input = data::input(py, data)?;
        let limit = data::limit(max_length);
        let result = self.state.with(py, input.len(), |state| {
            if state.eof { None } else { Some(state.decompress(&input, limit)) }
        });
        match result {
            Some(Ok(bytes)) => py.bytes(&bytes),
            Some(Err(stopped)) => Err(stopped.raise(py)),
            None => Err(py.error(&exc::EOF_ERROR, format_args!("End of stream already reached"))),
        }
    }

    /// Whether the end of the stream has been reached.
    #[pymember]
    fn eof(&self, py: &mut Py) -> bool {
        self.state.look(py, |state| state.eof)
    }

    /// Whether more can only come out of more input.
    #[pymember]
    fn needs_input(&self, py: &mut Py) -> bool {
        self.state.look(py, |state| state.needs_input)
    }

    /// What follows the end of the stream.
    #[pymember]
    fn unused_data(&self, py: &mut Py) -> PyResult<Value> {
        let bytes = self.state.look(py, |state| state.unused_data.clone());
        py.bytes(&bytes)
    }
}

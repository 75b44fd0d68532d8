//! `_lzma.LZMADecompressor`

use taipan_host::compression::lzma::{Code, Stream};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::filters::{made, read_chain};
use super::{CHECK_NONE, CHECK_UNKNOWN, FORMAT_ALONE, FORMAT_AUTO, FORMAT_RAW, FORMAT_XZ, Failure};
use crate::data;
use crate::incremental::{Decoder, Incremental};
use crate::number::unsigned;
use taipan_object::exclusive::Exclusive;

/// The payload.
#[pyclass(static = DECOMPRESSOR, name = "_lzma.LZMADecompressor", leaf)]
pub(super) struct Decompressor {
    state: Exclusive<Incremental<Decompressing>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An object that decompresses data as it comes.\n\n  format\n    What is around the data; FORMAT_AUTO finds out \
         whether that is FORMAT_XZ or FORMAT_ALONE.\n  memlimit\n    The most bytes of memory that it may take.\n  filters\n    \
         A sequence of dicts, for FORMAT_RAW only, which tells nothing itself.\n\nFor all at once there is the function \
         decompress().",
    ),
    signature: Some("(format=FORMAT_AUTO, memlimit=None, filters=None)"),
    slots: &[Decompressor::SLOTS],
    methods: &[Decompressor::METHODS],
    getset: &[Decompressor::GETSET],
    ..Definition::of(&DECOMPRESSOR)
};

struct Decompressing {
    stream: Stream,
    /// The integrity check that the stream has.
    check: u32,
}

impl Decoder for Decompressing {
    type Error = Failure;

    fn step(&mut self, input: &mut &[u8], output: &mut Vec<u8>, room: usize) -> Result<bool, Failure> {
        match self.stream.step(input, output, room, false) {
            Code::STREAM_END => Ok(true),
            Code::GET_CHECK | Code::NO_CHECK => {
                self.check = self.stream.check();
                Ok(false)
            }
            Code::OK => Ok(false),
            // More input or room is wanted, of which there may be some next time.
            Code::BUF_ERROR if input.is_empty() || room == 0 => Ok(false),
            code => Err(Failure::Library(code)),
        }
    }
}

#[pymethods]
impl Decompressor {
    #[pyslot("(format=FORMAT_AUTO, memlimit=None, filters=None)", name = "LZMADecompressor")]
    fn new(
        class: &Type,
        py: &mut Py,
        format: Option<i32>,
        memlimit: Borrowed<'_>,
        filters: Borrowed<'_>,
    ) -> PyResult<Value> {
        let format = format.unwrap_or(FORMAT_AUTO);
        let memory = match is_none(&memlimit) {
            true => u64::MAX,
            false if format == FORMAT_RAW => {
                return Err(exc::value_error(
                    py,
                    format_args!("Cannot specify memory limit with FORMAT_RAW"),
                ));
            }
            false => unsigned(py, &memlimit, u64::MAX, "uint64_t")?,
        };
        if format == FORMAT_RAW && is_none(&filters) {
            return Err(exc::value_error(py, format_args!("Must specify filters for FORMAT_RAW")));
        }
        if format != FORMAT_RAW && !is_none(&filters) {
            return Err(exc::value_error(py, format_args!("Cannot specify filters except with FORMAT_RAW")));
        }
        let (check, stream) = match format {
            FORMAT_AUTO => (CHECK_UNKNOWN, Stream::auto_decoder(memory)),
            FORMAT_XZ => (CHECK_UNKNOWN, Stream::decoder(memory)),
            FORMAT_ALONE => (CHECK_NONE, Stream::alone_decoder(memory)),
            FORMAT_RAW => (CHECK_NONE, Stream::raw_decoder(&read_chain(py, &filters)?)),
            format => {
                return Err(exc::value_error(py, format_args!("Invalid container format: {format}")));
            }
        };
        let stream = made(py, stream)?;
        let state = Exclusive::new(Incremental::new(Decompressing { stream, check }));
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
            Some(Err(failure)) => Err(failure.raise(py, "")),
            None => Err(py.error(&exc::EOF_ERROR, format_args!("Already at end of stream"))),
        }
    }

    /// The integrity check of the stream; CHECK_UNKNOWN until that has been read.
    #[pymember]
    fn check(&self, py: &mut Py) -> u32 {
        self.state.look(py, |state| state.decoder.check)
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

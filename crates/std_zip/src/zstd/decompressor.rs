//! `_zstd.ZstdDecompressor`

use taipan_host::compression::zstd::Decompressor;
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::parameters::{self, Direction, refused};
use super::{Failure, dictionary, raise};
use crate::data;
use crate::incremental::{Decoder, Incremental};
use taipan_object::exclusive::Exclusive;

/// The payload.
#[pyclass(static = DECOMPRESSOR, name = "compression.zstd.ZstdDecompressor", leaf)]
pub(super) struct ZstdDecompressor {
    state: Exclusive<Incremental<Decompressor>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An object that decompresses a frame as it comes.\n\n  zstd_dict\n    A dictionary, a ZstdDict.\n  options\n    A \
         dict of parameters.\n\nThreads may share it. For all at once there is the function decompress().",
    ),
    signature: Some("(zstd_dict=None, options=None)"),
    slots: &[ZstdDecompressor::SLOTS],
    methods: &[ZstdDecompressor::METHODS],
    getset: &[ZstdDecompressor::GETSET],
    ..Definition::of(&DECOMPRESSOR)
};

impl Decoder for Decompressor {
    type Error = Failure;

    fn step(&mut self, input: &mut &[u8], output: &mut Vec<u8>, room: usize) -> Result<bool, Failure> {
        Ok(Self::step(self, input, output, room)? == 0)
    }
}

#[pymethods]
impl ZstdDecompressor {
    #[pyslot("(zstd_dict=None, options=None)", name = "ZstdDecompressor")]
    fn new(class: &Type, py: &mut Py, zstd_dict: Borrowed<'_>, options: Borrowed<'_>) -> PyResult<Value> {
        let Some(mut stream) = Decompressor::new() else {
            return Err(raise(py, format_args!("Unable to create ZSTD_DCtx instance.")));
        };
        if !is_none(&zstd_dict) {
            let dictionary = dictionary::for_decompression(py, &zstd_dict)?;
            if let Err(error) = stream.load(dictionary) {
                let what = "load Zstandard dictionary or prefix for decompression";
                return Err(Failure::Library(error).raise(py, what));
            }
        }
        if !is_none(&options) {
            let settings = parameters::read(py, &options, Direction::Decompression, "ZstdDecompressor")?;
            for (parameter, value) in settings {
                if stream.set(parameter, value).is_err() {
                    return Err(refused(py, Direction::Decompression, parameter, value));
                }
            }
        }
        py.heap().object_of(class, Self { state: Exclusive::new(Incremental::new(stream)) })
    }

    /// What decompression gives of data, as bytes.
    ///
    ///   max_length
    ///     The most bytes to give, unless it is negative.
    ///
    /// needs_input is false when there is more that can be had with empty data. Once the end of the frame is reached (eof),
    /// what follows is in unused_data.
    #[pymethod("($self, /, data, max_length=-1)")]
    fn decompress(&self, py: &mut Py, data: &Value, max_length: Option<isize>) -> PyResult<Value> {
        let input = data::input(py, data)?;
        let limit = data::limit(max_length);
        let result = self.state.with(py, input.len(), |state| {
            if state.eof {
                return None;
            }
            let output = state.decompress(&input, limit);
            if output.is_err() {
                state.decoder.reset();
                state.reset();
            }
            Some(output)
        });
        match result {
            Some(Ok(bytes)) => py.bytes(&bytes),
            Some(Err(failure)) => Err(failure.raise(py, "decompress Zstandard data")),
            None => Err(py.error(&exc::EOF_ERROR, format_args!("Already at the end of a Zstandard frame."))),
        }
    }

    /// Whether the end of the frame has been reached. Nothing more can be decompressed then.
    #[pymember]
    fn eof(&self, py: &mut Py) -> bool {
        self.state.look(py, |state| state.eof)
    }

    /// Whether more can only come out of more input.
    #[pymember]
    fn needs_input(&self, py: &mut Py) -> bool {
        self.state.look(py, |state| state.needs_input)
    }

    /// What follows the end of the frame, once that is reached.
    #[pygetter]
    fn unused_data(&self, py: &mut Py) -> PyResult<Value> {
        let bytes = self.state.look(py, |state| state.unused_data.clone());
        py.bytes(&bytes)
    }
}

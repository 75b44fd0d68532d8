//! `_bz2`: bzip2.

use std::collections::TryReserveError;

use bzip2::{Action, Compress, Compression, Decompress, Error, Status};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyResult, Raised, Type, Value};

use crate::data::{self, Output};
use crate::incremental::{Decoder, Incremental};
use taipan_object::exclusive::Exclusive;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    definitions: &[&[COMPRESSOR_DEFINITION, DECOMPRESSOR_DEFINITION]],
    types: &[&COMPRESSOR, &DECOMPRESSOR],
    ..ModuleDef::of("_bz2")
};

/// Why work on a stream ended early.
enum Failure {
    Memory,
    /// The stream has ended already; what is said about it depends on who asked.
    Ended,
    /// The data was wrong before.
    Unusable,
    Library(Error),
}

impl From<TryReserveError> for Failure {
    fn from(_: TryReserveError) -> Self {
        Self::Memory
    }
}

impl Failure {
    #[cold]
    fn raise(self, py: &mut Py, ended: &str) -> Raised {
        match self {
            Self::Memory => py.heap().no_memory(),
            Self::Ended => exc::value_error(py, format_args!("{ended}")),
            Self::Unusable => {
                exc::value_error(py, format_args!("Decompressor is unusable after a previous error"))
            }
            Self::Library(Error::Data | Error::DataMagic) => {
                py.error(&exc::OS_ERROR, format_args!("Invalid data stream"))
            }
            Self::Library(Error::Param) => {
                exc::value_error(py, format_args!("Internal error - invalid parameters passed to libbzip2"))
            }
            Self::Library(Error::Sequence) => exc::runtime_error(
                py,
                format_args!("Internal error - Invalid sequence of commands sent to libbzip2"),
            ),
        }
    }
}

/// What was taken off the input between two counts of the library.
fn advance(input: &mut &[u8], before: u64, after: u64) {
    let taken = usize::try_from(after.wrapping_sub(before)).unwrap_or(usize::MAX);
    *input = input.get(taken..).unwrap_or_default();
}

/// The payload of a compressor.
#[pyclass(static = COMPRESSOR, name = "_bz2.BZ2Compressor", leaf)]
struct Compressor {
    /// Nothing when the stream has ended.
    stream: Exclusive<Option<Compress>>,
}

const COMPRESSOR_DEFINITION: Definition = Definition {
    doc: Some(
        "An object that compresses data as it comes.\n\n  compresslevel\n    From 1 to 9: how much is compressed \
         together.\n\nFor all at once there is the function compress().",
    ),
    signature: Some("(compresslevel=9, /)"),
    slots: &[Compressor::SLOTS],
    methods: &[Compressor::METHODS],
    ..Definition::of(&COMPRESSOR)
};

/// Compresses all of the input.
fn compress(stream: &mut Compress, mut input: &[u8], action: Action) -> Result<Vec<u8>, Failure> {
    let mut output = Output::new(None);
    loop {
        if action == Action::Run && input.is_empty() {
            return Ok(output.bytes);
        }
        output.room()?;
        let before = stream.total_in();
        let status = stream.compress_vec(input, &mut output.bytes, action).map_err(Failure::Library)?;
        advance(&mut input, before, stream.total_in());
        if status == Status::StreamEnd {
            return Ok(output.bytes);
        }
    }
}

#[pymethods]
impl Compressor {
    #[pyslot("(compresslevel=9, /)", name = "BZ2Compressor")]
    fn new(class: &Type, py: &mut Py, compresslevel: Option<i32>) -> PyResult<Value> {
        let level = u32::try_from(compresslevel.unwrap_or(9)).ok().filter(|level| (1..=9).contains(level));
        let Some(level) = level else {
            return Err(exc::value_error(py, format_args!("compresslevel must be between 1 and 9")));
        };
        let stream = Exclusive::new(Some(Compress::new(Compression::new(level), 0)));
        py.heap().object_of(class, Self { stream })
    }

    /// What compression gives of data so far; the rest is kept for later.
    #[pymethod("($self, data, /)")]
    fn compress(&self, py: &mut Py, data: &Value) -> PyResult<Value> {
        let input = data::input(py, data)?;
        let result = self.stream.with(py, input.len(), |stream| match stream {
            Some(stream) => compress(stream, &input, Action::Run),
            None => Err(Failure::Ended),
        });
        match result {
            Ok(bytes) => py.bytes(&bytes),
            Err(failure) => Err(failure.raise(py, "Compressor has been flushed")),
        }
    }

    /// Ends the stream; gives what compression has kept.
    #[pymethod("($self, /)")]
    fn flush(&self, py: &mut Py) -> PyResult<Value> {
        let result = self.stream.with(py, usize::MAX, |stream| match stream.take() {
            Some(mut stream) => compress(&mut stream, b"", Action::Finish),
            None => Err(Failure::Ended),
        });
        match result {
            Ok(bytes) => py.bytes(&bytes),
            Err(failure) => Err(failure.raise(py, "Repeated call to flush()")),
        }
    }
}

struct Decompressing {
    stream: Decompress,
    /// Whether the data was wrong.
    failed: bool,
}

impl Decoder for Decompressing {
    type Error = Failure;

    fn step(&mut self, input: &mut &[u8], output: &mut Vec<u8>, _room: usize) -> Result<bool, Failure> {
        if self.failed {
            return Err(Failure::Unusable);
        }
        let before = self.stream.total_in();
        let status = self.stream.decompress_vec(input, output);
        advance(input, before, self.stream.total_in());
        match status {
            Ok(Status::StreamEnd) => Ok(true),
            Ok(Status::MemNeeded) => {
                self.failed = true;
                Err(Failure::Memory)
            }
            Ok(_) => Ok(false),
            Err(error) => {
                self.failed = true;
                Err(Failure::Library(error))
            }
        }
    }
}

/// The payload of a decompressor.
#[pyclass(static = DECOMPRESSOR, name = "_bz2.BZ2Decompressor", leaf)]
struct Decompressor {
    state: Exclusive<Incremental<Decompressing>>,
}

const DECOMPRESSOR_DEFINITION: Definition = Definition {
    doc: Some(
        "An object that decompresses data as it comes.\n\nFor all at once there is the function decompress().",
    ),
    signature: Some("()"),
    slots: &[Decompressor::SLOTS],
    methods: &[Decompressor::METHODS],
    getset: &[Decompressor::GETSET],
    ..Definition::of(&DECOMPRESSOR)
};

#[pymethods]
impl Decompressor {
    #[pyslot("()", name = "BZ2Decompressor")]
    fn new(class: &Type, py: &mut Py) -> PyResult<Value> {
        let decoder = Decompressing { stream: Decompress::new(false), failed: false };
        py.heap().object_of(class, Self { state: Exclusive::new(Incremental::new(decoder)) })
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
            if state.eof {
                return None;
            }
            let output = state.decompress(&input, limit);
            // More input does not help any more.
            state.needs_input &= output.is_ok();
            Some(output)
        });
        match result {
            Some(Ok(bytes)) => py.bytes(&bytes),
            Some(Err(failure)) => Err(failure.raise(py, "")),
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

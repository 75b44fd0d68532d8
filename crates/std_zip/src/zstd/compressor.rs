//! `_zstd.ZstdCompressor`

use taipan_host::compression::zstd::{Compressor, Directive};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};

use super::parameters::{self, COMPRESSION_LEVEL, Direction, WORKERS, check_level, refused};
use super::{Failure, dictionary, raise};
use crate::data::{self, Output};
use taipan_object::exclusive::Exclusive;

/// The payload.
#[pyclass(static = COMPRESSOR, name = "compression.zstd.ZstdCompressor", leaf)]
pub(super) struct ZstdCompressor {
    state: Exclusive<State>,
}

struct State {
    stream: Compressor,
    /// What was asked for last.
    last_mode: i32,
    /// Whether threads of its own compress.
    has_workers: bool,
}

const CONTINUE: i32 = 0;
const FLUSH_BLOCK: i32 = 1;
const FLUSH_FRAME: i32 = 2;

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "An object that compresses data as it comes.\n\n  level\n    The level of compression, usually \
         COMPRESSION_LEVEL_DEFAULT.\n  options\n    A dict of other parameters.\n  zstd_dict\n    A dictionary, a \
         ZstdDict.\n\nThreads may share it. For all at once there is the function compress().",
    ),
    signature: Some("(level=None, options=None, zstd_dict=None)"),
    slots: &[ZstdCompressor::SLOTS],
    methods: &[ZstdCompressor::METHODS],
    getset: &[ZstdCompressor::GETSET],
    constants: &[
        ("CONTINUE", |py| py.int(CONTINUE.into())),
        ("FLUSH_BLOCK", |py| py.int(FLUSH_BLOCK.into())),
        ("FLUSH_FRAME", |py| py.int(FLUSH_FRAME.into())),
    ],
    ..Definition::of(&COMPRESSOR)
};

impl State {
    /// Compresses all of the input.
    fn compress(&mut self, mut input: &[u8], mode: i32) -> Result<Vec<u8>, Failure> {
        let result = self.step_all(&mut input, mode);
        if result.is_err() {
            self.stream.reset();
        }
        self.last_mode = if result.is_ok() { mode } else { FLUSH_FRAME };
        result
    }

    fn step_all(&mut self, input: &mut &[u8], mode: i32) -> Result<Vec<u8>, Failure> {
        let directive = match mode {
            CONTINUE => Directive::Continue,
            FLUSH_BLOCK => Directive::FlushBlock,
            _ => Directive::EndFrame,
        };
        let mut output = Output::new(None);
        loop {
            let room = output.room()?;
            let had = output.bytes.len();
            let left = self.stream.step(input, &mut output.bytes, room, directive)?;
            // Workers give what they have, and go on with the rest by themselves.
            let enough = self.has_workers && mode == CONTINUE && output.bytes.len() - had < room;
            if (left == 0 || enough) && input.is_empty() {
                return Ok(output.bytes);
            }
        }
    }
}

#[cold]
fn wrong_mode(py: &Py, choice: &str) -> Raised {
    exc::value_error(py, format_args!("mode argument wrong value, it should be {choice}."))
}

#[pymethods]
impl ZstdCompressor {
    #[pyslot("(level=None, options=None, zstd_dict=None)", name = "ZstdCompressor")]
    fn new(
        class: &Type,
        py: &mut Py,
        level: Borrowed<'_>,
        options: Borrowed<'_>,
        zstd_dict: Borrowed<'_>,
    ) -> PyResult<Value> {
        let Some(mut stream) = Compressor::new() else {
            return Err(raise(py, format_args!("Unable to create ZSTD_CCtx instance.")));
        };
        if !is_none(&level) && !is_none(&options) {
            return Err(exc::type_error(py, format_args!("Only one of level or options should be used.")));
        }
        let mut settings = Vec::new();
        if !is_none(&level) {
            if !level.is_int() {
                return Err(exc::type_error(py, format_args!("invalid type for level, expected int")));
            }
            settings.push((COMPRESSION_LEVEL, check_level(py, level.as_i64())?));
        } else if !is_none(&options) {
            settings = parameters::read(py, &options, Direction::Compression, "ZstdCompressor")?;
        }
        let (mut level, mut has_workers) = (0, false);
        for (parameter, value) in settings {
            match parameter {
                COMPRESSION_LEVEL => level = check_level(py, Some(value.into()))?,
                WORKERS => has_workers |= value != 0,
                _ => {}
            }
            if stream.set(parameter, value).is_err() {
                return Err(refused(py, Direction::Compression, parameter, value));
            }
        }
        if !is_none(&zstd_dict) {
            let dictionary = dictionary::for_compression(py, &zstd_dict, level)?;
            if let Err(error) = stream.load(dictionary) {
                let what = "load Zstandard dictionary or prefix for compression";
                return Err(Failure::Library(error).raise(py, what));
            }
        }
        let state = State { stream, last_mode: FLUSH_FRAME, has_workers };
        py.heap().object_of(class, Self { state: Exclusive::new(state) })
    }

    /// What compression gives of data so far; the rest is kept for later.
    ///
    ///   mode
    ///     CONTINUE; FLUSH_BLOCK, to give all; or FLUSH_FRAME, to end the frame as well.
    #[pymethod("($self, /, data, mode=ZstdCompressor.CONTINUE)")]
    fn compress(&self, py: &mut Py, data: &Value, mode: Option<i32>) -> PyResult<Value> {
        let input = data::input(py, data)?;
        let mode = mode.unwrap_or(CONTINUE);
        if !matches!(mode, CONTINUE | FLUSH_BLOCK | FLUSH_FRAME) {
            let choice =
                "one of ZstdCompressor.CONTINUE, ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME";
            return Err(wrong_mode(py, choice));
        }
        let size = if mode == CONTINUE { input.len() } else { usize::MAX };
        match self.state.with(py, size, |state| state.compress(&input, mode)) {
            Ok(bytes) => py.bytes(&bytes),
            Err(failure) => Err(failure.raise(py, "compress Zstandard data")),
        }
    }

    /// What compression has kept. Afterwards the object is ready for another frame.
    ///
    ///   mode
    ///     FLUSH_FRAME, to end the frame, or FLUSH_BLOCK.
    #[pymethod("($self, /, mode=ZstdCompressor.FLUSH_FRAME)")]
    fn flush(&self, py: &mut Py, mode: Option<i32>) -> PyResult<Value> {
        let mode = mode.unwrap_or(FLUSH_FRAME);
        if !matches!(mode, FLUSH_BLOCK | FLUSH_FRAME) {
            return Err(wrong_mode(py, "ZstdCompressor.FLUSH_FRAME or ZstdCompressor.FLUSH_BLOCK"));
        }
        match self.state.with(py, usize::MAX, |state| state.compress(b"", mode)) {
            Ok(bytes) => py.bytes(&bytes),
            Err(failure) => Err(failure.raise(py, "compress Zstandard data")),
        }
    }

    /// Says how many bytes the next frame will be of, which its header tells then.
    ///
    ///   size
    ///     The number of bytes, or None if it is not known.
    ///
    /// It has to be said between frames, and it has to be true.
    #[pymethod("($self, size, /)")]
    fn set_pledged_input_size(&self, py: &mut Py, size: &Value) -> PyResult<()> {
        let size = if is_none(size) { None } else { Some(pledged(py, size)?) };
        let result = self
            .state
            .with(py, 0, |state| (state.last_mode == FLUSH_FRAME).then(|| state.stream.pledge(size)));
        match result {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => {
                Err(Failure::Library(error).raise(py, "set pledged uncompressed content size"))
            }
            None => Err(exc::value_error(
                py,
                format_args!("set_pledged_input_size() method must be called when last_mode == FLUSH_FRAME"),
            )),
        }
    }

    /// The mode that was asked for last: CONTINUE, FLUSH_BLOCK, or FLUSH_FRAME, as in the beginning.
    #[pymember]
    fn last_mode(&self, py: &mut Py) -> i32 {
        self.state.look(py, |state| state.last_mode)
    }
}

/// The argument `size`.
fn pledged(py: &mut Py, size: &Value) -> PyResult<u64> {
    /// The first of the numbers that mean something else.
    const SPECIAL: u64 = u64::MAX - 1;
    if !size.is_int() {
        return Err(exc::type_error(py, format_args!("an integer is required")));
    }
    let mut limb = [0];
    let number = size.as_int(&mut limb).filter(|number| !number.negative).and_then(|number| number.to_u64());
    match number.filter(|&number| number < SPECIAL) {
        Some(number) => Ok(number),
        None => Err(exc::value_error(
            py,
            format_args!("size argument should be a positive int less than {SPECIAL}"),
        )),
    }
}

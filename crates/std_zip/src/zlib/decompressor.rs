//! What `zlib.decompressobj` makes.

use std::collections::TryReserveError;

use taipan_host::compression::zlib::{Code, Flush, Stream};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::error::{DECOMPRESSING, Failure, Stopped};
use super::{BUFFER, decoding_dictionary, decoding_stream, not_made};
use crate::data::{self, Output};
use taipan_object::exclusive::Exclusive;

/// The payload.
#[pyclass(static = DECOMPRESS, name = "zlib.Decompress", leaf)]
pub(super) struct Decompress {
    state: Exclusive<State>,
}

struct State {
    /// Nothing when it was flushed at the end.
    stream: Option<Stream>,
    dictionary: Vec<u8>,
    unused_data: Vec<u8>,
    unconsumed_tail: Vec<u8>,
    eof: bool,
}

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    methods: &[Decompress::METHODS],
    getset: &[Decompress::GETSET],
    ..Definition::of(&DECOMPRESS)
};

/// An object that decompresses.
pub(super) fn make(py: &mut Py, window_bits: i32, zdict: Option<&Value>) -> PyResult<Value> {
    let dictionary = decoding_dictionary(py, zdict)?;
    let stream = decoding_stream(py, window_bits, &dictionary)?;
    let state = State {
        stream: Some(stream),
        dictionary,
        unused_data: Vec::new(),
        unconsumed_tail: Vec::new(),
        eof: false,
    };
    py.heap().object(Decompress { state: Exclusive::new(state) })
}

impl State {
    /// Decompresses input into the room that output has, and keeps what is left of it.
    fn run(&mut self, mut input: &[u8], output: &mut Output, flush: Flush) -> Result<Code, Stopped> {
        let stream = self.stream.as_mut().ok_or(Failure::ENDED.when(DECOMPRESSING))?;
        let outcome = step_all(stream, &self.dictionary, &mut input, output, flush);
        let kept = if matches!(outcome, Ok(Code::STREAM_END)) {
            self.unconsumed_tail = Vec::new();
            append(&mut self.unused_data, input)
        } else {
            let mut tail = Vec::new();
            append(&mut tail, input).map(|()| self.unconsumed_tail = tail)
        };
        kept?;
        outcome
    }

    fn failure(&self, code: Code) -> Stopped {
        self.stream.as_ref().map_or(Failure::ENDED, |stream| Failure::of(stream, code)).when(DECOMPRESSING)
    }

    fn decompress(&mut self, input: &[u8], limit: Option<usize>) -> Result<Vec<u8>, Stopped> {
        let mut output = Output::new(limit);
        match self.run(input, &mut output, Flush::SYNC)? {
            Code::STREAM_END => self.eof = true,
            Code::OK | Code::BUF_ERROR => {}
            code => return Err(self.failure(code)),
        }
        Ok(output.bytes)
    }

    fn flush(&mut self, room: usize) -> Result<Vec<u8>, Stopped> {
        let mut output = Output::new(None);
        output.bytes.try_reserve_exact(room)?;
        let tail = std::mem::take(&mut self.unconsumed_tail);
        if self.stream.is_none() {
            return Ok(output.bytes);
        }
        match self.run(&tail, &mut output, Flush::FINISH)? {
            Code::STREAM_END => {
                self.eof = true;
                self.stream = None;
            }
            Code::OK | Code::BUF_ERROR => {}
            code => return Err(self.failure(code)),
        }
        Ok(output.bytes)
    }
}

/// Steps until the input is taken, the output is full or the stream ends.
fn step_all(
    stream: &mut Stream,
    dictionary: &[u8],
    input: &mut &[u8],
    output: &mut Output,
    flush: Flush,
) -> Result<Code, Stopped> {
    loop {
        let room = output.room()?;
        if room == 0 {
            return Ok(Code::OK);
        }
        let had = output.bytes.len();
        let code = stream.step(input, &mut output.bytes, room, flush);
        let full = output.bytes.len() - had == room;
        match code {
            Code::NEED_DICT if !dictionary.is_empty() => match stream.set_dictionary(dictionary) {
                Code::OK => {}
                code => return Err(Failure::of(stream, code).when("while setting zdict")),
            },
            Code::OK | Code::BUF_ERROR if full => {}
            Code::OK if !input.is_empty() => {}
            code => return Ok(code),
        }
    }
}

fn append(to: &mut Vec<u8>, bytes: &[u8]) -> Result<(), TryReserveError> {
    to.try_reserve(bytes.len())?;
    to.extend_from_slice(bytes);
    Ok(())
}

#[pymethods]
impl Decompress {
    /// What decompression gives of data.
    ///
    ///   max_length
    ///     The most bytes to give; input that was not needed for them is in unconsumed_tail then. 0 means any number.
    #[pymethod("($self, data, /, max_length=0)")]
    fn decompress(&self, py: &mut Py, data: &Value, max_length: Option<isize>) -> PyResult<Value> {
        let Ok(limit) = usize::try_from(max_length.unwrap_or(0)) else {
            return Err(exc::value_error(py, format_args!("max_length must be non-negative")));
        };
        let input = data::input(py, data)?;
        let limit = (limit > 0).then_some(limit);
        match self.state.with(py, input.len(), |state| state.decompress(&input, limit)) {
            Ok(bytes) => py.bytes(&bytes),
            Err(stopped) => Err(stopped.raise(py)),
        }
    }

    /// What is left, from unconsumed_tail.
    ///
    ///   length
    ///     How many bytes to make room for first.
    #[pymethod("($self, length=zlib.DEF_BUF_SIZE, /)")]
    fn flush(&self, py: &mut Py, length: Option<isize>) -> PyResult<Value> {
        let length = length.unwrap_or(BUFFER as isize);
        let Some(room) = usize::try_from(length).ok().filter(|&room| room > 0) else {
            return Err(exc::value_error(py, format_args!("length must be greater than zero")));
        };
        match self.state.with(py, usize::MAX, |state| state.flush(room)) {
            Ok(bytes) => py.bytes(&bytes),
            Err(stopped) => Err(stopped.raise(py)),
        }
    }

    /// An object that goes on from the same place.
    #[pymethod("($self, /)")]
    fn copy(&self, py: &mut Py) -> PyResult<Value> {
        let copy = self.state.with(py, usize::MAX, |state| {
            let stream = state.stream.as_mut().ok_or(Code::STREAM_ERROR)?.try_clone()?;
            Ok(State {
                stream: Some(stream),
                dictionary: state.dictionary.clone(),
                unused_data: state.unused_data.clone(),
                unconsumed_tail: state.unconsumed_tail.clone(),
                eof: state.eof,
            })
        });
        match copy {
            Ok(state) => py.heap().object(Self { state: Exclusive::new(state) }),
            Err(Code::STREAM_ERROR) => Err(exc::value_error(py, format_args!("Inconsistent stream state"))),
            Err(Code::MEM_ERROR) => Err(not_made(py, Code::MEM_ERROR, "decompression")),
            Err(code) => Err(Failure::Library(code, None).raise(
                py,
                "while copying decompression object",
                "decompressing",
            )),
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

    #[pymember]
    fn unused_data(&self, py: &mut Py) -> PyResult<Value> {
        let bytes = self.state.look(py, |state| state.unused_data.clone());
        py.bytes(&bytes)
    }

    #[pymember]
    fn unconsumed_tail(&self, py: &mut Py) -> PyResult<Value> {
        let bytes = self.state.look(py, |state| state.unconsumed_tail.clone());
        py.bytes(&bytes)
    }

    #[pymember]
    fn eof(&self, py: &mut Py) -> bool {
        self.state.look(py, |state| state.eof)
    }
}

//! `_lzma.LZMACompressor`

use taipan_host::compression::lzma::{self, Code, Options, Stream};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::filters::{made, preset_parameters, read_chain};
use super::{CHECK_CRC64, CHECK_NONE, FORMAT_ALONE, FORMAT_RAW, FORMAT_XZ, Failure, PRESET_DEFAULT};
use crate::data::{self, Output};
use crate::number::{formatted_int, unsigned};
use taipan_object::exclusive::Exclusive;

/// The payload.
#[pyclass(static = COMPRESSOR, name = "_lzma.LZMACompressor", leaf)]
pub(super) struct Compressor {
    /// Nothing when the stream has ended.
    stream: Exclusive<Option<Stream>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nAn object that compresses data as it \
         comes.\n\nformat is what is around the data: FORMAT_XZ, FORMAT_ALONE or FORMAT_RAW.\n\ncheck is the integrity check \
         of FORMAT_XZ, usually CHECK_CRC64; other formats have none.\n\npreset is a level from 0 to 9, perhaps with \
         PRESET_EXTREME; without it, that is PRESET_DEFAULT. filters, a sequence of dicts, says exactly what to do instead, \
         and must be given for FORMAT_RAW. A dict has the filter's number as \"id\", and its options.\n\nFor all at once \
         there is the function compress().\n",
    ),
    slots: &[Compressor::SLOTS],
    methods: &[Compressor::METHODS],
    ..Definition::of(&COMPRESSOR)
};

/// Compresses all of the input.
fn compress(stream: &mut Stream, mut input: &[u8], finish: bool) -> Result<Vec<u8>, Failure> {
    let mut output = Output::new(None);
    while finish || !input.is_empty() {
        let room = output.room()?;
        match stream.step(&mut input, &mut output.bytes, room, finish) {
            Code::STREAM_END => break,
            Code::OK | Code::GET_CHECK | Code::NO_CHECK => {}
            code => return Err(Failure::Library(code)),
        }
    }
    Ok(output.bytes)
}

/// The stream that arguments ask for.
fn begin(
    py: &mut Py,
    format: i32,
    check: i32,
    preset: Option<u32>,
    filters: Option<Borrowed<'_>>,
) -> PyResult<Stream> {
    let level = preset.unwrap_or(PRESET_DEFAULT);
    let stream = match (format, filters) {
        (FORMAT_XZ, filters) => {
            let check = if check == -1 { CHECK_CRC64 } else { check.cast_unsigned() };
            match filters {
                None => Stream::easy_encoder(level, check),
                Some(filters) => Stream::encoder(&read_chain(py, &filters)?, check),
            }
        }
        (FORMAT_ALONE, None) => Stream::alone_encoder(&preset_parameters(py, level)?),
        (FORMAT_ALONE, Some(filters)) => match read_chain(py, &filters)?.as_slice() {
            [lzma::Filter { id: lzma::LZMA1, options: Options::Lzma(parameters) }] => {
                Stream::alone_encoder(parameters)
            }
            _ => {
                return Err(exc::value_error(
                    py,
                    format_args!("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter"),
                ));
            }
        },
        (FORMAT_RAW, Some(filters)) => Stream::raw_encoder(&read_chain(py, &filters)?),
        (FORMAT_RAW, None) => {
            return Err(exc::value_error(py, format_args!("Must specify filters for FORMAT_RAW")));
        }
        (format, _) => {
            return Err(exc::value_error(py, format_args!("Invalid container format: {format}")));
        }
    };
    made(py, stream)
}

#[pymethods]
impl Compressor {
    #[pyslot("(format=FORMAT_XZ, check=-1, preset=None, filters=None)", name = "LZMACompressor")]
    fn new(
        class: &Type,
        py: &mut Py,
        format: Option<Borrowed<'_>>,
        check: Option<Borrowed<'_>>,
        preset: Borrowed<'_>,
        filters: Borrowed<'_>,
    ) -> PyResult<Value> {
        let format = match format {
            Some(format) => formatted_int(py, &format)?,
            None => FORMAT_XZ,
        };
        let check = match check {
            Some(check) => formatted_int(py, &check)?,
            None => -1,
        };
        let filters = (!is_none(&filters)).then_some(filters);
        if !is_none(&preset) && filters.is_some() {
            return Err(exc::value_error(py, format_args!("Cannot specify both preset and filter chain")));
        }
        let preset = match is_none(&preset) {
            true => None,
            false => Some(unsigned(py, &preset, u32::MAX.into(), "uint32_t")? as u32),
        };
        if format != FORMAT_XZ && check != -1 && check.cast_unsigned() != CHECK_NONE {
            return Err(exc::value_error(
                py,
                format_args!("Integrity checks are only supported by FORMAT_XZ"),
            ));
        }
        let stream = begin(py, format, check, preset, filters)?;
        py.heap().object_of(class, Self { stream: Exclusive::new(Some(stream)) })
    }

    /// What compression gives of data so far; the rest is kept for later.
    #[pymethod("($self, data, /)")]
    fn compress(&self, py: &mut Py, data: &Value) -> PyResult<Value> {
        let input = data::input(py, data)?;
        let result = self.stream.with(py, input.len(), |stream| match stream {
            Some(stream) => compress(stream, &input, false),
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
            Some(mut stream) => compress(&mut stream, b"", true),
            None => Err(Failure::Ended),
        });
        match result {
            Ok(bytes) => py.bytes(&bytes),
            Err(failure) => Err(failure.raise(py, "Repeated call to flush()")),
        }
    }
}

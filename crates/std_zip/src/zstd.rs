//! `_zstd`: Zstandard.

mod compressor;
mod decompressor;
mod dictionary;
mod parameters;

use std::collections::TryReserveError;

use taipan_host::compression::zstd::{self, Samples};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyCell, PyResult, Raised, Type, Value};

use crate::{data, error};
use taipan_object::exclusive::detached;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Compression with Zstandard, for compression.zstd."),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[dictionary::DEFINITION, compressor::DEFINITION, decompressor::DEFINITION]],
    types: &[&dictionary::ZSTD_DICT, &compressor::COMPRESSOR, &decompressor::DECOMPRESSOR],
    constants: &[
        ("zstd_version", |py| py.str(zstd::version())),
        ("zstd_version_number", |py| py.int(zstd::version_number().into())),
        ("ZSTD_CLEVEL_DEFAULT", |py| py.int(3)),
        ("ZSTD_DStreamOutSize", |py| py.int_from_usize(zstd::output_size())),
    ],
    exec: Some(exec),
    ..ModuleDef::of("_zstd")
};

/// What the module keeps: the class of errors, and those of the parameters' numbers.
#[derive(Default)]
struct State {
    error: PyCell<Option<Value>>,
    compression: PyCell<Option<Value>>,
    decompression: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let base = exc::EXCEPTION.to_value();
    let doc = Some("Zstandard's library says that something is wrong.");
    let error = py.exception_class_of("compression.zstd.ZstdError", &[&base], doc)?;
    if let Some(module) = module.get::<Module>() {
        module.set(py, "ZstdError", error.clone())?;
        for (name, number) in parameters::constants() {
            let number = py.int(number.into())?;
            module.set(py, name, number)?;
        }
    }
    drop(py.state::<State>().error.replace(py, Some(error)));
    Ok(())
}

/// Raises `ZstdError`.
#[cold]
fn raise(py: &mut Py, message: std::fmt::Arguments<'_>) -> Raised {
    let class = py.state::<State>().error.get(py).clone();
    error::raise(py, class, message)
}

/// Why work on a stream ended early.
pub(crate) enum Failure {
    Memory,
    Library(zstd::Error),
}

impl From<TryReserveError> for Failure {
    fn from(_: TryReserveError) -> Self {
        Self::Memory
    }
}

impl From<zstd::Error> for Failure {
    fn from(error: zstd::Error) -> Self {
        Self::Library(error)
    }
}

impl Failure {
    /// The exception, with what could not be done.
    #[cold]
    fn raise(self, py: &mut Py, what: &str) -> Raised {
        match self {
            Self::Memory => py.heap().no_memory(),
            Self::Library(error) => raise(py, format_args!("Unable to {what}: {error}")),
        }
    }
}

/// A dictionary that `make` writes for samples, which are end to end in bytes.
fn made_of_samples(
    py: &mut Py,
    bytes: &Bytes,
    sizes: &Tuple,
    dict_size: isize,
    what: &str,
    make: impl FnOnce(Samples<'_>, &mut Vec<u8>, usize) -> Result<(), zstd::Error> + Send,
) -> PyResult<Value> {
    let Some(size) = usize::try_from(dict_size).ok().filter(|&size| size > 0) else {
        return Err(exc::value_error(py, format_args!("dict_size argument should be positive number.")));
    };
    if u32::try_from(sizes.len()).is_err() {
        return Err(exc::value_error(py, format_args!("The number of samples should be <= {}.", u32::MAX)));
    }
    let mut lengths = Vec::new();
    lengths.try_reserve_exact(sizes.len())?;
    for length in sizes.items() {
        if !length.is_int() {
            return Err(exc::type_error(py, format_args!("an integer is required")));
        }
        // What is no size cannot be part of the sum either.
        lengths.push(length.as_i64().and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX));
    }
    let Some(samples) = Samples::new(bytes.data(), &lengths) else {
        return Err(exc::value_error(
            py,
            format_args!("The samples size tuple doesn't match the concatenation's size."),
        ));
    };
    let mut dictionary = Vec::new();
    dictionary.try_reserve_exact(size)?;
    match detached(py, usize::MAX, || make(samples, &mut dictionary, size)) {
        Ok(()) => py.bytes(&dictionary),
        Err(error) => Err(Failure::Library(error).raise(py, what)),
    }
}

struct Functions;

#[pymodule("_zstd")]
impl Functions {
    /// Trains a dictionary with samples.
    ///
    ///   samples_bytes
    ///     The samples, end to end.
    ///   samples_sizes
    ///     How long each of them is.
    ///   dict_size
    ///     How long the dictionary may be.
    #[pyfunction("(samples_bytes, samples_sizes, dict_size, /)")]
    fn train_dict(
        py: &mut Py,
        samples_bytes: &Bytes,
        samples_sizes: &Tuple,
        dict_size: isize,
    ) -> PyResult<Value> {
        let what = "train the Zstandard dictionary";
        made_of_samples(py, samples_bytes, samples_sizes, dict_size, what, |samples, into, size| {
            samples.train(into, size)
        })
    }

    /// Makes a dictionary of content that somebody else has chosen.
    ///
    ///   custom_dict_bytes
    ///     The content.
    ///   samples_bytes
    ///     Samples, end to end.
    ///   samples_sizes
    ///     How long each of them is.
    ///   dict_size
    ///     How long the dictionary may be.
    ///   compression_level
    ///     The level that it is best for; 0 for the usual one.
    #[pyfunction("(custom_dict_bytes, samples_bytes, samples_sizes, dict_size, compression_level, /)")]
    fn finalize_dict(
        py: &mut Py,
        custom_dict_bytes: &Bytes,
        samples_bytes: &Bytes,
        samples_sizes: &Tuple,
        dict_size: isize,
        compression_level: i32,
    ) -> PyResult<Value> {
        let content = custom_dict_bytes.data();
        let what = "finalize the Zstandard dictionary";
        made_of_samples(py, samples_bytes, samples_sizes, dict_size, what, |samples, into, size| {
            samples.finalize(into, size, content, compression_level)
        })
    }

    /// The least and the greatest value of a parameter.
    ///
    ///   parameter
    ///     Its number.
    ///   is_compress
    ///     Whether it is one of compression, or else of decompression.
    #[pyfunction("(parameter, is_compress)")]
    fn get_param_bounds(py: &mut Py, parameter: i32, is_compress: bool) -> PyResult<Value> {
        match zstd::bounds(is_compress, parameter) {
            Ok((least, most)) => {
                let bounds = [py.int(least.into())?, py.int(most.into())?];
                py.tuple(bounds)
            }
            Err(error) => {
                let kind = if is_compress { "compression" } else { "decompression" };
                Err(raise(py, format_args!("Unable to get zstd {kind} parameter bounds: {error}")))
            }
        }
    }

    /// How long a frame is, header and checksum included.
    ///
    ///   frame_buffer
    ///     Bytes that begin with a whole frame.
    #[pyfunction("(frame_buffer)")]
    fn get_frame_size(py: &mut Py, frame_buffer: &Value) -> PyResult<usize> {
        let bytes = data::input(py, frame_buffer)?;
        zstd::frame_size(&bytes).map_err(|error| {
            raise(
                py,
                format_args!(
                    "Error when finding the compressed size of a Zstandard frame. Ensure the frame_buffer argument \
                     starts from the beginning of a frame, and its length is not less than this complete frame. Zstd \
                     error message: {error}."
                ),
            )
        })
    }

    /// What a frame's header tells: how many bytes it will give, or None, and the number of its dictionary.
    ///
    ///   frame_buffer
    ///     Bytes that begin with a frame's header.
    #[pyfunction("(frame_buffer)")]
    fn get_frame_info(py: &mut Py, frame_buffer: &Value) -> PyResult<Value> {
        let bytes = data::input(py, frame_buffer)?;
        let Some(info) = zstd::frame_info(&bytes) else {
            return Err(raise(
                py,
                format_args!(
                    "Error when getting information from the header of a Zstandard frame. Ensure the frame_buffer \
                     argument starts from the beginning of a frame, and its length is not less than the frame header \
                     (6~18 bytes)."
                ),
            ));
        };
        let size = match info.content_size {
            Some(size) => py.int_from_usize(size as usize)?,
            None => none(),
        };
        let dictionary = py.int(info.dictionary.into())?;
        py.tuple([size, dictionary])
    }

    /// Says which classes the numbers of parameters have, so that one cannot be taken for the other.
    ///
    ///   c_parameter_type
    ///     That of compression.
    ///   d_parameter_type
    ///     That of decompression.
    #[pyfunction("(c_parameter_type, d_parameter_type)")]
    fn set_parameter_types(py: &mut Py, c_parameter_type: &Type, d_parameter_type: &Type) {
        let state = py.state::<State>();
        drop(state.compression.replace(py, Some(c_parameter_type.to_value())));
        drop(state.decompression.replace(py, Some(d_parameter_type.to_value())));
    }
}

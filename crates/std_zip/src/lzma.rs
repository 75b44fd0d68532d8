//! `_lzma`: LZMA, in .xz files, in .lzma files and bare.

mod compressor;
mod decompressor;
mod filters;

use std::collections::TryReserveError;

use taipan_host::compression::lzma::{self, Code};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyCell, PyResult, Raised, Value};

use crate::data;
use crate::{error, number};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[compressor::DEFINITION, decompressor::DEFINITION]],
    types: &[&compressor::COMPRESSOR, &decompressor::DECOMPRESSOR],
    constants: &[
        ("FORMAT_AUTO", |py| py.int(FORMAT_AUTO.into())),
        ("FORMAT_XZ", |py| py.int(FORMAT_XZ.into())),
        ("FORMAT_ALONE", |py| py.int(FORMAT_ALONE.into())),
        ("FORMAT_RAW", |py| py.int(FORMAT_RAW.into())),
        ("CHECK_NONE", |py| py.int(CHECK_NONE.into())),
        ("CHECK_CRC32", |py| py.int(1)),
        ("CHECK_CRC64", |py| py.int(CHECK_CRC64.into())),
        ("CHECK_SHA256", |py| py.int(10)),
        ("CHECK_ID_MAX", |py| py.int(15)),
        ("CHECK_UNKNOWN", |py| py.int(CHECK_UNKNOWN.into())),
        ("FILTER_LZMA1", |py| py.int(lzma::LZMA1.cast_signed())),
        ("FILTER_LZMA2", |py| py.int(lzma::LZMA2.cast_signed())),
        ("FILTER_DELTA", |py| py.int(lzma::DELTA.cast_signed())),
        ("FILTER_X86", |py| py.int(4)),
        ("FILTER_POWERPC", |py| py.int(5)),
        ("FILTER_IA64", |py| py.int(6)),
        ("FILTER_ARM", |py| py.int(7)),
        ("FILTER_ARMTHUMB", |py| py.int(8)),
        ("FILTER_SPARC", |py| py.int(9)),
        ("MF_HC3", |py| py.int(0x03)),
        ("MF_HC4", |py| py.int(0x04)),
        ("MF_BT2", |py| py.int(0x12)),
        ("MF_BT3", |py| py.int(0x13)),
        ("MF_BT4", |py| py.int(0x14)),
        ("MODE_FAST", |py| py.int(1)),
        ("MODE_NORMAL", |py| py.int(2)),
        ("PRESET_DEFAULT", |py| py.int(PRESET_DEFAULT.into())),
        ("PRESET_EXTREME", |py| py.int(1 << 31)),
    ],
    exec: Some(exec),
    ..ModuleDef::of("_lzma")
};

const FORMAT_AUTO: i32 = 0;
const FORMAT_XZ: i32 = 1;
const FORMAT_ALONE: i32 = 2;
const FORMAT_RAW: i32 = 3;
const CHECK_NONE: u32 = 0;
const CHECK_CRC64: u32 = 4;
const CHECK_UNKNOWN: u32 = 16;
const PRESET_DEFAULT: u32 = 6;

/// The class of errors of the interpreter.
#[derive(Default)]
struct State {
    error: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let base = exc::EXCEPTION.to_value();
    let error =
        py.exception_class_of("_lzma.LZMAError", &[&base], Some("liblzma says that something is wrong."))?;
    if let Some(module) = module.get::<Module>() {
        module.set(py, "LZMAError", error.clone())?;
    }
    drop(py.state::<State>().error.replace(py, Some(error)));
    Ok(())
}

/// Raises `LZMAError`.
#[cold]
fn raise(py: &mut Py, message: std::fmt::Arguments<'_>) -> Raised {
    let class = py.state::<State>().error.get(py).clone();
    error::raise(py, class, message)
}

/// Why work on a stream ended early.
enum Failure {
    Memory,
    /// The stream has ended already; what is said about it depends on who asked.
    Ended,
    Library(Code),
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
            Self::Library(code) => failed(py, code),
        }
    }
}

/// The exception for what a call to the library came to.
#[cold]
fn failed(py: &mut Py, code: Code) -> Raised {
    let message = match code {
        Code::MEM_ERROR => return py.heap().no_memory(),
        Code::UNSUPPORTED_CHECK => "Unsupported integrity check",
        Code::MEMLIMIT_ERROR => "Memory usage limit exceeded",
        Code::FORMAT_ERROR => "Input format not supported by decoder",
        Code::OPTIONS_ERROR => "Invalid or unsupported options",
        Code::DATA_ERROR => "Corrupt input data",
        Code::BUF_ERROR => "Insufficient buffer space",
        Code::PROG_ERROR => "Internal error",
        code => return raise(py, format_args!("Unrecognized error from liblzma: {}", code.0)),
    };
    raise(py, format_args!("{message}"))
}

struct Functions;

#[pymodule("_lzma")]
impl Functions {
    /// Whether streams can have this integrity check.
    ///
    /// CHECK_NONE and CHECK_CRC32 are always there; others may not be in a small library.
    #[pyfunction("(check_id, /)")]
    fn is_check_supported(check_id: i32) -> bool {
        lzma::has_check(check_id.cast_unsigned())
    }

    /// The options of a filter, a dict, as a stream describes them: all that a decoder needs beside the filter's number.
    #[pyfunction("(filter, /)")]
    fn _encode_filter_properties(py: &mut Py, filter: &Value) -> PyResult<Value> {
        let filter = filters::read(py, filter)?;
        match filter.encode_properties() {
            Ok(bytes) => py.bytes(&bytes),
            Err(code) => Err(failed(py, code)),
        }
    }

    /// The dict of a filter, of its number and what a stream says about its options.
    #[pyfunction("(filter_id, encoded_props, /)")]
    fn _decode_filter_properties(py: &mut Py, filter_id: &Value, encoded_props: &Value) -> PyResult<Value> {
        let id = number::unsigned(py, filter_id, u64::MAX, "lzma_vli")?;
        let properties = data::input(py, encoded_props)?;
        match lzma::Filter::decode_properties(id, &properties) {
            Ok(filter) => filters::show(py, &filter),
            Err(code) => Err(failed(py, code)),
        }
    }
}

//! `zlib`: DEFLATE, bare, in zlib's own format or in gzip's.

mod compressor;
mod decompressor;
mod error;
mod incremental;

use std::borrow::Cow;

use taipan_host::compression::zlib::{self, Code, Flush, Options, Stream};
use taipan_macros::pymodule;
use taipan_num::int::IntRef;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use crate::data::{self, Output};
use error::Failure;
use taipan_object::exclusive::detached;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Compression with zlib.\n\nThe window bits that functions take say how much text is looked back at, and what is \
         around the compressed data: 9 to 15 zlib's header and checksum, -9 to -15 nothing, 25 to 31 a gzip file's.",
    ),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[compressor::DEFINITION, decompressor::DEFINITION, incremental::DEFINITION]],
    types: &[&incremental::ZLIB_DECOMPRESSOR],
    constants: &[
        ("__version__", |py| py.str("1.0")),
        ("DEFLATED", |py| py.int(8)),
        ("DEF_BUF_SIZE", |py| py.int(BUFFER)),
        ("DEF_MEM_LEVEL", |py| py.int(8)),
        ("MAX_WBITS", |py| py.int(WINDOW.into())),
        ("ZLIB_RUNTIME_VERSION", |py| py.str(zlib::version())),
        ("ZLIB_VERSION", |py| py.str(zlib::version())),
        ("Z_BEST_COMPRESSION", |py| py.int(9)),
        ("Z_BEST_SPEED", |py| py.int(1)),
        ("Z_BLOCK", |py| py.int(5)),
        ("Z_DEFAULT_COMPRESSION", |py| py.int(-1)),
        ("Z_DEFAULT_STRATEGY", |py| py.int(0)),
        ("Z_FILTERED", |py| py.int(1)),
        ("Z_FINISH", |py| py.int(4)),
        ("Z_FIXED", |py| py.int(4)),
        ("Z_FULL_FLUSH", |py| py.int(3)),
        ("Z_HUFFMAN_ONLY", |py| py.int(2)),
        ("Z_NO_COMPRESSION", |py| py.int(0)),
        ("Z_NO_FLUSH", |py| py.int(0)),
        ("Z_PARTIAL_FLUSH", |py| py.int(1)),
        ("Z_RLE", |py| py.int(3)),
        ("Z_SYNC_FLUSH", |py| py.int(2)),
        ("Z_TREES", |py| py.int(6)),
    ],
    exec: Some(error::exec),
    ..ModuleDef::of("zlib")
};

/// What `bufsize` is unless something else is asked for.
const BUFFER: i64 = 16 << 10;
/// What `wbits` is unless something else is asked for.
const WINDOW: i32 = 15;
/// What a stream is like unless something else is asked for.
const USUAL: Options = Options { level: -1, method: 8, window_bits: WINDOW, memory_level: 8, strategy: 0 };

/// Compresses all of the input, with this flush at its end.
fn deflate(stream: &mut Stream, mut input: &[u8], flush: Flush) -> Result<Vec<u8>, Failure> {
    let mut output = Output::new(None);
    loop {
        let room = output.room()?;
        let had = output.bytes.len();
        // What is too long for the library's counter comes in several pieces.
        let last = u32::try_from(input.len()).is_ok();
        let code = stream.step(&mut input, &mut output.bytes, room, if last { flush } else { Flush::NO });
        match code {
            Code::OK | Code::BUF_ERROR if output.bytes.len() - had == room || !last => {}
            Code::OK | Code::BUF_ERROR | Code::STREAM_END => return Ok(output.bytes),
            code => return Err(Failure::of(stream, code)),
        }
    }
}

/// Decompresses the whole of a stream.
fn inflate(stream: &mut Stream, mut input: &[u8], room: usize) -> Result<Vec<u8>, Failure> {
    let mut output = Output::new(None);
    output.bytes.try_reserve_exact(room).map_err(|_| Failure::Output)?;
    loop {
        let room = output.room()?;
        let had = output.bytes.len();
        let code = stream.step(&mut input, &mut output.bytes, room, Flush::SYNC);
        let made = output.bytes.len() - had;
        match code {
            Code::STREAM_END => return Ok(output.bytes),
            Code::OK | Code::BUF_ERROR if made == room => {}
            Code::OK if !input.is_empty() => {}
            Code::OK => return Err(Failure::of(stream, Code::BUF_ERROR)),
            code => return Err(Failure::of(stream, code)),
        }
    }
}

struct Functions;

#[pymodule("zlib")]
impl Functions {
    /// The Adler-32 checksum of data, continued from value.
    #[pyfunction("(data, value=1, /)")]
    fn adler32(py: &mut Py, data: &Value, value: Option<Borrowed<'_>>) -> PyResult<u32> {
        checksum(py, data, value, 1, zlib::adler32)
    }

    /// The CRC-32 checksum of data, continued from value.
    #[pyfunction("(data, value=0, /)")]
    fn crc32(py: &mut Py, data: &Value, value: Option<Borrowed<'_>>) -> PyResult<u32> {
        checksum(py, data, value, 0, zlib::crc32)
    }

    /// Data, compressed.
    ///
    ///   level
    ///     From 0, which is not at all, to 9, which takes longest.
    ///   wbits
    ///     The size of the window, and what is around the data.
    #[pyfunction("(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)")]
    fn compress(py: &mut Py, data: &Value, level: Option<i32>, wbits: Option<i32>) -> PyResult<Value> {
        let input = data::input(py, data)?;
        let options =
            Options { level: level.unwrap_or(USUAL.level), window_bits: wbits.unwrap_or(WINDOW), ..USUAL };
        let result = detached(py, input.len(), || match Stream::deflate(&options) {
            Ok(mut stream) => deflate(&mut stream, &input, Flush::FINISH),
            Err(code) => Err(Failure::Library(code, None)),
        });
        match result {
            Ok(bytes) => py.bytes(&bytes),
            Err(Failure::Library(Code::STREAM_ERROR, _)) => {
                Err(error::raise(py, format_args!("Bad compression level")))
            }
            Err(failure) => Err(failure.raise(py, "while compressing data", "compressing")),
        }
    }

    /// Data that was compressed.
    ///
    ///   wbits
    ///     The size of the window, and what is around the data.
    ///   bufsize
    ///     How many bytes to make room for first.
    #[pyfunction("(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)")]
    fn decompress(py: &mut Py, data: &Value, wbits: Option<i32>, bufsize: Option<isize>) -> PyResult<Value> {
        let input = data::input(py, data)?;
        let Ok(room) = usize::try_from(bufsize.unwrap_or(BUFFER as isize)) else {
            return Err(exc::value_error(py, format_args!("bufsize must be non-negative")));
        };
        let mut stream = match Stream::inflate(wbits.unwrap_or(WINDOW)) {
            Ok(stream) => stream,
            Err(code) => {
                let failure = Failure::Library(code, None);
                return Err(failure.raise(py, "while preparing to decompress data", "decompressing"));
            }
        };
        match detached(py, input.len(), || inflate(&mut stream, &input, room.max(1))) {
            Ok(bytes) => py.bytes(&bytes),
            Err(failure) => Err(failure.raise(py, "while decompressing data", "decompressing")),
        }
    }

    /// An object that compresses data as it comes.
    ///
    ///   level
    ///     From 0, which is not at all, to 9, which takes longest.
    ///   method
    ///     DEFLATED, the only one.
    ///   wbits
    ///     The size of the window, and what is around the data.
    ///   memLevel
    ///     From 1 to 9: how much memory compression may take.
    ///   strategy
    ///     How matches are looked for: one of the constants Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED.
    ///   zdict
    ///     Bytes that are likely in the data, the likeliest at the end. Decompression needs the same.
    #[pyfunction(
        "(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)"
    )]
    fn compressobj(
        py: &mut Py,
        level: Option<i32>,
        method: Option<i32>,
        wbits: Option<i32>,
        memory_level: Option<i32>,
        strategy: Option<i32>,
        zdict: Option<&Value>,
    ) -> PyResult<Value> {
        let options = Options {
            level: level.unwrap_or(USUAL.level),
            method: method.unwrap_or(USUAL.method),
            window_bits: wbits.unwrap_or(WINDOW),
            memory_level: memory_level.unwrap_or(USUAL.memory_level),
            strategy: strategy.unwrap_or(USUAL.strategy),
        };
        compressor::make(py, &options, zdict)
    }

    /// An object that decompresses data as it comes.
    ///
    ///   wbits
    ///     The size of the window, and what is around the data.
    ///   zdict
    ///     The bytes that the compressor was given as zdict.
    #[pyfunction("(wbits=MAX_WBITS, zdict=b'')")]
    fn decompressobj(py: &mut Py, wbits: Option<i32>, zdict: Option<&Value>) -> PyResult<Value> {
        decompressor::make(py, wbits.unwrap_or(WINDOW), zdict)
    }
}

/// A checksum of the bytes of an object.
fn checksum(
    py: &mut Py,
    data: &Value,
    start: Option<Borrowed<'_>>,
    usual: u32,
    compute: fn(u32, &[u8]) -> u32,
) -> PyResult<u32> {
    let start = match start {
        Some(start) => low_bits(py, &start)?,
        None => usual,
    };
    if let Some(bytes) = data.exact::<Bytes>() {
        let bytes = bytes.data();
        return Ok(detached(py, bytes.len(), || compute(start, bytes)));
    }
    let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
    let sum = compute(start, buffer.bytes(py));
    py.release_buffer(buffer);
    Ok(sum)
}

/// The low 32 bits of an int of any size.
fn low_bits(py: &mut Py, number: &Value) -> PyResult<u32> {
    let number = py.index(number)?;
    let mut limb = [0];
    let Some(IntRef { negative, limbs, .. }) = number.as_int(&mut limb) else { return Ok(0) };
    let low = limbs.first().map_or(0, |&limb| limb as u32);
    Ok(if negative { low.wrapping_neg() } else { low })
}

/// The bytes of a dictionary, if there is one.
fn dictionary(py: &mut Py, zdict: Option<&Value>) -> PyResult<Vec<u8>> {
    match zdict {
        Some(zdict) => Ok(data::input(py, zdict).map(Cow::into_owned)?),
        None => Ok(Vec::new()),
    }
}

/// The dictionary of something that decompresses.
fn decoding_dictionary(py: &mut Py, zdict: Option<&Value>) -> PyResult<Vec<u8>> {
    match zdict {
        Some(zdict) if zdict.type_().slots.get_buffer.get().is_none() => {
            Err(exc::type_error(py, format_args!("zdict argument must support the buffer protocol")))
        }
        zdict => dictionary(py, zdict),
    }
}

/// The dictionary of what only looks at it when it is wanted: at once for streams without a header. Before, an object without bytes
/// is as good as none.
fn lazy_dictionary(py: &mut Py, window_bits: i32, zdict: Option<&Value>) -> PyResult<Vec<u8>> {
    let no_bytes = |zdict: &Value| zdict.type_().slots.get_buffer.get().is_none();
    dictionary(py, zdict.filter(|zdict| window_bits < 0 || !no_bytes(zdict)))
}

/// A stream that an object decompresses.
fn decoding_stream(py: &mut Py, window_bits: i32, zdict: &[u8]) -> PyResult<Stream> {
    let mut stream = match Stream::inflate(window_bits) {
        Ok(stream) => stream,
        Err(code) => return Err(not_made(py, code, "decompression")),
    };
    // Without a header nothing asks for the dictionary.
    if window_bits < 0 && !zdict.is_empty() {
        match stream.set_dictionary(zdict) {
            Code::OK => {}
            code => return Err(Failure::of(&stream, code).raise(py, "while setting zdict", "decompressing")),
        }
    }
    Ok(stream)
}

/// The error for a stream that cannot be made.
#[cold]
fn not_made(py: &mut Py, code: Code, what: &str) -> Raised {
    match code {
        Code::STREAM_ERROR => exc::value_error(py, format_args!("Invalid initialization option")),
        Code::MEM_ERROR => {
            py.error(&exc::MEMORY_ERROR, format_args!("Can't allocate memory for {what} object"))
        }
        code => Failure::Library(code, None).raise(py, &format!("while creating {what} object"), what),
    }
}

//! `binascii`: bytes written with ASCII characters, and checksums.

mod base64;
mod checksum;
mod hex;
mod quoted;
mod uu;

use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value};

use crate::calls;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Conversion between binary data and ASCII"),
    functions: &[Functions::FUNCTIONS],
    exec: Some(exec),
    ..ModuleDef::of("binascii")
};

#[derive(Default)]
struct State {
    error: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    // Of all modules that are imported anew the class is the same.
    let known = py.state::<State>().error.get(py).clone();
    let error = match known {
        Some(error) => error,
        None => calls::exception_class(py, "binascii.Error", exc::VALUE_ERROR.to_value(), None)?,
    };
    let incomplete = calls::exception_class(py, "binascii.Incomplete", exc::EXCEPTION.to_value(), None)?;
    if let Some(module) = module.get::<Module>() {
        module.set(py, "Error", error.clone())?;
        module.set(py, "Incomplete", incomplete)?;
    }
    drop(py.state::<State>().error.replace(py, Some(error)));
    Ok(())
}

/// Why something cannot be converted.
enum Mistake {
    /// `binascii.Error`
    Error(String),
    Memory,
}

impl Mistake {
    fn new(message: &str) -> Self {
        Self::Error(message.to_owned())
    }

    #[cold]
    fn raise(self, py: &mut Py) -> Raised {
        match self {
            Self::Error(message) => {
                let class = py.state::<State>().error.get(py).clone();
                calls::raise(py, class, format_args!("{message}"))
            }
            Self::Memory => py.heap().no_memory(),
        }
    }
}

impl From<std::collections::TryReserveError> for Mistake {
    fn from(_: std::collections::TryReserveError) -> Self {
        Self::Memory
    }
}

type Converted = Result<Vec<u8>, Mistake>;

/// Converts the bytes of an object.
fn convert(py: &mut Py, data: &Value, work: impl FnOnce(&[u8]) -> Converted) -> PyResult<Value> {
    let converted = calls::lend(py, data, |_, bytes| Ok(work(bytes)))?;
    made(py, converted)
}

fn made(py: &mut Py, converted: Converted) -> PyResult<Value> {
    match converted {
        Ok(bytes) => py.bytes(&bytes),
        Err(mistake) => Err(mistake.raise(py)),
    }
}

/// Converts bytes, or a text of ASCII characters.
fn convert_ascii(py: &mut Py, data: &Value, work: impl FnOnce(&[u8]) -> Converted) -> PyResult<Value> {
    if let Some(text) = data.get::<Str>() {
        let Some(ascii) = text.as_ascii() else {
            return Err(exc::value_error(
                py,
                format_args!("string argument should contain only ASCII characters"),
            ));
        };
        return made(py, work(ascii.as_bytes()));
    }
    let buffer = py.get_buffer_or(data, BufferRequest::SIMPLE, |py| {
        let class = data.type_().name();
        exc::type_error(py, format_args!("argument should be bytes, buffer or ASCII string, not '{class}'"))
    })?;
    let converted = work(buffer.bytes(py));
    py.release_buffer(buffer);
    made(py, converted)
}

struct Functions;

#[pymodule("binascii")]
impl Functions {
    /// The bytes of a line of uuencoded data.
    #[pyfunction("(data, /)")]
    fn a2b_uu(py: &mut Py, data: &Value) -> PyResult<Value> {
        convert_ascii(py, data, uu::decode)
    }

    /// Data as a line of uuencoded data, with backticks for zeros if that is wanted.
    #[pyfunction("(data, /, *, backtick=False)")]
    fn b2a_uu(py: &mut Py, data: &Value, backtick: Option<bool>) -> PyResult<Value> {
        convert(py, data, |bytes| uu::encode(bytes, backtick.unwrap_or(false)))
    }

    /// The bytes of base64 data; with strict_mode, anything that does not belong there is an error.
    #[pyfunction("(data, /, *, strict_mode=False)")]
    fn a2b_base64(py: &mut Py, data: &Value, strict_mode: Option<bool>) -> PyResult<Value> {
        convert_ascii(py, data, |bytes| base64::decode(bytes, strict_mode.unwrap_or(false)))
    }

    /// Data in base64, with a line feed at the end if that is wanted.
    #[pyfunction("(data, /, *, newline=True)")]
    fn b2a_base64(py: &mut Py, data: &Value, newline: Option<bool>) -> PyResult<Value> {
        convert(py, data, |bytes| base64::encode(bytes, newline.unwrap_or(true)))
    }

    /// The CRC-CCITT checksum of data, continued from crc.
    #[pyfunction("(data, crc, /)")]
    fn crc_hqx(py: &mut Py, data: &Value, crc: &Value) -> PyResult<i64> {
        let crc = low_bits(py, crc)?;
        calls::lend(py, data, |_, bytes| Ok(checksum::ccitt(bytes, crc).into()))
    }

    /// The CRC-32 checksum of data, continued from crc.
    #[pyfunction("(data, crc=0, /)")]
    fn crc32(py: &mut Py, data: &Value, crc: Option<Borrowed<'_>>) -> PyResult<i64> {
        let crc = match crc {
            Some(crc) => low_bits(py, &crc)?,
            None => 0,
        };
        calls::lend(py, data, |_, bytes| Ok(checksum::crc32(bytes, crc).into()))
    }

    /// Data in hexadecimal digits, with sep between groups of bytes_per_sep bytes, counted from the right, or if that is
    /// negative from the left.
    #[pyfunction("(data, sep=<unrepresentable>, bytes_per_sep=1)")]
    fn b2a_hex(
        py: &mut Py,
        data: &Value,
        sep: Option<Borrowed<'_>>,
        bytes_per_sep: Option<i32>,
    ) -> PyResult<Value> {
        to_hex(py, data, sep, bytes_per_sep)
    }

    /// Data in hexadecimal digits, with sep between groups of bytes_per_sep bytes, counted from the right, or if that is
    /// negative from the left.
    #[pyfunction("(data, sep=<unrepresentable>, bytes_per_sep=1)")]
    fn hexlify(
        py: &mut Py,
        data: &Value,
        sep: Option<Borrowed<'_>>,
        bytes_per_sep: Option<i32>,
    ) -> PyResult<Value> {
        to_hex(py, data, sep, bytes_per_sep)
    }

    /// The bytes that hexadecimal digits stand for.
    #[pyfunction("(hexstr, /)")]
    fn a2b_hex(py: &mut Py, hexstr: &Value) -> PyResult<Value> {
        convert_ascii(py, hexstr, hex::decode)
    }

    /// The bytes that hexadecimal digits stand for.
    #[pyfunction("(hexstr, /)")]
    fn unhexlify(py: &mut Py, hexstr: &Value) -> PyResult<Value> {
        convert_ascii(py, hexstr, hex::decode)
    }

    /// The bytes of quoted-printable data; with header, an underscore is a space.
    #[pyfunction("(data, header=False)")]
    fn a2b_qp(py: &mut Py, data: &Value, header: Option<bool>) -> PyResult<Value> {
        convert_ascii(py, data, |bytes| quoted::decode(bytes, header.unwrap_or(false)))
    }

    /// Data as quoted-printable: with quotetabs, spaces and tabs are quoted; without istext, ends of lines; with header, a
    /// space is an underscore.
    #[pyfunction("(data, quotetabs=False, istext=True, header=False)")]
    fn b2a_qp(
        py: &mut Py,
        data: &Value,
        quotetabs: Option<bool>,
        istext: Option<bool>,
        header: Option<bool>,
    ) -> PyResult<Value> {
        let style = quoted::Style {
            quote_tabs: quotetabs.unwrap_or(false),
            is_text: istext.unwrap_or(true),
            header: header.unwrap_or(false),
        };
        convert(py, data, |bytes| quoted::encode(bytes, style))
    }
}

/// The low 32 bits of an int.
fn low_bits(py: &mut Py, value: &Value) -> PyResult<u32> {
    let int = py.index(value)?;
    if let Some(number) = int.as_i64() {
        return Ok(number as u32);
    }
    let mask = py.int(0xffff_ffff)?;
    let low = py.binary(taipan_object::protocol::number::Operator::And, &int, &mask)?;
    Ok(low.as_i64().unwrap_or(0) as u32)
}

fn to_hex(py: &mut Py, data: &Value, separator: Option<Borrowed<'_>>, group: Option<i32>) -> PyResult<Value> {
    let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
    let converted = separator
        .map(|separator| hex::separator(py, &separator))
        .transpose()
        .map(|separator| hex::encode(buffer.bytes(py), separator, group.unwrap_or(1)));
    let converted = calls::give_back(py, buffer, converted)?;
    made(py, converted)
}

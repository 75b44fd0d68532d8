//! The encoders: each takes a text and `errors`, and returns bytes and the length of the text.

use taipan_codecs::ByteOrder::{Big, Little, Native};
use taipan_macros::pymodule;
use taipan_object::protocol::codec::Codec;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::arguments;

pub(super) struct Encoders;

#[pymodule("_codecs")]
impl Encoders {
    /// Encodes as UTF-7.
    #[pyfunction("(str, errors=None, /)")]
    fn utf_7_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::Utf7, text, errors, "utf_7_encode")
    }

    /// Encodes as UTF-8.
    #[pyfunction("(str, errors=None, /)")]
    fn utf_8_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::Utf8, text, errors, "utf_8_encode")
    }

    /// Encodes as UTF-16 with the least significant byte first.
    #[pyfunction("(str, errors=None, /)")]
    fn utf_16_le_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::Utf16(Little), text, errors, "utf_16_le_encode")
    }

    /// Encodes as UTF-16 with the most significant byte first.
    #[pyfunction("(str, errors=None, /)")]
    fn utf_16_be_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::Utf16(Big), text, errors, "utf_16_be_encode")
    }

    /// Encodes as UTF-32 with the least significant byte first.
    #[pyfunction("(str, errors=None, /)")]
    fn utf_32_le_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::Utf32(Little), text, errors, "utf_32_le_encode")
    }

    /// Encodes as UTF-32 with the most significant byte first.
    #[pyfunction("(str, errors=None, /)")]
    fn utf_32_be_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::Utf32(Big), text, errors, "utf_32_be_encode")
    }

    /// Encodes as Latin-1.
    #[pyfunction("(str, errors=None, /)")]
    fn latin_1_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::Latin1, text, errors, "latin_1_encode")
    }

    /// Encodes as ASCII.
    #[pyfunction("(str, errors=None, /)")]
    fn ascii_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::Ascii, text, errors, "ascii_encode")
    }

    /// Encodes as ASCII with the escapes of literals.
    #[pyfunction("(str, errors=None, /)")]
    fn unicode_escape_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::UnicodeEscape, text, errors, "unicode_escape_encode")
    }

    /// Encodes as Latin-1 with \u and \U escapes.
    #[pyfunction("(str, errors=None, /)")]
    fn raw_unicode_escape_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>) -> PyResult<Value> {
        encode(py, Codec::RawUnicodeEscape, text, errors, "raw_unicode_escape_encode")
    }

    /// Encodes as UTF-16: with a byte order mark in the machine's order if byteorder is 0, else without one, with the least
    /// significant byte first if it is negative.
    #[pyfunction("(str, errors=None, byteorder=0, /)")]
    fn utf_16_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>, byteorder: i32) -> PyResult<Value> {
        let order = match byteorder {
            0 => Native,
            1.. => Big,
            _ => Little,
        };
        encode(py, Codec::Utf16(order), text, errors, "utf_16_encode")
    }

    /// Encodes as UTF-32: with a byte order mark in the machine's order if byteorder is 0, else without one, with the least
    /// significant byte first if it is negative.
    #[pyfunction("(str, errors=None, byteorder=0, /)")]
    fn utf_32_encode(py: &mut Py, text: &Str, errors: Borrowed<'_>, byteorder: i32) -> PyResult<Value> {
        let order = match byteorder {
            0 => Native,
            1.. => Big,
            _ => Little,
        };
        encode(py, Codec::Utf32(order), text, errors, "utf_32_encode")
    }
}

fn encode(
    py: &mut Py,
    codec: Codec,
    text: &Str,
    errors: Borrowed<'_>,
    function: &'static str,
) -> PyResult<Value> {
    let errors = arguments::errors(py, errors, function)?;
    let bytes = py.encode_with(codec, &text.as_value(), text, errors.as_deref())?;
    arguments::result(py, bytes, text.len())
}

//! The decoders: each takes bytes and `errors`, and returns a text and how many bytes it stands for. Those that are not
//! told that the input is `final` leave over what is incomplete at its end.

use taipan_codecs::ByteOrder::{self, Big, Little, Native};
use taipan_macros::pymodule;
use taipan_object::protocol::codec::Codec;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::arguments;

pub(super) struct Decoders;

#[pymodule("_codecs")]
impl Decoders {
    /// Decodes UTF-7.
    #[pyfunction("(data, errors=None, final=False, /)")]
    fn utf_7_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Utf7, &bytes, errors, is_final, "utf_7_decode")
    }

    /// Decodes UTF-8.
    #[pyfunction("(data, errors=None, final=False, /)")]
    fn utf_8_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Utf8, &bytes, errors, is_final, "utf_8_decode")
    }

    /// Decodes UTF-16 with the least significant byte first.
    #[pyfunction("(data, errors=None, final=False, /)")]
    fn utf_16_le_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Utf16(Little), &bytes, errors, is_final, "utf_16_le_decode")
    }

    /// Decodes UTF-16 with the most significant byte first.
    #[pyfunction("(data, errors=None, final=False, /)")]
    fn utf_16_be_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Utf16(Big), &bytes, errors, is_final, "utf_16_be_decode")
    }

    /// Decodes UTF-32 with the least significant byte first.
    #[pyfunction("(data, errors=None, final=False, /)")]
    fn utf_32_le_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Utf32(Little), &bytes, errors, is_final, "utf_32_le_decode")
    }

    /// Decodes UTF-32 with the most significant byte first.
    #[pyfunction("(data, errors=None, final=False, /)")]
    fn utf_32_be_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Utf32(Big), &bytes, errors, is_final, "utf_32_be_decode")
    }

    /// Decodes UTF-16.
    #[pyfunction("(data, errors=None, final=False, /)")]
    fn utf_16_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Utf16(Native), &bytes, errors, is_final, "utf_16_decode")
    }

    /// Decodes UTF-32.
    #[pyfunction("(data, errors=None, final=False, /)")]
    fn utf_32_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>, is_final: bool) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Utf32(Native), &bytes, errors, is_final, "utf_32_decode")
    }

    /// Decodes Latin-1.
    #[pyfunction("(data, errors=None, /)")]
    fn latin_1_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Latin1, &bytes, errors, true, "latin_1_decode")
    }

    /// Decodes ASCII.
    #[pyfunction("(data, errors=None, /)")]
    fn ascii_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        decode(py, Codec::Ascii, &bytes, errors, true, "ascii_decode")
    }

    /// Decodes Latin-1 with the escapes of literals; a text stands for its UTF-8.
    #[pyfunction("(data, errors=None, final=True, /)")]
    fn unicode_escape_decode(
        py: &mut Py,
        data: &Value,
        errors: Borrowed<'_>,
        is_final: bool,
    ) -> PyResult<Value> {
        let bytes = arguments::bytes_or_text(py, data)?;
        decode(py, Codec::UnicodeEscape, &bytes, errors, is_final, "unicode_escape_decode")
    }

    /// Decodes Latin-1 with \u and \U escapes; a text stands for its UTF-8.
    #[pyfunction("(data, errors=None, final=True, /)")]
    fn raw_unicode_escape_decode(
        py: &mut Py,
        data: &Value,
        errors: Borrowed<'_>,
        is_final: bool,
    ) -> PyResult<Value> {
        let bytes = arguments::bytes_or_text(py, data)?;
        decode(py, Codec::RawUnicodeEscape, &bytes, errors, is_final, "raw_unicode_escape_decode")
    }

    /// Decodes UTF-16, and returns the byte order too: negative for the least significant byte first, 0 for the machine's.
    #[pyfunction("(data, errors=None, byteorder=0, final=False,\n                 /)")]
    fn utf_16_ex_decode(
        py: &mut Py,
        data: &Value,
        errors: Borrowed<'_>,
        byteorder: i32,
        is_final: bool,
    ) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        let errors = arguments::errors(py, errors, "utf_16_ex_decode")?;
        let codec = Codec::Utf16(order(byteorder));
        let decoded = py.decode_with(codec, arguments::data(&bytes), errors.as_deref(), is_final)?;
        let consumed = py.int_from_usize(decoded.consumed)?;
        let order = py.int(number(byteorder, decoded.order).into())?;
        py.tuple([decoded.text, consumed, order])
    }

    /// Decodes UTF-32, and returns the byte order too: negative for the least significant byte first, 0 for the machine's.
    #[pyfunction("(data, errors=None, byteorder=0, final=False,\n                 /)")]
    fn utf_32_ex_decode(
        py: &mut Py,
        data: &Value,
        errors: Borrowed<'_>,
        byteorder: i32,
        is_final: bool,
    ) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        let errors = arguments::errors(py, errors, "utf_32_ex_decode")?;
        let codec = Codec::Utf32(order(byteorder));
        let decoded = py.decode_with(codec, arguments::data(&bytes), errors.as_deref(), is_final)?;
        let consumed = py.int_from_usize(decoded.consumed)?;
        let order = py.int(number(byteorder, decoded.order).into())?;
        py.tuple([decoded.text, consumed, order])
    }
}

const fn order(number: i32) -> ByteOrder {
    match number {
        0 => Native,
        1.. => Big,
        _ => Little,
    }
}

/// The byte order that is given back: the one that was asked for, or that a mark gave.
const fn number(given: i32, found: ByteOrder) -> i32 {
    match found {
        _ if given != 0 => given,
        Little => -1,
        Native => 0,
        Big => 1,
    }
}

fn decode(
    py: &mut Py,
    codec: Codec,
    bytes: &Value,
    errors: Borrowed<'_>,
    is_final: bool,
    function: &'static str,
) -> PyResult<Value> {
    let errors = arguments::errors(py, errors, function)?;
    let decoded = py.decode_with(codec, arguments::data(bytes), errors.as_deref(), is_final)?;
    arguments::result(py, decoded.text, decoded.consumed)
}

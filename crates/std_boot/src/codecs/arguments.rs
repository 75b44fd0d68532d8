//! Arguments and results that the functions of the module have in common.

use std::borrow::Cow;

use taipan_object::exception as exc;
use taipan_object::native::{Argument, Place, bad_argument};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

/// A name of an encoding or error handler. Without the name of the argument, it is the only one.
pub(super) fn name<'a>(
    py: &mut Py,
    value: Borrowed<'a>,
    function: &'static str,
    argument: Option<&'static str>,
) -> PyResult<Cow<'a, str>> {
    let argument = argument.map_or(Argument::Only, Argument::Named);
    text(py, value, &Place { function, argument }, "str")
}

/// A name that is one of several arguments.
pub(super) fn numbered_name<'a>(
    py: &mut Py,
    value: Borrowed<'a>,
    function: &'static str,
    number: usize,
) -> PyResult<Cow<'a, str>> {
    text(py, value, &Place { function, argument: Argument::Number(number) }, "str")
}

/// The argument `errors` of the functions that convert, which may be `None`.
pub(super) fn errors<'a>(
    py: &mut Py,
    value: Borrowed<'a>,
    function: &'static str,
) -> PyResult<Option<Cow<'a, str>>> {
    if is_none(&value) {
        return Ok(None);
    }
    text(py, value, &Place { function, argument: Argument::Number(2) }, "str or None").map(Some)
}

/// Text without lone surrogates and null characters.
fn text<'a>(py: &mut Py, value: Borrowed<'a>, place: &Place, expected: &str) -> PyResult<Cow<'a, str>> {
    let Some(text) = value.get::<Str>() else { return Err(bad_argument(py, place, expected, value)) };
    let name = match text.as_ascii() {
        Some(name) => Cow::Borrowed(name),
        None => {
            drop(py.encode(&value, None, None)?);
            Cow::Owned(text.to_utf8().into_owned())
        }
    };
    if name.contains('\0') {
        return Err(exc::value_error(py, format_args!("embedded null character")));
    }
    Ok(name)
}

/// Bytes to be decoded: a bytes object, or a copy of memory that an object lends, which Python code could change.
pub(super) fn bytes(py: &mut Py, data: &Value) -> PyResult<Value> {
    if data.get::<Bytes>().is_some() { Ok(data.clone()) } else { py.bytes_of_buffer(data) }
}

/// The same, where a text stands for its UTF-8.
pub(super) fn bytes_or_text(py: &mut Py, data: &Value) -> PyResult<Value> {
    if data.is_str() { py.encode(data, None, None) } else { bytes(py, data) }
}

/// The bytes of a bytes object.
pub(super) fn data(bytes: &Value) -> &[u8] {
    bytes.get::<Bytes>().map(Bytes::data).unwrap_or_default()
}

/// What all codecs return: the result, and how much of the input it stands for.
pub(super) fn result(py: &Py, value: Value, consumed: usize) -> PyResult<Value> {
    let consumed = py.int_from_usize(consumed)?;
    py.heap().pair(value, consumed)
}

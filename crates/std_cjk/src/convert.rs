//! Conversions with error handlers, and arguments that several types have.

use std::borrow::Cow;

use taipan_cjk::{Codec, INCOMPLETE, State};
use taipan_codecs::{Failure, OnDecodeError, OnEncodeError, Problem};
use taipan_object::exception as exc;
use taipan_object::native::{Argument, Place, bad_argument};
use taipan_object::protocol::codec::{DecodeHandler, EncodeHandler, builtin_handler};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

/// Encodes a text; also gives how many of its characters were consumed.
pub(crate) fn encode(
    py: &mut Py,
    codec: &Codec,
    text: &Value,
    errors: &str,
    state: &mut State,
    is_final: bool,
) -> PyResult<(Vec<u8>, usize)> {
    let Some(units) = text.get::<Str>() else { return Ok((Vec::new(), 0)) };
    let mut out = Vec::new();
    let mut handler = EncodeHandler::new(Some(errors), text).clamping();
    let mut handle = |problem: Problem| handler.handle(py, problem);
    let mut on_error = match builtin_handler(Some(errors)) {
        Some(builtin) => OnEncodeError::Builtin(builtin),
        None => OnEncodeError::Custom(&mut handle),
    };
    let done = codec.encode(units, is_final, state, &mut on_error, &mut out);
    let consumed = done.map_err(|failure| py.encode_failure(failure, text))?;
    if is_final {
        codec.reset_encoder(state, &mut out);
    }
    Ok((out, consumed))
}

/// Why bytes could not be decoded.
pub(crate) struct Undecodable {
    pub(crate) raised: Raised,
    /// It is the end that is wrong.
    pub(crate) at_end: bool,
}

/// Decodes bytes and appends the text; gives how many of them were consumed.
pub(crate) fn decode(
    py: &mut Py,
    codec: &Codec,
    data: &[u8],
    errors: &str,
    state: &mut State,
    is_final: bool,
    out: &mut StrBuilder,
) -> Result<usize, Undecodable> {
    let mut handler = DecodeHandler::new(Some(errors)).clamping();
    let mut reason = "";
    let mut handle = |input: &[u8], problem: Problem| {
        reason = problem.reason;
        handler.handle(py, input, problem)
    };
    let mut on_error = match builtin_handler(Some(errors)) {
        Some(builtin) => OnDecodeError::Builtin(builtin),
        None => OnDecodeError::Custom(&mut handle),
    };
    let done = codec.decode(data, is_final, state, &mut on_error, out);
    done.map_err(|failure| {
        if let Failure::Problem(problem) = &failure {
            reason = problem.reason;
        }
        Undecodable { at_end: reason == INCOMPLETE, raised: py.decode_failure(failure, data) }
    })
}

/// A text to encode: anything else counts by what `str()` makes of it.
pub(crate) fn text(py: &mut Py, input: &Value) -> PyResult<Value> {
    if input.is_str() { Ok(input.clone()) } else { py.to_str(input) }
}

/// Bytes to decode.
pub(crate) fn bytes(py: &mut Py, input: &Value) -> PyResult<Value> {
    if input.get::<Bytes>().is_some() { Ok(input.clone()) } else { py.bytes_of_buffer(input) }
}

/// What a bytes object has.
pub(crate) fn data(bytes: &Value) -> &[u8] {
    bytes.get::<Bytes>().map(Bytes::data).unwrap_or_default()
}

/// The name of an error handler, as an argument.
pub(crate) fn errors(
    py: &mut Py,
    value: Borrowed<'_>,
    function: &'static str,
    argument: Argument,
    expected: &str,
) -> PyResult<String> {
    let Some(text) = value.get::<Str>() else {
        return Err(bad_argument(py, &Place { function, argument }, expected, value));
    };
    if text.as_ascii().is_none() {
        drop(py.encode(&value, None, None)?);
    }
    let name = text.to_utf8();
    if name.contains('\0') {
        return Err(exc::value_error(py, format_args!("embedded null character")));
    }
    Ok(name.into_owned())
}

/// A text of characters.
pub(crate) fn joined(py: &mut Py, first: &[u32], second: &Value) -> PyResult<Value> {
    if first.is_empty() {
        return Ok(second.clone());
    }
    let mut text = StrBuilder::new();
    for &point in first {
        taipan_text::TextSink::push(&mut text, point);
    }
    if let Some(second) = second.get::<Str>() {
        text.extend(second.units());
    }
    text.finish(py)
}

/// Bytes that were kept, and those that follow.
pub(crate) fn with_kept<'a>(kept: &[u8], data: &'a [u8]) -> PyResult<Cow<'a, [u8]>> {
    if kept.is_empty() {
        return Ok(Cow::Borrowed(data));
    }
    let mut all = Vec::new();
    all.try_reserve_exact(kept.len() + data.len())?;
    all.extend_from_slice(kept);
    all.extend_from_slice(data);
    Ok(Cow::Owned(all))
}

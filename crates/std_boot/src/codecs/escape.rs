//! `escape_encode`, `escape_decode` and `readbuffer_encode`: from bytes to bytes.

use taipan_codecs::{EscapeProblem, OnEscapeError, decode_escape, encode_escape};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::arguments;

pub(super) struct Escape;

#[pymodule("_codecs")]
impl Escape {
    /// Bytes as they stand in a literal.
    #[pyfunction("(data, errors=None, /)")]
    fn escape_encode(py: &mut Py, data: &Bytes, errors: Borrowed<'_>) -> PyResult<Value> {
        arguments::errors(py, errors, "escape_encode")?;
        let mut out = Vec::new();
        encode_escape(data.data(), &mut out).map_err(|_| py.heap().no_memory())?;
        let bytes = py.bytes(&out)?;
        arguments::result(py, bytes, data.len())
    }

    /// The bytes that the escapes of a literal stand for.
    #[pyfunction("(data, errors=None, /)")]
    fn escape_decode(py: &mut Py, data: &Value, errors: Borrowed<'_>) -> PyResult<Value> {
        let bytes = arguments::bytes_or_text(py, data)?;
        let errors = arguments::errors(py, errors, "escape_decode")?;
        let errors = errors.as_deref().unwrap_or("strict");
        let on_error = match errors {
            "ignore" => OnEscapeError::Ignore,
            "replace" => OnEscapeError::Replace,
            _ => OnEscapeError::Strict,
        };
        let data = arguments::data(&bytes);
        let mut out = Vec::new();
        match decode_escape(data, on_error, &mut out) {
            Ok(None) => {}
            Ok(Some(invalid)) => py.warn_of_escape(invalid, "b")?,
            Err(problem) => return Err(failed(py, problem, errors)),
        }
        let result = py.bytes(&out)?;
        arguments::result(py, result, data.len())
    }

    /// A copy of the memory that an object lends; a text stands for its UTF-8.
    #[pyfunction("(data, errors=None, /)")]
    fn readbuffer_encode(py: &mut Py, data: &Value, errors: Borrowed<'_>) -> PyResult<Value> {
        let bytes = arguments::bytes_or_text(py, data)?;
        arguments::errors(py, errors, "readbuffer_encode")?;
        let copy = match bytes.get::<Bytes>() {
            Some(bytes) => bytes.plain(py)?,
            None => bytes,
        };
        let len = arguments::data(&copy).len();
        arguments::result(py, copy, len)
    }
}

#[cold]
fn failed(py: &Py, problem: EscapeProblem, errors: &str) -> Raised {
    match problem {
        EscapeProblem::Trailing => exc::value_error(py, format_args!("Trailing \\ in string")),
        EscapeProblem::Hexadecimal(position) if errors == "strict" => {
            exc::value_error(py, format_args!("invalid \\x escape at position {position}"))
        }
        EscapeProblem::Hexadecimal(_) => {
            exc::value_error(py, format_args!("decoding error; unknown error handling code: {errors}"))
        }
        EscapeProblem::OutOfMemory => py.heap().no_memory(),
    }
}

//! Names of files, as the interpreter itself encodes and decodes them.

use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

pub(super) struct Locale;

#[pymodule("_testinternalcapi")]
impl Locale {
    /// A string as the bytes of a file's name.
    #[pyfunction("(text, current_locale=0, errors='strict', /)", name = "EncodeLocaleEx", hidden)]
    fn encode(
        py: &mut Py,
        text: &Value,
        _current_locale: Option<i32>,
        errors: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let errors = handler(py, errors)?;
        py.encode(text, Some("utf-8"), Some(errors)).map_err(|raised| failed(py, raised, "encode"))
    }

    /// The bytes of a file's name as a string.
    #[pyfunction("(data, current_locale=0, errors='strict', /)", name = "DecodeLocaleEx", hidden)]
    fn decode(
        py: &mut Py,
        data: &Value,
        _current_locale: Option<i32>,
        errors: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let errors = handler(py, errors)?;
        let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
        let bytes = buffer.to_vec();
        py.release_buffer(buffer);
        py.decode(&bytes, Some("utf-8"), Some(errors)).map_err(|raised| failed(py, raised, "decode"))
    }
}

/// One of the error handlers that names of files may have.
fn handler(py: &Py, errors: Option<Borrowed<'_>>) -> PyResult<&'static str> {
    let given = errors.map_or_else(|| "strict".to_owned(), |errors| errors.to_string());
    ["strict", "surrogateescape", "surrogatepass"]
        .into_iter()
        .find(|known| *known == given)
        .ok_or_else(|| exc::value_error(py, format_args!("unsupported error handler")))
}

/// The error of a codec, told in the way of these functions.
fn failed(py: &mut Py, raised: Raised, what: &str) -> Raised {
    if !py.matches(&raised, &exc::UNICODE_ERROR) {
        return raised;
    }
    let exception = py.take(raised);
    let mut told = || -> PyResult<Raised> {
        let (start, reason) = (py.heap().intern("start")?, py.heap().intern("reason")?);
        let start = py.get_attribute(&exception, &start)?;
        let start = py.to_i64(&start)?;
        let reason = py.get_attribute(&exception, &reason)?;
        Ok(exc::runtime_error(py, format_args!("{what} error: pos={start}, reason={reason}")))
    };
    told().unwrap_or_else(|raised| raised)
}

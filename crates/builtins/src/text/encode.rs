//! `str.encode`.

use taipan_macros::pymethods;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::constructor::codec_name;

/// Encoding.
pub(crate) struct Encode;

#[pymethods(Str)]
impl Encode {
    /// The text as bytes. Characters that the encoding does not have go to the error handler that errors names: 'strict',
    /// 'ignore', 'replace', 'xmlcharrefreplace', or any other that was registered.
    #[pymethod("($self, /, encoding='utf-8', errors='strict')")]
    fn encode(
        this: &Value,
        py: &mut Py,
        encoding: Option<Borrowed<'_>>,
        errors: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let encoding = encoding.map(|it| codec_name(py, it, "encode", "encoding")).transpose()?;
        let errors = errors.map(|it| codec_name(py, it, "encode", "errors")).transpose()?;
        py.encode(this, encoding.as_deref(), errors.as_deref())
    }
}

//! `TextIOWrapper.reconfigure`

use taipan_macros::pymethods;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_text::Name;

use super::codec::Source;
use super::life::text_or_none;
use super::{TextWrapper, receiver};
use crate::calls::{call, unsupported};
use crate::line_ends::Newline;
use crate::streams;

pub(super) struct Configuration;

impl TextWrapper {
    /// Another encoding, error handler or end of line; `None` where it stays.
    fn change_codec(
        &self,
        py: &mut Py,
        encoding: Option<Value>,
        errors: Option<Value>,
        newline: Option<Newline>,
    ) -> PyResult<()> {
        if encoding.is_none() && errors.is_none() && newline.is_none() {
            return Ok(());
        }
        let (old_encoding, old_errors) = (self.encoding.get(py).clone(), self.errors.get(py).clone());
        let errors = match (errors, &encoding) {
            (Some(errors), _) => errors,
            // Another encoding begins with the usual handler.
            (None, Some(_)) => py.str("strict")?,
            (None, None) => old_errors.map_or_else(|| py.str("strict"), Ok)?,
        };
        let encoding = match encoding {
            Some(encoding) if encoding.get::<Str>().is_some_and(|name| name.is("locale")) => {
                streams::locale_encoding(py)?
            }
            Some(encoding) => encoding,
            None => old_encoding.map_or_else(|| py.str("utf-8"), Ok)?,
        };
        let source = Source::of(py, &encoding)?;
        let buffer = self.attached(py)?;
        self.newline.set(newline.unwrap_or_else(|| self.newline.get()));
        self.set_codec(py, &buffer, &source, &errors)?;
        drop(self.encoding.replace(py, Some(encoding)));
        drop(self.errors.replace(py, Some(errors)));
        self.find_start(py, &buffer)
    }
}

/// An argument that is a truth, or `None` for what there is.
fn truth(py: &mut Py, value: Borrowed<'_>, old: bool) -> PyResult<bool> {
    if is_none(&value) { Ok(old) } else { Ok(py.to_i64(&value)? != 0) }
}

#[pymethods(TextWrapper)]
impl Configuration {
    /// Changes how the stream works from now on.
    ///
    /// What is not given stays, except that errors is 'strict' again with another encoding. The stream
    /// is flushed. The encoding, the handler and the end of lines cannot change once something was read.
    #[pymethod(
        "($self, /, *, encoding=None, errors=None, newline=None,\n            line_buffering=None, write_through=None)"
    )]
    fn reconfigure(
        this: Borrowed<'_>,
        py: &mut Py,
        encoding: Borrowed<'_>,
        errors: Borrowed<'_>,
        newline: Option<Borrowed<'_>>,
        line_buffering: Borrowed<'_>,
        write_through: Borrowed<'_>,
    ) -> PyResult<()> {
        let stream = receiver(py, this)?;
        let encoding = text_or_none(py, "reconfigure", "encoding", encoding)?;
        let errors = text_or_none(py, "reconfigure", "errors", errors)?;
        let has_read = stream.decoded.get(py).is_some();
        if has_read && (encoding.is_some() || errors.is_some() || newline.is_some()) {
            return Err(unsupported(
                py,
                "It is not possible to set the encoding or newline of stream after the first read",
            ));
        }
        let newline =
            newline.map(|newline| Newline::from_argument(py, "reconfigure", newline)).transpose()?;
        let line_buffering = truth(py, line_buffering, stream.line_buffering.get())?;
        let write_through = truth(py, write_through, stream.write_through.get())?;
        call(py, &this, Name::FLUSH, &[])?;
        stream.ratio.set(0.0);
        stream.change_codec(py, encoding, errors, newline)?;
        stream.line_buffering.set(line_buffering);
        stream.write_through.set(write_through);
        Ok(())
    }
}

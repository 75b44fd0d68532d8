//! Format specifications: `str.__format__`, and the errors of all `__format__` methods.

use taipan_format::{FormatSpec, SpecError, Target, format_str};
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};

/// Writes a text under a specification; true if that changes nothing.
pub(crate) fn format_text(py: &mut Py, text: &Value, spec: &Str, out: &mut StrBuilder) -> PyResult<bool> {
    let Some(units) = text.get::<Str>() else { return Ok(false) };
    FormatSpec::parse(spec, Target::Str)
        .and_then(|parsed| format_str(units, &parsed, out))
        .map_err(|error| spec_error(py, error, spec, text))
}

/// The exception for a specification that is none, or not one for the value.
#[cold]
pub(crate) fn spec_error(py: &mut Py, error: SpecError, spec: &Str, value: &Value) -> Raised {
    let class = match error {
        SpecError::OutOfMemory => return py.heap().no_memory(),
        SpecError::NotACharacter => &exc::OVERFLOW_ERROR,
        _ => &exc::VALUE_ERROR,
    };
    let mut message = StrBuilder::new();
    if error.write_message(spec, &value.type_().name().to_string(), &mut message).is_err() {
        return py.heap().no_memory();
    }
    match message.finish(py) {
        Ok(message) => py.heap().error_about(class, Some(message)),
        Err(raised) => raised,
    }
}

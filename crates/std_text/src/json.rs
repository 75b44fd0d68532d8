//! `_json`: what module `json` reads and writes with.

mod encode;
mod quote;
mod scan;
mod text;

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("json speedups\n"),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[
        Definition {
            doc: Some("JSON scanner object"),
            slots: &[scan::Scanner::SLOTS],
            getset: &[scan::Scanner::GETSET],
            ..Definition::of(&scan::SCANNER)
        },
        Definition {
            doc: Some(
                "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
            ),
            slots: &[encode::Encoder::SLOTS],
            getset: &[encode::Encoder::GETSET],
            ..Definition::of(&encode::ENCODER)
        },
    ]],
    exec: Some(exec),
    ..ModuleDef::of("_json")
};

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    if let Some(module) = module.get::<Module>() {
        module.set(py, "make_scanner", scan::SCANNER.to_value())?;
        module.set(py, "make_encoder", encode::ENCODER.to_value())?;
    }
    Ok(())
}

pub(crate) struct Functions;

#[pymodule("_json")]
impl Functions {
    /// A string as JSON writes it, in quotes.
    #[pyfunction("(object, /)", text = "($self, object, /)")]
    fn encode_basestring(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let text = expect_str(py, object)?;
        quote::quoted(py, text, false)
    }

    /// A string as JSON writes it, in quotes and with ASCII characters only.
    #[pyfunction("(object, /)", text = "($self, object, /)")]
    fn encode_basestring_ascii(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let text = expect_str(py, object)?;
        quote::quoted(py, text, true)
    }

    /// Reads a JSON string, which begins before the place end, behind its quote: scanstring(string, end, strict=True).
    /// Gives the text and the place behind it. With strict, control characters are errors.
    #[pyfunction("(string, end, strict=True, /)", hidden)]
    fn scanstring(
        py: &mut Py,
        string: Borrowed<'_>,
        end: isize,
        strict: Option<bool>,
    ) -> PyResult<(Value, usize)> {
        let text = expect_str(py, string)?;
        match usize::try_from(end) {
            Ok(end) if end <= text.len() => text::scan(py, text, end, strict.unwrap_or(true)),
            _ => Err(exc::value_error(py, format_args!("end is out of bounds"))),
        }
    }
}

fn expect_str<'a>(py: &Py, object: Borrowed<'a>) -> PyResult<&'a Str> {
    match object.get::<Str>() {
        Some(text) => Ok(text),
        None => Err(exc::type_error(
            py,
            format_args!("first argument must be a string, not {}", object.type_().name()),
        )),
    }
}

/// Raises `json.JSONDecodeError`.
#[cold]
fn decode_error(py: &mut Py, message: &str, text: &Str, place: usize) -> Raised {
    let exception = (|| {
        let class = crate::calls::import_from(py, "json.decoder", "JSONDecodeError")?;
        let (message, place) = (py.str(message)?, py.int_from_usize(place)?);
        py.call(&class, &[&message, &text.as_value(), &place])
    })();
    match exception {
        Ok(exception) => py.raise_value(&exception, None),
        Err(raised) => raised,
    }
}

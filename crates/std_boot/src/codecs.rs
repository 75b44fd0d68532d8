//! `_codecs`: the registry of encodings and error handlers, and the encodings that need no Python.
//!
//! `str.encode` and `bytes.decode` know the usual encodings without the registry; for all others they come here through
//! hooks.

mod arguments;
mod charmap;
mod decoders;
mod encoders;
mod escape;
mod handlers;
mod registry;

use taipan_macros::pymodule;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use arguments::name;

pub use registry::{decode_text, encode_text, error_handler, lookup as find_codec};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    functions: &[
        Registering::FUNCTIONS,
        encoders::Encoders::FUNCTIONS,
        decoders::Decoders::FUNCTIONS,
        charmap::Charmap::FUNCTIONS,
        escape::Escape::FUNCTIONS,
    ],
    definitions: &[charmap::DEFINITIONS],
    ..ModuleDef::of("_codecs")
};

/// The registry, as functions.
struct Registering;

#[pymodule("_codecs")]
impl Registering {
    /// Registers a function that is asked for codecs: it is given a name in lower case, with underscores between words, and
    /// returns a CodecInfo or None.
    #[pyfunction("(search_function, /)")]
    fn register(py: &mut Py, search_function: &Value) -> PyResult<()> {
        registry::register(py, search_function)
    }

    /// Takes back a function that was registered, and forgets all codecs that were found. Nothing happens if it was not.
    #[pyfunction("(search_function, /)")]
    fn unregister(py: &mut Py, search_function: &Value) -> PyResult<()> {
        registry::unregister(py, search_function)
    }

    /// The CodecInfo of an encoding.
    #[pyfunction("(encoding, /)")]
    fn lookup(py: &mut Py, encoding: Borrowed<'_>) -> PyResult<Value> {
        let encoding = name(py, encoding, "lookup", None)?;
        registry::lookup(py, &encoding)
    }

    /// Encodes an object with any codec, text encoding or not; errors says what to do about what cannot be encoded.
    #[pyfunction("(obj, encoding='utf-8', errors='strict')")]
    fn encode(
        py: &mut Py,
        obj: &Value,
        encoding: Option<Borrowed<'_>>,
        errors: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let encoding = encoding.map(|it| name(py, it, "encode", Some("encoding"))).transpose()?;
        let errors = errors.map(|it| name(py, it, "encode", Some("errors"))).transpose()?;
        registry::encode(py, obj, encoding.as_deref().unwrap_or("utf-8"), errors.as_deref())
    }

    /// Decodes an object with any codec, text encoding or not; errors says what to do about what cannot be decoded.
    #[pyfunction("(obj, encoding='utf-8', errors='strict')")]
    fn decode(
        py: &mut Py,
        obj: &Value,
        encoding: Option<Borrowed<'_>>,
        errors: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let encoding = encoding.map(|it| name(py, it, "decode", Some("encoding"))).transpose()?;
        let errors = errors.map(|it| name(py, it, "decode", Some("errors"))).transpose()?;
        registry::decode(py, obj, encoding.as_deref().unwrap_or("utf-8"), errors.as_deref())
    }

    /// Registers a function for the name of an error handler: it is given the exception, and returns what to go on with and
    /// where, or raises.
    #[pyfunction("(errors, handler, /)")]
    fn register_error(py: &mut Py, errors: Borrowed<'_>, handler: &Value) -> PyResult<()> {
        let errors = arguments::numbered_name(py, errors, "register_error", 1)?;
        registry::register_error(py, &errors, handler)
    }

    /// Takes back an error handler that was registered; tells whether there was one.
    #[pyfunction("(errors, /)")]
    fn _unregister_error(py: &mut Py, errors: Borrowed<'_>) -> PyResult<bool> {
        let errors = name(py, errors, "_unregister_error", None)?;
        if handlers::is_builtin(&errors) {
            return Err(exc::value_error(
                py,
                format_args!("cannot un-register built-in error handler '{errors}'"),
            ));
        }
        Ok(registry::unregister_error(py, &errors))
    }

    /// The error handler of a name.
    #[pyfunction("(name, /)", name = "lookup_error")]
    fn lookup_error(py: &mut Py, errors: Borrowed<'_>) -> PyResult<Value> {
        let errors = name(py, errors, "lookup_error", None)?;
        error_handler(py, &errors)
    }
}

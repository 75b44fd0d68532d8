//! `MultibyteCodec`: an encoding, with functions that convert all of a text.

use taipan_cjk::Codec;
use taipan_macros::{pyclass, pymethods};
use taipan_object::native::Argument;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::{Borrowed, Py, PyResult, Type, Value, exception as exc};

use crate::convert;

/// The payload.
#[pyclass(static = MULTIBYTE_CODEC, name = "_multibytecodec.MultibyteCodec", base = OBJECT, leaf)]
pub(crate) struct MultibyteCodec {
    pub(crate) codec: &'static Codec,
}

pub(crate) static DEFINITIONS: &[Definition] = &[Definition {
    flags: Flags::NO_INSTANCES,
    methods: &[MultibyteCodec::METHODS],
    ..Definition::of(&MULTIBYTE_CODEC)
}];

/// The codec that a class has as attribute `codec`.
pub(crate) fn of_class(py: &mut Py, class: &Type) -> PyResult<&'static Codec> {
    let name = py.heap().intern("codec")?;
    let codec = py.get_attribute(&class.to_value(), &name)?;
    match codec.get::<MultibyteCodec>() {
        Some(codec) => Ok(codec.codec),
        None => Err(exc::type_error(py, format_args!("codec is unexpected type"))),
    }
}

fn errors_or_none(py: &mut Py, errors: Borrowed<'_>, function: &'static str) -> PyResult<String> {
    if is_none(&errors) {
        return Ok("strict".to_owned());
    }
    convert::errors(py, errors, function, Argument::Named("errors"), "str or None")
}

#[pymethods]
impl MultibyteCodec {
    /// The bytes of a text, and its length. errors names the handler of characters that cannot be encoded.
    #[pymethod("($self, /, input, errors=None)")]
    fn encode(&self, py: &mut Py, input: &Value, errors: Borrowed<'_>) -> PyResult<Value> {
        let errors = errors_or_none(py, errors, "encode")?;
        let text = convert::text(py, input)?;
        let mut state = self.codec.encoder_state();
        let (bytes, _) = convert::encode(py, self.codec, &text, &errors, &mut state, true)?;
        let bytes = py.bytes(&bytes)?;
        let len = py.int_from_usize(text.get::<Str>().map_or(0, Str::len))?;
        py.heap().pair(bytes, len)
    }

    /// The text of bytes, and how many there are. errors names the handler of bytes that cannot be decoded.
    #[pymethod("($self, /, input, errors=None)")]
    fn decode(&self, py: &mut Py, input: &Value, errors: Borrowed<'_>) -> PyResult<Value> {
        let bytes = convert::bytes(py, input)?;
        let errors = errors_or_none(py, errors, "decode")?;
        let data = convert::data(&bytes);
        let mut state = self.codec.decoder_state();
        let mut out = StrBuilder::new();
        convert::decode(py, self.codec, data, &errors, &mut state, true, &mut out).map_err(|it| it.raised)?;
        let text = out.finish(py)?;
        let len = py.int_from_usize(data.len())?;
        py.heap().pair(text, len)
    }
}

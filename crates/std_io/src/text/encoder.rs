//! What turns text into the bytes of a stream.

use taipan_object::protocol::codec::Codec;
use taipan_object::type_::parts::Part;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value, Visit, exception as exc};
use taipan_strings::Units;
use taipan_text::Name;

use super::TextWrapper;
use super::codec::Source;
use crate::calls::call;

/// An encoder.
pub(super) enum Encoder {
    /// A codec that is known here, which keeps nothing.
    Known(Codec),
    /// An incremental encoder of the registry.
    Registered(Value),
}

impl Part for Encoder {
    fn take(&mut self) -> Option<Value> {
        match self {
            Self::Known(_) => None,
            Self::Registered(encoder) => encoder.take(),
        }
    }

    fn each(&self, visit: &mut Visit<'_>) {
        if let Self::Registered(encoder) = self {
            visit(encoder);
        }
    }
}

impl Encoder {
    pub(super) fn new(py: &mut Py, source: &Source, errors: &Value) -> PyResult<Self> {
        Ok(match source {
            Source::Known(codec) => Self::Known(*codec),
            Source::Registered(info) => {
                Self::Registered(Source::make(py, info, Name::INCREMENTALENCODER, errors)?)
            }
        })
    }
}

/// What an encoder made of a text.
pub(super) enum Encoded<'a> {
    /// The bytes are the units of the text.
    Same(&'a [u8]),
    /// A bytes object.
    Bytes(Value),
}

impl Encoded<'_> {
    pub(super) fn data(&self) -> &[u8] {
        match self {
            Self::Same(data) => data,
            Self::Bytes(bytes) => bytes.get::<Bytes>().map_or(&[], Bytes::data),
        }
    }
}

impl TextWrapper {
    fn registered_encoder(&self, py: &Py) -> Option<Value> {
        match &*self.encoder.get(py) {
            Some(Encoder::Registered(encoder)) => Some(encoder.clone()),
            _ => None,
        }
    }

    /// Whether there is an encoder: the buffer can be written to.
    #[inline]
    #[expect(clippy::option_option, reason = "known that there is none, and not known yet, are two things")]
    pub(super) fn known_encoder(&self, py: &Py) -> Option<Option<Codec>> {
        match &*self.encoder.get(py) {
            None => None,
            Some(Encoder::Known(codec)) => Some(Some(*codec)),
            Some(Encoder::Registered(_)) => Some(None),
        }
    }

    /// Encodes a text.
    #[inline]
    pub(super) fn encode<'a>(
        &self,
        py: &mut Py,
        text: &Value,
        units: &'a Str,
        codec: Option<Codec>,
    ) -> PyResult<Encoded<'a>> {
        let Some(codec) = codec else { return self.encode_registered(py, text) };
        if let Units::Ascii(data) = units.units()
            && matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1)
        {
            return Ok(Encoded::Same(data));
        }
        let errors = self.errors_name(py);
        let errors = errors.as_ref().and_then(Value::get::<Str>).map(Str::to_utf8);
        py.encode_with(codec, text, units, errors.as_deref()).map(Encoded::Bytes)
    }

    fn encode_registered<'a>(&self, py: &mut Py, text: &Value) -> PyResult<Encoded<'a>> {
        let Some(encoder) = self.registered_encoder(py) else { return Ok(Encoded::Same(&[])) };
        let bytes = call(py, &encoder, Name::ENCODE, &[text])?;
        if bytes.get::<Bytes>().is_none() {
            let class = bytes.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("encoder should return a bytes object, not '{class}'"),
            ));
        }
        Ok(Encoded::Bytes(bytes))
    }

    /// Says whether the encoder stands at the beginning of a stream, where some write a mark.
    pub(super) fn set_encoder_start(&self, py: &mut Py, is_start: bool) -> PyResult<()> {
        let Some(encoder) = self.registered_encoder(py) else { return Ok(()) };
        if is_start {
            return call(py, &encoder, Name::RESET, &[]).map(drop);
        }
        let zero = py.int(0)?;
        call(py, &encoder, Name::SETSTATE, &[&zero]).map(drop)
    }
}

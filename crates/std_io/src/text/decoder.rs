//! What turns the bytes of a stream into text.

use taipan_object::protocol::codec::{Codec, Decoded};
use taipan_object::type_::parts::Part;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value, Visit, exception as exc};
use taipan_text::Name;

use super::TextWrapper;
use super::codec::{Source, truth};
use crate::calls::call;
use crate::newlines::{Newlines, check_decoded};

/// A decoder, and what follows it where all ends of lines count.
pub(super) struct Decoder {
    bytes: BytesDecoder,
    pub(super) newlines: Option<Newlines>,
}

enum BytesDecoder {
    /// A codec that is known here, and the bytes of an incomplete character.
    Known { codec: Codec, kept: Vec<u8> },
    /// An incremental decoder of the registry.
    Registered(Value),
}

impl Part for Decoder {
    fn take(&mut self) -> Option<Value> {
        match &mut self.bytes {
            BytesDecoder::Known { .. } => None,
            BytesDecoder::Registered(decoder) => decoder.take(),
        }
    }

    fn each(&self, visit: &mut Visit<'_>) {
        if let BytesDecoder::Registered(decoder) = &self.bytes {
            visit(decoder);
        }
    }
}

/// What a decoder keeps between two pieces.
pub(super) struct State {
    /// Bytes that were not decoded yet.
    pub(super) kept: Vec<u8>,
    /// A number of which only the decoder knows what it means.
    pub(super) flags: Value,
}

impl Decoder {
    pub(super) fn new(
        py: &mut Py,
        source: &Source,
        errors: &Value,
        newlines: Option<Newlines>,
    ) -> PyResult<Self> {
        let bytes = match source {
            Source::Known(codec) => BytesDecoder::Known { codec: *codec, kept: Vec::new() },
            Source::Registered(info) => {
                BytesDecoder::Registered(Source::make(py, info, Name::INCREMENTALDECODER, errors)?)
            }
        };
        Ok(Self { bytes, newlines })
    }
}

impl TextWrapper {
    /// The decoder of the registry, if it is one.
    fn registered_decoder(&self, py: &Py) -> Option<Value> {
        match self.decoder.get(py).as_ref().map(|decoder| &decoder.bytes) {
            Some(BytesDecoder::Registered(decoder)) => Some(decoder.clone()),
            _ => None,
        }
    }

    /// Whether there is a decoder: the buffer can be read.
    pub(super) fn has_decoder(&self, py: &Py) -> bool {
        self.decoder.get(py).is_some()
    }

    /// What is known of the ends of lines, if the decoder looks at them.
    pub(super) fn newlines(&self, py: &Py) -> Option<Newlines> {
        self.decoder.get(py).as_ref().and_then(|decoder| decoder.newlines)
    }

    fn set_newlines(&self, py: &mut Py, newlines: Option<Newlines>) {
        if let Some(decoder) = self.decoder.get_mut(py).as_mut() {
            decoder.newlines = newlines;
        }
    }

    /// Decodes the next piece, an object that lends its bytes, as `input` shows them.
    pub(super) fn decode(&self, py: &mut Py, piece: &Value, input: &[u8], is_last: bool) -> PyResult<Value> {
        let text = match self.registered_decoder(py) {
            Some(decoder) => {
                let text = call(py, &decoder, Name::DECODE, &[piece, &truth(is_last)])?;
                check_decoded(py, &text)?;
                text
            }
            None => self.decode_known(py, input, is_last)?,
        };
        match self.newlines(py) {
            Some(mut newlines) => {
                let text = newlines.decode(py, text, is_last)?;
                self.set_newlines(py, Some(newlines));
                Ok(text)
            }
            None => Ok(text),
        }
    }

    fn decode_known(&self, py: &mut Py, input: &[u8], is_last: bool) -> PyResult<Value> {
        let taken = match self.decoder.get_mut(py).as_mut().map(|decoder| &mut decoder.bytes) {
            Some(BytesDecoder::Known { codec, kept }) => Some((*codec, std::mem::take(kept))),
            _ => None,
        };
        let Some((codec, kept)) = taken else { return py.str("") };
        let errors = self.errors_name(py);
        let errors = errors.as_ref().and_then(Value::get::<Str>).map(Str::to_utf8);
        let mut joined = Vec::new();
        let input = if kept.is_empty() {
            input
        } else {
            joined.try_reserve_exact(kept.len() + input.len())?;
            joined.extend_from_slice(&kept);
            joined.extend_from_slice(input);
            &joined
        };
        let (result, kept) = match py.decode_with(codec, input, errors.as_deref(), is_last) {
            Ok(Decoded { text, consumed, .. }) => {
                (Ok(text), input.get(consumed..).unwrap_or_default().to_vec())
            }
            // What was kept before a piece that cannot be decoded is still there.
            Err(raised) => (Err(raised), kept),
        };
        if !kept.is_empty() {
            self.keep(py, kept);
        }
        result
    }

    fn keep(&self, py: &mut Py, bytes: Vec<u8>) {
        if let Some(BytesDecoder::Known { kept, .. }) =
            self.decoder.get_mut(py).as_mut().map(|decoder| &mut decoder.bytes)
        {
            *kept = bytes;
        }
    }

    /// `getstate` of the decoder.
    pub(super) fn decoder_state(&self, py: &mut Py) -> PyResult<State> {
        let (kept, flags) = match self.registered_decoder(py) {
            Some(decoder) => {
                let state = call(py, &decoder, Name::GETSTATE, &[])?;
                let Some([kept, flags]) = state.get::<Tuple>().map(Tuple::items) else {
                    return Err(exc::type_error(py, format_args!("illegal decoder state")));
                };
                let Some(kept) = kept.get::<Bytes>() else {
                    let class = kept.type_().name();
                    return Err(exc::type_error(
                        py,
                        format_args!(
                            "illegal decoder state: the first item should be a bytes object, not '{class}'"
                        ),
                    ));
                };
                (kept.data().to_vec(), flags.clone())
            }
            None => {
                let kept = match self.decoder.get(py).as_ref().map(|decoder| &decoder.bytes) {
                    Some(BytesDecoder::Known { kept, .. }) => kept.clone(),
                    _ => Vec::new(),
                };
                (kept, py.int(0)?)
            }
        };
        let flags = match self.newlines(py) {
            Some(newlines) => {
                let flags = py.to_i64(&flags)?;
                py.int(flags.wrapping_shl(1) | i64::from(newlines.pending_cr))?
            }
            None => flags,
        };
        Ok(State { kept, flags })
    }

    /// `setstate` of the decoder.
    pub(super) fn set_decoder_state(&self, py: &mut Py, kept: &[u8], flags: &Value) -> PyResult<()> {
        let flags = match self.newlines(py) {
            Some(mut newlines) => {
                let number = py.to_i64(flags)?;
                newlines.pending_cr = number & 1 != 0;
                self.set_newlines(py, Some(newlines));
                py.int(number >> 1)?
            }
            None => flags.clone(),
        };
        match self.registered_decoder(py) {
            Some(decoder) => {
                let kept = py.bytes(kept)?;
                let state = py.tuple([kept, flags])?;
                call(py, &decoder, Name::SETSTATE, &[&state]).map(drop)
            }
            None => {
                self.keep(py, kept.to_vec());
                Ok(())
            }
        }
    }

    /// `reset` of the decoder.
    pub(super) fn reset_decoder(&self, py: &mut Py) -> PyResult<()> {
        if let Some(mut newlines) = self.newlines(py) {
            newlines.reset();
            self.set_newlines(py, Some(newlines));
        }
        match self.registered_decoder(py) {
            Some(decoder) => call(py, &decoder, Name::RESET, &[]).map(drop),
            None => {
                self.keep(py, Vec::new());
                Ok(())
            }
        }
    }
}

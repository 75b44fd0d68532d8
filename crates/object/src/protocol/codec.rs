//! Text to bytes and back. The usual encodings and error handlers are known here; all others come from the registry of
//! module `codecs`, which is reached through a hook.

mod errors;

pub use taipan_codecs::ByteOrder;
use taipan_codecs::{
    Failure, InvalidEscape, OnDecodeError, OnEncodeError, Problem, Shortcut, normalize_encoding, utf8,
};
use taipan_strings::{Kind, Shape, Units, UnitsMut};

use crate::buffer::{Buffer, BufferRequest};
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::types::bytes::Bytes;
use crate::types::str_::{Str, StrBuilder};
use crate::value::Value;
use errors::about;

pub use errors::{DecodeHandler, EncodeHandler, builtin_handler};

/// An encoding that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// `utf-8`
    Utf8,
    /// `utf-16`, `utf-16-le`, `utf-16-be`
    Utf16(ByteOrder),
    /// `utf-32`, `utf-32-le`, `utf-32-be`
    Utf32(ByteOrder),
    /// `utf-7`
    Utf7,
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// `unicode-escape`
    UnicodeEscape,
    /// `raw-unicode-escape`
    RawUnicodeEscape,
}

impl Codec {
    /// The codec of a name, in any of its usual spellings.
    pub fn of(name: &str) -> Option<Self> {
        use ByteOrder::{Big, Little, Native};
        match Shortcut::of(name) {
            Some(Shortcut::Utf8) => return Some(Self::Utf8),
            Some(Shortcut::Utf16) => return Some(Self::Utf16(Native)),
            Some(Shortcut::Utf32) => return Some(Self::Utf32(Native)),
            Some(Shortcut::Ascii) => return Some(Self::Ascii),
            Some(Shortcut::Latin1) => return Some(Self::Latin1),
            None => {}
        }
        Some(match normalize_encoding(name).as_str() {
            "u8" | "utf" | "cp65001" => Self::Utf8,
            "u16" => Self::Utf16(Native),
            "utf_16le" | "utf_16_le" | "utf16le" => Self::Utf16(Little),
            "utf_16be" | "utf_16_be" | "utf16be" => Self::Utf16(Big),
            "u32" => Self::Utf32(Native),
            "utf_32le" | "utf_32_le" => Self::Utf32(Little),
            "utf_32be" | "utf_32_be" => Self::Utf32(Big),
            "utf_7" | "utf7" | "u7" => Self::Utf7,
            "646" | "us" => Self::Ascii,
            "l1" | "latin" | "8859" | "cp819" | "iso8859" => Self::Latin1,
            "unicode_escape" | "unicodeescape" => Self::UnicodeEscape,
            "raw_unicode_escape" | "rawunicodeescape" => Self::RawUnicodeEscape,
            _ => return None,
        })
    }
}

/// What became of some bytes.
pub struct Decoded {
    /// A `str`.
    pub text: Value,
    /// How many bytes it stands for: all, unless more may follow and the end is incomplete.
    pub consumed: usize,
    /// The order of bytes that a mark gave, or else the one that was asked for.
    pub order: ByteOrder,
}

impl Py {
    /// `text.encode(encoding, errors)`: a bytes object. The text is a `str`; without names, UTF-8 and `strict`.
    pub fn encode(&mut self, text: &Value, encoding: Option<&str>, errors: Option<&str>) -> PyResult<Value> {
        let Some(units) = text.get::<Str>() else { return Err(self.not_str(text)) };
        self.check_codec_names(encoding, errors)?;
        match encoding.map_or(Some(Codec::Utf8), Codec::of) {
            Some(codec) => match self.encode_with(codec, text, units, errors) {
                Err(raised) => Err(self.noted_if_registered(raised, "encoding", encoding)),
                done => done,
            },
            None => {
                let encoding = encoding.unwrap_or_default();
                match self.interpreter().hooks().encode {
                    Some(encode) => encode(self, text, encoding, errors),
                    None => Err(unknown_encoding(self, encoding)),
                }
            }
        }
    }

    /// `data.decode(encoding, errors)`: a `str`. Without names, UTF-8 and `strict`.
    pub fn decode(&mut self, data: &[u8], encoding: Option<&str>, errors: Option<&str>) -> PyResult<Value> {
        self.check_codec_names(encoding, errors)?;
        match encoding.map_or(Some(Codec::Utf8), Codec::of) {
            Some(codec) => match self.decode_with(codec, data, errors, true) {
                Err(raised) => Err(self.noted_if_registered(raised, "decoding", encoding)),
                Ok(decoded) => Ok(decoded.text),
            },
            None => {
                let bytes = self.bytes(data)?;
                self.decode_by_registry(&bytes, encoding.unwrap_or_default(), errors)
            }
        }
    }

    /// `str(object, encoding, errors)`: decodes bytes, or anything else that lends its memory.
    pub fn decode_object(
        &mut self,
        object: &Value,
        encoding: Option<&str>,
        errors: Option<&str>,
    ) -> PyResult<Value> {
        self.check_codec_names(encoding, errors)?;
        if let Some(bytes) = object.get::<Bytes>() {
            if bytes.is_empty() {
                return self.str("");
            }
            if let Some(encoding) = encoding
                && Codec::of(encoding).is_none()
            {
                return self.decode_by_registry(object, encoding, errors);
            }
            return self.decode(bytes.data(), encoding, errors);
        }
        if object.is_str() {
            return Err(exc::type_error(self, format_args!("decoding str is not supported")));
        }
        let buffer = self.get_buffer_or(object, BufferRequest::SIMPLE, |py| {
            let class = object.type_().name();
            exc::type_error(py, format_args!("decoding to str: need a bytes-like object, {class} found"))
        })?;
        let copy = self.copy_and_release(buffer)?;
        match copy.get::<Bytes>() {
            Some(bytes) if bytes.is_empty() => self.str(""),
            _ => self.decode_object(&copy, encoding, errors),
        }
    }

    /// A copy of the memory that an object lends: error handlers run Python code, which could change it.
    pub fn bytes_of_buffer(&mut self, object: &Value) -> PyResult<Value> {
        let buffer = self.get_buffer(object, BufferRequest::SIMPLE)?;
        self.copy_and_release(buffer)
    }

    /// A copy of memory whose items lie end to end, which is given back.
    pub fn copy_and_release(&mut self, buffer: Buffer) -> PyResult<Value> {
        let copy = self.bytes(buffer.bytes(self));
        self.release_buffer(buffer);
        copy
    }

    /// In development mode an encoding or error handler that nobody knows is an error also where nothing needs it.
    #[inline]
    pub fn check_codec_names(&mut self, encoding: Option<&str>, errors: Option<&str>) -> PyResult<()> {
        if self.interpreter().checks_codecs.get() { self.find_codec_names(encoding, errors) } else { Ok(()) }
    }

    #[cold]
    fn find_codec_names(&mut self, encoding: Option<&str>, errors: Option<&str>) -> PyResult<()> {
        if let Some(encoding) = encoding.filter(|name| Codec::of(name).is_none())
            && let Some(find) = self.interpreter().hooks().find_codec
        {
            find(self, encoding)?;
        }
        match errors {
            Some(name) if builtin_handler(errors).is_none() => self.error_handler(name).map(drop),
            _ => Ok(()),
        }
    }

    /// What goes wrong in a codec that CPython takes from the registry says so, though we know the codec here.
    #[cold]
    fn noted_if_registered(&mut self, raised: Raised, doing: &str, encoding: Option<&str>) -> Raised {
        match encoding.filter(|name| Shortcut::of(name).is_none()) {
            Some(encoding) => self.note_codec(raised, doing, encoding),
            None => raised,
        }
    }

    /// Notes on an exception on its way that a codec failed; `doing` is "encoding" or "decoding".
    #[cold]
    pub fn note_codec(&mut self, raised: Raised, doing: &str, encoding: &str) -> Raised {
        let exception = self.take(raised);
        let text = self.text(format_args!("{doing} with '{encoding}' codec failed"));
        let added = match (self.heap().intern("add_note"), text) {
            (Ok(name), Ok(text)) => self.call_method(&exception, &name, &[&text]),
            (Err(raised), _) | (_, Err(raised)) => Err(raised),
        };
        match added {
            Ok(_) => self.heap().again(exception),
            Err(raised) => raised,
        }
    }

    fn decode_by_registry(&mut self, bytes: &Value, encoding: &str, errors: Option<&str>) -> PyResult<Value> {
        match self.interpreter().hooks().decode {
            Some(decode) => decode(self, bytes, encoding, errors),
            None => Err(unknown_encoding(self, encoding)),
        }
    }

    /// Encodes with a codec that is known here.
    pub fn encode_with(
        &mut self,
        codec: Codec,
        text: &Value,
        units: &Str,
        errors: Option<&str>,
    ) -> PyResult<Value> {
        match (codec, units.units()) {
            (Codec::Utf8 | Codec::Ascii | Codec::Latin1, Units::Ascii(bytes))
            | (Codec::Latin1, Units::Latin1(bytes)) => self.bytes(bytes),
            (Codec::Utf8, Units::Latin1(units)) => {
                let len = units.len() + units.iter().filter(|&&unit| unit >= 0x80).count();
                self.heap().bytes_with(len, |out| latin1_to_utf8(units, out))
            }
            (_, Units::Ascii(units) | Units::Latin1(units)) => self.encode_units(codec, text, units, errors),
            (_, Units::Ucs2(units)) => self.encode_units(codec, text, units, errors),
            (_, Units::Ucs4(units)) => self.encode_units(codec, text, units, errors),
        }
    }

    fn encode_units<T: taipan_text::CodeUnits + ?Sized>(
        &mut self,
        codec: Codec,
        text: &Value,
        units: &T,
        errors: Option<&str>,
    ) -> PyResult<Value> {
        let mut out = Vec::new();
        let mut handler = EncodeHandler::new(errors, text);
        let mut handle = |problem: Problem| handler.handle(self, problem);
        let mut on_error = match builtin_handler(errors) {
            Some(builtin) => OnEncodeError::Builtin(builtin),
            None => OnEncodeError::Custom(&mut handle),
        };
        let on_error = &mut on_error;
        let done = match codec {
            Codec::Utf8 => taipan_codecs::encode_utf8(units, on_error, &mut out),
            Codec::Utf16(order) => taipan_codecs::encode_utf16(units, order, on_error, &mut out),
            Codec::Utf32(order) => taipan_codecs::encode_utf32(units, order, on_error, &mut out),
            Codec::Ascii => taipan_codecs::encode_ascii(units, on_error, &mut out),
            Codec::Latin1 => taipan_codecs::encode_latin1(units, on_error, &mut out),
            Codec::Utf7 => taipan_codecs::encode_utf7(units, &mut out).map_err(Failure::from),
            Codec::UnicodeEscape => {
                taipan_codecs::encode_unicode_escape(units, &mut out).map_err(Failure::from)
            }
            Codec::RawUnicodeEscape => {
                taipan_codecs::encode_raw_unicode_escape(units, &mut out).map_err(Failure::from)
            }
        };
        match done {
            Ok(()) => self.bytes(&out),
            Err(failure) => Err(self.encode_failure(failure, text)),
        }
    }

    /// Raises why text cannot be encoded.
    #[cold]
    pub fn encode_failure(&mut self, failure: Failure<Raised>, text: &Value) -> Raised {
        match failure {
            Failure::Raised(raised) => raised,
            Failure::OutOfMemory => self.heap().no_memory(),
            Failure::WrongDirection => wrong_direction(self, "UnicodeEncodeError"),
            Failure::Problem(problem) => match self.encode_error(problem, text) {
                Ok(exception) => self.heap().raise(exception),
                Err(raised) => raised,
            },
        }
    }

    /// Raises why bytes cannot be decoded.
    #[cold]
    pub fn decode_failure(&mut self, failure: Failure<Raised>, data: &[u8]) -> Raised {
        match failure {
            Failure::Raised(raised) => raised,
            Failure::OutOfMemory => self.heap().no_memory(),
            Failure::WrongDirection => wrong_direction(self, "UnicodeDecodeError"),
            Failure::Problem(problem) => match self.decode_error(problem, data) {
                Ok(exception) => self.heap().raise(exception),
                Err(raised) => raised,
            },
        }
    }

    fn encode_error(&mut self, problem: Problem, text: &Value) -> PyResult<Value> {
        self.unicode_error(&exc::UNICODE_ENCODE_ERROR, about(problem, text))
    }

    fn decode_error(&mut self, problem: Problem, data: &[u8]) -> PyResult<Value> {
        let bytes = self.bytes(data)?;
        self.unicode_error(&exc::UNICODE_DECODE_ERROR, about(problem, &bytes))
    }

    /// Decodes with a codec that is known here; where it is not `is_final`, what is incomplete at the end is left over.
    pub fn decode_with(
        &mut self,
        codec: Codec,
        data: &[u8],
        errors: Option<&str>,
        is_final: bool,
    ) -> PyResult<Decoded> {
        let order = match codec {
            Codec::Utf16(order) | Codec::Utf32(order) => order,
            _ => ByteOrder::Native,
        };
        let plain = match codec {
            Codec::Utf8 => self.decode_plain_utf8(data)?,
            Codec::Ascii if data.is_ascii() => Some(self.heap().str_from_units(Units::Ascii(data))?),
            Codec::Latin1 => Some(self.heap().str_part(Units::Latin1(data))?),
            _ => None,
        };
        if let Some(text) = plain {
            return Ok(Decoded { text, consumed: data.len(), order });
        }
        let mut out = StrBuilder::new();
        let mut invalid = None;
        let mut handler = DecodeHandler::new(errors);
        let mut handle = |input: &[u8], problem: Problem| handler.handle(self, input, problem);
        let mut on_error = match builtin_handler(errors) {
            Some(builtin) => OnDecodeError::Builtin(builtin),
            None => OnDecodeError::Custom(&mut handle),
        };
        let on_error = &mut on_error;
        let whole = |()| (data.len(), order);
        let part = |consumed| (consumed, order);
        let done = match codec {
            Codec::Utf8 => taipan_codecs::decode_utf8(data, is_final, on_error, &mut out).map(part),
            Codec::Utf16(order) => taipan_codecs::decode_utf16(data, order, is_final, on_error, &mut out),
            Codec::Utf32(order) => taipan_codecs::decode_utf32(data, order, is_final, on_error, &mut out),
            Codec::Utf7 => taipan_codecs::decode_utf7(data, is_final, on_error, &mut out).map(part),
            Codec::Ascii => taipan_codecs::decode_ascii(data, on_error, &mut out).map(whole),
            Codec::Latin1 => taipan_codecs::decode_latin1(data, &mut out).map(whole),
            Codec::UnicodeEscape => taipan_codecs::decode_unicode_escape(data, is_final, on_error, &mut out)
                .map(|(consumed, found)| {
                    invalid = found;
                    (consumed, order)
                }),
            Codec::RawUnicodeEscape => {
                taipan_codecs::decode_raw_unicode_escape(data, is_final, on_error, &mut out).map(part)
            }
        };
        let (consumed, order) = done.map_err(|failure| self.decode_failure(failure, data))?;
        if let Some(invalid) = invalid {
            self.warn_of_escape(invalid, "")?;
        }
        Ok(Decoded { text: out.finish(self)?, consumed, order })
    }

    /// Warns of an escape that is none, in text or (with the prefix `b`) in bytes.
    #[cold]
    pub fn warn_of_escape(&mut self, invalid: InvalidEscape, prefix: &str) -> PyResult<()> {
        const OUTLOOK: &str = "Such sequences will not work in the future. ";
        match invalid {
            InvalidEscape::Letter(letter) => {
                let letter = char::from(letter);
                self.warn(
                    &exc::DEPRECATION_WARNING,
                    format_args!("{prefix}\"\\{letter}\" is an invalid escape sequence. {OUTLOOK}"),
                )
            }
            InvalidEscape::Octal(value) => self.warn(
                &exc::DEPRECATION_WARNING,
                format_args!("{prefix}\"\\{value:o}\" is an invalid octal escape sequence. {OUTLOOK}"),
            ),
        }
    }

    /// A string of bytes that are UTF-8; nothing if they are not.
    fn decode_plain_utf8(&self, data: &[u8]) -> PyResult<Option<Value>> {
        if data.is_ascii() {
            return self.heap().str_from_units(Units::Ascii(data)).map(Some);
        }
        let scan = utf8::scan(data);
        if scan.valid < data.len() {
            return Ok(None);
        }
        let Ok(text) = std::str::from_utf8(data) else { return Ok(None) };
        let shape = Shape { kind: Kind::of(scan.max_char), len: scan.length };
        let value = self.heap().str_with(shape, |units| match units {
            UnitsMut::One(units) => utf8::write(text, units),
            UnitsMut::Two(units) => utf8::write(text, units),
            UnitsMut::Four(units) => utf8::write(text, units),
        })?;
        // A single character may be one of those that exist once.
        match value.exact::<Str>() {
            Some(text) if text.len() == 1 => self.heap().str_from_units(text.units()).map(Some),
            _ => Ok(Some(value)),
        }
    }

    #[cold]
    fn not_str(&self, value: &Value) -> Raised {
        exc::type_error(self, format_args!("must be str, not {}", value.type_().name()))
    }
}

/// Writes two bytes for each unit that is not ASCII; there is room for exactly that.
fn latin1_to_utf8(units: &[u8], out: &mut [u8]) {
    let mut places = out.iter_mut();
    for &unit in units {
        if unit < 0x80 {
            if let Some(place) = places.next() {
                *place = unit;
            }
        } else if let (Some(first), Some(second)) = (places.next(), places.next()) {
            (*first, *second) = (0xc0 | unit >> 6, 0x80 | unit & 0x3f);
        }
    }
}

#[cold]
fn unknown_encoding(py: &Py, name: &str) -> Raised {
    py.error(&exc::LOOKUP_ERROR, format_args!("unknown encoding: {name}"))
}

#[cold]
fn wrong_direction(py: &Py, class: &str) -> Raised {
    exc::type_error(py, format_args!("don't know how to handle {class} in error callback"))
}

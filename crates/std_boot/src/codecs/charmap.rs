//! Encodings of one byte per character, by a table or any mapping.
//!
//! Mappings and error handlers are both called during a conversion, one at a time: they share `Py` through a `RefCell`
//! that is only ever borrowed for the length of one call.

use std::cell::RefCell;

use taipan_codecs::{
    DecodeMap, EncodeMap, Failure, InverseTable, OnDecodeError, OnEncodeError, Problem, decode_charmap,
    encode_charmap,
};
use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception as exc;
use taipan_object::protocol::codec::{Codec, DecodeHandler, EncodeHandler, builtin_handler};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};
use taipan_text::TextSink;

use super::arguments;

/// The inverse of a decoding table.
#[pyclass(static = ENCODING_MAP, name = "EncodingMap", base = OBJECT, leaf)]
pub(super) struct EncodingMap {
    table: InverseTable,
}

#[pymethods]
impl EncodingMap {
    /// How many bytes the map takes.
    #[pymethod("($self, /)")]
    fn size(&self) -> usize {
        self.table.size()
    }
}

pub(super) static DEFINITIONS: &[Definition] = &[Definition {
    flags: Flags::NO_INSTANCES,
    methods: &[EncodingMap::METHODS],
    ..Definition::of(&ENCODING_MAP)
}];

pub(super) struct Charmap;

#[pymodule("_codecs")]
impl Charmap {
    /// The mapping for charmap_encode that is the inverse of a decoding table.
    #[pyfunction("(map, /)")]
    fn charmap_build(py: &mut Py, map: &Str) -> PyResult<Value> {
        if let Some(table) = InverseTable::compact(map).map_err(|_| py.heap().no_memory())? {
            return py.heap().object(EncodingMap { table });
        }
        let dict = py.dict()?;
        for (byte, point) in (0..256).zip(map.code_points()) {
            let (point, byte) = (py.int(point.into())?, py.int(byte)?);
            py.set_item(&dict, &point, &byte)?;
        }
        Ok(dict)
    }

    /// Encodes by a mapping from code points to bytes; without one, as Latin-1.
    #[pyfunction("(str, errors=None, mapping=None, /)")]
    fn charmap_encode(
        py: &mut Py,
        text: &Str,
        errors: Borrowed<'_>,
        mapping: Borrowed<'_>,
    ) -> PyResult<Value> {
        let errors = arguments::errors(py, errors, "charmap_encode")?;
        let bytes = if is_none(&mapping) {
            py.encode_with(Codec::Latin1, &text.as_value(), text, errors.as_deref())?
        } else {
            encode(py, text, errors.as_deref(), &mapping)?
        };
        arguments::result(py, bytes, text.len())
    }

    /// Decodes by a table, which is a text, or a mapping from bytes to texts or code points; without one, Latin-1.
    #[pyfunction("(data, errors=None, mapping=None, /)")]
    fn charmap_decode(
        py: &mut Py,
        data: &Value,
        errors: Borrowed<'_>,
        mapping: Borrowed<'_>,
    ) -> PyResult<Value> {
        let bytes = arguments::bytes(py, data)?;
        let errors = arguments::errors(py, errors, "charmap_decode")?;
        let data = arguments::data(&bytes);
        let text = if is_none(&mapping) {
            py.decode_with(Codec::Latin1, data, errors.as_deref(), true)?.text
        } else {
            decode(py, data, errors.as_deref(), &mapping)?
        };
        arguments::result(py, text, data.len())
    }
}

/// A mapping that is asked for each item.
struct Asked<'a, 'p> {
    py: &'a RefCell<&'p mut Py>,
    mapping: &'a Value,
}

impl Asked<'_, '_> {
    /// What the mapping has for a number; nothing if it has nothing or `None`.
    fn item(&self, key: u32) -> PyResult<Option<Value>> {
        let py = &mut **self.py.borrow_mut();
        let key = py.int(key.into())?;
        match py.get_item(self.mapping, &key) {
            Ok(value) if is_none(&value) => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(raised) if py.matches(&raised, &exc::LOOKUP_ERROR) => {
                py.discard(raised);
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    fn wrong(&self, message: std::fmt::Arguments<'_>) -> Failure<Raised> {
        Failure::Raised(exc::type_error(&self.py.borrow(), message))
    }

    /// An int below a limit.
    fn number(&self, value: &Value, limit: u32) -> Option<u32> {
        let number = self.py.borrow_mut().to_clamped(value).ok()?;
        u32::try_from(number).ok().filter(|&number| number < limit)
    }
}

impl EncodeMap<Raised> for Asked<'_, '_> {
    fn encode(&mut self, code_point: u32, out: &mut Vec<u8>) -> Result<bool, Failure<Raised>> {
        let Some(value) = self.item(code_point).map_err(Failure::Raised)? else { return Ok(false) };
        if value.is_int() {
            let Some(byte) = self.number(&value, 256) else {
                return Err(self.wrong(format_args!("character mapping must be in range(256)")));
            };
            out.try_reserve(1).map_err(|_| Failure::OutOfMemory)?;
            out.push(byte as u8);
        } else if let Some(bytes) = value.get::<Bytes>() {
            out.try_reserve(bytes.len()).map_err(|_| Failure::OutOfMemory)?;
            out.extend_from_slice(bytes.data());
        } else {
            let class = value.type_().name();
            return Err(
                self.wrong(format_args!("character mapping must return integer, bytes or None, not {class}"))
            );
        }
        Ok(true)
    }
}

impl DecodeMap<Raised> for Asked<'_, '_> {
    fn decode(&mut self, byte: u8, out: &mut impl TextSink) -> Result<bool, Failure<Raised>> {
        const NO_CHARACTER: u32 = 0xfffe;
        let Some(value) = self.item(byte.into()).map_err(Failure::Raised)? else { return Ok(false) };
        if value.is_int() {
            let Some(point) = self.number(&value, 0x11_0000) else {
                return Err(self.wrong(format_args!("character mapping must be in range(0x110000)")));
            };
            if point == NO_CHARACTER {
                return Ok(false);
            }
            out.reserve(1)?;
            out.push(point);
        } else if let Some(text) = value.get::<Str>() {
            if text.len() == 1 && text.code_point(0) == Some(NO_CHARACTER) {
                return Ok(false);
            }
            out.reserve(text.len())?;
            text.code_points().for_each(|point| out.push(point));
        } else {
            return Err(self.wrong(format_args!("character mapping must return integer, None or str")));
        }
        Ok(true)
    }
}

fn encode(py: &mut Py, text: &Str, errors: Option<&str>, mapping: &Value) -> PyResult<Value> {
    let mut out = Vec::new();
    let object = text.as_value();
    let mut handler = EncodeHandler::new(errors, &object);
    let done = {
        let shared = RefCell::new(&mut *py);
        let mut handle = |problem: Problem| handler.handle(&mut shared.borrow_mut(), problem);
        let mut on_error = match builtin_handler(errors) {
            Some(builtin) => OnEncodeError::Builtin(builtin),
            None => OnEncodeError::Custom(&mut handle),
        };
        match mapping.get::<EncodingMap>() {
            Some(map) => encode_charmap(text, &mut &map.table, &mut on_error, &mut out),
            None => encode_charmap(text, &mut Asked { py: &shared, mapping }, &mut on_error, &mut out),
        }
    };
    match done {
        Ok(()) => py.bytes(&out),
        Err(failure) => Err(py.encode_failure(failure, &object)),
    }
}

fn decode(py: &mut Py, data: &[u8], errors: Option<&str>, mapping: &Value) -> PyResult<Value> {
    let mut out = StrBuilder::new();
    let mut handler = DecodeHandler::new(errors);
    let done = {
        let shared = RefCell::new(&mut *py);
        let mut handle =
            |input: &[u8], problem: Problem| handler.handle(&mut shared.borrow_mut(), input, problem);
        let mut on_error = match builtin_handler(errors) {
            Some(builtin) => OnDecodeError::Builtin(builtin),
            None => OnDecodeError::Custom(&mut handle),
        };
        match mapping.exact::<Str>() {
            Some(table) => decode_charmap(data, &mut &*table, &mut on_error, &mut out),
            None => decode_charmap(data, &mut Asked { py: &shared, mapping }, &mut on_error, &mut out),
        }
    };
    match done {
        Ok(()) => out.finish(py),
        Err(failure) => Err(py.decode_failure(failure, data)),
    }
}

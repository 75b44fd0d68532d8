//! Which codecs and error handlers there are, and conversions by any of them.

use std::cell::Cell;
use std::collections::HashMap;

use taipan_codecs::normalize_encoding;
use taipan_object::exception as exc;
use taipan_object::protocol::call::is_callable;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyCell, PyResult, Type, Value};

use super::handlers;

/// The registry of an interpreter.
#[derive(Default)]
struct Registry {
    /// The functions that are asked for codecs, in the order in which they were registered.
    searches: PyCell<Vec<Value>>,
    /// The codecs that were found, by their normal names.
    found: PyCell<HashMap<String, Value>>,
    /// The error handlers that were registered or asked for.
    handlers: PyCell<HashMap<String, Value>>,
    /// The package `encodings`, whose function comes first, was imported.
    started: Cell<bool>,
}

/// The direction of a conversion, by which half of the registry's functions differ.
#[derive(Clone, Copy)]
enum Direction {
    Encode,
    Decode,
}

impl Direction {
    /// The index in a `CodecInfo`.
    const fn index(self) -> usize {
        match self {
            Self::Encode => 0,
            Self::Decode => 1,
        }
    }

    const fn verb(self) -> &'static str {
        match self {
            Self::Encode => "encode",
            Self::Decode => "decode",
        }
    }

    const fn doing(self) -> &'static str {
        match self {
            Self::Encode => "encoding",
            Self::Decode => "decoding",
        }
    }

    const fn wrong_result(self) -> &'static str {
        match self {
            Self::Encode => "encoder must return a tuple (object, integer)",
            Self::Decode => "decoder must return a tuple (object,integer)",
        }
    }
}

pub(super) fn register(py: &mut Py, search: &Value) -> PyResult<()> {
    if !is_callable(search) {
        return Err(exc::type_error(py, format_args!("argument must be callable")));
    }
    py.state::<Registry>().searches.get_mut(py).push(search.clone());
    Ok(())
}

pub(super) fn unregister(py: &mut Py, search: &Value) -> PyResult<()> {
    let registry = py.state::<Registry>();
    let index = registry.searches.get(py).iter().position(|it| it.is(search));
    if let Some(index) = index {
        drop(registry.found.replace(py, HashMap::new()));
        let removed = registry.searches.get_mut(py).remove(index);
        drop(removed);
    }
    Ok(())
}

/// Lets the package `encodings` register its function, before all others.
fn start(py: &mut Py, registry: &Registry) -> PyResult<()> {
    if registry.started.replace(true) {
        return Ok(());
    }
    let others = registry.searches.replace(py, Vec::new());
    let imported = crate::import::import(py, "encodings");
    registry.searches.get_mut(py).extend(others);
    if imported.is_err() {
        registry.started.set(false);
    }
    imported.map(drop)
}

/// The `CodecInfo` of an encoding.
pub fn lookup(py: &mut Py, encoding: &str) -> PyResult<Value> {
    let registry = py.state::<Registry>();
    let normal = normalize_encoding(encoding);
    if let Some(info) = registry.found.get(py).get(&normal) {
        return Ok(info.clone());
    }
    start(py, &registry)?;
    if registry.searches.get(py).is_empty() {
        return Err(py.error(
            &exc::LOOKUP_ERROR,
            format_args!("no codec search functions registered: can't find encoding"),
        ));
    }
    let key = py.str(&normal)?;
    let mut index = 0;
    loop {
        let search = registry.searches.get(py).get(index).cloned();
        let Some(search) = search else { break };
        index += 1;
        let info = py.call(&search, &[&key])?;
        if is_none(&info) {
            continue;
        }
        if info.get::<Tuple>().is_none_or(|parts| parts.len() != 4) {
            return Err(exc::type_error(py, format_args!("codec search functions must return 4-tuples")));
        }
        drop(registry.found.get_mut(py).insert(normal, info.clone()));
        return Ok(info);
    }
    Err(py.error(&exc::LOOKUP_ERROR, format_args!("unknown encoding: {encoding}")))
}

/// The `CodecInfo` of an encoding between text and bytes.
fn lookup_text(py: &mut Py, encoding: &str, direction: Direction) -> PyResult<Value> {
    let info = lookup(py, encoding)?;
    // Plain tuples come from functions of old and say nothing about it.
    if info.exact::<Tuple>().is_none() {
        let name = py.heap().intern("_is_text_encoding")?;
        let answer = py.find_attribute(&info, &name)?;
        let is_text = answer.map(|answer| py.is_true(&answer)).transpose()?;
        if is_text == Some(false) {
            let verb = direction.verb();
            return Err(py.error(
                &exc::LOOKUP_ERROR,
                format_args!(
                    "'{encoding}' is not a text encoding; use codecs.{verb}() to handle arbitrary codecs"
                ),
            ));
        }
    }
    Ok(info)
}

/// Calls the encoder or decoder of a codec.
fn convert(
    py: &mut Py,
    info: &Value,
    direction: Direction,
    object: &Value,
    encoding: &str,
    errors: Option<&str>,
) -> PyResult<Value> {
    let Some(function) = info.get::<Tuple>().and_then(|parts| parts.items().get(direction.index())) else {
        return Err(exc::type_error(py, format_args!("codec search functions must return 4-tuples")));
    };
    let result = match errors {
        None => py.call(function, &[object]),
        Some(errors) => {
            let errors = py.str(errors)?;
            py.call(function, &[object, &errors])
        }
    };
    let result = result.map_err(|raised| py.note_codec(raised, direction.doing(), encoding))?;
    match result.get::<Tuple>().map(Tuple::items) {
        Some([value, _]) => Ok(value.clone()),
        _ => Err(exc::type_error(py, format_args!("{}", direction.wrong_result()))),
    }
}

/// `codecs.encode`
pub(super) fn encode(py: &mut Py, object: &Value, encoding: &str, errors: Option<&str>) -> PyResult<Value> {
    let info = lookup(py, encoding)?;
    convert(py, &info, Direction::Encode, object, encoding, errors)
}

/// `codecs.decode`
pub(super) fn decode(py: &mut Py, object: &Value, encoding: &str, errors: Option<&str>) -> PyResult<Value> {
    let info = lookup(py, encoding)?;
    convert(py, &info, Direction::Decode, object, encoding, errors)
}

/// `str.encode` by any codec: gives bytes.
pub fn encode_text(py: &mut Py, text: &Value, encoding: &str, errors: Option<&str>) -> PyResult<Value> {
    let info = lookup_text(py, encoding, Direction::Encode)?;
    let result = convert(py, &info, Direction::Encode, text, encoding, errors)?;
    if result.get::<Bytes>().is_some() {
        return Ok(result);
    }
    let class = result.type_().name().to_string();
    if class == "bytearray" {
        py.warn(
            &exc::RUNTIME_WARNING,
            format_args!(
                "encoder {encoding} returned bytearray instead of bytes; use codecs.encode() to encode to \
                 arbitrary types"
            ),
        )?;
        return py.bytes_of_buffer(&result);
    }
    Err(exc::type_error(
        py,
        format_args!(
            "'{encoding}' encoder returned '{class}' instead of 'bytes'; use codecs.encode() to encode to \
             arbitrary types"
        ),
    ))
}

/// `bytes.decode` by any codec: gives a `str`. The decoder is given a `memoryview`.
pub fn decode_text(py: &mut Py, bytes: &Value, encoding: &str, errors: Option<&str>) -> PyResult<Value> {
    let info = lookup_text(py, encoding, Direction::Decode)?;
    let view: Option<&'static Type> = py.interpreter().hooks().views.map(|views| views.type_);
    let view = match view {
        Some(class) => py.call(&class.to_value(), &[bytes])?,
        None => bytes.clone(),
    };
    let result = convert(py, &info, Direction::Decode, &view, encoding, errors)?;
    if result.is_str() {
        return Ok(result);
    }
    Err(exc::type_error(
        py,
        format_args!(
            "'{encoding}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
            result.type_().name()
        ),
    ))
}

pub(super) fn register_error(py: &mut Py, name: &str, handler: &Value) -> PyResult<()> {
    if !is_callable(handler) {
        return Err(exc::type_error(py, format_args!("handler must be callable")));
    }
    let registry = py.state::<Registry>();
    let old = registry.handlers.get_mut(py).insert(name.to_owned(), handler.clone());
    drop(old);
    Ok(())
}

pub(super) fn unregister_error(py: &mut Py, name: &str) -> bool {
    let registry = py.state::<Registry>();
    let old = registry.handlers.get_mut(py).remove(name);
    old.is_some()
}

/// The error handler of a name: one that was registered, or else one that always exists.
pub fn error_handler(py: &mut Py, name: &str) -> PyResult<Value> {
    let registry = py.state::<Registry>();
    if let Some(handler) = registry.handlers.get(py).get(name) {
        return Ok(handler.clone());
    }
    match handlers::function(py, name)? {
        Some(handler) => {
            register_error(py, name, &handler)?;
            Ok(handler)
        }
        None => Err(py.error(&exc::LOOKUP_ERROR, format_args!("unknown error handler name '{name}'"))),
    }
}

//! What these modules do with other objects: encodings, exceptions, memory that is lent.

use std::borrow::Cow;
use std::fmt;

use taipan_expat::{Encoding, Parser};
use taipan_object::buffer::BufferRequest;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{is_none, none, none_ref};
use taipan_object::types::str_::Str;
use taipan_object::types::type_::TYPE;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};

/// A string, or None.
pub(crate) fn text_or_none(py: &Py, text: Option<&str>) -> PyResult<Value> {
    text.map_or_else(|| Ok(none()), |text| py.str(text))
}

/// A class of exceptions, `module.Name`.
pub(crate) fn exception_class(py: &mut Py, module: &str, name: &str, base: Value) -> PyResult<Value> {
    let namespace = py.dict()?;
    if let Some(dict) = namespace.get::<Dict>() {
        let (key, module) = (py.heap().intern("__module__")?, py.heap().intern(module)?);
        drop(dict.set_str(py, &key, module)?);
    }
    let (name, bases) = (py.str(name)?, py.tuple([base])?);
    py.call(&TYPE.to_value(), &[&name, &bases, &namespace])
}

/// A module under its full name.
pub(crate) fn import(py: &mut Py, name: &str) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '{name}'")));
    };
    // With a list of names the module itself comes back, and not its outermost package.
    let names = py.str("__name__")?;
    let (names, nothing) = (py.tuple([names])?, none_ref());
    import(py, &name, &nothing, &nothing, &names, 0)
}

/// Raises an exception of a class, with attributes.
#[cold]
pub(crate) fn raise(
    py: &mut Py,
    class: &Value,
    message: fmt::Arguments<'_>,
    attributes: &[(&str, Value)],
) -> Raised {
    let made = (|| {
        let message = py.text(message)?;
        let exception = py.call(class, &[&message])?;
        for (name, value) in attributes {
            let name = py.heap().intern(name)?;
            py.set_attribute(&exception, &name, value)?;
        }
        Ok(exception)
    })();
    match made {
        Ok(exception) => py.raise_value(&exception, None),
        Err(raised) => raised,
    }
}

/// The bytes of a document that is given as text, bytes or other memory, and whether it was text.
pub(crate) fn document(py: &mut Py, data: &Value) -> PyResult<(Cow<'static, [u8]>, bool)> {
    if data.get::<Str>().is_some() {
        let encoded = py.encode(data, Some("utf-8"), None)?;
        let bytes = encoded.get::<Bytes>().map_or(&[][..], Bytes::data);
        return Ok((copied(bytes)?.into(), true));
    }
    if let Some(bytes) = data.get::<Bytes>() {
        return Ok((copied(bytes.data())?.into(), false));
    }
    let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
    let copy = copied(buffer.bytes(py));
    py.release_buffer(buffer);
    Ok((copy?.into(), false))
}

fn copied(bytes: &[u8]) -> PyResult<Vec<u8>> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len())?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

/// The encoding of a name that only Python's codecs know; nothing if XML cannot be written in it.
pub(crate) fn table_of(py: &mut Py, name: &str) -> PyResult<Option<Encoding>> {
    let all: Vec<u8> = (0..=u8::MAX).collect();
    let text = py.decode(&all, Some(name), Some("replace"))?;
    let points: Vec<u32> = text.get::<Str>().map(|text| text.code_points().collect()).unwrap_or_default();
    let Ok(points) = <[u32; 256]>::try_from(points) else {
        return Err(exc::value_error(py, format_args!("multi-byte encodings are not supported")));
    };
    // Everything that markup is made of must be where ASCII has it.
    let is_compatible = points.iter().zip(0_u32..128).all(|(&point, byte)| {
        point == byte
            || byte == 0x7f
            || byte < 0x20 && ![9, 10, 13].contains(&byte)
            || b"$@\\^`{}~".iter().any(|&other| u32::from(other) == byte)
    });
    // And no other byte may mean what markup is made of.
    let is_compatible = is_compatible
        && points.iter().zip(0_u32..).skip(128).all(|(&point, _)| {
            point >= 0x80 || point == 0x7f || b"$@\\^`{}~".iter().any(|&other| u32::from(other) == point)
        });
    let table = points.map(|point| char::from_u32(point).filter(|&c| c != char::REPLACEMENT_CHARACTER));
    Ok(is_compatible.then(|| Encoding::Table(Box::new(table))))
}

/// The method `read` of a file.
pub(crate) fn read_method(py: &mut Py, file: &Value) -> PyResult<Value> {
    let name = py.heap().intern("read")?;
    match py.find_attribute(file, &name)? {
        Some(read) => Ok(read),
        None => Err(exc::type_error(py, format_args!("argument must have 'read' attribute"))),
    }
}

/// Whether an argument was given, and is not None.
pub(crate) fn given(value: Option<taipan_object::Borrowed<'_>>) -> Option<taipan_object::Borrowed<'_>> {
    value.filter(|value| !is_none(value))
}

/// The message of an error with its place.
pub(crate) fn describe(parser: &mut Parser, error: taipan_expat::Error) -> (String, u64, u64) {
    let place = parser.position();
    let code = error.code();
    let text = taipan_expat::MESSAGES.iter().find(|it| it.1 == code).map_or("", |it| it.2);
    (format!("{text}: line {}, column {}", place.line, place.column), place.line, place.column)
}

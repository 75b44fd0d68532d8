//! What `bytes` and `bytearray` are made of: a length, text with an encoding, memory that is lent, numbers of an iterable.

use std::borrow::Cow;

use taipan_object::native::{Bound, Parameter, ParameterKind, Signature};
use taipan_object::types::bytes::{BYTES, Bytes};
use taipan_object::types::list::List;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};
use taipan_text::Name;

use super::lend::{copy_of, is_lender};
use crate::text::codec_name;

/// The parameters of both constructors.
pub(super) static SIGNATURE: Signature =
    Signature::new(None, &[optional("source"), optional("encoding"), optional("errors")], false, false);

const fn optional(name: &'static str) -> Parameter {
    Parameter { name, kind: ParameterKind::Positional, required: false }
}

/// The arguments of a constructor.
pub(super) struct Source<'a> {
    source: Option<Borrowed<'a>>,
    encoding: Option<Cow<'a, str>>,
    errors: Option<Cow<'a, str>>,
}

impl<'a> Source<'a> {
    pub(super) fn of(py: &mut Py, name: &'static str, bound: &Bound<'a>) -> PyResult<Self> {
        let encoding = bound.get(1).map(|it| codec_name(py, it, name, "encoding")).transpose()?;
        let errors = bound.get(2).map(|it| codec_name(py, it, name, "errors")).transpose()?;
        Ok(Self { source: bound.get(0), encoding, errors })
    }

    /// The text that was given without a word about how to encode it, which only its class can know.
    pub(super) fn only_text(&self) -> Option<Borrowed<'a>> {
        self.source.filter(|source| source.is_str() && self.encoding.is_none() && self.errors.is_none())
    }

    /// What the arguments say the bytes are made of, unless something is missing or too much.
    pub(super) fn checked(self, py: &mut Py) -> PyResult<Contents<'a>> {
        let text = self.source.filter(|source| source.is_str());
        let message = match (self.encoding.is_some(), self.errors.is_some(), text.is_some()) {
            (true, _, true) | (false, false, false) => None,
            (true, _, false) => Some("encoding without a string argument"),
            (false, true, false) => Some("errors without a string argument"),
            (false, _, true) => Some("string argument without an encoding"),
        };
        match (message, text, self.source) {
            (Some(message), ..) => Err(exc::type_error(py, format_args!("{message}"))),
            (None, Some(text), _) => {
                py.encode(&text, self.encoding.as_deref(), self.errors.as_deref()).map(Contents::Encoded)
            }
            (None, None, Some(source)) => Ok(Contents::Source(source)),
            (None, None, None) => Ok(Contents::Nothing),
        }
    }
}

/// What bytes are made of.
pub(super) enum Contents<'a> {
    /// No argument.
    Nothing,
    /// A bytes object, made of text.
    Encoded(Value),
    /// Some object that is no text.
    Source(Borrowed<'a>),
}

/// The length that a number stands for; nothing if the object is no number.
pub(super) fn length(py: &mut Py, source: &Value) -> PyResult<Option<usize>> {
    if !source.is_int() && source.type_().slots.index.get().is_none() {
        return Ok(None);
    }
    let number = match py.index(source) {
        Ok(number) => number,
        // It may still lend memory or be iterable.
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            return Ok(None);
        }
        Err(raised) => return Err(raised),
    };
    match number.as_i64().map(usize::try_from) {
        Some(Ok(length)) => Ok(Some(length)),
        Some(Err(_)) => Err(exc::value_error(py, format_args!("negative count"))),
        None => Err(exc::overflow_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", source.type_().name()),
        )),
    }
}

/// The bytes of an object that lends memory or is an iterable of numbers. `name` is the type that is made of it.
pub(crate) fn contents(py: &mut Py, source: &Value, name: &str) -> PyResult<Vec<u8>> {
    if is_lender(source) {
        return copy_of(py, source);
    }
    let message = if name == BYTES.short_name() {
        "bytes must be in range(0, 256)"
    } else {
        "byte must be in range(0, 256)"
    };
    let mut bytes = Vec::new();
    let push = |bytes: &mut Vec<u8>, py: &mut Py, item: Value| -> PyResult<()> {
        let number = py.to_clamped(&item)?;
        let Ok(byte) = u8::try_from(number) else {
            return Err(exc::value_error(py, format_args!("{message}")));
        };
        bytes.try_reserve(1)?;
        bytes.push(byte);
        Ok(())
    };
    if source.exact::<List>().is_some() || source.exact::<Tuple>().is_some() {
        py.for_each(source, |py, item| push(&mut bytes, py, item))?;
        return Ok(bytes);
    }
    let iterator = if source.is_str() { Err(cannot_convert(py, source, name)) } else { py.iter(source) };
    match iterator {
        Ok(iterator) => {
            if name == BYTES.short_name() {
                bytes.try_reserve_exact(py.length_hint(source, 64)?)?;
            }
            py.for_each(&iterator, |py, item| push(&mut bytes, py, item))?;
        }
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            return Err(cannot_convert(py, source, name));
        }
        Err(raised) => return Err(raised),
    }
    Ok(bytes)
}

#[cold]
fn cannot_convert(py: &Py, source: &Value, name: &str) -> Raised {
    exc::type_error(py, format_args!("cannot convert '{}' object to {name}", source.type_().name()))
}

/// What the special method `__bytes__` of an object returns; nothing if its class has none.
pub(crate) fn bytes_method(py: &mut Py, source: &Value) -> PyResult<Option<Value>> {
    let name = py.name(Name::__BYTES__).clone();
    let Some(method) = source.type_().lookup(py, &name) else { return Ok(None) };
    let result = py.call_method_value(&method, source.borrow(), &[])?;
    if result.get::<Bytes>().is_some() {
        return Ok(Some(result));
    }
    let class = result.type_().name();
    Err(exc::type_error(py, format_args!("__bytes__ returned non-bytes (type {class})")))
}

//! The bytes that a digest is computed of, as arguments.

use std::borrow::Cow;
use std::fmt;

use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::exclusive::Exclusive;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value};

use crate::engine::Engine;

/// Adds the bytes of an object to a message.
pub(crate) fn update(py: &mut Py, engine: &PyCell<Engine>, data: &Value) -> PyResult<()> {
    if let Some(bytes) = data.exact::<Bytes>() {
        engine.get_mut(py).update(bytes.data());
        return Ok(());
    }
    if data.is_str() {
        return Err(exc::type_error(py, format_args!("Strings must be encoded before hashing")));
    }
    if data.type_().slots.get_buffer.get().is_none() {
        return Err(exc::type_error(py, format_args!("object supporting the buffer API required")));
    }
    let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
    // The memory may belong to something that the digest could be part of: the state is taken out meanwhile.
    let mut state = engine.get(py).clone();
    state.update(buffer.bytes(py));
    *engine.get_mut(py) = state;
    py.release_buffer(buffer);
    Ok(())
}

/// The message that a constructor is given, as `data` or, as it was called once, as `string`.
pub(crate) fn message<'a>(
    py: &Py,
    data: Option<Borrowed<'a>>,
    string: Borrowed<'a>,
) -> PyResult<Option<Borrowed<'a>>> {
    match (data, is_none(&string)) {
        (Some(_), false) => Err(exc::type_error(
            py,
            format_args!(
                "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is \
                 slated for removal in a future version."
            ),
        )),
        (None, false) => Ok(Some(string)),
        (data, true) => Ok(data),
    }
}

/// What a message is added to, piece by piece.
pub(crate) trait Message {
    /// Adds bytes.
    fn update(&mut self, bytes: &[u8]);
}

impl Message for Engine {
    fn update(&mut self, bytes: &[u8]) {
        Self::update(self, bytes);
    }
}

/// Adds the bytes of an object to a message that threads share.
pub(crate) fn update_exclusive<M: Message + Send>(
    py: &mut Py,
    to: &Exclusive<M>,
    data: &Value,
) -> PyResult<()> {
    let bytes = message_bytes(py, data)?;
    to.with(py, bytes.len(), |to| to.update(&bytes));
    Ok(())
}

/// The bytes of a message, which is no text.
pub(crate) fn message_bytes<'a>(py: &mut Py, data: &'a Value) -> PyResult<Cow<'a, [u8]>> {
    if data.is_str() {
        return Err(exc::type_error(py, format_args!("Strings must be encoded before hashing")));
    }
    if data.type_().slots.get_buffer.get().is_none() {
        return Err(exc::type_error(py, format_args!("object supporting the buffer API required")));
    }
    bytes(py, data)
}

/// The bytes of an object, to be looked at while others run Python: those that can change are copied.
pub(crate) fn bytes<'a>(py: &mut Py, data: &'a Value) -> PyResult<Cow<'a, [u8]>> {
    if let Some(bytes) = data.exact::<Bytes>() {
        return Ok(Cow::Borrowed(bytes.data()));
    }
    let buffer = py.get_buffer(data, BufferRequest::SIMPLE)?;
    let mut copy = Vec::new();
    let reserved = copy.try_reserve_exact(buffer.len);
    if reserved.is_ok() {
        copy.extend_from_slice(buffer.bytes(py));
    }
    py.release_buffer(buffer);
    reserved?;
    Ok(Cow::Owned(copy))
}

/// Raises an exception of a class with a message.
#[cold]
pub(crate) fn raise(py: &mut Py, class: Option<Value>, message: fmt::Arguments<'_>) -> Raised {
    let Some(class) = class else { return exc::value_error(py, message) };
    let exception = match py.text(message) {
        Ok(message) => py.call(&class, &[&message]),
        Err(raised) => Err(raised),
    };
    match exception {
        Ok(exception) => py.raise_value(&exception, None),
        Err(raised) => raised,
    }
}

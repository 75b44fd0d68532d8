//! The bytes that a digest is computed of, as arguments.

use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

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

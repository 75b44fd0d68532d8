//! Codecs by their names: those that streams know themselves, and those of the registry.

use taipan_object::protocol::codec::Codec;
use taipan_object::types::singletons::{boolean, none};
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use crate::calls::{attribute, call, find};

/// Where a stream gets its encoder and decoder from.
pub(super) enum Source {
    /// A codec that needs no state beyond the bytes of an incomplete character.
    Known(Codec),
    /// A `CodecInfo`.
    Registered(Value),
}

impl Source {
    /// The codec of a name. `LookupError` if there is none, or if it is not one for text.
    pub(super) fn of(py: &mut Py, encoding: &Value) -> PyResult<Self> {
        let name = encoding.to_string();
        if let Some(codec @ (Codec::Utf8 | Codec::Ascii | Codec::Latin1)) = Codec::of(&name) {
            return Ok(Self::Known(codec));
        }
        let codecs = import(py, "_codecs")?;
        let name = name.split('\0').next().unwrap_or_default();
        let encoding = py.str(name)?;
        let info = call(py, &codecs, Name::LOOKUP, &[&encoding])?;
        if let Some(is_text) = find(py, &info, Name::_IS_TEXT_ENCODING)?
            && !py.is_true(&is_text)?
        {
            return Err(py.error(&exc::LOOKUP_ERROR, format_args!("'{name}' is not a text encoding")));
        }
        Ok(Self::Registered(info))
    }

    /// Makes an incremental encoder or decoder of the registry.
    pub(super) fn make(py: &mut Py, info: &Value, kind: Name, errors: &Value) -> PyResult<Value> {
        let factory = attribute(py, info, kind)?;
        py.call(&factory, &[errors])
    }
}

/// The name that the codec of an encoding gives itself.
pub(crate) fn own_name(py: &mut Py, encoding: &str) -> PyResult<Value> {
    let known = match Codec::of(encoding) {
        Some(Codec::Utf8) => "utf-8",
        Some(Codec::Ascii) => "ascii",
        Some(Codec::Latin1) => "iso8859-1",
        _ => {
            let (codecs, encoding) = (import(py, "_codecs")?, py.str(encoding)?);
            let info = call(py, &codecs, Name::LOOKUP, &[&encoding])?;
            return attribute(py, &info, Name::NAME);
        }
    };
    py.str(known)
}

/// Imports a module.
fn import(py: &mut Py, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '{name}'")));
    };
    let name = py.heap().intern(name)?;
    let (globals, names) = (py.dict()?, py.tuple([])?);
    import(py, &name, &globals, &none(), &names, 0)
}

/// `True` or `False`
pub(super) fn truth(value: bool) -> Value {
    boolean(value)
}

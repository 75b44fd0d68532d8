//! What these modules do with other objects: look at memory that is lent, join, import, make exceptions of their own.

use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::none_ref;
use taipan_object::types::type_::TYPE;
use taipan_object::{Py, PyResult, Raised, Value};
use taipan_text::Name;

/// Shows the bytes of an object whose memory lies end to end.
#[inline]
pub(crate) fn lend<R>(
    py: &mut Py,
    value: &Value,
    work: impl FnOnce(&Py, &[u8]) -> PyResult<R>,
) -> PyResult<R> {
    if let Some(bytes) = value.exact::<Bytes>() {
        return work(py, bytes.data());
    }
    let buffer = py.get_buffer(value, BufferRequest::SIMPLE)?;
    let result = work(py, buffer.bytes(py));
    give_back(py, buffer, result)
}

/// Gives memory back, with an exception that is on its way kept aside.
pub(crate) fn give_back<R>(py: &mut Py, buffer: Buffer, result: PyResult<R>) -> PyResult<R> {
    match result {
        Ok(result) => {
            py.release_buffer(buffer);
            Ok(result)
        }
        Err(raised) => {
            let exception = py.take(raised);
            py.release_buffer(buffer);
            Err(py.heap().again(exception))
        }
    }
}

/// `joiner.join(parts)`
pub(crate) fn join(py: &mut Py, joiner: &Value, parts: Vec<Value>) -> PyResult<Value> {
    let name = py.name(Name::JOIN).clone();
    let parts = py.list(parts)?;
    py.call_method(joiner, &name, &[&parts])
}

/// A module that may not have been imported yet.
pub(crate) fn import(py: &mut Py, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '{name}'")));
    };
    // With a list of names, even of one that every module has, the module itself comes back and not its outermost package.
    let names = py.str("__name__")?;
    let (name, names, nothing) = (py.str(name)?, py.tuple([names])?, none_ref());
    import(py, &name, &nothing, &nothing, &names, 0)
}

/// An attribute of a module that may not have been imported yet.
pub(crate) fn import_from(py: &mut Py, module: &str, name: &str) -> PyResult<Value> {
    let module = import(py, module)?;
    let name = py.heap().intern(name)?;
    py.get_attribute(&module, &name)
}

/// A class of exceptions, `module.Name`.
pub(crate) fn exception_class(py: &mut Py, name: &str, base: Value, doc: Option<&str>) -> PyResult<Value> {
    let (module, name) = name.rsplit_once('.').unwrap_or(("builtins", name));
    let namespace = py.dict()?;
    if let Some(dict) = namespace.get::<Dict>() {
        let (key, module) = (py.heap().intern("__module__")?, py.heap().intern(module)?);
        drop(dict.set_str(py, &key, module)?);
        if let Some(doc) = doc {
            let (key, doc) = (py.heap().intern("__doc__")?, py.str(doc)?);
            drop(dict.set_str(py, &key, doc)?);
        }
    }
    let (name, bases) = (py.str(name)?, py.tuple([base])?);
    py.call(&TYPE.to_value(), &[&name, &bases, &namespace])
}

/// Raises an exception of a class with a message.
#[cold]
pub(crate) fn raise(py: &mut Py, class: Option<Value>, message: std::fmt::Arguments<'_>) -> Raised {
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

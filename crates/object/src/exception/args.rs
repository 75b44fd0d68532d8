//! `args`, which are made when somebody asks for them.

use super::payload::{AttributeError, BaseException};
use crate::py::{Py, PyResult};
use crate::types::singletons::is_none;
use crate::types::tuple::Tuple;
use crate::value::Value;

/// `args` of an exception, a tuple.
pub fn args(py: &mut Py, exception: &Value) -> PyResult<Value> {
    let Some(payload) = exception.get::<BaseException>() else { return py.tuple([]) };
    if let Some(args) = &payload.state.get(py).args {
        return Ok(args.clone());
    }
    let subject = subject(py, exception, payload)?;
    let args = match subject {
        Some(subject) => py.tuple([subject])?,
        None => py.tuple([])?,
    };
    let mut state = payload.state.get_mut(py);
    state.args = Some(args.clone());
    // The tuple holds it now.
    let subject = state.subject.take();
    drop(state);
    drop(subject);
    Ok(args)
}

/// Sets `args`, a tuple.
pub fn set_args(py: &mut Py, exception: &Value, args: Value) {
    let Some(payload) = exception.get::<BaseException>() else { return };
    let mut state = payload.state.get_mut(py);
    let old = (state.args.replace(args), state.subject.take());
    drop(state);
    drop(old);
}

/// The only one of the arguments; `None` if there are more or none.
pub fn only_arg(py: &mut Py, exception: &Value) -> PyResult<Option<Value>> {
    let Some(payload) = exception.get::<BaseException>() else { return Ok(None) };
    let args = payload.state.get(py).args.clone();
    match args.as_ref().and_then(|args| args.get::<Tuple>()) {
        Some(args) => match args.items() {
            [only] => Ok(Some(only.clone())),
            _ => Ok(None),
        },
        None => subject(py, exception, payload),
    }
}

/// What an exception whose `args` have not been made is about.
fn subject(py: &mut Py, exception: &Value, payload: &BaseException) -> PyResult<Option<Value>> {
    if let Some(subject) = payload.state.get(py).subject.clone() {
        return Ok(Some(subject));
    }
    let Some(missing) = exception.get::<AttributeError>() else { return Ok(None) };
    let object = missing.object.get(py).clone();
    let name = missing.name.get(py).clone();
    let (Some(object), Some(name)) = (object, name) else { return Ok(None) };
    let message = missing_attribute(py, &object, &name)?;
    payload.state.get_mut(py).subject = Some(message.clone());
    Ok(Some(message))
}

/// The message for an attribute that an object does not have.
fn missing_attribute(py: &Py, object: &Value, name: &Value) -> PyResult<Value> {
    match object.as_type() {
        Some(class) => py.text(format_args!("type object '{}' has no attribute '{name}'", class.name())),
        None => py.text(format_args!("'{}' object has no attribute '{name}'", object.type_().name())),
    }
}

/// The value of a field that is not `None`.
pub fn some(value: &Option<Value>) -> Option<Value> {
    value.as_ref().filter(|value| !is_none(value)).cloned()
}

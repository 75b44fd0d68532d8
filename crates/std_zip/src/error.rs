//! Exceptions of the modules' own classes.

use std::fmt;

use taipan_object::exception as exc;
use taipan_object::{Py, Raised, Value};

/// Raises an exception of a class with a message.
#[cold]
pub(crate) fn raise(py: &mut Py, class: Option<Value>, message: fmt::Arguments<'_>) -> Raised {
    let Some(class) = class else { return exc::runtime_error(py, message) };
    let exception = match py.text(message) {
        Ok(message) => py.call(&class, &[&message]),
        Err(raised) => Err(raised),
    };
    match exception {
        Ok(exception) => py.raise_value(&exception, None),
        Err(raised) => raised,
    }
}

//! The exceptions of interpreters: classes of each interpreter, made when they are first needed.

use std::fmt;

use taipan_object::{Py, PyCell, PyResult, Raised, Value, exception as exc};

/// Which class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `InterpreterError`
    Interpreter,
    /// `InterpreterNotFoundError`
    NotFound,
    /// `NotShareableError`
    NotShareable,
}

#[derive(Default)]
struct Classes(PyCell<[Option<Value>; 3]>);

/// A class of exceptions.
pub fn class(py: &mut Py, which: Class) -> PyResult<Value> {
    let classes = py.state::<Classes>();
    let place = which as usize;
    if let Some(class) = classes.0.get(py).get(place).cloned().flatten() {
        return Ok(class);
    }
    let base = match which {
        Class::Interpreter => exc::EXCEPTION.to_value(),
        Class::NotFound => class(py, Class::Interpreter)?,
        Class::NotShareable => exc::TYPE_ERROR.to_value(),
    };
    let (name, doc) = match which {
        Class::Interpreter => ("InterpreterError", Some("An operation between interpreters failed.")),
        Class::NotFound => ("InterpreterNotFoundError", Some("There is no such interpreter.")),
        Class::NotShareable => ("NotShareableError", None),
    };
    let name = format!("concurrent.interpreters.{name}");
    let made = match which {
        Class::Interpreter | Class::NotFound => py.plain_exception_class(&name, &[&base], doc)?,
        Class::NotShareable => py.exception_class_of(&name, &[&base], doc)?,
    };
    if let Some(place) = classes.0.get_mut(py).get_mut(place) {
        *place = Some(made.clone());
    }
    Ok(made)
}

/// An exception of a class, given by its value, with a text and perhaps a cause.
pub fn raise(py: &mut Py, class: &Value, text: fmt::Arguments<'_>, cause: Option<&Value>) -> Raised {
    let made = py.text(text).and_then(|text| py.call(class, &[&text]));
    match made {
        Ok(exception) => py.raise_value(&exception, cause),
        Err(raised) => raised,
    }
}

fn error(py: &mut Py, which: Class, text: fmt::Arguments<'_>, cause: Option<&Value>) -> Raised {
    match class(py, which) {
        Ok(class) => raise(py, &class, text, cause),
        Err(raised) => raised,
    }
}

/// An `InterpreterError`.
#[cold]
pub fn interpreter_error(py: &mut Py, text: fmt::Arguments<'_>) -> Raised {
    error(py, Class::Interpreter, text, None)
}

/// There is no interpreter of this number.
#[cold]
pub fn not_found(py: &mut Py, id: i64) -> Raised {
    error(py, Class::NotFound, format_args!("unrecognized interpreter ID {id}"), None)
}

/// A `NotShareableError`, with what was wrong as its cause.
#[cold]
pub fn not_shareable(py: &mut Py, text: fmt::Arguments<'_>, cause: Option<Raised>) -> Raised {
    let cause = cause.map(|raised| py.take(raised));
    error(py, Class::NotShareable, text, cause.as_ref())
}

/// Whether an exception on its way is a `NotShareableError`.
pub fn is_not_shareable(py: &mut Py, raised: &Raised) -> bool {
    let exception = py.peek(raised);
    let classes = py.state::<Classes>();
    let class = classes.0.get(py)[Class::NotShareable as usize].clone();
    class.and_then(|class| Some(exception.type_().is_subtype(py, class.as_type()?))).unwrap_or(false)
}

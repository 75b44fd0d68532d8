//! Raising exceptions from native code. Every function here returns the token of an exception that is on its way.

use std::fmt;

use super::generated as types;
use super::payload::{self, BaseException};
use crate::object::HEADER_SIZE;
use crate::py::{Heap, Py, PyResult, Raised};
use crate::type_::Type;
use crate::types::singletons::none;
use crate::value::{Borrowed, Value};

impl Heap {
    /// Raises an exception of a builtin type with a message.
    #[cold]
    #[inline(never)]
    pub fn error(self, class: &'static Type, message: fmt::Arguments<'_>) -> Raised {
        match self.text(message) {
            Ok(message) => self.error_about(class, Some(message)),
            Err(raised) => raised,
        }
    }

    /// Raises an exception of a builtin type about a value, which becomes its only argument.
    #[cold]
    #[inline(never)]
    pub fn error_about(self, class: &'static Type, subject: Option<Value>) -> Raised {
        match self.exception(class, BaseException::new(subject)) {
            Ok(exception) => self.raise(exception),
            Err(raised) => raised,
        }
    }

    /// An exception of a builtin type with nothing set but what all exceptions have.
    pub fn exception(self, class: &Type, base: BaseException) -> PyResult<Value> {
        use payload::{
            AttributeError, Group, ImportError, NameError, OsError, StopIteration, SyntaxError, SystemExit,
            UnicodeDecodeError, UnicodeError, UnicodeTranslateError,
        };
        // Every other payload has more fields.
        if class.native().attributes.get() as usize == HEADER_SIZE + size_of::<BaseException>() {
            self.object_of(class, base)
        } else if class.carries(&types::OS_ERROR) {
            self.object_of(class, OsError::new(base))
        } else if class.carries(&types::ATTRIBUTE_ERROR) {
            self.object_of(class, AttributeError::new(base))
        } else if class.carries(&types::NAME_ERROR) {
            self.object_of(class, NameError::new(base))
        } else if class.carries(&types::IMPORT_ERROR) {
            self.object_of(class, ImportError::new(base))
        } else if class.carries(&types::STOP_ITERATION) {
            self.object_of(class, StopIteration::new(base))
        } else if class.carries(&types::SYNTAX_ERROR) {
            self.object_of(class, SyntaxError::new(base))
        } else if class.carries(&types::SYSTEM_EXIT) {
            self.object_of(class, SystemExit::new(base))
        } else if class.carries(&types::BASE_EXCEPTION_GROUP) {
            self.object_of(class, Group::new(base))
        } else if class.carries(&types::UNICODE_ENCODE_ERROR) {
            self.object_of(class, UnicodeError::new(base))
        } else if class.carries(&types::UNICODE_DECODE_ERROR) {
            self.object_of(class, UnicodeDecodeError(UnicodeError::new(base)))
        } else if class.carries(&types::UNICODE_TRANSLATE_ERROR) {
            self.object_of(class, UnicodeTranslateError(UnicodeError::new(base)))
        } else {
            self.object_of(class, base)
        }
    }
}

impl Type {
    pub(crate) fn is_unicode_error(&self) -> bool {
        let native = self.native();
        [&types::UNICODE_ENCODE_ERROR, &types::UNICODE_DECODE_ERROR, &types::UNICODE_TRANSLATE_ERROR]
            .iter()
            .any(|class| native.carries(class))
    }
}

impl Py {
    /// Whether the exception on its way is of a type or of one that derives from it.
    pub fn matches(&self, raised: &Raised, class: &Type) -> bool {
        self.peek(raised).type_().is_subtype(self, class)
    }

    /// Raises an exception of a builtin type with a message.
    #[cold]
    #[inline(never)]
    pub fn error(&self, class: &'static Type, message: fmt::Arguments<'_>) -> Raised {
        self.heap().error(class, message)
    }

    /// Issues a warning about the code that is running. Fails if filters make an exception of it.
    #[cold]
    #[inline(never)]
    pub fn warn(&mut self, category: &'static Type, message: fmt::Arguments<'_>) -> PyResult<()> {
        self.warn_at(category, message, 1)
    }

    /// Warns in the place of the code that runs, 1, or of one of its callers.
    pub fn warn_at(
        &mut self,
        category: &'static Type,
        message: fmt::Arguments<'_>,
        level: usize,
    ) -> PyResult<()> {
        let Some(warn) = self.interpreter().hooks().warn else { return Ok(()) };
        let message = self.heap().text(message)?;
        warn(self, category, &message, level, None)
    }

    /// Warns of an object that dies without having given back its resource. What shows the warning can say where it was made.
    pub fn warn_of_resource(&mut self, object: &Value, message: fmt::Arguments<'_>) -> PyResult<()> {
        let Some(warn) = self.interpreter().hooks().warn else { return Ok(()) };
        let message = self.heap().text(message)?;
        warn(self, &types::RESOURCE_WARNING, &message, 1, Some(object))
    }

    /// Warns of a special method that returned an instance of a class that derives from what it should return.
    #[cold]
    pub fn warn_of_subclass(&mut self, method: &str, expected: &str, result: &Value) -> PyResult<()> {
        let given = result.type_().name().to_string();
        self.warn(
            &types::DEPRECATION_WARNING,
            format_args!(
                "{method} returned non-{expected} (type {given}).  The ability to return an instance of a strict \
                 subclass of {expected} is deprecated, and may be removed in a future version of Python."
            ),
        )
    }

    /// Reports an exception that cannot go anywhere, as `sys.unraisablehook` does.
    pub fn unraisable(&mut self, raised: Raised, what: &str, object: Option<&Value>) {
        let exception = self.take(raised);
        if let Some(report) = self.interpreter().hooks().unraisable {
            report(self, &exception, what, object);
        }
    }
}

/// `TypeError` with a message.
#[cold]
#[inline(never)]
pub fn type_error(py: &Py, message: fmt::Arguments<'_>) -> Raised {
    py.error(&types::TYPE_ERROR, message)
}

/// `ValueError` with a message.
#[cold]
#[inline(never)]
pub fn value_error(py: &Py, message: fmt::Arguments<'_>) -> Raised {
    py.error(&types::VALUE_ERROR, message)
}

/// `IndexError` with a message.
#[cold]
#[inline(never)]
pub fn index_error(py: &Py, message: fmt::Arguments<'_>) -> Raised {
    py.error(&types::INDEX_ERROR, message)
}

/// `OverflowError` with a message.
#[cold]
#[inline(never)]
pub fn overflow_error(py: &Py, message: fmt::Arguments<'_>) -> Raised {
    py.error(&types::OVERFLOW_ERROR, message)
}

/// `RuntimeError` with a message.
#[cold]
#[inline(never)]
pub fn runtime_error(py: &Py, message: fmt::Arguments<'_>) -> Raised {
    py.error(&types::RUNTIME_ERROR, message)
}

/// `SystemError` with a message.
#[cold]
#[inline(never)]
pub fn system_error(py: &Py, message: fmt::Arguments<'_>) -> Raised {
    py.error(&types::SYSTEM_ERROR, message)
}

/// `ZeroDivisionError` with a message.
#[cold]
#[inline(never)]
pub fn zero_division(py: &Py, message: fmt::Arguments<'_>) -> Raised {
    py.error(&types::ZERO_DIVISION_ERROR, message)
}

/// `KeyError` about a key.
#[cold]
#[inline(never)]
pub fn key_error(py: &Py, key: &Value) -> Raised {
    py.heap().error_about(&types::KEY_ERROR, Some(key.clone()))
}

/// `AttributeError` for an object that has no such attribute: the message is made when it is asked for.
#[cold]
#[inline(never)]
pub fn attribute_error(py: &Py, object: &Value, name: &Value) -> Raised {
    raise_attribute_error(py, object, name, None)
}

/// `AttributeError` with a message of its own, about an attribute of an object.
#[cold]
#[inline(never)]
pub fn attribute_error_with(py: &Py, object: &Value, name: &Value, message: fmt::Arguments<'_>) -> Raised {
    match py.heap().text(message) {
        Ok(message) => raise_attribute_error(py, object, name, Some(message)),
        Err(raised) => raised,
    }
}

fn raise_attribute_error(py: &Py, object: &Value, name: &Value, message: Option<Value>) -> Raised {
    let mut payload = payload::AttributeError::new(BaseException::new(message));
    *payload.object.exclusive() = Some(object.clone());
    *payload.name.exclusive() = Some(name.clone());
    match py.heap().object_of(&types::ATTRIBUTE_ERROR, payload) {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}

/// `NameError` about a name.
#[cold]
#[inline(never)]
pub fn name_error(py: &Py, class: &'static Type, name: &Value, message: fmt::Arguments<'_>) -> Raised {
    let heap = py.heap();
    let make = || -> PyResult<Value> {
        let mut payload = payload::NameError::new(BaseException::new(Some(heap.text(message)?)));
        *payload.name.exclusive() = Some(name.clone());
        heap.object_of(class, payload)
    };
    match make() {
        Ok(exception) => heap.raise(exception),
        Err(raised) => raised,
    }
}

/// `TypeError` for an object that cannot be hashed.
#[cold]
#[inline(never)]
pub fn unhashable(py: &Py, object: Borrowed<'_>) -> Raised {
    type_error(py, format_args!("unhashable type: '{}'", object.type_().name()))
}

/// `StopIteration` with the value that the iterator returned.
#[cold]
#[inline(never)]
pub fn stop_iteration(py: &Py, value: Option<Value>) -> Raised {
    let mut payload = payload::StopIteration::new(BaseException::new(value.clone()));
    *payload.value.exclusive() = Some(value.unwrap_or_else(none));
    match py.heap().object_of(&types::STOP_ITERATION, payload) {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}

/// Takes a `StopIteration` that is on its way for the end of an iterator.
pub fn stop_iteration_is_end(py: &mut Py, raised: Raised) -> PyResult<Option<Value>> {
    if py.matches(&raised, &types::STOP_ITERATION) {
        py.discard(raised);
        return Ok(None);
    }
    Err(raised)
}

/// `RecursionError`: native code has used its stack up.
#[cold]
#[inline(never)]
pub fn too_deep(py: &Py, doing: &str) -> Raised {
    let separator = if doing.is_empty() { "" } else { " " };
    py.error(&types::RECURSION_ERROR, format_args!("maximum recursion depth exceeded{separator}{doing}"))
}

/// The `MemoryError` that is raised when there is no memory for another.
pub(crate) fn new_memory_error(py: &Py) -> PyResult<Value> {
    py.heap().exception(&types::MEMORY_ERROR, BaseException::new(None))
}

//! `raise` and `except`: what they take, and what they do with it.

use super::generated as types;
use super::payload::BaseException;
use super::raise::type_error;
use crate::py::{Py, PyResult, Raised};
use crate::type_::{Flags, Type};
use crate::types::singletons::is_none;
use crate::types::tuple::Tuple;
use crate::value::Value;

impl Value {
    /// Whether this is an instance of `BaseException`.
    #[inline]
    pub fn is_exception(&self) -> bool {
        self.type_().has(Flags::EXCEPTION)
    }

    /// The exception class that this is.
    #[inline]
    pub fn as_exception_type(&self) -> Option<&Type> {
        self.as_type().filter(|class| class.has(Flags::EXCEPTION))
    }
}

impl Py {
    /// `raise exception from cause`; a class is instantiated. What is being handled becomes the context.
    pub fn raise_value(&mut self, exception: &Value, cause: Option<&Value>) -> Raised {
        match self.raised_value(exception, cause) {
            Ok(exception) => self.heap().raise(exception),
            Err(raised) => raised,
        }
    }

    fn raised_value(&mut self, exception: &Value, cause: Option<&Value>) -> PyResult<Value> {
        let exception = if exception.as_exception_type().is_some() {
            self.instantiate(exception)?
        } else if exception.is_exception() {
            exception.clone()
        } else {
            return Err(type_error(self, format_args!("exceptions must derive from BaseException")));
        };
        if let Some(cause) = cause {
            let cause = if cause.as_exception_type().is_some() {
                Some(self.instantiate(cause)?)
            } else if cause.is_exception() {
                Some(cause.clone())
            } else if is_none(cause) {
                None
            } else {
                return Err(type_error(
                    self,
                    format_args!("exception causes must derive from BaseException"),
                ));
            };
            set_cause(self, &exception, cause);
        }
        Ok(exception)
    }

    /// Calls an exception class, which must make an exception.
    fn instantiate(&mut self, class: &Value) -> PyResult<Value> {
        if let Some(class) = class.as_type().filter(|class| !class.is_heap() && keeps_arguments_only(class)) {
            return self.heap().exception(class, BaseException::new(None));
        }
        let exception = self.call(class, &[])?;
        if exception.is_exception() {
            return Ok(exception);
        }
        let class = self.repr(class)?;
        let made = self.repr(&exception.type_().to_value())?;
        Err(type_error(
            self,
            format_args!("calling {class} should have returned an instance of BaseException, not {made}"),
        ))
    }

    /// Whether an `except` clause with a type, or a tuple of types, catches an exception.
    #[inline]
    pub fn exception_matches(&mut self, exception: &Value, target: &Value) -> PyResult<bool> {
        if let Some(class) = target.as_exception_type() {
            return Ok(exception.type_().is_subtype(self, class));
        }
        self.matches_any(exception, target)
    }

    #[cold]
    fn matches_any(&mut self, exception: &Value, target: &Value) -> PyResult<bool> {
        let classes = target.get::<Tuple>().map_or(std::slice::from_ref(target), Tuple::items);
        let own = exception.type_();
        let mut matches = false;
        // All must be classes of exceptions, also those behind the one that matches.
        for class in classes {
            let Some(class) = class.as_exception_type() else {
                return Err(type_error(
                    self,
                    format_args!("catching classes that do not inherit from BaseException is not allowed"),
                ));
            };
            matches = matches || own.is_subtype(self, class);
        }
        Ok(matches)
    }

    /// Whether an exception is of a type or of one of a tuple of types. Others match nothing.
    pub fn is_instance_of_any(&self, exception: &Value, target: &Value) -> bool {
        let matches = |class: &Value| {
            class.as_exception_type().is_some_and(|class| exception.type_().is_subtype(self, class))
        };
        target.get::<Tuple>().map_or_else(|| matches(target), |classes| classes.items().iter().any(matches))
    }

    /// Fails when an `except*` clause could not catch with a type, or a tuple of types: groups are taken apart, so that
    /// nothing is one.
    pub(crate) fn check_star_target(&mut self, target: &Value) -> PyResult<()> {
        let classes = target.get::<Tuple>().map_or(std::slice::from_ref(target), Tuple::items);
        for class in classes {
            let Some(class) = class.as_exception_type() else {
                return Err(type_error(
                    self,
                    format_args!("catching classes that do not inherit from BaseException is not allowed"),
                ));
            };
            if class.is_subtype(self, &types::BASE_EXCEPTION_GROUP) {
                return Err(type_error(
                    self,
                    format_args!("catching ExceptionGroup with except* is not allowed. Use except instead."),
                ));
            }
        }
        Ok(())
    }
}

/// Whether what a class makes of arguments is an exception that has them, and nothing else happens: it has both constructors of
/// `BaseException`.
#[inline]
pub(crate) fn keeps_arguments_only(class: &Type) -> bool {
    let new = |class: &Type| class.slots.new.get().map(|new| new as usize);
    let init = |class: &Type| class.slots.init.get().map(|init| init as usize);
    let base = &types::BASE_EXCEPTION;
    class.has(Flags::EXCEPTION) && new(class) == new(base) && init(class) == init(base)
}

/// Sets `__cause__`, which means that the context is not shown.
pub fn set_cause(py: &mut Py, exception: &Value, cause: Option<Value>) {
    let Some(payload) = exception.get::<BaseException>() else { return };
    let mut state = payload.state.get_mut(py);
    state.suppress_context = true;
    let old = std::mem::replace(&mut state.cause, cause);
    drop(state);
    drop(old);
}

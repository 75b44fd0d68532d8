//! Methods and attributes of generators and coroutines.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::shapes::Sent;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{boolean, is_none, none};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value, exception as exc};

use super::resume::{Input, next, resume};
use super::throw::{OnExit, close, throw};
use super::{AsyncGenerator, Coroutine, Generator, Progress};
use crate::frame_object;

/// What a resumed generator gives to Python: its value, or `StopIteration`.
pub(super) fn value_or_stop(py: &mut Py, sent: Sent) -> PyResult<Value> {
    match sent {
        Sent::Yield(value) => Ok(value),
        Sent::Return(value) if is_none(&value) => Err(exc::stop_iteration(py, None)),
        Sent::Return(value) => Err(exc::stop_iteration(py, Some(value))),
    }
}

/// Warns of a call of `throw` with more than the exception.
pub(super) fn warn_of_signature(py: &mut Py, method: &str) -> PyResult<()> {
    py.warn(
        &exc::DEPRECATION_WARNING,
        format_args!(
            "the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead."
        ),
    )
}

/// The exception that `throw(type, value, traceback)` raises.
pub(super) fn thrown(
    py: &mut Py,
    class: &Value,
    value: Option<Borrowed<'_>>,
    traceback: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let traceback = traceback.filter(|it| !is_none(it));
    if traceback.is_some_and(|it| !taipan_object::types::traceback::is_traceback_or_none(&it)) {
        return Err(exc::type_error(py, format_args!("throw() third argument must be a traceback object")));
    }
    let value = value.map(Borrowed::to_value).filter(|value| !is_none(value));
    let exception = if let Some(type_) = class.as_exception_type() {
        // What goes wrong in making the exception is thrown in its place.
        match instance(py, class, type_, value) {
            Ok(made) => made,
            Err(raised) => py.take(raised),
        }
    } else if class.is_exception() {
        if value.is_some() {
            return Err(exc::type_error(
                py,
                format_args!("instance exception may not have a separate value"),
            ));
        }
        class.clone()
    } else {
        return Err(exc::type_error(
            py,
            format_args!(
                "exceptions must be classes or instances deriving from BaseException, not {}",
                class.type_().name()
            ),
        ));
    };
    if let Some(traceback) = traceback {
        taipan_object::types::traceback::set_traceback(py, &exception, Some(traceback.to_value()));
    }
    Ok(exception)
}

/// The exception of a class that a value stands for: itself, or what it is made of.
fn instance(py: &mut Py, class: &Value, type_: &Type, value: Option<Value>) -> PyResult<Value> {
    let made = match value {
        None => py.call(class, &[])?,
        Some(value) if value.type_().is_subtype(py, type_) => return Ok(value),
        Some(value) => match value.get::<taipan_object::types::tuple::Tuple>() {
            Some(args) => py.call_tuple(class, args.items(), None)?,
            None => py.call(class, &[&value])?,
        },
    };
    if made.is_exception() {
        return Ok(made);
    }
    let class = py.repr(class)?;
    Err(exc::type_error(
        py,
        format_args!(
            "calling {class} should have returned an instance of BaseException, not {}",
            made.type_().name()
        ),
    ))
}

/// Tells the audit hooks that an attribute is about to be read.
fn audit(py: &mut Py, this: Borrowed<'_>, name: &str) -> PyResult<()> {
    if !py.is_audited() {
        return Ok(());
    }
    let name = py.heap().intern(name)?;
    py.audit("object.__getattr__", &[&this, &name])
}

macro_rules! attributes {
    ($(#[$doc:meta])* $name:ident, $name_doc:tt, $running:literal $kind:ident, $code:literal, $suspended:literal, $awaits:literal, $frame:literal) => {
        $(#[$doc])*
        pub(crate) struct $name;

        #[pymethods]
        impl $name {
            #[doc = $name_doc]
            #[pygetter(name = "__name__")]
            fn name(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                Ok(Generator::of(this).map_or_else(none, |it| it.name(py)))
            }

            #[pysetter(name = "__name__")]
    fn set_name(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
                let Some(value) = value.filter(|value| value.is_str()) else {
                    return Err(exc::type_error(py, format_args!("__name__ must be set to a string object")));
                };
                if let Some(generator) = Generator::of(this) {
                    let old = generator.state.get_mut(py).name.replace(value.to_value());
                    drop(old);
                }
                Ok(())
            }

            #[doc = $name_doc]
            ///
            /// It comes with those of the enclosing scopes.
            #[pygetter(name = "__qualname__")]
            fn qualified_name(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                Ok(Generator::of(this).map_or_else(none, |it| it.qualified_name(py)))
            }

            #[pysetter(name = "__qualname__")]
    fn set_qualified_name(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
                let Some(value) = value.filter(|value| value.is_str()) else {
                    return Err(exc::type_error(py, format_args!("__qualname__ must be set to a string object")));
                };
                if let Some(generator) = Generator::of(this) {
                    let old = generator.state.get_mut(py).qualified_name.replace(value.to_value());
                    drop(old);
                }
                Ok(())
            }

            /// Whether it runs.
            #[$kind(name = $running)]
            fn running(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
                Ok(boolean(Generator::of(this).is_some_and(|it| match this.exact::<AsyncGenerator>() {
                    Some(_) => it.asynchronous.running.get(),
                    None => it.progress.get() == Progress::Running,
                })))
            }

            /// The frame; None at the end.
            #[pygetter(name = $frame)]
            fn frame(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                audit(py, this, $frame)?;
                let frame = match Generator::of(this) {
                    Some(generator) => frame_object::of_generator(py, generator)?,
                    None => None,
                };
                Ok(frame.unwrap_or_else(none))
            }

            /// Whether it waits behind a yield.
            #[pygetter(name = $suspended)]
            fn suspended(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
                Ok(boolean(Generator::of(this).is_some_and(|it| it.progress.get() == Progress::Suspended)))
            }

            /// The code.
            #[pygetter(name = $code)]
            fn code(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                audit(py, this, $code)?;
                let function = Generator::of(this).and_then(|it| it.state.get(py).function.clone());
                let code = function.as_ref().and_then(|it| it.exact::<crate::Function>());
                Ok(code.map_or_else(none, |function| function.state.get(py).code.clone()))
            }

            /// What it waits for.
            #[pygetter(name = $awaits)]
            fn awaits(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
                Ok(Generator::of(this).and_then(Generator::receiver).unwrap_or_else(none))
            }

            /// The type with those of what goes in and comes out, for annotations.
            #[pyclassmethod("($type, object, /)")]
            fn __class_getitem__(class: &Type, py: &mut Py, object: &Value) -> PyResult<Value> {
                match py.interpreter().hooks().generic_alias {
                    Some(alias) => alias(py, &class.to_value(), object),
                    None => Err(exc::system_error(py, format_args!("there are no generic aliases"))),
                }
            }

            #[pyslot]
            fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                let name = Generator::of(this).map_or_else(none, |it| it.qualified_name(py));
                let address = this.word();
                py.text(format_args!("<{} object {name} at {address:#x}>", this.type_().name()))
            }
        }
    };
}

attributes! {
    /// Attributes of `generator`.
    GeneratorAttributes, " The name of the generator.", "gi_running" pygetter, "gi_code", "gi_suspended", "gi_yieldfrom", "gi_frame"
}
attributes! {
    /// Attributes of `coroutine`.
    CoroutineAttributes, " The name of the coroutine.", "cr_running" pygetter, "cr_code", "cr_suspended", "cr_await", "cr_frame"
}
attributes! {
    /// Attributes of `async_generator`.
    AsyncGeneratorAttributes, " The name of the asynchronous generator.", "ag_running" pymember, "ag_code", "ag_suspended", "ag_await", "ag_frame"
}

macro_rules! driving {
    ($(#[$doc:meta])* $name:ident, $send:tt, $throw:tt, $close:tt) => {
        $(#[$doc])*
        pub(crate) struct $name;

        #[pymethods]
        impl $name {
            #[doc = $send]
            #[pymethod("($self, object, /)")]
            fn send(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
                let sent = resume(py, &this, Input::Send(object.to_value()))?;
                value_or_stop(py, sent)
            }

            #[doc = $throw]
            #[pymethod("($self, typ, val=None, tb=None, /)", hidden)]
            fn throw(
                this: Borrowed<'_>,
                py: &mut Py,
                typ: Borrowed<'_>,
                val: Option<Borrowed<'_>>,
                tb: Option<Borrowed<'_>>,
            ) -> PyResult<Value> {
                if val.is_some() || tb.is_some() {
                    warn_of_signature(py, "throw")?;
                }
                let exception = thrown(py, &typ, val, tb)?;
                let sent = throw(py, &this, exception, OnExit::Close)?;
                value_or_stop(py, sent)
            }

            #[doc = $close]
            #[pymethod("($self, /)")]
            fn close(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                close(py, &this)
            }
        }
    };
}

driving! {
    /// Methods that drive a generator.
    DrivingGenerators,
    " Sends a value into generator code, and gives what is yielded next.",
    " Raises an exception in generator code, where it waits, and gives what is yielded next.",
    " Raises GeneratorExit inside generator code, where it waits."
}
driving! {
    /// Methods that drive a coroutine.
    DrivingCoroutines,
    " Sends a value into coroutine code, and gives what is yielded next.",
    " Raises an exception in coroutine code, where it waits, and gives what is yielded next.",
    " Raises GeneratorExit inside coroutine code, where it waits."
}

/// What only coroutines have.
pub(crate) struct CoroutineOrigin;

#[pymethods(Coroutine)]
impl CoroutineOrigin {
    /// Where it was made: a tuple of file name, line and function of each caller; None if that is not being tracked.
    #[pymember(name = "cr_origin")]
    fn origin(this: &Coroutine, py: &mut Py) -> PyResult<Value> {
        Ok(this.0.state.get(py).origin.clone().unwrap_or_else(none))
    }
}

/// What `coroutine.__await__()` returns.
#[pyclass(static = COROUTINE_WRAPPER, name = "coroutine_wrapper", base = OBJECT)]
pub(crate) struct CoroutineWrapper {
    coroutine: PyCell<Option<Value>>,
}

/// Methods of `coroutine_wrapper`.
pub(crate) struct WrapperMethods;

fn coroutine(this: &CoroutineWrapper, py: &Py) -> Value {
    this.coroutine.get(py).clone().unwrap_or_else(none)
}

#[pymethods(CoroutineWrapper)]
impl WrapperMethods {
    /// Sends a value in, and gives what is yielded next.
    #[pymethod("($self, object, /)")]
    fn send(this: &CoroutineWrapper, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        let coroutine = coroutine(this, py);
        let sent = resume(py, &coroutine, Input::Send(object.to_value()))?;
        value_or_stop(py, sent)
    }

    /// Raises an exception where it waits, and gives what is yielded next.
    #[pymethod("($self, typ, val=None, tb=None, /)", hidden)]
    fn throw(
        this: &CoroutineWrapper,
        py: &mut Py,
        typ: Borrowed<'_>,
        val: Option<Borrowed<'_>>,
        tb: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let coroutine = coroutine(this, py);
        if val.is_some() || tb.is_some() {
            warn_of_signature(py, "throw")?;
        }
        let exception = thrown(py, &typ, val, tb)?;
        let sent = throw(py, &coroutine, exception, OnExit::Close)?;
        value_or_stop(py, sent)
    }

    /// Raises GeneratorExit where it waits.
    #[pymethod("($self, /)")]
    fn close(this: &CoroutineWrapper, py: &mut Py) -> PyResult<Value> {
        let coroutine = coroutine(this, py);
        close(py, &coroutine)
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
        Ok(this.to_value())
    }

    #[pyslot]
    fn next(this: &CoroutineWrapper, py: &mut Py) -> PyResult<Option<Value>> {
        let coroutine = coroutine(this, py);
        next(py, coroutine.borrow())
    }
}

/// The slot of `coroutine_wrapper` that `await` uses.
pub(crate) fn send_to_wrapped(py: &mut Py, this: Borrowed<'_>, value: Borrowed<'_>) -> PyResult<Sent> {
    match this.exact::<CoroutineWrapper>() {
        Some(wrapper) => {
            let coroutine = coroutine(wrapper, py);
            resume(py, &coroutine, Input::Send(value.to_value()))
        }
        None => Ok(Sent::Return(none())),
    }
}

/// `coroutine.__await__`
pub(crate) fn await_(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    debug_assert!(this.exact::<Coroutine>().is_some());
    py.heap().object(CoroutineWrapper { coroutine: PyCell::new(Some(this.to_value())) })
}

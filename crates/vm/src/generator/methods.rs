//! Methods and attributes of generators and coroutines.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::shapes::Sent;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{boolean, is_none, none};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

use super::{Coroutine, Generator, Input, Progress, close, resume, throw};

/// What a resumed generator gives to Python: its value, or `StopIteration`.
fn value_or_stop(py: &mut Py, sent: Sent) -> PyResult<Value> {
    match sent {
        Sent::Yield(value) => Ok(value),
        Sent::Return(value) if is_none(&value) => Err(exc::stop_iteration(py, None)),
        Sent::Return(value) => Err(exc::stop_iteration(py, Some(value))),
    }
}

/// The exception that `throw(type, value, traceback)` raises.
pub(super) fn thrown(
    py: &mut Py,
    class: &Value,
    value: Option<Borrowed<'_>>,
    traceback: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let value = value.map(Borrowed::to_value).filter(|value| !is_none(value));
    let exception = if class.as_exception_type().is_some() {
        match value {
            None => py.call(class, &[])?,
            Some(value) if value.is_exception() => value,
            Some(value) => match value.get::<taipan_object::types::tuple::Tuple>() {
                Some(args) => py.call_tuple(class, args.items(), None)?,
                None => py.call(class, &[&value])?,
            },
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
    if let Some(traceback) = traceback.filter(|it| !is_none(it)) {
        if !taipan_object::types::traceback::is_traceback_or_none(&traceback) {
            return Err(exc::type_error(
                py,
                format_args!("throw() third argument must be a traceback object"),
            ));
        }
        taipan_object::types::traceback::set_traceback(py, &exception, Some(traceback.to_value()));
    }
    Ok(exception)
}

macro_rules! generator_methods {
    ($(#[$doc:meta])* $name:ident, $running:literal, $code:literal, $suspended:literal, $awaits:literal) => {
        $(#[$doc])*
        pub(crate) struct $name;

        #[pymethods]
        impl $name {
            /// Sends a value in, and gives what is yielded next.
            #[pymethod("($self, object, /)")]
            fn send(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
                let sent = resume(py, &this, Input::Send(object.to_value()))?;
                value_or_stop(py, sent)
            }

            /// Raises an exception where it waits, and gives what is yielded next.
            #[pymethod("($self, typ, val=None, tb=None, /)", hidden)]
            fn throw(
                this: Borrowed<'_>,
                py: &mut Py,
                typ: Borrowed<'_>,
                val: Option<Borrowed<'_>>,
                tb: Option<Borrowed<'_>>,
            ) -> PyResult<Value> {
                let exception = thrown(py, &typ, val, tb)?;
                let sent = throw(py, &this, exception)?;
                value_or_stop(py, sent)
            }

            /// Raises GeneratorExit where it waits.
            #[pymethod("($self, /)")]
            fn close(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                close(py, &this)
            }

            /// The name.
            #[pygetter(name = "__name__")]
            fn name(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                Ok(Generator::of(this).and_then(|it| it.state.get(py).name.clone()).unwrap_or_else(none))
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

            /// The name with those of the enclosing scopes.
            #[pygetter(name = "__qualname__")]
            fn qualified_name(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                Ok(Generator::of(this).and_then(|it| it.state.get(py).qualified_name.clone()).unwrap_or_else(none))
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
            #[pygetter(name = $running)]
            fn running(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
                Ok(boolean(Generator::of(this).is_some_and(|it| it.progress.get() == Progress::Running)))
            }

            /// Whether it waits behind a yield.
            #[pygetter(name = $suspended)]
            fn suspended(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
                Ok(boolean(Generator::of(this).is_some_and(|it| it.progress.get() == Progress::Suspended)))
            }

            /// The code.
            #[pygetter(name = $code)]
            fn code(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                let function = Generator::of(this).and_then(|it| it.state.get(py).function.clone());
                let code = function.as_ref().and_then(|it| it.exact::<crate::Function>());
                Ok(code.map_or_else(none, |function| function.state.get(py).code.clone()))
            }

            /// What it waits for.
            #[pygetter(name = $awaits)]
            fn awaits(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                Ok(Generator::of(this).and_then(|it| it.receiver(py)).unwrap_or_else(none))
            }

            #[pyslot]
            fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                let name = Generator::of(this).and_then(|it| it.state.get(py).qualified_name.clone()).unwrap_or_else(none);
                let address = this.word();
                py.text(format_args!("<{} object {name} at {address:#x}>", this.type_().name()))
            }
        }
    };
}

generator_methods! {
    /// Methods of `generator`.
    GeneratorMethods, "gi_running", "gi_code", "gi_suspended", "gi_yieldfrom"
}
generator_methods! {
    /// Methods of `coroutine`.
    CoroutineMethods, "cr_running", "cr_code", "cr_suspended", "cr_await"
}
generator_methods! {
    /// Attributes of `async_generator`.
    AsyncGeneratorMethods, "ag_running", "ag_code", "ag_suspended", "ag_await"
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
        let exception = thrown(py, &typ, val, tb)?;
        let sent = throw(py, &coroutine, exception)?;
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
        super::next(py, coroutine.borrow())
    }
}

/// `coroutine.__await__`
pub(crate) fn await_(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    debug_assert!(this.exact::<Coroutine>().is_some());
    py.heap().object(CoroutineWrapper { coroutine: PyCell::new(Some(this.to_value())) })
}

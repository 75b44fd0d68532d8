//! What the methods of an asynchronous generator return: awaitables that drive it until it yields a value of its own.
//!
//! What an `await` inside the generator yields goes out as it is; a value that the generator itself yields comes wrapped, and
//! is the result of the awaitable.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::parts::Part;
use taipan_object::type_::shapes::Sent;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value, Visit, exception as exc};

use super::asynchronous::{Wrapped, exception};
use super::finalize::warn_of_method;
use super::methods::{thrown, value_or_stop, warn_of_signature};
use super::resume::{Input, resume};
use super::throw::{OnExit, throw};
use super::{Generator, Progress};

/// What the awaitable does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// `__anext__()` and `asend(value)`
    Send,
    /// `athrow(type, value, traceback)`
    Throw,
    /// `aclose()`
    Close,
}

/// How far an awaitable has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nobody has awaited it.
    Fresh,
    /// It is being awaited.
    Awaited,
    /// It is over.
    Over,
}

/// An awaitable of an asynchronous generator.
struct Awaiting {
    step: Step,
    stage: Cell<Stage>,
    generator: PyCell<Option<Value>>,
    /// What is sent, or what says what is thrown.
    arguments: PyCell<[Option<Value>; 3]>,
}

impl Part for Awaiting {
    fn take(&mut self) -> Option<Value> {
        self.generator
            .exclusive()
            .take()
            .or_else(|| self.arguments.exclusive().iter_mut().find_map(Option::take))
    }

    fn each(&self, visit: &mut Visit<'_>) {
        Part::each(&self.generator, visit);
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.arguments.peek() }.iter().flatten().for_each(visit);
    }
}

/// What `asend()` and `__anext__()` return.
#[pyclass(static = ASEND, name = "async_generator_asend", base = OBJECT)]
pub(crate) struct Asend {
    #[part]
    awaiting: Awaiting,
}

/// What `athrow()` and `aclose()` return.
#[pyclass(static = ATHROW, name = "async_generator_athrow", base = OBJECT)]
pub(crate) struct Athrow {
    #[part]
    awaiting: Awaiting,
}

/// Makes the awaitable for a step.
pub(super) fn new(
    py: &mut Py,
    generator: Borrowed<'_>,
    step: Step,
    arguments: [Option<Value>; 3],
) -> PyResult<Value> {
    let awaiting = Awaiting {
        step,
        stage: Cell::new(Stage::Fresh),
        generator: PyCell::new(Some(generator.to_value())),
        arguments: PyCell::new(arguments),
    };
    match step {
        Step::Send => py.heap().object(Asend { awaiting }),
        Step::Throw | Step::Close => py.heap().object(Athrow { awaiting }),
    }
}

impl Step {
    /// What it may be called, and what it is an awaitable of, for messages.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Send => ("__anext__()/asend()", "anext()"),
            Self::Throw => ("aclose()/athrow()", "athrow()"),
            Self::Close => ("aclose()/athrow()", "aclose()"),
        }
    }
}

impl Awaiting {
    fn generator(&self, py: &Py) -> Value {
        self.generator.get(py).clone().unwrap_or_else(none)
    }

    /// Drives the generator on with a value; none: with the one that the step came with.
    fn send(&self, py: &mut Py, value: Option<Value>) -> PyResult<Sent> {
        let this = self.generator(py);
        let Some(generator) = Generator::of(this.borrow()) else { return Ok(Sent::Return(none())) };
        self.check_usable(py)?;
        if self.step != Step::Send && generator.progress.get() == Progress::Closed {
            self.stage.set(Stage::Over);
            return Ok(Sent::Return(none()));
        }
        let fresh = self.stage.get() == Stage::Fresh;
        if fresh {
            self.check_idle(py, generator)?;
        }
        if fresh && self.step != Step::Send {
            return self.begin(py, &this, generator, value);
        }
        let value = match value.filter(|value| !fresh || !is_none(value)) {
            Some(value) => value,
            None if fresh => self.arguments.get(py)[0].clone().unwrap_or_else(none),
            None => none(),
        };
        self.stage.set(Stage::Awaited);
        generator.asynchronous.running.set(true);
        let result = resume(py, &this, Input::Send(value));
        self.outcome(py, generator, result)
    }

    /// Throws for the first time: what the step is for.
    fn begin(
        &self,
        py: &mut Py,
        this: &Value,
        generator: &Generator,
        value: Option<Value>,
    ) -> PyResult<Sent> {
        if generator.asynchronous.closed.get() {
            self.stage.set(Stage::Over);
            return Err(end(py));
        }
        if value.is_some_and(|value| !is_none(&value)) {
            return Err(exc::runtime_error(
                py,
                format_args!("can't send non-None value to a just-started coroutine"),
            ));
        }
        self.stage.set(Stage::Awaited);
        generator.asynchronous.running.set(true);
        let exception = if self.step == Step::Close {
            generator.asynchronous.closed.set(true);
            py.heap().exception(&exc::GENERATOR_EXIT, exc::BaseException::new(None))
        } else {
            let parts = self.arguments.get(py).clone();
            exception(py, &parts)
        };
        let result = match exception {
            Ok(exception) => throw(py, this, exception, OnExit::Throw),
            Err(raised) => Err(raised),
        };
        self.outcome(py, generator, result)
    }

    /// Throws an exception of the caller's into the generator.
    fn throw(&self, py: &mut Py, exception: Value) -> PyResult<Sent> {
        let this = self.generator(py);
        let Some(generator) = Generator::of(this.borrow()) else { return Ok(Sent::Return(none())) };
        self.check_usable(py)?;
        if self.stage.get() == Stage::Fresh {
            self.check_idle(py, generator)?;
            self.stage.set(Stage::Awaited);
            generator.asynchronous.running.set(true);
        }
        let result = throw(py, &this, exception, OnExit::Close);
        self.outcome(py, generator, result)
    }

    /// `close()`
    fn close(&self, py: &mut Py) -> PyResult<()> {
        if self.stage.get() == Stage::Over {
            return Ok(());
        }
        let exit = py.heap().exception(&exc::GENERATOR_EXIT, exc::BaseException::new(None))?;
        match self.throw(py, exit) {
            Ok(Sent::Yield(_)) => {
                Err(exc::runtime_error(py, format_args!("coroutine ignored GeneratorExit")))
            }
            Ok(Sent::Return(_)) => Ok(()),
            Err(raised)
                if [&exc::STOP_ITERATION, &exc::STOP_ASYNC_ITERATION, &exc::GENERATOR_EXIT]
                    .iter()
                    .any(|class| py.matches(&raised, class)) =>
            {
                py.discard(raised);
                Ok(())
            }
            Err(raised) => Err(raised),
        }
    }

    fn check_usable(&self, py: &Py) -> PyResult<()> {
        if self.stage.get() != Stage::Over {
            return Ok(());
        }
        let (names, _) = self.step.names();
        Err(exc::runtime_error(py, format_args!("cannot reuse already awaited {names}")))
    }

    fn check_idle(&self, py: &Py, generator: &Generator) -> PyResult<()> {
        if !generator.asynchronous.running.get() {
            return Ok(());
        }
        self.stage.set(Stage::Over);
        let (_, name) = self.step.names();
        Err(exc::runtime_error(py, format_args!("{name}: asynchronous generator is already running")))
    }

    /// What a step of the generator means for the awaitable.
    fn outcome(&self, py: &mut Py, generator: &Generator, result: PyResult<Sent>) -> PyResult<Sent> {
        let state = &generator.asynchronous;
        let result = match result {
            // What an `await` in the generator yields.
            Ok(Sent::Yield(value)) if value.exact::<Wrapped>().is_none() => return Ok(Sent::Yield(value)),
            Ok(Sent::Yield(_)) if self.step == Step::Close => {
                Err(exc::runtime_error(py, format_args!("async generator ignored GeneratorExit")))
            }
            Ok(Sent::Yield(value)) => {
                let value = value.exact::<Wrapped>().and_then(|wrapped| wrapped.value(py));
                Ok(Sent::Return(value.unwrap_or_else(none)))
            }
            Ok(Sent::Return(_)) => Err(end(py)),
            Err(raised) => Err(raised),
        };
        state.running.set(false);
        self.stage.set(Stage::Over);
        match result {
            Err(raised)
                if py.matches(&raised, &exc::STOP_ASYNC_ITERATION)
                    || py.matches(&raised, &exc::GENERATOR_EXIT) =>
            {
                if self.step == Step::Close {
                    py.discard(raised);
                    return Ok(Sent::Return(none()));
                }
                state.closed.set(true);
                Err(raised)
            }
            other => other,
        }
    }

    /// Nobody refers to the awaitable any more.
    fn finalize(&self, py: &mut Py) {
        if self.stage.get() != Stage::Fresh {
            return;
        }
        let method = match self.step {
            Step::Send => "asend",
            Step::Throw => "athrow",
            Step::Close => "aclose",
        };
        let generator = self.generator(py);
        warn_of_method(py, &generator, method);
    }
}

/// The exception at the end of an asynchronous generator.
fn end(py: &Py) -> Raised {
    py.heap().error_about(&exc::STOP_ASYNC_ITERATION, None)
}

macro_rules! awaitable_methods {
    ($(#[$doc:meta])* $name:ident, $payload:ident) => {
        $(#[$doc])*
        pub(crate) struct $name;

        #[pymethods($payload)]
        impl $name {
            /// Sends a value in, and gives what is yielded next.
            #[pymethod("($self, object, /)")]
            fn send(this: &$payload, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
                let sent = this.awaiting.send(py, Some(object.to_value()))?;
                value_or_stop(py, sent)
            }

            /// Raises an exception where it waits, and gives what is yielded next.
            #[pymethod("($self, typ, val=None, tb=None, /)", hidden)]
            fn throw(
                this: &$payload,
                py: &mut Py,
                typ: Borrowed<'_>,
                val: Option<Borrowed<'_>>,
                tb: Option<Borrowed<'_>>,
            ) -> PyResult<Value> {
                if val.is_some() || tb.is_some() {
                    warn_of_signature(py, "throw")?;
                }
                let exception = thrown(py, &typ, val, tb)?;
                let sent = this.awaiting.throw(py, exception)?;
                value_or_stop(py, sent)
            }

            /// Raises GeneratorExit where it waits.
            #[pymethod("($self, /)")]
            fn close(this: &$payload, py: &mut Py) -> PyResult<()> {
                this.awaiting.close(py)
            }

            #[pyslot]
            fn iter(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
                Ok(this.to_value())
            }

            #[pyslot]
            fn r#await(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
                Ok(this.to_value())
            }

            #[pyslot]
            fn next(this: &$payload, py: &mut Py) -> PyResult<Option<Value>> {
                Ok(match this.awaiting.send(py, None)? {
                    Sent::Yield(value) => Some(value),
                    Sent::Return(_) => None,
                })
            }
        }

        impl $name {
            /// The slot that `await` uses.
            pub(crate) fn send_slot(
                py: &mut Py,
                this: Borrowed<'_>,
                value: Borrowed<'_>,
            ) -> PyResult<Sent> {
                match this.exact::<$payload>() {
                    Some(awaitable) => {
                        if awaitable.awaiting.stage.get() == Stage::Fresh {
                            // Nobody is warned any more of one that was awaited.
                            py.needs_no_finaliser(&this);
                        }
                        awaitable.awaiting.send(py, Some(value.to_value()))
                    }
                    None => Ok(Sent::Return(none())),
                }
            }

            /// The slot for what nobody refers to any more.
            pub(crate) fn finalize_slot(py: &mut Py, this: Borrowed<'_>) {
                if let Some(this) = this.exact::<$payload>() {
                    this.awaiting.finalize(py);
                }
            }
        }
    };
}

awaitable_methods! {
    /// Methods of `async_generator_asend`.
    AsendMethods, Asend
}
awaitable_methods! {
    /// Methods of `async_generator_athrow`.
    AthrowMethods, Athrow
}

//! Asynchronous generators: each step gives an awaitable, and hooks tell an event loop when one begins and when one dies.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

use super::awaiting::{self, Step};
use super::methods::thrown;
use super::{AsyncGenerator, Generator};
use crate::thread::Thread;

/// What only asynchronous generators have.
#[derive(Default)]
pub(crate) struct Asynchronous {
    /// Whether the hooks know of it.
    hooked: Cell<bool>,
    /// Whether it is at its end, or has been told to come there.
    pub(crate) closed: Cell<bool>,
    /// Whether one of its awaitables is being awaited.
    pub(crate) running: Cell<bool>,
}

/// A value that an asynchronous generator yields, to tell it from what an `await` in it yields.
#[pyclass(static = WRAPPED, name = "async_generator_wrapped_value", base = OBJECT)]
pub(crate) struct Wrapped {
    value: PyCell<Option<Value>>,
}

impl Wrapped {
    /// Wraps a value.
    pub(crate) fn wrap(py: &Py, value: Value) -> PyResult<Value> {
        py.heap().object(Self { value: PyCell::new(Some(value)) })
    }

    /// The value.
    pub(super) fn value(&self, py: &Py) -> Option<Value> {
        self.value.get(py).clone()
    }
}

/// Methods of `async_generator`.
pub(crate) struct Methods;

#[pymethods(AsyncGenerator)]
impl Methods {
    /// Gives an awaitable that sends a value in and gives what is yielded next.
    #[pymethod("($self, object, /)")]
    fn asend(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        tell_hooks(py, this)?;
        awaiting::new(py, this, Step::Send, [Some(object.to_value()), None, None])
    }

    /// Gives an awaitable that raises an exception where the generator waits, and gives what is yielded next.
    #[pymethod("($self, typ, val=None, tb=None, /)", hidden)]
    fn athrow(
        this: Borrowed<'_>,
        py: &mut Py,
        typ: Borrowed<'_>,
        val: Option<Borrowed<'_>>,
        tb: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        if val.is_some() || tb.is_some() {
            super::methods::warn_of_signature(py, "athrow")?;
        }
        tell_hooks(py, this)?;
        let parts = [Some(typ), val, tb].map(|part| part.map(Borrowed::to_value));
        awaiting::new(py, this, Step::Throw, parts)
    }

    /// Gives an awaitable that raises GeneratorExit where the generator waits.
    #[pymethod("($self, /)")]
    fn aclose(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        tell_hooks(py, this)?;
        awaiting::new(py, this, Step::Close, [None, None, None])
    }

    #[pyslot]
    fn aiter(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
        Ok(this.to_value())
    }

    #[pyslot]
    fn anext(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        tell_hooks(py, this)?;
        awaiting::new(py, this, Step::Send, [None, None, None])
    }
}

/// Lets the hooks know of a generator when it is first used.
fn tell_hooks(py: &mut Py, this: Borrowed<'_>) -> PyResult<()> {
    let Some(generator) = Generator::of(this) else { return Ok(()) };
    if generator.asynchronous.hooked.replace(true) {
        return Ok(());
    }
    let hooks = &Thread::of(py)?.async_hooks;
    let (first, finalizer) = {
        let hooks = hooks.get(py);
        (hooks.first.clone(), hooks.finalizer.clone())
    };
    if finalizer.is_some() {
        generator.state.get_mut(py).origin = finalizer;
    }
    match first {
        Some(first) => py.call(&first, &[&this]).map(drop),
        None => Ok(()),
    }
}

/// `sys.set_asyncgen_hooks`
#[derive(Default)]
pub(crate) struct Hooks {
    /// Called with each asynchronous generator when it is first used.
    first: Option<Value>,
    /// Called with one that nobody refers to any more.
    finalizer: Option<Value>,
}

/// The two hooks: that for the first use, and that for the end.
pub(crate) fn hooks(py: &mut Py) -> PyResult<[Option<Value>; 2]> {
    let hooks = Thread::of(py)?.async_hooks.get(py);
    Ok([hooks.first.clone(), hooks.finalizer.clone()])
}

/// Sets the hooks that are given; `None` takes one away.
pub(crate) fn set_hooks(py: &mut Py, first: Option<&Value>, finalizer: Option<&Value>) -> PyResult<()> {
    for (hook, what) in [(finalizer, "finalizer"), (first, "firstiter")] {
        if let Some(hook) = hook.filter(|hook| !is_none(hook))
            && !taipan_object::protocol::call::is_callable(hook)
        {
            return Err(exc::type_error(
                py,
                format_args!("callable {what} expected, got {}", hook.type_().name()),
            ));
        }
    }
    let thread = Thread::of(py)?;
    let mut hooks = thread.async_hooks.get_mut(py);
    let given = |hook: &Value| (!is_none(hook)).then(|| hook.clone());
    let old_finalizer = finalizer.map(|hook| std::mem::replace(&mut hooks.finalizer, given(hook)));
    let old_first = first.map(|hook| std::mem::replace(&mut hooks.first, given(hook)));
    drop(hooks);
    drop((old_finalizer, old_first));
    Ok(())
}

/// The exception that a step throws.
pub(super) fn exception(py: &mut Py, parts: &[Option<Value>; 3]) -> PyResult<Value> {
    let [class, value, traceback] = parts;
    match class {
        Some(class) => {
            thrown(py, class, value.as_ref().map(Value::borrow), traceback.as_ref().map(Value::borrow))
        }
        None => py.heap().exception(&exc::GENERATOR_EXIT, exc::BaseException::new(None)),
    }
}

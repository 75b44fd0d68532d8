//! `anext(iterator, default)`: an awaitable that gives the default where the iterator is at its end.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::shapes::Sent;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Value, exception as exc};

use crate::ops::awaitable;

/// What `anext()` with a default returns.
#[pyclass(static = ANEXT_AWAITABLE, name = "anext_awaitable", base = OBJECT)]
pub(crate) struct AnextAwaitable {
    awaitable: PyCell<Option<Value>>,
    default: PyCell<Option<Value>>,
}

/// Makes one of what `__anext__()` returned.
pub(crate) fn new(py: &mut Py, next: &Value, default: &Value) -> PyResult<Value> {
    py.heap().object(AnextAwaitable {
        awaitable: PyCell::new(Some(next.clone())),
        default: PyCell::new(Some(default.clone())),
    })
}

/// Methods of `anext_awaitable`.
pub(crate) struct AnextMethods;

#[pymethods(AnextAwaitable)]
impl AnextMethods {
    /// Sends a value in, and gives what is yielded next.
    #[pymethod("($self, /, *args)", hidden)]
    fn send(this: &AnextAwaitable, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        this.pass_on(py, "send", args)
    }

    /// Raises an exception where it waits, and gives what is yielded next.
    #[pymethod("($self, /, *args)", hidden)]
    fn throw(this: &AnextAwaitable, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        this.pass_on(py, "throw", args)
    }

    /// Raises GeneratorExit where it waits.
    #[pymethod("($self, /)")]
    fn close(this: &AnextAwaitable, py: &mut Py) -> PyResult<Value> {
        this.pass_on(py, "close", Args::EMPTY)
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
    fn next(this: &AnextAwaitable, py: &mut Py) -> PyResult<Option<Value>> {
        Ok(match this.step(py, &none())? {
            Sent::Yield(value) => Some(value),
            Sent::Return(_) => None,
        })
    }
}

/// The slot that `await` uses.
pub(crate) fn send(py: &mut Py, this: Borrowed<'_>, value: Borrowed<'_>) -> PyResult<Sent> {
    match this.exact::<AnextAwaitable>() {
        Some(this) => this.step(py, &value),
        None => Ok(Sent::Return(none())),
    }
}

impl AnextAwaitable {
    /// The iterator that drives the awaitable.
    fn iterator(&self, py: &mut Py) -> PyResult<Value> {
        let next = self.awaitable.get(py).clone().unwrap_or_else(none);
        let iterator = awaitable(py, &next, 0)?;
        if iterator.type_().slots.next.get().is_some() {
            return Ok(iterator);
        }
        // Only coroutines are awaited without being iterators.
        let result = match iterator.type_().slots.r#await.get() {
            Some(await_) => await_(py, iterator.borrow())?,
            None => iterator,
        };
        if result.type_().slots.next.get().is_some() {
            return Ok(result);
        }
        Err(exc::type_error(py, format_args!("__await__ returned a non-iterable object")))
    }

    fn step(&self, py: &mut Py, value: &Value) -> PyResult<Sent> {
        let iterator = self.iterator(py)?;
        match crate::ops::send(py, &iterator, value) {
            Err(raised) if py.matches(&raised, &exc::STOP_ASYNC_ITERATION) => {
                py.discard(raised);
                Ok(Sent::Return(self.default.get(py).clone().unwrap_or_else(none)))
            }
            other => other,
        }
    }

    fn pass_on(&self, py: &mut Py, method: &str, args: Args<'_>) -> PyResult<Value> {
        let iterator = self.iterator(py)?;
        let name = py.heap().intern(method)?;
        let method = py.get_attribute(&iterator, &name)?;
        py.call_args(&method, args).map_err(|raised| self.or_default(py, raised))
    }

    /// The end of the iterator is a return of the default.
    fn or_default(&self, py: &mut Py, raised: Raised) -> Raised {
        if !py.matches(&raised, &exc::STOP_ASYNC_ITERATION) {
            return raised;
        }
        py.discard(raised);
        let default = self.default.get(py).clone();
        exc::stop_iteration(py, default)
    }
}

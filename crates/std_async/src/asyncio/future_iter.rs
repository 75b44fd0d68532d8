//! What `await future` drives: it yields the future itself once, and returns its result.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::shapes::Sent;
use taipan_object::type_::{Definition, Flags, Function};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::traceback::{is_traceback_or_none, set_traceback};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value, exception as exc};

use super::future::Future;
use super::state::State;

/// The payload.
#[pyclass(static = FUTURE_ITER, name = "_asyncio.FutureIter")]
pub(crate) struct FutureIter {
    /// Nothing once it is over.
    future: PyCell<Option<Value>>,
}

pub(crate) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[FutureIter::SLOTS, &[Function::Send(send)]],
    methods: &[FutureIter::METHODS],
    ..Definition::of(&FUTURE_ITER)
};

/// An iterator for a future.
pub(super) fn new(py: &mut Py, future: Borrowed<'_>) -> PyResult<Value> {
    if let Some(payload) = future.get::<Future>() {
        payload.check_alive(py)?;
    }
    py.heap().object(FutureIter { future: PyCell::new(Some(future.to_value())) })
}

/// The slot that `await` uses.
fn send(py: &mut Py, this: Borrowed<'_>, _: Borrowed<'_>) -> PyResult<Sent> {
    match this.exact::<FutureIter>() {
        Some(iterator) => iterator.step(py),
        None => Ok(Sent::Return(none())),
    }
}

impl FutureIter {
    fn step(&self, py: &mut Py) -> PyResult<Sent> {
        let value = self.future.get(py).clone();
        let Some(value) = value else { return Ok(Sent::Return(none())) };
        let Some(future) = value.get::<Future>() else { return Ok(Sent::Return(none())) };
        if future.is_pending() {
            if future.blocking.replace(true) {
                return Err(exc::runtime_error(py, format_args!("await wasn't used with future")));
            }
            return Ok(Sent::Yield(value));
        }
        let state = State::of(py);
        future.result(py, &state).map(Sent::Return)
    }
}

/// The exception of a class that a value stands for: itself, or what it is made of.
fn instance(py: &mut Py, class: &Value, type_: &Type, value: Option<Borrowed<'_>>) -> PyResult<Value> {
    let Some(value) = value.filter(|value| !is_none(value)) else { return py.call(class, &[]) };
    if value.type_().is_subtype(py, type_) {
        return Ok(value.to_value());
    }
    match value.get::<Tuple>() {
        Some(args) => py.call_tuple(class, args.items(), None),
        None => py.call(class, &[&value]),
    }
}

/// The exception that `throw(type, value, traceback)` raises.
fn thrown(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
    let Some(given) = args.get(0) else {
        return Err(exc::type_error(py, format_args!("throw expected at least 1 argument, got 0")));
    };
    let count = args.len();
    if count > 3 {
        return Err(exc::type_error(py, format_args!("throw expected at most 3 arguments, got {count}")));
    }
    if count > 1 {
        py.warn(
            &exc::DEPRECATION_WARNING,
            format_args!(
                "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead."
            ),
        )?;
    }
    let (value, traceback) = (args.get(1), args.get(2).filter(|it| !is_none(it)));
    if traceback.is_some_and(|it| !is_traceback_or_none(&it)) {
        return Err(exc::type_error(py, format_args!("throw() third argument must be a traceback")));
    }
    let exception = if let Some(type_) = given.as_exception_type() {
        instance(py, &given, type_, value)?
    } else if given.is_exception() {
        if value.is_some_and(|value| !is_none(&value)) {
            return Err(exc::type_error(
                py,
                format_args!("instance exception may not have a separate value"),
            ));
        }
        given.to_value()
    } else {
        return Err(exc::type_error(
            py,
            format_args!("exceptions must be classes deriving BaseException or instances of such a class"),
        ));
    };
    if let Some(traceback) = traceback {
        set_traceback(py, &exception, Some(traceback.to_value()));
    }
    Ok(exception)
}

/// `StopIteration` with what an iterator returned.
#[cold]
fn stop(py: &mut Py, value: Value) -> Raised {
    exc::stop_iteration(py, Some(value).filter(|value| !is_none(value)))
}

#[pymethods]
impl FutureIter {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        match self.step(py)? {
            Sent::Yield(value) => Ok(Some(value)),
            Sent::Return(value) if is_none(&value) => Ok(None),
            Sent::Return(value) => Err(stop(py, value)),
        }
    }

    #[pymethod("($self, object, /)")]
    fn send(&self, py: &mut Py, _object: Borrowed<'_>) -> PyResult<Value> {
        match self.step(py)? {
            Sent::Yield(value) => Ok(value),
            Sent::Return(value) => Err(stop(py, value)),
        }
    }

    #[pymethod("($self, /, *args)", hidden)]
    fn throw(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let exception = thrown(py, args)?;
        drop(self.future.replace(py, None));
        Err(py.heap().raise(exception))
    }

    #[pymethod("($self, /)")]
    fn close(&self, py: &mut Py) {
        drop(self.future.replace(py, None));
    }
}

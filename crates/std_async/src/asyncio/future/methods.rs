//! Methods of futures: those that tasks have too, and those that tasks have otherwise.

use taipan_macros::pymethods;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use super::super::future_iter;
use super::super::state::State;
use super::{Future, Progress, invalid_state};
use crate::calls::generic_alias;

/// Methods that are the same for tasks.
pub(crate) struct Shared;

/// Fails before `__init__` has been called: there is nothing to be asked for.
fn check_initialised(py: &mut Py, state: &State, future: &Future) -> PyResult<()> {
    if future.event_loop.get(py).is_some() {
        return Ok(());
    }
    Err(invalid_state(py, state, format_args!("Future object is not initialized.")))
}

#[pymethods(Future)]
impl Shared {
    /// The result, or the exception, raised. Fails if it is not there yet.
    #[pymethod("($self, /)")]
    fn result(this: &Future, py: &mut Py) -> PyResult<Value> {
        let state = State::of(py);
        check_initialised(py, &state, this)?;
        this.result(py, &state)
    }

    /// The exception that was set, None if there is a result instead. Fails if it is not done, or was cancelled.
    #[pymethod("($self, /)")]
    fn exception(this: &Future, py: &mut Py) -> PyResult<Value> {
        let state = State::of(py);
        check_initialised(py, &state, this)?;
        match this.progress.get() {
            Progress::Pending => Err(invalid_state(py, &state, format_args!("Exception is not set."))),
            Progress::Cancelled => Err(this.cancelled(py, &state)),
            Progress::Finished => {
                this.has_unseen_error.set(false);
                Ok(this.exception.get(py).clone().unwrap_or_else(none))
            }
        }
    }

    /// Has a function called with the future once it is done, in a copy of the current context or in the given one.
    ///
    /// The loop calls it soon if the future is done already.
    #[pymethod("($self, fn, /, *, context=<unrepresentable>)")]
    fn add_done_callback(
        this: Borrowed<'_>,
        py: &mut Py,
        r#fn: Borrowed<'_>,
        context: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(future) = this.get::<Future>() else { return Ok(()) };
        let imports = State::of(py).imports(py)?;
        let context = match context {
            Some(context) => context.to_value(),
            None => py.call(&imports.copy_context, &[])?,
        };
        future.add_callback(py, this, &imports, &r#fn, context)
    }

    /// Takes a function off those that are called once it is done. Returns how often it was one of them.
    #[pymethod("($self, fn, /)")]
    fn remove_done_callback(this: &Future, py: &mut Py, r#fn: Borrowed<'_>) -> PyResult<usize> {
        if this.event_loop.get(py).is_none() {
            return Err(exc::runtime_error(py, format_args!("uninitialized Future object")));
        }
        this.remove_callback(py, &r#fn)
    }

    /// Whether it was cancelled.
    #[pymethod("($self, /)")]
    fn cancelled(this: &Future, _py: &mut Py) -> bool {
        this.progress.get() == Progress::Cancelled
    }

    /// Whether it has a result or an exception, or was cancelled.
    #[pymethod("($self, /)")]
    fn done(this: &Future, _py: &mut Py) -> bool {
        !this.is_pending()
    }

    /// The exception to raise where the future was cancelled. The one by which that happened is given once.
    #[pymethod("($self, /)")]
    fn _make_cancelled_error(this: &Future, py: &mut Py) -> PyResult<Value> {
        let state = State::of(py);
        this.make_cancelled_error(py, &state)
    }

    /// The type with that of the result, for annotations.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }
}

/// Methods and slots of futures that are no tasks.
pub(crate) struct Own;

#[pymethods(Future)]
impl Own {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Future::default())
    }

    #[pyslot("(*, loop=None)", name = "Future")]
    fn init(this: &Future, py: &mut Py, r#loop: Borrowed<'_>) -> PyResult<()> {
        let state = State::of(py);
        let event_loop = Some(r#loop).filter(|it| !is_none(it)).map(Borrowed::to_value);
        this.initialise(py, &state, event_loop)
    }

    #[pyslot]
    fn finalize(this: Borrowed<'_>, py: &mut Py) {
        if let Some(future) = this.get::<Future>() {
            future.report_unseen_error(py, this);
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if let Some(future) = this.get::<Future>() {
            future.check_alive(py)?;
        }
        let imports = State::of(py).imports(py)?;
        py.call(&imports.show_future, &[&this])
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        future_iter::new(py, this)
    }

    #[pyslot]
    fn r#await(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        future_iter::new(py, this)
    }

    /// Gives it its result. Fails if it is done.
    #[pymethod("($self, result, /)")]
    fn set_result(this: Borrowed<'_>, py: &mut Py, result: Borrowed<'_>) -> PyResult<()> {
        let Some(future) = this.get::<Future>() else { return Ok(()) };
        let state = State::of(py);
        future.set_result(py, this, &state, result.to_value())
    }

    /// Gives it an exception instead of a result. Fails if it is done.
    #[pymethod("($self, exception, /)")]
    fn set_exception(this: Borrowed<'_>, py: &mut Py, exception: Borrowed<'_>) -> PyResult<()> {
        let Some(future) = this.get::<Future>() else { return Ok(()) };
        let state = State::of(py);
        future.set_exception(py, this, &state, &exception)
    }

    /// Cancels it, unless it is done. Returns whether it was not.
    ///
    /// The message is what CancelledError is raised with.
    #[pymethod("($self, /, msg=None)")]
    fn cancel(this: Borrowed<'_>, py: &mut Py, msg: Borrowed<'_>) -> PyResult<bool> {
        let Some(future) = this.get::<Future>() else { return Ok(false) };
        let state = State::of(py);
        future.cancel(py, this, &state, Some(msg.to_value()))
    }

    /// The loop that it belongs to.
    #[pymethod("($self, /)")]
    fn get_loop(this: &Future, py: &mut Py) -> PyResult<Value> {
        this.event_loop(py)
    }
}

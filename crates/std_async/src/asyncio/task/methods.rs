//! Methods and slots of tasks.

use taipan_macros::pymethods;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::STR;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value, exception as exc};

use super::super::future_iter;
use super::super::state::State;
use super::{Start, Task};

/// What tasks do otherwise than other futures.
pub(crate) struct Own;

#[pymethods(Task)]
impl Own {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Task::default())
    }

    #[pyslot("(coro, *, loop=None, name=None, context=None, eager_start=False)", name = "Task")]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        coro: Borrowed<'_>,
        r#loop: Borrowed<'_>,
        name: Borrowed<'_>,
        context: Borrowed<'_>,
        eager_start: Option<bool>,
    ) -> PyResult<()> {
        let eager = eager_start.unwrap_or(false);
        let start = Start { coroutine: coro, event_loop: r#loop, name, context, eager };
        match this.get::<Task>() {
            Some(task) => task.initialise(py, this, &start),
            None => Ok(()),
        }
    }

    #[pyslot]
    fn finalize(this: Borrowed<'_>, py: &mut Py) {
        if let Some(task) = this.get::<Task>() {
            task.finalize(py, this);
        }
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if let Some(task) = this.get::<Task>() {
            task.future.check_alive(py)?;
        }
        let imports = State::of(py).imports(py)?;
        py.call(&imports.show_task, &[&this])
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        future_iter::new(py, this)
    }

    #[pyslot]
    fn r#await(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        future_iter::new(py, this)
    }

    /// Fails: the result is that of the coroutine.
    #[pymethod("($self, result, /)")]
    fn set_result(_this: &Task, py: &mut Py, _result: Borrowed<'_>) -> PyResult<()> {
        Err(exc::runtime_error(py, format_args!("Task does not support set_result operation")))
    }

    /// Fails: the exception is that of the coroutine.
    #[pymethod("($self, exception, /)")]
    fn set_exception(_this: &Task, py: &mut Py, _exception: Borrowed<'_>) -> PyResult<()> {
        Err(exc::runtime_error(py, format_args!("Task does not support set_exception operation")))
    }

    /// Asks the task to cancel itself: CancelledError is raised where its coroutine waits.
    ///
    /// The coroutine may clean up, raise something else, or go on as if nothing had happened; so the task need not end
    /// cancelled. Returns whether it was not done yet. Each call counts until uncancel() takes it back.
    #[pymethod("($self, /, msg=None)")]
    fn cancel(this: &Task, py: &mut Py, msg: Borrowed<'_>) -> PyResult<bool> {
        this.cancel(py, msg)
    }

    /// How many requests to cancel it have not been taken back.
    #[pymethod("($self, /)")]
    fn cancelling(this: &Task, _py: &mut Py) -> i64 {
        this.cancel_requests.get()
    }

    /// Takes a request to cancel it back, which those do that have made it. Returns how many are left.
    #[pymethod("($self, /)")]
    fn uncancel(this: &Task, _py: &mut Py) -> i64 {
        let left = (this.cancel_requests.get() - 1).max(0);
        if this.cancel_requests.replace(left) == 1 {
            this.must_cancel.set(false);
        }
        left
    }

    /// The frames of the coroutine: where it waits, or the traceback of the exception by which it ended.
    ///
    /// limit says how many there are at most: the newest of a stack, the oldest of a traceback. Of a coroutine that waits
    /// there is only one.
    #[pymethod("($self, /, *, limit=None)")]
    fn get_stack(this: Borrowed<'_>, py: &mut Py, limit: Borrowed<'_>) -> PyResult<Value> {
        let imports = State::of(py).imports(py)?;
        py.call(&imports.task_stack, &[&this, &limit])
    }

    /// Prints the frames that get_stack gives, as a traceback is printed, to sys.stderr if no file is given.
    #[pymethod("($self, /, *, limit=None, file=None)")]
    fn print_stack(
        this: Borrowed<'_>,
        py: &mut Py,
        limit: Borrowed<'_>,
        file: Borrowed<'_>,
    ) -> PyResult<Value> {
        let imports = State::of(py).imports(py)?;
        py.call(&imports.print_task_stack, &[&this, &limit, &file])
    }

    #[pymethod("($self, /)")]
    fn get_name(this: &Task, py: &mut Py) -> PyResult<Value> {
        Ok(this.name(py)?.unwrap_or_else(none))
    }

    #[pymethod("($self, value, /)")]
    fn set_name(this: &Task, py: &mut Py, value: Borrowed<'_>) -> PyResult<()> {
        let name = if value.type_().is(&STR) { value.to_value() } else { py.to_str(&value)? };
        drop(this.name.replace(py, Some(name)));
        Ok(())
    }

    #[pymethod("($self, /)")]
    fn get_coro(this: &Task, py: &mut Py) -> Option<Value> {
        this.coroutine.get(py).clone()
    }

    #[pymethod("($self, /)")]
    fn get_context(this: &Task, py: &mut Py) -> Option<Value> {
        this.context.get(py).clone()
    }
}

//! Attributes of tasks, which Python's part of asyncio looks at.

use taipan_macros::pymethods;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::super::future::not_deletable;
use super::Task;

/// The attributes.
pub(crate) struct Attributes;

#[pymethods(Task)]
impl Attributes {
    #[pygetter(name = "_log_destroy_pending")]
    fn log_destroy_pending(this: &Task, _py: &mut Py) -> bool {
        this.logs_destroy.get()
    }

    #[pysetter(name = "_log_destroy_pending")]
    fn set_log_destroy_pending(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(task) = this.get::<Task>() else { return Ok(()) };
        let Some(value) = value else { return Err(not_deletable(py, "_log_destroy_pending", this)) };
        let logs = py.is_true(&value)?;
        task.logs_destroy.set(logs);
        Ok(())
    }

    #[pygetter]
    fn _must_cancel(this: &Task, _py: &mut Py) -> bool {
        this.must_cancel.get()
    }

    #[pygetter]
    fn _coro(this: &Task, py: &mut Py) -> Option<Value> {
        this.coroutine.get(py).clone()
    }

    #[pygetter]
    fn _fut_waiter(this: &Task, py: &mut Py) -> Option<Value> {
        this.waits_for.get(py).clone()
    }
}

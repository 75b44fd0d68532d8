//! Attributes of futures, which Python's part of asyncio and debuggers look at.

use taipan_macros::pymethods;
use taipan_object::types::set::Set;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::super::awaited_by;
use super::{Future, Progress};

/// The attributes.
pub(crate) struct Attributes;

#[pymethods(Future)]
impl Attributes {
    #[pygetter]
    fn _state(this: &Future, py: &mut Py) -> PyResult<&'static str> {
        this.check_alive(py)?;
        Ok(match this.progress.get() {
            Progress::Pending => "PENDING",
            Progress::Cancelled => "CANCELLED",
            Progress::Finished => "FINISHED",
        })
    }

    #[pygetter(name = "_asyncio_future_blocking")]
    fn asyncio_future_blocking(this: &Future, py: &mut Py) -> bool {
        this.blocking.get() && this.event_loop.get(py).is_some()
    }

    #[pysetter(name = "_asyncio_future_blocking")]
    fn set_asyncio_future_blocking(
        this: Borrowed<'_>,
        py: &mut Py,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(future) = this.get::<Future>() else { return Ok(()) };
        future.check_alive(py)?;
        let Some(value) = value else { return Err(not_deletable(py, "_asyncio_future_blocking", this)) };
        let blocking = py.is_true(&value)?;
        future.blocking.set(blocking);
        Ok(())
    }

    #[pygetter]
    fn _loop(this: &Future, py: &mut Py) -> Option<Value> {
        this.event_loop.get(py).clone()
    }

    #[pygetter]
    fn _callbacks(this: &Future, py: &mut Py) -> PyResult<Option<Value>> {
        this.check_alive(py)?;
        let callbacks = this.callbacks(py);
        if callbacks.is_empty() {
            return Ok(None);
        }
        let mut pairs = Vec::new();
        for (function, context) in callbacks {
            pairs.push(py.tuple([function, context])?);
        }
        py.list(pairs).map(Some)
    }

    #[pygetter]
    fn _result(this: &Future, py: &mut Py) -> PyResult<Option<Value>> {
        this.check_alive(py)?;
        Ok(this.result.get(py).clone())
    }

    #[pygetter]
    fn _exception(this: &Future, py: &mut Py) -> PyResult<Option<Value>> {
        this.check_alive(py)?;
        Ok(this.exception.get(py).clone())
    }

    #[pygetter(name = "_log_traceback")]
    fn log_traceback(this: &Future, py: &mut Py) -> PyResult<bool> {
        this.check_alive(py)?;
        Ok(this.has_unseen_error.get())
    }

    #[pysetter(name = "_log_traceback")]
    fn set_log_traceback(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(future) = this.get::<Future>() else { return Ok(()) };
        let Some(value) = value else { return Err(not_deletable(py, "_log_traceback", this)) };
        if py.is_true(&value)? {
            return Err(exc::value_error(py, format_args!("_log_traceback can only be set to False")));
        }
        future.has_unseen_error.set(false);
        Ok(())
    }

    #[pygetter]
    fn _source_traceback(this: &Future, py: &mut Py) -> Option<Value> {
        this.source_traceback.get(py).clone()
    }

    #[pygetter(name = "_cancel_message")]
    fn cancel_message(this: &Future, py: &mut Py) -> Option<Value> {
        this.cancel_message.get(py).clone()
    }

    #[pysetter(name = "_cancel_message")]
    fn set_cancel_message(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(future) = this.get::<Future>() else { return Ok(()) };
        let Some(value) = value else { return Err(not_deletable(py, "_cancel_message", this)) };
        drop(future.cancel_message.replace(py, Some(value.to_value())));
        Ok(())
    }

    /// What awaits the future: a set, None if nothing does.
    #[pygetter]
    fn _asyncio_awaited_by(this: &Future, py: &mut Py) -> PyResult<Option<Value>> {
        let all = awaited_by::all(py, this)?;
        if all.is_empty() {
            return Ok(None);
        }
        let set = Set::default();
        for one in &all {
            set.add(py, one)?;
        }
        py.heap().frozenset(set).map(Some)
    }
}

/// The error for an attribute that can be set, but not deleted.
#[cold]
pub(in super::super) fn not_deletable(py: &mut Py, name: &str, this: Borrowed<'_>) -> Raised {
    let class = this.type_();
    let name_of_class = class.name();
    py.error(
        &exc::ATTRIBUTE_ERROR,
        format_args!("attribute '{name}' of '{name_of_class}' objects cannot be deleted"),
    )
}

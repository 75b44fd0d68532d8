//! `Task`: a future whose result is that of a coroutine, which the task drives.

mod attributes;
mod methods;

use std::cell::Cell;

use taipan_macros::pyclass;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::STR;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

use super::future::{self, FUTURE, Future, Shared};
use super::state::State;
use super::step;
use crate::calls::call;

/// The payload.
#[pyclass(static = TASK, name = "_asyncio.Task", base = FUTURE)]
#[derive(Default)]
#[repr(C)]
pub(crate) struct Task {
    #[part]
    pub(super) future: Future,
    /// What it waits for.
    pub(super) waits_for: PyCell<Option<Value>>,
    pub(super) coroutine: PyCell<Option<Value>>,
    /// A `str`; an int where the name is made of that number.
    name: PyCell<Option<Value>>,
    pub(super) context: PyCell<Option<Value>>,
    /// Whether it has to be cancelled when it goes on.
    pub(super) must_cancel: Cell<bool>,
    /// Whether the loop is told when the task dies before it is done.
    logs_destroy: Cell<bool>,
    /// How often `cancel()` was called, less the calls of `uncancel()`.
    cancel_requests: Cell<i64>,
    /// Its place among all tasks.
    pub(super) place: Cell<Option<usize>>,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some("A coroutine that a loop runs, as a future of its result."),
    signature: Some("(coro, *, loop=None, name=None, context=None, eager_start=False)"),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    dict: future::ATTRIBUTES,
    slots: &[methods::Own::SLOTS],
    methods: &[Shared::METHODS, methods::Own::METHODS],
    getset: &[attributes::Attributes::GETSET],
    ..Definition::of(&TASK)
};

/// What `Task()` is called with.
pub(super) struct Start<'a> {
    pub(super) coroutine: Borrowed<'a>,
    pub(super) event_loop: Borrowed<'a>,
    pub(super) name: Borrowed<'a>,
    pub(super) context: Borrowed<'a>,
    pub(super) eager: bool,
}

impl Task {
    /// What `__init__` does.
    pub(super) fn initialise(&self, py: &mut Py, this: Borrowed<'_>, start: &Start<'_>) -> PyResult<()> {
        let state = State::of(py);
        let event_loop = Some(start.event_loop).filter(|it| !is_none(it)).map(Borrowed::to_value);
        self.future.initialise(py, &state, event_loop)?;
        if !state.is_coroutine(py, &start.coroutine)? {
            self.logs_destroy.set(false);
            let shown = py.repr(&start.coroutine)?;
            return Err(exc::type_error(py, format_args!("a coroutine was expected, got {shown}")));
        }
        let context = if is_none(&start.context) {
            let imports = state.imports(py)?;
            py.call(&imports.copy_context, &[])?
        } else {
            start.context.to_value()
        };
        let name = if is_none(&start.name) {
            py.int(state.next_name())?
        } else if start.name.type_().is(&STR) {
            start.name.to_value()
        } else {
            py.to_str(&start.name)?
        };
        self.must_cancel.set(false);
        self.logs_destroy.set(true);
        self.cancel_requests.set(0);
        drop(self.waits_for.replace(py, None));
        drop(self.context.replace(py, Some(context)));
        drop(self.coroutine.replace(py, Some(start.coroutine.to_value())));
        drop(self.name.replace(py, Some(name)));
        if start.eager && self.loop_is_running(py)? {
            return step::start_eagerly(py, this, self, &state);
        }
        step::step_soon(py, this, self, &state, None)?;
        state.register(py, this)
    }

    fn loop_is_running(&self, py: &mut Py) -> PyResult<bool> {
        let event_loop = self.future.event_loop(py)?;
        let running = call(py, &event_loop, "is_running", &[])?;
        py.is_true(&running)
    }

    /// The name, made when it is first asked for.
    fn name(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let name = self.name.get(py).clone();
        match name.as_ref().and_then(Value::as_small_int) {
            Some(number) => {
                let name = py.text(format_args!("Task-{number}"))?;
                drop(self.name.replace(py, Some(name.clone())));
                Ok(Some(name))
            }
            None => Ok(name),
        }
    }

    /// Asks the coroutine to cancel itself, by raising CancelledError where it waits.
    fn cancel(&self, py: &mut Py, message: Borrowed<'_>) -> PyResult<bool> {
        self.future.has_unseen_error.set(false);
        if !self.future.is_pending() {
            return Ok(false);
        }
        self.cancel_requests.set(self.cancel_requests.get().wrapping_add(1));
        let waits_for = self.waits_for.get(py).clone();
        if let Some(awaited) = waits_for
            && step::cancel_awaited(py, &awaited, &message)?
        {
            return Ok(true);
        }
        self.must_cancel.set(true);
        drop(self.future.cancel_message.replace(py, Some(message.to_value())));
        Ok(true)
    }

    /// What `__del__` does: a task that is not done should not die.
    fn finalize(&self, py: &mut Py, this: Borrowed<'_>) {
        if self.future.is_pending() && self.logs_destroy.get() && self.future.event_loop.get(py).is_some() {
            let told = py.str("Task was destroyed but it is pending!").and_then(|message| {
                self.future.tell_loop(py, vec![("message", message), ("task", this.to_value())])
            });
            if let Err(raised) = told {
                future::report(py, raised, "task", this);
            }
        }
        self.future.report_unseen_error(py, this);
    }
}

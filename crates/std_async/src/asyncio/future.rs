//! `Future`: a result that is not there yet, and what is to be called when it is.

mod attributes;
mod methods;

use std::cell::Cell;
use std::mem::{self, offset_of};

use taipan_macros::pyclass;
use taipan_object::object::HEADER_SIZE;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::object::OBJECT;
use taipan_object::types::traceback::set_traceback;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value, exception as exc};

use super::state::{Imports, State};
use crate::calls::call;
pub(super) use attributes::not_deletable;
pub(super) use methods::Shared;

/// How far a future has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Progress {
    #[default]
    Pending,
    Cancelled,
    Finished,
}

/// A function to be called with the future, and the context for it.
type Callback = (Value, Value);

/// The payload.
#[pyclass(static = FUTURE, name = "_asyncio.Future", base = OBJECT)]
#[derive(Default)]
#[repr(C)]
pub(crate) struct Future {
    pub(super) progress: Cell<Progress>,
    /// `_asyncio_future_blocking`: it has been yielded by an `await` that waits for it.
    pub(super) blocking: Cell<bool>,
    /// Whether it has an exception that nobody has asked for.
    pub(super) has_unseen_error: Cell<bool>,
    /// Nothing before `__init__`.
    pub(super) event_loop: PyCell<Option<Value>>,
    /// The first of the callbacks, which most often is the only one.
    #[part]
    first: PyCell<Option<Callback>>,
    #[part]
    more: PyCell<Vec<Callback>>,
    pub(super) result: PyCell<Option<Value>>,
    pub(super) exception: PyCell<Option<Value>>,
    /// The traceback that the exception came with.
    traceback: PyCell<Option<Value>>,
    pub(super) source_traceback: PyCell<Option<Value>>,
    pub(super) cancel_message: PyCell<Option<Value>>,
    /// The exception by which it was cancelled.
    pub(super) cancelled_error: PyCell<Option<Value>>,
    /// What awaits it: a task, or a `set` of several.
    pub(super) awaited_by: PyCell<Option<Value>>,
    pub(super) is_awaited_by_several: Cell<bool>,
    /// Attributes that Python code sets.
    dict: PyCell<Option<Value>>,
}

/// Where the attributes lie in futures and tasks.
pub(super) const ATTRIBUTES: usize = HEADER_SIZE + offset_of!(Future, dict);

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "A result that will be there later.\n\n\
         Unlike those of concurrent.futures, it must be used by one thread only, result() and exception()\n\
         do not wait, and callbacks are called by the loop.",
    ),
    signature: Some("(*, loop=None)"),
    flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
    dict: ATTRIBUTES,
    slots: &[methods::Own::SLOTS],
    methods: &[Shared::METHODS, methods::Own::METHODS],
    getset: &[attributes::Attributes::GETSET],
    ..Definition::of(&FUTURE)
};

/// What a future that is done has to give.
pub(super) enum Outcome {
    Result(Value),
    /// The exception that was set.
    Error(Value),
    /// It was cancelled, or is not done: what to raise about it.
    Raised(Raised),
}

impl Future {
    /// The loop. Fails before `__init__` has been called.
    pub(super) fn event_loop(&self, py: &Py) -> PyResult<Value> {
        match &*self.event_loop.get(py) {
            Some(event_loop) => Ok(event_loop.clone()),
            None => Err(exc::runtime_error(py, format_args!("Future object is not initialized."))),
        }
    }

    /// Fails before `__init__` has been called.
    pub(super) fn check_alive(&self, py: &Py) -> PyResult<()> {
        self.event_loop(py).map(drop)
    }

    pub(super) fn is_pending(&self) -> bool {
        self.progress.get() == Progress::Pending
    }

    /// What `__init__` does. Without a loop, it is the current one.
    pub(super) fn initialise(&self, py: &mut Py, state: &State, event_loop: Option<Value>) -> PyResult<()> {
        self.progress.set(Progress::Pending);
        self.blocking.set(false);
        self.has_unseen_error.set(false);
        self.is_awaited_by_several.set(false);
        if self.event_loop.get(py).is_some() {
            self.clear(py);
        }
        let event_loop = match event_loop {
            Some(event_loop) => event_loop,
            None => state.event_loop(py)?,
        };
        drop(self.event_loop.replace(py, Some(event_loop.clone())));
        let debug = call(py, &event_loop, "get_debug", &[])?;
        if py.is_true(&debug)? && !py.interpreter().is_ending() {
            let imports = state.imports(py)?;
            let stack = py.call(&imports.extract_stack, &[])?;
            drop(self.source_traceback.replace(py, Some(stack)));
        }
        Ok(())
    }

    /// Forgets what an earlier life has left.
    #[cold]
    fn clear(&self, py: &mut Py) {
        let fields = [
            &self.event_loop,
            &self.result,
            &self.exception,
            &self.traceback,
            &self.source_traceback,
            &self.cancel_message,
            &self.cancelled_error,
            &self.awaited_by,
        ];
        for field in fields {
            drop(field.replace(py, None));
        }
        drop(self.take_callbacks(py));
    }

    // ---- callbacks -----------------------------------------------------------------------------------------------------

    fn take_callbacks(&self, py: &mut Py) -> (Option<Callback>, Vec<Callback>) {
        let first = self.first.replace(py, None);
        (first, mem::take(&mut *self.more.get_mut(py)))
    }

    /// All callbacks in the order in which they were added.
    fn callbacks(&self, py: &Py) -> Vec<Callback> {
        let mut all: Vec<Callback> = self.first.get(py).iter().cloned().collect();
        all.extend(self.more.get(py).iter().cloned());
        all
    }

    /// Has a function called once the future is done; soon, if it is.
    pub(super) fn add_callback(
        &self,
        py: &mut Py,
        this: Borrowed<'_>,
        imports: &Imports,
        function: &Value,
        context: Value,
    ) -> PyResult<()> {
        let event_loop = self.event_loop(py)?;
        if !self.is_pending() {
            return call_soon(py, imports, &event_loop, function, Some(&this), Some(&context));
        }
        let callback = (function.clone(), context);
        if self.first.get(py).is_none() && self.more.get(py).is_empty() {
            drop(self.first.replace(py, Some(callback)));
            return Ok(());
        }
        let mut more = self.more.get_mut(py);
        more.try_reserve(1)?;
        more.push(callback);
        Ok(())
    }

    /// Takes a function off the callbacks. Returns how often it was one.
    fn remove_callback(&self, py: &mut Py, function: &Value) -> PyResult<usize> {
        let before = self.callbacks(py);
        let mut removed = Vec::new();
        for callback in &before {
            if callback.0.is(function) || py.equal(&callback.0, function)? {
                removed.push(callback.clone());
            }
        }
        if removed.is_empty() {
            return Ok(0);
        }
        let is_removed = |it: &Callback| removed.iter().any(|one| one.0.is(&it.0) && one.1.is(&it.1));
        // What comparing has added or called in the meantime stays as it is.
        let (first, mut more) = self.take_callbacks(py);
        let first = first.filter(|it| !is_removed(it));
        more.retain(|it| !is_removed(it));
        drop(self.first.replace(py, first));
        drop(self.more.replace(py, more));
        Ok(removed.len())
    }

    /// Asks the loop to call all callbacks, and forgets them, also where that fails.
    fn schedule_callbacks(&self, py: &mut Py, this: Borrowed<'_>, state: &State) -> PyResult<()> {
        state.forget(py, this);
        let (first, more) = self.take_callbacks(py);
        if first.is_none() && more.is_empty() {
            return Ok(());
        }
        let imports = state.imports(py)?;
        let event_loop = self.event_loop(py)?;
        for (function, context) in first.iter().chain(&more) {
            call_soon(py, &imports, &event_loop, function, Some(&this), Some(context))?;
        }
        Ok(())
    }

    // ---- getting done --------------------------------------------------------------------------------------------------

    /// Gives the future its result.
    pub(super) fn set_result(
        &self,
        py: &mut Py,
        this: Borrowed<'_>,
        state: &State,
        result: Value,
    ) -> PyResult<()> {
        self.check_alive(py)?;
        self.check_pending(py, state)?;
        drop(self.result.replace(py, Some(result)));
        self.progress.set(Progress::Finished);
        self.schedule_callbacks(py, this, state)
    }

    /// Gives the future an exception instead of a result; a class is called.
    pub(super) fn set_exception(
        &self,
        py: &mut Py,
        this: Borrowed<'_>,
        state: &State,
        given: &Value,
    ) -> PyResult<()> {
        self.check_alive(py)?;
        self.check_pending(py, state)?;
        let mut exception = given.clone();
        if given.as_exception_type().is_some() {
            exception = py.call(given, &[])?;
            self.check_pending(py, state)?;
        }
        if !exception.is_exception() {
            return Err(exc::type_error(py, format_args!("invalid exception object")));
        }
        if exception.type_().is_subtype(py, &exc::STOP_ITERATION) {
            exception = wrap_stop_iteration(py, exception)?;
        }
        let traceback = exception.get::<exc::BaseException>().and_then(|it| it.traceback(py));
        drop(self.traceback.replace(py, traceback));
        drop(self.exception.replace(py, Some(exception)));
        self.progress.set(Progress::Finished);
        self.schedule_callbacks(py, this, state)?;
        self.has_unseen_error.set(true);
        Ok(())
    }

    /// Cancels a future that is not done. Returns whether it was not.
    pub(super) fn cancel(
        &self,
        py: &mut Py,
        this: Borrowed<'_>,
        state: &State,
        message: Option<Value>,
    ) -> PyResult<bool> {
        self.check_alive(py)?;
        self.has_unseen_error.set(false);
        if !self.is_pending() {
            return Ok(false);
        }
        self.progress.set(Progress::Cancelled);
        drop(self.cancel_message.replace(py, message));
        self.schedule_callbacks(py, this, state)?;
        Ok(true)
    }

    fn check_pending(&self, py: &mut Py, state: &State) -> PyResult<()> {
        if self.is_pending() {
            return Ok(());
        }
        Err(invalid_state(py, state, format_args!("invalid state")))
    }

    /// What the future has to give.
    pub(super) fn outcome(&self, py: &mut Py, state: &State) -> Outcome {
        match self.progress.get() {
            Progress::Cancelled => Outcome::Raised(self.cancelled(py, state)),
            Progress::Pending => {
                Outcome::Raised(invalid_state(py, state, format_args!("Result is not set.")))
            }
            Progress::Finished => {
                self.has_unseen_error.set(false);
                let exception = self.exception.get(py).clone();
                match exception {
                    Some(exception) => {
                        let traceback = self.traceback.replace(py, None);
                        set_traceback(py, &exception, traceback);
                        Outcome::Error(exception)
                    }
                    None => {
                        let result = self.result.get(py).clone();
                        Outcome::Result(result.unwrap_or_else(taipan_object::types::singletons::none))
                    }
                }
            }
        }
    }

    /// The result, or the exception, raised.
    pub(super) fn result(&self, py: &mut Py, state: &State) -> PyResult<Value> {
        match self.outcome(py, state) {
            Outcome::Result(result) => Ok(result),
            Outcome::Error(exception) => Err(py.heap().raise(exception)),
            Outcome::Raised(raised) => Err(raised),
        }
    }

    /// The exception that says that the future was cancelled. The one by which it was is given once.
    pub(super) fn make_cancelled_error(&self, py: &mut Py, state: &State) -> PyResult<Value> {
        if let Some(error) = self.cancelled_error.replace(py, None) {
            return Ok(error);
        }
        let imports = state.imports(py)?;
        let message = self.cancel_message.get(py).clone();
        match message.filter(|it| !taipan_object::types::singletons::is_none(it)) {
            Some(message) => py.call(&imports.cancelled_error, &[&message]),
            None => py.call(&imports.cancelled_error, &[]),
        }
    }

    #[cold]
    fn cancelled(&self, py: &mut Py, state: &State) -> Raised {
        match self.make_cancelled_error(py, state) {
            Ok(error) => py.heap().raise(error),
            Err(raised) => raised,
        }
    }

    /// Tells the loop of an exception that nobody has asked for: what `__del__` does.
    pub(super) fn report_unseen_error(&self, py: &mut Py, this: Borrowed<'_>) {
        if !self.has_unseen_error.replace(false) {
            return;
        }
        let exception = self.exception.get(py).clone();
        let class = this.type_().name().to_string();
        let class = class.rsplit('.').next().unwrap_or_default();
        let told = py.text(format_args!("{class} exception was never retrieved")).and_then(|message| {
            let mut parts = vec![("message", message)];
            parts.extend(exception.map(|exception| ("exception", exception)));
            parts.push(("future", this.to_value()));
            self.tell_loop(py, parts)
        });
        if let Err(raised) = told {
            report(py, raised, "future", this);
        }
    }

    /// Calls the loop's handler of exceptions.
    pub(super) fn tell_loop(&self, py: &mut Py, parts: Vec<(&str, Value)>) -> PyResult<()> {
        let context = py.dict()?;
        let source = self.source_traceback.get(py).clone().map(|source| ("source_traceback", source));
        for (name, value) in parts.into_iter().chain(source) {
            let name = py.heap().intern(name)?;
            py.set_item(&context, &name, &value)?;
        }
        let event_loop = self.event_loop(py)?;
        call(py, &event_loop, "call_exception_handler", &[&context]).map(drop)
    }
}

/// Reports what went wrong in a finaliser.
pub(super) fn report(py: &mut Py, raised: Raised, what: &str, this: Borrowed<'_>) {
    let kept = py.take(raised);
    let shown = py.repr(&this).map(|shown| shown.to_string());
    let raised = match shown {
        Ok(shown) => {
            let raised = py.heap().again(kept);
            return py.unraisable(
                raised,
                &format!("Exception ignored while finalizing {what} {shown}"),
                None,
            );
        }
        Err(raised) => raised,
    };
    py.discard(raised);
    let raised = py.heap().again(kept);
    py.unraisable(raised, &format!("Exception ignored while finalizing {what}"), None);
}

/// An exception that generators take for their end cannot be the exception of a future.
#[cold]
fn wrap_stop_iteration(py: &mut Py, exception: Value) -> PyResult<Value> {
    let message =
        py.str("StopIteration interacts badly with generators and cannot be raised into a Future")?;
    let wrapped = py.heap().exception(&exc::RUNTIME_ERROR, exc::BaseException::new(Some(message)))?;
    if let Some(payload) = wrapped.get::<exc::BaseException>() {
        let mut state = payload.state.get_mut(py);
        state.cause = Some(exception.clone());
        state.context = Some(exception);
        state.suppress_context = true;
    }
    Ok(wrapped)
}

/// `InvalidStateError`
#[cold]
pub(super) fn invalid_state(py: &mut Py, state: &State, message: std::fmt::Arguments<'_>) -> Raised {
    let raise = |py: &mut Py| {
        let imports = state.imports(py)?;
        let message = py.text(message)?;
        py.call(&imports.invalid_state_error, &[&message])
    };
    match raise(py) {
        Ok(error) => py.heap().raise(error),
        Err(raised) => raised,
    }
}

/// `loop.call_soon(function, argument, context=context)`
pub(super) fn call_soon(
    py: &mut Py,
    imports: &Imports,
    event_loop: &Value,
    function: &Value,
    argument: Option<&Value>,
    context: Option<&Value>,
) -> PyResult<()> {
    let method = &imports.call_soon;
    match (argument, context) {
        (None, None) => py.call_method(event_loop, method, &[function]),
        (Some(argument), None) => py.call_method(event_loop, method, &[function, argument]),
        (None, Some(context)) => {
            py.call_method_named(event_loop, method, &[function, context], &imports.context)
        }
        (Some(argument), Some(context)) => {
            py.call_method_named(event_loop, method, &[function, argument, context], &imports.context)
        }
    }
    .map(drop)
}

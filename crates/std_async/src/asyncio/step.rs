//! How a task drives its coroutine: one step, up to where that yields a future, or ends.
//!
//! ```text
//! step ──send(None) or throw(error)──► the coroutine
//!   yields a future    it gets wakeup as a callback, which makes the next step
//!   yields None        the next step comes soon
//!   yields else        an error is thrown in, soon
//!   returns, raises    the task is done
//! ```

use taipan_macros::{pyclass, pymethods};
use taipan_object::native::{MethodDef, NativeFunction};
use taipan_object::type_::shapes::Sent;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::singletons::{is_none, none, none_ref};
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Value, exception as exc};

use super::awaited_by;
use super::future::{FUTURE, Future, Outcome, call_soon, invalid_state};
use super::state::{Imports, State};
use super::task::{TASK, Task};

/// What the loop calls to make a step.
#[pyclass(static = STEP, name = "_asyncio.TaskStepMethWrapper")]
pub(crate) struct Step {
    task: PyCell<Option<Value>>,
    /// What is thrown into the coroutine.
    error: PyCell<Option<Value>>,
}

pub(crate) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[Step::SLOTS],
    getset: &[Step::GETSET],
    ..Definition::of(&STEP)
};

#[pymethods]
impl Step {
    #[pyslot]
    fn call(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if args.has_keywords() {
            return Err(exc::type_error(py, format_args!("function takes no keyword arguments")));
        }
        if !args.is_empty() {
            return Err(exc::type_error(py, format_args!("function takes no positional arguments")));
        }
        let (task, error) = (self.task.get(py).clone(), self.error.get(py).clone());
        let Some(task) = task else { return Ok(none()) };
        step(py, task.borrow(), error)?;
        Ok(none())
    }

    #[pygetter(name = "__self__")]
    fn task(&self, py: &mut Py) -> Option<Value> {
        self.task.get(py).clone()
    }
}

/// What futures that a task waits for call when they are done.
struct Wakeup;

#[pymethods(Task)]
impl Wakeup {
    #[pymethod("($self, object, /)")]
    fn task_wakeup(this: Borrowed<'_>, py: &mut Py, object: Borrowed<'_>) -> PyResult<()> {
        awaited_by::discard(py, &object, &this)?;
        let error = match own_future(&object) {
            Some(future) => {
                let state = State::of(py);
                match future.outcome(py, &state) {
                    Outcome::Result(_) => None,
                    Outcome::Error(error) => Some(error),
                    Outcome::Raised(raised) => Some(py.take(raised)),
                }
            }
            None => match crate::calls::call(py, &object, "result", &[]) {
                Ok(_) => None,
                Err(raised) => Some(py.take(raised)),
            },
        };
        step(py, this, error)
    }
}

static WAKEUP: &[MethodDef] = Wakeup::METHODS;

/// A future or task, but no instance of a class that derives from those, whose methods may do anything.
fn own_future(value: &Value) -> Option<&Future> {
    let class = value.type_();
    (class.is(&FUTURE) || class.is(&TASK)).then(|| value.get::<Future>()).flatten()
}

/// Has the loop make a step soon.
pub(super) fn step_soon(
    py: &mut Py,
    this: Borrowed<'_>,
    task: &Task,
    state: &State,
    error: Option<Value>,
) -> PyResult<()> {
    let step = Step { task: PyCell::new(Some(this.to_value())), error: PyCell::new(error) };
    let step = py.heap().object(step)?;
    let imports = state.imports(py)?;
    let event_loop = task.future.event_loop(py)?;
    let context = task.context.get(py).clone();
    call_soon(py, &imports, &event_loop, &step, None, context.as_ref())
}

/// Makes a step with the task as the one that runs in its loop.
fn step(py: &mut Py, this: Borrowed<'_>, error: Option<Value>) -> PyResult<()> {
    let Some(task) = this.get::<Task>() else { return Ok(()) };
    let state = State::of(py);
    let event_loop = task.future.event_loop(py)?;
    state.enter_task(py, &event_loop, &this)?;
    let result = advance(py, this, task, &state, error);
    let left = match result {
        Ok(()) => return state.leave_task(py, &event_loop, &this),
        Err(raised) => {
            let first = py.take(raised);
            (state.leave_task(py, &event_loop, &this), first)
        }
    };
    Err(chained(py, left.0, left.1))
}

/// The exception of the first of two things that failed; if both did, the second's, with the first as its context.
fn chained(py: &mut Py, second: PyResult<()>, first: Value) -> Raised {
    let Err(second) = second else { return py.heap().again(first) };
    let error = py.take(second);
    if let Some(payload) = error.get::<exc::BaseException>() {
        let old = payload.state.get_mut(py).context.replace(first);
        drop(old);
    }
    py.heap().again(error)
}

/// Makes the first step at once, in the task's context; the task that runs does so again afterwards.
pub(super) fn start_eagerly(py: &mut Py, this: Borrowed<'_>, task: &Task, state: &State) -> PyResult<()> {
    let event_loop = task.future.event_loop(py)?;
    let previous = state.swap_task(py, &event_loop, &this)?.unwrap_or_else(none);
    state.register(py, this)?;
    let stepped = first_step(py, this, task);
    let result = match stepped {
        Ok(()) => state.swap_task(py, &event_loop, &previous).map(drop),
        Err(raised) => {
            let first = py.take(raised);
            let second = state.swap_task(py, &event_loop, &previous).map(drop);
            Err(chained(py, second, first))
        }
    };
    if !task.future.is_pending() {
        drop(task.coroutine.replace(py, None));
    }
    result
}

/// The first step, run by the context.
fn first_step(py: &mut Py, this: Borrowed<'_>, task: &Task) -> PyResult<()> {
    let context = task.context.get(py).clone().unwrap_or_else(none);
    let Some(definition) = FIRST.first() else { return Ok(()) };
    let function: Value = py.heap().object(NativeFunction {
        definition,
        this: Some(this.to_value()),
        module: PyCell::new(None),
    })?;
    crate::calls::call(py, &context, "run", &[&function]).map(drop)
}

/// What a context runs when a task starts at once.
struct First;

#[pymethods(Task)]
impl First {
    #[pymethod("($self, /)")]
    fn task_eager_step(this: Borrowed<'_>, py: &mut Py) -> PyResult<()> {
        let Some(task) = this.get::<Task>() else { return Ok(()) };
        let state = State::of(py);
        advance(py, this, task, &state, None)
    }
}

static FIRST: &[MethodDef] = First::METHODS;

/// Sends the coroutine on, or throws an exception into it, and does what follows from its answer.
fn advance(
    py: &mut Py,
    this: Borrowed<'_>,
    task: &Task,
    state: &State,
    error: Option<Value>,
) -> PyResult<()> {
    if !task.future.is_pending() {
        let (shown, error) = (py.repr(&this)?, error.unwrap_or_else(none));
        let error = py.repr(&error)?;
        return Err(invalid_state(py, state, format_args!("__step(): already done: {shown} {error}")));
    }
    let imports = state.imports(py)?;
    let error = if task.must_cancel.get() {
        let is_cancelled = match &error {
            Some(error) => py.is_instance_of_any(error, &imports.cancelled_error),
            None => false,
        };
        let error = if is_cancelled { error } else { Some(task.future.make_cancelled_error(py, state)?) };
        task.must_cancel.set(false);
        error
    } else {
        error
    };
    drop(task.waits_for.replace(py, None));
    let coroutine = task.coroutine.get(py).clone();
    let Some(coroutine) = coroutine else {
        return Err(exc::runtime_error(py, format_args!("uninitialized Task object")));
    };
    let sent = match &error {
        None => send(py, &coroutine),
        Some(error) => throw(py, &imports, &coroutine, error),
    };
    drop(error);
    match sent {
        Ok(Sent::Yield(yielded)) => wait_for(py, this, task, state, &imports, &yielded),
        Ok(Sent::Return(_)) if task.must_cancel.get() => {
            task.must_cancel.set(false);
            let message = task.future.cancel_message.get(py).clone();
            task.future.cancel(py, this, state, message).map(drop)
        }
        Ok(Sent::Return(result)) => task.future.set_result(py, this, state, result),
        Err(raised) => failed(py, this, task, state, &imports, raised),
    }
}

/// `coroutine.send(None)`
fn send(py: &mut Py, coroutine: &Value) -> PyResult<Sent> {
    if let Some(send) = coroutine.type_().slots.send.get() {
        py.drain();
        let sent = send(py, coroutine.borrow(), none_ref());
        py.drain();
        return sent;
    }
    let sent = crate::calls::call(py, coroutine, "send", &[&none()]);
    or_stopped(py, sent)
}

/// `coroutine.throw(error)`
fn throw(py: &mut Py, imports: &Imports, coroutine: &Value, error: &Value) -> PyResult<Sent> {
    let sent = py.call_method(coroutine, &imports.throw, &[error]);
    or_stopped(py, sent)
}

/// A method that raises `StopIteration` has returned.
fn or_stopped(py: &mut Py, sent: PyResult<Value>) -> PyResult<Sent> {
    match sent {
        Ok(value) => Ok(Sent::Yield(value)),
        Err(raised) if py.matches(&raised, &exc::STOP_ITERATION) => {
            let stop = py.take(raised);
            let value = stop
                .get::<exc::payload::StopIteration>()
                .map_or_else(none, |stop| exc::payload::or_none(&stop.value, py));
            Ok(Sent::Return(value))
        }
        Err(raised) => Err(raised),
    }
}

/// The coroutine has raised.
fn failed(
    py: &mut Py,
    this: Borrowed<'_>,
    task: &Task,
    state: &State,
    imports: &Imports,
    raised: Raised,
) -> PyResult<()> {
    let error = py.take(raised);
    if py.is_instance_of_any(&error, &imports.cancelled_error) {
        drop(task.future.cancelled_error.replace(py, Some(error)));
        return task.future.cancel(py, this, state, None).map(drop);
    }
    task.future.set_exception(py, this, state, &error)?;
    let class = error.type_();
    if class.is_subtype(py, &exc::KEYBOARD_INTERRUPT) || class.is_subtype(py, &exc::SYSTEM_EXIT) {
        return Err(py.heap().again(error));
    }
    Ok(())
}

/// The coroutine waits for what it has yielded.
fn wait_for(
    py: &mut Py,
    this: Borrowed<'_>,
    task: &Task,
    state: &State,
    imports: &Imports,
    yielded: &Value,
) -> PyResult<()> {
    if yielded.is(&this) {
        return fail_soon(
            py,
            this,
            task,
            state,
            |[task, _]| format!("Task cannot await on itself: {task}"),
            yielded,
        );
    }
    if let Some(future) = own_future(yielded) {
        let event_loop = task.future.event_loop(py)?;
        if !future.event_loop.get(py).as_ref().is_some_and(|it| it.is(&event_loop)) {
            return fail_soon(py, this, task, state, other_loop, yielded);
        }
        if !future.blocking.replace(false) {
            return fail_soon(py, this, task, state, plain_yield, yielded);
        }
        awaited_by::add(py, yielded, &this)?;
        let wakeup = wakeup(py, this)?;
        let context = task.context.get(py).clone().unwrap_or_else(none);
        future.add_callback(py, yielded.borrow(), imports, &wakeup, context)?;
        return now_waits(py, task, yielded);
    }
    if is_none(yielded) {
        return step_soon(py, this, task, state, None);
    }
    let blocking = py.find_attribute(yielded, &imports.blocking)?.filter(|it| !is_none(it));
    let Some(blocking) = blocking else {
        return if yielded.type_().name().to_string() == "generator" {
            fail_soon(py, this, task, state, yielded_generator, yielded)
        } else {
            fail_soon(py, this, task, state, |[_, it]| format!("Task got bad yield: {it}"), yielded)
        };
    };
    let blocking = py.is_true(&blocking)?;
    let event_loop = task.future.event_loop(py)?;
    if !loop_of(py, yielded)?.is(&event_loop) {
        return fail_soon(py, this, task, state, other_loop, yielded);
    }
    if !blocking {
        return fail_soon(py, this, task, state, plain_yield, yielded);
    }
    awaited_by::add(py, yielded, &this)?;
    py.set_attribute(yielded, &imports.blocking, &taipan_object::types::singletons::boolean(false))?;
    let wakeup = wakeup(py, this)?;
    let name = py.heap().intern("add_done_callback")?;
    let context = task.context.get(py).clone().unwrap_or_else(none);
    py.call_method_named(yielded, &name, &[&wakeup, &context], &imports.context)?;
    now_waits(py, task, yielded)
}

fn other_loop([task, it]: [&str; 2]) -> String {
    format!("Task {task} got Future {it} attached to a different loop")
}

fn plain_yield([task, it]: [&str; 2]) -> String {
    format!("yield was used instead of yield from in task {task} with {it}")
}

fn yielded_generator([task, it]: [&str; 2]) -> String {
    format!("yield was used instead of yield from for generator in task {task} with {it}")
}

/// Notes what the task waits for. If it is to be cancelled, that is.
fn now_waits(py: &mut Py, task: &Task, awaited: &Value) -> PyResult<()> {
    drop(task.waits_for.replace(py, Some(awaited.clone())));
    if task.must_cancel.get() {
        let message = task.future.cancel_message.get(py).clone().unwrap_or_else(none);
        if cancel_awaited(py, awaited, &message)? {
            task.must_cancel.set(false);
        }
    }
    Ok(())
}

/// `awaited.cancel(msg=message)`
pub(super) fn cancel_awaited(py: &mut Py, awaited: &Value, message: &Value) -> PyResult<bool> {
    let imports = State::of(py).imports(py)?;
    let answer = py.call_method_named(awaited, &imports.cancel, &[message], &imports.message)?;
    py.is_true(&answer)
}

/// The function that wakes a task up.
fn wakeup(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    match WAKEUP.first() {
        Some(definition) => py.heap().native_function(definition, Some(this.to_value()), None),
        None => Ok(none()),
    }
}

/// Has a `RuntimeError` thrown into the coroutine soon, whose message speaks of the task and of what it yielded.
#[cold]
fn fail_soon(
    py: &mut Py,
    this: Borrowed<'_>,
    task: &Task,
    state: &State,
    message: impl FnOnce([&str; 2]) -> String,
    yielded: &Value,
) -> PyResult<()> {
    let (shown, it) = (py.repr(&this)?.to_string(), py.repr(yielded)?.to_string());
    let message = py.str(&message([&shown, &it]))?;
    let error = py.heap().exception(&exc::RUNTIME_ERROR, exc::BaseException::new(Some(message)))?;
    step_soon(py, this, task, state, Some(error))
}

/// The loop that a future of any kind belongs to.
pub(super) fn loop_of(py: &mut Py, future: &Value) -> PyResult<Value> {
    if let Some(own) = own_future(future) {
        return Ok(own.event_loop.get(py).clone().unwrap_or_else(none));
    }
    let name = py.heap().intern("get_loop")?;
    if let Some(method) = py.find_attribute(future, &name)? {
        return py.call(&method, &[]);
    }
    let name = py.heap().intern("_loop")?;
    py.get_attribute(future, &name)
}

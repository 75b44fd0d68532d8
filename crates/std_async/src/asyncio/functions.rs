//! Functions of the module: which loop and task run, which tasks there are.

use taipan_macros::pymodule;
use taipan_object::types::set::Set;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::awaited_by;
use super::state::State;
use super::step::loop_of;
use super::task::Task;
use crate::calls::call;

/// The functions.
pub(super) struct Asyncio;

#[cold]
fn no_running_loop(py: &Py) -> Raised {
    exc::runtime_error(py, format_args!("no running event loop"))
}

/// The loop that is given, or the one that runs.
fn given_or_running(py: &Py, state: &State, event_loop: Borrowed<'_>) -> PyResult<Value> {
    if !is_none(&event_loop) {
        return Ok(event_loop.to_value());
    }
    state.running_loop(py).ok_or_else(|| no_running_loop(py))
}

/// Whether a task is not done.
fn is_pending(py: &mut Py, task: &Value) -> PyResult<bool> {
    let done = call(py, task, "done", &[])?;
    Ok(!py.is_true(&done)?)
}

#[pymodule("_asyncio")]
impl Asyncio {
    /// The loop that runs in this thread, None if there is none.
    #[pyfunction("()")]
    fn _get_running_loop(py: &mut Py) -> Option<Value> {
        State::of(py).running_loop(py)
    }

    /// Says which loop runs in this thread, None for none.
    #[pyfunction("(loop, /)")]
    fn _set_running_loop(py: &mut Py, r#loop: Borrowed<'_>) -> PyResult<()> {
        let event_loop = Some(r#loop).filter(|it| !is_none(it)).map(Borrowed::to_value);
        State::of(py).set_running_loop(py, event_loop)
    }

    /// The loop that runs in this thread. Fails if there is none.
    #[pyfunction("()")]
    fn get_running_loop(py: &mut Py) -> PyResult<Value> {
        State::of(py).running_loop(py).ok_or_else(|| no_running_loop(py))
    }

    /// The loop that runs in this thread, or the one that the policy has for it.
    #[pyfunction("()")]
    fn get_event_loop(py: &mut Py) -> PyResult<Value> {
        State::of(py).event_loop(py)
    }

    /// Says that a task has been scheduled.
    #[pyfunction("(task)")]
    fn _register_task(py: &mut Py, task: Borrowed<'_>) -> PyResult<()> {
        State::of(py).register(py, task)
    }

    /// Says that a task makes its first step at once.
    #[pyfunction("(task)")]
    fn _register_eager_task(py: &mut Py, task: Borrowed<'_>) -> PyResult<()> {
        let state = State::of(py);
        if task.get::<Task>().is_some() {
            return state.register(py, task);
        }
        let known = state.foreign_eager.get(py).clone();
        let all = match known {
            Some(all) => all,
            None => {
                let all = py.heap().set(Set::default())?;
                drop(state.foreign_eager.replace(py, Some(all.clone())));
                all
            }
        };
        match all.get::<Set>() {
            Some(all) => all.add(py, &task).map(drop),
            None => Ok(()),
        }
    }

    /// Takes back that a task has been scheduled.
    #[pyfunction("(task)")]
    fn _unregister_task(py: &mut Py, task: Borrowed<'_>) -> PyResult<()> {
        State::of(py).unregister(py, task)
    }

    /// Takes back that a task makes its first step.
    #[pyfunction("(task)")]
    fn _unregister_eager_task(py: &mut Py, task: Borrowed<'_>) -> PyResult<()> {
        let state = State::of(py);
        if task.get::<Task>().is_some() {
            return state.unregister(py, task);
        }
        let known = state.foreign_eager.get(py).clone();
        if let Some(all) = known.as_ref().and_then(|all| all.get::<Set>()) {
            drop(all.remove(py, &task)?);
        }
        Ok(())
    }

    /// Says that a task runs now in a loop, where none did.
    #[pyfunction("(loop, task)")]
    fn _enter_task(py: &mut Py, r#loop: Borrowed<'_>, task: Borrowed<'_>) -> PyResult<()> {
        State::of(py).enter_task(py, &r#loop, &task)
    }

    /// Says that the task that ran in a loop does not run any more.
    #[pyfunction("(loop, task)")]
    fn _leave_task(py: &mut Py, r#loop: Borrowed<'_>, task: Borrowed<'_>) -> PyResult<()> {
        State::of(py).leave_task(py, &r#loop, &task)
    }

    /// Says which task runs in a loop, None for none. Returns the one that did.
    #[pyfunction("(loop, task)")]
    fn _swap_current_task(py: &mut Py, r#loop: Borrowed<'_>, task: Borrowed<'_>) -> PyResult<Option<Value>> {
        State::of(py).swap_task(py, &r#loop, &task)
    }

    /// The task that runs in a loop, the running one if none is given. None if it runs none.
    #[pyfunction("(loop=None)")]
    fn current_task(py: &mut Py, r#loop: Borrowed<'_>) -> PyResult<Value> {
        let state = State::of(py);
        let event_loop = given_or_running(py, &state, r#loop)?;
        Ok(state.current_task(py, &event_loop).unwrap_or_else(none))
    }

    /// The set of all tasks of a loop, the running one if none is given, that are not done.
    #[pyfunction("(loop=None)")]
    fn all_tasks(py: &mut Py, r#loop: Borrowed<'_>) -> PyResult<Value> {
        let state = State::of(py);
        let event_loop = given_or_running(py, &state, r#loop)?;
        let found = Set::default();
        for task in state.all_tasks(py)? {
            if is_pending(py, &task)? && loop_of(py, &task)?.is(&event_loop) {
                found.add(py, &task)?;
            }
        }
        py.heap().set(found)
    }

    /// Notes that a future is awaited by another, for those who want to see what waits for what.
    #[pyfunction("(fut, waiter, /)")]
    fn future_add_to_awaited_by(py: &mut Py, fut: Borrowed<'_>, waiter: Borrowed<'_>) -> PyResult<()> {
        awaited_by::add(py, &fut, &waiter)
    }

    /// Takes back that a future is awaited by another.
    #[pyfunction("(fut, waiter, /)")]
    fn future_discard_from_awaited_by(py: &mut Py, fut: Borrowed<'_>, waiter: Borrowed<'_>) -> PyResult<()> {
        awaited_by::discard(py, &fut, &waiter)
    }
}

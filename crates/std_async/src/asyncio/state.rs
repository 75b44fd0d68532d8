//! What the module keeps for an interpreter: what it needs of Python's part of asyncio, the loops and tasks that run, and all
//! tasks.

use std::cell::Cell;
use std::rc::Rc;

use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Value, exception as exc, weak};

use super::task::Task;
use crate::calls::{call, import_from};

/// The state.
#[derive(Default)]
pub(super) struct State {
    imports: PyCell<Option<Rc<Imports>>>,
    running: PyCell<Vec<Running>>,
    /// Tasks of the type of this module that have been scheduled.
    roster: PyCell<Roster>,
    /// Other tasks that have been scheduled, a `weakref.WeakSet`.
    foreign: PyCell<Option<Value>>,
    /// Other tasks in their first step, a `set`.
    pub(super) foreign_eager: PyCell<Option<Value>>,
    /// How many tasks have got a number for a name.
    names: Cell<i64>,
    /// Types of coroutines that are not the interpreter's own.
    coroutine_types: PyCell<Vec<Value>>,
}

/// What Python's part of asyncio has.
pub(super) struct Imports {
    pub(super) cancelled_error: Value,
    pub(super) invalid_state_error: Value,
    pub(super) show_future: Value,
    pub(super) show_task: Value,
    pub(super) task_stack: Value,
    pub(super) print_task_stack: Value,
    pub(super) copy_context: Value,
    is_coroutine: Value,
    loop_policy: Value,
    pub(super) extract_stack: Value,
    pub(super) call_soon: Value,
    /// `("context",)`: the names of arguments.
    pub(super) context: Value,
    pub(super) cancel: Value,
    /// `("msg",)`
    pub(super) message: Value,
    pub(super) throw: Value,
    pub(super) blocking: Value,
}

/// A tuple of one name.
fn names(py: &mut Py, name: &str) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    py.tuple([name])
}

/// What runs in a thread.
struct Running {
    thread: usize,
    /// The process: a loop does not run in a child process.
    process: u32,
    event_loop: Value,
    task: Option<Value>,
}

/// Weak references to tasks. A task knows its place.
#[derive(Default)]
struct Roster {
    places: Vec<Option<Value>>,
    free: Vec<usize>,
    /// How many places there may be before those of tasks that are gone are looked for.
    sweep_at: usize,
}

impl State {
    /// The state of the interpreter.
    pub(super) fn of(py: &Py) -> Rc<Self> {
        py.state::<Self>()
    }

    /// What Python's part has, imported when it is first asked for.
    pub(super) fn imports(&self, py: &mut Py) -> PyResult<Rc<Imports>> {
        if let Some(imports) = &*self.imports.get(py) {
            return Ok(imports.clone());
        }
        let imports = Rc::new(Imports {
            cancelled_error: import_from(py, "asyncio.exceptions", "CancelledError")?,
            invalid_state_error: import_from(py, "asyncio.exceptions", "InvalidStateError")?,
            loop_policy: import_from(py, "asyncio.events", "_get_event_loop_policy")?,
            show_future: import_from(py, "asyncio.base_futures", "_future_repr")?,
            show_task: import_from(py, "asyncio.base_tasks", "_task_repr")?,
            task_stack: import_from(py, "asyncio.base_tasks", "_task_get_stack")?,
            print_task_stack: import_from(py, "asyncio.base_tasks", "_task_print_stack")?,
            is_coroutine: import_from(py, "asyncio.coroutines", "iscoroutine")?,
            copy_context: import_from(py, "_contextvars", "copy_context")?,
            extract_stack: import_from(py, "traceback", "extract_stack")?,
            call_soon: py.heap().intern("call_soon")?,
            context: names(py, "context")?,
            cancel: py.heap().intern("cancel")?,
            message: names(py, "msg")?,
            throw: py.heap().intern("throw")?,
            blocking: py.heap().intern("_asyncio_future_blocking")?,
        });
        drop(self.imports.replace(py, Some(imports.clone())));
        Ok(imports)
    }

    /// The number of the next task without a name.
    pub(super) fn next_name(&self) -> i64 {
        let number = self.names.get().wrapping_add(1);
        self.names.set(number);
        number
    }

    /// Whether a task can be made of a value.
    pub(super) fn is_coroutine(&self, py: &mut Py, value: &Value) -> PyResult<bool> {
        /// More types than programs have.
        const MOST: usize = 100;
        let class = value.type_().to_value();
        if self.coroutine_types.get(py).iter().any(|known| known.is(&class)) {
            return Ok(true);
        }
        let imports = self.imports(py)?;
        let answer = py.call(&imports.is_coroutine, &[value])?;
        let is_one = py.is_true(&answer)?;
        let mut known = self.coroutine_types.get_mut(py);
        if is_one && known.len() < MOST {
            known.try_reserve(1)?;
            known.push(class);
        }
        Ok(is_one)
    }
}

// ---- loops -------------------------------------------------------------------------------------------------------------

impl State {
    /// The loop that runs in this thread.
    pub(super) fn running_loop(&self, py: &Py) -> Option<Value> {
        let (thread, process) = (py.shared().identity, std::process::id());
        let running = self.running.get(py);
        let found = running.iter().find(|it| it.thread == thread)?;
        (found.process == process).then(|| found.event_loop.clone())
    }

    /// Says which loop runs in this thread, if any.
    pub(super) fn set_running_loop(&self, py: &mut Py, event_loop: Option<Value>) -> PyResult<()> {
        let (thread, process) = (py.shared().identity, std::process::id());
        let mut running = self.running.get_mut(py);
        let at = running.iter().position(|it| it.thread == thread);
        let old = match (at, event_loop) {
            (Some(at), Some(event_loop)) => {
                let known = &mut running[at];
                let task = if known.process == process { known.task.take() } else { None };
                Some(std::mem::replace(known, Running { thread, process, event_loop, task }))
            }
            (Some(at), None) => Some(running.swap_remove(at)),
            (None, Some(event_loop)) => {
                running.try_reserve(1)?;
                running.push(Running { thread, process, event_loop, task: None });
                None
            }
            (None, None) => None,
        };
        drop(running);
        drop(old);
        Ok(())
    }

    /// The loop that runs, or the one that the policy gives.
    pub(super) fn event_loop(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(event_loop) = self.running_loop(py) {
            return Ok(event_loop);
        }
        let imports = self.imports(py)?;
        let policy = py.call(&imports.loop_policy, &[])?;
        call(py, &policy, "get_event_loop", &[])
    }

    /// The task that runs in a loop, whichever thread that runs in.
    pub(super) fn current_task(&self, py: &Py, event_loop: &Value) -> Option<Value> {
        let running = self.running.get(py);
        running.iter().find(|it| it.event_loop.is(event_loop)).and_then(|it| it.task.clone())
    }

    /// Puts another task, or none, in place of the one that runs in this thread, which `check` has seen.
    fn replace_task(
        &self,
        py: &mut Py,
        event_loop: &Value,
        task: Option<Value>,
        check: impl FnOnce(&mut Py, Option<&Value>) -> PyResult<()>,
    ) -> PyResult<Option<Value>> {
        let thread = py.shared().identity;
        let at =
            self.running.get(py).iter().position(|it| it.thread == thread && it.event_loop.is(event_loop));
        let Some(at) = at else { return Err(not_running(py, event_loop)) };
        let known = self.running.get(py).get(at).and_then(|it| it.task.clone());
        check(py, known.as_ref())?;
        match self.running.get_mut(py).get_mut(at) {
            Some(running) => Ok(std::mem::replace(&mut running.task, task)),
            None => Ok(None),
        }
    }

    /// Says that a task runs now. Fails if another does.
    pub(super) fn enter_task(&self, py: &mut Py, event_loop: &Value, task: &Value) -> PyResult<()> {
        let old = self.replace_task(py, event_loop, Some(task.clone()), |py, running| match running {
            None => Ok(()),
            Some(running) => {
                let (task, running) = (py.repr(task)?, py.repr(running)?);
                Err(exc::runtime_error(
                    py,
                    format_args!(
                        "Cannot enter into task {task} while another task {running} is being executed."
                    ),
                ))
            }
        })?;
        drop(old);
        Ok(())
    }

    /// Says that a task does not run any more. Fails if it did not.
    pub(super) fn leave_task(&self, py: &mut Py, event_loop: &Value, task: &Value) -> PyResult<()> {
        let old = self.replace_task(py, event_loop, None, |py, running| {
            if running.is_some_and(|running| running.is(task)) {
                return Ok(());
            }
            let task = py.repr(task)?;
            let running = running.cloned().unwrap_or_else(taipan_object::types::singletons::none);
            let running = py.repr(&running)?;
            Err(exc::runtime_error(
                py,
                format_args!("Invalid attempt to leave task {task} while task {running} is entered."),
            ))
        })?;
        drop(old);
        Ok(())
    }

    /// Says which task runs now, if any; gives the one that did.
    pub(super) fn swap_task(&self, py: &mut Py, event_loop: &Value, task: &Value) -> PyResult<Option<Value>> {
        let task = if is_none(task) { None } else { Some(task.clone()) };
        self.replace_task(py, event_loop, task, |_, _| Ok(()))
    }
}

#[cold]
fn not_running(py: &mut Py, event_loop: &Value) -> Raised {
    match py.repr(event_loop) {
        Ok(shown) => exc::runtime_error(py, format_args!("loop {shown} is not the running loop")),
        Err(raised) => raised,
    }
}

// ---- all tasks ---------------------------------------------------------------------------------------------------------

impl Roster {
    fn enter(&mut self, py: &Py, reference: Value) -> PyResult<usize> {
        if self.free.is_empty() && self.places.len() >= self.sweep_at.max(64) {
            self.sweep(py)?;
        }
        if let Some(place) = self.free.pop()
            && let Some(slot) = self.places.get_mut(place)
        {
            *slot = Some(reference);
            return Ok(place);
        }
        self.places.try_reserve(1)?;
        self.places.push(Some(reference));
        Ok(self.places.len() - 1)
    }

    /// Finds the places of tasks that are gone.
    fn sweep(&mut self, py: &Py) -> PyResult<()> {
        self.free.try_reserve(self.places.len())?;
        for (place, slot) in self.places.iter_mut().enumerate() {
            let is_gone = |it: &Value| it.as_weakref().is_none_or(|it| it.target(py).is_none());
            if slot.as_ref().is_none_or(is_gone) {
                *slot = None;
                self.free.push(place);
            }
        }
        self.sweep_at = 2 * (self.places.len() - self.free.len());
        Ok(())
    }
}

impl State {
    /// Notes that a task has been scheduled.
    pub(super) fn register(&self, py: &mut Py, task: Borrowed<'_>) -> PyResult<()> {
        let Some(own) = task.get::<Task>() else {
            let all = self.foreign(py)?;
            return call(py, &all, "add", &[&task]).map(drop);
        };
        if own.place.get().is_some() {
            return Ok(());
        }
        let reference = weak::plain(py, task)?;
        // Taken out, so that the list can be changed while references are looked at.
        let mut roster = self.roster.replace(py, Roster::default());
        let place = roster.enter(py, reference);
        drop(self.roster.replace(py, roster));
        own.place.set(Some(place?));
        Ok(())
    }

    /// Notes that a task is done, or is not to be known any more.
    pub(super) fn unregister(&self, py: &mut Py, task: Borrowed<'_>) -> PyResult<()> {
        if task.get::<Task>().is_some() {
            self.forget(py, task);
            return Ok(());
        }
        let all = self.foreign(py)?;
        call(py, &all, "discard", &[&task]).map(drop)
    }

    /// Notes that a task of this module is done.
    pub(super) fn forget(&self, py: &mut Py, task: Borrowed<'_>) {
        let Some(place) = task.get::<Task>().and_then(|own| own.place.take()) else { return };
        // A task that was dead when the places were swept may have lost its own.
        let reference = self.roster.get(py).places.get(place).cloned().flatten();
        let target = reference.as_ref().and_then(|it| it.as_weakref()).and_then(|it| it.target(py));
        if target.is_none_or(|target| !target.is(&task)) {
            return;
        }
        let mut roster = self.roster.get_mut(py);
        let old = roster.places.get_mut(place).and_then(Option::take);
        if old.is_some() && roster.free.try_reserve(1).is_ok() {
            roster.free.push(place);
        }
        drop(roster);
        drop(old);
    }

    /// All tasks that are alive, those that are done among them.
    pub(super) fn all_tasks(&self, py: &mut Py) -> PyResult<Vec<Value>> {
        let references: Vec<Value> = self.roster.get(py).places.iter().flatten().cloned().collect();
        let mut tasks: Vec<Value> = references.iter().filter_map(|it| it.as_weakref()?.target(py)).collect();
        let others = [self.foreign_eager.get(py).clone(), self.foreign.get(py).clone()];
        for others in others.into_iter().flatten() {
            tasks.extend(py.collect_list(&others)?);
        }
        Ok(tasks)
    }

    fn foreign(&self, py: &mut Py) -> PyResult<Value> {
        let known = self.foreign.get(py).clone();
        if let Some(all) = known {
            return Ok(all);
        }
        let class = import_from(py, "weakref", "WeakSet")?;
        let all = py.call(&class, &[])?;
        drop(self.foreign.replace(py, Some(all.clone())));
        Ok(all)
    }
}

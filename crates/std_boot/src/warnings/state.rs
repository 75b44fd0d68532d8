//! What the warnings keep for an interpreter, and their lock.

use std::cell::Cell;
use std::rc::Rc;

use taipan_object::types::module::Module;
use taipan_object::{Py, PyCell, PyResult, Type, Value, exception as exc};

use crate::{contextvars, thread};

/// The state. Its values are made when they are first needed: the runtime may warn before anybody imports the module.
pub(super) struct State {
    /// A list of filters, each a tuple: action, message, category, module, line.
    pub(super) filters: PyCell<Value>,
    /// A dict: what was shown by the action `once`.
    pub(super) once: PyCell<Value>,
    /// A `str`: what is done about warnings that no filter is for.
    pub(super) default_action: PyCell<Value>,
    /// A `ContextVar`: filters and log of a `catch_warnings`, where these are of contexts.
    pub(super) context: Value,
    /// An `RLock`.
    lock: Value,
    /// How often this thread's code, or another's, holds the lock.
    held: Cell<usize>,
    /// Changes with the filters. Registries of what was shown are of one version.
    pub(super) version: Cell<i64>,
}

#[derive(Default)]
struct Slot(PyCell<Option<Rc<State>>>);

/// The state of the interpreter.
pub(super) fn state(py: &mut Py) -> PyResult<Rc<State>> {
    let slot = py.state::<Slot>();
    if let Some(state) = &*slot.0.get(py) {
        return Ok(state.clone());
    }
    let filters = default_filters(py)?;
    let name = py.str("_warnings_context")?;
    let state = Rc::new(State {
        filters: PyCell::new(py.list(filters)?),
        once: PyCell::new(py.dict()?),
        default_action: PyCell::new(py.str("default")?),
        context: contextvars::new_variable(py, &name)?,
        lock: thread::new_rlock(py)?,
        held: Cell::new(0),
        version: Cell::new(0),
    });
    drop(slot.0.replace(py, Some(state.clone())));
    Ok(state)
}

/// The filters of a program that sets none.
fn default_filters(py: &mut Py) -> PyResult<Vec<Value>> {
    let filters: [(&str, &'static Type, Option<&str>); 5] = [
        ("default", &exc::DEPRECATION_WARNING, Some("__main__")),
        ("ignore", &exc::DEPRECATION_WARNING, None),
        ("ignore", &exc::PENDING_DEPRECATION_WARNING, None),
        ("ignore", &exc::IMPORT_WARNING, None),
        ("ignore", &exc::RESOURCE_WARNING, None),
    ];
    let none = taipan_object::types::singletons::none;
    filters
        .into_iter()
        .map(|(action, category, module)| {
            let action = py.heap().intern(action)?;
            let module = module.map(|name| py.heap().intern(name)).transpose()?.unwrap_or_else(none);
            let line = py.int(0)?;
            py.tuple([action, none(), category.to_value(), module, line])
        })
        .collect()
}

/// Does something while no other thread changes filters or registries.
pub(super) fn locked<R>(py: &mut Py, body: impl FnOnce(&mut Py) -> PyResult<R>) -> PyResult<R> {
    acquire(py)?;
    match body(py) {
        Ok(result) => release(py).map(|()| result),
        Err(raised) => {
            let exception = py.take(raised);
            release(py)?;
            Err(py.heap().again(exception))
        }
    }
}

/// Takes the lock.
pub(super) fn acquire(py: &mut Py) -> PyResult<()> {
    let state = state(py)?;
    let name = py.heap().intern("acquire")?;
    drop(py.call_method(&state.lock, &name, &[])?);
    state.held.set(state.held.get().saturating_add(1));
    Ok(())
}

/// Gives the lock back.
pub(super) fn release(py: &mut Py) -> PyResult<()> {
    let state = state(py)?;
    if state.held.get() == 0 || !is_mine(py, &state)? {
        return Err(exc::runtime_error(py, format_args!("cannot release un-acquired lock")));
    }
    state.held.set(state.held.get() - 1);
    let name = py.heap().intern("release")?;
    py.call_method(&state.lock, &name, &[]).map(drop)
}

fn is_mine(py: &mut Py, state: &State) -> PyResult<bool> {
    let name = py.heap().intern("_is_owned")?;
    let answer = py.call_method(&state.lock, &name, &[])?;
    py.is_true(&answer)
}

/// In a child process: frees the lock if a thread has it that is not there.
pub(super) fn after_fork(py: &mut Py) -> PyResult<()> {
    let Some(state) = py.state::<Slot>().0.get(py).clone() else { return Ok(()) };
    if is_mine(py, &state)? {
        return Ok(());
    }
    state.held.set(0);
    let name = py.heap().intern("_at_fork_reinit")?;
    py.call_method(&state.lock, &name, &[]).map(drop)
}

/// Makes all registries of what was shown out of date.
pub(super) fn filters_changed(py: &mut Py) -> PyResult<()> {
    let state = state(py)?;
    if !is_mine(py, &state)? {
        return Err(exc::runtime_error(py, format_args!("warnings lock is not held")));
    }
    state.version.set(state.version.get().wrapping_add(1));
    Ok(())
}

/// What module `warnings` has under a name, or else what it had last, and at first what is here.
pub(super) fn current(py: &mut Py, name: &str, place: impl Fn(&State) -> &PyCell<Value>) -> PyResult<Value> {
    let state = state(py)?;
    match attribute(py, name, false)? {
        Some(value) => {
            drop(place(&state).replace(py, value.clone()));
            Ok(value)
        }
        None => Ok(place(&state).get(py).clone()),
    }
}

/// An attribute of module `warnings`, if that is imported (or else if it may be imported for it) and has it.
pub(super) fn attribute(py: &mut Py, name: &str, may_import: bool) -> PyResult<Option<Value>> {
    let module = py.heap().intern("warnings")?;
    let mut found = crate::import::imported(py, &module)?;
    if found.is_none() && may_import {
        match crate::import::import(py, "warnings") {
            Ok(module) => found = Some(module),
            Err(raised) if py.matches(&raised, &exc::IMPORT_ERROR) => py.discard(raised),
            Err(raised) => return Err(raised),
        }
    }
    let Some(module) = found.filter(|module| module.get::<Module>().is_some()) else { return Ok(None) };
    let name = py.heap().intern(name)?;
    py.find_attribute(&module, &name)
}

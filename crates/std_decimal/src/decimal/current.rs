//! The current context: the value of a context variable, so that each thread and each task has its own.
//!
//! Operations ask for it all the time, so the last answer is kept together with the set of variables that it came from.

use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

use super::context::{self, Context};
use super::{State, import_from};

/// The variable, and its value in the set of variables that was asked last.
#[derive(Default)]
pub(super) struct Current {
    variable: PyCell<Option<Value>>,
    last: PyCell<Option<(Value, Value)>>,
}

pub(super) fn make_variable(py: &mut Py) -> PyResult<()> {
    let class = import_from(py, "_contextvars", "ContextVar")?;
    let name = py.str("decimal_context")?;
    let variable = py.call(&class, &[&name])?;
    drop(py.state::<State>().current.variable.replace(py, Some(variable)));
    Ok(())
}

/// The current context; a copy of `DefaultContext` becomes it where there is none yet.
#[inline]
pub(super) fn get(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<State>();
    if let (Some(variables), Some((known, context))) = (py.shared().context(), &*state.current.last.get(py))
        && variables.is(known)
    {
        return Ok(context.clone());
    }
    look_up(py)
}

#[cold]
#[inline(never)]
fn look_up(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<State>();
    let Some(variable) = state.current.variable.get(py).clone() else {
        return Err(exc::runtime_error(py, format_args!("the module _decimal is not initialized")));
    };
    let (get, nothing) = (py.heap().intern("get")?, taipan_object::types::singletons::none());
    let found = py.call_method(&variable, &get, &[&nothing])?;
    if found.get::<Context>().is_some() {
        remember(py, &found);
        return Ok(found);
    }
    let template = state.templates.get(py).first().cloned();
    let copy = match &template {
        Some(template) => context::copy(py, template.borrow())?,
        None => return Err(exc::runtime_error(py, format_args!("the module _decimal is not initialized"))),
    };
    if let Some(copy) = copy.get::<Context>() {
        copy.clear_flags();
    }
    set_variable(py, &copy)?;
    Ok(copy)
}

fn remember(py: &mut Py, context: &Value) {
    let Some(variables) = py.shared().context() else { return };
    let state = py.state::<State>();
    drop(state.current.last.replace(py, Some((variables, context.clone()))));
}

fn set_variable(py: &mut Py, context: &Value) -> PyResult<()> {
    let state = py.state::<State>();
    let Some(variable) = state.current.variable.get(py).clone() else { return Ok(()) };
    let set = py.heap().intern("set")?;
    drop(py.call_method(&variable, &set, &[context])?);
    remember(py, context);
    Ok(())
}

/// Makes a context current. Of the contexts that are only templates, a copy becomes it.
pub(super) fn set(py: &mut Py, context: Borrowed<'_>) -> PyResult<()> {
    if context.get::<Context>().is_none() {
        return Err(exc::type_error(py, format_args!("argument must be a context")));
    }
    let is_template = py.state::<State>().templates.get(py).iter().any(|template| template.is(&context));
    if !is_template {
        return set_variable(py, &context);
    }
    let copy = context::copy(py, context)?;
    if let Some(copy) = copy.get::<Context>() {
        copy.clear_flags();
    }
    set_variable(py, &copy)
}

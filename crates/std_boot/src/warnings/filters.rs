//! Which action the filters have for a warning.

use taipan_object::types::list::List;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};

use super::state::{current, state};

/// What filters look at.
pub(super) struct Subject<'a> {
    pub(super) category: &'a Value,
    pub(super) text: &'a Value,
    pub(super) line: i32,
    pub(super) module: &'a Value,
}

/// The action, a `str`, and the filter that has it, `None` if it is the default.
pub(super) fn action(py: &mut Py, subject: &Subject<'_>) -> PyResult<(Value, Value)> {
    let (filters, name) = match context_filters(py)? {
        Some(filters) => (filters, "warnings._warnings_context _filters"),
        None => (global_filters(py)?, "warnings.filters"),
    };
    let mut index = 0;
    // Matching runs Python code, which may change the list.
    while let Some(filter) = filters.get::<List>().and_then(|filters| filters.item(py, index)) {
        let Some([action, message, category, module, line]) = filter.get::<Tuple>().map(Tuple::items) else {
            return Err(exc::value_error(py, format_args!("{name} item {index} isn't a 5-tuple")));
        };
        if !action.is_str() {
            let class = action.type_().name();
            return Err(exc::type_error(py, format_args!("action must be a string, not '{class}'")));
        }
        if matches(py, message, subject.text)?
            && matches(py, module, subject.module)?
            && py.is_subclass(subject.category, category)?
            && line_matches(py, line, subject.line)?
        {
            return Ok((action.clone(), filter.clone()));
        }
        index += 1;
    }
    Ok((default_action(py)?, none()))
}

/// The filters of the context, if a `catch_warnings` made some for it.
fn context_filters(py: &mut Py) -> PyResult<Option<Value>> {
    let state = state(py)?;
    let (get, filters) = (py.heap().intern("get")?, py.heap().intern("_filters")?);
    let context = py.call_method(&state.context, &get, &[&none()])?;
    if is_none(&context) {
        return Ok(None);
    }
    let filters = py.get_attribute(&context, &filters)?;
    if filters.get::<List>().is_none() {
        return Err(exc::value_error(
            py,
            format_args!("_filters of warnings._warnings_context must be a list"),
        ));
    }
    Ok(Some(filters))
}

fn global_filters(py: &mut Py) -> PyResult<Value> {
    let filters = current(py, "filters", |state| &state.filters)?;
    if filters.get::<List>().is_none() {
        return Err(exc::value_error(py, format_args!("_warnings.filters must be a list")));
    }
    Ok(filters)
}

fn default_action(py: &mut Py) -> PyResult<Value> {
    let action = current(py, "defaultaction", |state| &state.default_action)?;
    if action.is_str() { Ok(action) } else { Err(wrong_default(py, &action)) }
}

#[cold]
fn wrong_default(py: &Py, action: &Value) -> Raised {
    let class = action.type_().name();
    exc::type_error(py, format_args!("_warnings.defaultaction must be a string, not '{class}'"))
}

/// Whether a text is what a filter asks for: anything, a text, or what a pattern matches.
fn matches(py: &mut Py, wanted: &Value, text: &Value) -> PyResult<bool> {
    if is_none(wanted) {
        return Ok(true);
    }
    if wanted.exact::<Str>().is_some() {
        return py.equal(wanted, text);
    }
    let name = py.heap().intern("match")?;
    let found = py.call_method(wanted, &name, &[text])?;
    py.is_true(&found)
}

fn line_matches(py: &mut Py, wanted: &Value, line: i32) -> PyResult<bool> {
    if !wanted.is_int() {
        return Err(exc::type_error(py, format_args!("an integer is required")));
    }
    let wanted = py.to_isize(wanted)?;
    Ok(wanted == 0 || i32::try_from(wanted) == Ok(line))
}

//! How types are shown inside other types: `int` rather than `<class 'int'>`.

use taipan_object::types::list::List;
use taipan_object::types::singletons::{ELLIPSIS_TYPE, NONE_TYPE, is_none};
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_text::Name;

/// Appends what annotations show for a type.
pub fn show_type(py: &mut Py, text: &mut StrBuilder, value: &Value) -> PyResult<()> {
    if value.type_().is(&ELLIPSIS_TYPE) {
        text.push_str("...");
        return Ok(());
    }
    if value.borrow().is(&NONE_TYPE.borrow()) {
        text.push_str("None");
        return Ok(());
    }
    let (origin, args) = (py.heap().intern("__origin__")?, py.heap().intern("__args__")?);
    // What has both is parameterised: its own text is the better one.
    if py.find_attribute(value, &origin)?.is_some() && py.find_attribute(value, &args)?.is_some() {
        return show_repr(py, text, value);
    }
    let (qualified, module) = (py.name(Name::__QUALNAME__).clone(), py.name(Name::__MODULE__).clone());
    let Some(qualified) = py.find_attribute(value, &qualified)? else { return show_repr(py, text, value) };
    let Some(module) = py.find_attribute(value, &module)?.filter(|module| !is_none(module)) else {
        return show_repr(py, text, value);
    };
    if !module.get::<Str>().is_some_and(|module| module.is("builtins")) {
        append(py, text, &module)?;
        text.push_str(".");
    }
    append(py, text, &qualified)
}

/// Appends types, with commas between them. Lists of types are shown as lists.
pub(super) fn show_arguments(py: &mut Py, text: &mut StrBuilder, arguments: &[Value]) -> PyResult<()> {
    for (index, argument) in arguments.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        match argument.get::<List>() {
            Some(list) => {
                text.push_str("[");
                show_list(py, text, list)?;
                text.push_str("]");
            }
            None => show_type(py, text, argument)?,
        }
    }
    Ok(())
}

/// The items of a list, which must not become fewer meanwhile.
fn show_list(py: &mut Py, text: &mut StrBuilder, list: &List) -> PyResult<()> {
    for index in 0..list.len(py) {
        if index > 0 {
            text.push_str(", ");
        }
        let Some(item) = list.item(py, index) else {
            return Err(exc::index_error(py, format_args!("list index out of range")));
        };
        show_type(py, text, &item)?;
    }
    Ok(())
}

fn show_all(py: &mut Py, text: &mut StrBuilder, types: &[Value]) -> PyResult<()> {
    for (index, item) in types.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        show_type(py, text, item)?;
    }
    Ok(())
}

/// What annotations show for a type or a tuple of types, as a `str`.
pub(super) fn source(py: &mut Py, value: &Value) -> PyResult<Value> {
    let mut text = StrBuilder::new();
    match value.get::<Tuple>() {
        Some(tuple) => {
            text.push_str("(");
            show_all(py, &mut text, tuple.items())?;
            text.push_str(")");
        }
        None => show_type(py, &mut text, value)?,
    }
    text.finish(py)
}

fn show_repr(py: &mut Py, text: &mut StrBuilder, value: &Value) -> PyResult<()> {
    let shown = py.repr(value)?;
    append(py, text, &shown)
}

/// Appends `str(value)`.
pub(super) fn append(py: &mut Py, text: &mut StrBuilder, value: &Value) -> PyResult<()> {
    let shown = py.to_str(value)?;
    if let Some(shown) = shown.get::<Str>() {
        text.extend(shown.units());
    }
    Ok(())
}

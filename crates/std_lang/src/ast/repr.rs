//! How nodes are shown: as calls of their classes, a few levels deep, and of lists the first and the last item.

use taipan_object::types::list::List;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{classes, node};

/// How deep nodes are shown.
const LEVELS: u32 = 3;

/// `repr(node)`
pub(super) fn show(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let mut text = StrBuilder::new();
    show_node(py, &mut text, &this, LEVELS)?;
    text.finish(py)
}

fn show_node(py: &mut Py, text: &mut StrBuilder, this: &Value, levels: u32) -> PyResult<()> {
    text.push_str(&node::name_of(py, this.type_()));
    let guard = if levels == 0 { None } else { py.enter_repr(this.borrow()) };
    let Some(guard) = guard else {
        text.push_str("(...)");
        return Ok(());
    };
    let result = show_fields(py, text, this, levels);
    py.leave_repr(guard);
    result
}

fn show_fields(py: &mut Py, text: &mut StrBuilder, this: &Value, levels: u32) -> PyResult<()> {
    text.push_str("(");
    for (index, name) in node::fields(py, this.type_())?.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        node::check_name(py, name)?;
        let value = py.get_attribute(this, name)?;
        if let Some(name) = name.get::<Str>() {
            text.extend(name.units());
        }
        text.push_str("=");
        show_value(py, text, &value, levels)?;
    }
    text.push_str(")");
    Ok(())
}

fn show_value(py: &mut Py, text: &mut StrBuilder, value: &Value, levels: u32) -> PyResult<()> {
    if let Some(list) = value.get::<List>() {
        let items = list.items.get(py).clone();
        return show_items(py, text, &items, ["[", "]"], levels);
    }
    match value.get::<Tuple>() {
        Some(tuple) => show_items(py, text, tuple.items(), ["(", ")"], levels),
        None => show_item(py, text, value, levels),
    }
}

fn show_items(
    py: &mut Py,
    text: &mut StrBuilder,
    items: &[Value],
    [open, close]: [&str; 2],
    levels: u32,
) -> PyResult<()> {
    text.push_str(open);
    if let Some((first, rest)) = items.split_first() {
        show_item(py, text, first, levels)?;
        if rest.len() > 1 {
            text.push_str(", ...");
        }
        if let Some(last) = rest.last() {
            text.push_str(", ");
            show_item(py, text, last, levels)?;
        }
    }
    text.push_str(close);
    Ok(())
}

fn show_item(py: &mut Py, text: &mut StrBuilder, value: &Value, levels: u32) -> PyResult<()> {
    let is_node = classes::known(py)
        .and_then(|table| table.ast.as_type().map(|ast| value.type_().is_subtype(py, ast)))
        .unwrap_or_default();
    if is_node {
        return show_node(py, text, value, levels.saturating_sub(1));
    }
    let shown = py.repr(value)?;
    if let Some(shown) = shown.get::<Str>() {
        text.extend(shown.units());
    }
    Ok(())
}

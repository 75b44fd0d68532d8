//! Making parsers.

use std::cell::Cell;

use taipan_expat::{Parser, Settings};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

use super::handlers::{COUNT, Handlers};
use super::optional_text;
use super::parser::{BUFFER_SIZE, XmlParser};

/// What `ParserCreate` does.
pub(super) fn create(
    py: &mut Py,
    encoding: Option<Borrowed<'_>>,
    separator: Option<Borrowed<'_>>,
    intern: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let encoding = optional_text(py, encoding, "ParserCreate", "encoding")?;
    let separator = match optional_text(py, separator, "ParserCreate", "namespace_separator")? {
        None => None,
        Some(text) => {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (first, None) => Some(first.unwrap_or('\0')),
                _ => {
                    return Err(exc::value_error(
                        py,
                        format_args!("namespace_separator must be at most one character, omitted, or None"),
                    ));
                }
            }
        }
    };
    let intern = match intern {
        None => Some(py.dict()?),
        Some(intern) if is_none(&intern) => None,
        Some(intern) if intern.get::<Dict>().is_some() => Some(intern.to_value()),
        Some(_) => return Err(exc::type_error(py, format_args!("intern must be a dictionary"))),
    };
    let parser = Parser::new(Settings { encoding, separator });
    py.heap().object(XmlParser {
        parser: PyCell::new(parser),
        handlers: PyCell::new(Handlers(vec![None; COUNT])),
        intern: PyCell::new(intern),
        base: PyCell::new(None),
        text: PyCell::new(None),
        buffer_size: Cell::new(BUFFER_SIZE),
        has_ordered_attributes: Cell::new(false),
        has_specified_attributes: Cell::new(false),
        has_prefixes: Cell::new(false),
        expands_default: Cell::new(false),
        error: Cell::new(0),
        is_running: Cell::new(false),
        is_in_handler: Cell::new(false),
    })
}

/// A parser for an entity that another one refers to.
pub(super) fn create_external(
    py: &mut Py,
    parent: &XmlParser,
    context: Option<&str>,
    encoding: Option<String>,
) -> PyResult<Value> {
    let parser = parent.parser.get(py).external(context, encoding);
    let has_buffer = parent.text.get(py).is_some();
    let handlers = parent.handlers.get(py).0.clone();
    py.heap().object(XmlParser {
        parser: PyCell::new(parser),
        handlers: PyCell::new(Handlers(handlers)),
        intern: PyCell::new(parent.intern.get(py).clone()),
        base: PyCell::new(parent.base.get(py).clone()),
        text: PyCell::new(has_buffer.then(String::new)),
        buffer_size: parent.buffer_size.clone(),
        has_ordered_attributes: parent.has_ordered_attributes.clone(),
        has_specified_attributes: parent.has_specified_attributes.clone(),
        has_prefixes: parent.has_prefixes.clone(),
        expands_default: parent.expands_default.clone(),
        error: Cell::new(0),
        is_running: Cell::new(false),
        is_in_handler: Cell::new(false),
    })
}

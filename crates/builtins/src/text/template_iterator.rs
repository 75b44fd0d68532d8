//! `string.templatelib.TemplateIter`: the strings of a template that are not empty, and its interpolations, in turn.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::template::Template;

/// The payload.
#[pyclass(static = TEMPLATE_ITER, name = "string.templatelib.TemplateIter")]
struct TemplateIter {
    strings: Value,
    interpolations: Value,
    /// Twice the number of the next string, plus one if the interpolation behind it comes next.
    next: Cell<usize>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("Template iterator object"),
    flags: Flags::NO_INSTANCES,
    slots: &[Methods::SLOTS],
    ..Definition::of(&TEMPLATE_ITER)
};

pub(super) fn new(py: &Py, template: &Template) -> PyResult<Value> {
    py.heap().object(TemplateIter {
        strings: template.strings.clone(),
        interpolations: template.interpolations.clone(),
        next: Cell::new(0),
    })
}

struct Methods;

#[pymethods(TemplateIter)]
impl Methods {
    #[pyslot]
    fn iter(this: Borrowed<'_>, _: &mut Py) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(this: &TemplateIter, _: &mut Py) -> Option<Value> {
        loop {
            let next = this.next.get();
            let tuple = if next.is_multiple_of(2) { &this.strings } else { &this.interpolations };
            let item = tuple.get::<Tuple>()?.items().get(next / 2)?;
            this.next.set(next + 1);
            if next % 2 == 1 || !item.get::<Str>().is_some_and(Str::is_empty) {
                return Some(item.clone());
            }
        }
    }
}

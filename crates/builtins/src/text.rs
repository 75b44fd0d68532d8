//! `str`, its iterators, and template strings.

mod cases;
mod change;
mod constructor;
mod encode;
mod format;
mod iterator;
mod operators;
pub(crate) mod percent;
mod search;
pub(crate) mod spec;
mod split;
mod template;
mod template_iterator;

use taipan_object::type_::Definition;
use taipan_object::types::str_::{STR, Str, StrBuilder};
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value, exception as exc};

pub(crate) use constructor::codec_name;
pub use template::{new_interpolation, new_template};

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        doc: Some(constructor::DOC),
        slots: &[operators::Operators::SLOTS, percent::Percent::SLOTS, constructor::SLOTS],
        methods: &[
            search::Search::METHODS,
            split::Split::METHODS,
            cases::Cases::METHODS,
            change::Change::METHODS,
            encode::Encode::METHODS,
            format::Format::METHODS,
            operators::Operators::METHODS,
        ],
        ..Definition::of(&STR)
    },
    iterator::DEFINITION,
    iterator::ASCII_DEFINITION,
    template::INTERPOLATION_DEFINITION,
    template::DEFINITION,
    template_iterator::DEFINITION,
];

/// `OverflowError`: a result that no memory could hold.
#[cold]
fn too_long(py: &Py, message: &str) -> Raised {
    exc::overflow_error(py, format_args!("{message}"))
}

/// Several strings in one.
fn concatenate(py: &Py, parts: &[Value], end: &str) -> PyResult<Value> {
    let mut text = StrBuilder::new();
    for part in parts.iter().filter_map(Value::get::<Str>) {
        text.extend(part.units());
    }
    text.push_str(end);
    text.finish(py)
}

/// `Class[arguments]`
fn class_getitem(py: &mut Py, class: &Type, arguments: Borrowed<'_>) -> PyResult<Value> {
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, &class.to_value(), &arguments),
        None => Err(exc::system_error(py, format_args!("there is no module 'types' for generic aliases"))),
    }
}

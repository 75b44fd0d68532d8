//! `_operator`: the operators of the language as functions, and callables that fetch items and attributes.

mod arithmetic;
mod attrgetter;
mod compare_digest;
mod containers;
mod itemgetter;
mod methodcaller;

use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Args, Borrowed, Py, PyResult};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "The operators of the language as functions: operator.add(x, y) is x + y, and so on. Methods of\n\
         the same names with underscores are what they call.",
    ),
    functions: &[
        containers::Logic::FUNCTIONS,
        arithmetic::Comparisons::FUNCTIONS,
        arithmetic::Arithmetic::FUNCTIONS,
        arithmetic::InPlace::FUNCTIONS,
        containers::Containers::FUNCTIONS,
        compare_digest::Digests::FUNCTIONS,
    ],
    definitions: &[DEFINITIONS],
    types: &[&itemgetter::ITEMGETTER, &attrgetter::ATTRGETTER, &methodcaller::METHODCALLER],
    ..ModuleDef::of("_operator")
};

static DEFINITIONS: &[Definition] =
    &[itemgetter::DEFINITION, attrgetter::DEFINITION, methodcaller::DEFINITION];

/// The object that one of the callables is called with.
#[inline]
fn only_argument<'a>(py: &Py, name: &str, args: Args<'a>) -> PyResult<Borrowed<'a>> {
    match args.get(0) {
        Some(object) if args.len() == 1 && !args.has_keywords() => Ok(object),
        _ => Err(wrong_arguments(py, name, args)),
    }
}

#[cold]
fn wrong_arguments(py: &Py, name: &str, args: Args<'_>) -> taipan_object::Raised {
    if args.has_keywords() {
        return exc::type_error(py, format_args!("{name}() takes no keyword arguments"));
    }
    exc::type_error(py, format_args!("{name} expected 1 argument, got {}", args.len()))
}

/// The arguments of a constructor that wants at least one.
fn at_least_one<'a>(py: &Py, name: &str, args: Args<'a>) -> PyResult<Borrowed<'a>> {
    if args.has_keywords() {
        return Err(exc::type_error(py, format_args!("{name}() takes no keyword arguments")));
    }
    args.get(0).ok_or_else(|| exc::type_error(py, format_args!("{name} expected at least 1 argument, got 0")))
}

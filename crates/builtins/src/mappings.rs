//! `dict` with its views and iterators, `mappingproxy`, `set`, `frozenset`.

mod dict;
mod dict_iterators;
mod dict_views;
mod mapping_proxy;
mod set;
mod set_iterator;

use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[
    dict::DEFINITION,
    dict_iterators::KEYS,
    dict_iterators::VALUES,
    dict_iterators::ITEMS,
    dict_iterators::REVERSED_KEYS,
    dict_iterators::REVERSED_VALUES,
    dict_iterators::REVERSED_ITEMS,
    dict_views::KEYS,
    dict_views::VALUES,
    dict_views::ITEMS,
    mapping_proxy::DEFINITION,
    set::SET_DEFINITION,
    set::FROZENSET_DEFINITION,
    set_iterator::DEFINITION,
];

/// `Class[arguments]`
fn class_getitem(py: &mut Py, class: &Type, arguments: Borrowed<'_>) -> PyResult<Value> {
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, &class.to_value(), &arguments),
        None => Err(exc::system_error(py, format_args!("there is no module 'types' for generic aliases"))),
    }
}

/// What pickles an iterator: `iter` and a list of what is left.
fn reduce_to_list(py: &mut Py, rest: Vec<Value>) -> PyResult<Value> {
    let iter = py.running_builtin("iter")?;
    let list = py.list(rest)?;
    let arguments = py.tuple([list])?;
    py.tuple([iter, arguments])
}

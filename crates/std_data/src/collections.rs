//! `_collections`: containers that `collections` is made of.

mod count_elements;
mod defaultdict;
mod deque;
mod ordered_dict;
mod tuplegetter;

use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Containers for collections: deque, defaultdict, OrderedDict, and what else is worth being native.",
    ),
    functions: &[count_elements::Functions::FUNCTIONS],
    definitions: &[DEFINITIONS, ordered_dict::DEFINITIONS],
    types: &[
        &deque::DEQUE,
        &deque::iterator::DEQUE_ITERATOR,
        &deque::iterator::DEQUE_REVERSE_ITERATOR,
        &defaultdict::DEFAULT_DICT,
        &ordered_dict::ORDERED_DICT,
        &tuplegetter::TUPLE_GETTER,
    ],
    ..ModuleDef::of("_collections")
};

static DEFINITIONS: &[Definition] = &[
    deque::DEFINITION,
    deque::iterator::FORWARD,
    deque::iterator::REVERSE,
    defaultdict::DEFINITION,
    tuplegetter::DEFINITION,
];

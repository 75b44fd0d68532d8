//! `_functools`: functions made of others.

mod cmp_to_key;
mod lru_cache;
mod lru_cache_key;
mod partial;
mod placeholder;
mod reduce;

use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Functions that work on functions."),
    functions: &[reduce::Functions::FUNCTIONS, cmp_to_key::Functions::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[&partial::PARTIAL, &placeholder::PLACEHOLDER_TYPE, &lru_cache::LRU_CACHE],
    constants: &[("Placeholder", placeholder::placeholder)],
    ..ModuleDef::of("_functools")
};

static DEFINITIONS: &[Definition] =
    &[partial::DEFINITION, placeholder::DEFINITION, lru_cache::DEFINITION, cmp_to_key::DEFINITION];

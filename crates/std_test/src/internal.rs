//! `_testinternalcapi`: what tests know of the interpreter's inner workings.

mod code;
mod compiler;
mod hamt;
pub(crate) mod interpreters;
mod limits;
mod locale;
mod objects;
mod sequence;
mod times;

use taipan_object::types::module::ModuleDef;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What CPython's tests know of the interpreter's inner workings."),
    functions: &[
        code::CodeObjects::FUNCTIONS,
        compiler::Compiler::FUNCTIONS,
        hamt::Functions::FUNCTIONS,
        objects::Objects::FUNCTIONS,
        interpreters::Interpreters::FUNCTIONS,
        locale::Locale::FUNCTIONS,
        times::Times::FUNCTIONS,
    ],
    definitions: &[&[sequence::DEFINITION], hamt::DEFINITIONS, interpreters::DEFINITIONS],
    constants: limits::CONSTANTS,
    ..ModuleDef::of("_testinternalcapi")
};

//! `_testinternalcapi`: what tests know of the interpreter's inner workings.

mod code;
mod compiler;
pub(crate) mod interpreters;
mod limits;
mod objects;
mod sequence;

use taipan_object::types::module::ModuleDef;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What CPython's tests know of the interpreter's inner workings."),
    functions: &[
        code::CodeObjects::FUNCTIONS,
        compiler::Compiler::FUNCTIONS,
        objects::Objects::FUNCTIONS,
        interpreters::Interpreters::FUNCTIONS,
    ],
    definitions: &[&[sequence::DEFINITION], interpreters::DEFINITIONS],
    constants: limits::CONSTANTS,
    ..ModuleDef::of("_testinternalcapi")
};

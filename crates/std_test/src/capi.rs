//! `_testcapi`: what tests reach through CPython's C API, as far as it is the interpreter's behaviour and not C's.

mod calls;
mod code;
mod conventions;
mod docstrings;
mod errors;
mod limits;
mod reports;

pub(crate) use errors::new_exception;
use taipan_object::types::module::ModuleDef;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What CPython's tests reach through the C API."),
    functions: &[
        calls::Calls::FUNCTIONS,
        code::CodeFunctions::FUNCTIONS,
        conventions::Conventions::FUNCTIONS,
        docstrings::Docstrings::FUNCTIONS,
        errors::Errors::FUNCTIONS,
        reports::Reports::FUNCTIONS,
    ],
    definitions: &[conventions::DEFINITIONS, docstrings::DEFINITIONS],
    types: &[
        &conventions::METH_INSTANCE,
        &conventions::METH_CLASS,
        &conventions::METH_STATIC,
        &docstrings::DOC_STRING_NO_SIGNATURE_TEST,
        &docstrings::DOC_STRING_UNREPRESENTABLE_SIGNATURE_TEST,
    ],
    constants: limits::CONSTANTS,
    ..ModuleDef::of("_testcapi")
};

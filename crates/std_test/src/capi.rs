//! `_testcapi`: what tests reach through CPython's C API, as far as it is the interpreter's behaviour and not C's.

mod awaiting;
mod buffers;
mod callables;
mod calls;
mod code;
mod conventions;
mod dates;
mod docstrings;
mod errors;
mod interpreters;
mod limits;
mod marshalled;
mod memory;
mod monitoring;
mod reports;
mod threads;
mod times;
mod tracing;

pub(crate) use errors::new_exception;
use taipan_object::types::module::ModuleDef;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What CPython's tests reach through the C API."),
    functions: &[
        awaiting::Awaiting::FUNCTIONS,
        buffers::Buffers::FUNCTIONS,
        calls::Calls::FUNCTIONS,
        code::CodeFunctions::FUNCTIONS,
        conventions::Conventions::FUNCTIONS,
        dates::Dates::FUNCTIONS,
        docstrings::Docstrings::FUNCTIONS,
        errors::Errors::FUNCTIONS,
        interpreters::Interpreters::FUNCTIONS,
        marshalled::Marshalled::FUNCTIONS,
        memory::Memory::FUNCTIONS,
        monitoring::Monitoring::FUNCTIONS,
        reports::Reports::FUNCTIONS,
        threads::Threads::FUNCTIONS,
        times::Times::FUNCTIONS,
        tracing::Tracing::FUNCTIONS,
    ],
    definitions: &[
        &[awaiting::DEFINITION, buffers::DEFINITION, monitoring::DEFINITION, tracing::DEFINITION],
        callables::DEFINITIONS,
        conventions::DEFINITIONS,
        docstrings::DEFINITIONS,
    ],
    types: &[
        &awaiting::AWAIT_TYPE,
        &buffers::TEST_BUF,
        &callables::METHOD_DESCRIPTOR_BASE,
        &callables::METHOD_DESCRIPTOR_DERIVED,
        &callables::METHOD_DESCRIPTOR_NOP_GET,
        &callables::METHOD_DESCRIPTOR_2,
        &conventions::METH_INSTANCE,
        &conventions::METH_CLASS,
        &conventions::METH_STATIC,
        &docstrings::DOC_STRING_NO_SIGNATURE_TEST,
        &monitoring::CODE_LIKE,
        &docstrings::DOC_STRING_UNREPRESENTABLE_SIGNATURE_TEST,
    ],
    constants: limits::CONSTANTS,
    ..ModuleDef::of("_testcapi")
};

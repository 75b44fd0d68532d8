//! `_interpreters`: making interpreters, having them run code, ending them.

pub mod config;
pub mod lifecycle;
mod running;

use taipan_object::runtime::Whence;
use taipan_object::types::module::ModuleDef;

use crate::data::memory::{self, BUFFER_VIEW};
use crate::errors::{self, Class};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Several interpreters in one process, at their lowest level.\n\nProgrammes use concurrent.interpreters.",
    ),
    functions: &[
        lifecycle::Lifecycle::FUNCTIONS,
        config::Configuration::FUNCTIONS,
        running::Running::FUNCTIONS,
    ],
    definitions: &[memory::DEFINITIONS],
    types: &[&BUFFER_VIEW],
    constants: &[
        ("InterpreterError", |py| errors::class(py, Class::Interpreter)),
        ("InterpreterNotFoundError", |py| errors::class(py, Class::NotFound)),
        ("NotShareableError", |py| errors::class(py, Class::NotShareable)),
        ("WHENCE_UNKNOWN", |py| py.int(Whence::Unknown as i64)),
        ("WHENCE_RUNTIME", |py| py.int(Whence::Runtime as i64)),
        ("WHENCE_LEGACY_CAPI", |py| py.int(Whence::LegacyCapi as i64)),
        ("WHENCE_CAPI", |py| py.int(Whence::Capi as i64)),
        ("WHENCE_XI", |py| py.int(Whence::Exchange as i64)),
        ("WHENCE_STDLIB", |py| py.int(Whence::Library as i64)),
    ],
    ..ModuleDef::of("_interpreters")
};

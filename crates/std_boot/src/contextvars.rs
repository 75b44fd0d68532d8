//! `_contextvars`: variables whose values belong to a context, of which each thread has a current one.

mod context;
mod map;
mod token;
mod variable;
mod view;

use taipan_macros::pymodule;
use taipan_object::type_::Definition;
use taipan_object::type_::install::install;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyResult, Value};

use context::CONTEXT;
use token::TOKEN;
use variable::CONTEXT_VAR;

/// The module.
pub static MODULE: ModuleDef = ModuleDef {
    doc: Some("Context variables."),
    functions: &[ContextVars::FUNCTIONS],
    definitions: &[DEFINITIONS, view::DEFINITIONS],
    types: &[&CONTEXT, &CONTEXT_VAR, &TOKEN],
    ..ModuleDef::of("_contextvars")
};

static DEFINITIONS: &[Definition] = &[
    map::DEFINITION,
    token::MISSING_DEFINITION,
    context::DEFINITION,
    variable::DEFINITION,
    token::DEFINITION,
];

/// A variable for native code, which may need it before the module is imported.
pub(crate) fn new_variable(py: &mut Py, name: &Value) -> PyResult<Value> {
    install(py, DEFINITIONS)?;
    py.call(&CONTEXT_VAR.to_value(), &[name])
}

struct ContextVars;

#[pymodule("_contextvars")]
impl ContextVars {
    /// A copy of the current context.
    #[pyfunction("()")]
    fn copy_context(py: &mut Py) -> PyResult<Value> {
        let current = context::current(py)?;
        context::copy(py, &current)
    }
}

//! The module `builtins`: its functions.

mod attribute;
mod build_class;
mod call_iterator;
mod code;
mod console;
mod extreme;
mod iterate;
mod number;
mod show;
mod sum;

use taipan_object::native::MethodDef;
use taipan_object::type_::Definition;
use taipan_object::{Py, PyResult, Value};

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[call_iterator::DEFINITION];

/// All functions.
pub(crate) const FUNCTIONS: &[&[MethodDef]] = &[
    build_class::Builtins::FUNCTIONS,
    attribute::Builtins::FUNCTIONS,
    code::Builtins::FUNCTIONS,
    console::Builtins::FUNCTIONS,
    extreme::Builtins::FUNCTIONS,
    iterate::Builtins::FUNCTIONS,
    number::Builtins::FUNCTIONS,
    show::Builtins::FUNCTIONS,
    sum::Builtins::FUNCTIONS,
];

/// What the class of an object has for a special method, unbound.
fn special(py: &Py, value: &Value, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    Ok(value.type_().lookup(py, &name))
}

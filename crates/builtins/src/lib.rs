//! The builtin types and functions: clients of the kernel, one folder for each type.
//!
//! Each family lists its types; `install` makes them complete in an interpreter, in an order in which bases come first.

#![allow(non_snake_case, reason = "setters are named after attributes like `__name__`")]
#![allow(unsafe_code, reason = "payloads are vouched for; every block says why it is sound")]

mod arguments;
pub mod exceptions;
mod functions;
mod iterators;
mod mappings;
mod memory;
mod namespace;
mod numbers;
mod objects;
mod sequences;
mod singletons;
mod text;
pub mod typing;

use taipan_object::type_::{Definition, install};
use taipan_object::{Py, PyResult};

pub use namespace::module;
pub use singletons::new_namespace;
pub use text::{new_interpolation, new_template};

/// The upward calls that this crate provides for lower ones.
pub fn hooks() -> taipan_object::hooks::Hooks {
    taipan_object::hooks::Hooks {
        views: Some(memory::VIEWS),
        generic_alias: Some(typing::new_generic_alias),
        union: Some(typing::either),
        suggest: Some(suggest),
        getter: Some(objects::getter),
        super_type: Some(&objects::SUPER),
        union_members: Some(typing::union::members),
        ..Default::default()
    }
}

/// All families. The types of the kernel come first, since they are the bases of all others.
const FAMILIES: &[&[Definition]] = &[
    objects::DEFINITIONS,
    numbers::DEFINITIONS,
    text::DEFINITIONS,
    sequences::DEFINITIONS,
    mappings::DEFINITIONS,
    memory::DEFINITIONS,
    exceptions::DEFINITIONS,
    iterators::DEFINITIONS,
    singletons::DEFINITIONS,
    typing::DEFINITIONS,
    functions::DEFINITIONS,
];

/// Gives an interpreter the builtin types.
pub fn install(py: &mut Py) -> PyResult<()> {
    FAMILIES.iter().try_for_each(|family| install::install(py, family))?;
    install::install_exceptions(py)
}

/// The name that is most like one that was written.
fn suggest(names: &[String], written: &str) -> Option<String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    exceptions::report::suggest::suggestion(&names, written).map(str::to_owned)
}

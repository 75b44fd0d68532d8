//! `_ast`: the classes of the syntax tree's nodes, and trees as objects of them.
//!
//! ```text
//! spec/python.asdl ─► taipan_ast: families, classes, fields ─► classes of Python
//! tree in an arena ─► to_objects ─► objects ─► from_objects ─► tree in another arena
//! ```

mod classes;
mod constant;
mod from_objects;
mod node;
mod repr;
mod to_objects;

use taipan_ast::CompileFlags;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::{Py, PyResult, Value};

pub use from_objects::tree;
pub use to_objects::objects;

/// The module.
pub static MODULE: ModuleDef = ModuleDef {
    constants: &[
        ("PyCF_ALLOW_TOP_LEVEL_AWAIT", |py| py.int(CompileFlags::ALLOW_TOP_LEVEL_AWAIT.into())),
        ("PyCF_ONLY_AST", |py| py.int(CompileFlags::ONLY_AST.into())),
        ("PyCF_TYPE_COMMENTS", |py| py.int(CompileFlags::TYPE_COMMENTS.into())),
        ("PyCF_OPTIMIZED_AST", |py| py.int(CompileFlags::OPTIMIZED_AST.into())),
    ],
    exec: Some(add_classes),
    ..ModuleDef::of("_ast")
};

fn add_classes(py: &mut Py, module: &Value) -> PyResult<()> {
    let table = classes::table(py)?;
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    for (name, class) in table.all() {
        module.set(py, name, class.clone())?;
    }
    Ok(())
}

/// Whether a value is a node. Nothing is, before there are classes of nodes.
pub fn is_node(py: &mut Py, value: &Value) -> PyResult<bool> {
    match classes::known(py) {
        Some(table) => py.is_instance(value, &table.ast),
        None => Ok(false),
    }
}

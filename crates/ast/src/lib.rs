//! The syntax tree: CPython's node classes with CPython's positions, as plain data in an arena.
//!
//! Nodes are `Copy` structs behind `&'a` references into one [`bumpalo::Bump`]; a tree is built once and then only
//! read, and a pass that rewrites ([`Folder`]) shares what it does not change. Dropping the arena frees the whole
//! tree in one step, however deep it is.

mod constant;
mod docstring;
mod fold;
mod generated;
mod options;
mod reflect;
mod session;

pub use constant::Constant;
pub use docstring::docstring;
pub use generated::*;
pub use options::{CompileFlags, Mode, Options};
pub use reflect::{Children, Field, FieldKind, FieldSpec, Quantity};
pub use session::Session;

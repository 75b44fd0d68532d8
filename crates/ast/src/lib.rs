//! The syntax tree: CPython's node classes with CPython's positions, as plain data in an arena.
//!
//! Nodes are `Copy` structs behind `&'a` references into one [`bumpalo::Bump`]; a tree is built once and then only
//! read, and a pass that rewrites ([`Folder`]) shares what it does not change. Dropping the arena frees the whole
//! tree in one step, however deep it is.

mod constant;
mod docstring;
mod dump;
mod findings;
mod fold;
mod generated;
mod leave_finally;
mod node_repr;
mod number;
mod options;
mod preprocess;
mod reflect;
mod repr;
mod session;
mod source;
mod unparse;
mod validate;

pub use constant::Constant;
pub use docstring::docstring;
pub use dump::{DumpOptions, dump};
pub use findings::Findings;
pub use generated::*;
pub use leave_finally::warn_about_leaving_finally;
pub use options::{CompileFlags, Mode, Options};
pub use preprocess::preprocess;
pub use reflect::{Children, Family, Field, FieldKind, FieldSpec, Quantity};
pub use session::{Session, Spare};
pub use source::NodeSource;
pub use unparse::{unparse, unparse_annotation};
pub use validate::validate;

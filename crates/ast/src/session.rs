//! What the stages of one compilation share.

use bumpalo::Bump;
use taipan_text::{Names, StackLimit, Warnings};

/// The state that parser, tree passes, symbol table and compiler hand on to each other.
pub struct Session<'a, 's> {
    /// Where nodes and their texts live.
    pub arena: &'a Bump,
    /// The identifiers.
    pub names: &'s mut Names,
    /// Where warnings go.
    pub warnings: &'s mut dyn Warnings,
    /// How deep recursion may go.
    pub stack: StackLimit,
}

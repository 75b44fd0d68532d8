//! What the stages of one compilation share.

use std::any::Any;

use bumpalo::Bump;
use taipan_text::{Names, StackLimit, Warnings};

use crate::Findings;

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
    /// Memory that an earlier compilation has left.
    pub spare: &'s mut Spare,
    /// What is known of the tree that was parsed last.
    pub findings: Option<Findings>,
}

/// Memory that stages leave for the next compilation, which would else get it from the system page by page: of each
/// type one value, such as an empty list that has grown.
#[derive(Debug, Default)]
pub struct Spare {
    kept: Vec<Box<dyn Any + Send>>,
}

impl Spare {
    /// What was left of a type; a new one if there is none.
    pub fn take<T: Any + Default>(&mut self) -> T {
        let place = self.kept.iter().position(|kept| kept.is::<T>());
        let kept = place.and_then(|place| self.kept.swap_remove(place).downcast().ok());
        kept.map_or_else(T::default, |kept| *kept)
    }

    /// Leaves what has been emptied.
    pub fn leave<T: Any + Send>(&mut self, empty: T) {
        self.kept.push(Box::new(empty));
    }
}

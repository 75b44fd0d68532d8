//! Values that are let go of as a list lets go of its items.

use std::mem::take;

use crate::value::Value;

/// Values of which the last one dies first.
#[derive(Default)]
pub struct LastFirst(pub Vec<Value>);

impl LastFirst {
    /// The values, for somebody else to let go of.
    pub fn keep(mut self) -> Vec<Value> {
        take(&mut self.0)
    }
}

impl Drop for LastFirst {
    fn drop(&mut self) {
        while self.0.pop().is_some() {}
    }
}

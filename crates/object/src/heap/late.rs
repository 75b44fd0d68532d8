//! Freed blocks that wait a while before they are used again, so that a memory checker sees who still uses them. Without a checker
//! nothing ever waits.

use std::cell::Cell;
use std::collections::VecDeque;
use std::ptr::NonNull;

/// How many blocks wait at most. Tests of the heap itself want to see theirs come back.
const MOST: usize = if cfg!(all(checker, not(test))) { 1 << 14 } else { 0 };

/// The blocks that wait, the one that has waited longest first.
#[derive(Default)]
pub(super) struct Late(Cell<VecDeque<NonNull<u8>>>);

impl Late {
    /// A block is to wait; one that need not wait any longer comes out.
    pub(super) fn push(&self, block: NonNull<u8>) -> Option<NonNull<u8>> {
        let mut waiting = self.0.take();
        waiting.push_back(block);
        let first = if waiting.len() > MOST { waiting.pop_front() } else { None };
        self.0.set(waiting);
        first
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        let waiting = self.0.take();
        let count = waiting.len();
        self.0.set(waiting);
        count
    }
}

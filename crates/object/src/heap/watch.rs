//! Watching the heap: who is told of every block (`tracemalloc`), and allocations that fail on purpose, for tests.
//!
//! The fast path knows nothing of it. While somebody watches, no class has a page that blocks can be taken from, so every
//! allocation goes the slow way, and pages with watched blocks are marked, so that these go the slow way when they are freed.

use std::cell::Cell;
use std::ptr::NonNull;

use super::space::Space;
use crate::py::{Heap, Py, shared};

/// Who is told of blocks. The functions must not allocate or free objects.
#[derive(Clone, Copy, Debug)]
pub struct Tracer {
    /// A block was allocated: its address, and how many bytes were asked for.
    pub allocated: fn(Heap, usize, usize),
    /// A block was freed, perhaps one that was allocated before the tracer was there.
    pub freed: fn(Heap, usize),
}

/// Which allocations fail: those after so many, up to another number, or all of them if that is 0.
#[derive(Clone, Copy, Debug)]
pub struct Shortage {
    /// How many succeed first.
    pub start: u64,
    /// The last one that fails; 0 for no end.
    pub stop: u64,
}

#[derive(Default)]
pub(super) struct Watch {
    on: Cell<bool>,
    tracer: Cell<Option<Tracer>>,
    shortage: Cell<Option<Shortage>>,
    /// How many allocations there have been since a shortage was asked for.
    count: Cell<u64>,
}

impl Watch {
    /// Whether anybody watches.
    pub(super) fn is_on(&self) -> bool {
        self.on.get()
    }

    /// Whether the next allocation is to fail.
    pub(super) fn refuses(&self) -> bool {
        let Some(Shortage { start, stop }) = self.shortage.get() else { return false };
        let count = self.count.get().saturating_add(1);
        self.count.set(count);
        count > start && (stop == 0 || count <= stop)
    }

    pub(super) fn allocated(&self, block: NonNull<u8>, size: usize) {
        if let (Some(tracer), Some(shared)) = (self.tracer.get(), shared()) {
            (tracer.allocated)(Heap::of(shared), block.addr().get(), size);
        }
    }

    pub(super) fn freed(&self, block: NonNull<u8>) {
        if let (Some(tracer), Some(shared)) = (self.tracer.get(), shared()) {
            (tracer.freed)(Heap::of(shared), block.addr().get());
        }
    }
}

impl Space {
    fn watch_or_not(&self) {
        let on = self.watch.tracer.get().is_some() || self.watch.shortage.get().is_some();
        self.watch.on.set(on);
        self.set_watched(on);
    }
}

impl Py {
    /// Says who is told of blocks.
    pub fn trace_allocations(&mut self, tracer: Option<Tracer>) {
        let space = self.shared().space();
        space.watch.tracer.set(tracer);
        space.watch_or_not();
    }

    /// Says which of the allocations of objects from now on fail.
    pub fn fail_allocations(&mut self, shortage: Option<Shortage>) {
        let space = self.shared().space();
        space.watch.shortage.set(shortage);
        space.watch.count.set(0);
        space.watch_or_not();
    }
}

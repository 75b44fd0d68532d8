//! How much a document may become: entities that expand to far more than the document is long, and memory for it.

use std::cell::Cell;

use crate::error::Error;

/// What has been read and what it has become, shared by the parsers of a document's entities.
#[derive(Debug)]
pub(crate) struct Limits {
    /// Bytes of the document itself.
    pub(crate) direct: Cell<u64>,
    /// Bytes of entities, as often as they were read.
    indirect: Cell<u64>,
    /// Bytes of memory, as far as they grow with the document.
    allocated: Cell<u64>,
    pub(crate) expansion: Limit,
    pub(crate) memory: Limit,
}

/// From when on, and how many times as much.
#[derive(Debug)]
pub(crate) struct Limit {
    pub(crate) threshold: Cell<u64>,
    pub(crate) factor: Cell<f64>,
}

impl Limit {
    fn new(threshold: u64) -> Self {
        Self { threshold: Cell::new(threshold), factor: Cell::new(100.0) }
    }

    fn is_exceeded(&self, amount: u64, direct: u64) -> bool {
        amount >= self.threshold.get() && amount as f64 / direct.max(1) as f64 > self.factor.get()
    }
}

/// What a parser takes before it has read anything.
const BASE: u64 = 4096;

impl Default for Limits {
    fn default() -> Self {
        Self {
            direct: Cell::new(0),
            indirect: Cell::new(0),
            allocated: Cell::new(BASE),
            expansion: Limit::new(8 << 20),
            memory: Limit::new(64 << 20),
        }
    }
}

impl Limits {
    /// Counts bytes of an entity that are read.
    pub(crate) fn expand(&self, bytes: usize) -> Result<(), Error> {
        self.indirect.set(self.indirect.get().saturating_add(bytes as u64));
        let direct = self.direct.get();
        let total = direct.saturating_add(self.indirect.get());
        if self.expansion.is_exceeded(total, direct) { Err(Error::AmplificationLimit) } else { Ok(()) }
    }

    /// Counts bytes of memory.
    pub(crate) fn allocate(&self, bytes: usize) -> Result<(), Error> {
        self.allocated.set(self.allocated.get().saturating_add(bytes as u64));
        if self.memory.is_exceeded(self.allocated.get(), self.direct.get()) {
            Err(Error::NoMemory)
        } else {
            Ok(())
        }
    }

    pub(crate) fn release(&self, bytes: usize) {
        self.allocated.set(self.allocated.get().saturating_sub(bytes as u64));
    }
}

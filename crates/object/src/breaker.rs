//! The eval breaker: a word of reasons for the interpreter to stop between two instructions. It looks at the word where a
//! loop goes round and where a function begins, and calls [`Py::handle_breaker`] when it is not zero.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::collect;
use crate::py::{Py, PyResult, Shared};

/// So many objects have been made that garbage should be collected.
pub const COLLECT: u32 = 1 << 0;
/// Garbage is collected whenever the interpreter looks (`-X gcstress`).
pub const STRESS: u32 = 1 << 1;

impl Shared {
    /// Asks the interpreter to stop for these reasons. Any thread may, and signal handlers.
    pub fn ask(&self, reasons: u32) {
        self.breaker.fetch_or(reasons, Ordering::Relaxed);
    }

    /// Takes reasons back.
    pub(crate) fn unask(&self, reasons: u32) {
        self.breaker.fetch_and(!reasons, Ordering::Relaxed);
    }

    /// The word, for those who look at it often.
    pub fn breaker(&self) -> &AtomicU32 {
        &self.breaker
    }
}

impl Py {
    /// Does what the breaker asks for. May run any Python code, and fails with an exception where a signal handler raises.
    #[cold]
    #[inline(never)]
    pub fn handle_breaker(&mut self) -> PyResult<()> {
        let reasons = self.shared().breaker.load(Ordering::Relaxed);
        if reasons & (COLLECT | STRESS) != 0 {
            self.shared().unask(COLLECT);
            collect::collect_if_due(self, reasons & STRESS != 0);
        }
        Ok(())
    }
}

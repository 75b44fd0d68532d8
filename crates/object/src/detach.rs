//! Stepping back from Python: blocking work without leave to touch objects, and the signals that came meanwhile.

use crate::py::{Py, PyResult};

impl Py {
    /// Does work that blocks and touches no object: its closure can be sent to another thread, and values cannot. What is
    /// dead dies first.
    pub fn detach<R: Send>(&mut self, work: impl FnOnce() -> R + Send) -> R {
        self.drain();
        work()
    }

    /// Runs the handlers of signals that have arrived, on the main thread. Whoever was interrupted by one calls this and
    /// tries again.
    pub fn check_signals(&mut self) -> PyResult<()> {
        self.drain();
        Ok(())
    }
}

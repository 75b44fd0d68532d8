//! The eval breaker: a word of reasons for the interpreter to stop between two instructions. It looks at the word where a
//! loop goes round and where a function begins, and calls [`Py::handle_breaker`] when it is not zero.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::collect;
use crate::py::{Py, PyResult, Shared};
use crate::value::Value;

/// So many objects have been made that garbage should be collected.
pub const COLLECT: u32 = 1 << 0;
/// Garbage is collected whenever the interpreter looks (`-X gcstress`).
pub const STRESS: u32 = 1 << 1;

/// Another thread wants the interpreter's lock.
pub const GIVE_WAY: u32 = 1 << 2;
/// A signal has arrived, and this is the main thread.
pub const SIGNAL: u32 = 1 << 3;
/// Another thread wants an exception raised here.
pub const INJECTED: u32 = 1 << 4;

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
        if reasons & GIVE_WAY != 0 {
            self.drain();
            self.interpreter().gil().give_way(self.shared());
            self.stop_if_ending();
        }
        if reasons & SIGNAL != 0 {
            self.check_signals()?;
        }
        if reasons & INJECTED != 0 {
            self.shared().unask(INJECTED);
            if let Some(exception) = self.shared().injected.take() {
                return Err(self.raise_value(&exception, None));
            }
        }
        Ok(())
    }

    /// Runs the handlers of signals that have arrived, on the main thread. Whoever was interrupted by one calls this and
    /// tries again.
    pub fn check_signals(&mut self) -> PyResult<()> {
        self.drain();
        if !self.interpreter().is_main_thread(self.shared()) {
            return Ok(());
        }
        self.shared().unask(SIGNAL);
        match self.interpreter().hooks().signals {
            Some(handle) => handle(self),
            None => Ok(()),
        }
    }

    /// The breaker of the main thread, for those who ask it out of signal handlers. It is only to be used where the
    /// interpreter lives as long as the process.
    pub fn main_breaker(&self) -> &'static AtomicU32 {
        // SAFETY: the caller's promise; the state of the main thread lives as long as its interpreter.
        unsafe { &*std::ptr::from_ref(self.shared().breaker()) }
    }

    /// Has an exception raised in the interpreter of another thread, soon.
    pub fn inject(&self, thread: &Shared, exception: Option<Value>) {
        let asked = exception.is_some();
        drop(thread.injected.replace(exception));
        if asked {
            thread.ask(INJECTED);
        }
    }
}

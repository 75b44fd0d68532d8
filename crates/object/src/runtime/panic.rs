//! What becomes of a panic of native code: an exception.

use std::any::Any;
use std::sync::atomic::Ordering;

use crate::exception as exc;
use crate::py::{Py, Raised};

impl Py {
    /// Native code that was called from Python has panicked, and that was caught: the panic is counted and becomes a `SystemError`.
    /// Whoever caught it runs Python code, so nobody is in the middle of taking a dead object apart.
    #[cold]
    pub fn panicked(&mut self, payload: &(dyn Any + Send)) -> Raised {
        self.interpreter().runtime().panics.fetch_add(1, Ordering::Relaxed);
        self.shared().stop_walking();
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or_default();
        exc::system_error(self, format_args!("internal error: a panic: {text}"))
    }
}

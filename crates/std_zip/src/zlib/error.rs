//! `zlib.error`.

use std::collections::TryReserveError;
use std::fmt;

use taipan_host::compression::zlib::{Code, Stream};
use taipan_object::exception as exc;
use taipan_object::types::module::Module;
use taipan_object::{Py, PyCell, PyResult, Raised, Value};

/// The class of errors of the interpreter.
#[derive(Default)]
struct State {
    error: PyCell<Option<Value>>,
}

pub(super) fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let error = py.exception_class("zlib.error", &exc::EXCEPTION)?;
    if let Some(module) = module.get::<Module>() {
        module.set(py, "error", error.clone())?;
    }
    drop(py.state::<State>().error.replace(py, Some(error)));
    Ok(())
}

/// Why work on a stream ended early.
pub(super) enum Failure {
    /// There is no memory for the output.
    Output,
    /// The library says so, perhaps in words.
    Library(Code, Option<String>),
}

impl From<TryReserveError> for Failure {
    fn from(_: TryReserveError) -> Self {
        Self::Output
    }
}

impl Failure {
    /// What the library says about a stream.
    pub(super) fn of(stream: &Stream, code: Code) -> Self {
        Self::Library(code, stream.message())
    }

    /// A stream that has ended already.
    pub(super) const ENDED: Self = Self::Library(Code::STREAM_ERROR, None);

    /// The failure, with what was being done.
    pub(super) const fn when(self, when: &'static str) -> Stopped {
        Stopped { failure: self, when }
    }

    /// The exception: when it happened, and for want of memory what was being done.
    #[cold]
    pub(super) fn raise(self, py: &mut Py, when: &str, doing: &str) -> Raised {
        let (code, message) = match self {
            Self::Output => {
                return py.error(&exc::MEMORY_ERROR, format_args!("Unable to allocate output buffer."));
            }
            Self::Library(Code::MEM_ERROR, _) => {
                return py.error(&exc::MEMORY_ERROR, format_args!("Out of memory while {doing} data"));
            }
            Self::Library(code, message) => (code, message),
        };
        let message = message.as_deref().or(match code {
            Code::BUF_ERROR => Some("incomplete or truncated stream"),
            Code::STREAM_ERROR => Some("inconsistent stream state"),
            Code::DATA_ERROR => Some("invalid input data"),
            Code::VERSION_ERROR => Some("library version mismatch"),
            _ => None,
        });
        match message {
            Some(message) => raise(py, format_args!("Error {} {when}: {message}", code.0)),
            None => raise(py, format_args!("Error {} {when}", code.0)),
        }
    }
}

/// A failure, and when it happened.
pub(super) struct Stopped {
    failure: Failure,
    when: &'static str,
}

/// What is usually being done.
pub(super) const DECOMPRESSING: &str = "while decompressing data";

impl From<TryReserveError> for Stopped {
    fn from(error: TryReserveError) -> Self {
        Failure::from(error).when(DECOMPRESSING)
    }
}

impl Stopped {
    /// The exception.
    #[cold]
    pub(super) fn raise(self, py: &mut Py) -> Raised {
        self.failure.raise(py, self.when, "decompressing")
    }
}

/// Raises `zlib.error`.
#[cold]
pub(super) fn raise(py: &mut Py, message: fmt::Arguments<'_>) -> Raised {
    let class = py.state::<State>().error.get(py).clone();
    crate::error::raise(py, class, message)
}

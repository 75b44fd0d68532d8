//! Calling the system: without the interpreter's lock, again after a signal, and with its errors as exceptions.

use std::io;

use taipan_object::{Py, PyResult, Value};

/// Makes a call that may block. One that a signal interrupted is made again, once its handlers have run (PEP 475).
pub(crate) fn call<R: Send>(py: &mut Py, call: impl Fn() -> io::Result<R> + Sync) -> PyResult<io::Result<R>> {
    loop {
        match py.detach(&call) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => py.check_signals()?,
            result => return Ok(result),
        }
    }
}

/// Makes a call that may block; its failure is an exception.
pub(crate) fn run<R: Send>(py: &mut Py, work: impl Fn() -> io::Result<R> + Sync) -> PyResult<R> {
    let result = call(py, work)?;
    done(py, result)
}

/// The result of a call; its failure is an exception.
pub(crate) fn done<R>(py: &Py, result: io::Result<R>) -> PyResult<R> {
    result.map_err(|error| failure(py, &error, [None, None]))
}

/// The exception for an error, about up to two files.
#[cold]
pub(crate) fn failure(py: &Py, error: &io::Error, files: [Option<&Value>; 2]) -> taipan_object::Raised {
    match error.raw_os_error() {
        Some(number) => py.heap().os_error_about(number, files),
        None if error.kind() == io::ErrorKind::OutOfMemory => py.heap().no_memory(),
        None => py.io_error(error, files[0]),
    }
}

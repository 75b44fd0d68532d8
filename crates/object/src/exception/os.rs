//! `OSError` for what the operating system reports.

use std::io;

use taipan_host::errno::{self, Meaning};

use super::generated as types;
use super::payload::{BaseException, OsError};
use crate::py::{Heap, Py, PyResult, Raised};
use crate::type_::Type;
use crate::value::Value;

/// The type of exception for an error number: what `OSError(errno, …)` makes.
pub fn os_error_type(number: i64) -> &'static Type {
    let Some(meaning) = i32::try_from(number).ok().and_then(errno::meaning) else { return &types::OS_ERROR };
    match meaning {
        Meaning::WouldBlock => &types::BLOCKING_IO_ERROR,
        Meaning::BrokenPipe => &types::BROKEN_PIPE_ERROR,
        Meaning::NoChild => &types::CHILD_PROCESS_ERROR,
        Meaning::ConnectionAborted => &types::CONNECTION_ABORTED_ERROR,
        Meaning::ConnectionRefused => &types::CONNECTION_REFUSED_ERROR,
        Meaning::ConnectionReset => &types::CONNECTION_RESET_ERROR,
        Meaning::Exists => &types::FILE_EXISTS_ERROR,
        Meaning::NotFound => &types::FILE_NOT_FOUND_ERROR,
        Meaning::Interrupted => &types::INTERRUPTED_ERROR,
        Meaning::IsADirectory => &types::IS_A_DIRECTORY_ERROR,
        Meaning::NotADirectory => &types::NOT_A_DIRECTORY_ERROR,
        Meaning::NotPermitted => &types::PERMISSION_ERROR,
        Meaning::NoProcess => &types::PROCESS_LOOKUP_ERROR,
        Meaning::TimedOut => &types::TIMEOUT_ERROR,
    }
}

impl Heap {
    /// Raises the `OSError` of an error number, about up to two files.
    #[cold]
    #[inline(never)]
    pub fn os_error_about(self, errno: i32, files: [Option<&Value>; 2]) -> Raised {
        match self.new_os_error(errno, files) {
            Ok(exception) => self.raise(exception),
            Err(raised) => raised,
        }
    }

    fn new_os_error(self, errno: i32, [first, second]: [Option<&Value>; 2]) -> PyResult<Value> {
        let number = self.int(i64::from(errno))?;
        let message = self.str(&errno::message(errno))?;
        let args = self.pair(number.clone(), message.clone())?;
        let mut payload = OsError::new(BaseException::with_args(args));
        *payload.errno.exclusive() = Some(number);
        *payload.message.exclusive() = Some(message);
        *payload.filename.exclusive() = first.cloned();
        *payload.filename2.exclusive() = second.cloned();
        self.object_of(os_error_type(i64::from(errno)), payload)
    }
}

impl Py {
    /// Raises the `OSError` of an error number, perhaps about a file.
    #[cold]
    #[inline(never)]
    pub fn os_error(&self, errno: i32, filename: Option<&Value>) -> Raised {
        self.heap().os_error_about(errno, [filename, None])
    }

    /// Raises the `OSError` for what a call to the system returned, perhaps about a file.
    #[cold]
    #[inline(never)]
    pub fn io_error(&self, error: &io::Error, filename: Option<&Value>) -> Raised {
        match error.raw_os_error() {
            Some(errno) => self.os_error(errno, filename),
            None => self.error(&types::OS_ERROR, format_args!("{error}")),
        }
    }
}

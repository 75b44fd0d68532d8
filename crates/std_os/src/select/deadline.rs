//! Waiting that begins again after a signal, but not longer than it was asked to.

use std::io;

use taipan_host::clock;
use taipan_object::{Py, PyResult};

use crate::calls::done;

/// Nanoseconds of a millisecond.
const MILLISECOND: i64 = 1_000_000;

/// Waits with a call that takes a number of nanoseconds, forever without one. After a signal it is called with what is left.
pub(super) fn wait<R: Send>(
    py: &mut Py,
    nanos: Option<i64>,
    mut call: impl FnMut(Option<i64>) -> io::Result<R> + Send,
) -> PyResult<Option<R>> {
    let now = |py: &Py| done(py, clock::now(libc::CLOCK_MONOTONIC));
    let deadline = match nanos {
        Some(nanos) if nanos > 0 => Some(now(py)?.saturating_add(nanos)),
        _ => None,
    };
    let mut left = nanos;
    loop {
        match py.detach(|| call(left)) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => py.check_signals()?,
            result => return done(py, result).map(Some),
        }
        if let Some(deadline) = deadline {
            let rest = deadline.saturating_sub(now(py)?);
            if rest < 0 {
                return Ok(None);
            }
            left = Some(rest);
        }
    }
}

/// Milliseconds for a call, rounded up; -1 to wait forever.
pub(super) fn milliseconds(nanos: Option<i64>) -> i32 {
    match nanos {
        Some(nanos) if nanos >= 0 => {
            i32::try_from(nanos / MILLISECOND + i64::from(nanos % MILLISECOND != 0)).unwrap_or(i32::MAX)
        }
        _ => -1,
    }
}

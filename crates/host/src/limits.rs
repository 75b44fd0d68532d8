//! What processes use, and how much they may.

use std::io;

use crate::calls::filled;

/// What the process, its children or the thread have used.
pub fn usage(who: i32) -> io::Result<libc::rusage> {
    // SAFETY: the call fills in what it is given.
    filled(|place| unsafe { libc::getrusage(who, place) })
}

/// Reads the limits of a process (0: this one) on a resource, and sets them if new ones are given: the current limit and the
/// most that it may become.
pub fn limits(pid: i32, resource: u32, new: Option<[u64; 2]>) -> io::Result<[u64; 2]> {
    let new = new.map(|[rlim_cur, rlim_max]| libc::rlimit64 { rlim_cur, rlim_max });
    let new = new.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: there are new limits or none, and the call fills in the old ones.
    let old = filled(|place: *mut libc::rlimit64| unsafe { libc::prlimit64(pid, resource, new, place) })?;
    Ok([old.rlim_cur, old.rlim_max])
}

//! Descriptors that count events, and descriptors of timers.

use std::io;

use crate::calls::{check, filled};

/// Takes what an event descriptor has counted.
pub fn read_event(fd: i32) -> io::Result<u64> {
    let mut value = 0;
    // SAFETY: the call fills in a number.
    check(unsafe { libc::eventfd_read(fd, &raw mut value) })?;
    Ok(value)
}

/// Adds to what an event descriptor has counted.
pub fn write_event(fd: i32, value: u64) -> io::Result<()> {
    // SAFETY: only numbers go in.
    check(unsafe { libc::eventfd_write(fd, value) }).map(drop)
}

/// When a timer next ends and how long it goes each time, both in seconds and nanoseconds.
pub fn timer(fd: i32) -> io::Result<[libc::timespec; 2]> {
    // SAFETY: the call fills in what it is given.
    let times: libc::itimerspec = filled(|place| unsafe { libc::timerfd_gettime(fd, place) })?;
    Ok([times.it_value, times.it_interval])
}

/// Sets a timer; gives what it was before.
pub fn set_timer(
    fd: i32,
    flags: i32,
    [it_value, it_interval]: [libc::timespec; 2],
) -> io::Result<[libc::timespec; 2]> {
    let new = libc::itimerspec { it_interval, it_value };
    // SAFETY: the new times are there, and the call fills in the old ones.
    let old: libc::itimerspec =
        filled(|place| unsafe { libc::timerfd_settime(fd, flags, &raw const new, place) })?;
    Ok([old.it_value, old.it_interval])
}

//! How the system chooses which process runs.

use std::io;

use crate::calls::{check, filled};

/// How many processors a set can name.
pub const MOST_PROCESSORS: usize = 8 * size_of::<libc::cpu_set_t>();

/// The processors that a process may run on.
pub fn affinity(pid: i32) -> io::Result<Vec<usize>> {
    // SAFETY: the call fills in the set that it is given.
    let set: libc::cpu_set_t =
        filled(|place| unsafe { libc::sched_getaffinity(pid, size_of::<libc::cpu_set_t>(), place) })?;
    // SAFETY: the numbers are in range.
    Ok((0..MOST_PROCESSORS).filter(|&number| unsafe { libc::CPU_ISSET(number, &set) }).collect())
}

/// Sets the processors that a process may run on; numbers beyond [`MOST_PROCESSORS`] are passed over.
pub fn set_affinity(pid: i32, processors: &[usize]) -> io::Result<()> {
    // SAFETY: an empty set is all zeros; numbers are checked; the set is there.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        for &number in processors.iter().filter(|&&number| number < MOST_PROCESSORS) {
            libc::CPU_SET(number, &mut set);
        }
        check(libc::sched_setaffinity(pid, size_of::<libc::cpu_set_t>(), &raw const set)).map(drop)
    }
}

/// The priority of a process within its policy.
pub fn parameter(pid: i32) -> io::Result<i32> {
    // SAFETY: the call fills in what it is given.
    filled(|place| unsafe { libc::sched_getparam(pid, place) })
        .map(|parameter: libc::sched_param| parameter.sched_priority)
}

/// Sets the priority of a process within its policy.
pub fn set_parameter(pid: i32, sched_priority: i32) -> io::Result<()> {
    let parameter = libc::sched_param { sched_priority };
    // SAFETY: the parameter is there.
    check(unsafe { libc::sched_setparam(pid, &raw const parameter) }).map(drop)
}

/// Sets the policy of a process, and its priority within it.
pub fn set_policy(pid: i32, policy: i32, sched_priority: i32) -> io::Result<()> {
    let parameter = libc::sched_param { sched_priority };
    // SAFETY: the parameter is there.
    check(unsafe { libc::sched_setscheduler(pid, policy, &raw const parameter) }).map(drop)
}

/// How long a process runs at a time, in nanoseconds.
pub fn interval(pid: i32) -> io::Result<(i64, i64)> {
    // SAFETY: the call fills in what it is given.
    filled(|place| unsafe { libc::sched_rr_get_interval(pid, place) })
        .map(|time: libc::timespec| (time.tv_sec, time.tv_nsec))
}

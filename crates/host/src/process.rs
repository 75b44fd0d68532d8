//! Processes.

use std::ffi::CStr;
use std::io;

use crate::calls::{check, filled, set_errno};

/// Ends the process without cleaning up.
pub fn exit_now(status: i32) -> ! {
    // SAFETY: nothing of the process is needed any more.
    unsafe { libc::_exit(status) }
}

/// Waits for a child: its number and status.
pub fn wait(pid: i32, options: i32) -> io::Result<(i32, i32)> {
    let mut status = 0;
    // SAFETY: the call fills in a number.
    let pid = check(unsafe { libc::waitpid(pid, &raw mut status, options) })?;
    Ok((pid, status))
}

/// Waits for a child: its number, its status and what it has used.
pub fn wait_with_usage(pid: i32, options: i32) -> io::Result<(i32, i32, libc::rusage)> {
    let (mut status, mut child) = (0, 0);
    let usage = filled(|place| {
        // SAFETY: the call fills in a number and what it is given.
        child = unsafe { libc::wait4(pid, &raw mut status, options, place) };
        child
    })?;
    Ok((child, status, usage))
}

/// What happened to a child.
#[derive(Clone, Copy, Debug)]
pub struct ChildInfo {
    /// Which child.
    pub pid: i32,
    /// The user who runs it.
    pub user: u32,
    /// `SIGCHLD`
    pub signal: i32,
    /// Its exit code, or the signal that ended or stopped it.
    pub status: i32,
    /// What happened, a `CLD_` number.
    pub code: i32,
}

/// Waits until something happens to a child; nothing where nothing has and it does not wait.
pub fn wait_id(kind: u32, id: u32, options: i32) -> io::Result<Option<ChildInfo>> {
    // SAFETY: the call fills in what it is given.
    let info: libc::siginfo_t = filled(|place| unsafe { libc::waitid(kind, id, place, options) })?;
    // SAFETY: these are the fields for a child; zeros where there is none.
    let (pid, user, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    if pid == 0 {
        return Ok(None);
    }
    Ok(Some(ChildInfo { pid, user, signal: info.si_signo, status, code: info.si_code }))
}

/// A number that may be -1 without meaning failure.
fn any_number(call: impl FnOnce() -> i32) -> io::Result<i32> {
    set_errno(0);
    match call() {
        -1 => match io::Error::last_os_error() {
            error if error.raw_os_error() == Some(0) => Ok(-1),
            error => Err(error),
        },
        number => Ok(number),
    }
}

/// Makes the process yield by so much more.
pub fn nice(increment: i32) -> io::Result<i32> {
    // SAFETY: only a number goes in.
    any_number(|| unsafe { libc::nice(increment) })
}

/// How much processes yield.
pub fn priority(which: u32, who: u32) -> io::Result<i32> {
    // SAFETY: only numbers go in.
    any_number(|| unsafe { libc::getpriority(which, who) })
}

/// Times in seconds: user, system, user of children, system of children, since a point in the past.
pub fn times() -> io::Result<[f64; 5]> {
    let mut elapsed = 0;
    let times: libc::tms = filled(|place| {
        // SAFETY: the call fills in what it is given.
        elapsed = unsafe { libc::times(place) };
        if elapsed == -1 { -1 } else { 0 }
    })?;
    let ticks = crate::calls::sysconf(libc::_SC_CLK_TCK)?.unwrap_or(100) as f64;
    let all = [times.tms_utime, times.tms_stime, times.tms_cutime, times.tms_cstime, elapsed];
    Ok(all.map(|time| time as f64 / ticks))
}

/// Runs a command in a shell: its status.
pub fn system(command: &CStr) -> i32 {
    // SAFETY: the command ends with a zero byte.
    unsafe { libc::system(command.as_ptr()) }
}

/// A descriptor of a process.
pub fn pidfd_open(pid: i32, flags: u32) -> io::Result<i32> {
    // SAFETY: only numbers go in.
    check(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) }).map(|fd| fd as i32)
}

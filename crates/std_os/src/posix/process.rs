//! Processes: ending, signalling, waiting, priorities, times.

use taipan_host::{calls as host, process};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::singletons::none;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::audit_numbers;
use crate::arguments::{from_identity, int};
use crate::calls;
use crate::path::FsEncoded;

/// `posix.times_result`
pub(crate) static TIMES_RESULT: Type = struct_sequence::class::<TimesResult>("posix.times_result");

/// The fields of `posix.times_result`.
pub(crate) struct TimesResult;

impl StructSequence for TimesResult {
    const TYPE: &'static Type = &TIMES_RESULT;
    const DOC: &'static str = "What times() says: a tuple of five times in seconds with names.";
    const FIELDS: &'static [Field] = &[
        Field::new("user", "time in the program itself"),
        Field::new("system", "time in the system on its behalf"),
        Field::new("children_user", "time in programs of children"),
        Field::new("children_system", "time in the system on behalf of children"),
        Field::new("elapsed", "time since a point in the past"),
    ];
}

/// `posix.waitid_result`
pub(crate) static WAITID_RESULT: Type = struct_sequence::class::<WaitidResult>("posix.waitid_result");

/// The fields of `posix.waitid_result`.
pub(crate) struct WaitidResult;

impl StructSequence for WaitidResult {
    const TYPE: &'static Type = &WAITID_RESULT;
    const DOC: &'static str = "What waitid() says about a child: a tuple of five numbers with names.";
    const FIELDS: &'static [Field] = &[
        Field::new("si_pid", ""),
        Field::new("si_uid", ""),
        Field::new("si_signo", ""),
        Field::new("si_status", ""),
        Field::new("si_code", ""),
    ];
}

fn pid_and_status(py: &Py, (pid, status): (i32, i32)) -> PyResult<Value> {
    let values = [py.int(pid.into())?, py.int(status.into())?];
    py.tuple(values)
}

/// What `wait3` and `wait4` give.
fn with_usage(py: &mut Py, waited: (i32, i32, libc::rusage)) -> PyResult<Value> {
    let usage = crate::resource::usage(py, &waited.2)?;
    let values = [py.int(waited.0.into())?, py.int(waited.1.into())?, usage];
    py.tuple(values)
}

/// Processes.
pub(super) struct Processes;

#[pymodule("posix")]
impl Processes {
    /// Ends the process at once, without cleaning up.
    #[pyfunction("(status)")]
    fn _exit(status: i32) -> PyResult<()> {
        process::exit_now(status)
    }

    /// Ends the process with the signal SIGABRT.
    #[pyfunction("()")]
    fn abort() -> PyResult<()> {
        std::process::abort()
    }

    /// Sends a signal to a process.
    #[pyfunction("(pid, signal, /)")]
    fn kill(py: &mut Py, pid: i32, signal: isize) -> PyResult<()> {
        // The system takes the lower bits only.
        let signal = signal as i32;
        audit_numbers(py, "os.kill", &[pid.into(), signal.into()])?;
        calls::done(py, host::kill(pid, signal))?;
        py.check_signals()
    }

    /// Sends a signal to all processes of a group.
    #[pyfunction("(pgid, signal, /)")]
    fn killpg(py: &mut Py, pgid: i32, signal: i32) -> PyResult<()> {
        audit_numbers(py, "os.killpg", &[pgid.into(), signal.into()])?;
        calls::done(py, host::killpg(pgid, signal))?;
        py.check_signals()
    }

    /// Waits until a child ends; gives its number and its status.
    #[pyfunction("()")]
    fn wait(py: &mut Py) -> PyResult<Value> {
        let waited = calls::run(py, || process::wait(-1, 0))?;
        pid_and_status(py, waited)
    }

    /// Waits until a certain child ends; gives its number and its status.
    #[pyfunction("(pid, options, /)")]
    fn waitpid(py: &mut Py, pid: i32, options: i32) -> PyResult<Value> {
        let waited = calls::run(py, || process::wait(pid, options))?;
        pid_and_status(py, waited)
    }

    /// Waits until a child ends; gives its number, its status and what it has used.
    #[pyfunction("(options)")]
    fn wait3(py: &mut Py, options: i32) -> PyResult<Value> {
        let waited = calls::run(py, || process::wait_with_usage(-1, options))?;
        with_usage(py, waited)
    }

    /// Waits until a certain child ends; gives its number, its status and what it has used.
    #[pyfunction("(pid, options)")]
    fn wait4(py: &mut Py, pid: i32, options: i32) -> PyResult<Value> {
        let waited = calls::run(py, || process::wait_with_usage(pid, options))?;
        with_usage(py, waited)
    }

    /// Waits until something happens to a child.
    ///
    ///   idtype
    ///     One of P_PID, P_PGID, P_ALL and P_PIDFD.
    ///   id
    ///     Which process, group or descriptor.
    ///   options
    ///     One or more of WEXITED, WSTOPPED and WCONTINUED, and perhaps WNOHANG and WNOWAIT.
    ///
    /// Gives a waitid_result, or None where there is nothing yet and WNOHANG was given.
    #[pyfunction("(idtype, id, options, /)")]
    fn waitid(py: &mut Py, idtype: i32, id: i32, options: i32) -> PyResult<Value> {
        let info = calls::run(py, || process::wait_id(idtype as u32, id as u32, options))?;
        let Some(info) = info else { return Ok(none()) };
        let values = [
            py.int(info.pid.into())?,
            from_identity(py, info.user)?,
            py.int(info.signal.into())?,
            py.int(info.status.into())?,
            py.int(info.code.into())?,
        ];
        py.heap().struct_sequence::<WaitidResult, 5>(values)
    }

    /// Makes the exit code of a process of the status that waitpid() gives.
    ///
    /// A process that ended itself has the code that it gave; one that a signal killed has the
    /// negative number of the signal. A process that is only stopped has none: ValueError.
    #[pyfunction("(status)")]
    fn waitstatus_to_exitcode(py: &mut Py, status: Borrowed<'_>) -> PyResult<i32> {
        let status = int(py, &status)?;
        if libc::WIFEXITED(status) {
            return Ok(libc::WEXITSTATUS(status));
        }
        if libc::WIFSIGNALED(status) {
            return Ok(-libc::WTERMSIG(status));
        }
        if libc::WIFSTOPPED(status) {
            let signal = libc::WSTOPSIG(status);
            return Err(exc::value_error(py, format_args!("process stopped by delivery of signal {signal}")));
        }
        Err(exc::value_error(py, format_args!("invalid wait status: {status}")))
    }

    /// Tells whether a process that a signal killed has left a core dump.
    #[pyfunction("(status, /)", name = "WCOREDUMP")]
    fn core_dumped(status: i32) -> bool {
        libc::WCOREDUMP(status)
    }

    /// Tells whether a stopped process was continued.
    #[pyfunction("(status)", name = "WIFCONTINUED")]
    fn continued(status: i32) -> bool {
        libc::WIFCONTINUED(status)
    }

    /// Tells whether a process is stopped.
    #[pyfunction("(status)", name = "WIFSTOPPED")]
    fn stopped(status: i32) -> bool {
        libc::WIFSTOPPED(status)
    }

    /// Tells whether a signal killed a process.
    #[pyfunction("(status)", name = "WIFSIGNALED")]
    fn signaled(status: i32) -> bool {
        libc::WIFSIGNALED(status)
    }

    /// Tells whether a process ended itself.
    #[pyfunction("(status)", name = "WIFEXITED")]
    fn exited(status: i32) -> bool {
        libc::WIFEXITED(status)
    }

    /// Gives the code with which a process ended itself.
    #[pyfunction("(status)", name = "WEXITSTATUS")]
    fn exit_status(status: i32) -> i32 {
        libc::WEXITSTATUS(status)
    }

    /// Gives the signal that killed a process.
    #[pyfunction("(status)", name = "WTERMSIG")]
    fn terminating_signal(status: i32) -> i32 {
        libc::WTERMSIG(status)
    }

    /// Gives the signal that stopped a process.
    #[pyfunction("(status)", name = "WSTOPSIG")]
    fn stopping_signal(status: i32) -> i32 {
        libc::WSTOPSIG(status)
    }

    /// Makes the process yield to others by so much more; gives how nice it is then.
    #[pyfunction("(increment, /)")]
    fn nice(py: &mut Py, increment: i32) -> PyResult<i32> {
        calls::done(py, process::nice(increment))
    }

    /// Gives how nice a process, group or user is.
    #[pyfunction("(which, who)")]
    fn getpriority(py: &mut Py, which: i32, who: i32) -> PyResult<i32> {
        calls::done(py, process::priority(which as u32, who as u32))
    }

    /// Sets how nice a process, group or user is.
    #[pyfunction("(which, who, priority)")]
    fn setpriority(py: &mut Py, which: i32, who: i32, priority: i32) -> PyResult<()> {
        calls::done(py, host::setpriority(which as u32, who as u32, priority)).map(drop)
    }

    /// Gives the times that the process and its children have used, a tuple with names.
    #[pyfunction("()")]
    fn times(py: &mut Py) -> PyResult<Value> {
        let times = calls::done(py, process::times())?;
        let mut values = std::array::from_fn(|_| none());
        for (value, time) in values.iter_mut().zip(times) {
            *value = py.float(time)?;
        }
        py.heap().struct_sequence::<TimesResult, 5>(values)
    }

    /// Runs a command in a shell; gives its status.
    #[pyfunction("(command)")]
    fn system(py: &mut Py, command: FsEncoded) -> PyResult<i32> {
        let shown = py.bytes(command.0.as_bytes())?;
        py.audit("os.system", &[&shown])?;
        Ok(py.detach(|| process::system(&command.0)))
    }

    /// Gives a descriptor of a process.
    #[pyfunction("(pid, flags=0)")]
    fn pidfd_open(py: &mut Py, pid: i32, flags: i32) -> PyResult<i32> {
        calls::done(py, process::pidfd_open(pid, flags as u32))
    }

    /// Takes what is shared with other processes for the process itself.
    #[pyfunction("(flags)")]
    fn unshare(py: &mut Py, flags: i32) -> PyResult<()> {
        let result = py.detach(|| host::unshare(flags));
        calls::done(py, result).map(drop)
    }

    /// Puts the thread into namespaces of another process.
    ///
    ///   fd
    ///     A descriptor of a namespace or of a process.
    ///   nstype
    ///     Which kinds, flags of CLONE_NEW*; 0 allows any.
    #[pyfunction("(fd, nstype=0)")]
    fn setns(py: &mut Py, fd: crate::arguments::Fd, nstype: i32) -> PyResult<()> {
        let result = py.detach(|| host::setns(fd.0, nstype));
        calls::done(py, result).map(drop)
    }
}

//! `_posixsubprocess`: starting a program in a child process, for module `subprocess`.

use std::ffi::CString;

use taipan_host::execution::Texts;
use taipan_host::subprocess::{self, Child};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Place};
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::arguments::{Group, User};
use crate::path::fs_encoded;
use crate::posix::{groups_of, members};
use crate::{calls, fork};

/// The module.
pub(crate) static POSIXSUBPROCESS: ModuleDef = ModuleDef {
    doc: Some("Starts programs in child processes, for module subprocess."),
    functions: &[Subprocess::FUNCTIONS],
    ..ModuleDef::of("_posixsubprocess")
};

/// The texts of a sequence.
fn texts(py: &mut Py, values: &[Value]) -> PyResult<Vec<CString>> {
    values.iter().map(|value| fs_encoded(py, value.borrow())).collect()
}

/// Bytes of a sequence, as they are.
fn all_texts(py: &mut Py, value: Borrowed<'_>) -> PyResult<Vec<CString>> {
    let values = py.collect_list(&value)?;
    texts(py, &values)
}

/// Descriptors in ascending order.
fn kept(py: &Py, tuple: &Tuple) -> PyResult<Vec<i32>> {
    let mut fds: Vec<i32> = Vec::new();
    for item in tuple.items() {
        let fd = item.as_i64().and_then(|fd| i32::try_from(fd).ok());
        match fd.filter(|&fd| fd >= 0 && fds.last().is_none_or(|&last| last < fd)) {
            Some(fd) => fds.push(fd),
            None => return Err(exc::value_error(py, format_args!("bad value(s) in fds_to_keep"))),
        }
    }
    Ok(fds)
}

/// `None`, or something else.
fn optional<'a, T: FromArg<'a>>(py: &mut Py, value: Borrowed<'a>) -> PyResult<Option<T>> {
    const PLACE: &Place = &Place { function: "fork_exec", argument: taipan_object::native::Argument::Only };
    if is_none(&value) { Ok(None) } else { T::from_arg(py, value, PLACE).map(Some) }
}

fn further_groups(py: &mut Py, value: Borrowed<'_>) -> PyResult<Option<Vec<u32>>> {
    if is_none(&value) {
        return Ok(None);
    }
    let Some(items) = members(py, value)? else {
        return Err(exc::type_error(py, format_args!("setgroups argument must be a sequence")));
    };
    match groups_of(py, &items) {
        Err(raised) if py.matches(&raised, &exc::OVERFLOW_ERROR) => {
            py.discard(raised);
            Err(exc::value_error(py, format_args!("invalid group id")))
        }
        groups => groups.map(Some),
    }
}

/// The module's function.
struct Subprocess;

#[pymodule("_posixsubprocess")]
impl Subprocess {
    /// Forks and runs a program in the child.
    ///
    ///   args
    ///     The program's arguments, a sequence.
    ///   executable_list
    ///     The files to try, a sequence of bytes.
    ///   close_fds
    ///     Whether to close what is not in pass_fds.
    ///   pass_fds
    ///     Descriptors that the program gets, a tuple in ascending order.
    ///   cwd, env
    ///     Another working directory and environment, or None.
    ///   p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite
    ///     The ends of the pipes for the standard streams, -1 for none.
    ///   errpipe_read, errpipe_write
    ///     The ends of the pipe over which a failure is told.
    ///   preexec_fn
    ///     Called in the child before the program is run, or None.
    ///
    /// Gives the number of the child.
    #[pyfunction(
        "($module, args, executable_list, close_fds, pass_fds, cwd,\n          env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite,\n          errpipe_read, errpipe_write, restore_signals, call_setsid,\n          pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn,\n          /)"
    )]
    fn fork_exec(
        py: &mut Py,
        args: Borrowed<'_>,
        executable_list: Borrowed<'_>,
        close_fds: bool,
        pass_fds: &Tuple,
        cwd: Borrowed<'_>,
        env: Borrowed<'_>,
        p2cread: i32,
        p2cwrite: i32,
        c2pread: i32,
        c2pwrite: i32,
        errread: i32,
        errwrite: i32,
        errpipe_read: i32,
        errpipe_write: i32,
        restore_signals: bool,
        call_setsid: bool,
        pgid_to_set: i32,
        gid: Borrowed<'_>,
        extra_groups: Borrowed<'_>,
        uid: Borrowed<'_>,
        child_umask: i32,
        preexec_fn: Borrowed<'_>,
    ) -> PyResult<i32> {
        if !is_none(&preexec_fn) && py.interpreter().is_ending() {
            return Err(py.error(
                &exc::PYTHON_FINALIZATION_ERROR,
                format_args!("preexec_fn not supported at interpreter shutdown"),
            ));
        }
        if !is_none(&preexec_fn) && !py.interpreter().is_main() {
            return Err(exc::runtime_error(
                py,
                format_args!("preexec_fn not supported within subinterpreters"),
            ));
        }
        let kept = kept(py, pass_fds)?;
        if close_fds && errpipe_write < 3 {
            return Err(exc::value_error(py, format_args!("errpipe_write must be >= 3")));
        }
        if !is_sequence(&args) {
            return Err(exc::type_error(py, format_args!("expected a sequence for args")));
        }
        let executables = all_texts(py, executable_list)?;
        let arguments = all_texts(py, args)?;
        let variables = if is_none(&env) { None } else { Some(all_texts(py, env)?) };
        let directory = if is_none(&cwd) { None } else { Some(fs_encoded(py, cwd)?) };
        py.audit("_posixsubprocess.fork_exec", &[&executable_list, &args, &env])?;
        let groups = further_groups(py, extra_groups)?;
        let group = optional::<Group>(py, gid)?.map(|group| group.0);
        let user = optional::<User>(py, uid)?.map(|user| user.0);
        let child = Child {
            executables: &executables,
            arguments: Texts::of(&arguments),
            variables: variables.as_deref().map(Texts::of),
            directory: directory.as_deref(),
            kept: &kept,
            close_others: close_fds,
            input: [p2cread, p2cwrite],
            output: [c2pread, c2pwrite],
            error: [errread, errwrite],
            report: [errpipe_read, errpipe_write],
            restore_signals,
            new_session: call_setsid,
            process_group: pgid_to_set,
            group,
            groups: groups.as_deref(),
            user,
            mask: child_umask,
        };
        if is_none(&preexec_fn) {
            return calls::done(py, subprocess::start(&child, None));
        }
        fork::before(py);
        let mut prepare = || {
            fork::after_in_child(py);
            match py.call(&preexec_fn, &[]) {
                Ok(_) => true,
                Err(raised) => {
                    py.discard(raised);
                    false
                }
            }
        };
        let result = subprocess::start(&child, Some(&mut prepare));
        fork::after_in_parent(py);
        calls::done(py, result)
    }
}

//! Whom the process runs as: users, groups, process groups, sessions.

use taipan_host::{accounts, calls as host};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Place};
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::arguments::{Group, User, from_identity};
use crate::calls;
use crate::path::{FsEncoded, decoded};

/// Numbers as a tuple of three.
fn three(py: &Py, numbers: [u32; 3]) -> PyResult<Value> {
    let [real, effective, saved] = numbers;
    let values = [from_identity(py, real)?, from_identity(py, effective)?, from_identity(py, saved)?];
    py.tuple(values)
}

fn list_of_groups(py: &Py, groups: &[u32]) -> PyResult<Value> {
    let groups: PyResult<Vec<Value>> = groups.iter().map(|&group| from_identity(py, group)).collect();
    py.list(groups?)
}

/// The members of a sequence as groups.
pub(crate) fn groups_of(py: &mut Py, values: &[Value]) -> PyResult<Vec<u32>> {
    const PLACE: &Place = &Place { function: "", argument: taipan_object::native::Argument::Only };
    let mut groups = Vec::new();
    for value in values {
        if !value.is_int() {
            return Err(exc::type_error(py, format_args!("groups must be integers")));
        }
        groups.push(Group::from_arg(py, value.borrow(), PLACE)?.0);
    }
    Ok(groups)
}

/// Identities.
pub(super) struct Identity;

#[pymodule("posix")]
impl Identity {
    /// Gives the number of the process.
    #[pyfunction("()")]
    fn getpid() -> i32 {
        host::getpid()
    }

    /// Gives the number of the parent process, that of another one when the parent has ended.
    #[pyfunction("()")]
    fn getppid() -> i32 {
        host::getppid()
    }

    /// Gives the number of the process's group.
    #[pyfunction("()")]
    fn getpgrp() -> i32 {
        host::getpgrp()
    }

    /// Makes the process the leader of its own group.
    #[pyfunction("()")]
    fn setpgrp(py: &mut Py) -> PyResult<()> {
        calls::done(py, host::setpgid(0, 0)).map(drop)
    }

    /// Gives the group of a process.
    #[pyfunction("(pid)")]
    fn getpgid(py: &mut Py, pid: i32) -> PyResult<i32> {
        calls::done(py, host::getpgid(pid))
    }

    /// Puts a process into a group.
    #[pyfunction("(pid, pgrp, /)")]
    fn setpgid(py: &mut Py, pid: i32, pgrp: i32) -> PyResult<()> {
        calls::done(py, host::setpgid(pid, pgrp)).map(drop)
    }

    /// Gives the session of a process.
    #[pyfunction("(pid, /)")]
    fn getsid(py: &mut Py, pid: i32) -> PyResult<i32> {
        calls::done(py, host::getsid(pid))
    }

    /// Makes the process the leader of a new session.
    #[pyfunction("()")]
    fn setsid(py: &mut Py) -> PyResult<()> {
        calls::done(py, host::setsid()).map(drop)
    }

    /// Gives the user who runs the process.
    #[pyfunction("()")]
    fn getuid(py: &mut Py) -> PyResult<Value> {
        from_identity(py, host::getuid())
    }

    /// Gives the user whose rights the process has.
    #[pyfunction("()")]
    fn geteuid(py: &mut Py) -> PyResult<Value> {
        from_identity(py, host::geteuid())
    }

    /// Gives the group of the user who runs the process.
    #[pyfunction("()")]
    fn getgid(py: &mut Py) -> PyResult<Value> {
        from_identity(py, host::getgid())
    }

    /// Gives the group whose rights the process has.
    #[pyfunction("()")]
    fn getegid(py: &mut Py) -> PyResult<Value> {
        from_identity(py, host::getegid())
    }

    /// Gives the real, effective and saved user.
    #[pyfunction("()")]
    fn getresuid(py: &mut Py) -> PyResult<Value> {
        let users = calls::done(py, accounts::users())?;
        three(py, users)
    }

    /// Gives the real, effective and saved group.
    #[pyfunction("()")]
    fn getresgid(py: &mut Py) -> PyResult<Value> {
        let groups = calls::done(py, accounts::groups())?;
        three(py, groups)
    }

    /// Sets the user.
    #[pyfunction("(uid, /)")]
    fn setuid(py: &mut Py, uid: User) -> PyResult<()> {
        calls::done(py, host::setuid(uid.0)).map(drop)
    }

    /// Sets the group.
    #[pyfunction("(gid, /)")]
    fn setgid(py: &mut Py, gid: Group) -> PyResult<()> {
        calls::done(py, host::setgid(gid.0)).map(drop)
    }

    /// Sets the effective user.
    #[pyfunction("(euid, /)")]
    fn seteuid(py: &mut Py, euid: User) -> PyResult<()> {
        calls::done(py, host::seteuid(euid.0)).map(drop)
    }

    /// Sets the effective group.
    #[pyfunction("(egid, /)")]
    fn setegid(py: &mut Py, egid: Group) -> PyResult<()> {
        calls::done(py, host::setegid(egid.0)).map(drop)
    }

    /// Sets the real and effective user.
    #[pyfunction("(ruid, euid, /)")]
    fn setreuid(py: &mut Py, ruid: User, euid: User) -> PyResult<()> {
        calls::done(py, host::setreuid(ruid.0, euid.0)).map(drop)
    }

    /// Sets the real and effective group.
    #[pyfunction("(rgid, egid, /)")]
    fn setregid(py: &mut Py, rgid: Group, egid: Group) -> PyResult<()> {
        calls::done(py, host::setregid(rgid.0, egid.0)).map(drop)
    }

    /// Sets the real, effective and saved user.
    #[pyfunction("(ruid, euid, suid, /)")]
    fn setresuid(py: &mut Py, ruid: User, euid: User, suid: User) -> PyResult<()> {
        calls::done(py, host::setresuid(ruid.0, euid.0, suid.0)).map(drop)
    }

    /// Sets the real, effective and saved group.
    #[pyfunction("(rgid, egid, sgid, /)")]
    fn setresgid(py: &mut Py, rgid: Group, egid: Group, sgid: Group) -> PyResult<()> {
        calls::done(py, host::setresgid(rgid.0, egid.0, sgid.0)).map(drop)
    }

    /// Gives the further groups of the process.
    #[pyfunction("()")]
    fn getgroups(py: &mut Py) -> PyResult<Value> {
        let groups = calls::done(py, accounts::further_groups())?;
        list_of_groups(py, &groups)
    }

    /// Sets the further groups of the process.
    #[pyfunction("(groups, /)")]
    fn setgroups(py: &mut Py, groups: Borrowed<'_>) -> PyResult<()> {
        if !is_sequence(&groups) {
            return Err(exc::type_error(py, format_args!("setgroups argument must be a sequence")));
        }
        let values = py.collect(&groups)?;
        let groups = groups_of(py, &values)?;
        calls::done(py, accounts::set_further_groups(&groups))
    }

    /// Gives the groups that a user belongs to, the given one among them.
    ///
    ///   user
    ///     The user's name, a str.
    ///   group
    ///     A group that is to be in the list, usually the user's own.
    #[pyfunction("(user, group, /)")]
    fn getgrouplist(py: &mut Py, user: &taipan_object::types::str_::Str, group: Group) -> PyResult<Value> {
        let user = crate::path::fs_encoded(py, user.as_value())?;
        let groups = py.detach(|| accounts::groups_of(&user, group.0));
        let groups = calls::done(py, groups)?;
        list_of_groups(py, &groups)
    }

    /// Sets the further groups of the process to those of a user, and one more.
    #[pyfunction("(username, gid, /)")]
    fn initgroups(py: &mut Py, username: FsEncoded, gid: Group) -> PyResult<()> {
        let result = py.detach(|| host::initgroups(&username.0, gid.0));
        calls::done(py, result).map(drop)
    }

    /// Gives the name of the user who is logged in on the controlling terminal.
    #[pyfunction("()")]
    fn getlogin(py: &mut Py) -> PyResult<Value> {
        let name = calls::done(py, host::getlogin())?;
        decoded(py, &name)
    }
}

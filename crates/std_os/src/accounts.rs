//! `pwd` and `grp`: the system's lists of users and groups.

use std::ffi::CString;

use taipan_host::accounts as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{Argument, FromArg, Place};
use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::str_::Str;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};

use crate::arguments::{Group, User, from_identity};
use crate::calls;
use crate::path::{decoded, fs_encoded};

/// `pwd`
pub(crate) static PWD: ModuleDef = ModuleDef {
    doc: Some(
        "The system's list of users.\n\nEntries are tuples with names: pw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir,\npw_shell. The uid and gid are numbers, all else is text. An entry that is not there is a\nKeyError.",
    ),
    functions: &[Users::FUNCTIONS],
    definitions: &[USER_DEFINITIONS],
    types: &[&STRUCT_PASSWD],
    ..ModuleDef::of("pwd")
};

/// `grp`
pub(crate) static GRP: ModuleDef = ModuleDef {
    doc: Some(
        "The system's list of groups.\n\nEntries are tuples with names: gr_name, gr_passwd, gr_gid, and gr_mem, a list of the names\nof the members, without those whose own group it is. An entry that is not there is a\nKeyError.",
    ),
    functions: &[Groups::FUNCTIONS],
    definitions: &[GROUP_DEFINITIONS],
    types: &[&STRUCT_GROUP],
    ..ModuleDef::of("grp")
};

static USER_DEFINITIONS: &[Definition] = &[struct_sequence::definition::<StructPasswd>()];
static GROUP_DEFINITIONS: &[Definition] = &[struct_sequence::definition::<StructGroup>()];

static STRUCT_PASSWD: Type = struct_sequence::class::<StructPasswd>("pwd.struct_passwd");
static STRUCT_GROUP: Type = struct_sequence::class::<StructGroup>("grp.struct_group");

/// The fields of `pwd.struct_passwd`.
struct StructPasswd;

impl StructSequence for StructPasswd {
    const TYPE: &'static Type = &STRUCT_PASSWD;
    const DOC: &'static str = "A user in the system's list: a tuple with names.";
    const FIELDS: &'static [Field] = &[
        Field::new("pw_name", "user name"),
        Field::new("pw_passwd", "password"),
        Field::new("pw_uid", "user id"),
        Field::new("pw_gid", "group id"),
        Field::new("pw_gecos", "real name"),
        Field::new("pw_dir", "home directory"),
        Field::new("pw_shell", "shell program"),
    ];
}

/// The fields of `grp.struct_group`.
struct StructGroup;

impl StructSequence for StructGroup {
    const TYPE: &'static Type = &STRUCT_GROUP;
    const DOC: &'static str = "A group in the system's list: a tuple with names.";
    const FIELDS: &'static [Field] = &[
        Field::new("gr_name", "group name"),
        Field::new("gr_passwd", "password"),
        Field::new("gr_gid", "group id"),
        Field::new("gr_mem", "group members"),
    ];
}

fn user(py: &mut Py, user: &host::User) -> PyResult<Value> {
    let values = [
        decoded(py, &user.name)?,
        decoded(py, &user.password)?,
        from_identity(py, user.user)?,
        from_identity(py, user.group)?,
        decoded(py, &user.information)?,
        decoded(py, &user.directory)?,
        decoded(py, &user.shell)?,
    ];
    py.heap().struct_sequence::<StructPasswd, 7>(values)
}

fn group(py: &mut Py, group: &host::Group) -> PyResult<Value> {
    let members: PyResult<Vec<Value>> = group.members.iter().map(|name| decoded(py, name)).collect();
    let values = [
        decoded(py, &group.name)?,
        decoded(py, &group.password)?,
        from_identity(py, group.group)?,
        py.list(members?)?,
    ];
    py.heap().struct_sequence::<StructGroup, 4>(values)
}

#[cold]
fn missing(py: &Py, text: std::fmt::Arguments<'_>) -> Raised {
    match py.text(text) {
        Ok(text) => exc::key_error(py, &text),
        Err(raised) => raised,
    }
}

fn no_name(py: &mut Py, function: &str, name: &Str) -> Raised {
    match py.repr(&name.as_value()) {
        Ok(shown) => missing(py, format_args!("{function}(): name not found: {shown}")),
        Err(raised) => raised,
    }
}

fn name_bytes(py: &mut Py, name: &Str) -> PyResult<CString> {
    fs_encoded(py, name.as_value())
}

struct Users;

#[pymodule("pwd")]
impl Users {
    /// Gives the user of a number.
    #[pyfunction("(uidobj, /)")]
    fn getpwuid(py: &mut Py, uidobj: Borrowed<'_>) -> PyResult<Value> {
        const PLACE: &Place = &Place { function: "getpwuid", argument: Argument::Only };
        let number = match User::from_arg(py, uidobj, PLACE) {
            Ok(number) => number.0,
            Err(raised) if py.matches(&raised, &exc::OVERFLOW_ERROR) => {
                py.discard(raised);
                return Err(missing(py, format_args!("getpwuid(): uid not found")));
            }
            Err(raised) => return Err(raised),
        };
        let found = py.detach(|| host::user_of_number(number));
        match calls::done(py, found)? {
            Some(found) => user(py, &found),
            None => Err(missing(py, format_args!("getpwuid(): uid not found: {}", number.cast_signed()))),
        }
    }

    /// Gives the user of a name.
    #[pyfunction("(name, /)")]
    fn getpwnam(py: &mut Py, name: &Str) -> PyResult<Value> {
        let bytes = name_bytes(py, name)?;
        let found = py.detach(|| host::user_of_name(&bytes));
        match calls::done(py, found)? {
            Some(found) => user(py, &found),
            None => Err(no_name(py, "getpwnam", name)),
        }
    }

    /// Gives a list of all users.
    #[pyfunction("()")]
    fn getpwall(py: &mut Py) -> PyResult<Value> {
        let all = py.detach(host::all_users);
        let all: PyResult<Vec<Value>> = all.iter().map(|it| user(py, it)).collect();
        py.list(all?)
    }
}

struct Groups;

#[pymodule("grp")]
impl Groups {
    /// Gives the group of a number.
    #[pyfunction("(id)")]
    fn getgrgid(py: &mut Py, id: Group) -> PyResult<Value> {
        let found = py.detach(|| host::group_of_number(id.0));
        match calls::done(py, found)? {
            Some(found) => group(py, &found),
            None => Err(missing(py, format_args!("getgrgid(): gid not found: {}", id.0.cast_signed()))),
        }
    }

    /// Gives the group of a name.
    #[pyfunction("(name)")]
    fn getgrnam(py: &mut Py, name: &Str) -> PyResult<Value> {
        let bytes = name_bytes(py, name)?;
        let found = py.detach(|| host::group_of_name(&bytes));
        match calls::done(py, found)? {
            Some(found) => group(py, &found),
            None => Err(no_name(py, "getgrnam", name)),
        }
    }

    /// Gives a list of all groups.
    #[pyfunction("()")]
    fn getgrall(py: &mut Py) -> PyResult<Value> {
        let all = py.detach(host::all_groups);
        let all: PyResult<Vec<Value>> = all.iter().map(|it| group(py, it)).collect();
        py.list(all?)
    }
}

//! The machine and the system: its name, its load, its limits, its errors, and random bytes.

use taipan_host::{calls as host, system};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Place};
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use super::constants::{CONFSTR_NAMES, PATHCONF_NAMES, SYSCONF_NAMES};
use crate::arguments::{Fd, int};
use crate::calls;
use crate::path::{PathOrFile, Target, decoded};

/// `posix.uname_result`
pub(crate) static UNAME_RESULT: Type = struct_sequence::class::<UnameResult>("posix.uname_result");

/// The fields of `posix.uname_result`.
pub(crate) struct UnameResult;

impl StructSequence for UnameResult {
    const TYPE: &'static Type = &UNAME_RESULT;
    const DOC: &'static str = "What uname() says about the system: a tuple of five texts with names.";
    const FIELDS: &'static [Field] = &[
        Field::new("sysname", "name of the operating system"),
        Field::new("nodename", "name of the machine in its network"),
        Field::new("release", "release of the operating system"),
        Field::new("version", "version of the operating system"),
        Field::new("machine", "kind of the machine"),
    ];
}

/// A configuration name: one of a table, or its number.
fn configuration(py: &mut Py, value: Borrowed<'_>, table: &[(&str, i64)]) -> PyResult<i32> {
    if let Some(text) = value.get::<Str>() {
        let found = table.iter().find(|(name, _)| text.is(name));
        return match found.and_then(|&(_, number)| i32::try_from(number).ok()) {
            Some(number) => Ok(number),
            None => Err(exc::value_error(py, format_args!("unrecognized configuration name"))),
        };
    }
    if value.is_int() || value.type_().slots.index.get().is_some() {
        return int(py, &value);
    }
    Err(exc::type_error(py, format_args!("configuration names must be strings or integers")))
}

struct SysconfName(i32);
struct ConfstrName(i32);
struct PathconfName(i32);

macro_rules! names {
    ($($name:ident: $table:ident;)*) => {$(
        impl FromArg<'_> for $name {
            fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
                configuration(py, value, $table).map(Self)
            }
        }
    )*};
}

names! {
    SysconfName: SYSCONF_NAMES;
    ConfstrName: CONFSTR_NAMES;
    PathconfName: PATHCONF_NAMES;
}

/// The system.
pub(super) struct System;

#[pymodule("posix")]
impl System {
    /// Gives what identifies the operating system, a tuple with names.
    #[pyfunction("()")]
    fn uname(py: &mut Py) -> PyResult<Value> {
        let texts = calls::done(py, system::uname())?;
        let mut values = [none(), none(), none(), none(), none()];
        for (value, text) in values.iter_mut().zip(&texts) {
            *value = decoded(py, text)?;
        }
        py.heap().struct_sequence::<UnameResult, 5>(values)
    }

    /// Gives the number of processors; None if it cannot be known.
    #[pyfunction("()")]
    fn cpu_count(py: &mut Py) -> PyResult<Value> {
        // What `-X cpu_count` or PYTHON_CPU_COUNT say comes first.
        if let Some(attribute) = py.interpreter().hooks().sys_attribute {
            let name = py.heap().intern("_get_cpu_count_config")?;
            if let Some(configured) = attribute(py, &name)? {
                let count = py.call(&configured, &[])?;
                if count.as_i64().is_some_and(|count| count > 0) {
                    return Ok(count);
                }
            }
        }
        match host::sysconf(libc::_SC_NPROCESSORS_ONLN) {
            Ok(Some(count)) if count > 0 => py.int(count),
            _ => Ok(none()),
        }
    }

    /// Gives the average number of processes that were ready to run in the last 1, 5 and 15
    /// minutes.
    #[pyfunction("()")]
    fn getloadavg(py: &mut Py) -> PyResult<Value> {
        let Some(load) = system::load() else {
            return Err(py.error(&exc::OS_ERROR, format_args!("Load averages are unobtainable")));
        };
        let load = [py.float(load[0])?, py.float(load[1])?, py.float(load[2])?];
        py.tuple(load)
    }

    /// Gives what an error number means, in words.
    #[pyfunction("(code, /)")]
    fn strerror(code: i32) -> String {
        taipan_host::errno::message(code)
    }

    /// Gives random bytes that are fit for cryptography.
    #[pyfunction("(size, /)")]
    fn urandom(py: &mut Py, size: isize) -> PyResult<Value> {
        let Ok(size) = usize::try_from(size) else {
            return Err(exc::value_error(py, format_args!("negative argument not allowed")));
        };
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(size)?;
        while bytes.len() < size {
            let missing = size - bytes.len();
            bytes.extend(calls::run(py, || host::getrandom(missing, 0))?);
        }
        py.bytes(&bytes)
    }

    /// Gives random bytes from the system's pool, perhaps fewer than asked for.
    #[pyfunction("(size, flags=0)")]
    fn getrandom(py: &mut Py, size: isize, flags: i32) -> PyResult<Value> {
        let Ok(size) = usize::try_from(size) else { return Err(py.os_error(libc::EINVAL, None)) };
        let bytes = calls::run(py, || host::getrandom(size, flags as u32))?;
        py.bytes(&bytes)
    }

    /// Gives a number of the system's configuration, -1 where there is none.
    #[pyfunction("(name, /)")]
    fn sysconf(py: &mut Py, name: SysconfName) -> PyResult<i64> {
        calls::done(py, host::sysconf(name.0)).map(|value| value.unwrap_or(-1))
    }

    /// Gives a text of the system's configuration, None where there is none.
    #[pyfunction("(name, /)")]
    fn confstr(py: &mut Py, name: ConfstrName) -> PyResult<Value> {
        match calls::done(py, host::confstr(name.0))? {
            Some(text) => decoded(py, &text),
            None => Ok(none()),
        }
    }

    /// Gives a limit for a file or directory, -1 where there is none.
    ///
    /// The path may be an open file.
    #[pyfunction("(path, name)")]
    fn pathconf(py: &mut Py, path: PathOrFile, name: PathconfName) -> PyResult<i64> {
        let value = path.0.run(py, |target| match target {
            Target::Name(path) => host::pathconf(path, name.0),
            Target::Descriptor(fd) => host::fpathconf(*fd, name.0),
        })?;
        Ok(value.unwrap_or(-1))
    }

    /// Gives a limit for an open file, -1 where there is none.
    #[pyfunction("(fd, name, /)")]
    fn fpathconf(py: &mut Py, fd: Fd, name: PathconfName) -> PyResult<i64> {
        calls::done(py, host::fpathconf(fd.0, name.0)).map(|value| value.unwrap_or(-1))
    }
}

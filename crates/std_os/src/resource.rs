//! `resource`: what processes use, and how much they may.

use taipan_host::limits as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

use crate::arguments::from_u64;
use crate::constants::{self, constants};

/// `resource.struct_rusage`
pub(crate) static STRUCT_RUSAGE: Type = struct_sequence::class::<StructRusage>("resource.struct_rusage");

/// The fields of `resource.struct_rusage`.
pub(crate) struct StructRusage;

impl StructSequence for StructRusage {
    const TYPE: &'static Type = &STRUCT_RUSAGE;
    const DOC: &'static str = "What getrusage() says: a tuple of sixteen numbers with names.";
    const FIELDS: &'static [Field] = &[
        Field::new("ru_utime", "user time used"),
        Field::new("ru_stime", "system time used"),
        Field::new("ru_maxrss", "max. resident set size"),
        Field::new("ru_ixrss", "shared memory size"),
        Field::new("ru_idrss", "unshared data size"),
        Field::new("ru_isrss", "unshared stack size"),
        Field::new("ru_minflt", "page faults not requiring I/O"),
        Field::new("ru_majflt", "page faults requiring I/O"),
        Field::new("ru_nswap", "number of swap outs"),
        Field::new("ru_inblock", "block input operations"),
        Field::new("ru_oublock", "block output operations"),
        Field::new("ru_msgsnd", "IPC messages sent"),
        Field::new("ru_msgrcv", "IPC messages received"),
        Field::new("ru_nsignals", "signals received"),
        Field::new("ru_nvcsw", "voluntary context switches"),
        Field::new("ru_nivcsw", "involuntary context switches"),
    ];
}

/// What a process has used, a `struct_rusage`.
pub(crate) fn usage(py: &mut Py, usage: &libc::rusage) -> PyResult<Value> {
    let seconds = |time: &libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    let values = [
        py.float(seconds(&usage.ru_utime))?,
        py.float(seconds(&usage.ru_stime))?,
        py.int(usage.ru_maxrss)?,
        py.int(usage.ru_ixrss)?,
        py.int(usage.ru_idrss)?,
        py.int(usage.ru_isrss)?,
        py.int(usage.ru_minflt)?,
        py.int(usage.ru_majflt)?,
        py.int(usage.ru_nswap)?,
        py.int(usage.ru_inblock)?,
        py.int(usage.ru_oublock)?,
        py.int(usage.ru_msgsnd)?,
        py.int(usage.ru_msgrcv)?,
        py.int(usage.ru_nsignals)?,
        py.int(usage.ru_nvcsw)?,
        py.int(usage.ru_nivcsw)?,
    ];
    py.heap().struct_sequence::<StructRusage, 16>(values)
}

/// The module.
pub(crate) static RESOURCE: ModuleDef = ModuleDef {
    functions: &[Resources::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[&STRUCT_RUSAGE],
    exec: Some(exec),
    ..ModuleDef::of("resource")
};

static DEFINITIONS: &[Definition] = &[struct_sequence::definition::<StructRusage>()];

const CONSTANTS: &[(&str, i64)] = constants![
    RLIMIT_CPU RLIMIT_FSIZE RLIMIT_DATA RLIMIT_STACK RLIMIT_CORE RLIMIT_NOFILE RLIMIT_OFILE = 7 RLIMIT_AS
    RLIMIT_RSS RLIMIT_NPROC RLIMIT_MEMLOCK RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_RTPRIO RLIMIT_RTTIME
    RLIMIT_SIGPENDING RUSAGE_SELF RUSAGE_CHILDREN RUSAGE_THREAD RLIM_INFINITY
];

/// How many resources have limits.
const RESOURCES: i32 = 16;

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    constants::add(py, module, CONSTANTS)?;
    module.set(py, "error", exc::OS_ERROR.to_value())
}

fn known(py: &Py, resource: i32) -> PyResult<u32> {
    match u32::try_from(resource) {
        Ok(number) if resource < RESOURCES => Ok(number),
        _ => Err(exc::value_error(py, format_args!("invalid resource specified"))),
    }
}

/// Limits as Python has them: -1 for none.
fn to_python(py: &Py, limits: [u64; 2]) -> PyResult<Value> {
    let [soft, hard] = limits.map(|limit| if limit == u64::MAX { py.int(-1) } else { from_u64(py, limit) });
    let values = [soft?, hard?];
    py.tuple(values)
}

fn limit(py: &mut Py, value: &Value) -> PyResult<u64> {
    let number = py.index(value)?;
    if number.as_i64() == Some(-1) {
        return Ok(u64::MAX);
    }
    let mut limb = [0];
    match number.as_int(&mut limb) {
        Some(number) if number.negative => {
            Err(exc::value_error(py, format_args!("Cannot convert negative int")))
        }
        number => number.and_then(|number| number.to_u64()).ok_or_else(|| {
            exc::overflow_error(py, format_args!("Python int too large to convert to C rlim_t"))
        }),
    }
}

fn from_python(py: &mut Py, limits: Borrowed<'_>) -> PyResult<[u64; 2]> {
    let values = py.collect(&limits)?;
    let [soft, hard] = values.as_slice() else {
        return Err(exc::value_error(py, format_args!("expected a tuple of 2 integers")));
    };
    let soft = limit(py, soft)?;
    Ok([soft, limit(py, hard)?])
}

/// Reads and sets limits.
fn change(py: &mut Py, pid: i32, resource: u32, new: Option<[u64; 2]>) -> PyResult<[u64; 2]> {
    let text = match host::limits(pid, resource, new) {
        Ok(old) => return Ok(old),
        Err(error) => match error.raw_os_error() {
            Some(libc::EINVAL) if new.is_some() => "current limit exceeds maximum limit",
            Some(libc::EPERM) if new.is_some() && pid == 0 => "not allowed to raise maximum limit",
            _ => return Err(crate::calls::failure(py, &error, [None, None])),
        },
    };
    Err(exc::value_error(py, format_args!("{text}")))
}

struct Resources;

#[pymodule("resource")]
impl Resources {
    /// Gives what the process (RUSAGE_SELF), its children or the thread have used.
    #[pyfunction("(who, /)")]
    fn getrusage(py: &mut Py, who: i32) -> PyResult<Value> {
        match host::usage(who) {
            Ok(used) => usage(py, &used),
            Err(error) if error.raw_os_error() == Some(libc::EINVAL) => {
                Err(exc::value_error(py, format_args!("invalid who parameter")))
            }
            Err(error) => Err(crate::calls::failure(py, &error, [None, None])),
        }
    }

    /// Gives the limits of a resource: the current one, and the most that it may become.
    #[pyfunction("(resource, /)")]
    fn getrlimit(py: &mut Py, resource: i32) -> PyResult<Value> {
        let resource = known(py, resource)?;
        let limits = change(py, 0, resource, None)?;
        to_python(py, limits)
    }

    /// Sets the limits of a resource.
    #[pyfunction("(resource, limits, /)")]
    fn setrlimit(py: &mut Py, resource: i32, limits: Borrowed<'_>) -> PyResult<()> {
        let shown = py.int(resource.into())?;
        py.audit("resource.setrlimit", &[&shown, &limits])?;
        let resource = known(py, resource)?;
        let new = from_python(py, limits)?;
        change(py, 0, resource, Some(new)).map(drop)
    }

    /// prlimit(pid, resource, [limits])
    ///
    /// Gives the limits of a process, and sets them if new ones are given.
    #[pyfunction("(pid, resource, limits=None, /)")]
    fn prlimit(py: &mut Py, pid: i32, resource: i32, limits: Option<Borrowed<'_>>) -> PyResult<Value> {
        let limits = limits.filter(|limits| !is_none(limits));
        let shown =
            [py.int(pid.into())?, py.int(resource.into())?, limits.map_or_else(none, Borrowed::to_value)];
        py.audit("resource.prlimit", &[&shown[0], &shown[1], &shown[2]])?;
        let resource = known(py, resource)?;
        let new = match limits {
            Some(limits) => Some(from_python(py, limits)?),
            None => None,
        };
        let old = change(py, pid, resource, new)?;
        to_python(py, old)
    }

    /// Gives the number of bytes in a page of memory.
    #[pyfunction("()")]
    fn getpagesize(py: &mut Py) -> PyResult<i64> {
        crate::calls::done(py, taipan_host::calls::sysconf(libc::_SC_PAGESIZE))
            .map(|size| size.unwrap_or(4096))
    }
}

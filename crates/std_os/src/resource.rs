//! `resource`: what processes use, and how much they may.

use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Py, PyResult, Type, Value};

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

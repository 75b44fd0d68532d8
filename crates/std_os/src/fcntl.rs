//! `fcntl`: control of open files, and locks.

use taipan_host::control as host;
use taipan_macros::pymodule;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Place};
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::arguments::Fd;
use crate::calls;
use crate::constants::{self, constants};

/// The module.
pub(crate) static FCNTL: ModuleDef = ModuleDef {
    doc: Some(
        "Control of open files: fcntl() and ioctl(), and locks.\n\nA file is given by its descriptor or as an object with a fileno() method.",
    ),
    functions: &[Control::FUNCTIONS],
    exec: Some(exec),
    ..ModuleDef::of("fcntl")
};

const CONSTANTS: &[(&str, i64)] = constants![
    LOCK_SH LOCK_EX LOCK_NB LOCK_UN LOCK_MAND = 32 LOCK_READ = 64 LOCK_WRITE = 128 LOCK_RW = 192 F_DUPFD
    F_DUPFD_CLOEXEC F_GETFD F_SETFD F_GETFL F_SETFL F_GETLK F_SETLK F_SETLKW F_OFD_GETLK F_OFD_SETLK
    F_OFD_SETLKW F_GETOWN F_SETOWN F_GETSIG = 11 F_SETSIG = 10 F_RDLCK F_WRLCK F_UNLCK F_GETLK64 = 5
    F_SETLK64 = 6 F_SETLKW64 = 7 FASYNC = 8192 F_SETLEASE F_GETLEASE F_NOTIFY F_DUPFD_QUERY = 1027
    F_EXLCK = 4 F_SHLCK = 8 F_SETPIPE_SZ F_GETPIPE_SZ FICLONE FICLONERANGE F_GETOWN_EX = 16 F_SETOWN_EX = 15
    F_OWNER_TID = 0 F_OWNER_PID = 1 F_OWNER_PGRP = 2 F_GET_RW_HINT = 1035 F_SET_RW_HINT = 1036
    F_GET_FILE_RW_HINT = 1037 F_SET_FILE_RW_HINT = 1038 RWH_WRITE_LIFE_NOT_SET = 0 RWH_WRITE_LIFE_NONE = 1
    RWH_WRITE_LIFE_SHORT = 2 RWH_WRITE_LIFE_MEDIUM = 3 RWH_WRITE_LIFE_LONG = 4 RWH_WRITE_LIFE_EXTREME = 5
    FD_CLOEXEC DN_ACCESS = 1 DN_MODIFY = 2 DN_CREATE = 4 DN_DELETE = 8 DN_RENAME = 16 DN_ATTRIB = 32
    DN_MULTISHOT = 2_147_483_648 F_ADD_SEALS F_GET_SEALS F_SEAL_SEAL F_SEAL_SHRINK F_SEAL_GROW F_SEAL_WRITE
    F_SEAL_FUTURE_WRITE
];

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    match module.get::<Module>() {
        Some(module) => constants::add(py, module, CONSTANTS),
        None => Ok(()),
    }
}

/// The most bytes that can be given.
const MOST: usize = 1024;

/// What a call gets beside its command.
enum Argument {
    Number(u32),
    Bytes(Vec<u8>),
}

/// An int, whose lower bits count, or something with bytes.
fn argument(py: &mut Py, function: &str, value: Option<Borrowed<'_>>) -> PyResult<Argument> {
    let Some(value) = value else { return Ok(Argument::Number(0)) };
    if value.is_int() || value.type_().slots.index.get().is_some() {
        return lower_bits(py, &value).map(|bits| Argument::Number(bits as u32));
    }
    let bytes = if let Some(text) = value.get::<Str>() {
        text.to_utf8().as_bytes().to_vec()
    } else if value.type_().slots.get_buffer.get().is_some() {
        let memory = py.get_buffer(&value, BufferRequest::SIMPLE)?;
        let bytes = memory.to_vec();
        py.release_buffer(memory);
        bytes
    } else {
        let class = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!(
                "{function}() argument 3 must be an integer, a bytes-like object, or a string, not {class}"
            ),
        ));
    };
    if bytes.len() > MOST {
        return Err(exc::value_error(py, format_args!("{function} argument 3 is too long")));
    }
    Ok(Argument::Bytes(bytes))
}

/// The lower 64 bits of an int.
fn lower_bits(py: &mut Py, value: &Value) -> PyResult<u64> {
    let number = py.index(value)?;
    let mut limb = [0];
    Ok(number.as_int(&mut limb).map_or(0, |number| {
        let bits = number.limbs.first().copied().unwrap_or(0);
        if number.negative { bits.wrapping_neg() } else { bits }
    }))
}

/// The number of a request.
struct Request(u64);

impl FromArg<'_> for Request {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, place: &'static Place) -> PyResult<Self> {
        if !value.is_int() {
            return Err(taipan_object::native::bad_argument(py, place, "int", value));
        }
        lower_bits(py, &value).map(Self)
    }
}

fn tell(py: &mut Py, event: &str, fd: Fd, number: u64, argument: Option<Borrowed<'_>>) -> PyResult<()> {
    let numbers = [py.int(fd.0.into())?, crate::arguments::from_u64(py, number)?];
    let argument = match argument {
        Some(argument) => argument.to_value(),
        None => py.int(0)?,
    };
    py.audit(event, &[&numbers[0], &numbers[1], &argument])
}

struct Control;

#[pymodule("fcntl")]
impl Control {
    /// Performs a command on an open file.
    ///
    /// arg may be an int: then the result is what the system's call gives. Or it is a str or
    /// bytes-like object of at most 1024 bytes, which is handed to the call as a structure:
    /// then the result is bytes of the same length, what has become of it.
    #[pyfunction("(fd, cmd, arg=0, /)")]
    fn fcntl(py: &mut Py, fd: Fd, cmd: i32, arg: Option<Borrowed<'_>>) -> PyResult<Value> {
        tell(py, "fcntl.fcntl", fd, i64::from(cmd).cast_unsigned(), arg)?;
        match argument(py, "fcntl", arg)? {
            Argument::Number(number) => {
                let answer = calls::run(py, || host::fcntl_number(fd.0, cmd, number))?;
                py.int(answer.into())
            }
            Argument::Bytes(bytes) => {
                let (_, bytes) = calls::run(py, || host::fcntl_bytes(fd.0, cmd, &bytes))?;
                py.bytes(&bytes)
            }
        }
    }

    /// Performs a request on a device.
    ///
    /// arg is as for fcntl(). If it is memory that can be written and mutate_flag is true, the
    /// memory is changed and the result is what the system's call gives.
    #[pyfunction("(fd, request, arg=0, mutate_flag=True, /)")]
    fn ioctl(
        py: &mut Py,
        fd: Fd,
        request: Request,
        arg: Option<Borrowed<'_>>,
        mutate_flag: bool,
    ) -> PyResult<Value> {
        let request = request.0;
        tell(py, "fcntl.ioctl", fd, request, arg)?;
        let memory = arg.filter(|arg| mutate_flag && arg.type_().slots.get_buffer.get().is_some());
        if let Some(memory) = memory {
            match py.get_buffer(&memory, BufferRequest::WRITABLE) {
                Ok(memory) => {
                    let bytes = memory.to_vec();
                    let result = calls::run(py, || host::ioctl_bytes(fd.0, request, &bytes));
                    if let Ok((_, bytes)) = &result {
                        memory.write(py, 0, bytes);
                    }
                    py.release_buffer(memory);
                    return result.and_then(|(answer, _)| py.int(answer.into()));
                }
                Err(raised) if py.matches(&raised, &exc::BUFFER_ERROR) => py.discard(raised),
                Err(raised) => return Err(raised),
            }
        }
        match argument(py, "ioctl", arg)? {
            Argument::Number(number) => {
                let answer = calls::run(py, || host::ioctl_number(fd.0, request, number))?;
                py.int(answer.into())
            }
            Argument::Bytes(bytes) => {
                let (_, bytes) = calls::run(py, || host::ioctl_bytes(fd.0, request, &bytes))?;
                py.bytes(&bytes)
            }
        }
    }

    /// Locks an open file, or unlocks it: LOCK_SH, LOCK_EX, LOCK_UN, with LOCK_NB not to wait.
    #[pyfunction("(fd, operation, /)")]
    fn flock(py: &mut Py, fd: Fd, operation: i32) -> PyResult<()> {
        let shown = [py.int(fd.0.into())?, py.int(operation.into())?];
        py.audit("fcntl.flock", &[&shown[0], &shown[1]])?;
        calls::run(py, || host::flock(fd.0, operation))
    }

    /// Locks a part of an open file, or unlocks it.
    ///
    /// cmd is LOCK_UN, LOCK_SH or LOCK_EX, the latter with LOCK_NB not to wait. The part has len
    /// bytes, 0 means to the end; it begins at start, seen from whence: 0 the beginning, 1 the
    /// current position, 2 the end.
    #[pyfunction("(fd, cmd, len=0, start=0, whence=0, /)")]
    fn lockf(
        py: &mut Py,
        fd: Fd,
        cmd: i32,
        len: Option<Borrowed<'_>>,
        start: Option<Borrowed<'_>>,
        whence: i32,
    ) -> PyResult<()> {
        let zero = py.int(0)?;
        let length = len.map_or_else(|| zero.clone(), Borrowed::to_value);
        let start = start.map_or_else(|| zero.clone(), Borrowed::to_value);
        let shown = [py.int(fd.0.into())?, py.int(cmd.into())?, py.int(whence.into())?];
        py.audit("fcntl.lockf", &[&shown[0], &shown[1], &length, &start, &shown[2]])?;
        let kind = if cmd == libc::LOCK_UN {
            libc::F_UNLCK
        } else if cmd & libc::LOCK_SH != 0 {
            libc::F_RDLCK
        } else if cmd & libc::LOCK_EX != 0 {
            libc::F_WRLCK
        } else {
            return Err(exc::value_error(py, format_args!("unrecognized lockf argument")));
        };
        let (start, length) = (py.to_i64(&start)?, py.to_i64(&length)?);
        let wait = cmd & libc::LOCK_NB == 0;
        calls::run(py, || host::lock(fd.0, wait, kind as i16, whence as i16, start, length))
    }
}

//! Mapping a file.

use std::cell::Cell;

use taipan_host::mapping::{Mapping, Request};
use taipan_host::{calls as host, socket};
use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Type, Value};

use super::{Access, Map};
use crate::arguments::int;
use crate::calls;

/// The constructor.
pub(super) struct Make;

const READ_WRITE: i32 = libc::PROT_READ | libc::PROT_WRITE;

/// An argument that is a C int, with the errors of a constructor that reads its arguments by a format.
fn formatted_int(py: &mut Py, value: Option<Borrowed<'_>>, usual: i32) -> PyResult<i32> {
    let Some(value) = value else { return Ok(usual) };
    let index = py.index(&value)?;
    match index.as_i64() {
        Some(number) if number > i32::MAX.into() => {
            Err(exc::overflow_error(py, format_args!("signed integer is greater than maximum")))
        }
        Some(number) if number < i32::MIN.into() => {
            Err(exc::overflow_error(py, format_args!("signed integer is less than minimum")))
        }
        _ => int(py, &index),
    }
}

/// How many bytes to map of a regular file, when so many are wanted from an offset on; 0 for all.
fn length_in_file(py: &Py, fd: i32, wanted: usize, offset: i64) -> PyResult<usize> {
    let Ok(status) = host::fstat(fd) else { return Ok(wanted) };
    if status.st_mode & libc::S_IFMT != libc::S_IFREG {
        return Ok(wanted);
    }
    let left = status.st_size.saturating_sub(offset);
    if wanted == 0 {
        if status.st_size == 0 {
            return Err(exc::value_error(py, format_args!("cannot mmap an empty file")));
        }
        if left <= 0 {
            return Err(exc::value_error(py, format_args!("mmap offset is greater than file size")));
        }
        return Ok(usize::try_from(left).unwrap_or(usize::MAX));
    }
    if usize::try_from(left).is_ok_and(|left| left >= wanted) {
        return Ok(wanted);
    }
    Err(exc::value_error(py, format_args!("mmap length is greater than file size")))
}

#[pymethods(Map)]
impl Make {
    #[pyslot(
        "(fileno, length, flags=MAP_SHARED, prot=3, access=ACCESS_DEFAULT, offset=0, *, trackfd=True)",
        name = "mmap"
    )]
    fn new(
        class: &Type,
        py: &mut Py,
        fileno: Borrowed<'_>,
        length: isize,
        flags: Option<Borrowed<'_>>,
        prot: Option<Borrowed<'_>>,
        access: Option<Borrowed<'_>>,
        offset: Option<i64>,
        trackfd: Option<bool>,
    ) -> PyResult<Value> {
        let fd = formatted_int(py, Some(fileno), -1)?;
        let mut flags = formatted_int(py, flags, libc::MAP_SHARED)?;
        let mut protection = formatted_int(py, prot, READ_WRITE)?;
        let access = formatted_int(py, access, Access::Default as i32)?;
        let offset = offset.unwrap_or(0);
        let Ok(wanted) = usize::try_from(length) else {
            return Err(exc::overflow_error(py, format_args!("memory mapped length must be positive")));
        };
        if offset < 0 {
            return Err(exc::overflow_error(py, format_args!("memory mapped offset must be positive")));
        }
        if access != Access::Default as i32 && (flags != libc::MAP_SHARED || protection != READ_WRITE) {
            return Err(exc::value_error(
                py,
                format_args!("mmap can't specify both access and flags, prot."),
            ));
        }
        let access = match access {
            0 if protection & READ_WRITE == READ_WRITE => Access::Default,
            0 if protection & libc::PROT_WRITE != 0 => Access::Write,
            0 => Access::Read,
            1 => {
                protection = libc::PROT_READ;
                Access::Read
            }
            2 => Access::Write,
            3 => {
                flags = libc::MAP_PRIVATE;
                Access::Copy
            }
            _ => return Err(exc::value_error(py, format_args!("mmap invalid access parameter."))),
        };
        let shown = [py.int(fd.into())?, py.int(length as i64)?, py.int(access as i64)?, py.int(offset)?];
        py.audit("mmap.__new__", &shown.each_ref())?;
        let mut len = wanted;
        let tracked = trackfd.unwrap_or(true);
        let mut own = -1;
        if fd == -1 {
            flags |= libc::MAP_ANONYMOUS;
        } else {
            len = length_in_file(py, fd, wanted, offset)?;
            if tracked {
                own = calls::done(py, socket::duplicate(fd))?;
            }
        }
        let map = Map {
            mapping: PyCell::new(None),
            access,
            readable: protection & (libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC) != 0,
            private: flags & libc::MAP_PRIVATE != 0,
            fd: Cell::new(own),
            tracked,
            offset,
            position: Cell::new(0),
            exports: Cell::new(0),
        };
        let request = Request { fd, len, protection, flags, offset };
        let mapping = Mapping::new(request).map_err(|error| calls::failure(py, &error, [None, None]))?;
        drop(map.mapping.replace(py, Some(mapping)));
        py.heap().object_of(class, map)
    }
}

//! Devices and named pipes.

use taipan_host::calls as host;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::arguments::{Device, DirFd, from_u64};
use crate::path::AnyPath;

/// The part of a device's number; -1 where it stands for no device.
fn part(py: &Py, device: u64, part: u32) -> PyResult<Value> {
    if device == u64::MAX { py.int(-1) } else { py.int(part.into()) }
}

/// A part of a device's number as an argument: an unsigned int, or -1.
fn device_part(py: &mut Py, value: Borrowed<'_>) -> PyResult<u32> {
    let number = py.index(&value)?;
    match number.as_i64() {
        Some(-1) => Ok(u32::MAX),
        Some(number) if number < 0 => {
            Err(exc::overflow_error(py, format_args!("can't convert negative int to unsigned")))
        }
        number => match number.and_then(|number| u32::try_from(number).ok()) {
            Some(number) => Ok(number),
            None => Err(exc::overflow_error(
                py,
                format_args!("Python int too large to convert to C unsigned int"),
            )),
        },
    }
}

/// Devices.
pub(super) struct Devices;

#[pymodule("posix")]
impl Devices {
    /// Makes a named pipe.
    ///
    /// dir_fd may be an open directory, which a relative path starts from.
    #[pyfunction("(path, mode=438, *, dir_fd=None)")]
    fn mkfifo(py: &mut Py, path: AnyPath, mode: i32, dir_fd: Option<DirFd>) -> PyResult<()> {
        let directory = DirFd::number(dir_fd);
        let target = &path.0.target;
        crate::calls::run(py, || host::mkfifoat(directory, target.name(), mode as u32)).map(drop)
    }

    /// Makes a node in the file system: a file, a device or a named pipe.
    ///
    /// mode says which, with its permissions; device is the device's number for those.
    /// dir_fd may be an open directory, which a relative path starts from.
    #[pyfunction("(path, mode=384, device=0, *, dir_fd=None)")]
    fn mknod(
        py: &mut Py,
        path: AnyPath,
        mode: i32,
        device: Option<Device>,
        dir_fd: Option<DirFd>,
    ) -> PyResult<()> {
        let (directory, device) = (DirFd::number(dir_fd), device.map_or(0, |device| device.0));
        let target = &path.0.target;
        crate::calls::run(py, || host::mknodat(directory, target.name(), mode as u32, device)).map(drop)
    }

    /// Gives the major part of a device's number.
    #[pyfunction("(device, /)")]
    fn major(py: &mut Py, device: Device) -> PyResult<Value> {
        part(py, device.0, libc::major(device.0))
    }

    /// Gives the minor part of a device's number.
    #[pyfunction("(device, /)")]
    fn minor(py: &mut Py, device: Device) -> PyResult<Value> {
        part(py, device.0, libc::minor(device.0))
    }

    /// Makes the number of a device of its parts.
    #[pyfunction("(major, minor, /)")]
    fn makedev(py: &mut Py, major: Borrowed<'_>, minor: Borrowed<'_>) -> PyResult<Value> {
        let (major, minor) = (device_part(py, major)?, device_part(py, minor)?);
        if major == u32::MAX && minor == u32::MAX {
            return py.int(-1);
        }
        from_u64(py, libc::makedev(major, minor))
    }
}

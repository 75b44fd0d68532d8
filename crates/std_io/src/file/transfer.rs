//! Reading and writing of `FileIO`.

use std::io;

use taipan_host::file;
use taipan_macros::pymethods;
use taipan_object::native::Argument;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_text::Name;

use super::FileIo;
use crate::calls::{self, with_bytes, with_writable};
use crate::raw::DEFAULT_BUFFER_SIZE;

pub(super) struct Transfer;

/// Of a call to the system: how many bytes were moved. Nothing if none could be moved without waiting.
fn moved(py: &mut Py, result: io::Result<usize>) -> PyResult<Option<usize>> {
    match result {
        Ok(count) => Ok(Some(count)),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(py.io_error(&error, None)),
    }
}

impl FileIo {
    /// Reads into a slice of the caller's. Nothing if there is nothing yet.
    pub(crate) fn read_into(&self, py: &mut Py, into: &mut [u8]) -> PyResult<Option<usize>> {
        let fd = self.fd_for_reading(py)?;
        let result = calls::system(py, || file::read(fd, into))?;
        moved(py, result)
    }

    /// Writes bytes; gives how many. Nothing if none could be written without waiting.
    pub(crate) fn write_from(&self, py: &mut Py, bytes: &[u8]) -> PyResult<Option<usize>> {
        let fd = self.fd_for_writing(py)?;
        self.opened.set(None);
        let result = calls::system(py, || file::write(fd, bytes))?;
        moved(py, result)
    }

    /// Fails unless the file can be read.
    pub(crate) fn readable_or_fail(&self, py: &mut Py) -> PyResult<()> {
        self.fd_for_reading(py).map(drop)
    }

    /// Reads until the end, appending to `all`. False if there was nothing yet to be read.
    pub(crate) fn read_all(&self, py: &mut Py, all: &mut Vec<u8>) -> PyResult<bool> {
        let fd = self.open_fd(py)?;
        let before = all.len();
        all.try_reserve_exact(self.expected(py, fd))?;
        loop {
            let start = all.len();
            if all.capacity() - start < SMALLEST {
                all.try_reserve(step(start - before))?;
            }
            // Room is filled with zeros once, a step at a time.
            let room = (all.capacity() - start).min(LARGEST);
            all.resize(start + room, 0);
            let into = all.get_mut(start..).unwrap_or_default();
            let result = calls::system(py, || file::read(fd, into));
            let count = match result {
                Ok(result) => moved(py, result),
                Err(raised) => Err(raised),
            };
            let count = match count {
                Ok(count) => count,
                Err(raised) => {
                    all.truncate(start);
                    return Err(raised);
                }
            };
            all.truncate(start + count.unwrap_or(0));
            match count {
                Some(0) => return Ok(true),
                None => return Ok(all.len() > before),
                Some(_) => {}
            }
        }
    }

    /// How many bytes are probably left, and one more to see the end.
    fn expected(&self, py: &mut Py, fd: i32) -> usize {
        let Some(size) = self.opened.get().map(|status| status.size) else { return DEFAULT_BUFFER_SIZE };
        let position = if size > 0 { py.detach(|| file::seek(fd, 0, 1)).unwrap_or(0) } else { 0 };
        let left = size.saturating_sub(u64::try_from(position).unwrap_or(0));
        usize::try_from(left).unwrap_or(0).saturating_add(1)
    }
}

/// With less room than this the buffer grows.
const SMALLEST: usize = 1;
/// The most that is asked for in a call.
const LARGEST: usize = 1 << 30;

/// By how much to grow after so many bytes: proportionally, so that the cost is linear.
fn step(read: usize) -> usize {
    if read > 65536 { read / 8 + 262_144 } else { 256 + read }.max(8192)
}

#[pymethods(FileIo)]
impl Transfer {
    /// At most so many bytes, by a single call to the system; all that are left with a negative number.
    ///
    /// Empty at the end of the file. None: there is nothing yet, and the file does not wait.
    #[pymethod("($self, size=-1, /)")]
    fn read(this: Borrowed<'_>, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = calls::size(py, size)?;
        let Some(file) = this.get::<FileIo>() else { return Ok(none()) };
        file.fd_for_reading(py)?;
        let Ok(size) = usize::try_from(size) else { return calls::call(py, &this, Name::READALL, &[]) };
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(size)?;
        bytes.resize(size, 0);
        match file.read_into(py, &mut bytes)? {
            Some(count) => py.bytes(bytes.get(..count).unwrap_or(&bytes)),
            None => Ok(none()),
        }
    }

    /// All bytes that are left, by as many calls to the system as it takes.
    ///
    /// None: there is nothing yet, and the file does not wait.
    #[pymethod("($self, /)")]
    fn readall(this: &FileIo, py: &mut Py) -> PyResult<Value> {
        let mut all = Vec::new();
        if this.read_all(py, &mut all)? { py.bytes(&all) } else { Ok(none()) }
    }

    /// Reads into writable memory, and returns how many bytes.
    #[pymethod("($self, buffer, /)")]
    fn readinto(this: &FileIo, py: &mut Py, buffer: Borrowed<'_>) -> PyResult<Option<usize>> {
        with_writable(py, "readinto", Argument::Number(1), buffer, |py, buffer| {
            let fd = this.fd_for_reading(py)?;
            let memory = buffer.lent();
            let result = calls::system(py, || file::read_lent(fd, memory))?;
            moved(py, result)
        })
    }

    /// Writes bytes, and returns how many were written, which may be fewer.
    ///
    /// None: none could be written now, and the file does not wait.
    #[pymethod("($self, b, /)")]
    fn write(this: &FileIo, py: &mut Py, b: Borrowed<'_>) -> PyResult<Option<usize>> {
        with_bytes(py, &b, |py, buffer| {
            let fd = this.fd_for_writing(py)?;
            this.opened.set(None);
            let memory = buffer.lent();
            let result = calls::system(py, || file::write_lent(fd, memory))?;
            moved(py, result)
        })
    }
}

//! Reading, writing and positions of `BytesIO`.

use taipan_macros::pymethods;
use taipan_object::native::Argument;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::BytesIo;
use super::buffer::BytesIoBuffer;
use crate::calls::{self, with_bytes, with_writable};

pub(super) struct Access;

fn write(py: &mut Py, this: &BytesIo, bytes: &Value) -> PyResult<usize> {
    if let Some(bytes) = bytes.get::<Bytes>() {
        return this.write(py, bytes.data());
    }
    this.check_open(py)?;
    this.check_exports(py)?;
    // A copy: the memory may be the stream's own.
    let copy = with_bytes(py, bytes, |py, buffer| {
        let mut copy = Vec::new();
        copy.try_reserve_exact(buffer.len)?;
        copy.extend_from_slice(buffer.bytes(py));
        Ok(copy)
    })?;
    this.write(py, &copy)
}

#[pymethods(BytesIo)]
impl Access {
    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        crate::base::check_closed(py, &this)?;
        Ok(this.to_value())
    }

    #[pyslot]
    fn next(this: &BytesIo, py: &mut Py) -> PyResult<Option<Value>> {
        this.check_open(py)?;
        if this.position.get() >= this.len(py) {
            return Ok(None);
        }
        this.read_line(py, -1).map(Some)
    }

    /// At most so many bytes, or all that are left.
    #[pymethod("($self, size=-1, /)")]
    fn read(this: &BytesIo, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = calls::size(py, size)?;
        this.check_open(py)?;
        this.read(py, size)
    }

    /// At most so many bytes, or all that are left.
    #[pymethod("($self, size=-1, /)")]
    fn read1(this: &BytesIo, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = calls::size(py, size)?;
        this.check_open(py)?;
        this.read(py, size)
    }

    /// A line, or as much of it as a limit allows; empty at the end.
    #[pymethod("($self, size=-1, /)")]
    fn readline(this: &BytesIo, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = calls::size(py, size)?;
        this.check_open(py)?;
        this.read_line(py, size)
    }

    /// The lines that are left, as a list.
    ///
    /// With a size, no more are read once that many bytes have been.
    #[pymethod("($self, size=None, /)")]
    fn readlines(this: &BytesIo, py: &mut Py, size: Borrowed<'_>) -> PyResult<Value> {
        this.check_open(py)?;
        let limit = if is_none(&size) {
            0
        } else if size.is_int() {
            calls::size(py, Some(size))?
        } else {
            let class = size.type_().name();
            return Err(exc::type_error(py, format_args!("integer argument expected, got '{class}'")));
        };
        let mut lines = Vec::new();
        let mut length = 0_usize;
        while this.position.get() < this.len(py) {
            let before = this.position.get();
            let line = this.read_line(py, -1)?;
            lines.try_reserve(1)?;
            lines.push(line);
            length += this.position.get() - before;
            if limit > 0 && length >= limit.unsigned_abs() {
                break;
            }
        }
        py.list(lines)
    }

    /// Reads into writable memory, and returns how many bytes.
    #[pymethod("($self, buffer, /)")]
    fn readinto(this: &BytesIo, py: &mut Py, buffer: Borrowed<'_>) -> PyResult<usize> {
        with_writable(py, "readinto", Argument::Only, buffer, |py, buffer| {
            this.check_open(py)?;
            let start = this.position.get();
            let shared = this.shared.get(py).clone();
            let count = match shared {
                Some(shared) => {
                    let data = shared.get::<Bytes>().map_or(&[][..], Bytes::data);
                    buffer.write(py, 0, data.get(start..).unwrap_or_default())
                }
                None => {
                    let own = this.own.replace(py, Vec::new());
                    let count = buffer.write(py, 0, own.get(start..).unwrap_or_default());
                    drop(this.own.replace(py, own));
                    count
                }
            };
            this.advance(count);
            Ok(count)
        })
    }

    /// Writes bytes, and returns how many that were.
    #[pymethod("($self, b, /)")]
    fn write(this: &BytesIo, py: &mut Py, b: Borrowed<'_>) -> PyResult<usize> {
        write(py, this, &b)
    }

    /// Writes each of several pieces of bytes.
    #[pymethod("($self, lines, /)")]
    fn writelines(this: &BytesIo, py: &mut Py, lines: Borrowed<'_>) -> PyResult<()> {
        this.check_open(py)?;
        let iterator = py.iter(&lines)?;
        while let Some(line) = py.next(&iterator)? {
            write(py, this, &line)?;
        }
        Ok(())
    }

    /// The position.
    #[pymethod("($self, /)")]
    fn tell(this: &BytesIo, py: &mut Py) -> PyResult<usize> {
        this.check_open(py)?;
        Ok(this.position.get())
    }

    /// Moves to a position, and returns it as counted from the start.
    ///
    /// The number counts from the start (0), from the position (1) or from the end (2).
    #[pymethod("($self, pos, whence=0, /)")]
    fn seek(this: &BytesIo, py: &mut Py, pos: isize, whence: i32) -> PyResult<usize> {
        this.check_open(py)?;
        if pos < 0 && whence == 0 {
            return Err(exc::value_error(py, format_args!("negative seek value {pos}")));
        }
        let from = match whence {
            0 => 0,
            1 => this.position.get(),
            2 => this.len(py),
            _ => {
                return Err(exc::value_error(
                    py,
                    format_args!("invalid whence ({whence}, should be 0, 1 or 2)"),
                ));
            }
        };
        let Some(to) = (from as isize).checked_add(pos) else {
            return Err(exc::overflow_error(py, format_args!("new position too large")));
        };
        let to = usize::try_from(to).unwrap_or(0);
        this.position.set(to);
        Ok(to)
    }

    /// Cuts the contents off at a size, or at the position. Returns the size.
    ///
    /// The position stays.
    #[pymethod("($self, size=None, /)")]
    fn truncate(this: &BytesIo, py: &mut Py, size: Borrowed<'_>) -> PyResult<usize> {
        // The number first: asking for it may close the stream.
        let given = if is_none(&size) { None } else { Some(py.to_isize(&size)?) };
        this.check_open(py)?;
        this.check_exports(py)?;
        let size = match given.map(usize::try_from) {
            None => this.position.get(),
            Some(Ok(size)) => size,
            Some(Err(_)) => {
                let size = given.unwrap_or(0);
                return Err(exc::value_error(py, format_args!("negative size value {size}")));
            }
        };
        if size < this.len(py) {
            this.unshare(py)?;
            let mut own = this.own.get_mut(py);
            own.truncate(size);
            own.shrink_to(size);
        }
        Ok(size)
    }

    /// All contents, wherever the position is.
    #[pymethod("($self, /)")]
    fn getvalue(this: &BytesIo, py: &mut Py) -> PyResult<Value> {
        this.check_open(py)?;
        this.value(py)
    }

    /// A view of the contents that can be read and written.
    #[pymethod("($self, /)")]
    fn getbuffer(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if let Some(stream) = this.get::<BytesIo>() {
            stream.check_open(py)?;
        }
        let lender = BytesIoBuffer::of(py, this)?;
        match py.interpreter().hooks().views {
            Some(views) => py.call(&views.type_.to_value(), &[&lender]),
            None => Ok(lender),
        }
    }
}

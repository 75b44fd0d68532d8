//! The memory as a file: reading and writing from a position on.

use taipan_macros::pymethods;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::Map;

/// The methods.
pub(super) struct Stream;

/// How many bytes are left from the position on.
fn left(py: &Py, map: &Map) -> PyResult<usize> {
    Ok(map.len(py)?.saturating_sub(map.position.get()))
}

/// Reads so many bytes.
fn take(py: &mut Py, map: &Map, count: usize) -> PyResult<Value> {
    let start = map.position.get();
    let bytes = map.bytes(py, start, count)?;
    map.position.set(start + count);
    Ok(bytes)
}

#[pymethods(Map)]
impl Stream {
    /// At most n bytes from the position on, which moves behind them; all if n is negative or None.
    #[pymethod("($self, n=None, /)")]
    fn read(this: &Map, py: &mut Py, n: Borrowed<'_>) -> PyResult<Value> {
        this.len(py)?;
        let wanted = if is_none(&n) {
            None
        } else if n.is_int() || n.type_().slots.index.get().is_some() {
            usize::try_from(py.to_isize(&n)?).ok()
        } else {
            let class = n.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("argument should be integer or None, not '{class}'"),
            ));
        };
        let left = left(py, this)?;
        take(py, this, wanted.map_or(left, |wanted| wanted.min(left)))
    }

    /// The byte at the position, which moves on by one, as an int.
    #[pymethod("($self, /)")]
    fn read_byte(this: &Map, py: &mut Py) -> PyResult<u8> {
        if left(py, this)? == 0 {
            return Err(exc::value_error(py, format_args!("read byte out of range")));
        }
        let mut byte = [0];
        let place = this.position.get();
        this.with(py, |mapping| mapping.read(place, &mut byte))?;
        this.position.set(place + 1);
        Ok(byte[0])
    }

    /// The bytes up to the next line feed, it included, or to the end.
    #[pymethod("($self, /)")]
    fn readline(this: &Map, py: &mut Py) -> PyResult<Value> {
        let left = left(py, this)?;
        let start = this.position.get();
        let end = this.with(py, |mapping| {
            mapping.bytes().get(start..).and_then(|rest| rest.iter().position(|&byte| byte == b'\n'))
        })?;
        take(py, this, end.map_or(left, |end| (end + 1).min(left)))
    }

    /// Writes bytes at the position, which moves behind them; gives how many.
    #[pymethod("($self, bytes, /)")]
    fn write(this: &Map, py: &mut Py, bytes: &Value) -> PyResult<usize> {
        this.len(py)?;
        let buffer = py.get_buffer(bytes, BufferRequest::SIMPLE)?;
        let copy = buffer.to_vec();
        py.release_buffer(buffer);
        this.check_writable(py)?;
        if left(py, this)? < copy.len() {
            return Err(exc::value_error(py, format_args!("data out of range")));
        }
        let start = this.position.get();
        this.write(py, start, &copy);
        this.position.set(start + copy.len());
        Ok(copy.len())
    }

    /// Writes a byte, given as an int, at the position, which moves on by one.
    #[pymethod("($self, byte, /)")]
    fn write_byte(this: &Map, py: &mut Py, byte: &Value) -> PyResult<()> {
        let number = py.to_i64(byte)?;
        let Ok(byte) = u8::try_from(number) else {
            let bound = if number < 0 { "less than minimum" } else { "greater than maximum" };
            return Err(exc::overflow_error(py, format_args!("unsigned byte integer is {bound}")));
        };
        this.check_writable(py)?;
        if left(py, this)? == 0 {
            return Err(exc::value_error(py, format_args!("write byte out of range")));
        }
        let place = this.position.get();
        this.write(py, place, &[byte]);
        this.position.set(place + 1);
        Ok(())
    }

    /// Moves the position: from the beginning (whence 0), from where it is (1) or from the end (2).
    #[pymethod("($self, pos, whence=0, /)")]
    fn seek(this: &Map, py: &mut Py, pos: isize, whence: Option<i32>) -> PyResult<usize> {
        let len = this.len(py)?;
        let from = match whence.unwrap_or(0) {
            0 => 0,
            1 => this.position.get(),
            2 => len,
            _ => return Err(exc::value_error(py, format_args!("unknown seek type"))),
        };
        match from.checked_add_signed(pos).filter(|&place| place <= len) {
            Some(place) => {
                this.position.set(place);
                Ok(place)
            }
            None => Err(exc::value_error(py, format_args!("seek out of range"))),
        }
    }

    /// The position.
    #[pymethod("($self, /)")]
    fn tell(this: &Map, py: &mut Py) -> PyResult<usize> {
        this.len(py)?;
        Ok(this.position.get())
    }

    /// Whether the position can be moved: it can.
    #[pymethod("($self, /)")]
    fn seekable(_: &Map) -> bool {
        true
    }

    /// Where view is first found between start, which is the position unless it is given, and end; -1 if nowhere.
    #[pymethod("($self, view, start=None, end=None, /)")]
    fn find(
        this: &Map,
        py: &mut Py,
        view: &Value,
        start: Borrowed<'_>,
        end: Borrowed<'_>,
    ) -> PyResult<isize> {
        search(py, this, view, start, end, false)
    }

    /// Where view is last found between start, which is the position unless it is given, and end; -1 if nowhere.
    #[pymethod("($self, view, start=None, end=None, /)")]
    fn rfind(
        this: &Map,
        py: &mut Py,
        view: &Value,
        start: Borrowed<'_>,
        end: Borrowed<'_>,
    ) -> PyResult<isize> {
        search(py, this, view, start, end, true)
    }
}

fn search(
    py: &mut Py,
    map: &Map,
    view: &Value,
    start: Borrowed<'_>,
    end: Borrowed<'_>,
    backward: bool,
) -> PyResult<isize> {
    use taipan_strings::{Units, find, rfind};

    map.len(py)?;
    let buffer = py.get_buffer(view, BufferRequest::SIMPLE)?;
    let needle = buffer.to_vec();
    py.release_buffer(buffer);
    let usual = map.position.get() as isize;
    let start = if is_none(&start) { usual } else { py.to_clamped(&start)? };
    let end = if is_none(&end) { isize::MAX } else { py.to_clamped(&end)? };
    map.with(py, |mapping| {
        let len = mapping.len();
        let place = |at: isize| {
            let at = if at < 0 { at.saturating_add_unsigned(len).max(0) } else { at };
            at.unsigned_abs().min(len)
        };
        let (start, end) = (place(start), place(end));
        let text = mapping.bytes().get(start..end)?;
        let (text, needle) = (Units::Latin1(text), Units::Latin1(&needle));
        let found = if backward { rfind(text, needle) } else { find(text, needle) };
        found.map(|at| (start + at) as isize)
    })
    .map(|found| found.unwrap_or(-1))
}

//! Reading, writing and positions of `StringIO`.

use taipan_macros::pymethods;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use super::{STRING_IO, StringIo};
use crate::calls::{self, call};

pub(super) struct Access;

#[pymethods(StringIo)]
impl Access {
    #[pyslot]
    fn next(this: Borrowed<'_>, py: &mut Py) -> PyResult<Option<Value>> {
        let Some(stream) = this.get::<StringIo>() else { return Ok(None) };
        stream.check_open(py)?;
        let line = if this.type_().is(&STRING_IO) {
            stream.read_line(py, -1)?
        } else {
            let line = call(py, &this, Name::READLINE, &[])?;
            check_line(py, &line)?;
            line
        };
        Ok(if line.get::<Str>().is_none_or(Str::is_empty) { None } else { Some(line) })
    }

    /// At most so many characters, or all that are left.
    #[pymethod("($self, size=-1, /)")]
    fn read(this: &StringIo, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = calls::size(py, size)?;
        this.check_open(py)?;
        this.read(py, size)
    }

    /// A line, or as much of it as a limit allows; empty at the end.
    #[pymethod("($self, size=-1, /)")]
    fn readline(this: &StringIo, py: &mut Py, size: Option<Borrowed<'_>>) -> PyResult<Value> {
        let size = calls::size(py, size)?;
        this.check_open(py)?;
        this.read_line(py, size)
    }

    /// Writes text, and returns how many characters that were.
    #[pymethod("($self, s, /)")]
    fn write(this: &StringIo, py: &mut Py, s: Borrowed<'_>) -> PyResult<usize> {
        this.check_open(py)?;
        let Some(text) = s.get::<Str>() else {
            let class = s.type_().name();
            return Err(exc::type_error(py, format_args!("string argument expected, got '{class}'")));
        };
        this.write(py, &s)?;
        Ok(text.len())
    }

    /// The position.
    #[pymethod("($self, /)")]
    fn tell(this: &StringIo, py: &mut Py) -> PyResult<usize> {
        this.check_open(py)?;
        Ok(this.position.get())
    }

    /// Moves to a position that counts from the start (0), stays (1), or moves to the end (2).
    ///
    /// For the last two it must be 0. Returns the new position.
    #[pymethod("($self, pos, whence=0, /)")]
    fn seek(this: &StringIo, py: &mut Py, pos: isize, whence: i32) -> PyResult<usize> {
        this.check_open(py)?;
        let position = match whence {
            0 => match usize::try_from(pos) {
                Ok(position) => position,
                Err(_) => return Err(exc::value_error(py, format_args!("Negative seek position {pos}"))),
            },
            1 | 2 if pos != 0 => {
                return Err(py.error(&exc::OS_ERROR, format_args!("Can't do nonzero cur-relative seeks")));
            }
            1 => this.position.get(),
            2 => this.contents.get(py).len(),
            _ => {
                return Err(exc::value_error(
                    py,
                    format_args!("Invalid whence ({whence}, should be 0, 1 or 2)"),
                ));
            }
        };
        this.position.set(position);
        Ok(position)
    }

    /// Cuts the text off at a size, or at the position. Returns the size.
    #[pymethod("($self, pos=None, /)")]
    fn truncate(this: &StringIo, py: &mut Py, pos: Borrowed<'_>) -> PyResult<usize> {
        // The number first: asking for it may close the stream.
        let given = if is_none(&pos) { None } else { Some(calls::size(py, Some(pos))?) };
        this.check_open(py)?;
        let size = match given.map(usize::try_from) {
            None => this.position.get(),
            Some(Ok(size)) => size,
            Some(Err(_)) => {
                let size = given.unwrap_or(0);
                return Err(exc::value_error(py, format_args!("Negative size value {size}")));
            }
        };
        this.contents.get_mut(py).truncate(size)?;
        Ok(size)
    }

    /// All of the text, wherever the position is.
    #[pymethod("($self, /)")]
    fn getvalue(this: &StringIo, py: &mut Py) -> PyResult<Value> {
        this.check_open(py)?;
        py.heap().str_part(this.contents.get(py).units())
    }
}

/// Fails unless a line is text.
pub(crate) fn check_line(py: &Py, line: &Value) -> PyResult<()> {
    if line.is_str() {
        return Ok(());
    }
    let class = line.type_().name();
    Err(py.error(&exc::OS_ERROR, format_args!("readline() should have returned a str object, not '{class}'")))
}

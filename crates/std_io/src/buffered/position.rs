//! Positions of buffers.

use taipan_macros::pymethods;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use super::{Buffered, Random, receiver};
use crate::base::check_seekable;
use crate::calls::{self, call, unsupported};

pub(super) struct Position;

impl Buffered {
    /// Moves within the buffer, if the target lies there. Gives the new position.
    fn seek_in_buffer(&self, py: &mut Py, target: i64, whence: i32) -> PyResult<Option<i64>> {
        if !self.readable.get() || !matches!(whence, 0 | 1) {
            return Ok(None);
        }
        let current = match self.raw_position.get() {
            Some(position) => position,
            None => {
                let raw = self.raw(py)?;
                self.ask_raw_position(py, &raw)?
            }
        };
        let ahead = self.ahead(py) as i64;
        if ahead == 0 {
            return Ok(None);
        }
        let offset =
            if whence == 0 { target.wrapping_sub(current.wrapping_sub(self.raw_offset())) } else { target };
        if offset < -self.pos.get() || offset > ahead {
            return Ok(None);
        }
        self.pos.set(self.pos.get() + offset);
        // The raw stream of a device that lies about its position may stand before the buffer.
        Ok(Some(current.saturating_sub(ahead).saturating_add(offset).max(0)))
    }
}

#[pymethods(Random)]
impl Position {
    #[pymethod("($self, target, whence=0, /)")]
    fn seek(this: Borrowed<'_>, py: &mut Py, target: Borrowed<'_>, whence: i32) -> PyResult<i64> {
        let stream = receiver(py, this)?;
        stream.check_ready(py)?;
        if !(0..=4).contains(&whence) {
            return Err(exc::value_error(py, format_args!("whence value {whence} unsupported")));
        }
        stream.check_open(py, "seek of closed file")?;
        let raw = stream.raw(py)?;
        check_seekable(py, &raw)?;
        let mut target = calls::offset(py, &target)?;
        stream.check_ready(py)?;
        if let Some(position) = stream.seek_in_buffer(py, target, whence)? {
            return Ok(position);
        }
        let _held = stream.lock.enter(py, this)?;
        if stream.writable.get() {
            stream.flush_writes(py)?;
        }
        if whence == 1 {
            target = target.wrapping_sub(stream.raw_offset());
        }
        let position = stream.seek_raw(py, target, whence)?;
        stream.raw_pos.set(-1);
        if stream.readable.get() {
            stream.reset_read();
        }
        Ok(position)
    }

    #[pymethod("($self, /)")]
    fn tell(this: Borrowed<'_>, py: &mut Py) -> PyResult<i64> {
        let stream = receiver(py, this)?;
        let raw = stream.raw(py)?;
        let position = stream.ask_raw_position(py, &raw)?;
        Ok(position.saturating_sub(stream.raw_offset()).max(0))
    }

    #[pymethod("($self, pos=None, /)")]
    fn truncate(this: Borrowed<'_>, py: &mut Py, pos: Borrowed<'_>) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        stream.check_open(py, "truncate of closed file")?;
        if !stream.writable.get() {
            return Err(unsupported(py, "truncate"));
        }
        let _held = stream.lock.enter(py, this)?;
        stream.flush_and_rewind(py)?;
        let raw = stream.raw(py)?;
        let size = call(py, &raw, Name::TRUNCATE, &[&pos])?;
        if let Err(raised) = stream.ask_raw_position(py, &raw) {
            py.discard(raised);
        }
        Ok(size)
    }
}

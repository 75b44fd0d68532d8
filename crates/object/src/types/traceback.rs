//! `traceback`: where an exception came through. One entry for each frame; the outermost is first.
//!
//! The kernel knows nothing of frames: an entry has one as a value, and asks the interpreter for the line when somebody
//! wants to know.

use std::cell::Cell;

use super::object::OBJECT;
use crate::cell::PyCell;
use crate::exception::BaseException;
use crate::py::{Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::singletons::is_none;
use crate::value::Value;

/// The payload.
pub struct Traceback {
    /// `tb_next`: the entry of the frame that was called; `None` at the place where the exception was raised.
    pub next: PyCell<Option<Value>>,
    /// `tb_frame`
    pub frame: Option<Value>,
    /// `tb_lasti`: the offset in bytes of the instruction.
    pub instruction: i32,
    /// `tb_lineno`; [`UNKNOWN_LINE`] until it is asked for.
    line: Cell<i32>,
}

/// The line of an entry is computed from its instruction.
pub const UNKNOWN_LINE: i32 = -1;

/// `traceback`
pub static TRACEBACK: Type = Type::of::<Traceback>("traceback", Some(&OBJECT));

// SAFETY: only made with this payload; the type cannot be derived from.
unsafe impl Payload for Traceback {
    const TYPE: &'static Type = &TRACEBACK;
}

impl Parts for Traceback {
    const ONLY_VALUES: bool = true;

    fn take_part(&mut self) -> Option<Value> {
        // What others have too does not die: it need not be given out.
        let given = |value: Option<Value>| value.and_then(Value::release_unless_last);
        given(self.next.exclusive().take()).or_else(|| given(self.frame.take()))
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.next.peek() }.iter().chain(&self.frame).for_each(visit);
    }
}

impl Traceback {
    /// An entry with all that `TracebackType()` takes.
    pub fn new(next: Option<Value>, frame: Value, instruction: i32, line: i32) -> Self {
        Self { next: PyCell::new(next), frame: Some(frame), instruction, line: Cell::new(line) }
    }

    /// The line; `None` if the instruction belongs to none.
    pub fn line(&self, py: &mut Py) -> PyResult<Option<i32>> {
        if self.line.get() != UNKNOWN_LINE {
            return Ok(Some(self.line.get()));
        }
        let (Some(frame), Some(find)) = (&self.frame, py.interpreter().hooks().traceback_line) else {
            return Ok(None);
        };
        let line = find(py, frame, self.instruction)?;
        self.line.set(line.unwrap_or(UNKNOWN_LINE));
        Ok(line)
    }
}

impl Py {
    /// Notes that an exception has come through a frame.
    pub fn add_traceback(&mut self, exception: &Value, frame: Value, instruction: i32) -> PyResult<()> {
        let Some(payload) = BaseException::of(exception) else { return Ok(()) };
        // Without memory for more it stays as it was.
        let entry = self.heap().object(Traceback::new(None, frame, instruction, UNKNOWN_LINE))?;
        let next = payload.state.get_mut(self).traceback.take();
        if let Some(added) = entry.exact::<Traceback>() {
            // There was none in the new entry, and there is none in the exception: nothing is dropped.
            std::mem::forget(std::mem::replace(&mut *added.next.get_mut(self), next));
        }
        std::mem::forget(payload.state.get_mut(self).traceback.replace(entry));
        Ok(())
    }
}

/// Sets `__traceback__`.
pub fn set_traceback(py: &mut Py, exception: &Value, traceback: Option<Value>) {
    let Some(payload) = exception.get::<BaseException>() else { return };
    let mut state = payload.state.get_mut(py);
    let old = std::mem::replace(&mut state.traceback, traceback);
    drop(state);
    drop(old);
}

/// Whether a value is a traceback or None.
pub fn is_traceback_or_none(value: &Value) -> bool {
    is_none(value) || value.exact::<Traceback>().is_some()
}

//! `StringIO`: a stream over text in memory.

mod contents;
mod methods;
mod state;

use std::cell::Cell;

use taipan_macros::pyclass;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyCell, PyResult, Raised, Value, exception as exc};

use crate::base::{IoBase, TEXT_IO_BASE};
use crate::calls::value_error;
use crate::line_ends::{LineEnd, Newline};
use crate::newlines::Newlines;
use contents::Contents;
pub(crate) use contents::translate;
pub(crate) use methods::check_line;

/// The payload.
#[pyclass(static = STRING_IO, name = "_io.StringIO", base = TEXT_IO_BASE)]
#[derive(Default)]
#[repr(C)]
pub(crate) struct StringIo {
    #[part]
    base: IoBase,
    contents: PyCell<Contents>,
    position: Cell<usize>,
    phase: Cell<Phase>,
    newline: Cell<Newline>,
    /// What is known of the ends of lines that were written, where all kinds count.
    newlines: Cell<Option<Newlines>>,
}

/// Whether a stream can be used.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Phase {
    /// `__init__` has not succeeded.
    #[default]
    New,
    Ready,
    Closed,
}

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "A stream over text in memory.\n\n\
         The initial text is what it begins with. The newline works as that of TextIOWrapper, except\n\
         that nothing is translated when it is None and text is written.",
    ),
    signature: Some("(initial_value='', newline='\\n')"),
    flags: Flags::BASE,
    slots: &[methods::Access::SLOTS, state::Life::SLOTS],
    methods: &[methods::Access::METHODS, state::Life::METHODS],
    getset: &[state::Life::GETSET],
    ..Definition::of(&STRING_IO)
};

impl StringIo {
    #[inline]
    fn check_open(&self, py: &Py) -> PyResult<()> {
        if self.phase.get() == Phase::Ready { Ok(()) } else { Err(self.unusable(py)) }
    }

    #[cold]
    fn unusable(&self, py: &Py) -> Raised {
        value_error(
            py,
            if self.phase.get() == Phase::New {
                "I/O operation on uninitialized object"
            } else {
                "I/O operation on closed file"
            },
        )
    }

    /// Reads at most so many characters.
    fn read(&self, py: &mut Py, limit: isize) -> PyResult<Value> {
        let contents = self.contents.get(py);
        let text = contents.units();
        let start = self.position.get().min(text.len());
        let left = text.len() - start;
        let count = usize::try_from(limit).map_or(left, |limit| limit.min(left));
        let value = py.heap().str_part(text.slice(start..start + count))?;
        self.position.set(self.position.get() + count);
        Ok(value)
    }

    /// Reads a line, of at most so many characters.
    fn read_line(&self, py: &mut Py, limit: isize) -> PyResult<Value> {
        let contents = self.contents.get(py);
        let text = contents.units();
        let start = self.position.get();
        if start >= text.len() {
            return py.str("");
        }
        let mut end = match self.newline.get().find_end(text, start) {
            LineEnd::Found(end) => end,
            LineEnd::Missing => text.len(),
        };
        if let Ok(limit) = usize::try_from(limit) {
            end = end.min(start.saturating_add(limit));
        }
        let value = py.heap().str_part(text.slice(start..end))?;
        self.position.set(end);
        Ok(value)
    }

    /// Writes text at the position. A gap between the end and there is filled with U+0000.
    fn write(&self, py: &mut Py, text: &Value) -> PyResult<()> {
        let mut text = text.clone();
        if let Some(mut newlines) = self.newlines.get() {
            text = newlines.decode(py, text, true)?;
            self.newlines.set(Some(newlines));
        }
        let Some(units) = text.get::<Str>().map(Str::units) else { return Ok(()) };
        if units.is_empty() {
            return Ok(());
        }
        let position = self.position.get();
        let mut contents = self.contents.get_mut(py);
        let written = match self.newline.get().written() {
            Some(end) => contents.write_translated(position, units, end),
            None => contents.write(position, units),
        };
        drop(contents);
        match written? {
            Some(end) => {
                self.position.set(end);
                Ok(())
            }
            None => Err(exc::overflow_error(py, format_args!("new position too large"))),
        }
    }
}

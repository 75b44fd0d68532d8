//! `cell`: a variable that a function shares with the functions inside it.

use super::object::OBJECT;
use crate::cell::PyCell;
use crate::compare::CompareOp;
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::singletons::{boolean, not_implemented};
use crate::value::{Borrowed, Value};

/// The payload.
pub struct Cell {
    /// The variable's value; `None` while it is unbound.
    pub content: PyCell<Option<Value>>,
}

/// `cell`
pub static CELL: Type = Type::of::<Cell>("cell", Some(&OBJECT));

// SAFETY: only made with this payload; the type cannot be derived from.
unsafe impl Payload for Cell {
    const TYPE: &'static Type = &CELL;
}

impl Parts for Cell {
    fn take_part(&mut self) -> Option<Value> {
        self.content.exclusive().take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.content.peek() }.iter().for_each(visit);
    }
}

impl Cell {
    /// The variable's value.
    #[inline(always)]
    pub fn get(&self, py: &Py) -> Option<Value> {
        self.content.get(py).clone()
    }

    /// Binds the variable, or unbinds it; the old value is given back.
    #[inline(always)]
    pub fn set(&self, py: &mut Py, value: Option<Value>) -> Option<Value> {
        self.content.replace(py, value)
    }
}

impl Heap {
    /// A cell.
    #[inline]
    pub fn cell(self, content: Option<Value>) -> PyResult<Value> {
        self.object(Cell { content: PyCell::new(content) })
    }
}

/// `<cell at 0x…: int object at 0x…>`
pub(crate) fn repr(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let Some(cell) = this.exact::<Cell>() else { return Ok(this.to_value()) };
    match cell.get(py) {
        Some(content) => py.text(format_args!(
            "<cell at {:#x}: {} object at {:#x}>",
            this.word(),
            content.type_().name(),
            content.word()
        )),
        None => py.text(format_args!("<cell at {:#x}: empty>", this.word())),
    }
}

/// Cells compare as what is in them; an empty one comes before all others.
pub(crate) fn compare(
    py: &mut Py,
    this: Borrowed<'_>,
    other: Borrowed<'_>,
    op: CompareOp,
) -> PyResult<Value> {
    let (Some(left), Some(right)) = (this.exact::<Cell>(), other.exact::<Cell>()) else {
        return Ok(not_implemented());
    };
    match (left.get(py), right.get(py)) {
        (Some(left), Some(right)) => py.compare(&left, &right, op),
        (left, right) => Ok(boolean(op.holds(left.is_some().cmp(&right.is_some())))),
    }
}

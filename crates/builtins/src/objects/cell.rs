//! `cell`: its constructor and content.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::cell::{CELL, Cell};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

/// The type, completed.
pub(crate) const DEFINITION: Definition = Definition {
    doc: Some("A variable that functions share.\n\n  contents\n    its value; without it, the cell is empty"),
    signature: Some("([contents])"),
    slots: &[Cells::SLOTS],
    getset: &[Cells::GETSET],
    ..Definition::of(&CELL)
};

/// What cells show.
pub(crate) struct Cells;

#[pymethods(Cell)]
impl Cells {
    #[pyslot("($type, contents=None, /)", name = "cell")]
    fn new(_: &Type, py: &mut Py, contents: Option<&Value>) -> PyResult<Value> {
        py.heap().cell(contents.cloned())
    }

    #[pygetter]
    fn cell_contents(this: &Cell, py: &mut Py) -> PyResult<Value> {
        match this.get(py) {
            Some(value) => Ok(value),
            None => Err(exc::value_error(py, format_args!("Cell is empty"))),
        }
    }

    #[pysetter]
    fn set_cell_contents(this: &Cell, py: &mut Py, value: Option<Borrowed<'_>>) {
        drop(this.set(py, value.map(Borrowed::to_value)));
    }
}

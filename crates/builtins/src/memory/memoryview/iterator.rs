//! `memory_iterator`

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::Definition;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};

use super::{MemoryView, not_implemented};

/// The payload.
#[pyclass(static = MEMORY_ITERATOR, name = "memory_iterator")]
struct MemoryIterator {
    /// Nothing at the end.
    view: PyCell<Option<Value>>,
    index: Cell<usize>,
}

pub(in crate::memory) const DEFINITION: Definition =
    Definition { slots: &[Methods::SLOTS], ..Definition::of(&MEMORY_ITERATOR) };

/// An iterator over the items of a view, which must have one dimension.
pub(super) fn new(py: &Py, this: Borrowed<'_>) -> PyResult<Value> {
    if let Some(view) = this.get::<MemoryView>() {
        view.check(py)?;
        match view.geometry.dimensions().len() {
            0 => return Err(exc::type_error(py, format_args!("invalid indexing of 0-dim memory"))),
            1 => {}
            _ => {
                let message = format_args!("multi-dimensional sub-views are not implemented");
                return Err(not_implemented(py, message));
            }
        }
        view.items(py)?;
    }
    py.heap().object(MemoryIterator { view: PyCell::new(Some(this.to_value())), index: Cell::new(0) })
}

struct Methods;

#[pymethods(MemoryIterator)]
impl Methods {
    #[pyslot]
    fn iter(this: Borrowed<'_>, _: &mut Py) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(this: &MemoryIterator, py: &mut Py) -> PyResult<Option<Value>> {
        let index = this.index.get();
        if let Some(value) = &*this.view.get(py)
            && let Some(view) = value.get::<MemoryView>()
            && let Some(dimension) = view.only_dimension()
            && index < dimension.len
        {
            view.check(py)?;
            this.index.set(index + 1);
            return view.items(py)?.unpack(py, view.item_bytes(py, &[index])).map(Some);
        }
        drop(this.view.replace(py, None));
        Ok(None)
    }
}

//! What `co_lines()`, `co_positions()` and `co_branches()` return.

use std::cell::Cell;

use taipan_macros::{pyclass, pymethods};
use taipan_object::types::object::OBJECT;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

macro_rules! iterator {
    ($(#[$doc:meta])* $payload:ident, $static_:ident, $name:literal) => {
        $(#[$doc])*
        #[pyclass(static = $static_, name = $name, base = OBJECT)]
        pub(crate) struct $payload {
            items: PyCell<Vec<Value>>,
            next: Cell<usize>,
        }

        #[pymethods]
        impl $payload {
            #[pyslot]
            fn iter(this: Borrowed<'_>, _py: &mut Py) -> PyResult<Value> {
                Ok(this.to_value())
            }

            #[pyslot]
            fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
                let item = self.items.get(py).get(self.next.get()).cloned();
                self.next.set(self.next.get() + usize::from(item.is_some()));
                Ok(item)
            }
        }

        impl $payload {
            /// An iterator over items that have been computed.
            pub(super) fn over(py: &Py, items: Vec<Value>) -> PyResult<Value> {
                py.heap().object(Self { items: PyCell::new(items), next: Cell::new(0) })
            }
        }
    };
}

iterator! {
    /// The payload of `line_iterator`.
    LineIterator, LINE_ITERATOR, "line_iterator"
}
iterator! {
    /// The payload of `positions_iterator`.
    PositionsIterator, POSITIONS_ITERATOR, "positions_iterator"
}

//! What a context is iterated over with. The map never changes, so a view has all that it will give.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

/// What a view gives.
#[derive(Clone, Copy)]
pub(super) enum View {
    Keys,
    Values,
    Items,
}

pub(super) static DEFINITIONS: &[Definition] = &[
    Definition { flags: Flags::NO_INSTANCES, slots: &[Keys::SLOTS], ..Definition::of(&KEYS) },
    Definition { flags: Flags::NO_INSTANCES, slots: &[Values::SLOTS], ..Definition::of(&VALUES) },
    Definition { flags: Flags::NO_INSTANCES, slots: &[Items::SLOTS], ..Definition::of(&ITEMS) },
];

/// A view of the items of a map.
pub(super) fn new(py: &Py, view: View, items: Vec<(Value, Value)>) -> PyResult<Value> {
    let mut left = Vec::with_capacity(items.len());
    for (key, value) in items.into_iter().rev() {
        left.push(match view {
            View::Keys => key,
            View::Values => value,
            View::Items => py.tuple([key, value])?,
        });
    }
    let left = PyCell::new(left);
    match view {
        View::Keys => py.heap().object(Keys { left }),
        View::Values => py.heap().object(Values { left }),
        View::Items => py.heap().object(Items { left }),
    }
}

macro_rules! view {
    ($(#[$doc:meta])* $payload:ident, $name:literal) => {
        $(#[$doc])*
        #[pyclass(name = $name)]
        pub(super) struct $payload {
            /// What is still to come, the next one last.
            left: PyCell<Vec<Value>>,
        }

        #[pymethods]
        impl $payload {
            #[pyslot]
            fn iter(this: Borrowed<'_>) -> Value {
                this.to_value()
            }

            #[pyslot]
            fn next(&self, py: &mut Py) -> Option<Value> {
                self.left.get_mut(py).pop()
            }
        }
    };
}

view! {
    /// The payload of a view of the variables.
    Keys, "keys"
}
view! {
    /// The payload of a view of the values.
    Values, "values"
}
view! {
    /// The payload of a view of both.
    Items, "items"
}

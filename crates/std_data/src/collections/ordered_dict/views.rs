//! `odict_keys`, `odict_values`, `odict_items`: the views of a dict in the order of an `OrderedDict`.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::Definition;
use taipan_object::types::dict::views::{
    DICT_ITEMS, DICT_KEYS, DICT_VALUES, DictItems, DictKeys, DictValues,
};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::iterator::{Gives, over};

macro_rules! view {
    ($Payload:ident, $TYPE:ident, $DEFINITION:ident, $View:ident, $gives:ident) => {
        #[pymethods]
        impl $Payload {
            #[pyslot]
            fn iter(&self, py: &mut Py) -> PyResult<Value> {
                over(py, self.view.dict_object(), Gives::$gives, false)
            }

            /// An iterator over the view, the last item first.
            #[pymethod("($self, /)")]
            fn __reversed__(&self, py: &mut Py) -> PyResult<Value> {
                over(py, self.view.dict_object(), Gives::$gives, true)
            }
        }

        impl $Payload {
            /// A view of an `OrderedDict`.
            pub(super) fn of(dict: Borrowed<'_>) -> Self {
                Self { view: $View::of(dict) }
            }
        }

        pub(super) const $DEFINITION: Definition =
            Definition { slots: &[$Payload::SLOTS], methods: &[$Payload::METHODS], ..Definition::of(&$TYPE) };
    };
}

/// The payload.
#[pyclass(name = "odict_keys", base = DICT_KEYS)]
#[repr(C)]
pub(crate) struct OdictKeys {
    #[part]
    view: DictKeys,
}

/// The payload.
#[pyclass(name = "odict_values", base = DICT_VALUES)]
#[repr(C)]
pub(crate) struct OdictValues {
    #[part]
    view: DictValues,
}

/// The payload.
#[pyclass(name = "odict_items", base = DICT_ITEMS)]
#[repr(C)]
pub(crate) struct OdictItems {
    #[part]
    view: DictItems,
}

view!(OdictKeys, ODICT_KEYS, KEYS, DictKeys, Keys);
view!(OdictValues, ODICT_VALUES, VALUES, DictValues, Values);
view!(OdictItems, ODICT_ITEMS, ITEMS, DictItems, Items);

//! `dict.keys()`, `dict.values()`, `dict.items()`: views that change with the dict. Those of keys and items are sets.

mod algebra;

use taipan_macros::pymethods;
use taipan_object::type_::Definition;
use taipan_object::types::dict::iterators;
use taipan_object::types::dict::views::{
    DICT_ITEMS, DICT_KEYS, DICT_VALUES, DictItems, DictKeys, DictValues,
};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value};

use super::set::show_items;

macro_rules! view {
    ($Payload:ident, $TYPE:ident, $Core:ident, $DEFINITION:ident, $Iterator:ident, $Reversed:ident, [$($more:ident),*]) => {
        /// What all views have.
        struct $Core;

        #[pymethods($Payload)]
        impl $Core {
            #[pyslot]
            fn length(this: &$Payload, py: &mut Py) -> usize {
                this.dict().map_or(0, |dict| dict.len(py))
            }

            #[pyslot]
            fn iter(this: &$Payload, py: &mut Py) -> PyResult<Value> {
                iterators::$Iterator::over(py, this.dict_object())
            }

            #[pyslot]
            fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                let Some(guard) = py.enter_repr(this) else { return py.str("...") };
                let shown = show_view(py, this);
                py.leave_repr(guard);
                shown
            }

            /// An iterator over the view, the last item first.
            #[pymethod("($self, /)", name = "__reversed__")]
            fn reversed(this: &$Payload, py: &mut Py) -> PyResult<Value> {
                iterators::$Reversed::over(py, this.dict_object())
            }

            /// The dict that this is a view of, to be read only.
            #[pygetter]
            fn mapping(this: &$Payload, py: &mut Py) -> PyResult<Value> {
                py.heap().mapping_proxy(this.dict_object().to_value())
            }
        }

        pub(super) const $DEFINITION: Definition = Definition {
            slots: &[$Core::SLOTS, $($more::SLOTS),*],
            methods: &[$($more::METHODS,)* $Core::METHODS],
            getset: &[$Core::GETSET],
            ..Definition::of(&$TYPE)
        };
    };
}

view!(DictKeys, DICT_KEYS, KeysCore, KEYS, KeyIterator, ReversedKeys, [KeysContain, Algebra]);
view!(DictValues, DICT_VALUES, ValuesCore, VALUES, ValueIterator, ReversedValues, []);
view!(DictItems, DICT_ITEMS, ItemsCore, ITEMS, ItemIterator, ReversedItems, [ItemsContain, Algebra]);

fn show_view(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    let name = this.type_().name();
    let items = py.collect_list(&this)?;
    show_items(py, items, &format!("{name}(["), "])")
}

/// `in`
struct KeysContain;

#[pymethods(DictKeys)]
impl KeysContain {
    #[pyslot]
    fn contains(this: &DictKeys, py: &mut Py, key: &Value) -> PyResult<bool> {
        match this.dict() {
            Some(dict) => dict.contains(py, key),
            None => Ok(false),
        }
    }
}

/// `in`
struct ItemsContain;

#[pymethods(DictItems)]
impl ItemsContain {
    #[pyslot]
    fn contains(this: &DictItems, py: &mut Py, item: &Value) -> PyResult<bool> {
        let Some([key, value]) = item.get::<Tuple>().map(Tuple::items) else { return Ok(false) };
        let Some(dict) = this.dict() else { return Ok(false) };
        match dict.get(py, key)? {
            Some(found) => py.equal(&found, value),
            None => Ok(false),
        }
    }
}

/// What views of keys and items have in common with sets.
struct Algebra;

#[pymethods(DictKeys)]
impl Algebra {
    #[pyslot]
    fn compare(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<Value> {
        algebra::compare(py, this, other, op)
    }

    #[pyslot]
    fn subtract(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        algebra::difference(py, left, right)
    }

    #[pyslot]
    fn and(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        algebra::intersection(py, left, right)
    }

    #[pyslot]
    fn xor(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        algebra::symmetric_difference(py, left, right)
    }

    #[pyslot]
    fn or(left: Borrowed<'_>, py: &mut Py, right: Borrowed<'_>) -> PyResult<Value> {
        algebra::union(py, left, right)
    }

    /// Whether the view has no item in common with an iterable.
    #[pymethod("($self, object, /)")]
    fn isdisjoint(this: Borrowed<'_>, py: &mut Py, other: Borrowed<'_>) -> PyResult<bool> {
        algebra::is_disjoint(py, this, other)
    }
}

//! `dict.keys()`, `dict.values()`, `dict.items()`: views that change with the dict. Those of keys and items are sets.

mod algebra;

use taipan_macros::pymethods;
use taipan_object::type_::{Definition, Parts, Payload, Visit};
use taipan_object::types::dict::Dict;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::none_ref;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Type, Value};

use super::dict_iterators as iterators;
use super::set::show_items;

macro_rules! view {
    ($Payload:ident, $TYPE:ident, $DEFINITION:ident, $name:literal, $Iterator:ident, $Reversed:ident, [$($more:ident),*]) => {
        #[doc = concat!("`", $name, "`")]
        pub(super) struct $Payload {
            /// The dict, for as long as anybody can see the view.
            dict: Option<Value>,
        }

        static $TYPE: Type = Type::of::<$Payload>($name, Some(&OBJECT));

        // SAFETY: only made here; the type cannot be derived from.
        unsafe impl Payload for $Payload {
            const TYPE: &'static Type = &$TYPE;
        }

        impl Parts for $Payload {
            fn take_part(&mut self) -> Option<Value> {
                self.dict.take()
            }

            fn each_part(&self, visit: &mut Visit<'_>) {
                self.dict.iter().for_each(visit);
            }
        }

        impl $Payload {
            /// A view of a dict.
            pub(super) fn of(dict: Borrowed<'_>) -> Self {
                Self { dict: Some(dict.to_value()) }
            }

            fn dict(&self) -> Borrowed<'_> {
                self.dict.as_ref().map_or(none_ref(), Value::borrow)
            }
        }

        #[pymethods]
        impl $Payload {
            #[pyslot]
            fn length(&self, py: &mut Py) -> usize {
                self.dict().get::<Dict>().map_or(0, |dict| dict.len(py))
            }

            #[pyslot]
            fn iter(&self, py: &mut Py) -> PyResult<Value> {
                iterators::$Iterator::over(py, self.dict())
            }

            #[pyslot]
            fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
                let Some(guard) = py.enter_repr(this) else { return py.str("...") };
                let shown = show_view(py, this, $name);
                py.leave_repr(guard);
                shown
            }

            /// An iterator over the view, the last item first.
            #[pymethod("($self, /)", name = "__reversed__")]
            fn reversed(&self, py: &mut Py) -> PyResult<Value> {
                iterators::$Reversed::over(py, self.dict())
            }

            /// The dict that this is a view of, to be read only.
            #[pygetter]
            fn mapping(&self, py: &mut Py) -> PyResult<Value> {
                py.heap().mapping_proxy(self.dict().to_value())
            }
        }

        pub(super) const $DEFINITION: Definition = Definition {
            slots: &[$Payload::SLOTS, $($more::SLOTS),*],
            methods: &[$($more::METHODS,)* $Payload::METHODS],
            getset: &[$Payload::GETSET],
            ..Definition::of(&$TYPE)
        };
    };
}

view!(Keys, DICT_KEYS, KEYS, "dict_keys", KeyIterator, ReversedKeys, [KeysContain, Algebra]);
view!(Values, DICT_VALUES, VALUES, "dict_values", ValueIterator, ReversedValues, []);
view!(Items, DICT_ITEMS, ITEMS, "dict_items", ItemIterator, ReversedItems, [ItemsContain, Algebra]);

fn show_view(py: &mut Py, this: Borrowed<'_>, name: &str) -> PyResult<Value> {
    let items = py.collect(&this)?;
    show_items(py, items, &format!("{name}(["), "])")
}

/// `in`
struct KeysContain;

#[pymethods(Keys)]
impl KeysContain {
    #[pyslot]
    fn contains(this: &Keys, py: &mut Py, key: &Value) -> PyResult<bool> {
        match this.dict().get::<Dict>() {
            Some(dict) => dict.contains(py, key),
            None => Ok(false),
        }
    }
}

/// `in`
struct ItemsContain;

#[pymethods(Items)]
impl ItemsContain {
    #[pyslot]
    fn contains(this: &Items, py: &mut Py, item: &Value) -> PyResult<bool> {
        let Some([key, value]) = item.get::<Tuple>().map(Tuple::items) else { return Ok(false) };
        let Some(dict) = this.dict().get::<Dict>() else { return Ok(false) };
        match dict.get(py, key)? {
            Some(found) => py.equal(&found, value),
            None => Ok(false),
        }
    }
}

/// What views of keys and items have in common with sets.
struct Algebra;

#[pymethods(Keys)]
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

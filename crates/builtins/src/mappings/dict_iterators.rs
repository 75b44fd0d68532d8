//! Iterators over the keys, values and items of a dict, forwards and backwards: their slots and methods.

use taipan_macros::pymethods;
use taipan_object::type_::Definition;
use taipan_object::type_::shapes::Two;
use taipan_object::types::dict::Dict;
use taipan_object::types::dict::iterators::{
    Cursor, ITEM_ITERATOR, ItemIterator, KEY_ITERATOR, KeyIterator, REVERSED_ITEM_ITERATOR,
    REVERSED_KEY_ITERATOR, REVERSED_VALUE_ITERATOR, ReversedItems, ReversedKeys, ReversedValues,
    VALUE_ITERATOR, ValueIterator,
};
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::reduce_to_list;

type Pair = (Value, Value);

#[inline(always)]
fn next_pair(dict: &Dict, py: &Py, at: usize) -> Option<(Pair, usize)> {
    dict.next(py, at).map(|(key, value, next)| ((key, value), next))
}

/// The entry before a position. Behind the last one there is none: the dict has been emptied meanwhile.
fn previous(dict: &Dict, py: &Py, at: usize) -> Option<(Value, Value, usize)> {
    if at <= dict.end(py) { dict.previous(py, at) } else { None }
}

fn previous_key(dict: &Dict, py: &Py, at: usize) -> Option<(Value, usize)> {
    previous(dict, py, at).map(|(key, _, next)| (key, next))
}

fn previous_value(dict: &Dict, py: &Py, at: usize) -> Option<(Value, usize)> {
    previous(dict, py, at).map(|(_, value, next)| (value, next))
}

fn previous_pair(dict: &Dict, py: &Py, at: usize) -> Option<(Pair, usize)> {
    previous(dict, py, at).map(|(key, value, next)| ((key, value), next))
}

/// What an iterator gives for what it finds.
fn one(_: &Cursor, _: &mut Py, found: Value) -> PyResult<Value> {
    Ok(found)
}

#[inline(always)]
fn pair(cursor: &Cursor, py: &mut Py, (key, value): Pair) -> PyResult<Value> {
    cursor.last.give(py, [key, value])
}

macro_rules! iterator {
    ($Payload:ident, $TYPE:ident, $DEFINITION:ident, $Core:ident, $step:expr, $counts:literal, $give:ident $(, $Pairs:ident)?) => {
        /// What every iterator has.
        struct $Core;

        #[pymethods($Payload)]
        impl $Core {
            #[pyslot]
            fn iter(this: Borrowed<'_>, _: &mut Py) -> PyResult<Value> {
                Ok(this.to_value())
            }

            #[pyslot]
            fn next(this: &$Payload, py: &mut Py) -> PyResult<Option<Value>> {
                match this.0.advance(py, $step, $counts)? {
                    Some(found) => $give(&this.0, py, found).map(Some),
                    None => Ok(None),
                }
            }

            /// How many items are still to come, as far as that is known.
            #[pymethod("($self, /)", name = "__length_hint__")]
            fn length_hint(this: &$Payload, py: &mut Py) -> usize {
                this.0.length_hint(py)
            }

            /// What pickles the iterator.
            #[pymethod("($self, /)", name = "__reduce__")]
            fn reduce(this: &$Payload, py: &mut Py) -> PyResult<Value> {
                let rest = this.0.rest(py, $step, $counts)?;
                let give = |found| $give(&this.0, py, found);
                let rest = rest.into_iter().map(give).collect::<PyResult<Vec<_>>>()?;
                reduce_to_list(py, rest)
            }
        }

        pub(super) const $DEFINITION: Definition = Definition {
            slots: &[$Core::SLOTS $(, $Pairs::SLOTS)?],
            methods: &[$Core::METHODS],
            ..Definition::of(&$TYPE)
        };

        $(
            /// What gives key and value without a tuple.
            struct $Pairs;

            #[pymethods($Payload)]
            impl $Pairs {
                #[pyslot]
                fn next_pair(this: &$Payload, py: &mut Py) -> PyResult<Two> {
                    let Some((key, value)) = this.0.advance(py, $step, $counts)? else { return Ok(Two::End) };
                    this.0.last.keep(py, &key, &value);
                    Ok(Two::Values(key, value))
                }
            }
        )?
    };
}

iterator!(KeyIterator, KEY_ITERATOR, KEYS, Keys, Dict::next_key, true, one);
iterator!(ValueIterator, VALUE_ITERATOR, VALUES, Values, Dict::next_value, true, one);
iterator!(ItemIterator, ITEM_ITERATOR, ITEMS, Items, next_pair, true, pair, ItemPairs);
iterator!(ReversedKeys, REVERSED_KEY_ITERATOR, REVERSED_KEYS, KeysBackwards, previous_key, true, one);
iterator!(
    ReversedValues,
    REVERSED_VALUE_ITERATOR,
    REVERSED_VALUES,
    ValuesBackwards,
    previous_value,
    true,
    one
);
iterator!(
    ReversedItems,
    REVERSED_ITEM_ITERATOR,
    REVERSED_ITEMS,
    ItemsBackwards,
    previous_pair,
    true,
    pair,
    ReversedItemPairs
);

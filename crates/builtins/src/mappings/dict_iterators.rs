//! Iterators over the keys, values and items of a dict, forwards and backwards.
//!
//! An iterator notices that the dict has another length than when it began, and ends with an error then, each time again.

use std::cell::Cell;

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::type_::shapes::Two;
use taipan_object::type_::{Definition, Parts, Payload, Visit};
use taipan_object::types::dict::Dict;
use taipan_object::types::object::OBJECT;
use taipan_object::types::tuple::LastTuple;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Type, Value};

use super::reduce_to_list;

/// How far an iterator has come.
pub(super) struct Cursor {
    /// The dict; nothing at the end.
    dict: PyCell<Option<Value>>,
    /// The length that the dict has to have; `None` when it had another.
    expected: Cell<Option<usize>>,
    /// Forwards the position of the next entry, backwards the one after it.
    position: Cell<usize>,
    /// How many entries are still to come.
    left: Cell<usize>,
    /// The pair that was given last, of an iterator over items.
    last: LastTuple,
}

/// Finds what is asked for, and the next position.
trait Step<T>: Fn(&Dict, &Py, usize) -> Option<(T, usize)> + Copy {}
impl<T, F: Fn(&Dict, &Py, usize) -> Option<(T, usize)> + Copy> Step<T> for F {}

impl Cursor {
    fn forwards(py: &Py, dict: Borrowed<'_>) -> Self {
        let len = dict.get::<Dict>().map_or(0, |dict| dict.len(py));
        Self::from(dict, len, 0)
    }

    fn backwards(py: &Py, dict: Borrowed<'_>) -> Self {
        let (len, end) = dict.get::<Dict>().map_or((0, 0), |dict| (dict.len(py), dict.end(py)));
        Self::from(dict, len, end)
    }

    fn from(dict: Borrowed<'_>, len: usize, position: usize) -> Self {
        Self {
            dict: PyCell::new(Some(dict.to_value())),
            expected: Cell::new(Some(len)),
            position: Cell::new(position),
            left: Cell::new(len),
            last: LastTuple::default(),
        }
    }

    /// Goes one entry further. `counts`: that there are no more entries than there were is made sure of.
    #[inline(always)]
    fn advance<T>(&self, py: &mut Py, step: impl Step<T>, counts: bool) -> PyResult<Option<T>> {
        let found = {
            let dict = self.dict.get(py);
            let Some(dict) = dict.as_ref().and_then(|dict| dict.get::<Dict>()) else { return Ok(None) };
            if self.expected.get() != Some(dict.len(py)) {
                return Err(self.changed(py));
            }
            step(dict, py, self.position.get())
        };
        match found {
            Some((found, next)) if !counts || self.left.get() != 0 => {
                self.position.set(next);
                self.left.set(self.left.get().saturating_sub(1));
                Ok(Some(found))
            }
            found => self.end(py, found.is_some()).map(|()| None),
        }
    }

    /// The dict has another length than it had.
    #[cold]
    fn changed(&self, py: &Py) -> Raised {
        self.expected.set(None);
        exc::runtime_error(py, format_args!("dictionary changed size during iteration"))
    }

    /// Lets the dict go. It must not have more entries.
    #[inline(never)]
    fn end(&self, py: &mut Py, has_more: bool) -> PyResult<()> {
        drop(self.dict.replace(py, None));
        if has_more {
            return Err(exc::runtime_error(py, format_args!("dictionary keys changed during iteration")));
        }
        Ok(())
    }

    /// What is left, without going further.
    fn rest<T>(&self, py: &mut Py, step: impl Step<T>, counts: bool) -> PyResult<Vec<T>> {
        let copy = Self {
            dict: PyCell::new(self.dict.get(py).clone()),
            expected: self.expected.clone(),
            position: self.position.clone(),
            left: self.left.clone(),
            last: LastTuple::default(),
        };
        let mut rest = Vec::new();
        while let Some(found) = copy.advance(py, step, counts)? {
            rest.try_reserve(1)?;
            rest.push(found);
        }
        Ok(rest)
    }

    fn length_hint(&self, py: &Py) -> usize {
        let dict = self.dict.get(py);
        let len = dict.as_ref().and_then(|dict| dict.get::<Dict>()).map(|dict| dict.len(py));
        if len.is_some() && len == self.expected.get() { self.left.get() } else { 0 }
    }
}

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
    ($Payload:ident, $TYPE:ident, $DEFINITION:ident, $name:literal, $start:ident, $step:expr, $counts:literal, $give:ident $(, $Pairs:ident)?) => {
        #[doc = concat!("`", $name, "`")]
        pub(super) struct $Payload(Cursor);

        static $TYPE: Type = Type::of::<$Payload>($name, Some(&OBJECT));

        // SAFETY: only made here; the type cannot be derived from.
        unsafe impl Payload for $Payload {
            const TYPE: &'static Type = &$TYPE;
        }

        impl Parts for $Payload {
            fn take_part(&mut self) -> Option<Value> {
                self.0.dict.exclusive().take().or_else(|| self.0.last.take_part())
            }

            fn each_part(&self, visit: &mut Visit<'_>) {
                // SAFETY: the collector runs while no borrow exists.
                unsafe { self.0.dict.peek() }.iter().for_each(&mut *visit);
                self.0.last.each_part(visit);
            }
        }

        impl $Payload {
            /// An iterator over a dict.
            pub(super) fn over(py: &mut Py, dict: Borrowed<'_>) -> PyResult<Value> {
                py.heap().object(Self(Cursor::$start(py, dict)))
            }
        }

        #[pymethods]
        impl $Payload {
            #[pyslot]
            fn iter(this: Borrowed<'_>, _: &mut Py) -> PyResult<Value> {
                Ok(this.to_value())
            }

            #[pyslot]
            fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
                match self.0.advance(py, $step, $counts)? {
                    Some(found) => $give(&self.0, py, found).map(Some),
                    None => Ok(None),
                }
            }

            /// How many items are still to come, as far as that is known.
            #[pymethod("($self, /)", name = "__length_hint__")]
            fn length_hint(&self, py: &mut Py) -> usize {
                self.0.length_hint(py)
            }

            /// What pickles the iterator.
            #[pymethod("($self, /)", name = "__reduce__")]
            fn reduce(&self, py: &mut Py) -> PyResult<Value> {
                let rest = self.0.rest(py, $step, $counts)?;
                let give = |found| $give(&self.0, py, found);
                let rest = rest.into_iter().map(give).collect::<PyResult<Vec<_>>>()?;
                reduce_to_list(py, rest)
            }
        }

        pub(super) const $DEFINITION: Definition = Definition {
            slots: &[$Payload::SLOTS $(, $Pairs::SLOTS)?],
            methods: &[$Payload::METHODS],
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

iterator!(KeyIterator, KEY_ITERATOR, KEYS, "dict_keyiterator", forwards, Dict::next_key, true, one);
iterator!(ValueIterator, VALUE_ITERATOR, VALUES, "dict_valueiterator", forwards, Dict::next_value, true, one);
iterator!(
    ItemIterator,
    ITEM_ITERATOR,
    ITEMS,
    "dict_itemiterator",
    forwards,
    next_pair,
    true,
    pair,
    ItemPairs
);
iterator!(
    ReversedKeys,
    REVERSED_KEY_ITERATOR,
    REVERSED_KEYS,
    "dict_reversekeyiterator",
    backwards,
    previous_key,
    true,
    one
);
iterator!(
    ReversedValues,
    REVERSED_VALUE_ITERATOR,
    REVERSED_VALUES,
    "dict_reversevalueiterator",
    backwards,
    previous_value,
    true,
    one
);
iterator!(
    ReversedItems,
    REVERSED_ITEM_ITERATOR,
    REVERSED_ITEMS,
    "dict_reverseitemiterator",
    backwards,
    previous_pair,
    true,
    pair,
    ReversedItemPairs
);

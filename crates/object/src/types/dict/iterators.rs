//! Iterators over the keys, values and items of a dict, forwards and backwards: what they are made of.
//!
//! An iterator notices that the dict has another length than when it began, and ends with an error then, each time again.

use std::cell::Cell;

use super::Dict;
use crate::cell::PyCell;
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::object::OBJECT;
use crate::types::tuple::LastTuple;
use crate::value::{Borrowed, Value};

/// How far an iterator has come.
pub struct Cursor {
    /// The dict; nothing at the end.
    pub(crate) dict: PyCell<Option<Value>>,
    /// The length that the dict has to have; `None` when it had another.
    pub(crate) expected: Cell<Option<usize>>,
    /// Forwards the position of the next entry, backwards the one after it.
    pub(crate) position: Cell<usize>,
    /// How many entries are still to come.
    pub(crate) left: Cell<usize>,
    /// The pair that was given last, of an iterator over items.
    pub last: LastTuple,
}

/// Finds what is asked for, and the next position.
pub trait Step<T>: Fn(&Dict, &Py, usize) -> Option<(T, usize)> + Copy {}
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
    pub fn advance<T>(&self, py: &mut Py, step: impl Step<T>, counts: bool) -> PyResult<Option<T>> {
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
    pub fn rest<T>(&self, py: &mut Py, step: impl Step<T>, counts: bool) -> PyResult<Vec<T>> {
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

    /// How many entries are still to come, as far as that is known.
    pub fn length_hint(&self, py: &Py) -> usize {
        let dict = self.dict.get(py);
        let len = dict.as_ref().and_then(|dict| dict.get::<Dict>()).map(|dict| dict.len(py));
        if len.is_some() && len == self.expected.get() { self.left.get() } else { 0 }
    }
}

macro_rules! payload {
    ($Payload:ident, $TYPE:ident, $name:literal, $start:ident) => {
        #[doc = concat!("The payload of `", $name, "`.")]
        pub struct $Payload(pub Cursor);

        #[doc = concat!("`", $name, "`")]
        pub static $TYPE: Type = Type::of::<$Payload>($name, Some(&OBJECT));

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
            pub fn over(py: &mut Py, dict: Borrowed<'_>) -> PyResult<Value> {
                py.heap().object(Self(Cursor::$start(py, dict)))
            }
        }
    };
}

payload!(KeyIterator, KEY_ITERATOR, "dict_keyiterator", forwards);
payload!(ValueIterator, VALUE_ITERATOR, "dict_valueiterator", forwards);
payload!(ItemIterator, ITEM_ITERATOR, "dict_itemiterator", forwards);
payload!(ReversedKeys, REVERSED_KEY_ITERATOR, "dict_reversekeyiterator", backwards);
payload!(ReversedValues, REVERSED_VALUE_ITERATOR, "dict_reversevalueiterator", backwards);
payload!(ReversedItems, REVERSED_ITEM_ITERATOR, "dict_reverseitemiterator", backwards);

//! What the interpreter's inline caches do without a lookup: places that were found once and are right as long as a version
//! is.
//!
//! Nothing here takes a `Py`: these are leaves of the interpreter loop, which holds no borrow of a cell while it runs them.

use std::ptr::NonNull;

use crate::instance::{self, Storage};
use crate::object::Object;
use crate::py::Py;
use crate::type_::{Flags, Type};
use crate::types::dict::Dict;
use crate::types::list::{LIST_ITERATOR, List, ListIterator};
use crate::types::range::{RANGE_ITERATOR, RangeIterator};
use crate::types::tuple::{TUPLE_ITERATOR, Tuple, TupleIterator};
use crate::value::{Borrowed, Value};

impl Type {
    /// The version, if one is assigned, else 0.
    #[inline(always)]
    pub fn current_version(&self) -> u32 {
        self.version.get()
    }
}

impl Dict {
    /// The version of the keys, if one is assigned, else 0.
    #[inline(always)]
    pub fn current_keys_version(&self) -> u32 {
        // SAFETY: see the head of this file.
        unsafe { self.peek_table() }.version.get()
    }

    /// The value at an index.
    ///
    /// # Safety
    /// As for [`Dict::value_at`]; and no borrow of the dict exists.
    #[inline(always)]
    pub unsafe fn current_value<'a>(&self, index: usize) -> Option<Borrowed<'a>> {
        // SAFETY: the caller's promise.
        unsafe {
            (*self.peek_table().text_value(index))
                .as_ref()
                .map(|value| Borrowed::from_pointer(value.pointer()))
        }
    }
}

/// The next item of an iterator over a list or tuple, or of a range, where that needs nothing but reading: `None` for any
/// other iterator, and at the end.
#[inline(always)]
pub fn next_item(iterator: Borrowed<'_>) -> Option<Value> {
    let object = iterator.object()?;
    let class = object.type_();
    if class.is(&LIST_ITERATOR) {
        let iterator = iterator.exact::<ListIterator>()?;
        // SAFETY: see the head of this file.
        unsafe {
            let list = iterator.list.peek().as_ref()?.exact::<List>()?;
            let item = list.items.peek().get(iterator.index.get())?.clone();
            iterator.index.set(iterator.index.get() + 1);
            Some(item)
        }
    } else if class.is(&RANGE_ITERATOR) {
        let range = iterator.exact::<RangeIterator>()?;
        let value = Value::small_int(range.next.get())?;
        range.next()?;
        Some(value)
    } else if class.is(&TUPLE_ITERATOR) {
        let iterator = iterator.exact::<TupleIterator>()?;
        // SAFETY: see the head of this file.
        let tuple = unsafe { iterator.tuple.peek() }.as_ref()?.exact::<Tuple>()?;
        let item = tuple.items().get(iterator.index.get())?.clone();
        iterator.index.set(iterator.index.get() + 1);
        Some(item)
    } else {
        None
    }
}

/// Where an attribute lies inline in the instances of a class.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The offset of the attribute word in bytes.
    pub word: u16,
    /// The number of the value.
    pub index: u8,
}

/// Where an attribute lies inline in the instances of a class, if it does.
pub fn place(py: &Py, class: &Type, name: &Value) -> Option<Place> {
    if !class.has(Flags::INLINE_VALUES) {
        return None;
    }
    let index = class.state(py).keys.get(py).find(name)?;
    instance::inline_offset(class, index)?;
    Some(Place { word: u16::try_from(class.attributes.get()).ok()?, index: u8::try_from(index).ok()? })
}

/// The value at a place; nothing if it is not there, which includes that the attributes are in a dictionary.
///
/// # Safety
/// The object is of the class that the place was found for, as it was then.
#[inline(always)]
pub unsafe fn load<'a>(object: NonNull<Object>, place: Place) -> Option<Borrowed<'a>> {
    // SAFETY: the caller's promise.
    unsafe {
        let value = object.byte_add(usize::from(place.word) + 8 + 8 * usize::from(place.index));
        value.cast::<Option<Value>>().as_ref().as_ref().map(|value| Borrowed::from_pointer(value.pointer()))
    }
}

/// Whether the attributes of an object are inline, or there are none.
///
/// # Safety
/// As for [`load`].
#[inline(always)]
pub unsafe fn is_inline(object: NonNull<Object>, word: u16) -> bool {
    // SAFETY: the caller's promise.
    let word = unsafe { object.byte_add(usize::from(word)).cast::<usize>().read() };
    word == 0 || word & 1 != 0
}

/// Stores a value at a place and gives the old one back. False: the attributes are in a dictionary, nothing was done.
///
/// # Safety
/// As for [`load`].
#[inline(always)]
pub unsafe fn store(object: NonNull<Object>, place: Place, value: Value) -> Result<Option<Value>, Value> {
    // SAFETY: the caller's promise.
    unsafe {
        if !is_inline(object, place.word) {
            return Err(value);
        }
        let storage = Storage::at(object, usize::from(place.word), usize::from(place.index) + 1);
        Ok(storage.replace(usize::from(place.index), Some(value)))
    }
}

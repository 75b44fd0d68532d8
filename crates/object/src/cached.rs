//! What the interpreter's inline caches do without a lookup: places that were found once and are right as long as a version
//! is.
//!
//! Nothing here takes a `Py`: these are leaves of the interpreter loop, which holds no borrow of a cell while it runs them. They
//! give and take slots, not values: a value that might have to be dropped would give the handlers that use them a frame.

use std::ptr::NonNull;

use taipan_text::Name;

use crate::args::StackRef;
use crate::instance::{self, Storage};
use crate::native::descriptor::{Access, MemberDescriptor};
use crate::object::Object;
use crate::py::{Py, Shared};
use crate::type_::{Flags, Type};
use crate::types::bytes::Bytes;
use crate::types::cell::Cell;
use crate::types::dict::iterators::ItemIterator;
use crate::types::dict::{DICT, Dict};
use crate::types::enumerate::Enumerate;
use crate::types::list::{LIST, LIST_ITERATOR, List, ListIterator};
use crate::types::module::Module;
use crate::types::range::{RANGE_ITERATOR, RangeIterator};
use crate::types::set::Set;
use crate::types::set::iterator::{SET_ITERATOR, SetIterator};
use crate::types::str_::Str;
use crate::types::str_::iterator::StrAsciiIterator;
use crate::types::tuple::{LastTuple, TUPLE, TUPLE_ITERATOR, Tuple, TupleIterator};
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

/// What the classes of an object's MRO have under a well-known name, if it was looked up a moment ago. `None`: it is not known.
///
/// # Safety
/// The result is used only as long as nothing can have changed the class.
#[inline(always)]
pub unsafe fn class_attribute<'a>(shared: &Shared, class: &Type, name: Name) -> Option<Borrowed<'a>> {
    let interpreter = shared.interpreter();
    let version = class.current_version();
    if version == 0 {
        return None;
    }
    // SAFETY: the caller's promise.
    unsafe { interpreter.method_cache.known(version, interpreter.known_name(name)?) }
}

/// The next item of an iterator over a list, tuple or set, or of a range, where that needs nothing but reading: `None` for any
/// other iterator, and at the end.
#[inline(always)]
pub fn next_item(iterator: Borrowed<'_>) -> Option<StackRef> {
    let object = iterator.object()?;
    let class = object.type_();
    if class.is(&LIST_ITERATOR) {
        next_of_list(iterator.exact::<ListIterator>()?)
    } else if class.is(&RANGE_ITERATOR) {
        next_of_range(iterator.exact::<RangeIterator>()?)
    } else if class.is(&TUPLE_ITERATOR) {
        let iterator = iterator.exact::<TupleIterator>()?;
        // SAFETY: see the head of this file.
        let tuple = unsafe { iterator.tuple.peek() }.as_ref()?.exact::<Tuple>()?;
        let index = iterator.index.get();
        let item = tuple.items().get(index)?;
        iterator.index.set(index + 1);
        Some(StackRef::owned(item.clone()))
    } else if class.is(&SET_ITERATOR) {
        next_of_set(iterator.exact::<SetIterator>()?)
    } else {
        None
    }
}

/// The next key of an iterator over a set.
#[inline(always)]
pub fn next_of_set(iterator: &SetIterator) -> Option<StackRef> {
    // SAFETY: see the head of this file.
    unsafe { iterator.next_at_once() }
}

/// The next item of an iterator over a list.
#[inline(always)]
pub fn next_of_list(iterator: &ListIterator) -> Option<StackRef> {
    // SAFETY: see the head of this file.
    unsafe {
        let list = iterator.list.peek().as_ref()?.exact::<List>()?;
        let index = iterator.index.get();
        let item = list.items.peek().get(index)?;
        iterator.index.set(index + 1);
        Some(StackRef::owned(item.clone()))
    }
}

/// Two values that an iterator gives, and what is to be dropped for them.
pub struct NextSlots {
    /// The values.
    pub values: [StackRef; 2],
    /// What the iterator has kept until now.
    pub old: [StackRef; 2],
}

impl NextSlots {
    /// Values that are kept as long as a tuple of them would be.
    ///
    /// # Safety
    /// As for [`LastTuple::keep_slots`]; the values are not null.
    #[inline(always)]
    unsafe fn kept(last: &LastTuple, values: [StackRef; 2]) -> Self {
        // SAFETY: the caller's promise.
        let old = unsafe { last.keep_slots([values[0].duplicate(), values[1].duplicate()]) };
        Self { values, old }
    }
}

/// The next count and item of an `enumerate` over an iterator that [`next_item`] knows, where the count fits into a word.
#[inline(always)]
pub fn next_enumerated(enumerate: &Enumerate) -> Option<NextSlots> {
    // SAFETY: see the head of this file. Neither a number nor an item is null.
    unsafe {
        let count = enumerate.count.peek().as_small_int()?;
        let (count, next) = (Value::small_int(count)?, Value::small_int(count + 1)?);
        if enumerate.last.is_made() {
            return None;
        }
        let item = next_item(enumerate.iterator.borrow())?;
        enumerate.count.replace_field(|count| std::ptr::from_mut(count).write(next));
        Some(NextSlots::kept(&enumerate.last, [StackRef::owned(count), item]))
    }
}

/// The next key and value of an iterator over the items of a dict.
#[inline(always)]
pub fn next_of_items(iterator: &ItemIterator) -> Option<NextSlots> {
    let cursor = &iterator.0;
    // SAFETY: see the head of this file. Keys and values are not null.
    unsafe {
        let table = cursor.dict.peek().as_ref()?.exact::<Dict>()?.peek_table();
        let left = cursor.left.get().checked_sub(1)?;
        if cursor.expected.get() != Some(table.used()) || cursor.last.is_made() {
            return None;
        }
        let (number, key, value) = table.next(cursor.position.get())?;
        let values = [StackRef::owned(key.clone()), StackRef::owned(value.clone())];
        cursor.position.set(number + 1);
        cursor.left.set(left);
        Some(NextSlots::kept(&cursor.last, values))
    }
}

/// The next number of a range, if it fits into a word.
#[inline(always)]
pub fn next_of_range(range: &RangeIterator) -> Option<StackRef> {
    let item = StackRef::owned(Value::small_int(range.next.get())?);
    range.next()?;
    Some(item)
}

/// The next character of an iterator over a text in ASCII.
#[inline(always)]
pub fn next_of_ascii(shared: &Shared, iterator: &StrAsciiIterator) -> Option<StackRef> {
    // SAFETY: see the head of this file.
    let text = unsafe { iterator.text.peek() }.as_ref()?.exact::<Str>()?;
    let index = iterator.index.get();
    let unit = *text.as_ascii()?.as_bytes().get(index)?;
    let character = shared.interpreter().latin1_text(unit)?;
    iterator.index.set(index + 1);
    Some(StackRef::borrowed(character))
}

/// A character of a text by number, if it is in Latin-1, or a byte of bytes.
#[inline(always)]
pub fn unit(shared: &Shared, container: Borrowed<'_>, key: StackRef) -> Option<StackRef> {
    let index = key.as_small_int()?;
    if let Some(text) = container.exact::<Str>() {
        let point = text.code_point(place_of(index, text.len())?)?;
        return shared.interpreter().latin1_text(u8::try_from(point).ok()?).map(StackRef::borrowed);
    }
    let data = container.exact::<Bytes>()?.data();
    Value::small_int((*data.get(place_of(index, data.len())?)?).into()).map(StackRef::owned)
}

/// An item of a list or tuple by number, or of a dict by a string, where that needs nothing but reading.
///
/// # Safety
/// The key is not null.
#[inline(always)]
pub unsafe fn item(container: Borrowed<'_>, key: StackRef) -> Option<Borrowed<'_>> {
    let class = container.object()?.type_();
    if class.is(&LIST) || class.is(&TUPLE) {
        return item_of_sequence(container, key);
    }
    if class.is(&DICT) {
        // SAFETY: the caller's promise.
        return named(container.exact::<Dict>()?, &*unsafe { key.object() }?);
    }
    None
}

/// An item of a list or tuple by number.
#[inline(always)]
pub fn item_of_sequence(container: Borrowed<'_>, key: StackRef) -> Option<Borrowed<'_>> {
    let index = key.as_small_int()?;
    // SAFETY: see the head of this file.
    let items = unsafe { items(container) }?;
    items.get(place_of(index, items.len())?).map(Value::borrow)
}

/// Whether a dict of strings has a key that is one too; `None` for anything else.
#[inline(always)]
pub fn dict_has(container: Borrowed<'_>, key: Borrowed<'_>) -> Option<bool> {
    let (dict, text) = (container.exact::<Dict>()?, key.exact::<Str>()?);
    // SAFETY: see the head of this file.
    unsafe { dict.peek_table() }.has_hashed_text(&key, text)
}

/// Where an index leads to, which counts from the end if it is negative.
#[inline(always)]
fn place_of(index: i64, len: usize) -> Option<usize> {
    let index = if index < 0 { index.wrapping_add_unsigned(len as u64) } else { index };
    usize::try_from(index).ok()
}

/// Replaces an item of a list by number, or the value that a dict has for a string, and gives the old one back. `None`: there
/// is more to do, and the slot is still the caller's.
///
/// # Safety
/// The slots are not null; if there is a result, the one with the value is not used again.
#[inline(always)]
pub unsafe fn replace_item(container: Borrowed<'_>, key: StackRef, slot: StackRef) -> Option<StackRef> {
    let class = container.object()?.type_();
    if class.is(&LIST) {
        let (list, index) = (container.exact::<List>()?, key.as_small_int()?);
        // SAFETY: see the head of this file.
        return unsafe {
            list.items.replace_field(|items| {
                let index = place_of(index, items.len())?;
                Some(replace(items.get_mut(index)?, slot))
            })
        };
    }
    if class.is(&DICT) {
        // SAFETY: the caller's promise.
        return unsafe { set_named(container.exact::<Dict>()?, &*key.object()?, slot) };
    }
    None
}

/// Puts what a slot holds in place of a value.
///
/// # Safety
/// As for [`replace_item`].
#[inline(always)]
unsafe fn replace(place: &mut Value, slot: StackRef) -> StackRef {
    let place = std::ptr::from_mut(place).cast::<StackRef>();
    // SAFETY: the caller's promise; a value is the same word as a slot that owns it.
    unsafe { place.replace(slot.promote()) }
}

/// Puts an item at the end of a list that has room for it. False: it has none, and the slot is still the caller's.
///
/// # Safety
/// The slot is not null; if the result is true, it is not used again.
#[inline(always)]
pub unsafe fn append(list: Borrowed<'_>, slot: StackRef) -> bool {
    let Some(list) = list.exact::<List>() else { return false };
    // SAFETY: see the head of this file; there is room.
    unsafe {
        list.items.replace_field(|items| {
            let len = items.len();
            if len == items.capacity() {
                return false;
            }
            items.as_mut_ptr().add(len).cast::<StackRef>().write(slot.promote());
            items.set_len(len + 1);
            true
        })
    }
}

/// Sets a key of a dict where that takes neither search nor memory. False: there is more to do, and the slots are still the
/// caller's.
///
/// # Safety
/// The slots are not null; if the result is true, they are not used again.
#[inline(always)]
pub unsafe fn set_key(dict: Borrowed<'_>, key: StackRef, value: StackRef) -> bool {
    // SAFETY: see the head of this file; the caller's promise.
    dict.exact::<Dict>().is_some_and(|dict| unsafe { dict.set_at_once(key, value) })
}

/// Adds a key to a set in the same way. What is to be dropped for it comes back.
///
/// # Safety
/// The slot is not null; if there is a result, it is only to be dropped.
#[inline(always)]
pub unsafe fn add_key(set: Borrowed<'_>, key: StackRef) -> Option<StackRef> {
    // SAFETY: see the head of this file; the caller's promise.
    unsafe { set.exact::<Set>()?.add_at_once(key) }
}

/// What a cell holds.
#[inline(always)]
pub fn content(cell: Borrowed<'_>) -> Option<Borrowed<'_>> {
    // SAFETY: see the head of this file.
    unsafe { (*std::ptr::from_ref(cell.exact::<Cell>()?)).content.peek() }.as_ref().map(Value::borrow)
}

/// Binds the variable of a cell, and gives the old content out; the slot itself, if it is no cell.
///
/// # Safety
/// The slot is not null, and is not used again.
#[inline(always)]
pub unsafe fn set_content(cell: Borrowed<'_>, slot: StackRef) -> StackRef {
    let Some(cell) = cell.exact::<Cell>() else { return slot };
    // SAFETY: the caller's promise; a value is the same word as a slot that owns it, and none the same as an empty slot.
    unsafe {
        cell.content
            .replace_field(|content| std::ptr::from_mut(content).cast::<StackRef>().replace(slot.promote()))
    }
}

/// The items of a list or tuple, for as long as nothing else runs.
///
/// # Safety
/// Nothing changes the sequence or drops it while the result is used.
#[inline(always)]
pub unsafe fn items(sequence: Borrowed<'_>) -> Option<&[Value]> {
    let class = sequence.object()?.type_();
    if class.is(&TUPLE) {
        return Some(sequence.exact::<Tuple>()?.items());
    }
    if class.is(&LIST) {
        // SAFETY: the caller's promise.
        return Some(unsafe { (*std::ptr::from_ref(sequence.exact::<List>()?)).items.peek() });
    }
    None
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
    u16::try_from(instance::inline_offset(class, index)?).ok()?;
    Some(Place { word: u16::try_from(class.attributes.get()).ok()?, index: u8::try_from(index).ok()? })
}

/// Whether instances of a class may have an attribute of their own inline, which hides what the class has.
pub fn may_be_inline(py: &Py, class: &Type, name: &Value) -> bool {
    class.has(Flags::INLINE_VALUES) && class.state(py).keys.get(py).find(name).is_some()
}

impl Place {
    /// Where the value lies in the object, in bytes.
    pub fn offset(self) -> u16 {
        // There is no place where this does not fit.
        self.word.wrapping_add(8 + 8 * u16::from(self.index))
    }
}

/// The value at an offset that [`Place::offset`] has given; nothing if it is not there, which includes that the attributes are in a
/// dictionary.
///
/// # Safety
/// The object is of the class that the place was found for, as it was then.
#[inline(always)]
pub unsafe fn load<'a>(object: NonNull<Object>, offset: u16) -> Option<Borrowed<'a>> {
    // SAFETY: the caller's promise.
    unsafe {
        let value = object.byte_add(usize::from(offset));
        value.cast::<Option<Value>>().as_ref().as_ref().map(|value| Borrowed::from_pointer(value.pointer()))
    }
}

/// The value of a member of `__slots__`, if it has one.
///
/// # Safety
/// Objects of the type have a member at the offset, in bytes.
#[inline(always)]
pub unsafe fn member<'a>(object: NonNull<Object>, offset: u16) -> Option<Borrowed<'a>> {
    // SAFETY: the caller's promise.
    unsafe {
        let place = object.byte_add(usize::from(offset)).cast::<Option<Value>>();
        place.as_ref().as_ref().map(|value| Borrowed::from_pointer(value.pointer()))
    }
}

/// Sets a member of `__slots__`, as [`replace_item`] does; there may have been nothing before.
///
/// # Safety
/// As for [`member`] and [`replace_item`].
#[inline(always)]
pub unsafe fn set_member(object: NonNull<Object>, offset: u16, slot: StackRef) -> Option<StackRef> {
    // SAFETY: the caller's promise.
    unsafe {
        let place = object.byte_add(usize::from(offset)).cast::<Option<Value>>().as_mut();
        match place {
            Some(place) => Some(replace(place, slot)),
            None => {
                std::ptr::from_mut(place).cast::<StackRef>().write(slot.promote());
                Some(StackRef::NULL)
            }
        }
    }
}

/// The offset of a member that is always at the same place of its objects.
pub fn member_offset(descriptor: &MemberDescriptor) -> Option<u16> {
    match descriptor.access {
        Access::Offset(offset) if offset & instance::AFTER_TAIL == 0 => u16::try_from(offset).ok(),
        _ => None,
    }
}

/// The dictionary that the attributes of an object have moved to.
///
/// # Safety
/// As for [`load`]; and no borrow of the dictionary exists.
#[inline(always)]
pub unsafe fn dictionary<'a>(object: NonNull<Object>, word: u16) -> Option<&'a Dict> {
    // SAFETY: the caller's promise.
    unsafe {
        let word = object.byte_add(usize::from(word)).cast::<usize>().read();
        if word == 0 || word & 1 != 0 {
            return None;
        }
        let dict = NonNull::new(std::ptr::with_exposed_provenance_mut(word))?;
        Borrowed::from_pointer(dict).get::<Dict>()
    }
}

/// The value of a name in the dictionary of an object.
#[inline(always)]
pub fn named<'a>(dict: &'a Dict, name: &Value) -> Option<Borrowed<'a>> {
    // SAFETY: see the head of this file.
    let table = unsafe { dict.peek_table() };
    table.hashed_text(name, name.exact::<Str>()?).map(Value::borrow)
}

/// Whether the attributes of an object hide what its class has under a name; `None` if that cannot be told.
///
/// # Safety
/// As for [`load`]; the class has no inline attribute of the name.
#[inline(always)]
pub unsafe fn hides(object: NonNull<Object>, word: u16, name: &Value) -> Option<bool> {
    // SAFETY: the caller's promise.
    unsafe {
        match dictionary(object, word) {
            None => Some(false),
            Some(dict) => dict.peek_table().has_hashed_text(name, name.exact::<Str>()?),
        }
    }
}

/// Replaces the value of a name in a dictionary, as [`replace_item`] does.
///
/// # Safety
/// As for [`replace_item`].
#[inline(always)]
pub unsafe fn set_named(dict: &Dict, name: &Value, slot: StackRef) -> Option<StackRef> {
    let text = name.exact::<Str>()?;
    // SAFETY: see the head of this file.
    unsafe { Some(replace(dict.peek_table().hashed_text_mut(name, text)?, slot)) }
}

/// The value at an index of a module's namespace, if its keys still have a version.
#[inline(always)]
pub fn module_value(owner: Borrowed<'_>, version: u32, index: u16) -> Option<Borrowed<'_>> {
    let dict = owner.exact::<Module>()?.namespace()?;
    if dict.current_keys_version() != version {
        return None;
    }
    // SAFETY: the version vouches for the index.
    unsafe { dict.current_value(usize::from(index)) }
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

/// Stores a value at a place, as [`replace_item`] does; there may have been nothing before.
///
/// # Safety
/// As for [`load`] and [`replace_item`].
#[inline(always)]
pub unsafe fn store(object: NonNull<Object>, place: Place, slot: StackRef) -> Option<StackRef> {
    // SAFETY: the caller's promise.
    unsafe {
        if !is_inline(object, place.word) {
            return None;
        }
        let storage = Storage::at(object, usize::from(place.word), usize::from(place.index) + 1);
        storage.replace_slot(usize::from(place.index), slot)
    }
}

//! The attributes of instances: inline values, in the order of the keys that the class shares, or a dictionary.
//!
//! ```text
//! header │ native payload │ members of `__slots__` … │ word │ value 0 │ value 1 │ …
//!                                                       │
//!                                                       ├─ 0             no attribute was ever set
//!                                                       ├─ …0001         values in use; the order in which they were set
//!                                                       ├─ …0011         the first values are in use; how many
//!                                                       └─ pointer       the dictionary, which has all attributes
//! ```
//!
//! A value that is not there is null, so an inline cache needs no other check than that for null. When the attributes
//! move to a dictionary, because `__dict__` was asked for or there is no more room, all values become null, and caches
//! miss of themselves. Objects with a tail (subclasses of `int`, `tuple`, `str`, `bytes`) have the word after the tail and
//! no inline values.
//!
//! The order is kept in the word itself. Most objects get their attributes in the order of the places: then the word says how
//! many there are. Any other order takes four bits for each attribute that was set, its index plus one, the first lowest, above
//! the four that hold the tag; so it is kept of the first [`MAX_ORDERED`] values only. What cannot be kept moves to a dictionary.

use std::cell::Cell;
use std::ptr::NonNull;

use taipan_text::Name;

use crate::args::StackRef;
use crate::death::{self, Teardown};
use crate::exception as exc;
use crate::heap::Kind;
use crate::heap::meta::Meta;
use crate::object::Object;
use crate::py::{Heap, Py, PyResult, Shared, shared};
use crate::type_::{Flags, Type, Visit};
use crate::types::dict::Dict;
use crate::types::module::Module;
use crate::value::{Borrowed, Value};

/// The most inline values of an object.
pub const MAX_INLINE: usize = 30;

/// How many values can have been set in any order: one for each four bits of the word but the lowest.
const MAX_ORDERED: usize = 15;

/// The offset of a member that lies after the tail of the native payload: with this bit, it counts words from there. The
/// attribute word is word 0.
pub(crate) const AFTER_TAIL: u32 = 1 << 31;

/// Set where the attributes are not in a dictionary.
const TAG: usize = 1;
/// The tag of a word that says how many values were set in the order of their places.
const COUNT_TAG: usize = 3;
const ORDER_BITS: u32 = 4;

/// The names of the inline values of a class, in the order of their places. A name stays once it is there.
#[derive(Default)]
pub struct Keys {
    names: Vec<Value>,
}

impl Keys {
    /// The place of a name, which is an interned string.
    #[inline]
    pub fn find(&self, name: &Value) -> Option<usize> {
        self.names.iter().position(|key| key.is(name))
    }

    /// The name at a place.
    pub fn name(&self, index: usize) -> Option<&Value> {
        self.names.get(index)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds a name. Fails when there is no memory.
    pub(crate) fn add(&mut self, name: &Value) -> PyResult<usize> {
        self.names.try_reserve(1)?;
        self.names.push(name.clone());
        Ok(self.names.len() - 1)
    }

    /// The names.
    pub fn names(&self) -> &[Value] {
        &self.names
    }

    pub(crate) fn pop(&mut self) -> Option<Value> {
        self.names.pop()
    }
}

/// The attribute word of an object and what follows it.
#[derive(Clone, Copy)]
pub(crate) struct Storage<'a> {
    word: &'a Cell<usize>,
    values: *mut Option<Value>,
    capacity: usize,
}

/// Where the attributes of an object are, if its type has any.
#[inline]
fn storage<'a>(object: NonNull<Object>, type_: &Type) -> Option<Storage<'a>> {
    let offset = match type_.attributes.get() {
        0 => return None,
        1 => {
            let size = type_.memory.size?;
            // SAFETY: the function is that of the object's type.
            unsafe { size(object) }.next_multiple_of(8)
        }
        offset => offset as usize,
    };
    let inline = type_.has(Flags::INLINE_VALUES);
    let mut capacity = if inline { (type_.size.get() as usize - offset) / 8 - 1 } else { 0 };
    if type_.has(Flags::SHORT_INSTANCES) {
        capacity = capacity.min((block_size(object).saturating_sub(offset) / 8).saturating_sub(1));
    }
    // SAFETY: objects of this type have the word there, and the values after it.
    unsafe {
        let word = object.byte_add(offset).cast::<Cell<usize>>();
        Some(Storage { word: word.as_ref(), values: word.add(1).cast().as_ptr(), capacity })
    }
}

/// How many bytes there are for an object, whatever its class says.
#[cold]
fn block_size(object: NonNull<Object>) -> usize {
    shared().map_or(0, |shared| shared.space().block_size(object.cast()))
}

impl Storage<'_> {
    /// Takes the dictionary, or the next value from `next` on, out of a dead object. The order of the attributes is not kept
    /// up: nobody can see it any more.
    #[inline]
    fn take_next(&self, next: &mut usize) -> Option<Value> {
        if self.dict().is_some() {
            let dict = NonNull::new(std::ptr::with_exposed_provenance_mut(self.word.replace(0)))?;
            // SAFETY: the word held a reference, which is taken over.
            return Some(unsafe { Value::from_counted(dict) });
        }
        while *next < self.capacity {
            // SAFETY: within the values.
            let value = unsafe { (*self.values.add(*next)).take() };
            *next += 1;
            if value.is_some() {
                return value;
            }
        }
        None
    }

    /// The storage of an object whose word lies at an offset.
    ///
    /// # Safety
    /// It does, and as many values follow it.
    #[inline(always)]
    pub(crate) unsafe fn at(object: NonNull<Object>, offset: usize, capacity: usize) -> Self {
        // SAFETY: the caller's promise.
        unsafe {
            let word = object.byte_add(offset).cast::<Cell<usize>>();
            Self { word: word.as_ref(), values: word.add(1).cast().as_ptr(), capacity }
        }
    }

    /// The dictionary, if the attributes are there.
    fn dict(&self) -> Option<Borrowed<'_>> {
        let word = self.word.get();
        if word == 0 || word & TAG != 0 {
            return None;
        }
        // SAFETY: the word holds a reference to a dict.
        NonNull::new(std::ptr::with_exposed_provenance_mut(word))
            .map(|dict| unsafe { Borrowed::from_pointer(dict) })
    }

    #[inline]
    fn value(&self, index: usize) -> Option<&Value> {
        if index >= self.capacity {
            return None;
        }
        // SAFETY: there are as many values; null is `None`.
        unsafe { (*self.values.add(index)).as_ref() }
    }

    /// Puts what a slot holds into its place and gives the old value out. `None`: the word cannot say that it was set last, and
    /// the slot is still the caller's.
    ///
    /// # Safety
    /// The index is that of a value; the slot is not null, and is not used again if there is a result.
    #[inline(always)]
    pub(crate) unsafe fn replace_slot(&self, index: usize, slot: StackRef) -> Option<StackRef> {
        // SAFETY: the caller's promise.
        unsafe {
            let place = self.values.add(index);
            if (*place).is_none() {
                self.word.set(appended(self.word.get(), index)?);
            }
            // A value is the same word as a slot that owns it, and none the same as an empty slot.
            Some(place.cast::<StackRef>().replace(slot.promote()))
        }
    }

    /// Puts a value into its place and gives the old one out, or the value back if the word cannot keep the order that results.
    #[inline]
    fn replace(&self, index: usize, value: Option<Value>) -> Result<Option<Value>, Option<Value>> {
        let word = self.word.get();
        // SAFETY: the caller checked the index.
        let place = unsafe { &mut *self.values.add(index) };
        let word = match (place.is_some(), value.is_some()) {
            (false, true) => appended(word, index),
            (true, false) => forget(word, index),
            _ => Some(word),
        };
        let Some(word) = word else { return Err(value) };
        self.word.set(word);
        Ok(std::mem::replace(place, value))
    }

    /// The places in use, in the order in which they were set.
    fn order(&self) -> impl Iterator<Item = usize> + use<> {
        order(self.word.get())
    }
}

/// The word where so many values were set in the order of their places.
#[inline(always)]
const fn counted(count: usize) -> usize {
    count << ORDER_BITS | COUNT_TAG
}

/// How many values were set in the order of their places, if a word says that.
#[inline(always)]
fn count(word: usize) -> Option<usize> {
    (word & 15 == COUNT_TAG).then_some(word >> ORDER_BITS)
}

/// The word that lists what another counts, [`MAX_ORDERED`] at most.
#[inline(always)]
const fn listed(count: usize) -> usize {
    const ALL: usize = 0xfedc_ba98_7654_3210 | TAG;
    ALL & usize::MAX >> ((MAX_ORDERED - count) * ORDER_BITS as usize)
}

/// The word when a value is set that was not there. `None`: no word says so.
#[inline(always)]
fn appended(word: usize, index: usize) -> Option<usize> {
    if word == counted(index) || word == 0 && index == 0 {
        return Some(counted(index + 1));
    }
    let word = match count(word) {
        Some(count) if count > MAX_ORDERED => return None,
        Some(count) => listed(count),
        None => word | TAG,
    };
    if index >= MAX_ORDERED {
        return None;
    }
    let position = (usize::BITS - word.leading_zeros()).div_ceil(ORDER_BITS).max(1);
    Some(word | (index + 1) << (position * ORDER_BITS))
}

/// The places in use, in the order in which they were set.
fn order(word: usize) -> impl Iterator<Item = usize> {
    let count = count(word);
    let word = if count.is_some() { 0 } else { word };
    let listed =
        (1..=MAX_ORDERED).map_while(move |at| (word >> (at * ORDER_BITS as usize) & 15).checked_sub(1));
    (0..count.unwrap_or(0)).chain(listed)
}

/// The word without one place. `None`: no word says so.
fn forget(word: usize, index: usize) -> Option<usize> {
    match count(word) {
        Some(count) if count == index + 1 => return Some(counted(index)),
        Some(count) if count > MAX_ORDERED => return None,
        _ => {}
    }
    let left = (1..).zip(order(word).filter(|&place| place != index));
    Some(left.fold(TAG, |word, (at, place)| word | (place + 1) << (at * ORDER_BITS)))
}

/// The value of an attribute of the object itself. The name is an interned string.
#[inline]
pub fn get<'a>(py: &'a Py, this: Borrowed<'a>, name: &Value) -> Option<Borrowed<'a>> {
    let object = this.object()?;
    let type_ = this.type_();
    let Some(storage) = storage(NonNull::from(object), type_) else {
        let value = module_dict(&this)?.get_str(py, name)?;
        // SAFETY: as below.
        return Some(unsafe { Borrowed::from_pointer(value.pointer()) });
    };
    if let Some(dict) = storage.dict() {
        let value = dict.get::<Dict>()?.get_str(py, name)?;
        // SAFETY: the dict is held by the object, which cannot change while `py` is borrowed.
        return Some(unsafe { Borrowed::from_pointer(value.pointer()) });
    }
    if storage.word.get() == 0 {
        return None;
    }
    let index = type_.state(py).keys.get(py).find(name)?;
    // SAFETY: the value is held by the object, which cannot change while `py` is borrowed.
    storage.value(index).map(|value| unsafe { Borrowed::from_pointer(value.pointer()) })
}

/// The attributes of a module, which are part of its payload.
#[cold]
fn module_dict<'a>(this: &'a Borrowed<'_>) -> Option<&'a Dict> {
    this.get::<Module>()?.dict.get::<Dict>()
}

/// Whether the attributes of an object lie in the object itself.
pub fn has_inline_values(this: Borrowed<'_>) -> bool {
    let type_ = this.type_();
    let storage = this.object().and_then(|object| storage(NonNull::from(object), type_));
    storage.is_some_and(|storage| type_.has(Flags::INLINE_VALUES) && storage.dict().is_none())
}

/// Whether objects of the type have attributes of their own.
pub fn has_attributes(type_: &Type) -> bool {
    type_.attributes.get() != 0
}

/// Where inline values lie: the offset of the value at a place, for an inline cache. `None` if objects of the type have
/// none there.
pub fn inline_offset(type_: &Type, index: usize) -> Option<usize> {
    let offset = type_.attributes.get() as usize;
    let place = offset + 8 * (index + 1);
    let remembered = type_.has(Flags::INLINE_VALUES) && !type_.has(Flags::SHORT_INSTANCES);
    (remembered && place + 8 <= type_.size.get() as usize).then_some(place)
}

/// Where objects of a type have their attribute word.
pub enum Word {
    /// They have none.
    None,
    /// At this offset in bytes.
    At(u16),
    /// After their tail, or too far away to be remembered.
    Elsewhere,
}

/// Where objects of a type have their attribute word.
pub fn attribute_word(type_: &Type) -> Word {
    match type_.attributes.get() {
        0 => Word::None,
        1 => Word::Elsewhere,
        offset => u16::try_from(offset).map_or(Word::Elsewhere, Word::At),
    }
}

/// Sets an attribute of the object itself, or deletes it. The old value is given back, to be dropped by whoever may. The
/// outer `None`: objects of the type have no attributes of their own.
pub fn set(
    py: &mut Py,
    this: Borrowed<'_>,
    name: &Value,
    mut value: Option<Value>,
) -> PyResult<Option<Option<Value>>> {
    let Some(object) = this.object() else { return Ok(None) };
    let type_ = this.type_();
    let Some(place) = storage(NonNull::from(object), type_) else {
        let Some(dict) = module_dict(&this) else { return Ok(None) };
        return match value {
            Some(value) => dict.set_str(py, name, value).map(Some),
            None => Ok(Some(dict.remove_str(py, name))),
        };
    };
    if place.dict().is_none() {
        let known = type_.state(py).keys.get(py).find(name);
        let index = match known {
            Some(index) => Some(index),
            None if value.is_none() => return Ok(Some(None)),
            None => new_key(py, type_, name, place.capacity)?,
        };
        match index {
            Some(index) if index < place.capacity => match place.replace(index, value) {
                Ok(old) => return Ok(Some(old)),
                Err(back) => {
                    value = back;
                    dict(py, this)?;
                }
            },
            _ if value.is_none() => return Ok(Some(None)),
            _ => {
                dict(py, this)?;
            }
        }
    }
    let Some(dict) = place.dict().map(Borrowed::to_value) else { return Ok(None) };
    let Some(dict) = dict.get::<Dict>() else { return Ok(None) };
    match value {
        Some(value) => dict.set_str(py, name, value).map(Some),
        None => Ok(Some(dict.remove_str(py, name))),
    }
}

/// A place for a new key of the class, if there is room.
fn new_key(py: &mut Py, type_: &Type, name: &Value, capacity: usize) -> PyResult<Option<usize>> {
    if type_.state(py).keys.get(py).len() >= capacity || !crate::types::str_::is_interned(name) {
        return Ok(None);
    }
    let state = type_.state(py) as *const crate::type_::TypeState;
    // SAFETY: the state lives as long as its type, which the caller holds; the cell is borrowed through `py`.
    let index = unsafe { &*state }.keys.get_mut(py).add(name)?;
    // What the class has under the name may be hidden by an instance's own attribute from now on: that was cached otherwise.
    if type_.lookup(py, name).is_some() {
        type_.invalidate(py);
    }
    Ok(Some(index))
}

/// The dictionary of an object, to which its attributes move if they are not there yet. `None` if objects of the type have
/// none.
pub fn dict(py: &mut Py, this: Borrowed<'_>) -> PyResult<Option<Value>> {
    let Some(object) = this.object() else { return Ok(None) };
    let type_ = this.type_();
    let Some(place) = storage(NonNull::from(object), type_) else { return Ok(None) };
    if let Some(dict) = place.dict() {
        return Ok(Some(dict.to_value()));
    }
    // One more than there are may be about to be set.
    let room = match place.order().count() {
        0 => 0,
        known => known + 1,
    };
    let value = py.heap().dict_with_capacity(room, true)?;
    if let Some(dict) = value.get::<Dict>() {
        for index in place.order() {
            let name = type_.state(py).keys.get(py).name(index).cloned();
            if let (Some(name), Some(value)) = (name, place.value(index).cloned()) {
                dict.set_str(py, &name, value)?;
            }
        }
        for index in 0..place.capacity {
            // SAFETY: within the values; each is in the dict as well, so nothing dies.
            drop(unsafe { std::ptr::replace(place.values.add(index), None) });
        }
    }
    value.expose();
    place.word.set(value.clone().into_counted().as_ptr().expose_provenance());
    Ok(Some(value))
}

/// Gives an object another dictionary, an empty one if there is none to give; the old one is given back. Attributes that
/// were moved to a dictionary once never come back into the object.
pub fn set_dict(py: &mut Py, this: Borrowed<'_>, new: Option<Value>) -> PyResult<Option<Value>> {
    let old = dict(py, this)?;
    let new = match new {
        Some(new) => new,
        None => py.dict()?,
    };
    if let Some(object) = this.object()
        && let Some(place) = storage(NonNull::from(object), this.type_())
    {
        let held = place.word.replace(new.into_counted().as_ptr().expose_provenance());
        if let Some(held) = NonNull::new(std::ptr::with_exposed_provenance_mut(held)) {
            // SAFETY: the word held a reference to the dict that `dict` has put there.
            drop(unsafe { Value::from_counted(held) });
        }
    }
    Ok(old)
}

/// Makes an object, whose attributes are in a dictionary, look like an instance of another class: with empty values, as
/// far as there is room for them.
pub(crate) fn fit(py: &mut Py, object: NonNull<Object>, class: &Type) {
    let room = block_size(object);
    let (start, end) = (class.attributes.get() as usize + size_of::<usize>(), class.instance_size());
    // SAFETY: within the block; nothing of the object lies behind its attribute word but values, which are empty.
    unsafe { object.cast::<u8>().add(start).as_ptr().write_bytes(0, end.min(room).saturating_sub(start)) };
    if room < end {
        class.set_flags(class.flags() | Flags::SHORT_INSTANCES);
        class.invalidate(py);
    }
}

/// `__dict__` of an instance of a class written in Python.
pub(crate) fn get_dict_attribute(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    if let Some((own, class)) = dict_of_builtin(py, this) {
        return match own.type_().slots.descr_get.get() {
            Some(get) => get(py, own.borrow(), Some(this), Some(class.borrow())),
            None => Err(no_dict(py, this)),
        };
    }
    match dict(py, this)? {
        Some(dict) => Ok(dict),
        None => Err(no_dict(py, this)),
    }
}

/// Sets or deletes it.
pub(crate) fn set_own_dict_attribute(
    py: &mut Py,
    this: Borrowed<'_>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    let Some((own, _)) = dict_of_builtin(py, this) else { return set_dict_attribute(py, this, value) };
    match own.type_().slots.descr_set.get() {
        Some(set) => set(py, own.borrow(), this, value),
        None => Err(no_dict(py, this)),
    }
}

/// The descriptor of `__dict__` that the builtin type behind an object's class has, and the class: what it says holds whichever
/// of the classes an attribute is looked up in first.
fn dict_of_builtin<'a>(py: &Py, this: Borrowed<'a>) -> Option<(Value, &'a Type)> {
    let class = this.type_();
    let name = py.name(Name::__DICT__);
    std::iter::successors(Some(class.native()), |native| native.native_base.get())
        .find_map(|native| native.state(py).dict.get::<Dict>()?.get_str(py, name).map(Borrowed::to_value))
        .map(|descriptor| (descriptor, class))
}

/// Sets `__dict__` of an instance; deleting it leaves the instance without attributes.
pub fn set_dict_attribute(py: &mut Py, this: Borrowed<'_>, value: Option<Borrowed<'_>>) -> PyResult<()> {
    if !has_attributes(this.type_()) {
        return Err(no_dict(py, this));
    }
    if let Some(value) = value
        && !value.type_().has(Flags::DICT)
    {
        let class = value.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("__dict__ must be set to a dictionary, not a '{class}'"),
        ));
    }
    let old = set_dict(py, this, value.map(Borrowed::to_value))?;
    drop(old);
    py.drain();
    Ok(())
}

#[cold]
fn no_dict(py: &Py, this: Borrowed<'_>) -> crate::Raised {
    exc::type_error(
        py,
        format_args!("this __dict__ descriptor does not support '{}' objects", this.type_().name()),
    )
}

/// `__weakref__` of an instance: the first weak reference to it, or `None`.
pub(crate) fn get_weakref_attribute(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    Ok(crate::weak::first(py, this).unwrap_or_else(crate::types::singletons::none))
}

// ---- members of `__slots__` --------------------------------------------------------------------------------------------

/// How many words instances have after the tail of their native payload.
pub(crate) fn words_after_tail(class: &Type) -> usize {
    let fixed = class.native().instance_size().next_multiple_of(8);
    class.instance_size().saturating_sub(fixed) / 8
}

/// Where a member of an object lies.
///
/// # Safety
/// Objects of the type have a member at the offset.
#[inline]
unsafe fn place_of(object: NonNull<Object>, type_: &Type, offset: u32) -> NonNull<Option<Value>> {
    // SAFETY: the caller's promise; the function is that of the object's type.
    unsafe {
        let start = match type_.memory.size {
            Some(size) if offset & AFTER_TAIL != 0 => {
                size(object).next_multiple_of(8) + 8 * (offset & !AFTER_TAIL) as usize
            }
            _ => offset as usize,
        };
        object.byte_add(start).cast()
    }
}

/// The value of a member at an offset, which the caller has from the class that the object is an instance of.
///
/// # Safety
/// Objects of the type have a member at the offset.
pub unsafe fn member<'a>(_: &'a Py, this: Borrowed<'a>, offset: u32) -> Option<Borrowed<'a>> {
    // SAFETY: the caller's promise; the value cannot change while `py` is borrowed.
    unsafe {
        let place = place_of(this.pointer(), this.type_(), offset);
        place.as_ref().as_ref().map(|value| Borrowed::from_pointer(value.pointer()))
    }
}

/// Sets or deletes a member and gives the old value back.
///
/// # Safety
/// As for [`member`].
pub unsafe fn set_member(_: &mut Py, this: Borrowed<'_>, offset: u32, value: Option<Value>) -> Option<Value> {
    // SAFETY: the caller's promise.
    unsafe { place_of(this.pointer(), this.type_(), offset).replace(value) }
}

// ---- life and death ----------------------------------------------------------------------------------------------------

impl Heap {
    /// An object of a type whose native payload is a `T`: of the type of `T` itself or of one that derives from it.
    pub fn object_of<T: crate::type_::Payload>(self, class: &Type, payload: T) -> PyResult<Value> {
        debug_assert!(
            class.carries(T::TYPE) || T::TYPE.is_unicode_error() && class.is_unicode_error(),
            "a payload that is not the type's"
        );
        let size = class.instance_size();
        let kind = if class.is_leaf() { Kind::Leaf } else { Kind::Collected };
        let object = self.block(class, kind, size)?;
        // SAFETY: the block is fresh and large enough: what follows the payload is zeroed, so that members, word and
        // values are empty.
        unsafe {
            let start = crate::object::HEADER_SIZE + size_of::<T>();
            object.byte_add(start).cast::<u8>().as_ptr().write_bytes(0, size.saturating_sub(start));
            Object::payload::<T>(object).write(payload);
            Ok(self.adopt(object, class))
        }
    }

    /// A new object of exactly the type of `T`, a builtin type whose objects have attributes: there are none yet.
    #[inline]
    pub fn object_with_attributes<T: crate::type_::Payload>(self, payload: T) -> PyResult<Value> {
        let word = crate::object::HEADER_SIZE + size_of::<T>();
        debug_assert_eq!(word + size_of::<usize>(), T::TYPE.instance_size(), "the word follows the payload");
        let object = self.block(T::TYPE, Kind::Collected, word + size_of::<usize>())?;
        // SAFETY: the block is fresh and large enough.
        unsafe {
            Object::payload::<T>(object).write(payload);
            object.byte_add(word).cast::<usize>().write(0);
            Ok(self.adopt(object, T::TYPE))
        }
    }

    /// An instance of a class without native payload.
    pub fn instance(self, class: &Type) -> PyResult<Value> {
        let size = class.instance_size();
        let kind = if class.is_leaf() { Kind::Leaf } else { Kind::Collected };
        let object = self.block(class, kind, size)?;
        // SAFETY: the block is fresh and large enough.
        unsafe {
            clear(object, size);
            Ok(self.adopt(object, class))
        }
    }
}

/// Makes what lies behind the header empty, up to `size`. Most objects are small, and blocks are multiples of 16 bytes.
///
/// # Safety
/// The block is there and as large.
#[inline(always)]
unsafe fn clear(object: NonNull<Object>, size: usize) {
    const FEW: usize = 5;
    let start = crate::object::HEADER_SIZE;
    // SAFETY: the caller's promise.
    unsafe {
        let first = object.byte_add(start).cast::<u128>().as_ptr();
        let pieces = size.saturating_sub(start).div_ceil(size_of::<u128>());
        if pieces > FEW {
            first.write_bytes(0, pieces);
            return;
        }
        for piece in 0..FEW {
            if piece < pieces {
                first.add(piece).write(0);
            }
        }
    }
}

/// Takes the members, the attributes and the native payload of a dead instance of a heap type apart.
///
/// # Safety
/// The object is dead, and its type is a heap type.
pub(crate) unsafe fn teardown(object: NonNull<Object>, shared: &Shared) -> Teardown {
    // SAFETY: the caller's promise; the type is held by the object.
    let type_ = unsafe { NonNull::from(object.as_ref().type_()).as_ref() };
    let meta = shared.space().meta(object.cast());
    // A tail shrinks while it is taken apart, so that what lies after it must not be looked for again.
    if !meta.has(Meta::BARE) {
        let mut class = Some(type_);
        let place = storage(object, type_);
        let mut next = 0;
        let released = death::release_all(shared, || {
            while let Some(current) = class {
                if let Some(value) = take_member(object, type_, current) {
                    return Some(value);
                }
                class = current.heap_base();
            }
            place.and_then(|place| place.take_next(&mut next))
        });
        if released == Teardown::Interrupted {
            return released;
        }
        shared.space().set_meta(object.cast(), meta.with(Meta::BARE));
    }
    match type_.memory.teardown {
        // SAFETY: the payload is that of the native base.
        Some(teardown) => unsafe { teardown(object, shared) },
        None => Teardown::Done,
    }
}

fn take_member(object: NonNull<Object>, type_: &Type, class: &Type) -> Option<Value> {
    let state = class.own_state()?;
    // SAFETY: members are fixed when the class is made.
    let members = unsafe { state.members.peek() };
    members.iter().find_map(|&(_, offset)| {
        // SAFETY: instances of the class have the member there.
        unsafe { place_of(object, type_, offset).replace(None) }
    })
}

/// Whether an object of a builtin type whose attribute word lies at a fixed offset has ever had attributes.
#[inline(always)]
pub(crate) fn was_given_attributes(object: NonNull<Object>, type_: &Type) -> bool {
    let offset = type_.attributes.get();
    // SAFETY: objects of this type have the word there.
    offset <= 1 || unsafe { object.byte_add(offset as usize).cast::<usize>().read() } != 0
}

/// Takes out the attribute of a dead object that dies next, or the dictionary.
pub(crate) fn take_attribute(object: NonNull<Object>, type_: &Type) -> Option<Value> {
    let place = storage(object, type_)?;
    if place.dict().is_some() {
        let dict = NonNull::new(std::ptr::with_exposed_provenance_mut(place.word.replace(0)))?;
        // SAFETY: the word held a reference, which is taken over.
        return Some(unsafe { Value::from_counted(dict) });
    }
    let first = (0..place.capacity).find(|&index| place.value(index).is_some())?;
    // SAFETY: within the values. Nobody can see any more in what order they were set.
    unsafe { (*place.values.add(first)).take() }
}

/// Shows the members, the attributes, the type and the native payload of an instance of a heap type.
///
/// # Safety
/// The object's type is a heap type, and no write borrow of its state exists.
pub(crate) unsafe fn trace(object: NonNull<Object>, visit: &mut Visit<'_>) {
    // SAFETY: the caller's promise.
    let type_ = unsafe { NonNull::from(object.as_ref().type_()).as_ref() };
    visit(&type_.borrow());
    let mut class = Some(type_);
    while let Some(current) = class {
        if let Some(state) = current.own_state() {
            // SAFETY: members are fixed when the class is made; instances have them there.
            unsafe {
                for &(_, offset) in state.members.peek() {
                    place_of(object, type_, offset).as_ref().iter().for_each(&mut *visit);
                }
            }
        }
        class = current.heap_base();
    }
    // A dictionary in the native payload is shown with that.
    if type_.native().attributes.get() == 0 {
        trace_attributes(object, type_, visit);
    }
    if let Some(trace) = type_.memory.trace {
        // SAFETY: the payload is that of the native base.
        unsafe { trace(object, visit) };
    }
}

/// Shows the attributes of an object, or its dictionary.
pub(crate) fn trace_attributes(object: NonNull<Object>, type_: &Type, visit: &mut Visit<'_>) {
    let Some(place) = storage(object, type_) else { return };
    match place.dict() {
        Some(dict) => visit(&dict),
        None => (0..place.capacity).filter_map(|index| place.value(index)).for_each(visit),
    }
}

impl Type {
    /// The base whose layout this one extends, if that is a heap type.
    pub(crate) fn heap_base(&self) -> Option<&Self> {
        let state = self.own_state()?;
        // SAFETY: the base is held by the state and is changed only together with the layout.
        let base = unsafe { state.base.peek() }.as_ref()?.borrow();
        // SAFETY: as above.
        let base = unsafe { NonNull::from(base.as_type()?).as_ref() };
        base.has(Flags::HEAP).then_some(base)
    }

    /// The state of a heap type.
    pub(crate) fn own_state(&self) -> Option<&crate::type_::TypeState> {
        // SAFETY: a heap type owns its state.
        self.state.get().map(|state| unsafe { state.as_ref() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word after values were set at these places, one after the other.
    fn word_of(places: &[usize]) -> Option<usize> {
        places.iter().try_fold(0, |word, &place| appended(word, place))
    }

    fn places(word: usize) -> Vec<usize> {
        order(word).collect()
    }

    #[test]
    fn any_order_of_a_few_places_is_kept() {
        for count in 0..=MAX_ORDERED {
            let forwards: Vec<usize> = (0..count).collect();
            let backwards: Vec<usize> = (0..count).rev().collect();
            assert_eq!(word_of(&forwards).map(places), Some(forwards));
            assert_eq!(word_of(&backwards).map(places), Some(backwards));
        }
        assert_eq!(word_of(&[0, 1, 4, 2, 3]).map(places), Some(vec![0, 1, 4, 2, 3]));
    }

    #[test]
    fn many_are_kept_in_the_order_of_their_places_only() {
        let all: Vec<usize> = (0..MAX_INLINE).collect();
        assert_eq!(word_of(&all).map(places), Some(all));
        assert_eq!(word_of(&[0, MAX_ORDERED]), None);
        let first: Vec<usize> = (0..=MAX_ORDERED).collect();
        let word = word_of(&first).unwrap();
        assert_eq!(appended(word, MAX_ORDERED + 2), None);
        assert_eq!(forget(word, 3), None);
        assert_eq!(forget(word, MAX_ORDERED).map(places), Some((0..MAX_ORDERED).collect()));
    }

    #[test]
    fn what_is_forgotten_can_be_set_again() {
        let word = word_of(&[0, 1, 2]).unwrap();
        let word = forget(word, 1).unwrap();
        assert_eq!(places(word), [0, 2]);
        assert_eq!(appended(word, 1).map(places), Some(vec![0, 2, 1]));
        let none = forget(word_of(&[0]).unwrap(), 0).unwrap();
        assert_eq!((places(none), none & TAG), (vec![], TAG));
        assert_eq!(appended(none, 0).map(places), Some(vec![0]));
    }
}

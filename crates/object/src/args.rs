//! Slots of the value stack, and arguments as a view of them.

use std::marker::PhantomData;
use std::ptr::{self, NonNull};

use crate::object::Object;
use crate::type_::{Payload, Type};
use crate::types::tuple::Tuple;
use crate::value::{Borrowed, Value, immediate};

/// A slot of the stack: plain data that owns its reference or borrows it, or nothing at all.
///
/// ```text
/// pointer, bit 3 clear    owned: dropping the slot is up to whoever pops it
/// pointer, bit 3 set      borrowed: something else keeps the value alive (`LOAD_FAST_BORROW`)
/// any other word          a number: bit 3 is data, there is nothing to own
/// 0                       nothing: an unbound local, a missing argument
/// ```
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct StackRef(*mut Object);

const BORROWED: usize = 8;
const POINTER_MASK: usize = 7;

impl StackRef {
    /// Nothing.
    pub const NULL: Self = Self(ptr::null_mut());

    /// A slot that owns.
    #[inline(always)]
    pub fn owned(value: Value) -> Self {
        Self(value.into_counted().as_ptr())
    }

    /// A slot that borrows: somebody else keeps the value alive for as long as the slot is used.
    #[inline(always)]
    pub fn borrowed(value: &Value) -> Self {
        // SAFETY: a value is no null.
        unsafe { Self(value.pointer().as_ptr()).value_as_borrow() }
    }

    /// The word.
    #[inline(always)]
    pub fn word(self) -> usize {
        self.0.addr()
    }

    /// A number or any other word without a count.
    #[inline(always)]
    pub fn from_word(word: usize) -> Self {
        Self(ptr::without_provenance_mut(word))
    }

    /// Whether there is nothing.
    #[inline(always)]
    pub fn is_null(self) -> bool {
        self.0.is_null()
    }

    #[inline(always)]
    fn is_pointer(self) -> bool {
        self.word() & POINTER_MASK == 0
    }

    #[inline(always)]
    fn plain(self) -> *mut Object {
        let owned = ptr::with_exposed_provenance_mut(self.0.expose_provenance() & !BORROWED);
        std::hint::select_unpredictable(self.is_pointer(), owned, self.0)
    }

    /// Whether the slot borrows.
    #[inline(always)]
    pub fn is_borrow(self) -> bool {
        self.word() & (POINTER_MASK | BORROWED) == BORROWED
    }

    /// The same slot as one that borrows.
    #[inline(always)]
    #[must_use]
    pub fn as_borrow(self) -> Self {
        // SAFETY: the slot is not null.
        if self.is_null() { self } else { unsafe { self.value_as_borrow() } }
    }

    /// The same for a slot that is not null.
    ///
    /// # Safety
    /// It is not.
    #[inline(always)]
    #[must_use]
    pub unsafe fn value_as_borrow(self) -> Self {
        // A branch would be predicted badly, and arithmetic with the bits takes twice the instructions.
        let borrowed = ptr::with_exposed_provenance_mut(self.0.expose_provenance() | BORROWED);
        Self(std::hint::select_unpredictable(self.is_pointer(), borrowed, self.0))
    }

    /// The value, for as long as the caller knows that the slot holds it.
    ///
    /// # Safety
    /// The slot is not null, and what it refers to stays alive for all of `'a`.
    #[inline(always)]
    pub unsafe fn get<'a>(self) -> Borrowed<'a> {
        // SAFETY: the caller's promise.
        unsafe { Borrowed::from_pointer(NonNull::new_unchecked(self.plain())) }
    }

    /// The object that the slot refers to, unless it is a number; without the detour of [`Self::get`].
    ///
    /// # Safety
    /// As for [`Self::get`].
    #[inline(always)]
    pub unsafe fn object<'a>(self) -> Option<Borrowed<'a>> {
        if !self.is_pointer() {
            return None;
        }
        let pointer = self.0.map_addr(|word| word & !BORROWED);
        // SAFETY: the caller's promise.
        Some(unsafe { Borrowed::from_pointer(NonNull::new_unchecked(pointer)) })
    }

    /// The payload, if the slot refers to an object whose type is exactly that of `T`.
    ///
    /// # Safety
    /// As for [`Self::get`].
    #[inline(always)]
    pub unsafe fn exact<'a, T: Payload>(self) -> Option<&'a T> {
        // SAFETY: the caller's promise.
        unsafe { self.object() }?.exact::<T>()
    }

    /// The integer in the word.
    #[inline(always)]
    pub fn as_small_int(self) -> Option<i64> {
        immediate::is_int(self.word()).then(|| immediate::to_int(self.word()))
    }

    /// The float in the word.
    #[inline(always)]
    pub fn as_small_float(self) -> Option<f64> {
        immediate::is_float(self.word()).then(|| immediate::to_float(self.word()))
    }

    /// Whether the slot refers to this very object, which is no number.
    #[inline(always)]
    pub fn refers_to(self, object: &Value) -> bool {
        self.word() & !BORROWED == object.word()
    }

    /// Whether the slot holds a class.
    #[inline(always)]
    pub fn is_class(self, class: &Type) -> bool {
        self.refers_to(&class.borrow())
    }

    /// The same where only the object's address is known.
    #[inline(always)]
    pub fn has_word(self, word: usize) -> bool {
        self.word() & !BORROWED == word
    }

    /// The value, or nothing.
    ///
    /// # Safety
    /// What the slot refers to, if anything, stays alive for all of `'a`.
    #[inline(always)]
    pub unsafe fn try_get<'a>(self) -> Option<Borrowed<'a>> {
        // SAFETY: the caller's promise.
        NonNull::new(self.plain()).map(|pointer| unsafe { Borrowed::from_pointer(pointer) })
    }

    /// An owned value in place of the slot.
    ///
    /// # Safety
    /// The slot is not null and is not used again.
    #[inline(always)]
    pub unsafe fn take(self) -> Value {
        // SAFETY: the slot is not null; if it borrows, the clone makes it owned.
        unsafe {
            if self.is_borrow() {
                (*self.get()).clone()
            } else {
                Value::from_counted(NonNull::new_unchecked(self.0))
            }
        }
    }

    /// Another slot for the same value, which owns.
    ///
    /// # Safety
    /// The slot is not null.
    #[inline(always)]
    #[must_use]
    pub unsafe fn duplicate(self) -> Self {
        // SAFETY: the caller's promise.
        Self::owned(unsafe { (*self.get()).clone() })
    }

    /// The slot, made to own what it borrowed.
    ///
    /// # Safety
    /// The slot is not used again; what it borrows is alive.
    #[inline(always)]
    #[must_use]
    pub unsafe fn promote(self) -> Self {
        // SAFETY: a borrowing slot is not null.
        if self.is_borrow() { unsafe { self.duplicate() } } else { self }
    }

    /// Gives up the slot without running anything: true when that is done, false when the reference is the last one and
    /// still to be dropped.
    ///
    /// # Safety
    /// If the result is true, the slot is not used again.
    #[inline(always)]
    pub unsafe fn release_unless_last(self) -> bool {
        if self.word() & (POINTER_MASK | BORROWED) != 0 {
            return true;
        }
        if self.0.is_null() {
            // A test of its own: both at once would take more instructions where there is a value.
            std::hint::cold_path();
            return true;
        }
        // SAFETY: an owned pointer refers to a live object.
        unsafe { (*self.0).release_unless_last() }
    }

    /// Drops what the slot owns. False: something died that needs Python to go, and waits for [`crate::Py::drain`].
    ///
    /// # Safety
    /// The slot is not used again.
    #[inline(always)]
    #[must_use]
    pub unsafe fn kill(self) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.release_unless_last() || self.kill_last() }
    }

    /// Drops the last reference to an object, which the slot owns. The result is that of [`Self::kill`].
    ///
    /// # Safety
    /// [`Self::release_unless_last`] has said so, and the slot is not used again.
    #[inline(always)]
    pub unsafe fn kill_last(self) -> bool {
        // SAFETY: the caller's promise.
        unsafe { crate::death::kill(NonNull::new_unchecked(self.0)) }
    }

    /// Drops what the slot owns.
    ///
    /// # Safety
    /// The slot is not used again.
    #[inline(always)]
    pub unsafe fn close(self) {
        // SAFETY: the caller's promise.
        unsafe {
            if !self.release_unless_last() {
                drop(Value::from_counted(NonNull::new_unchecked(self.0)));
            }
        }
    }
}

/// The arguments of a call, in memory that stays as it is until the callee returns: values by position first, then those
/// that were given by name.
///
/// ```text
/// base ─► │ positional … │ values of keywords … │      names: a tuple of as many strings as there are keywords
/// ```
///
/// After binding to a signature there are no names: each place is a parameter, and a place without a value is null.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    base: *const StackRef,
    positional: usize,
    names: Option<Borrowed<'a>>,
    owner: PhantomData<&'a Value>,
}

impl<'a> Args<'a> {
    /// No arguments.
    pub const EMPTY: Self = Self { base: ptr::null(), positional: 0, names: None, owner: PhantomData };

    /// Arguments without keywords.
    #[inline(always)]
    pub fn of(slots: &'a [StackRef]) -> Self {
        Self { base: slots.as_ptr(), positional: slots.len(), names: None, owner: PhantomData }
    }

    /// Arguments of which the last ones are the values of keywords.
    ///
    /// # Safety
    /// `names` is a tuple of no more strings than there are slots. What the slots hold stays alive for `'a`.
    #[inline(always)]
    pub unsafe fn with_names(slots: &'a [StackRef], names: Option<Borrowed<'a>>) -> Self {
        let keywords = names.and_then(Borrowed::exact::<Tuple>).map_or(0, Tuple::len);
        Self { base: slots.as_ptr(), positional: slots.len() - keywords, names, owner: PhantomData }
    }

    /// Arguments in raw memory.
    ///
    /// # Safety
    /// `base` points to `positional` slots, and after them one for each of the names, that do not change for `'a`; what
    /// they hold stays alive as long.
    #[inline(always)]
    pub unsafe fn from_raw(base: *const StackRef, positional: usize, names: Option<Borrowed<'a>>) -> Self {
        Self { base, positional, names, owner: PhantomData }
    }

    /// How many were given by position.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.positional
    }

    /// Whether nothing was given by position.
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.positional == 0
    }

    /// The argument at a position. `None` when there is none, or when the place is empty.
    #[inline(always)]
    pub fn get(self, index: usize) -> Option<Borrowed<'a>> {
        if index < self.positional {
            // SAFETY: the slot is one of ours, and what it holds lives for `'a`.
            unsafe { self.base.add(index).read().try_get() }
        } else {
            None
        }
    }

    /// The slots of the positional arguments.
    #[inline(always)]
    pub fn slots(self) -> &'a [StackRef] {
        if self.base.is_null() {
            return &[];
        }
        // SAFETY: as the constructors were promised.
        unsafe { std::slice::from_raw_parts(self.base, self.positional) }
    }

    /// The values by position.
    #[inline]
    pub fn iter(self) -> impl ExactSizeIterator<Item = Borrowed<'a>> + DoubleEndedIterator {
        // SAFETY: positional arguments of a call are never null, and live for `'a`.
        self.slots().iter().map(|slot| unsafe { slot.get() })
    }

    /// The positional arguments from `start` on; the keywords stay.
    #[must_use]
    #[inline]
    pub fn skip(self, start: usize) -> Self {
        let start = start.min(self.positional);
        // SAFETY: within our own slots; a null base has no positional arguments.
        let base = if self.base.is_null() { self.base } else { unsafe { self.base.add(start) } };
        Self { base, positional: self.positional - start, ..self }
    }

    /// The same without keywords.
    #[must_use]
    #[inline]
    pub fn without_keywords(self) -> Self {
        Self { names: None, ..self }
    }

    /// The tuple of the keywords' names; never an empty one.
    #[inline(always)]
    pub fn names(self) -> Option<&'a Tuple> {
        self.names.and_then(Borrowed::exact::<Tuple>).filter(|names| !names.is_empty())
    }

    /// The tuple of names as a value.
    #[inline(always)]
    pub fn names_value(self) -> Option<Borrowed<'a>> {
        self.names
    }

    /// Whether there are keywords.
    #[inline(always)]
    pub fn has_keywords(self) -> bool {
        self.names().is_some()
    }

    /// Names and values of the keywords.
    pub fn keywords(self) -> impl ExactSizeIterator<Item = (Borrowed<'a>, Borrowed<'a>)> {
        let names = self.names().map_or(&[][..], Tuple::items);
        names.iter().enumerate().map(move |(index, name)| {
            // SAFETY: there is a slot for each name after the positional ones, not null and alive for `'a`.
            let value = unsafe { self.base.add(self.positional + index).read().get() };
            (name.borrow(), value)
        })
    }

    /// All slots: positional ones, then those of the keywords.
    pub fn all_slots(self) -> &'a [StackRef] {
        if self.base.is_null() {
            return &[];
        }
        let keywords = self.names().map_or(0, Tuple::len);
        // SAFETY: as the constructors were promised.
        unsafe { std::slice::from_raw_parts(self.base, self.positional + keywords) }
    }
}

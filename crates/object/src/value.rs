//! The value: one word that is a small number or a counted reference to an object.

pub(crate) mod immediate;

use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

use crate::object::Object;
use crate::type_::{Flags, Payload, Type};
use crate::types::float::FLOAT;
use crate::types::int::INT;

/// An owned Python value: an immediate number, or a reference that is counted.
///
/// Pointer-typed, so it is neither `Send` nor `Sync`, `Option<Value>` is one word, and pointers keep their provenance.
/// Cloning counts up, dropping counts down; dropping the last reference frees the object or, if its death needs Python,
/// hands it to the death list.
#[repr(transparent)]
pub struct Value(NonNull<Object>);

/// An uncounted view of a value: something else holds a reference for all of `'a`. Cloning the `Value` it derefs to
/// makes an owned one.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Borrowed<'a>(NonNull<Object>, PhantomData<&'a Value>);

impl Value {
    /// An int, if it fits into the word (63 bits).
    #[inline(always)]
    pub fn small_int(value: i64) -> Option<Self> {
        immediate::from_int(value).and_then(Self::immediate)
    }

    /// A float, if it fits into the word.
    #[inline(always)]
    pub fn small_float(value: f64) -> Option<Self> {
        immediate::from_float(value).and_then(Self::immediate)
    }

    #[inline(always)]
    fn immediate(word: usize) -> Option<Self> {
        NonNull::new(std::ptr::without_provenance_mut(word)).map(Self)
    }

    /// The int in the word.
    #[inline(always)]
    pub fn as_small_int(&self) -> Option<i64> {
        if immediate::is_int(self.word()) { Some(immediate::to_int(self.word())) } else { None }
    }

    /// The float in the word.
    #[inline(always)]
    pub fn as_small_float(&self) -> Option<f64> {
        if immediate::is_float(self.word()) { Some(immediate::to_float(self.word())) } else { None }
    }

    /// The word itself: what `is` compares and `id()` shows.
    #[inline(always)]
    pub fn word(&self) -> usize {
        self.0.addr().get()
    }

    /// The object, unless the value is an immediate number.
    #[inline(always)]
    pub fn object(&self) -> Option<&Object> {
        if immediate::is_pointer(self.word()) {
            // SAFETY: a word with this tag points to an object, and the reference that `self` holds keeps it alive.
            Some(unsafe { self.0.as_ref() })
        } else {
            None
        }
    }

    /// The type.
    #[inline(always)]
    pub fn type_(&self) -> &Type {
        match self.object() {
            Some(object) => object.type_(),
            None if immediate::is_int(self.word()) => &INT,
            None => &FLOAT,
        }
    }

    /// The payload, if the value is an object whose type is exactly that of `T`.
    #[inline(always)]
    pub fn exact<T: Payload>(&self) -> Option<&T> {
        let object = self.object()?;
        if std::ptr::eq(object.type_(), T::TYPE) {
            // SAFETY: objects of exactly this type carry a `T`, as `Payload` promises.
            Some(unsafe { Object::payload(self.0).as_ref() })
        } else {
            None
        }
    }

    /// The payload, if the type of the value is that of `T` or derives from it.
    #[inline]
    pub fn get<T: Payload>(&self) -> Option<&T> {
        let object = self.object()?;
        if object.type_().carries(T::TYPE) {
            // SAFETY: subtypes keep the payload of their base in its place, as `Payload` promises.
            Some(unsafe { Object::payload(self.0).as_ref() })
        } else {
            None
        }
    }

    /// The type that this value is.
    #[inline]
    pub fn as_type(&self) -> Option<&Type> {
        let object = self.object()?;
        if object.type_().has(Flags::TYPE) {
            // SAFETY: objects whose type derives from `type` begin with a `Type`, header included.
            Some(unsafe { self.0.cast().as_ref() })
        } else {
            None
        }
    }

    /// Whether this is a `str`.
    #[inline(always)]
    pub fn is_str(&self) -> bool {
        self.type_().has(Flags::STR)
    }

    /// Whether both are the same object or the same number.
    #[inline(always)]
    pub fn is(&self, other: &Self) -> bool {
        self.word() == other.word()
    }

    /// How many references to the object exist; `None` for numbers and immortal objects.
    pub fn reference_count(&self) -> Option<u32> {
        self.object().and_then(Object::count)
    }

    /// Gives the reference up, unless it is the last one to an object: then it comes back, to be dropped where dying is
    /// right.
    #[inline(always)]
    pub fn release_unless_last(self) -> Option<Self> {
        if self.object().is_none_or(Object::release_unless_last) {
            std::mem::forget(self);
            return None;
        }
        Some(self)
    }

    /// Takes over a reference that is counted already.
    ///
    /// # Safety
    /// `pointer` is a valid value word, and if it points to an object, one reference is handed over with it.
    #[inline(always)]
    pub unsafe fn from_counted(pointer: NonNull<Object>) -> Self {
        Self(pointer)
    }

    /// The word, with the reference that it stands for handed over to the caller.
    #[inline(always)]
    pub fn into_counted(self) -> NonNull<Object> {
        ManuallyDrop::new(self).0
    }

    /// The word as a pointer, which is one only if [`Self::object`] says so.
    #[inline(always)]
    pub fn pointer(&self) -> NonNull<Object> {
        self.0
    }

    /// A new reference to an object of which only the address was kept. `None` if the object waits to die.
    ///
    /// # Safety
    /// An object lies at the address, and its provenance has been exposed by [`Self::expose`].
    pub unsafe fn from_live_address(address: usize) -> Option<Self> {
        let pointer = NonNull::new(std::ptr::with_exposed_provenance_mut::<Object>(address))?;
        // SAFETY: the caller's promise; an object with a count of zero waits to die, and nobody may have it.
        unsafe {
            if pointer.as_ref().count() == Some(0) {
                return None;
            }
            Some((*Borrowed::from_pointer(pointer)).clone())
        }
    }

    /// The address, to be kept where it does not count.
    pub fn expose(&self) -> usize {
        self.0.as_ptr().expose_provenance()
    }

    /// A view of this value.
    #[inline(always)]
    pub fn borrow(&self) -> Borrowed<'_> {
        Borrowed(self.0, PhantomData)
    }
}

/// A static object as a value: `None`, `True`, builtin types. It is immortal, so there is nothing to count.
impl From<&'static Object> for Value {
    fn from(object: &'static Object) -> Self {
        debug_assert!(object.count().is_none(), "a static object that is counted");
        Self(NonNull::from(object))
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Self {
        if let Some(object) = self.object() {
            object.count_up();
        }
        Self(self.0)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(object) = self.object()
            && object.count_down()
        {
            // SAFETY: the last reference is the one being dropped.
            unsafe { crate::death::bury(self.0) };
        }
    }
}

impl Deref for Borrowed<'_> {
    type Target = Value;

    #[inline(always)]
    fn deref(&self) -> &Value {
        // SAFETY: `Value` is a transparent wrapper of the same pointer, and is not dropped through this reference.
        unsafe { &*(&raw const self.0).cast::<Value>() }
    }
}

impl<'a> Borrowed<'a> {
    /// A value that something else keeps alive.
    ///
    /// # Safety
    /// `pointer` is a valid value word, and something holds a reference for all of `'a`, which the caller chooses.
    #[inline(always)]
    pub unsafe fn from_pointer(pointer: NonNull<Object>) -> Self {
        Self(pointer, PhantomData)
    }

    /// The payload, if the type is exactly that of `T`. Lives as long as whatever holds the reference.
    #[inline(always)]
    pub fn exact<T: Payload>(self) -> Option<&'a T> {
        // SAFETY: the reference that is derived from a copy of the word points to the object, which lives for `'a`.
        Value::exact::<T>(&self).map(|payload| unsafe { NonNull::from(payload).as_ref() })
    }

    /// The payload, if the type is that of `T` or derives from it.
    #[inline]
    pub fn get<T: Payload>(self) -> Option<&'a T> {
        // SAFETY: as above.
        Value::get::<T>(&self).map(|payload| unsafe { NonNull::from(payload).as_ref() })
    }

    /// The type that this value is.
    #[inline]
    pub fn as_type(self) -> Option<&'a Type> {
        // SAFETY: as above.
        Value::as_type(&self).map(|type_| unsafe { NonNull::from(type_).as_ref() })
    }

    /// The type of the value.
    #[inline(always)]
    pub fn type_(self) -> &'a Type {
        // SAFETY: the object holds its type as long as it lives and does not change it, or the type is static. That
        // `__class__` may be assigned meanwhile keeps the old type alive for whoever looks at it: see `Object::set_type`.
        unsafe { NonNull::from(Value::type_(&self)).as_ref() }
    }

    /// A counted reference.
    #[inline(always)]
    pub fn to_value(self) -> Value {
        (*self).clone()
    }
}

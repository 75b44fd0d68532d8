//! `int`: immediate up to 63 bits, else an object with its limbs inline.
//!
//! ```text
//! header │ limbs << 1 | sign │ limb 0 (lowest) │ limb 1 │ …
//! ```
//!
//! A number that fits into the word is never an object, unless it is an instance of a subclass.

use std::ptr::NonNull;

use taipan_num::int::{Int as Big, IntRef, SureSum};

use super::object::OBJECT;
use crate::exception as exc;
use crate::object::{HEADER_SIZE, Object};
use crate::py::{Heap, Py, PyResult};
use crate::type_::{Memory, Payload, Type};
use crate::types::singletons::as_bool;
use crate::value::Value;

/// The beginning of the payload of an int that is an object; the limbs follow it.
#[repr(C)]
pub struct Int {
    size: u64,
}

/// `int`
pub static INT: Type = Type::with_memory(
    "int",
    Some(&OBJECT),
    HEADER_SIZE + size_of::<Int>(),
    Memory { teardown: None, trace: None, size: Some(object_size) },
);

// SAFETY: ints are made here with this payload, and types that derive from `int` keep it.
unsafe impl Payload for Int {
    const TYPE: &'static Type = &INT;
}

/// # Safety
/// The object is an int.
unsafe fn object_size(object: NonNull<Object>) -> usize {
    // SAFETY: the caller's promise.
    let int = unsafe { Object::payload::<Int>(object).as_ref() };
    HEADER_SIZE + size_of::<Int>() + int.len() * size_of::<u64>()
}

impl Int {
    /// The beginning of an int of so many limbs.
    pub(crate) const fn header(negative: bool, limbs: usize) -> Self {
        Self { size: (limbs as u64) << 1 | negative as u64 }
    }

    #[inline]
    fn len(&self) -> usize {
        (self.size >> 1) as usize
    }

    /// Sign and magnitude.
    #[inline]
    pub fn as_ref(&self) -> IntRef<'_> {
        // SAFETY: the limbs follow the payload's beginning in the same block.
        let limbs = unsafe { std::slice::from_raw_parts(crate::heap::tail(self), self.len()) };
        IntRef { negative: self.size & 1 != 0, limbs }
    }
}

/// The limb that an immediate int is shown with.
pub type Limb = [u64; 1];

impl Value {
    /// Whether this is an `int` or an instance of a subclass.
    #[inline(always)]
    pub fn is_int(&self) -> bool {
        self.as_small_int().is_some() || self.type_().has(crate::type_::Flags::INT)
    }

    /// Whether this is exactly an `int`, no `bool`.
    #[inline(always)]
    pub fn is_exact_int(&self) -> bool {
        self.as_small_int().is_some() || self.type_().is(&INT)
    }

    /// The number, if this is an int, a bool or an instance of a subclass. `limb` is where the magnitude of an immediate one
    /// is put.
    #[inline]
    pub fn as_int<'a>(&'a self, limb: &'a mut Limb) -> Option<IntRef<'a>> {
        if let Some(small) = self.as_small_int() {
            return Some(IntRef::from_i64(small, limb));
        }
        if let Some(int) = self.exact::<Int>() {
            return Some(int.as_ref());
        }
        if let Some(truth) = as_bool(self) {
            return Some(IntRef::from_i64(i64::from(truth), limb));
        }
        self.get::<Int>().map(Int::as_ref)
    }

    /// The number, if this is such a value and fits.
    #[inline]
    pub fn as_i64(&self) -> Option<i64> {
        match self.as_small_int() {
            Some(small) => Some(small),
            None => self.as_int(&mut [0]).and_then(IntRef::to_i64),
        }
    }
}

impl Heap {
    /// An int.
    #[inline(always)]
    pub fn int(self, value: i64) -> PyResult<Value> {
        match Value::small_int(value) {
            Some(value) => Ok(value),
            None => self.big_int(IntRef::from_i64(value, &mut [0])),
        }
    }

    /// An int of any size.
    pub fn big_int(self, value: IntRef<'_>) -> PyResult<Value> {
        if let Some(small) = value.to_i64().and_then(Value::small_int) {
            return Ok(small);
        }
        let limbs = value.limbs;
        self.leaf_with_tail(Int::header(value.negative, limbs.len()), limbs.len(), |tail: *mut u64| {
            // SAFETY: the tail has room for the limbs.
            unsafe { tail.copy_from_nonoverlapping(limbs.as_ptr(), limbs.len()) };
        })
    }

    /// An int as an object of `class`, whatever its size: for subclasses.
    pub fn int_object(self, class: &Type, value: IntRef<'_>) -> PyResult<Value> {
        let size = HEADER_SIZE + size_of::<Int>() + size_of_val(value.limbs);
        self.with_tail(class, size, Int::header(value.negative, value.limbs.len()), |tail: *mut u64| {
            // SAFETY: the block has room for the limbs after the payload's beginning.
            unsafe { tail.copy_from_nonoverlapping(value.limbs.as_ptr(), value.limbs.len()) };
        })
    }

    /// A sum, made in its object.
    pub fn int_sum(self, sum: SureSum<'_>) -> PyResult<Value> {
        self.leaf_with_tail(Int::header(sum.negative(), sum.length()), sum.length(), |tail: *mut u64| {
            // SAFETY: the tail has room for as many limbs as the sum has.
            sum.each_limb(|place, limb| unsafe { tail.add(place).write(limb) });
        })
    }
}

impl Py {
    /// An int.
    #[inline(always)]
    pub fn int(&self, value: i64) -> PyResult<Value> {
        self.heap().int(value)
    }

    /// An int.
    #[inline]
    pub fn int_from_usize(&self, value: usize) -> PyResult<Value> {
        match i64::try_from(value) {
            Ok(value) => self.int(value),
            Err(_) => self.heap().big_int(IntRef { negative: false, limbs: &[value as u64] }),
        }
    }

    /// An int of any size.
    pub fn int_from_big(&self, value: &Big) -> PyResult<Value> {
        self.heap().big_int(value.as_ref())
    }
}

/// What `hash()` makes of the result of a `__hash__` method.
pub(crate) fn hash_from_result(py: &mut Py, result: &Value) -> PyResult<i64> {
    if !result.is_int() {
        return Err(exc::type_error(py, format_args!("__hash__ method should return an integer")));
    }
    let hash = match result.as_i64() {
        Some(value) => value,
        None => result.as_int(&mut [0]).map_or(0, taipan_num::int::hash),
    };
    Ok(if hash == -1 { -2 } else { hash })
}

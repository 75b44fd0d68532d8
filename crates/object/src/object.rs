//! The header that every object begins with.
//!
//! ```text
//!  0   u32  count     references; the sign bit set: immortal
//!  4   u32  scratch   zero whenever foreign code can run; the collector's while the world stands still, and the link of
//!                     the death list while the object waits to die
//!  8   *Type
//! 16   payload
//! ```
//!
//! The offsets are those of CPython 3.14, so that foreign code compiled for it can read the header.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::type_::Type;

/// The header of an object; its payload follows in memory.
#[repr(C, align(16))]
pub struct Object {
    count: Cell<u32>,
    scratch: Cell<u32>,
    type_: Cell<NonNull<Type>>,
}

/// Where payloads begin.
pub const HEADER_SIZE: usize = size_of::<Object>();

const IMMORTAL: u32 = 1 << 31;

impl Object {
    /// The header of a static object, which is never freed.
    pub const fn immortal(type_: &'static Type) -> Self {
        Self { count: Cell::new(IMMORTAL), scratch: Cell::new(0), type_: Cell::new(NonNull::from_ref(type_)) }
    }

    /// The header of a new object with one reference.
    pub(crate) fn new(type_: NonNull<Type>) -> Self {
        Self { count: Cell::new(1), scratch: Cell::new(0), type_: Cell::new(type_) }
    }

    /// The type.
    #[inline(always)]
    pub fn type_(&self) -> &Type {
        // SAFETY: an object holds a reference to its type, or the type is static.
        unsafe { self.type_.get().as_ref() }
    }

    /// The references; `None` when the object is immortal.
    #[inline(always)]
    pub fn count(&self) -> Option<u32> {
        let count = self.count.get();
        if count & IMMORTAL == 0 { Some(count) } else { None }
    }

    /// Counts a reference. At 2^31 the object becomes immortal: a leak, and no bug.
    #[inline(always)]
    pub fn count_up(&self) {
        let count = self.count.get();
        if count & IMMORTAL == 0 {
            self.count.set(count + 1);
        }
    }

    /// Takes a reference off; true when it was the last.
    #[inline(always)]
    pub(crate) fn count_down(&self) -> bool {
        let count = self.count.get();
        if count & IMMORTAL != 0 {
            return false;
        }
        self.count.set(count - 1);
        count == 1
    }

    /// Takes a reference off unless it is the last; false when it is, and nothing has changed.
    #[inline(always)]
    pub fn release_unless_last(&self) -> bool {
        let count = self.count.get();
        // One comparison for what there is most often: neither the last reference nor, with the highest bit, one of many.
        if (count as i32) <= 1 {
            return count != 1;
        }
        self.count.set(count - 1);
        true
    }

    /// Makes the object immortal: it is never freed.
    pub fn immortalise(&self) {
        self.count.set(IMMORTAL);
    }

    /// Gives the object another type of the same layout; the old one is returned, with the reference to it.
    pub(crate) fn set_type(&self, type_: NonNull<Type>) -> NonNull<Type> {
        self.type_.replace(type_)
    }

    pub(crate) fn set_count(&self, count: u32) {
        self.count.set(count);
    }

    pub(crate) fn scratch(&self) -> u32 {
        self.scratch.get()
    }

    pub(crate) fn set_scratch(&self, value: u32) {
        self.scratch.set(value);
    }

    /// Where the payload of an object begins. The pointer reaches as far as the one to the header does.
    #[inline(always)]
    pub fn payload<T>(this: NonNull<Self>) -> NonNull<T> {
        const { assert!(align_of::<T>() <= 16) };
        // SAFETY: a header is never the last thing in the memory of an object's block, or the payload is empty.
        unsafe { this.add(1).cast() }
    }
}

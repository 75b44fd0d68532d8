//! Mutable state of objects, checked by the compiler against Python code that could change it meanwhile.
//!
//! A borrow of a cell is also a borrow of the [`Py`], and everything that may run Python code takes `&mut Py`. So any
//! number of cells can be read, or one be written, and while a borrow is held nothing else can happen.
//!
//! The guards have a `Drop` that does nothing: it is where a build without the GIL would unlock, and both builds must
//! pass the same borrow check.

use std::cell::UnsafeCell;
use std::mem;
use std::ops::{Deref, DerefMut};

use crate::py::Py;

/// A field of a payload that changes.
pub struct PyCell<T>(UnsafeCell<T>);

impl<T: Default> Default for PyCell<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// A read borrow.
pub struct Ref<'a, T>(&'a T);

/// A write borrow.
pub struct Mut<'a, T>(&'a mut T);

impl<T> PyCell<T> {
    /// A cell with a value.
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    /// Reads. Other cells can be read at the same time.
    #[inline(always)]
    pub fn get<'a>(&'a self, _: &'a Py) -> Ref<'a, T> {
        // SAFETY: a write borrow of any cell holds the `Py` mutably, so none exists.
        Ref(unsafe { &*self.0.get() })
    }

    /// Writes. No other cell can be touched at the same time.
    #[inline(always)]
    pub fn get_mut<'a>(&'a self, _: &'a mut Py) -> Mut<'a, T> {
        // SAFETY: every other borrow holds the same `Py`, which is borrowed mutably here. There is one for each thread,
        // and only the thread that holds the GIL has it.
        Mut(unsafe { &mut *self.0.get() })
    }

    /// Puts a new value in and gives the old one out.
    #[inline]
    pub fn replace(&self, py: &mut Py, new: T) -> T {
        mem::replace(&mut *self.get_mut(py), new)
    }

    /// Writes this cell and reads another; `None` when they are the same (`x.extend(x)`, `d.update(d)`).
    #[inline]
    pub fn pair<'a, U>(&'a self, source: &'a PyCell<U>, _: &'a mut Py) -> Option<(Mut<'a, T>, Ref<'a, U>)> {
        let same = self.0.get().cast::<()>() == source.0.get().cast();
        // SAFETY: as above, and the two cells are different ones.
        (!same).then(|| unsafe { (Mut(&mut *self.0.get()), Ref(&*source.0.get())) })
    }

    /// The value of a cell that nobody else can reach.
    #[inline]
    pub fn exclusive(&mut self) -> &mut T {
        self.0.get_mut()
    }

    /// Changes the value without a `Py`, for the kernel, where it raises.
    ///
    /// # Safety
    /// No borrow of the cell exists, and `change` runs nothing that could make one.
    #[inline(always)]
    pub(crate) unsafe fn replace_field<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        // SAFETY: the caller's promise.
        change(unsafe { &mut *self.0.get() })
    }

    /// Reads without a `Py`, for the collector.
    ///
    /// # Safety
    /// No write borrow of the cell exists while the result is used.
    #[inline]
    pub unsafe fn peek(&self) -> &T {
        // SAFETY: the caller's promise.
        unsafe { &*self.0.get() }
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        self.0
    }
}

impl<T> Deref for Mut<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        self.0
    }
}

impl<T> DerefMut for Mut<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        self.0
    }
}

impl<T> Drop for Ref<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {}
}

impl<T> Drop for Mut<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {}
}

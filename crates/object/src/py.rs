//! Leave to run Python ([`Py`]), leave to allocate and raise ([`Heap`]), and what both point to.

use std::cell::{Cell, OnceCell};
use std::collections::TryReserveError;
use std::io;
use std::ptr::{self, NonNull};
use std::sync::atomic::AtomicU32;

use crate::death::DeathList;
use crate::heap::{Kind, Space};
use crate::object::{HEADER_SIZE, Object};
use crate::type_::{Payload, Type};
use crate::value::Value;

/// Leave to run Python: whoever takes `&mut Py` may execute code, collect garbage, switch threads.
///
/// There is one for each attached thread, and no second pointer to it, so `&mut Py` is honestly unique.
pub struct Py {
    shared: NonNull<Shared>,
}

/// What `Drop`, the collector, signals and other threads also reach: cells and atomics, never behind a `&mut`.
pub struct Shared {
    /// The exception that is on its way.
    raised: Cell<Option<Value>>,
    pub(crate) space: Space,
    pub(crate) deaths: DeathList,
    /// Asks the interpreter to stop at the next safe place and look why.
    pub breaker: AtomicU32,
    /// Raised when there is no memory to make an exception; made before it is needed.
    memory_error: OnceCell<Value>,
}

thread_local! {
    /// The state of the thread's interpreter, for `Drop`, which has no `Py`. The only thread-local of the kernel.
    static SHARED: Cell<*const Shared> = const { Cell::new(ptr::null()) };
}

/// Says that an exception is on its way ([`Shared`] holds it). Nothing but the kernel makes one.
#[must_use]
#[derive(Debug)]
pub struct Raised(());

/// A result whose error is the exception on its way: one word for a value.
pub type PyResult<T> = Result<T, Raised>;

/// Leave to allocate and to raise. A copy can be kept while a guard of a cell is held; it never runs Python.
#[derive(Clone, Copy)]
pub struct Heap(NonNull<Shared>);

impl Py {
    /// The interpreter of this thread, made anew. Fails when there is no address space, or when the thread has one.
    pub fn new() -> io::Result<Self> {
        if !SHARED.get().is_null() {
            return Err(io::Error::other("this thread has an interpreter already"));
        }
        let shared = Box::new(Shared {
            raised: Cell::new(None),
            space: Space::new()?,
            deaths: DeathList::default(),
            breaker: AtomicU32::new(0),
            memory_error: OnceCell::new(),
        });
        let shared = NonNull::from(Box::leak(shared));
        SHARED.set(shared.as_ptr());
        Ok(Self { shared })
    }

    /// Leave to allocate and raise only.
    #[inline(always)]
    pub fn heap(&self) -> Heap {
        Heap(self.shared)
    }

    /// What other parts of the process reach too.
    #[inline(always)]
    pub fn shared(&self) -> &Shared {
        // SAFETY: the state lives until `Py` is dropped.
        unsafe { self.shared.as_ref() }
    }

    /// Lets what is dead and needs Python for it die. An exception on its way is kept aside meanwhile.
    #[inline(always)]
    pub fn drain(&mut self) {
        if !self.shared().deaths.is_empty() {
            crate::death::drain(self);
        }
    }

    /// Takes the exception that `raised` speaks of.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the token is used up: the exception is not on its way any more"
    )]
    pub fn take(&mut self, raised: Raised) -> Option<Value> {
        let Raised(()) = raised;
        self.shared().raised.take()
    }

    /// Runs `work` with the exception on its way, if any, kept aside; one that `work` leaves behind is dropped.
    pub(crate) fn aside<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let kept = self.shared().raised.take();
        let result = work(self);
        self.shared().raised.set(kept);
        result
    }
}

impl Drop for Py {
    fn drop(&mut self) {
        self.shared().raised.set(None);
        self.drain();
        SHARED.set(ptr::null());
        // SAFETY: it was leaked from a box in `new`, and this is the only pointer to it that is left.
        drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
    }
}

/// The state of the thread's interpreter.
#[inline(always)]
pub(crate) fn shared<'a>() -> Option<&'a Shared> {
    // SAFETY: the pointer is set for as long as the interpreter lives, and no value outlives it on this thread.
    unsafe { SHARED.get().as_ref() }
}

impl Heap {
    #[inline(always)]
    fn shared(&self) -> &Shared {
        // SAFETY: a heap comes from a `Py`, and objects of its interpreter are only reached while that lives.
        unsafe { self.0.as_ref() }
    }

    /// A new object of the type of `T`. Fails with `MemoryError`.
    #[inline(always)]
    pub fn object<T: Payload>(self, payload: T) -> PyResult<Value> {
        let type_ = T::TYPE;
        let kind = if type_.is_leaf() { Kind::Leaf } else { Kind::Collected };
        let space = &self.shared().space;
        let size = (HEADER_SIZE + size_of::<T>()).max(MIN_SIZE);
        let Some(block) = space.allocate(kind, size) else { return Err(self.no_memory()) };
        if kind == Kind::Collected {
            space.set_meta(block, crate::heap::meta::Meta::YOUNG);
        }
        let object = block.cast::<Object>();
        // SAFETY: the block is fresh, large enough and aligned to 16, which `Object::payload` checks to be enough.
        unsafe {
            object.write(Object::new(NonNull::from(type_)));
            Object::payload::<T>(object).write(payload);
            Ok(Value::from_counted(object))
        }
    }

    /// An int, immediate if it fits: `None` if it needs an object.
    #[inline(always)]
    pub fn small_int(self, value: i64) -> Option<Value> {
        Value::small_int(value)
    }

    /// Puts an exception on its way.
    pub fn raise(self, exception: Value) -> Raised {
        self.shared().raised.set(Some(exception));
        Raised(())
    }

    /// Puts the `MemoryError` on its way that was made for the occasion.
    #[cold]
    pub fn no_memory(self) -> Raised {
        self.shared().raised.set(self.shared().memory_error.get().cloned());
        Raised(())
    }

    /// What to raise when there is no memory for anything else.
    pub fn set_memory_error(self, exception: Value) {
        let _ = self.shared().memory_error.set(exception);
    }
}

/// The smallest block: a granule of metadata must not be shared.
const MIN_SIZE: usize = 32;

impl From<TryReserveError> for Raised {
    fn from(_: TryReserveError) -> Self {
        match shared() {
            Some(shared) => Heap(NonNull::from(shared)).no_memory(),
            None => Self(()),
        }
    }
}

/// The type of an object, for those who have only a header.
pub(crate) fn type_of(object: NonNull<Object>) -> &'static Type {
    // SAFETY: an object holds its type, and types of live objects are not freed; the kernel uses the reference only
    // while the object exists.
    unsafe { &*ptr::from_ref(object.as_ref().type_()) }
}

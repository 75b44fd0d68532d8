//! What a type holds: its name, its place among other types, its attributes.

use std::cell::{Cell, OnceCell};
use std::ptr::NonNull;

use super::Visit;
use super::generated::DUNDER_NAMES;
use crate::cell::PyCell;
use crate::death::{self, Teardown};
use crate::instance::Keys;
use crate::object::Object;
use crate::py::Shared;
use crate::value::Value;

/// The values of a type, one set for each interpreter.
pub struct TypeState {
    /// `__name__`, a `str`.
    pub name: PyCell<Value>,
    /// `__qualname__`, a `str`.
    pub qualified_name: PyCell<Value>,
    /// `__base__`: the base whose layout the instances extend. `None` for `object`.
    pub base: PyCell<Option<Value>>,
    /// `__bases__`, a tuple of types.
    pub bases: PyCell<Value>,
    /// `__mro__`, a tuple of types, the type itself first.
    pub mro: PyCell<Value>,
    /// The attributes, a dict. Changed through the type's own methods only, so that lookups can be cached.
    pub dict: Value,
    /// Types that have this one among their bases, the oldest first. They hold a reference to this one, not this one to
    /// them: a type that dies takes itself off the list. Words of types.
    pub subclasses: PyCell<Vec<usize>>,
    /// What the special methods resolve to, by the numbers of their names; made when the first slot needs one.
    pub special: PyCell<Option<Box<Special>>>,
    /// The special methods, as bits of their numbers, whose slot has the function that calls them ([`super::python`]).
    pub python: Cell<u128>,
    /// The keys of inline attributes.
    pub keys: PyCell<Keys>,
    /// Inline attributes that a new instance has room for.
    pub capacity: Cell<u8>,
    /// Names of the members that `__slots__` gave this class itself, with their offsets, in the order of their offsets.
    pub members: PyCell<Vec<(Value, u32)>>,
    /// The docstring that a class was made with, if it may begin with what the class is called with.
    pub signed_doc: OnceCell<Box<str>>,
}

/// For each special method what a lookup in the class gives.
pub type Special = [Option<Value>; DUNDER_NAMES.len()];

impl super::Type {
    /// Whether the slot of a special method, which must be the first of its slot, has the function that calls it.
    #[inline]
    pub fn is_python(&self, py: &crate::Py, dunder: usize) -> bool {
        self.is_heap() && self.state(py).python.get() & 1 << dunder != 0
    }
}

impl TypeState {
    /// The state of a type with a name and attributes, which has no place among other types yet.
    pub fn new(name: &Value, dict: Value, bases: Value, mro: Value) -> Self {
        Self {
            name: PyCell::new(name.clone()),
            qualified_name: PyCell::new(name.clone()),
            base: PyCell::new(None),
            bases: PyCell::new(bases),
            mro: PyCell::new(mro),
            dict,
            subclasses: PyCell::new(Vec::new()),
            special: PyCell::new(None),
            python: Cell::new(0),
            keys: PyCell::new(Keys::default()),
            capacity: Cell::new(0),
            members: PyCell::new(Vec::new()),
            signed_doc: OnceCell::new(),
        }
    }
}

impl TypeState {
    /// Takes out the value that dies next, in the order in which CPython clears a type.
    fn take_part(&mut self) -> Option<Value> {
        let none = || crate::types::singletons::none();
        let take = |cell: &mut PyCell<Value>| {
            let value = std::mem::replace(cell.exclusive(), none());
            (!crate::types::singletons::is_none(&value)).then_some(value)
        };
        if !crate::types::singletons::is_none(&self.dict) {
            return Some(std::mem::replace(&mut self.dict, none()));
        }
        if let Some(special) = self.special.exclusive().take() {
            drop(special);
        }
        take(&mut self.bases)
            .or_else(|| take(&mut self.mro))
            .or_else(|| self.base.exclusive().take())
            .or_else(|| self.keys.exclusive().pop())
            .or_else(|| self.members.exclusive().pop().map(|(name, _)| name))
            .or_else(|| take(&mut self.name))
            .or_else(|| take(&mut self.qualified_name))
    }

    /// Shows every value.
    ///
    /// # Safety
    /// No write borrow of the state exists.
    unsafe fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the caller's promise.
        unsafe {
            visit(&self.dict);
            visit(self.bases.peek());
            visit(self.mro.peek());
            self.base.peek().iter().for_each(&mut *visit);
            if let Some(special) = self.special.peek() {
                special.iter().flatten().for_each(&mut *visit);
            }
            self.keys.peek().names().iter().for_each(&mut *visit);
            self.members.peek().iter().for_each(|(name, _)| visit(name));
            visit(self.name.peek());
            visit(self.qualified_name.peek());
        }
    }
}

/// Takes a dead heap type apart.
///
/// # Safety
/// The object is a dead type.
pub(crate) unsafe fn teardown(object: NonNull<Object>, shared: &Shared) -> Teardown {
    // SAFETY: the caller's promise: objects whose type derives from `type` are types, header included.
    let type_ = unsafe { object.cast::<super::Type>().as_ref() };
    let Some(mut state) = type_.state.get() else { return Teardown::Done };
    // SAFETY: the state belongs to the type, which nobody can reach any more.
    unsafe { state.as_ref() }.leave_bases(object);
    // SAFETY: as above.
    let released = death::release_all(shared, || unsafe { state.as_mut() }.take_part());
    if released == Teardown::Done {
        type_.state.set(None);
        // SAFETY: it was made by `Box::leak`, and nothing refers to it any more.
        drop(unsafe { Box::from_raw(state.as_ptr()) });
    }
    released
}

/// Takes a dying type off its bases' lists.
///
/// # Safety
/// The object is a type, and nobody looks at lists of subclasses meanwhile.
pub(crate) unsafe fn leave_bases(object: NonNull<Object>) {
    // SAFETY: the caller's promise.
    if let Some(state) = unsafe { object.cast::<super::Type>().as_ref() }.own_state() {
        state.leave_bases(object);
    }
}

impl TypeState {
    /// Takes a dying type off its bases' lists.
    fn leave_bases(&self, object: NonNull<Object>) {
        // SAFETY: nobody looks at a dying type, and its bases are alive as long as it holds them.
        unsafe {
            if let Some(bases) = self.bases.peek().exact::<crate::types::tuple::Tuple>() {
                for base in bases.items().iter().filter_map(Value::as_type) {
                    base.forget_subclass(object.addr().get());
                }
            }
        }
    }
}

/// Shows the values of a type.
///
/// # Safety
/// The object is a type, and no write borrow of its state exists.
pub(crate) unsafe fn trace(object: NonNull<Object>, visit: &mut Visit<'_>) {
    // SAFETY: the caller's promise.
    if let Some(state) = unsafe { object.cast::<super::Type>().as_ref() }.own_state() {
        // SAFETY: the caller's promise.
        unsafe { state.each_part(visit) };
    }
}

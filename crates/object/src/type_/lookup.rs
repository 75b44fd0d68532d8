//! Looking an attribute up along the MRO of a type, with a cache for the whole interpreter.
//!
//! The cache maps (version of the type, name) to the answer. Versions are never used twice, and every change to a type
//! takes the versions of the type and of all that derive from it away, so an entry is right for as long as its version
//! is carried by a type. Entries hold no references: what they point to is kept alive by the dict of a class in the MRO,
//! which cannot change without taking the version away.

use std::cell::Cell;
use std::ptr::NonNull;

use super::{Facts, Type};
use crate::cached::{self, Place};
use crate::object::Object;
use crate::py::Py;
use crate::types::dict::Dict;
use crate::types::object::OBJECT;
use crate::types::tuple::Tuple;
use crate::types::type_::TYPE;
use crate::value::{Borrowed, Value};

/// Entries of the cache.
const ENTRIES: usize = 1 << 12;

/// The method cache of an interpreter.
pub(crate) struct MethodCache {
    entries: Box<[Entry]>,
    /// The next version to give out.
    next_version: Cell<u32>,
}

#[derive(Default)]
struct Entry {
    version: Cell<u32>,
    facts: Cell<Facts>,
    name: Cell<usize>,
    /// Null: no class in the MRO has the name.
    found: Cell<Option<NonNull<Object>>>,
}

impl Default for MethodCache {
    fn default() -> Self {
        Self { entries: (0..ENTRIES).map(|_| Entry::default()).collect(), next_version: Cell::new(1 << 16) }
    }
}

impl MethodCache {
    #[inline(always)]
    fn entry(&self, version: u32, name: usize) -> &Entry {
        let index = (version as usize ^ name >> 4) & (ENTRIES - 1);
        // SAFETY: the index is below the length.
        unsafe { self.entries.get_unchecked(index) }
    }

    /// What the cache knows of a name in a type with a version.
    ///
    /// # Safety
    /// The type has the version, which is not 0; the result is used only as long as that is so.
    #[inline(always)]
    pub(crate) unsafe fn known<'a>(&self, version: u32, name: &Value) -> Option<Borrowed<'a>> {
        let entry = self.entry(version, name.word());
        if entry.version.get() != version || entry.name.get() != name.word() {
            return None;
        }
        // SAFETY: see the head of this file.
        entry.found.get().map(|found| unsafe { Borrowed::from_pointer(found) })
    }
}

impl Type {
    /// What the classes of the MRO have under a name, the first that has it. The name is an interned string.
    #[inline]
    pub fn lookup(&self, py: &Py, name: &Value) -> Option<Value> {
        // SAFETY: the reference is counted before anything else can run.
        unsafe { self.lookup_borrowed(py, name) }.map(|found| (*found).clone())
    }

    /// The same without counting.
    ///
    /// # Safety
    /// The result is used only as long as nothing can have changed the type or what it derives from.
    #[inline]
    pub unsafe fn lookup_borrowed<'a>(&self, py: &'a Py, name: &Value) -> Option<Borrowed<'a>> {
        let cache = &py.interpreter().method_cache;
        let version = self.version(py);
        let entry = cache.entry(version, name.word());
        if version != 0 && entry.version.get() == version && entry.name.get() == name.word() {
            // SAFETY: see the head of this file.
            return entry.found.get().map(|found| unsafe { Borrowed::from_pointer(found) });
        }
        let found = self.walk(py, name);
        if version != 0 && crate::types::str_::is_interned(name) {
            entry.version.set(version);
            entry.facts.set(Facts::default());
            entry.name.set(name.word());
            entry.found.set(found);
        }
        // SAFETY: a class of the MRO holds it.
        found.map(|found| unsafe { Borrowed::from_pointer(found) })
    }

    /// Where objects of the type may have an attribute that comes before what the type has, if the name was looked up in the type
    /// before.
    #[inline]
    pub(crate) fn known_place(&self, py: &Py, name: &Value) -> Option<Place> {
        let version = self.current_version();
        let entry = py.interpreter().method_cache.entry(version, name.word());
        if version == 0 || entry.version.get() != version || entry.name.get() != name.word() {
            return None;
        }
        let facts = entry.facts.get();
        if facts.are_known() { facts.read() } else { self.find_place(py, name) }
    }

    #[inline(never)]
    fn find_place(&self, py: &Py, name: &Value) -> Option<Place> {
        cached::place(py, self, name)?;
        // SAFETY: only the facts are used.
        unsafe { self.lookup_with_facts(py, name) }?.1.read()
    }

    /// The same, with what that means for the objects of the type. Nothing while the type has no version.
    ///
    /// # Safety
    /// As for [`Self::lookup_borrowed`].
    #[inline]
    pub unsafe fn lookup_with_facts<'a>(
        &self,
        py: &'a Py,
        name: &Value,
    ) -> Option<(Option<Borrowed<'a>>, Facts)> {
        let version = self.version(py);
        if version == 0 {
            return None;
        }
        // SAFETY: the caller's promise.
        let found = unsafe { self.lookup_borrowed(py, name) };
        let entry = py.interpreter().method_cache.entry(version, name.word());
        let known = entry.version.get() == version && entry.name.get() == name.word();
        if known && entry.facts.get().are_known() {
            return Some((found, entry.facts.get()));
        }
        let facts = Facts::of(py, self, name, found);
        if known && facts.are_lasting(found.is_some()) {
            entry.facts.set(facts);
        }
        Some((found, facts))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn walk(&self, py: &Py, name: &Value) -> Option<NonNull<Object>> {
        let mro = self.state(py).mro.get(py);
        let mro = mro.exact::<Tuple>()?;
        mro.items().iter().find_map(|class| {
            let class = class.as_type()?;
            let dict = class.state(py).dict.get::<Dict>()?;
            dict.get_str(py, name).map(|value| value.pointer())
        })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn assign_version(&self, py: &Py) -> u32 {
        let next = &py.interpreter().method_cache.next_version;
        let version = next.get();
        // A version says that nothing above has changed either, so what is above must have one.
        let mro = self.state(py).mro.get(py);
        let complete =
            mro.exact::<Tuple>().is_some_and(|mro| {
                mro.items().iter().skip(1).all(|class| {
                    class.as_type().is_some_and(|class| class.is(self) || class.version(py) != 0)
                }) && self.derives_from_all(py, mro.items())
            });
        if version == u32::MAX || !complete {
            return 0;
        }
        let version = next.get();
        next.set(version + 1);
        self.version.set(version);
        version
    }

    /// Whether the type hears of changes in all of these: it derives from them. A metaclass may put others into the MRO.
    fn derives_from_all(&self, py: &Py, classes: &[Value]) -> bool {
        if self.borrow().type_().is(&TYPE) {
            return true;
        }
        let mut above = vec![self.to_value()];
        let mut next = 0;
        while let Some(class) = above.get(next).cloned() {
            next += 1;
            let bases = class.as_type().map(|class| class.state(py).bases.get(py).clone());
            let bases = bases.as_ref().and_then(|bases| bases.exact::<Tuple>()).map_or(&[][..], Tuple::items);
            for base in bases {
                if !above.iter().any(|known| known.is(&base.borrow())) {
                    above.push(base.clone());
                }
            }
        }
        classes.iter().all(|class| above.iter().any(|known| known.is(&class.borrow())))
    }

    /// Takes the version away, and that of all types that derive from this one: an attribute has changed.
    pub fn invalidate(&self, py: &Py) {
        if self.version.get() == 0 {
            return;
        }
        if !self.is_heap() {
            // Builtin types change only while they are installed, before they have versions.
            return;
        }
        self.version.set(0);
        self.init.set(std::ptr::null());
        for subclass in self.subclasses(py) {
            if let Some(subclass) = subclass.as_type() {
                subclass.invalidate(py);
            }
        }
    }

    /// Takes the versions of all classes away: a class that is in use has become one of descriptors, or none any more, so
    /// that what any class has under a name may mean something else now.
    pub(crate) fn invalidate_all(py: &Py) {
        let mut builtin = vec![OBJECT.to_value()];
        while let Some(class) = builtin.pop() {
            let subclasses = class.as_type().map(|class| class.subclasses(py)).unwrap_or_default();
            for subclass in subclasses {
                match subclass.as_type() {
                    Some(class) if class.is_heap() => class.invalidate(py),
                    _ => builtin.push(subclass),
                }
            }
        }
    }

    /// The types that have this one among their bases, the oldest first.
    pub fn subclasses(&self, py: &Py) -> Vec<Value> {
        let words = self.state(py).subclasses.get(py);
        // SAFETY: a type that dies takes itself off the list first, so these are live types, and are counted here.
        words.iter().filter_map(|&word| unsafe { Value::from_live_address(word) }).collect()
    }

    /// Takes a type off the list: it is dying, or has other bases now.
    pub(crate) fn forget_subclass(&self, address: usize) {
        let state = match self.own_state() {
            Some(state) => state,
            None => match crate::py::shared() {
                Some(shared) => shared.interpreter().type_state(self.index.get()),
                None => return,
            },
        };
        // SAFETY: a type dies while nobody looks at lists of subclasses: none is held across a drop.
        unsafe { state.subclasses.replace_field(|words| words.retain(|&word| word != address)) };
    }

    /// Whether this type is `other` or has it in its MRO.
    pub fn is_subtype(&self, py: &Py, other: &Self) -> bool {
        if self.is(other) {
            return true;
        }
        let mro = self.state(py).mro.get(py);
        match mro.exact::<Tuple>() {
            Some(mro) if !mro.is_empty() => {
                mro.items().iter().any(|class| class.word() == other.borrow().word())
            }
            _ => self.extends(py, other),
        }
    }

    /// Whether a class is another one, or has its layout from it: all that can be said before it has an MRO.
    #[cold]
    pub(crate) fn extends(&self, py: &Py, ancestor: &Self) -> bool {
        let mut current = Some(self.to_value());
        while let Some(class) = current.as_ref().and_then(Value::as_type) {
            if class.is(ancestor) {
                return true;
            }
            let base = class.state(py).base.get(py).clone();
            current = base;
        }
        false
    }
}

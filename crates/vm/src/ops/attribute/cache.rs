//! What `LOAD_ATTR` and `STORE_ATTR` remember in their inline caches: where an attribute lies in the objects of a class, or what
//! it is.
//!
//! ```text
//! LOAD_ATTR    │ kind │ version, 32 bits │ word │ index │ object, 64 bits               │
//!   method     │ kind │ version, 32 bits │ word │ misses │ object, 64 bits              │
//!              │      │                  │      │       │ version of a module's keys …  │
//!   of a class │ kind │ version, 32 bits │ its class's   │ object, 64 bits               │
//!   inline     │ kind │ version, 32 bits │ offset │ misses │ version, 32 bits │ offset │ …: those of another class
//! STORE_ATTR   │ word │ version, 32 bits │ index │
//! ```
//!
//! The version is that of the object's class; where the owner is a class itself, it is the owner's. While it is the current one,
//! the class has what it had, so an object noted here is alive.

use std::ptr::NonNull;

use taipan_bytecode::Opcode;
use taipan_object::cached::{self, member_offset};
use taipan_object::instance;
use taipan_object::native::descriptor::{self, MemberDescriptor, MethodDescriptor};
use taipan_object::type_::Flags;
use taipan_object::types::class_method::ClassMethod;
use taipan_object::types::module::Module;
use taipan_object::types::static_method::StaticMethod;
use taipan_object::{Borrowed, Object, Py, StackRef, Type, Value};

use crate::dispatch::Vm;
use crate::ops::form::Special;
use crate::thread::Thread;

/// What a `LOAD_ATTR` has found.
pub(super) mod kind {
    /// Nothing yet.
    pub(in crate::ops) const NOTHING: u16 = 0;
    /// An attribute that lies inline.
    pub(in crate::ops) const INLINE: u16 = 1;
    /// A method of the class, which an attribute of the object could hide only if that has a dictionary.
    pub(in crate::ops) const METHOD: u16 = 2;
    /// A method of a class whose objects have no attributes of their own.
    pub(in crate::ops) const METHOD_ONLY: u16 = 3;
    /// Another value of the class, with which the same is to be seen to.
    pub(in crate::ops) const CLASS_VALUE: u16 = 4;
    /// A member of `__slots__`.
    pub(in crate::ops) const MEMBER: u16 = 5;
    /// An attribute in the object's dictionary.
    pub(in crate::ops) const DICTIONARY: u16 = 6;
    /// A name of a module.
    pub(in crate::ops) const MODULE: u16 = 7;
    /// An attribute of the owner, which is a class.
    pub(in crate::ops) const OF_CLASS: u16 = 8;
    /// A `property`, which a function in Python reads.
    pub(in crate::ops) const PROPERTY: u16 = 9;
    /// Something that has to be looked up each time.
    pub(in crate::ops) const UNKNOWN: u16 = 10;
    /// A `classmethod` of the owner, which is a class.
    pub(in crate::ops) const CLASS_METHOD: u16 = 11;
    /// A `staticmethod` of the owner, which is a class.
    pub(in crate::ops) const STATIC_METHOD: u16 = 12;
    /// An attribute that a native function computes.
    pub(in crate::ops) const COMPUTED: u16 = 13;
    /// What the descriptor of a native type gives for the object, as a method that is not called at once; an attribute of the
    /// object could hide it as it could a `METHOD`.
    pub(in crate::ops) const BOUND: u16 = 14;
}

/// The index of a `STORE_ATTR` that means a member of `__slots__`.
pub(super) const MEMBER: u16 = 0x100;
/// The one that means the object's dictionary.
pub(super) const DICTIONARY: u16 = 0x101;

/// The cache of a `LOAD_ATTR`.
#[derive(Clone, Copy)]
pub(super) struct Cache(pub(super) *const u16);

impl Cache {
    #[inline(always)]
    unsafe fn unit(self, at: usize) -> u16 {
        // SAFETY: the cache has nine units.
        unsafe { self.0.add(at).read() }
    }

    #[inline(always)]
    unsafe fn wide(self, at: usize) -> u32 {
        // SAFETY: the cache has nine units.
        unsafe { u32::from(self.unit(at)) | u32::from(self.unit(at + 1)) << 16 }
    }

    #[inline(always)]
    pub(super) unsafe fn kind(self) -> u16 {
        // SAFETY: as above.
        unsafe { self.unit(0) }
    }

    #[inline(always)]
    pub(super) unsafe fn version(self) -> u32 {
        // SAFETY: as above.
        unsafe { self.wide(1) }
    }

    /// The version of the owner's class, where that is a class itself.
    #[inline(always)]
    pub(super) unsafe fn owner(self) -> u32 {
        // SAFETY: as above.
        unsafe { self.wide(3) }
    }

    /// The offset of the attribute word, of a member or of an inline value; the index in a module's namespace.
    #[inline(always)]
    pub(super) unsafe fn word(self) -> u16 {
        // SAFETY: as above.
        unsafe { self.unit(3) }
    }

    #[inline(always)]
    pub(super) unsafe fn keys_version(self) -> u32 {
        // SAFETY: as above.
        unsafe { self.wide(5) }
    }

    /// The offset of the value that objects of the class of this version have inline: there may be two classes.
    #[inline(always)]
    pub(super) unsafe fn inline_offset(self, version: u32) -> Option<u16> {
        // SAFETY: as above; what is known of the second class lies as that of the first does.
        unsafe {
            let known = if version == self.version() {
                self.0
            } else if version == self.wide(5) && version != 0 {
                self.0.add(4)
            } else {
                return None;
            };
            Some(known.add(3).read())
        }
    }

    /// The method or value.
    ///
    /// # Safety
    /// The versions are right.
    #[inline(always)]
    pub(super) unsafe fn object<'a>(self) -> Borrowed<'a> {
        // SAFETY: the class has it.
        unsafe {
            let address = self.0.add(5).cast::<usize>().read_unaligned();
            let object = std::ptr::with_exposed_provenance_mut::<Object>(address);
            Borrowed::from_pointer(NonNull::new_unchecked(object))
        }
    }

    /// The function in a `classmethod` or `staticmethod`.
    ///
    /// # Safety
    /// As for [`Self::object`]; no borrow of the method exists.
    #[inline(always)]
    pub(super) unsafe fn wrapped<'a>(self) -> Option<Borrowed<'a>> {
        // SAFETY: the class keeps the method, and that its function.
        unsafe {
            let method = self.object::<'a>();
            let function = match self.kind() {
                kind::CLASS_METHOD => (*std::ptr::from_ref(method.exact::<ClassMethod>()?)).function.peek(),
                _ => (*std::ptr::from_ref(method.exact::<StaticMethod>()?)).function.peek(),
            };
            function.as_ref().map(|function| Borrowed::from_pointer(function.pointer()))
        }
    }

    /// Whether nothing in the object hides what its class has.
    #[inline(always)]
    pub(super) unsafe fn is_shown(self, thread: &Thread, name: u32, object: NonNull<Object>) -> bool {
        // SAFETY: as above.
        unsafe {
            let word = self.word();
            word == 0
                || cached::is_inline(object, word)
                || cached::hides(object, word, name_of(thread, name)) == Some(false)
        }
    }
}

/// The cache of a `STORE_ATTR`.
#[derive(Clone, Copy)]
pub(super) struct StoreCache(pub(super) *const u16);

impl StoreCache {
    /// The offset of the attribute word or of the member; 0: nothing is remembered.
    #[inline(always)]
    pub(super) unsafe fn word(self) -> u16 {
        // SAFETY: the cache has four units.
        unsafe { self.0.read() }
    }

    #[inline(always)]
    pub(super) unsafe fn version(self) -> u32 {
        // SAFETY: as above.
        unsafe { u32::from(self.0.add(1).read()) | u32::from(self.0.add(2).read()) << 16 }
    }

    #[inline(always)]
    pub(super) unsafe fn index(self) -> u16 {
        // SAFETY: as above.
        unsafe { self.0.add(3).read() }
    }
}

/// A name of the code that runs.
///
/// # Safety
/// The index is one of the code's.
#[inline(always)]
pub(super) unsafe fn name_of(thread: &Thread, index: u32) -> &'static Value {
    // SAFETY: the caller's promise; the code keeps its names, and the reference is used while the frame runs.
    unsafe { (*thread.frame.get()).code().names.get_unchecked(index as usize) }
}

/// Remembers where an attribute lies in the objects of a class, or what the class has, if nothing else comes first.
///
/// # Safety
/// The cache of a `LOAD_ATTR` begins at the next unit.
pub(super) unsafe fn remember_value(vm: &mut Vm<'_>, owner: Borrowed<'_>, name: &Value) {
    // SAFETY: the caller's promise.
    unsafe {
        let class = owner.type_();
        if let Some(owner) = owner.as_type() {
            return remember_of_class(vm, owner, class, name);
        }
        let version = class.version(vm.py);
        let Some(object) = owner.object() else { return };
        let cache = Cache(vm.registers.pc);
        if version == 0 || cache.kind() == kind::UNKNOWN && cache.version() == version {
            return;
        }
        let (low, high) = (version as u16, (version >> 16) as u16);
        let was = cache.kind();
        if was != kind::INLINE {
            write(vm, [kind::UNKNOWN, low, high, 0, 0]);
        }
        let found = class.lookup(vm.py, name);
        if let Some(module) = owner.exact::<Module>() {
            if found.is_none()
                && let Some((keys, index)) = module.namespace().and_then(|it| it.cached_index(vm.py, name))
                && let Ok(index) = u16::try_from(index)
            {
                let keys = [keys as u16, (keys >> 16) as u16];
                write(vm, [kind::MODULE, low, high, index, 0]);
                vm.write_cache(5, &keys);
            }
            return;
        }
        if !class.has_generic_getattr(vm.py) {
            return;
        }
        if let Some(found) = &found
            && found.type_().slots.descr_set.get().is_some()
        {
            if let Some(offset) = found.exact::<MemberDescriptor>().and_then(member_offset) {
                write(vm, [kind::MEMBER, low, high, offset, 0]);
            } else if is_computed(vm.py, found, class) {
                write_object(vm, [kind::COMPUTED, low, high, 0, 0], found);
            } else if getter(vm.py, found).is_some() {
                write_object(vm, [kind::PROPERTY, low, high, 0, 0], found);
            } else if !found.type_().is_heap() {
                // Nothing hides a descriptor that is also asked where the attribute is set, and its type stays as it is.
                write_object(vm, [kind::BOUND, low, high, 0, 0], found);
            }
            return;
        }
        if let Some(place) = cached::place(vm.py, class, name)
            && cached::is_inline(NonNull::from(object), place.word)
        {
            // What was known before stays as that of the second class.
            let second = [cache.unit(1), cache.unit(2), cache.unit(3)];
            let second = if was == kind::INLINE { second } else { [0; 3] };
            write(vm, [kind::INLINE, low, high, place.offset(), 0]);
            vm.write_cache(5, &second);
            return;
        }
        let word = match instance::attribute_word(class) {
            instance::Word::None => 0,
            instance::Word::At(word) => word,
            instance::Word::Elsewhere => return,
        };
        if word != 0
            && cached::dictionary(NonNull::from(object), word)
                .is_some_and(|it| cached::named(it, name).is_some())
        {
            write(vm, [kind::DICTIONARY, low, high, word, 0]);
            return;
        }
        let Some(found) = found.filter(|_| !cached::may_be_inline(vm.py, class, name)) else { return };
        let (is_bound, is_method) =
            (found.type_().slots.descr_get.get().is_some(), found.type_().has(Flags::METHOD_DESCRIPTOR));
        if !is_bound {
            write_object(vm, [kind::CLASS_VALUE, low, high, word, 0], &found);
        } else if is_method {
            write_object(vm, [kind::BOUND, low, high, word, 0], &found);
        }
    }
}

/// Whether a native function computes what a class has a descriptor of, for its objects.
fn is_computed(py: &Py, descriptor: &Value, class: &Type) -> bool {
    descriptor::computed(descriptor)
        .and_then(|(_, of)| of?.as_type())
        .is_some_and(|of| class.is_subtype(py, of))
}

/// The Python function that reads a property.
pub(super) fn getter(py: &Py, property: &Value) -> Option<Value> {
    let getter = py.interpreter().hooks().getter?;
    getter(py, property).filter(|getter| getter.exact::<crate::Function>().is_some())
}

/// Remembers an attribute of a class that is not bound: nothing of its metaclass comes first.
unsafe fn remember_of_class(vm: &mut Vm<'_>, class: &Type, metaclass: &Type, name: &Value) {
    let (version, owner) = (class.version(vm.py), metaclass.version(vm.py));
    let plain = !metaclass.is_python(vm.py, taipan_object::type_::dunder::GETATTRIBUTE);
    if version == 0 || owner == 0 || !plain {
        return;
    }
    if let Some(found) = metaclass.lookup(vm.py, name) {
        if found.type_().slots.descr_set.get().is_some() && is_computed(vm.py, &found, metaclass) {
            // SAFETY: the caller's promise.
            unsafe { write_object(vm, [kind::COMPUTED, owner as u16, (owner >> 16) as u16, 0, 0], &found) };
        }
        return;
    }
    let Some(found) = class.lookup(vm.py, name) else { return };
    // What a class has no object for, methods give as they are.
    let as_is = found.type_().slots.descr_get.get().is_none()
        || found.exact::<crate::Function>().is_some()
        || found.exact::<MethodDescriptor>().is_some();
    let kind = if as_is {
        kind::OF_CLASS
    } else if found.exact::<ClassMethod>().is_some() {
        kind::CLASS_METHOD
    } else if found.exact::<StaticMethod>().is_some() {
        kind::STATIC_METHOD
    } else {
        return;
    };
    let units = [version as u16, (version >> 16) as u16, owner as u16, (owner >> 16) as u16];
    // SAFETY: the caller's promise.
    unsafe { write_object(vm, [kind, units[0], units[1], units[2], units[3]], &found) };
}

/// Writes a cache with an object.
unsafe fn write_object(vm: &mut Vm<'_>, head: [u16; 5], object: &Value) {
    let address = object.expose();
    let units: [u16; 4] = std::array::from_fn(|index| (address >> (16 * index)) as u16);
    // SAFETY: the cache of `LOAD_ATTR` has nine units.
    unsafe {
        write(vm, head);
        vm.write_cache(5, &units);
    }
}

/// Writes the beginning of a cache, and the form of the instruction that reads it.
///
/// # Safety
/// The cache of a `LOAD_ATTR` begins at the next unit.
unsafe fn write(vm: &mut Vm<'_>, head: [u16; 5]) {
    // SAFETY: the caller's promise.
    unsafe {
        vm.write_cache(0, &head);
        match head[0] {
            kind::INLINE => vm.registers.specialise(vm.thread, Special::LoadAttrInline),
            kind::METHOD | kind::METHOD_ONLY => vm.registers.specialise(vm.thread, Special::LoadAttrMethod),
            kind::MEMBER => vm.registers.specialise(vm.thread, Special::LoadAttrMember),
            _ => vm.registers.generalise(vm.thread, Opcode::LoadAttr),
        }
    }
}

/// Remembers a method of a class.
///
/// # Safety
/// As for [`remember_value`].
pub(super) unsafe fn remember_method(vm: &mut Vm<'_>, owner: Borrowed<'_>, name: &Value, method: &Value) {
    let class = owner.type_();
    let version = class.version(vm.py);
    // Another object of the class may have an attribute of that name.
    if version == 0 || cached::may_be_inline(vm.py, class, name) {
        return;
    }
    let (kind, word) = match instance::attribute_word(class) {
        instance::Word::None => (kind::METHOD_ONLY, 0),
        instance::Word::At(word) => (kind::METHOD, word),
        instance::Word::Elsewhere => return,
    };
    // SAFETY: the caller's promise.
    unsafe {
        write_object(vm, [kind, version as u16, (version >> 16) as u16, word, 0], method);
        // The special form looks into no dictionary.
        if owner.object().is_some_and(|it| word != 0 && !cached::is_inline(NonNull::from(it), word)) {
            vm.registers.generalise(vm.thread, Opcode::LoadAttr);
        }
    }
}

/// How often objects of other classes than those remembered are looked at before another class is remembered.
const OTHERS: u16 = 64;

/// The attribute of an object whose class the cache does not know: where objects of several classes come by in turn, it is looked
/// up without being remembered.
pub(super) enum Other<'a> {
    /// A method of its class.
    Method(Borrowed<'a>),
    /// A value that lies inline.
    Value(Borrowed<'a>),
}

/// Finds it, if it is of the kind that the cache knows of another class. It takes addresses of locals, so it stays a function.
///
/// # Safety
/// The contract of the instruction. The result is used as long as the class or the object has it.
#[inline(never)]
pub(super) unsafe fn other<'a>(py: &Py, owner: StackRef, cache: Cache, name: &Value) -> Option<Other<'a>> {
    // SAFETY: the caller's promise; code units are cells.
    unsafe {
        let kind = cache.kind();
        let others = cache.unit(4);
        if !matches!(kind, kind::INLINE | kind::METHOD | kind::METHOD_ONLY) || others == OTHERS {
            return None;
        }
        let owner = owner.object()?;
        let (class, object) = (owner.type_(), NonNull::from(owner.object()?));
        let (found, facts) = class.lookup_with_facts(py, name)?;
        let other = if kind == kind::INLINE {
            Other::Value(cached::load(object, facts.read()?.offset())?)
        } else {
            let shown = match instance::attribute_word(class) {
                instance::Word::None => true,
                instance::Word::At(word) => cached::is_inline(object, word),
                instance::Word::Elsewhere => false,
            };
            if !shown || !facts.are_of_method() {
                return None;
            }
            Other::Method(Borrowed::from_pointer(found?.pointer()))
        };
        cache.0.add(4).cast_mut().write(others + 1);
        Some(other)
    }
}

/// Stores an attribute in an object whose class the cache does not know, as [`cached::store`] does. It takes addresses of locals,
/// so it stays a function.
///
/// # Safety
/// The contract of the instruction. If there is a result, the slot with the value is not used again.
#[inline(never)]
pub(super) unsafe fn store_other(
    py: &Py,
    owner: StackRef,
    cache: StoreCache,
    name: &Value,
    value: StackRef,
) -> Option<StackRef> {
    // SAFETY: the caller's promise; code units are cells.
    unsafe {
        let last = cache.index();
        if cache.word() == 0 || matches!(last, MEMBER | DICTIONARY) || last >> 8 == 2 * OTHERS {
            return None;
        }
        let owner = owner.object()?;
        let (_, facts) = owner.type_().lookup_with_facts(py, name)?;
        let old = cached::store(NonNull::from(owner.object()?), facts.written()?, value)?;
        cache.0.add(3).cast_mut().write(last + (2 << 8));
        Some(old)
    }
}

/// Remembers where an attribute is stored.
///
/// # Safety
/// The cache of a `STORE_ATTR` begins at the next unit.
pub(super) unsafe fn remember_store(vm: &mut Vm<'_>, owner: Borrowed<'_>, name: &Value) {
    let class = owner.type_();
    let version = class.version(vm.py);
    let Some(object) = owner.object() else { return };
    if version == 0 || !class.has_generic_setattr(vm.py) || class.has(Flags::TYPE) {
        return;
    }
    let found = class.lookup(vm.py, name).filter(|found| found.type_().slots.descr_set.get().is_some());
    let (word, index) = match found {
        Some(found) => match found.exact::<MemberDescriptor>().and_then(member_offset) {
            Some(offset) => (offset, MEMBER),
            None => return,
        },
        None => match (cached::place(vm.py, class, name), instance::attribute_word(class)) {
            // SAFETY: the place is one of the class's.
            (Some(place), _) if unsafe { cached::is_inline(NonNull::from(object), place.word) } => {
                (place.word, u16::from(place.index))
            }
            (_, instance::Word::At(word)) => (word, DICTIONARY),
            _ => return,
        },
    };
    // SAFETY: the cache of `STORE_ATTR` has four units.
    unsafe {
        vm.write_cache(0, &[word, version as u16, (version >> 16) as u16, index]);
        match index {
            MEMBER | DICTIONARY => vm.registers.generalise(vm.thread, Opcode::StoreAttr),
            _ => vm.registers.specialise(vm.thread, Special::StoreAttrInline),
        }
    }
}

//! Types: what an object can do, as a table of functions, and what a class is made of.
//!
//! ```text
//! Type (an object)    header │ slots │ flags, version, sizes │ native base │ ─► TypeState (heap types)
//!                                                                          │    or the interpreter's, by index (builtin)
//! TypeState           name, bases, MRO, dict, subclasses, keys of inline attributes, special methods
//! ```
//!
//! A builtin type is static, immortal and shared by all interpreters; its slots are filled once for the process, when its
//! [`Definition`] is installed, and never change. What holds values lives in a [`TypeState`], one for each interpreter.
//! A heap type is made by a `class` statement, and owns its state.

pub mod attributes;
pub mod bases;
pub mod change;
pub mod create;
pub mod facts;
pub mod flags;
pub mod generated;
pub mod install;
pub mod lookup;
pub(crate) mod members;
pub mod mro;
pub mod parts;
pub(crate) mod python;
pub(crate) mod resolve;
pub mod shapes;
pub mod state;
mod text_signature;
pub mod wrap;

use std::cell::Cell;
use std::fmt;
use std::ptr::{self, NonNull};

pub use facts::Facts;
pub use flags::Flags;
pub use generated::{Function, SlotId, Slots, dunder};
pub use install::Definition;
pub use state::TypeState;

use crate::death::{self, Teardown};
use crate::object::{HEADER_SIZE, Object};
use crate::py::{Py, Shared};
use crate::types::type_::TYPE;
use crate::value::{Borrowed, Value};

/// The Rust data of a native type.
///
/// # Safety
/// Exactly the objects of `TYPE` and of types that derive from it carry a `Self` right after the header. Derived by the
/// macros, never written by hand outside of the kernel.
pub unsafe trait Payload: Sized + 'static {
    /// The type.
    const TYPE: &'static Type;
}

/// The values in a payload, for those who take it apart and for the collector. Derived.
pub trait Parts {
    /// Whether nothing is left to be dropped when all values have been taken out: what they lay in is no memory of its own.
    const ONLY_VALUES: bool = false;

    /// Takes out the value that dies next, in CPython's order: the last item of a list first. `None` when there is no
    /// value left. What has been taken must never be given again.
    fn take_part(&mut self) -> Option<Value>;

    /// Shows every value.
    fn each_part(&self, visit: &mut Visit<'_>);
}

/// Receives the values in an object, one by one.
pub type Visit<'v> = dyn FnMut(&Value) + 'v;

/// A place for a function.
pub struct Slot<F>(Cell<Option<F>>);

impl<F: Copy> Slot<F> {
    /// No function.
    pub const EMPTY: Self = Self(Cell::new(None));

    /// The function.
    #[inline(always)]
    pub fn get(&self) -> Option<F> {
        self.0.get()
    }

    pub(crate) fn set(&self, function: Option<F>) {
        const { assert!(size_of::<Option<F>>() == size_of::<usize>(), "a slot is a pointer to a function") }
        let word = |function: &Option<F>| {
            // SAFETY: see above: it is one word, without padding.
            unsafe { ptr::from_ref(function).cast::<usize>().read() }
        };
        // Other threads may be reading what is in the slots of a builtin type already.
        if word(&self.0.get()) != word(&function) {
            self.0.set(function);
        }
    }
}

impl<F: Copy> Default for Slot<F> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Slots {
    /// Empties a slot.
    pub(crate) fn clear(&self, id: SlotId) {
        self.copy(id, &Self::EMPTY);
    }
}

impl Function {
    /// Whether both are the same function.
    pub(crate) fn same(self, other: Self) -> bool {
        self.id() == other.id() && self.address() == other.address()
    }
}

/// A special method, and the slot that stands for it.
pub struct SpecialMethod {
    /// `__add__`
    pub name: &'static str,
    /// The number of the name, of [`dunder`].
    pub dunder: usize,
    /// The slot.
    pub slot: SlotId,
    /// How a wrapper calls the slot.
    pub wrap: wrap::Wrap,
    /// What `inspect` shows.
    pub signature: &'static str,
    /// What `help` shows.
    pub doc: &'static str,
}

/// How the payloads of a native type are taken apart, and where their tails end.
#[derive(Clone, Copy)]
pub struct Memory {
    /// Takes a dead object apart as far as it goes without Python. `None`: there is nothing to do.
    pub teardown: Option<unsafe fn(NonNull<Object>, &Shared) -> Teardown>,
    /// Shows the values in an object. `None`: there never are any, and the collector does not know the objects.
    pub trace: Option<unsafe fn(NonNull<Object>, &mut Visit<'_>)>,
    /// For objects of variable size: the bytes of the whole object.
    pub size: Option<unsafe fn(NonNull<Object>) -> usize>,
}

/// A Python type.
#[repr(C)]
pub struct Type {
    header: Object,
    /// What its objects do.
    pub slots: Slots,
    /// How its objects die.
    pub(crate) memory: Memory,
    flags: Cell<Flags>,
    /// Changes with every change that could alter the result of a lookup; 0: none is assigned.
    pub(crate) version: Cell<u32>,
    /// The `__init__` that calling a class written in Python comes to, as long as the version is: see
    /// [`crate::types::object::python_init`]. Not counted; null: unknown.
    pub(crate) init: Cell<*const Object>,
    /// Of a class written in Python, the version with which it was found that its objects have no other `__class__` than it: see
    /// [`crate::protocol::instance_check`].
    pub(crate) plain_class: Cell<u32>,
    /// Bytes of an object, without a tail.
    pub(crate) size: Cell<u32>,
    /// Where the attribute word lies, from the start of the object; 0: there is none. Of objects with a tail it lies
    /// after the tail, and this is 1.
    pub(crate) attributes: Cell<u32>,
    /// The full name of a builtin type, as error messages show it.
    builtin_name: &'static str,
    /// The nearest builtin type whose payload this one's begins with: of a heap type the one it is built on.
    pub(crate) native_base: Cell<Option<&'static Type>>,
    /// The position of a builtin type among the interpreter's states.
    pub(crate) index: Cell<u32>,
    /// What the constructor of a builtin type takes: `__text_signature__`.
    pub(crate) signature: Cell<Option<&'static str>>,
    /// The docstring of a builtin type.
    pub(crate) doc: Cell<Option<&'static str>>,
    /// The slots that a builtin type defines itself, by their numbers.
    pub(crate) own_slots: Cell<u64>,
    /// The state of a heap type.
    pub(crate) state: Cell<Option<NonNull<TypeState>>>,
}

// SAFETY: static types are written to only while they are installed, once for the process and before anything uses them;
// they are immortal, so nothing is counted. Heap types are reached through `Value`, which is not `Sync`.
unsafe impl Sync for Type {}

impl Type {
    /// A builtin type whose objects carry a `T` that holds values, to be kept in a `static`.
    pub const fn of<T: Payload + Parts>(name: &'static str, base: Option<&'static Self>) -> Self {
        let memory =
            Memory { teardown: Some(death::teardown::<T>), trace: Some(death::trace::<T>), size: None };
        Self::with_memory(name, base, HEADER_SIZE + size_of::<T>(), memory)
    }

    /// A builtin type whose objects carry a `T` that holds no values, so that they are freed at once.
    pub const fn leaf<T: Payload>(name: &'static str, base: Option<&'static Self>) -> Self {
        let teardown: Option<unsafe fn(NonNull<Object>, &Shared) -> Teardown> =
            if std::mem::needs_drop::<T>() { Some(death::drop_payload::<T>) } else { None };
        let memory = Memory { teardown, trace: None, size: None };
        Self::with_memory(name, base, HEADER_SIZE + size_of::<T>(), memory)
    }

    /// A builtin type that says itself how its objects lie in memory.
    pub const fn with_memory(
        name: &'static str,
        base: Option<&'static Self>,
        size: usize,
        memory: Memory,
    ) -> Self {
        Self {
            header: Object::immortal(&TYPE),
            slots: Slots::EMPTY,
            memory,
            flags: Cell::new(Flags::NONE),
            version: Cell::new(0),
            init: Cell::new(ptr::null()),
            plain_class: Cell::new(0),
            size: Cell::new(size as u32),
            attributes: Cell::new(0),
            builtin_name: name,
            native_base: Cell::new(base),
            index: Cell::new(u32::MAX),
            signature: Cell::new(None),
            doc: Cell::new(None),
            own_slots: Cell::new(0),
            state: Cell::new(None),
        }
    }

    /// A heap type, before anything is known of it but what it is built on. Its objects may always hold values.
    pub(crate) fn heap(header: Object, native_base: &'static Self, state: NonNull<TypeState>) -> Self {
        let mut type_ = Self::with_memory(native_base.builtin_name, Some(native_base), 0, native_base.memory);
        type_.header = header;
        type_.state = Cell::new(Some(state));
        type_.flags = Cell::new(Flags::HEAP);
        type_
    }

    /// The header.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// The type as a value.
    #[inline(always)]
    pub fn borrow(&self) -> Borrowed<'_> {
        // SAFETY: the header of a live object, borrowed as long as the type is.
        unsafe { Borrowed::from_pointer(NonNull::from_ref(self).cast()) }
    }

    /// The type as a value of its own.
    pub fn to_value(&self) -> Value {
        (*self.borrow()).clone()
    }

    /// Its flags.
    #[inline(always)]
    pub fn flags(&self) -> Flags {
        self.flags.get()
    }

    /// The number that `__flags__` shows. A class made by a `class` statement is called as its native base is unless it has
    /// another `__call__`.
    pub fn shown_flags(&self) -> u32 {
        let native = self.native();
        let as_native = match (self.slots.call.get(), native.slots.call.get()) {
            (Some(own), Some(above)) => ptr::fn_addr_eq(own, above),
            _ => false,
        };
        let called = if as_native { native.flags().and(Flags::VECTORCALL) } else { Flags::NONE };
        let made = if self.is_made_by_import() { Flags::HEAP } else { Flags::NONE };
        self.flags().without(Flags::VARIABLE).with(called).with(made).bits()
    }

    /// Whether CPython makes the type when its module is imported, as those of nearly all modules but `builtins`:
    /// `copyreg` and others take these for classes made by a `class` statement.
    fn is_made_by_import(&self) -> bool {
        const STATIC_MODULES: [&str; 7] = [
            "types",
            "weakref",
            "datetime",
            "sys",
            "_contextvars",
            "string.templatelib",
            "concurrent.interpreters",
        ];
        const STATIC: [&str; 4] =
            ["collections.OrderedDict", "pickle.PickleBuffer", "typing.Union", "typing.TypeAliasType"];
        if self.is_heap() {
            return false;
        }
        let name = self.builtin_name();
        let Some((module, _)) = name.rsplit_once('.') else { return false };
        module != "builtins" && !STATIC_MODULES.contains(&module) && !STATIC.contains(&name)
    }

    /// Whether all of some flags are set.
    #[inline(always)]
    pub fn has(&self, flags: Flags) -> bool {
        self.flags.get().has(flags)
    }

    pub(crate) fn set_flags(&self, flags: Flags) {
        self.flags.set(flags);
    }

    /// Whether a `class` statement made it.
    #[inline(always)]
    pub fn is_heap(&self) -> bool {
        self.has(Flags::HEAP)
    }

    /// Whether they are the same type.
    #[inline(always)]
    pub fn is(&self, other: &Self) -> bool {
        ptr::eq(self, other)
    }

    /// Whether the payload of its objects begins with that of `other`, which is a builtin type. This is about memory; for
    /// `issubclass` ask [`Self::is_subtype`].
    #[inline(always)]
    pub fn carries(&self, other: &Self) -> bool {
        ptr::eq(self, other) || self.has_native_base(other)
    }

    #[inline(never)]
    fn has_native_base(&self, other: &Self) -> bool {
        let mut current = self;
        loop {
            if ptr::eq(current, other) {
                return true;
            }
            match current.native_base.get() {
                Some(base) => current = base,
                None => return false,
            }
        }
    }

    /// The builtin type whose payload its objects carry: itself, if it is one.
    pub fn native(&self) -> &Self {
        match self.native_base.get() {
            Some(base) if self.is_heap() => base,
            _ => self,
        }
    }

    pub(crate) fn native_base(&self) -> Option<&'static Self> {
        self.native_base.get()
    }

    /// Bytes of an object, without a tail.
    pub fn instance_size(&self) -> usize {
        self.size.get() as usize
    }

    /// Whether objects of this type hold no references, so that they are freed at once and the collector never sees them.
    #[inline(always)]
    pub(crate) fn is_leaf(&self) -> bool {
        self.memory.trace.is_none() && !self.is_heap()
    }

    /// The version, which is assigned if need be. 0 when there are no numbers left: then nothing may be cached.
    #[inline(always)]
    pub fn version(&self, py: &Py) -> u32 {
        match self.version.get() {
            0 => self.assign_version(py),
            version => version,
        }
    }

    /// What the type holds in this interpreter.
    #[inline(always)]
    pub fn state<'a>(&'a self, py: &'a Py) -> &'a TypeState {
        match self.state.get() {
            // SAFETY: a heap type owns its state.
            Some(state) => unsafe { state.as_ref() },
            None => py.interpreter().type_state(self.index.get()),
        }
    }

    /// The name as error messages show it: with its module for a builtin type outside of `builtins`, else `__name__`.
    pub fn name(&self) -> TypeName<'_> {
        TypeName(self)
    }

    /// The docstring of a builtin type, which the type's dict may have something else in place of.
    pub fn doc(&self) -> Option<&'static str> {
        self.doc.get()
    }

    /// Where the attribute word or dictionary of objects lies, as `__dictoffset__` shows it: -1 where we choose the place.
    pub fn dict_offset(&self) -> isize {
        match self.attributes.get() {
            _ if self.has(Flags::MANAGED_DICT) => -1,
            0 if self.has(Flags::TYPE) => std::mem::offset_of!(Self, state) as isize,
            offset => offset as isize,
        }
    }

    /// Bytes of an item in the tail of objects, which they may have in CPython only, as `__itemsize__` shows them.
    pub fn item_size(&self) -> usize {
        if self.has(Flags::BYTES) {
            return 1;
        }
        let native = self.native();
        let is_one_size = native.memory.size.is_none() && !native.has(Flags::VARIABLE);
        if self.has(Flags::STR) || is_one_size { 0 } else { size_of::<Value>() }
    }

    /// The bytes of an object of this type.
    pub fn size_of(&self, object: Borrowed<'_>) -> usize {
        match (self.memory.size, object.object()) {
            // SAFETY: the function is that of the object's type.
            (Some(size), Some(object)) => unsafe { size(NonNull::from(object)) },
            _ => self.instance_size(),
        }
    }

    /// The full name of a builtin type.
    pub fn builtin_name(&self) -> &'static str {
        self.builtin_name
    }

    /// The name of a builtin type, without its module; of a heap type, that of the builtin one it is built on.
    pub fn short_name(&self) -> &'static str {
        self.builtin_name.rsplit('.').next().unwrap_or(self.builtin_name)
    }

    /// The module and the qualified name, for messages; the latter alone where the module is `builtins` or `__main__`.
    pub fn full_name(&self, py: &Py) -> String {
        if !self.is_heap() {
            return self.builtin_name.strip_prefix("builtins.").unwrap_or(self.builtin_name).to_owned();
        }
        let module = self.state(py).dict.get::<crate::types::dict::Dict>().and_then(|dict| {
            let module = dict.get_str(py, py.name(taipan_text::Name::__MODULE__))?;
            module.is_str().then(|| module.to_string())
        });
        match module {
            Some(module) if module != "builtins" && module != "__main__" => {
                format!("{module}.{}", self.qualified_name())
            }
            _ => self.qualified_name().to_string(),
        }
    }

    /// `__qualname__`, for messages.
    pub fn qualified_name(&self) -> QualifiedName<'_> {
        QualifiedName(self)
    }
}

/// Shows the qualified name of a type.
#[derive(Clone, Copy)]
pub struct QualifiedName<'a>(&'a Type);

impl fmt::Display for QualifiedName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.state.get() {
            // SAFETY: a heap type owns its state; nobody changes it while a message is made.
            Some(state) => unsafe { state.as_ref().qualified_name.peek() }.fmt(f),
            None => f.write_str(self.0.short_name()),
        }
    }
}

/// Shows the name of a type in an error message.
#[derive(Clone, Copy)]
pub struct TypeName<'a>(&'a Type);

impl fmt::Display for TypeName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.state.get() {
            // SAFETY: a heap type owns its state; nobody changes it while a message is made.
            Some(state) => unsafe { state.as_ref().name.peek() }.fmt(f),
            None => f.write_str(self.0.builtin_name),
        }
    }
}

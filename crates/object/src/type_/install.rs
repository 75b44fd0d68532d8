//! Making builtin types complete: their slots once for the process, their attributes once for each interpreter.
//!
//! A crate of builtins or native modules lists its types as [`Definition`]s; bases come before what derives from them.
//! Slots that a type does not fill are inherited. Each special method behind a filled slot gets a wrapper in the type's
//! dict, each method, computed attribute and constant a descriptor or value.

use std::collections::BTreeSet;
use std::mem::offset_of;
use std::sync::{Mutex, MutexGuard, PoisonError};

use taipan_text::Name;

use super::flags::Flags;
use super::generated::{Function, SPECIAL_METHODS, SlotId, Slots};
use super::state::TypeState;
use super::wrap::Wrap;
use super::{Type, dunder};
use crate::native::descriptor::{self, WrapperDescriptor};
use crate::native::{GetSetDef, MethodDef, function};
use crate::object::HEADER_SIZE;
use crate::py::{Py, PyResult};
use crate::types::class_method::ClassMethod;
use crate::types::dict::{DICT, Dict};
use crate::types::singletons::none;
use crate::types::static_method::StaticMethod;
use crate::types::tuple::{TUPLE, Tuple};
use crate::types::{
    buffer_wrapper, bytes, cell, class_method, complex, float, int, list, mappingproxy, method, object,
    seq_iter, singletons, slice, static_method, str_, type_,
};
use crate::value::Value;

/// What a native type is made of. Its parts come from `#[pymethods]` blocks, as many as the type has families of methods.
pub struct Definition {
    /// The type.
    pub type_: &'static Type,
    /// `__doc__`
    pub doc: Option<&'static str>,
    /// What its constructor takes, as `inspect` shows it: `"(object='', /)"`.
    pub signature: Option<&'static str>,
    /// Flags beyond those that follow from the rest.
    pub flags: Flags,
    /// Where the dictionary of attributes lies in objects, an `Option<Value>` in the payload, from the start of the
    /// object; 0: there is none.
    pub dict: usize,
    /// Slots.
    pub slots: &'static [&'static [Function]],
    /// Methods.
    pub methods: &'static [&'static [MethodDef]],
    /// Computed attributes.
    pub getset: &'static [&'static [GetSetDef]],
    /// Special methods that are no attributes, though the slots behind them are filled.
    pub unseen: &'static [&'static str],
    /// Other attributes.
    pub constants: &'static [(&'static str, fn(&mut Py) -> PyResult<Value>)],
}

impl Definition {
    /// A type with no attributes at all, to be completed with `..Definition::of(&TYPE)`.
    pub const fn of(type_: &'static Type) -> Self {
        Self {
            type_,
            doc: None,
            signature: None,
            flags: Flags::NONE,
            dict: 0,
            slots: &[],
            methods: &[],
            getset: &[],
            unseen: &[],
            constants: &[],
        }
    }
}

/// The types that the kernel needs to make any other. Their methods are added by whoever defines them again.
pub static KERNEL: &[Definition] = &[
    Definition {
        flags: Flags::BASE,
        slots: &[&[
            Function::Getattr(crate::protocol::attribute::object_getattribute),
            Function::Setattr(crate::protocol::attribute::object_setattr),
            Function::New(object::new),
            Function::Init(object::init),
            Function::Repr(object::repr),
            Function::Str(object::str_),
            Function::Hash(object::hash),
            Function::Compare(object::compare),
        ]],
        ..Definition::of(&object::OBJECT)
    },
    Definition {
        flags: Flags::BASE
            .with(Flags::TYPE)
            .with(Flags::WEAKLY_REFERABLE)
            .with(Flags::OWN_DICT)
            .with(Flags::VECTORCALL),
        slots: &[&[
            Function::Call(crate::native::constructor::call_type),
            Function::New(super::create::new),
            Function::Init(super::create::init),
            Function::Getattr(super::attributes::getattribute),
            Function::Setattr(super::attributes::setattr),
            Function::Repr(type_::repr),
        ]],
        ..Definition::of(&type_::TYPE)
    },
    Definition {
        flags: Flags::BASE.with(Flags::TUPLE).with(Flags::SEQUENCE).with(Flags::MATCH_SELF),
        ..Definition::of(&TUPLE)
    },
    Definition {
        flags: Flags::BASE.with(Flags::DICT).with(Flags::MAPPING).with(Flags::MATCH_SELF),
        ..Definition::of(&DICT)
    },
    Definition { flags: Flags::BASE.with(Flags::STR).with(Flags::MATCH_SELF), ..Definition::of(&str_::STR) },
    Definition {
        flags: Flags::NO_INSTANCES,
        slots: &[&[Function::ReleaseBuffer(buffer_wrapper::release)]],
        ..Definition::of(&buffer_wrapper::BUFFER_WRAPPER)
    },
    Definition {
        flags: Flags::BASE.with(Flags::BYTES).with(Flags::MATCH_SELF),
        ..Definition::of(&bytes::BYTES)
    },
    Definition { flags: Flags::BASE.with(Flags::INT).with(Flags::MATCH_SELF), ..Definition::of(&int::INT) },
    Definition { flags: Flags::BASE.with(Flags::MATCH_SELF), ..Definition::of(&float::FLOAT) },
    Definition { flags: Flags::BASE, ..Definition::of(&complex::COMPLEX) },
    Definition {
        flags: Flags::BASE.with(Flags::LIST).with(Flags::SEQUENCE).with(Flags::MATCH_SELF),
        ..Definition::of(&list::LIST)
    },
    Definition { flags: Flags::INT.with(Flags::MATCH_SELF), ..Definition::of(&singletons::BOOL) },
    Definition::of(&singletons::NONE_TYPE),
    Definition::of(&singletons::NOT_IMPLEMENTED_TYPE),
    Definition::of(&singletons::ELLIPSIS_TYPE),
    Definition {
        flags: Flags::VECTORCALL,
        slots: &[&[Function::Call(function::call)]],
        ..Definition::of(&function::NATIVE_FUNCTION)
    },
    Definition {
        flags: Flags::METHOD_DESCRIPTOR.with(Flags::VECTORCALL),
        slots: &[&[Function::Call(descriptor::method_call), Function::DescrGet(descriptor::method_get)]],
        ..Definition::of(&descriptor::METHOD_DESCRIPTOR)
    },
    Definition {
        slots: &[&[
            Function::Call(descriptor::class_method_call),
            Function::DescrGet(descriptor::class_method_get),
        ]],
        ..Definition::of(&descriptor::CLASS_METHOD_DESCRIPTOR)
    },
    Definition {
        flags: Flags::METHOD_DESCRIPTOR,
        slots: &[&[Function::Call(descriptor::wrapper_call), Function::DescrGet(descriptor::wrapper_get)]],
        ..Definition::of(&descriptor::WRAPPER_DESCRIPTOR)
    },
    Definition {
        slots: &[&[Function::Call(descriptor::method_wrapper_call)]],
        ..Definition::of(&descriptor::METHOD_WRAPPER)
    },
    Definition {
        slots: &[&[Function::DescrGet(descriptor::getset_get), Function::DescrSet(descriptor::getset_set)]],
        ..Definition::of(&descriptor::GETSET_DESCRIPTOR)
    },
    Definition {
        slots: &[&[Function::DescrGet(descriptor::member_get), Function::DescrSet(descriptor::member_set)]],
        ..Definition::of(&descriptor::MEMBER_DESCRIPTOR)
    },
    Definition {
        slots: &[&[Function::Iter(seq_iter::iter), Function::Next(seq_iter::next)]],
        ..Definition::of(&seq_iter::SEQ_ITER)
    },
    Definition::of(&crate::types::traceback::TRACEBACK),
    Definition {
        flags: Flags::BASE,
        dict: HEADER_SIZE + offset_of!(StaticMethod, dict),
        slots: &[&[Function::DescrGet(static_method::descr_get), Function::Call(static_method::call)]],
        ..Definition::of(&static_method::STATIC_METHOD)
    },
    Definition {
        flags: Flags::BASE,
        dict: HEADER_SIZE + offset_of!(ClassMethod, dict),
        slots: &[&[Function::DescrGet(class_method::descr_get)]],
        ..Definition::of(&class_method::CLASS_METHOD)
    },
    Definition {
        slots: &[&[
            Function::Call(method::call),
            Function::DescrGet(method::descr_get),
            Function::Getattr(method::getattr),
            Function::Repr(method::repr),
            Function::Compare(method::compare),
            Function::Hash(method::hash),
        ]],
        ..Definition::of(&method::METHOD)
    },
    Definition {
        slots: &[&[Function::Repr(cell::repr), Function::Compare(cell::compare)]],
        ..Definition::of(&cell::CELL)
    },
    Definition { flags: Flags::MAPPING, ..Definition::of(&mappingproxy::MAPPING_PROXY) },
    Definition::of(&slice::SLICE),
];

/// The builtin types that the process knows, guarding the filling of slots. A type is written to by the first interpreter
/// that installs a definition of it, before any other can have objects of it; later ones find the definition here, and write
/// nothing that other threads may be reading.
static KNOWN: Mutex<Known> = Mutex::new(Known { types: 0, exceptions: false, definitions: BTreeSet::new() });

struct Known {
    /// How many there are.
    types: u32,
    /// Whether those of exceptions are complete.
    exceptions: bool,
    /// What their slots have been filled from.
    definitions: BTreeSet<Contents>,
}

/// What of a definition goes into the type itself: its addresses, and so on.
type Contents = [usize; 6];

fn contents(definition: &Definition) -> Contents {
    let text = |text: Option<&'static str>| text.map_or(0, |text| text.as_ptr().addr());
    [
        definition.type_.borrow().word(),
        definition.slots.as_ptr().addr() ^ definition.slots.len(),
        definition.flags.bits() as usize,
        text(definition.doc),
        text(definition.signature),
        definition.dict,
    ]
}

/// Makes the kernel's types known to the process, so that objects of them can be made before they have attributes.
pub(crate) fn prepare_kernel_types() {
    let known = &mut *known();
    let is_new = KERNEL.iter().fold(false, |is_new, definition| is_new | fill_slots(known, definition));
    for &(class, _) in crate::exception::ALL {
        let flags = Flags::BASE.with(Flags::EXCEPTION);
        // The only one that CPython makes as a class statement would.
        let weak = class.is(&crate::exception::EXCEPTION_GROUP);
        let flags = if weak { flags.with(Flags::WEAKLY_REFERABLE) } else { flags };
        fill_slots(known, &Definition { flags, ..Definition::of(class) });
    }
    if is_new {
        for definition in KERNEL {
            inherit_slots(known, definition.type_);
        }
    }
}

fn known() -> MutexGuard<'static, Known> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps other interpreters from making types known, until it is dropped.
pub(crate) fn lock() -> impl Drop {
    known()
}

/// Fills the slots of a type and gives it its index. The second time, slots are added: that is how the crate of the builtins
/// completes the kernel's types. Whether the definition was new to the process.
fn fill_slots(known: &mut Known, definition: &Definition) -> bool {
    if !known.definitions.insert(contents(definition)) {
        return false;
    }
    let class = definition.type_;
    if class.index.get() == u32::MAX {
        class.index.set(known.types);
        known.types += 1;
        class.version.set(known.types);
        let inherited = class.native_base().map_or(Flags::NONE, |base| base.flags().and(Flags::INHERITED));
        let collected = if class.memory.trace.is_some() { Flags::COLLECTED } else { Flags::NONE };
        class.set_flags(definition.flags | inherited | collected | Flags::IMMUTABLE | Flags::READY);
    } else {
        class.set_flags(class.flags() | definition.flags);
    }
    debug_assert!(
        !class.has(Flags::WEAKLY_REFERABLE) || class.memory.trace.is_some(),
        "{}: what can be weakly referenced has metadata, so it must not be a leaf",
        class.builtin_name()
    );
    if definition.doc.is_some() {
        class.doc.set(definition.doc);
    }
    if definition.signature.is_some() {
        class.signature.set(definition.signature);
    }
    if definition.dict != 0 {
        class.attributes.set(definition.dict as u32);
    } else if class.attributes.get() == 0
        && let Some(base) = class.native_base()
    {
        class.attributes.set(base.attributes.get());
    }
    if class.attributes.get() != 0 {
        class.set_flags(class.flags() | Flags::OWN_DICT);
    }
    for &function in definition.slots.iter().copied().flatten() {
        class.slots.set(function);
        class.own_slots.set(class.own_slots.get() | bit(function.id()));
        if matches!(function, Function::New(_)) && !definition.flags.has(Flags::NO_INSTANCES) {
            class.set_flags(class.flags().without(Flags::NO_INSTANCES));
        }
        if matches!(function, Function::Getattr(_)) && !class.is(&object::OBJECT) {
            class.set_flags(class.flags() | Flags::OWN_GETATTR);
        }
    }
    true
}

/// The bit of a slot among those that a type defines itself.
fn bit(id: SlotId) -> u64 {
    const { assert!(SlotId::COUNT <= u64::BITS as usize) };
    1 << id as u32
}

/// Fills what a type does not define itself from its base. A type that compares in its own way does not inherit the hash. It
/// is done again whenever a family of types is installed, since the base may have become more complete.
fn inherit_slots(_known: &mut Known, class: &Type) {
    let Some(base) = class.native_base() else { return };
    let (own, nothing) = (class.own_slots.get(), Slots::EMPTY);
    let own_comparison = own & (bit(SlotId::Compare) | bit(SlotId::Hash)) != 0;
    for id in SlotId::all() {
        let skip = own_comparison && matches!(id, SlotId::Hash | SlotId::Compare);
        // An object of a native type without a constructor of its own would lack its payload, if the type has one.
        let bare = class.has(Flags::BASE) && class.instance_size() == base.instance_size();
        let skip = skip || id == SlotId::New && base.is(&object::OBJECT) && !bare;
        if own & bit(id) == 0 {
            class.slots.copy(id, if skip { &nothing } else { &base.slots });
        }
    }
    if class.slots.new.get().is_none() && base.is(&object::OBJECT) {
        class.set_flags(class.flags() | Flags::NO_INSTANCES);
    }
}

/// Makes types complete in this interpreter. A type that was installed before gets further attributes.
pub fn install(py: &mut Py, definitions: &[Definition]) -> PyResult<()> {
    fill_all_slots(definitions);
    for definition in definitions {
        add_state(py, definition.type_)?;
    }
    definitions.iter().try_for_each(|definition| fill_dict(py, definition))
}

/// Makes types complete for the process, unless another interpreter has.
fn fill_all_slots(definitions: &[Definition]) {
    let known = &mut *known();
    let (mut is_new, mut below) = (false, false);
    for definition in definitions {
        if fill_slots(known, definition) {
            is_new = true;
            below |= is_kernel_base(definition.type_);
        }
    }
    // `object` gets most of its slots after the kernel's own types were installed.
    for definition in KERNEL.iter().filter(|_| below).chain(definitions.iter().filter(|_| is_new)) {
        inherit_slots(known, definition.type_);
    }
}

/// Whether other types of the kernel derive from one.
fn is_kernel_base(class: &Type) -> bool {
    KERNEL.iter().any(|definition| definition.type_.native_base().is_some_and(|base| base.is(class)))
}

/// Makes the types of exceptions known to the interpreter, before they have any attributes.
pub(crate) fn prepare_exceptions(py: &mut Py) -> PyResult<()> {
    for &(class, _) in crate::exception::ALL {
        add_state(py, class)?;
    }
    add_second_base(py, &crate::exception::EXCEPTION_GROUP, &crate::exception::EXCEPTION)
}

/// Gives a builtin type another base, whose own bases the first one has too. `ExceptionGroup` is the only such type.
fn add_second_base(py: &mut Py, class: &'static Type, base: &'static Type) -> PyResult<()> {
    let state = class.state(py);
    let mut bases = state.bases.get(py).exact::<Tuple>().map_or_else(Vec::new, |it| it.items().to_vec());
    let mut mro = state.mro.get(py).exact::<Tuple>().map_or_else(Vec::new, |it| it.items().to_vec());
    let above = base.state(py).bases.get(py).clone();
    let above = above.exact::<Tuple>().and_then(|above| above.items().first().cloned());
    let at = mro.iter().position(|it| above.as_ref().is_some_and(|above| it.is(above))).unwrap_or(mro.len());
    mro.insert(at, base.to_value());
    bases.push(base.to_value());
    let (bases, mro) = (py.tuple(bases)?, py.tuple(mro)?);
    let state: *const TypeState = class.state(py);
    let subclasses: *const crate::cell::PyCell<Vec<usize>> = &raw const base.state(py).subclasses;
    let address = class.borrow().expose();
    // SAFETY: the states of builtin types live as long as the interpreter; the cells are borrowed through `py`.
    unsafe {
        drop((*state).bases.replace(py, bases));
        drop((*state).mro.replace(py, mro));
        (*subclasses).get_mut(py).push(address);
    }
    Ok(())
}

static WEAKREF: [&[GetSetDef]; 1] = [std::slice::from_ref(&descriptor::WEAKREF_ATTRIBUTE)];

/// Gives the types of exceptions their docstrings, and what they inherit. Called when their methods are installed.
pub fn install_exceptions(py: &mut Py) -> PyResult<()> {
    complete_exceptions();
    for &(class, doc) in crate::exception::ALL {
        let weak = class.is(&crate::exception::EXCEPTION_GROUP);
        let getset: &'static [&'static [GetSetDef]] = if weak { &WEAKREF } else { &[] };
        fill_dict(py, &Definition { doc: Some(doc), getset, ..Definition::of(class) })?;
        if has_own_new(class)
            && let Some(dict) = class.state(py).dict.clone().get::<Dict>()
        {
            let name = py.dunder(dunder::NEW).clone();
            if dict.get_str(py, &name).is_none() {
                let new = crate::native::constructor::new_function(py, class)?;
                drop(dict.set_str(py, &name, new)?);
            }
        }
    }
    Ok(())
}

/// The types of exceptions inherit what they do not define, unless another interpreter has seen to that.
fn complete_exceptions() {
    let known = &mut *known();
    if !std::mem::replace(&mut known.exceptions, true) {
        for &(class, _) in crate::exception::ALL {
            inherit_slots(known, class);
        }
    }
}

/// Whether an exception type has a `__new__` of its own in CPython, though it does nothing but its base's: those without
/// fields have, and the errors of codecs.
fn has_own_new(class: &Type) -> bool {
    let plain = class.instance_size() == crate::exception::BASE_EXCEPTION.instance_size();
    plain && !class.is(&crate::exception::KEY_ERROR) || class.is_unicode_error()
}

/// Gives a type its state in this interpreter, if it has none yet.
fn add_state(py: &mut Py, class: &'static Type) -> PyResult<()> {
    let index = class.index.get();
    if py.interpreter().has_type_state(index) {
        return Ok(());
    }
    let name = py.heap().intern(class.short_name())?;
    let dict = py.dict()?;
    let base = class.native_base();
    let bases = match base {
        Some(base) => py.tuple([base.to_value()])?,
        None => py.tuple([])?,
    };
    let mro = match base {
        Some(base) => {
            let above = base.state(py).mro.get(py).clone();
            let above = above.exact::<Tuple>().map_or(&[][..], Tuple::items);
            let own = std::iter::once(class.to_value()).chain(above.iter().cloned()).collect::<Vec<_>>();
            py.tuple(own)?
        }
        None => py.tuple([class.to_value()])?,
    };
    let state = TypeState::new(&name, dict, bases, mro);
    *state.base.get_mut(py) = base.map(Type::to_value);
    py.interpreter().add_type_state(index, state);
    if let Some(base) = base {
        let address = class.borrow().expose();
        let subclasses = &base.state(py).subclasses as *const crate::cell::PyCell<Vec<usize>>;
        // SAFETY: the state of a builtin type lives as long as the interpreter; the cell is borrowed through `py`.
        unsafe { &*subclasses }.get_mut(py).push(address);
    }
    Ok(())
}

/// Puts the attributes of a definition into the type's dict; what is there already stays.
fn fill_dict(py: &mut Py, definition: &Definition) -> PyResult<()> {
    let class = definition.type_;
    let dict = class.state(py).dict.clone();
    let Some(dict) = dict.get::<Dict>() else { return Ok(()) };
    let put = |py: &mut Py, name: &Value, value: Value| -> PyResult<()> {
        // A type that has been installed before without a docstring may have one that is computed.
        let old = dict.get_str(py, name).map(|old| singletons::is_none(&old));
        if old.is_none() || old == Some(true) && name.is(py.name(Name::__DOC__)) {
            drop(dict.set_str(py, name, value)?);
        }
        Ok(())
    };
    for method in definition.methods.iter().copied().flatten() {
        let name = py.heap().intern(method.name)?;
        let value = py.heap().method_descriptor(class, method)?;
        put(py, &name, value)?;
    }
    for getset in definition.getset.iter().copied().flatten() {
        let name = py.heap().intern(getset.name)?;
        let value = py.heap().getset_descriptor(class, getset)?;
        put(py, &name, value)?;
    }
    for &(name, make) in definition.constants {
        let name = py.heap().intern(name)?;
        let value = make(py)?;
        put(py, &name, value)?;
    }
    for method in &SPECIAL_METHODS {
        let defined = definition.slots.iter().copied().flatten().any(|function| function.id() == method.slot);
        if !defined || method.wrap == Wrap::None || definition.unseen.contains(&method.name) {
            continue;
        }
        let name = py.dunder(method.dunder).clone();
        let value = if method.wrap == Wrap::New {
            crate::native::constructor::new_function(py, class)?
        } else {
            py.heap().object(WrapperDescriptor { class: Some(class.to_value()), method })?
        };
        if method.dunder == dunder::GETATTRIBUTE && class.is(&object::OBJECT) {
            crate::interpreter::remember_getattribute(py, value.clone());
        }
        put(py, &name, value)?;
    }
    let defines = |id: SlotId| definition.slots.iter().copied().flatten().any(|function| function.id() == id);
    if defines(SlotId::Compare) && class.own_slots.get() & bit(SlotId::Hash) == 0 {
        let name = py.dunder(dunder::HASH).clone();
        put(py, &name, none())?;
    }
    if definition.doc.is_some() || !class.is(&object::OBJECT) {
        let doc = match definition.doc {
            Some(doc) => py.str(doc)?,
            None => none(),
        };
        let name = py.name(Name::__DOC__).clone();
        let old = dict.get_str(py, &name).map(|old| singletons::is_none(&old));
        if old.is_none() || old == Some(true) && definition.doc.is_some() {
            drop(dict.set_str(py, &name, doc)?);
        }
    }
    if let Some((module, _)) = class.builtin_name().rsplit_once('.') {
        let name = py.name(Name::__MODULE__).clone();
        let module = py.heap().intern(module)?;
        put(py, &name, module)?;
    }
    Ok(())
}

//! Making a class: what `type.__new__` does.
//!
//! ```text
//! arguments ─► metaclass, best base ─► __slots__ ─► the type object ─► its dict ─► members, layout ─► MRO ─► slots
//!           ─► __set_name__ of the attributes ─► __init_subclass__ of the bases
//! ```

use std::ptr::NonNull;

use taipan_text::Name;

use super::bases::{self, Place};
use super::members::{self, Additions};
use super::state::TypeState;
use super::{Flags, Type, dunder, mro, resolve, text_signature};
use crate::args::{Args, StackRef};
use crate::exception as exc;
use crate::exception::BaseException;
use crate::exception::payload::UnicodeError;
use crate::heap::Kind;
use crate::instance::MAX_INLINE;
use crate::native::descriptor::{self, GetSetDescriptor};
use crate::object::Object;
use crate::py::{Py, PyResult};
use crate::types::cell::Cell;
use crate::types::class_method::ClassMethod;
use crate::types::dict::{DICT, Dict};
use crate::types::object::OBJECT;
use crate::types::singletons::none;
use crate::types::static_method::StaticMethod;
use crate::types::str_::Str;
use crate::types::tuple::Tuple;
use crate::types::type_::TYPE;
use crate::value::{Borrowed, Value};

/// Inline attributes that there is room for where nothing is known of a class's attributes.
const DEFAULT_INLINE: usize = 7;
/// The fewest where something is.
const FEWEST_INLINE: usize = 3;
/// From so many on there is room for one more than those that were seen: others are set from outside, now and then, and
/// one without a place would move all of them to a dictionary.
const SPARED_FROM: usize = 5;

impl Py {
    /// A new class, as `metaclass(name, bases, namespace, **keywords)` makes it, without `__init__`.
    pub fn new_class(
        &mut self,
        metaclass: &Value,
        name: &Value,
        bases: &Value,
        namespace: &Value,
        keywords: &[(Value, Value)],
    ) -> PyResult<Value> {
        let Some(metaclass) = metaclass.as_type() else {
            return Err(exc::type_error(self, format_args!("the metaclass is no class")));
        };
        let names = self.tuple(keywords.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>())?;
        let values = [name, bases, namespace].into_iter().chain(keywords.iter().map(|(_, value)| value));
        let slots: Vec<StackRef> = values.map(StackRef::borrowed).collect();
        // SAFETY: the names are those of the last slots; the caller holds the values.
        new(self, metaclass, unsafe { Args::with_names(&slots, Some(names.borrow())) })
    }
}

/// `type.__new__`
pub(crate) fn new(py: &mut Py, metaclass: &Type, args: Args<'_>) -> PyResult<Value> {
    let (Some(name), Some(bases), Some(namespace), 3) = (args.get(0), args.get(1), args.get(2), args.len())
    else {
        return Err(exc::type_error(
            py,
            format_args!("type.__new__() takes exactly 3 arguments ({} given)", args.len()),
        ));
    };
    if !name.is_str() {
        return Err(wrong_argument(py, 1, "str", &name));
    }
    let given = bases;
    let Some(tuple) = bases.get::<Tuple>() else { return Err(wrong_argument(py, 2, "tuple", &bases)) };
    if namespace.get::<Dict>().is_none() {
        return Err(wrong_argument(py, 3, "dict", &namespace));
    }
    let mut bases = tuple.items().to_vec();
    reject_unresolved(py, &bases)?;
    let asked = metaclass.to_value();
    let winner = bases::metaclass(py, &asked, &bases)?;
    let Some(metaclass) = winner.as_type() else { return Ok(winner) };
    if !winner.is(&asked)
        && let Some(other) = metaclass.slots.new.get()
        && TYPE.slots.new.get().is_none_or(|own| !std::ptr::fn_addr_eq(own, other))
    {
        return other(py, metaclass, args);
    }
    let shown = if bases.is_empty() {
        bases.push(OBJECT.to_value());
        py.tuple(bases.clone())?
    } else {
        given.to_value()
    };
    let class = create(py, metaclass, name, bases, shown, namespace)?;
    let Some(type_) = class.as_type() else { return Ok(class) };
    warn_of_keys(py, type_)?;
    set_names(py, type_)?;
    init_subclass(py, type_, args)?;
    Ok(class)
}

/// Warns of keys in the namespace of a class that are no strings, which no attribute has as its name.
fn warn_of_keys(py: &mut Py, class: &Type) -> PyResult<()> {
    let dict = class.state(py).dict.clone();
    let Some(dict) = dict.get::<Dict>().filter(|dict| !dict.has_only_texts(py)) else { return Ok(()) };
    if dict.keys(py)?.iter().all(Value::is_str) {
        return Ok(());
    }
    let name = class.name().to_string();
    py.warn(&exc::RUNTIME_WARNING, format_args!("non-string key in the __dict__ of class {name}"))
}

#[cold]
fn wrong_argument(py: &Py, position: usize, wanted: &str, given: &Value) -> crate::Raised {
    exc::type_error(
        py,
        format_args!("type.__new__() argument {position} must be {wanted}, not {}", given.type_().name()),
    )
}

/// A base that is no class may stand for some, but only the `class` statement asks it.
fn reject_unresolved(py: &mut Py, bases: &[Value]) -> PyResult<()> {
    for base in bases.iter().filter(|base| base.as_type().is_none()) {
        let entries = py.name(Name::__MRO_ENTRIES__).clone();
        if py.find_attribute(base, &entries)?.is_some() {
            return Err(exc::type_error(
                py,
                format_args!("type() doesn't support MRO entry resolution; use types.new_class()"),
            ));
        }
    }
    Ok(())
}

/// The class, with everything but what its attributes and bases do when they hear of it.
fn create(
    py: &mut Py,
    metaclass: &Type,
    name: Borrowed<'_>,
    bases: Vec<Value>,
    shown_bases: Value,
    given: Borrowed<'_>,
) -> PyResult<Value> {
    let Some(namespace) = given.get::<Dict>() else { return Err(wrong_argument(py, 3, "dict", &given)) };
    // A namespace of another class may have an order of its own.
    let dict = match given.exact::<Dict>() {
        Some(_) => namespace.copy(py)?,
        None => py.call(&DICT.to_value(), &[&given])?,
    };
    let Some(attributes) = dict.get::<Dict>() else { return Ok(dict) };
    let base = bases::best_base(py, &bases)?;
    let Some(base_type) = base.as_type() else { return Ok(base) };
    let additions = members::additions(py, &name, base_type, &bases, attributes)?;
    check_name(py, &name)?;
    let class = allocate(py, metaclass, &name.to_value(), &base, shown_bases, dict.clone())?;
    let Some(type_) = class.as_type() else { return Ok(class) };
    take_special_entries(py, type_, attributes)?;
    lay_out(py, type_, base_type, &additions, attributes)?;
    for (place, base) in bases.iter().enumerate() {
        if let Some(base) = base.as_type()
            && !bases[..place].iter().any(|other| other.is(&base.borrow()))
        {
            base.add_subclass(py, type_);
        }
    }
    let order = mro::compute(py, type_)?;
    type_.set_mro(py, order);
    inherit_flags(py, type_);
    complete_dict(py, type_, &additions, attributes)?;
    resolve::fill(py, type_);
    type_.version.set(0);
    type_.init.set(std::ptr::null());
    type_.set_flags(type_.flags() | Flags::READY);
    Ok(class)
}

/// Fails where a text cannot be the name of a class: it is one that C could have.
pub fn check_name(py: &mut Py, name: &Value) -> PyResult<()> {
    let Some(text) = name.get::<Str>() else { return Ok(()) };
    if let Some(at) = text.code_points().position(|point| (0xd800..0xe000).contains(&point)) {
        return Err(surrogate(py, name, at));
    }
    if text.code_points().any(|point| point == 0) {
        return Err(exc::value_error(py, format_args!("type name must not contain null characters")));
    }
    Ok(())
}

/// The type object, with no place among other types yet but its bases.
fn allocate(
    py: &mut Py,
    metaclass: &Type,
    name: &Value,
    base: &Value,
    bases: Value,
    dict: Value,
) -> PyResult<Value> {
    let order = py.tuple([])?;
    let Some(base_type) = base.as_type() else { return Ok(base.clone()) };
    let size = metaclass.instance_size().max(size_of::<Type>());
    let object = py.heap().block(metaclass, Kind::Collected, size)?;
    let state = TypeState::new(name, dict, bases, order);
    *state.base.get_mut(py) = Some(base.clone());
    let state = NonNull::from(Box::leak(Box::new(state)));
    let native = base_type.native_static();
    // SAFETY: the block is fresh and large enough; what follows the type is zeroed, so that it is empty.
    unsafe {
        object.cast::<Type>().write(Type::heap(Object::new(NonNull::from(metaclass)), native, state));
        let start = size_of::<Type>();
        object.byte_add(start).cast::<u8>().as_ptr().write_bytes(0, size - start);
        Ok(py.heap().adopt(object, metaclass))
    }
}

/// Takes the entries out of the dict that are meant for the class itself, and adds those that a class always has.
fn take_special_entries(py: &mut Py, class: &Type, dict: &Dict) -> PyResult<()> {
    let module = py.name(Name::__MODULE__).clone();
    if dict.get_str(py, &module).is_none()
        && let Some(hook) = py.interpreter().hooks().current_module
        && let Some(name) = hook(py)
    {
        drop(dict.set_str(py, &module, name)?);
    }
    let key = py.name(Name::__QUALNAME__).clone();
    if let Some(qualified) = dict.get_str(py, &key).map(Borrowed::to_value) {
        if !qualified.is_str() {
            let given = qualified.type_().name();
            return Err(exc::type_error(py, format_args!("type __qualname__ must be a str, not {given}")));
        }
        if let Some(state) = class.own_state() {
            drop(state.qualified_name.replace(py, qualified));
        }
        drop(dict.remove_str(py, &key));
    }
    let make_static = [py.dunder(dunder::NEW).clone()];
    let make_class = [py.name(Name::__INIT_SUBCLASS__).clone(), py.name(Name::__CLASS_GETITEM__).clone()];
    for (key, is_static) in
        make_static.iter().map(|key| (key, true)).chain(make_class.iter().map(|key| (key, false)))
    {
        let Some(function) = dict.get_str(py, key).map(Borrowed::to_value) else { continue };
        let is_function =
            py.interpreter().hooks().function_type.is_some_and(|class| function.type_().is(class));
        if !is_function {
            continue;
        }
        let wrapped = if is_static {
            py.heap().object(StaticMethod::new(function))?
        } else {
            py.heap().object(ClassMethod::new(function))?
        };
        drop(dict.set_str(py, key, wrapped)?);
    }
    let key = py.name(Name::__CLASSCELL__).clone();
    if let Some(cell) = take_cell(py, dict, &key)? {
        let content = class.to_value();
        drop(cell.get::<Cell>().and_then(|cell| cell.set(py, Some(content))));
    }
    let key = py.name(Name::__CLASSDICTCELL__).clone();
    if let Some(cell) = take_cell(py, dict, &key)? {
        let content = class.state(py).dict.clone();
        drop(cell.get::<Cell>().and_then(|cell| cell.set(py, Some(content))));
    }
    Ok(())
}

fn take_cell(py: &mut Py, dict: &Dict, key: &Value) -> PyResult<Option<Value>> {
    let Some(cell) = dict.get_str(py, key).map(Borrowed::to_value) else { return Ok(None) };
    if cell.get::<Cell>().is_none() {
        let class = py.repr(&cell.type_().to_value())?;
        return Err(exc::type_error(py, format_args!("{key} must be a nonlocal cell, not {class}")));
    }
    drop(dict.remove_str(py, key));
    Ok(Some(cell))
}

/// Gives the members of `__slots__` their places, and the class the layout of its instances.
fn lay_out(py: &mut Py, class: &Type, base: &Type, additions: &Additions, dict: &Dict) -> PyResult<()> {
    let mut place = Place::behind(base);
    let mut members: Vec<(Value, u32)> = Vec::new();
    for name in &additions.members {
        let offset;
        (offset, place) = place.next();
        members.push((name.clone(), offset));
    }
    let mut flags = Flags::HEAP | Flags::BASE | Flags::COLLECTED | base.flags().and(Flags::INHERITED);
    if additions.weak {
        flags = flags | Flags::WEAKLY_REFERABLE;
    }
    let managed = additions.dict || base.has(Flags::MANAGED_DICT);
    let (size, attributes) = match place {
        Place::AfterTail(words) => {
            let fixed = base.native().instance_size().next_multiple_of(8);
            (fixed + 8 * words, if managed { 1 } else { base.attributes.get() })
        }
        Place::Offset(end) if managed => {
            let capacity = inline_capacity(py, class, base, dict);
            flags = flags | Flags::INLINE_VALUES;
            (end + 8 + 8 * capacity, end as u32)
        }
        Place::Offset(end) => (end, base.attributes.get()),
    };
    if managed {
        flags = flags | Flags::MANAGED_DICT;
    }
    let Ok(size) = u32::try_from(size) else { return Err(py.heap().no_memory()) };
    class.size.set(size);
    class.attributes.set(attributes);
    class.set_flags(flags);
    let Some(state) = class.own_state() else { return Ok(()) };
    for (name, offset) in &members {
        if dict.get_str(py, name).is_none() {
            let descriptor = py.heap().member_descriptor(class, name.clone(), *offset)?;
            drop(dict.set_str(py, name, descriptor)?);
        }
    }
    drop(state.members.replace(py, members));
    Ok(())
}

/// Room for the attributes that the methods of the class and of those above it are seen to set, and those that it annotates, as
/// data classes do.
fn inline_capacity(py: &mut Py, class: &Type, base: &Type, dict: &Dict) -> usize {
    let key = py.name(Name::__STATIC_ATTRIBUTES__).clone();
    let mut names: Vec<Value> = Vec::new();
    let mut add = |tuple: Option<Value>| {
        for name in tuple.as_ref().and_then(|tuple| tuple.get::<Tuple>()).map_or(&[][..], Tuple::items) {
            if !names.iter().any(|other| other.is(name)) {
                names.push(name.clone());
            }
        }
    };
    add(dict.get_str(py, &key).map(Borrowed::to_value));
    let annotate = py.name(Name::__ANNOTATE_FUNC__).clone();
    let annotate = dict.get_str(py, &annotate).map(Borrowed::to_value);
    let annotated = match (py.interpreter().hooks().annotated, annotate) {
        (Some(annotated), Some(function)) => annotated(&function),
        _ => 0,
    };
    for above in base.mro(py) {
        let Some(state) = above.as_type().and_then(Type::own_state) else { continue };
        let attributes = state.dict.get::<Dict>();
        add(attributes.and_then(|dict| dict.get_str(py, &key).map(Borrowed::to_value)));
    }
    let expected = match names.len().max(annotated) {
        0 => DEFAULT_INLINE,
        known if known < SPARED_FROM => known.max(FEWEST_INLINE),
        known => known + 1,
    };
    // An odd number fills the block.
    let capacity = (expected | 1).min(MAX_INLINE);
    if let Some(state) = class.own_state() {
        state.capacity.set(capacity as u8);
    }
    capacity
}

/// Flags that come from any class of the MRO.
fn inherit_flags(py: &Py, class: &Type) {
    let kinds = Flags::SEQUENCE | Flags::MAPPING;
    for above in class.mro(py).into_iter().skip(1) {
        let Some(above) = above.as_type() else { continue };
        let kind = above.flags().and(kinds);
        if kind != Flags::NONE {
            class.set_flags(class.flags().without(kinds) | kind);
            return;
        }
    }
}

/// Adds the entries to the dict that follow from the rest: what gives access to attributes and weak references, the
/// docstring, and the hash of a class that compares in its own way.
fn complete_dict(py: &mut Py, class: &Type, additions: &Additions, dict: &Dict) -> PyResult<()> {
    let getsets =
        [(additions.dict, &descriptor::DICT_ATTRIBUTE), (additions.weak, &descriptor::WEAKREF_ATTRIBUTE)];
    for (_, definition) in getsets.into_iter().filter(|(wanted, _)| *wanted) {
        let key = py.heap().intern(definition.name)?;
        if dict.get_str(py, &key).is_none() {
            let value = py.heap().object(GetSetDescriptor { class: Some(class.to_value()), definition })?;
            drop(dict.set_str(py, &key, value)?);
        }
    }
    let key = py.name(Name::__DOC__).clone();
    match dict.get_str(py, &key).map(Borrowed::to_value) {
        Some(doc) if doc.is_str() => {
            let encoded = py.encode(&doc, Some("utf-8"), None)?;
            text_signature::keep(py, class, &encoded);
        }
        Some(_) => {}
        None => drop(dict.set_str(py, &key, none())?),
    }
    let (equal, hash) = (py.dunder(dunder::EQ).clone(), py.dunder(dunder::HASH).clone());
    if dict.get_str(py, &equal).is_some() && dict.get_str(py, &hash).is_none() {
        drop(dict.set_str(py, &hash, none())?);
    }
    Ok(())
}

/// Tells the attributes of a new class their names: `__set_name__`.
fn set_names(py: &mut Py, class: &Type) -> PyResult<()> {
    let set_name = py.name(Name::__SET_NAME__).clone();
    let dict = class.state(py).dict.clone();
    let Some(dict) = dict.get::<Dict>() else { return Ok(()) };
    for (key, value) in dict.items(py) {
        let Some(method) = value.type_().lookup(py, &set_name) else { continue };
        if let Err(raised) = py.call_unbound(&method, value.borrow(), &[class.borrow(), key.borrow()]) {
            let exception = py.take(raised);
            let shown = py.repr(&key)?;
            let note = py.text(format_args!(
                "Error calling __set_name__ on '{}' instance {shown} in '{class}'",
                value.type_().name()
            ))?;
            let add_note = py.heap().intern("add_note")?;
            py.call_method(&exception, &add_note, &[&note])?;
            return Err(py.heap().again(exception));
        }
    }
    Ok(())
}

/// Tells the bases of a new class that there is one: `__init_subclass__`, with the keywords of the class statement.
fn init_subclass(py: &mut Py, class: &Type, args: Args<'_>) -> PyResult<()> {
    let name = py.name(Name::__INIT_SUBCLASS__).clone();
    let this = class.to_value();
    super::attributes::super_start(py, class, &this)?;
    let Some(method) = super::attributes::find_above(py, class, &this, &name)? else { return Ok(()) };
    py.call_args(&method, args.skip(3)).map(drop)
}

impl Type {
    /// The builtin type that objects of this one are built on, which lives forever.
    fn native_static(&self) -> &'static Self {
        match self.native_base() {
            Some(base) if self.is_heap() => base,
            // SAFETY: a type that is no heap type is static.
            _ => unsafe { NonNull::from(self).as_ref() },
        }
    }

    /// Notes a class that has this one among its bases.
    pub(crate) fn add_subclass(&self, py: &mut Py, class: &Self) {
        let address = class.borrow().expose();
        self.state_for(py).subclasses.get_mut(py).push(address);
    }

    /// Sets `__name__`, a string.
    pub fn rename(&self, py: &mut Py, name: Value) {
        drop(self.state_for(py).name.replace(py, name));
    }

    /// Sets `__qualname__`, a string.
    pub fn set_qualified_name(&self, py: &mut Py, name: Value) {
        drop(self.state_for(py).qualified_name.replace(py, name));
    }

    /// Says whether the class has abstract methods, so that it has no instances.
    pub fn set_abstract(&self, is_abstract: bool) {
        let flags = self.flags().without(Flags::ABSTRACT);
        self.set_flags(if is_abstract { flags | Flags::ABSTRACT } else { flags });
    }

    /// Says that instances match sequence or mapping patterns, as those of all classes derived from it.
    pub fn set_collection(&self, py: &Py, flags: Flags) {
        let both = Flags::SEQUENCE | Flags::MAPPING;
        let mut classes = vec![self.to_value()];
        while let Some(class) = classes.pop() {
            if let Some(class) = class.as_type().filter(|class| !class.has(Flags::IMMUTABLE)) {
                class.set_flags(class.flags().without(both) | flags.and(both));
                classes.append(&mut class.subclasses(py));
            }
        }
    }

    /// The bytes that the class takes up, its tables included.
    pub fn memory_size(&self) -> usize {
        size_of::<Self>() + size_of::<TypeState>()
    }

    /// Gives the class another order of the classes above it.
    pub(crate) fn set_mro(&self, py: &mut Py, order: Value) {
        if let Some(state) = self.own_state() {
            drop(state.mro.replace(py, order));
        }
    }

    /// The state, for changing it.
    pub(crate) fn state_for<'a>(&'a self, py: &Py) -> &'a TypeState {
        let state: *const TypeState = self.state(py);
        // SAFETY: a heap type owns its state; that of a builtin type lives as long as the interpreter.
        unsafe { &*state }
    }
}

/// `type.__init__`: everything has been done already.
pub(crate) fn init(py: &mut Py, _: Borrowed<'_>, args: Args<'_>) -> PyResult<()> {
    if args.len() == 1 && args.has_keywords() {
        return Err(exc::type_error(py, format_args!("type.__init__() takes no keyword arguments")));
    }
    if args.len() != 1 && args.len() != 3 {
        return Err(exc::type_error(py, format_args!("type.__init__() takes 1 or 3 arguments")));
    }
    Ok(())
}

/// The error for a name that cannot be encoded.
#[cold]
fn surrogate(py: &Py, name: &Value, at: usize) -> crate::Raised {
    let make = || -> PyResult<Value> {
        let heap = py.heap();
        let (encoding, reason) = (heap.str("utf-8")?, heap.str("surrogates not allowed")?);
        let (start, end) = (py.int_from_usize(at)?, py.int_from_usize(at + 1)?);
        let parts = [encoding, name.clone(), start, end, reason];
        let mut payload = UnicodeError::new(BaseException::with_args(heap.tuple(parts.clone())?));
        let fields = [
            &mut payload.encoding,
            &mut payload.object,
            &mut payload.start,
            &mut payload.end,
            &mut payload.reason,
        ];
        for (field, part) in fields.into_iter().zip(parts) {
            *field.exclusive() = Some(part);
        }
        heap.object_of(&exc::UNICODE_ENCODE_ERROR, payload)
    };
    match make() {
        Ok(exception) => py.heap().raise(exception),
        Err(raised) => raised,
    }
}

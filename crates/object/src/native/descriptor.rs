//! What a native type has in its dict: descriptors of methods, special methods, computed attributes and members.

mod attributes;

use std::fmt::Display;

pub(crate) use attributes::{DEFINITIONS, reduced};

use super::bind::{Callee, invoke};
use super::{GetSetDef, MethodDef, MethodKind};
use crate::args::Args;
use crate::exception as exc;
use crate::instance;
use crate::py::{Heap, Py, PyResult, Raised};
use crate::type_::{Parts, Payload, SpecialMethod, Type, Visit, wrap};
use crate::types::object::OBJECT;
use crate::types::static_method::StaticMethod;
use crate::value::{Borrowed, Value};

/// A payload of a class and something static.
macro_rules! descriptor {
    ($(#[$doc:meta])* $name:ident, $type_:ident, $python:literal { $($(#[$field_doc:meta])* $field:ident: $field_type:ty,)* }) => {
        $(#[$doc])*
        pub struct $name {
            /// `__objclass__`, a type.
            pub class: Option<Value>,
            $($(#[$field_doc])* pub $field: $field_type,)*
        }

        #[doc = concat!("`", $python, "`")]
        pub static $type_: Type = Type::of::<$name>($python, Some(&OBJECT));

        // SAFETY: only made with this payload; the type cannot be derived from.
        unsafe impl Payload for $name {
            const TYPE: &'static Type = &$type_;
        }

        impl Parts for $name {
            fn take_part(&mut self) -> Option<Value> {
                self.class.take()
            }

            fn each_part(&self, visit: &mut Visit<'_>) {
                self.class.iter().for_each(visit);
            }
        }
    };
}

descriptor! {
    /// A method of a native type.
    MethodDescriptor, METHOD_DESCRIPTOR, "method_descriptor" {
        /// The method.
        definition: &'static MethodDef,
    }
}
descriptor! {
    /// A class method of a native type.
    ClassMethodDescriptor, CLASS_METHOD_DESCRIPTOR, "classmethod_descriptor" {
        /// The method.
        definition: &'static MethodDef,
    }
}
descriptor! {
    /// A special method of a native type, which calls its slot.
    WrapperDescriptor, WRAPPER_DESCRIPTOR, "wrapper_descriptor" {
        /// The method.
        method: &'static SpecialMethod,
    }
}
descriptor! {
    /// A computed attribute.
    GetSetDescriptor, GETSET_DESCRIPTOR, "getset_descriptor" {
        /// How it is computed.
        definition: &'static GetSetDef,
    }
}

/// A member that `__slots__` made, or a field of a native payload.
pub struct MemberDescriptor {
    /// `__objclass__`, a type.
    pub class: Option<Value>,
    /// `__name__`
    pub name: Option<Value>,
    /// Where the value is.
    pub access: Access,
}

/// How a member is read and written.
#[derive(Clone, Copy)]
pub enum Access {
    /// It lies in instances at this offset.
    Offset(u32),
    /// Native functions know.
    Native(&'static GetSetDef),
}

/// `member_descriptor`
pub static MEMBER_DESCRIPTOR: Type = Type::of::<MemberDescriptor>("member_descriptor", Some(&OBJECT));

// SAFETY: only made with this payload; the type cannot be derived from.
unsafe impl Payload for MemberDescriptor {
    const TYPE: &'static Type = &MEMBER_DESCRIPTOR;
}

impl Parts for MemberDescriptor {
    fn take_part(&mut self) -> Option<Value> {
        self.class.take().or_else(|| self.name.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.class.iter().chain(&self.name).for_each(visit);
    }
}

/// A special method of a native type, bound to an object.
pub struct MethodWrapper {
    /// `__self__`
    pub this: Option<Value>,
    /// The wrapper descriptor.
    pub descriptor: Option<Value>,
}

/// `method-wrapper`
pub static METHOD_WRAPPER: Type = Type::of::<MethodWrapper>("method-wrapper", Some(&OBJECT));

// SAFETY: only made with this payload; the type cannot be derived from.
unsafe impl Payload for MethodWrapper {
    const TYPE: &'static Type = &METHOD_WRAPPER;
}

impl Parts for MethodWrapper {
    fn take_part(&mut self) -> Option<Value> {
        self.this.take().or_else(|| self.descriptor.take())
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.this.iter().chain(&self.descriptor).for_each(visit);
    }
}

/// What computes an attribute, if that is a native function: whether a descriptor is of one, and of objects of which class.
#[inline]
pub fn computed(descriptor: &Value) -> Option<(&'static GetSetDef, Option<&Value>)> {
    if let Some(computed) = descriptor.exact::<GetSetDescriptor>() {
        return Some((computed.definition, computed.class.as_ref()));
    }
    let member = descriptor.exact::<MemberDescriptor>()?;
    match member.access {
        Access::Native(definition) => Some((definition, member.class.as_ref())),
        Access::Offset(_) => None,
    }
}

impl Heap {
    /// What a type has in its dict for a method.
    pub(crate) fn method_descriptor(self, class: &Type, definition: &'static MethodDef) -> PyResult<Value> {
        let of = Some(class.to_value());
        match definition.kind {
            MethodKind::Class => self.object(ClassMethodDescriptor { class: of, definition }),
            MethodKind::Static => {
                let function = self.native_function(definition, of, None)?;
                self.object(StaticMethod::new(function))
            }
            _ => self.object(MethodDescriptor { class: of, definition }),
        }
    }

    /// A descriptor for a member of a class's instances.
    pub fn member_descriptor(self, class: &Type, name: Value, offset: u32) -> PyResult<Value> {
        let access = Access::Offset(offset);
        self.object(MemberDescriptor { class: Some(class.to_value()), name: Some(name), access })
    }

    /// What a type has in its dict for a computed attribute.
    pub(crate) fn getset_descriptor(self, class: &Type, definition: &'static GetSetDef) -> PyResult<Value> {
        let class = Some(class.to_value());
        if !definition.member {
            return self.object(GetSetDescriptor { class, definition });
        }
        let name = self.intern(definition.name)?;
        self.object(MemberDescriptor { class, name: Some(name), access: Access::Native(definition) })
    }
}

/// `__dict__` of the instances of classes written in Python.
pub(crate) static DICT_ATTRIBUTE: GetSetDef = GetSetDef {
    name: "__dict__",
    doc: Some("dictionary for instance variables"),
    get: instance::get_dict_attribute,
    set: Some(instance::set_own_dict_attribute),
    member: false,
};

/// `__weakref__` of the instances of classes written in Python.
pub(crate) static WEAKREF_ATTRIBUTE: GetSetDef = GetSetDef {
    name: "__weakref__",
    doc: Some("list of weak references to the object"),
    get: instance::get_weakref_attribute,
    set: None,
    member: false,
};

/// The error for a descriptor that is used with an object of another class.
#[cold]
pub(crate) fn wrong_object(py: &Py, name: &str, class: &Value, object: &Value) -> Raised {
    let class = class.as_type().map(ToString::to_string).unwrap_or_default();
    exc::type_error(
        py,
        format_args!(
            "descriptor '{name}' for '{class}' objects doesn't apply to a '{}' object",
            object.type_().name()
        ),
    )
}

impl Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.name().fmt(f)
    }
}

/// Whether an object is of the class that a descriptor belongs to.
#[inline]
fn applies(py: &Py, class: Option<&Value>, object: Borrowed<'_>) -> bool {
    let own = object.type_();
    class.and_then(|class| class.as_type()).is_some_and(|class| own.is(class) || own.is_subtype(py, class))
}

#[inline]
fn check(py: &Py, name: impl Display, class: Option<&Value>, object: Borrowed<'_>) -> PyResult<()> {
    if applies(py, class, object) {
        return Ok(());
    }
    Err(wrong_object(py, &name.to_string(), class.unwrap_or(&crate::types::singletons::none()), &object))
}

/// `method_descriptor.__get__`
pub(crate) fn method_get(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Option<Borrowed<'_>>,
    _: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let (Some(descriptor), Some(instance)) = (this.exact::<MethodDescriptor>(), instance) else {
        return Ok(this.to_value());
    };
    check(py, descriptor.definition.name, descriptor.class.as_ref(), instance)?;
    py.heap().native_function(descriptor.definition, Some(instance.to_value()), None)
}

/// `method_descriptor.__call__`: the object comes first.
pub(crate) fn method_call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(descriptor) = this.exact::<MethodDescriptor>() else { return Ok(this.to_value()) };
    let Some(receiver) = args.get(0) else {
        let class = descriptor.class.as_ref().and_then(|class| class.as_type());
        let (class, name) = (class.map_or("", Type::short_name), descriptor.definition.name);
        return Err(exc::type_error(py, format_args!("unbound method {class}.{name}() needs an argument")));
    };
    check(py, descriptor.definition.name, descriptor.class.as_ref(), receiver)?;
    invoke(py, descriptor.definition, receiver, args.skip(1), || {
        let class = descriptor.class.as_ref().and_then(|class| class.as_type());
        Callee::Method(descriptor.definition.name, class.unwrap_or_else(|| receiver.type_()))
    })
}

/// `classmethod_descriptor.__get__`
pub(crate) fn class_method_get(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Option<Borrowed<'_>>,
    owner: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let Some(descriptor) = this.exact::<ClassMethodDescriptor>() else { return Ok(this.to_value()) };
    let class = match (owner, instance) {
        (Some(owner), _) => owner.to_value(),
        (None, Some(instance)) => instance.type_().to_value(),
        (None, None) => return Ok(this.to_value()),
    };
    check_class(py, descriptor, &class)?;
    py.heap().native_function(descriptor.definition, Some(class), None)
}

/// Whether a class method can be called for a class.
fn check_class(py: &mut Py, descriptor: &ClassMethodDescriptor, class: &Value) -> PyResult<()> {
    let name = descriptor.definition.name;
    let Some(expected) = descriptor.class.as_ref().and_then(|class| class.as_type()) else { return Ok(()) };
    let Some(class) = class.as_type() else {
        return Err(exc::type_error(
            py,
            format_args!(
                "descriptor '{name}' for type '{expected}' needs a type, not a '{}' as arg 2",
                class.type_().name()
            ),
        ));
    };
    if class.is_subtype(py, expected) {
        return Ok(());
    }
    Err(exc::type_error(
        py,
        format_args!("descriptor '{name}' requires a subtype of '{expected}' but received '{class}'"),
    ))
}

/// `classmethod_descriptor.__call__`: the class comes first.
pub(crate) fn class_method_call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(descriptor) = this.exact::<ClassMethodDescriptor>() else { return Ok(this.to_value()) };
    let Some(class) = args.get(0) else {
        let class = descriptor.class.as_ref().and_then(|class| class.as_type());
        let (class, name) = (class.map(ToString::to_string).unwrap_or_default(), descriptor.definition.name);
        return Err(exc::type_error(
            py,
            format_args!("descriptor '{name}' of '{class}' object needs an argument"),
        ));
    };
    check_class(py, descriptor, &class)?;
    invoke(py, descriptor.definition, class, args.skip(1), || {
        Callee::Method(descriptor.definition.name, class.as_type().unwrap_or_else(|| class.type_()))
    })
}

/// `wrapper_descriptor.__get__`
pub(crate) fn wrapper_get(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Option<Borrowed<'_>>,
    _: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let (Some(descriptor), Some(instance)) = (this.exact::<WrapperDescriptor>(), instance) else {
        return Ok(this.to_value());
    };
    check(py, descriptor.method.name, descriptor.class.as_ref(), instance)?;
    py.heap().object(MethodWrapper { this: Some(instance.to_value()), descriptor: Some(this.to_value()) })
}

/// `wrapper_descriptor.__call__`: the object comes first.
pub(crate) fn wrapper_call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(descriptor) = this.exact::<WrapperDescriptor>() else { return Ok(this.to_value()) };
    let Some(class) = descriptor.class.as_ref().and_then(|class| class.as_type()) else {
        return Ok(this.to_value());
    };
    let name = descriptor.method.name;
    let Some(receiver) = args.get(0) else {
        return Err(exc::type_error(
            py,
            format_args!("descriptor '{name}' of '{class}' object needs an argument"),
        ));
    };
    if !applies(py, descriptor.class.as_ref(), receiver) {
        return Err(exc::type_error(
            py,
            format_args!(
                "descriptor '{name}' requires a '{class}' object but received a '{}'",
                receiver.type_().name()
            ),
        ));
    }
    wrap::call(py, descriptor.method, class, receiver, args.skip(1))
}

/// `method-wrapper.__call__`
pub(crate) fn method_wrapper_call(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    let Some(bound) = this.exact::<MethodWrapper>() else { return Ok(this.to_value()) };
    let descriptor = bound.descriptor.as_ref().and_then(|it| it.exact::<WrapperDescriptor>());
    let (Some(descriptor), Some(receiver)) = (descriptor, bound.this.as_ref()) else {
        return Ok(this.to_value());
    };
    let Some(class) = descriptor.class.as_ref().and_then(|class| class.as_type()) else {
        return Ok(this.to_value());
    };
    wrap::call(py, descriptor.method, class, receiver.borrow(), args)
}

/// `getset_descriptor.__get__`
pub(crate) fn getset_get(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Option<Borrowed<'_>>,
    _: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let (Some(descriptor), Some(instance)) = (this.exact::<GetSetDescriptor>(), instance) else {
        return Ok(this.to_value());
    };
    check(py, descriptor.definition.name, descriptor.class.as_ref(), instance)?;
    (descriptor.definition.get)(py, instance)
}

/// `getset_descriptor.__set__`
pub(crate) fn getset_set(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Borrowed<'_>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    let Some(descriptor) = this.exact::<GetSetDescriptor>() else { return Ok(()) };
    let name = descriptor.definition.name;
    check(py, name, descriptor.class.as_ref(), instance)?;
    match descriptor.definition.set {
        Some(set) => set(py, instance, value),
        None => {
            let class = descriptor.class.as_ref().and_then(|class| class.as_type()).map(ToString::to_string);
            Err(py.error(
                &exc::ATTRIBUTE_ERROR,
                format_args!("attribute '{name}' of '{}' objects is not writable", class.unwrap_or_default()),
            ))
        }
    }
}

/// `member_descriptor.__get__`
pub(crate) fn member_get(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Option<Borrowed<'_>>,
    _: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let (Some(descriptor), Some(instance)) = (this.exact::<MemberDescriptor>(), instance) else {
        return Ok(this.to_value());
    };
    let Some(name) = descriptor.name.as_ref() else { return Ok(this.to_value()) };
    check(py, name, descriptor.class.as_ref(), instance)?;
    let offset = match descriptor.access {
        Access::Native(definition) => return (definition.get)(py, instance),
        Access::Offset(offset) => offset,
    };
    // SAFETY: the instance is of the class that the descriptor was made for.
    match unsafe { instance::member(py, instance, offset) } {
        Some(value) => Ok(value.to_value()),
        None => {
            let class = instance.type_().full_name(py);
            let message = format_args!("'{class}' object has no attribute '{name}'");
            Err(exc::attribute_error_with(py, &instance, name, message))
        }
    }
}

/// `member_descriptor.__set__`
pub(crate) fn member_set(
    py: &mut Py,
    this: Borrowed<'_>,
    instance: Borrowed<'_>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    let Some(descriptor) = this.exact::<MemberDescriptor>() else { return Ok(()) };
    let Some(name) = descriptor.name.as_ref() else { return Ok(()) };
    check(py, name, descriptor.class.as_ref(), instance)?;
    let offset = match descriptor.access {
        Access::Native(GetSetDef { set: Some(set), .. }) => return set(py, instance, value),
        Access::Native(_) => {
            return Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("readonly attribute")));
        }
        Access::Offset(offset) => offset,
    };
    let deleted = value.is_none();
    // SAFETY: the instance is of the class that the descriptor was made for.
    let old = unsafe { instance::set_member(py, instance, offset, value.map(Borrowed::to_value)) };
    if deleted && old.is_none() {
        return Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("{name}")));
    }
    drop(old);
    Ok(())
}

//! Attributes: what `object.__getattribute__` and `object.__setattr__` do, and the ways to them.

use std::ptr::NonNull;

use crate::cached;
use crate::exception as exc;
use crate::instance;
use crate::py::{Py, PyResult, Raised};
use crate::type_::shapes::SetAttr;
use crate::type_::{Flags, Type};
use crate::types::module;
use crate::value::{Borrowed, Value};

impl Py {
    /// The attribute of an object under a name that was looked up in its class a moment ago, if the object has it in its own memory.
    /// `None`: there is more to do.
    #[inline]
    pub fn inline_attribute(&self, object: &Value, name: &Value) -> Option<Value> {
        let place = object.type_().known_place(self, name)?;
        // SAFETY: the place is one of the object's class.
        unsafe { cached::load(NonNull::from(object.object()?), place.offset()) }.map(Borrowed::to_value)
    }

    /// `object.name`
    #[inline]
    pub fn get_attribute(&mut self, object: &Value, name: &Value) -> PyResult<Value> {
        self.check_stack("while getting an attribute")?;
        match object.type_().slots.getattr.get() {
            Some(get) => get(self, object.borrow(), name.borrow())
                .map_err(|raised| with_attribute(self, raised, object, name)),
            None => Err(exc::attribute_error(self, object, name)),
        }
    }

    /// `object.name`, or nothing if there is no such attribute: for the usual classes no exception is made and caught.
    pub fn find_attribute(&mut self, object: &Value, name: &Value) -> PyResult<Option<Value>> {
        self.check_stack("while getting an attribute")?;
        let class = object.type_();
        let found = if class.has_generic_getattr(self) {
            generic_get(self, object.borrow(), name.borrow())
        } else if class.is(&crate::types::type_::TYPE) {
            crate::type_::attributes::find(self, object.borrow(), name.borrow())
        } else if let Some(found) = module::attribute::find_plain(self, object.borrow(), name) {
            found
        } else {
            self.get_attribute(object, name).map(Some)
        };
        match found {
            // A descriptor may say so, too.
            Err(raised) if self.matches(&raised, &exc::ATTRIBUTE_ERROR) => {
                self.discard(raised);
                Ok(None)
            }
            found => found,
        }
    }

    /// `object.name = value`
    #[inline]
    pub fn set_attribute(&mut self, object: &Value, name: &Value, value: &Value) -> PyResult<()> {
        self.store_attribute(object, name, Some(value.borrow()))
    }

    /// `del object.name`
    pub fn delete_attribute(&mut self, object: &Value, name: &Value) -> PyResult<()> {
        self.store_attribute(object, name, None)
    }

    fn store_attribute(&mut self, object: &Value, name: &Value, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match object.type_().slots.setattr.get() {
            Some(set) => set(self, object.borrow(), name.borrow(), value),
            None => Err(no_attributes(self, object, name, value.is_some())),
        }
    }

    /// The method of a call `object.name(…)`: what to call, and whether the object goes first. Nothing is bound where the
    /// class has a plain method and the object no attribute of that name.
    pub fn find_method(&mut self, object: &Value, name: &Value) -> PyResult<(Value, bool)> {
        let class = object.type_();
        if class.has_generic_getattr(self)
            && let Some(found) = class.lookup(self, name)
            && found.type_().has(Flags::METHOD_DESCRIPTOR)
            && instance::get(self, object.borrow(), name).is_none()
        {
            return Ok((found, true));
        }
        self.get_attribute(object, name).map(|value| (value, false))
    }

    /// The attribute of a class under a special name, unbound.
    pub fn class_attribute(&self, class: &Type, dunder: usize) -> Option<Value> {
        class.special(self, dunder)
    }
}

/// An `AttributeError` on its way that does not say which attribute is missing of which object learns it.
#[cold]
pub fn with_attribute(py: &mut Py, raised: Raised, object: &Value, name: &Value) -> Raised {
    let exception = py.peek(&raised);
    if let Some(error) = exception.get::<exc::payload::AttributeError>()
        && error.name.get(py).is_none()
        && error.object.get(py).is_none()
    {
        drop(error.name.replace(py, Some(name.clone())));
        drop(error.object.replace(py, Some(object.clone())));
    }
    raised
}

impl Type {
    /// Whether reading an attribute of an object means no more than [`generic_get`].
    #[inline]
    pub fn has_generic_getattr(&self, py: &Py) -> bool {
        if self.is_heap() {
            !self.is_python(py, crate::type_::dunder::GETATTRIBUTE)
                && !self.native().has(Flags::TYPE)
                && self.native().generic()
        } else {
            self.generic()
        }
    }

    /// Whether setting an attribute of an object means no more than [`object_setattr`].
    pub fn has_generic_setattr(&self, py: &Py) -> bool {
        let native = self.native();
        let generic = native
            .slots
            .setattr
            .get()
            .is_some_and(|set| std::ptr::fn_addr_eq(set, object_setattr as SetAttr));
        generic && !(self.is_heap() && self.is_python(py, crate::type_::dunder::SETATTR))
    }

    /// Whether a builtin type has the generic function.
    #[inline]
    fn generic(&self) -> bool {
        !self.has(Flags::OWN_GETATTR)
    }
}

/// What `object.__getattribute__` finds; nothing if there is no such attribute.
///
/// A data descriptor of the class comes first, then the object's own attribute, then anything else that the class has.
pub fn generic_get(py: &mut Py, this: Borrowed<'_>, name: Borrowed<'_>) -> PyResult<Option<Value>> {
    let class = this.type_();
    let interned = intern(py, name)?;
    let name = &interned;
    let found = class.lookup(py, name);
    let get = found.as_ref().and_then(|found| found.type_().slots.descr_get.get());
    if let (Some(found), Some(get)) = (&found, get)
        && found.type_().slots.descr_set.get().is_some()
    {
        return get(py, found.borrow(), Some(this), Some(class.borrow())).map(Some);
    }
    if let Some(value) = instance::get(py, this, name) {
        return Ok(Some(value.to_value()));
    }
    match (found, get) {
        (Some(found), Some(get)) => get(py, found.borrow(), Some(this), Some(class.borrow())).map(Some),
        (found, _) => Ok(found),
    }
}

/// `object.__getattribute__`
pub fn object_getattribute(py: &mut Py, this: Borrowed<'_>, name: Borrowed<'_>) -> PyResult<Value> {
    match generic_get(py, this, name)? {
        Some(value) => Ok(value),
        None if this.as_type().is_none() => Err(exc::attribute_error(py, &this, &name)),
        // Of a class, this looks at the object that it is, too.
        None => {
            let class = this.type_().name();
            let message = format_args!("'{class}' object has no attribute '{name}'");
            Err(exc::attribute_error_with(py, &this, &name, message))
        }
    }
}

/// The interned form of a name.
fn intern(py: &Py, name: Borrowed<'_>) -> PyResult<Value> {
    py.heap().attribute_name(&name)
}

/// `object.__setattr__` and `object.__delattr__`
pub fn object_setattr(
    py: &mut Py,
    this: Borrowed<'_>,
    name: Borrowed<'_>,
    value: Option<Borrowed<'_>>,
) -> PyResult<()> {
    let class = this.type_();
    let interned = intern(py, name)?;
    let name = &interned;
    let found = class.lookup(py, name);
    if let Some(found) = &found
        && let Some(set) = found.type_().slots.descr_set.get()
    {
        return set(py, found.borrow(), this, value);
    }
    let deleting = value.is_none();
    match instance::set(py, this, name, value.map(Borrowed::to_value))? {
        Some(old) => {
            if deleting && old.is_none() {
                return Err(exc::attribute_error(py, &this, name));
            }
            drop(old);
            py.drain();
            Ok(())
        }
        None => Err(read_only(py, this, name, found.is_some())),
    }
}

/// The error for an object that has no attributes of its own.
#[cold]
fn read_only(py: &Py, this: Borrowed<'_>, name: &Value, in_class: bool) -> Raised {
    let class = this.type_().name();
    if in_class {
        return exc::attribute_error_with(
            py,
            &this,
            name,
            format_args!("'{class}' object attribute '{name}' is read-only"),
        );
    }
    if !this.type_().has_generic_setattr(py) {
        return exc::attribute_error(py, &this, name);
    }
    exc::attribute_error_with(
        py,
        &this,
        name,
        format_args!("'{class}' object has no attribute '{name}' and no __dict__ for setting new attributes"),
    )
}

#[cold]
fn no_attributes(py: &Py, this: &Value, name: &Value, assigning: bool) -> Raised {
    let what = if assigning { "assign to" } else { "del" };
    let kind = if this.type_().slots.getattr.get().is_some() {
        "only read-only attributes"
    } else {
        "no attributes"
    };
    exc::type_error(py, format_args!("'{}' object has {kind} ({what} .{name})", this.type_().name()))
}

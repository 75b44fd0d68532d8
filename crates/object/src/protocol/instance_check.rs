//! `isinstance` and `issubclass`.

use taipan_text::Name;

use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::type_::Type;
use crate::types::object::OBJECT;
use crate::types::tuple::Tuple;
use crate::types::type_::TYPE;
use crate::value::Value;

impl Py {
    /// `isinstance(object, class)`
    pub fn is_instance(&mut self, object: &Value, class: &Value) -> PyResult<bool> {
        if object.type_().borrow().is(class) {
            return Ok(true);
        }
        if class.type_().is(&TYPE) {
            return self.is_plain_instance(object, class);
        }
        if let Some(classes) = self.alternatives(class) {
            self.check_stack("in __instancecheck__")?;
            return self.any_of(&classes, |py, class| py.is_instance(object, class));
        }
        let name = self.name(Name::__INSTANCECHECK__).clone();
        if let Some(check) = class.type_().lookup(self, &name) {
            self.check_stack("in __instancecheck__")?;
            let result = self.call_unbound(&check, class.borrow(), &[object.borrow()])?;
            return self.is_true(&result);
        }
        self.is_plain_instance(object, class)
    }

    /// `issubclass(derived, class)`
    pub fn is_subclass(&mut self, derived: &Value, class: &Value) -> PyResult<bool> {
        if class.type_().is(&TYPE) {
            return if derived.is(class) { Ok(true) } else { self.is_plain_subclass(derived, class) };
        }
        if let Some(classes) = self.alternatives(class) {
            self.check_stack("in __subclasscheck__")?;
            return self.any_of(&classes, |py, class| py.is_subclass(derived, class));
        }
        let name = self.name(Name::__SUBCLASSCHECK__).clone();
        if let Some(check) = class.type_().lookup(self, &name) {
            self.check_stack("in __subclasscheck__")?;
            let result = self.call_unbound(&check, class.borrow(), &[derived.borrow()])?;
            return self.is_true(&result);
        }
        self.is_plain_subclass(derived, class)
    }

    /// The classes of a tuple or a union.
    fn alternatives(&mut self, class: &Value) -> Option<Value> {
        if class.type_().has(crate::type_::Flags::TUPLE) {
            return Some(class.clone());
        }
        let members = self.interpreter().hooks().union_members?;
        members(self, class)
    }

    fn any_of(
        &mut self,
        classes: &Value,
        mut test: impl FnMut(&mut Self, &Value) -> PyResult<bool>,
    ) -> PyResult<bool> {
        for class in classes.get::<Tuple>().map_or(&[][..], Tuple::items) {
            if test(self, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What `type.__instancecheck__` says: by the type of the object, else by its `__class__`.
    pub fn is_plain_instance(&mut self, object: &Value, class: &Value) -> PyResult<bool> {
        if let Some(type_) = class.as_type() {
            if object.type_().is_subtype(self, type_) {
                return Ok(true);
            }
            if !claims_class(self, object.type_()) {
                return Ok(false);
            }
            let class_name = self.name(Name::__CLASS__).clone();
            let claimed = self.find_attribute(object, &class_name)?;
            let claimed = claimed.as_ref().filter(|it| !it.is(&object.type_().borrow()));
            return Ok(claimed.and_then(Value::as_type).is_some_and(|it| it.is_subtype(self, type_)));
        }
        if self.class_bases(class)?.is_none() {
            return Err(no_class(self, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
        }
        let class_name = self.name(Name::__CLASS__).clone();
        match self.find_attribute(object, &class_name)? {
            Some(claimed) => self.is_abstract_subclass(&claimed, class),
            None => Ok(false),
        }
    }

    /// What `type.__subclasscheck__` says: by the MRO, or for objects that only look like classes, by `__bases__`.
    pub fn is_plain_subclass(&mut self, derived: &Value, class: &Value) -> PyResult<bool> {
        if let (Some(derived), Some(class)) = (derived.as_type(), class.as_type()) {
            return Ok(derived.is_subtype(self, class));
        }
        if self.class_bases(derived)?.is_none() {
            return Err(no_class(self, "issubclass() arg 1 must be a class"));
        }
        if self.class_bases(class)?.is_none() {
            return Err(no_class(self, "issubclass() arg 2 must be a class, a tuple of classes, or a union"));
        }
        self.is_abstract_subclass(derived, class)
    }

    /// `__bases__`, if it is a tuple.
    fn class_bases(&mut self, class: &Value) -> PyResult<Option<Value>> {
        let name = self.name(Name::__BASES__).clone();
        let bases = self.find_attribute(class, &name)?;
        Ok(bases.filter(|bases| bases.get::<Tuple>().is_some()))
    }

    fn is_abstract_subclass(&mut self, derived: &Value, class: &Value) -> PyResult<bool> {
        self.check_stack("in __issubclass__")?;
        let mut derived = derived.clone();
        loop {
            if derived.is(class) {
                return Ok(true);
            }
            let Some(bases) = self.class_bases(&derived)? else { return Ok(false) };
            // A single base is followed without recursion.
            let (last, others) = match bases.get::<Tuple>().and_then(|bases| bases.items().split_last()) {
                Some((last, others)) => (last.clone(), others.to_vec()),
                None => return Ok(false),
            };
            for base in &others {
                if self.is_abstract_subclass(base, class)? {
                    return Ok(true);
                }
            }
            derived = last;
        }
    }
}

#[cold]
fn no_class(py: &Py, message: &str) -> Raised {
    exc::type_error(py, format_args!("{message}"))
}

/// Whether instances of a class may have another `__class__` than that: it, or how attributes are read, was overridden.
fn claims_class(py: &Py, class: &Type) -> bool {
    // Builtin types belong to all interpreters: nobody writes to them.
    let version = if class.is_heap() { class.version(py) } else { 0 };
    if version != 0 && class.plain_class.get() == version {
        return false;
    }
    let claims = reads_class(py, class);
    if !claims && version != 0 {
        class.plain_class.set(version);
    }
    claims
}

/// Whether the attribute `__class__` is found in another way than by `object`'s.
fn reads_class(py: &Py, class: &Type) -> bool {
    if !class.has_generic_getattr(py) {
        return true;
    }
    let name = py.name(Name::__CLASS__);
    // SAFETY: nothing can change the types meanwhile.
    match unsafe { (class.lookup_borrowed(py, name), OBJECT.lookup_borrowed(py, name)) } {
        (Some(found), Some(usual)) => !found.is(&usual),
        _ => true,
    }
}
